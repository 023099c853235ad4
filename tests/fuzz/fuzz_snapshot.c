/*
 * fuzz_snapshot.c - a snapshot, loaded under the settings that its first byte
 * chooses: those it was saved under, or others with the same limits.
 *
 * What is loaded is saved as the same bytes and goes on: the night, the day and
 * the tick come, and nothing that the engine gives needs an answer.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/drive.h"
#include "fuzz_settings.h"
#include "support_fuzz.h"
#include "traces/base/engine_heap.h"

#define WAKES 40

static void visit(void *context, const struct command *command)
{
	uint64_t *last_id = context;

	FUZZ_HOLDS(command->id.value != *last_id);
	*last_id = command->id.value;
}

static void goes_on(struct engine *engine)
{
	static struct drive_scratch scratch;
	uint64_t last_id = 0;

	drive_scratch_init(&scratch, UINT64_MAX);
	engine_each_pending_command(engine, visit, &last_id);
	for (int i = 0; i < WAKES; i++) {
		struct input wake = {.seq = engine_next_seq(engine),
				     .at_us = engine_wake_at_us(engine),
				     .kind = INPUT_WAKE};

		if (wake.at_us < engine_now_us(engine))
			wake.at_us = engine_now_us(engine);
		if (engine_check(engine, &wake) != ENGINE_OK)
			return;
		scratch.output.command_count = 0;
		scratch.output.notice_count = 0;
		engine_step(engine, &wake, &scratch.output);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct engine_config config;
	struct engine *engine = NULL;
	uint8_t *again;

	if (size < 1)
		return 0;
	config = fuzz_settings(data[0] % FUZZ_SETTINGS);
	if (engine_load(&config, &engine_heap, data + 1, size - 1, &engine) !=
	    ENGINE_OK)
		return 0;
	FUZZ_HOLDS(engine_save_size_bytes(engine) == size - 1);
	again = malloc(size);
	FUZZ_HOLDS(again != NULL);
	FUZZ_HOLDS(engine_save(engine, again, size - 1) == ENGINE_OK);
	FUZZ_HOLDS(memcmp(again, data + 1, size - 1) == 0);
	free(again);
	goes_on(engine);
	engine_destroy(engine);
	return 0;
}
