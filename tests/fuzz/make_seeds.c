/*
 * make_seeds.c DIRECTORY - examples that only the program itself can write:
 * snapshots, configurations and payloads of inputs, from a short storm.
 *
 * They are made anew by every build, because their formats change with the
 * engine; an example of an older format would only be refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/config_codec.h"
#include "engine/kit/arithmetic.h"
#include "engine/units.h"
#include "fuzz_settings.h"
#include "support_engine.h"
#include "support_fuzz.h"

#define WORLDS 4
#define STATES 6
#define STEPS_PER_STATE 40
#define PATH_SIZE 512

static const char *root;

static void write_seed(const char *target, const char *name, unsigned number,
		       const uint8_t *bytes, size_t size)
{
	char path[PATH_SIZE];
	FILE *file;

	FUZZ_HOLDS(snprintf(path, sizeof path, "%s/%s", root, target) <
		   PATH_SIZE);
	(void)mkdir(path, 0777); /* may be there */
	FUZZ_HOLDS(snprintf(path, sizeof path, "%s/%s/%s-%u", root, target,
			    name, number) < PATH_SIZE);
	file = fopen(path, "wb");
	FUZZ_HOLDS(file != NULL);
	FUZZ_HOLDS(fwrite(bytes, 1, size, file) == size);
	FUZZ_HOLDS(fclose(file) == 0);
}

/* --- the storm ------------------------------------------------------------ */

static uint64_t draws;

static uint32_t draw(uint32_t n)
{
	return (uint32_t)(mix_word(1, ++draws) % n);
}

/* Packed as in a journal. */
struct payloads {
	uint8_t bytes[STATES * STEPS_PER_STATE * 8 * INPUT_WORDS];
	size_t size;
};

static void keep(struct payloads *payloads, const struct input *input)
{
	uint64_t words[INPUT_WORDS];

	input_pack(input, words);
	words[1] =
	    draw(20) * (uint64_t)US_PER_MINUTE; /* later, see the target */
	for (int i = 0; i < INPUT_WORDS; i++)
		for (int b = 0; b < 8; b++)
			payloads->bytes[payloads->size++] =
			    (uint8_t)(words[i] >> 8 * b);
}

static struct input any_input(const struct bench *bench)
{
	struct world_id world = {1 + draw(WORLDS)};
	uint32_t request = bench->engine != NULL ? draw(1000) : 0;

	switch (draw(8)) {
	case 0:
	case 1:
	case 2:
		return (struct input){.kind = INPUT_START_REQUESTED,
				      .request = {world, request}};
	case 3:
	case 4:
		return (struct input){.kind = INPUT_STOP_REQUESTED,
				      .request = {world, request}};
	case 5:
		return (struct input){.kind = INPUT_PLAYERS_CHANGED,
				      .players_changed = {world, draw(3)}};
	case 6:
		return (struct input){
		    .kind = INPUT_NODE_HEARTBEAT,
		    .heartbeat = {.node = {1 + draw(4)},
				  .next_by_us = bench->now_us + US_PER_HOUR}};
	default:
		return (struct input){.kind = INPUT_NODE_GONE,
				      .node_gone = {{1 + draw(8)}}};
	}
}

static void one_step(struct bench *bench, struct payloads *payloads)
{
	struct input input = any_input(bench);

	keep(payloads, &input);
	(void)bench_feed(bench, input);
	if (draw(3) == 0 && bench->command_count > 0)
		bench_answer(bench, draw(bench->command_count),
			     draw(8) == 0 ? OUTCOME_FAILED : OUTCOME_DONE);
	bench_until(bench, bench->now_us + draw(20) * US_PER_MINUTE);
}

static void save(const struct bench *bench, unsigned state)
{
	size_t size = engine_save_size_bytes(bench->engine);
	uint8_t *bytes = malloc(size + 1);

	FUZZ_HOLDS(bytes != NULL);
	FUZZ_HOLDS(engine_save(bench->engine, bytes + 1, size) == ENGINE_OK);
	for (unsigned bits = 0; bits < FUZZ_SETTINGS; bits++) {
		bytes[0] = (uint8_t)bits;
		write_seed("snapshot", "state", state * FUZZ_SETTINGS + bits,
			   bytes, size + 1);
	}
	free(bytes);
}

static void save_config(const struct engine_config *config, unsigned number)
{
	size_t size = config_save_size_bytes(config);
	uint8_t *bytes = malloc(size);

	FUZZ_HOLDS(bytes != NULL);
	FUZZ_HOLDS(config_save(config, bytes, size));
	write_seed("config", "settings", number, bytes, size);
	free(bytes);
}

int main(int argc, char **argv)
{
	static struct payloads payloads;
	struct engine_config config = fuzz_settings(0);
	struct bench bench;

	FUZZ_HOLDS(argc == 2);
	root = argv[1];
	(void)mkdir(root, 0777); /* may be there */
	for (uint8_t bits = 0; bits < FUZZ_SETTINGS; bits++) {
		struct engine_config other = fuzz_settings(bits);

		save_config(&other, bits);
	}
	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= WORLDS; world++)
		bench_register(&bench, world, 1024 * world, world % 2 == 0);
	for (unsigned state = 0; state < STATES; state++) {
		save(&bench, state);
		for (int i = 0; i < STEPS_PER_STATE; i++)
			one_step(&bench, &payloads);
		write_seed("input", "storm", state, payloads.bytes,
			   payloads.size);
		payloads.size = 0;
	}
	bench_close(&bench);
	return EXIT_SUCCESS;
}
