/*
 * fuzz_input.c - payloads of a journal, one after another, into an engine.
 *
 * Whatever unpacks packs into the same words; whatever engine_check() accepts
 * engine_step() takes, and leaves a sound state.  The seq of a payload is
 * replaced by the one that is due and its instant by one a little later, else
 * hardly any would be accepted; time passes up to a day an input.
 */
#include <string.h>

#include "engine/drive.h"
#include "engine/questions.h"
#include "engine/units.h"
#include "fuzz_settings.h"
#include "support_fuzz.h"
#include "traces/base/engine_heap.h"

#define INPUTS_MAX 64
#define PAYLOAD_BYTES (8 * INPUT_WORDS)

static void words_of(const uint8_t *data, uint64_t words[INPUT_WORDS])
{
	for (int i = 0; i < INPUT_WORDS; i++) {
		words[i] = 0;
		for (int b = 0; b < 8; b++)
			words[i] |= (uint64_t)data[8 * i + b] << 8 * b;
	}
}

static void step(struct engine *engine, struct drive_scratch *scratch,
		 struct input *input)
{
	int64_t later_us =
	    (int64_t)((uint64_t)input->at_us % (uint64_t)(24 * US_PER_HOUR));
	const char *wrong;

	(void)engine_check(engine, input);
	input->seq = engine_next_seq(engine);
	input->at_us = engine_now_us(engine) + later_us;
	if (engine_check(engine, input) != ENGINE_OK)
		return;
	scratch->output.command_count = 0;
	scratch->output.notice_count = 0;
	engine_step(engine, input, &scratch->output);
	wrong = engine_audit(engine);
	if (wrong != NULL)
		fuzz_broken(__FILE__, __LINE__, wrong);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct drive_scratch scratch;
	struct engine_config config = fuzz_settings(0);
	struct engine *engine = NULL;

	drive_scratch_init(&scratch, UINT64_MAX);
	FUZZ_HOLDS(engine_create(&config, &engine_heap, &engine) == ENGINE_OK);
	for (size_t at = 0;
	     at + PAYLOAD_BYTES <= size && at < INPUTS_MAX * PAYLOAD_BYTES;
	     at += PAYLOAD_BYTES) {
		uint64_t words[INPUT_WORDS], again[INPUT_WORDS];
		struct input input;

		words_of(data + at, words);
		if (!input_unpack(words, &input))
			continue;
		input_pack(&input, again);
		FUZZ_HOLDS(memcmp(words, again, sizeof words) == 0);
		step(engine, &scratch, &input);
	}
	engine_destroy(engine);
	return 0;
}
