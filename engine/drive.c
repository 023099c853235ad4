#include "engine/drive.h"

#include <stddef.h>

#include "engine/kit/check.h"

_Static_assert((DRIVE_INPUTS_PER_ROUND + 1) * ENGINE_NOTICES_PER_STEP +
		       2 * DRIVE_EXPLANATIONS_PER_ROUND <=
		   UINT16_MAX,
	       "every notice of a step has an index of its own");

void drive_scratch_init(struct drive_scratch *scratch, uint64_t notice_mask)
{
	scratch->output = (struct engine_output){
	    .commands = scratch->commands,
	    .command_capacity =
		sizeof scratch->commands / sizeof scratch->commands[0],
	    .notices = scratch->notices,
	    .notice_capacity =
		sizeof scratch->notices / sizeof scratch->notices[0],
	    .notice_mask = notice_mask,
	};
}

/* check -> record -> step */
static enum drive_status take_input(struct engine *engine,
				    const struct driver_ports *ports,
				    int64_t now_us, struct input *input,
				    struct engine_output *output)
{
	input->seq = engine_next_seq(engine);
	input->at_us = now_us;
	if (engine_refuses(engine, input) != REFUSAL_NONE) {
		input->seq = 0;
		return DRIVE_REFUSED;
	}
	if (ports->record != NULL && ports->record(ports->context, input) != 0)
		return DRIVE_JOURNAL_FAILED;
	engine_step(engine, input, output);
	return DRIVE_OK;
}

enum drive_status drive(struct engine *engine, const struct driver_ports *ports,
			int64_t now_us, struct input *inputs, uint32_t count,
			struct drive_scratch *scratch)
{
	struct engine_output *output = &scratch->output;
	enum drive_status worst = DRIVE_OK;
	uint64_t first_seq = engine_next_seq(engine);

	CHECK(count <= DRIVE_INPUTS_PER_ROUND);
	output->command_count = 0;
	output->notice_count = 0;
	output->explanations_left = DRIVE_EXPLANATIONS_PER_ROUND;
	for (uint32_t i = 0; i < count; i++) {
		enum drive_status status =
		    take_input(engine, ports, now_us, &inputs[i], output);
		if (status == DRIVE_JOURNAL_FAILED)
			return status;
		if (status == DRIVE_REFUSED)
			worst = status;
	}
	if (engine_wake_at_us(engine) <= now_us) {
		struct input wake = {.kind = INPUT_WAKE};

		if (take_input(engine, ports, now_us, &wake, output) ==
		    DRIVE_JOURNAL_FAILED)
			return DRIVE_JOURNAL_FAILED;
	}
	if (engine_next_seq(engine) != first_seq && ports->commit != NULL &&
	    ports->commit(ports->context, engine_next_seq(engine) - 1,
			  engine_trail(engine)) != 0)
		return DRIVE_JOURNAL_FAILED;
	for (uint32_t i = 0; i < output->notice_count; i++)
		ports->notify(ports->context, &output->notices[i]);
	for (uint32_t i = 0; i < output->command_count; i++)
		ports->execute(ports->context, &output->commands[i]);
	return worst;
}
