#include "sim/answers.h"

#include <stdlib.h>

#include "sim/simulation.h"
#include "traces/base/array.h"

void answers_close(struct answers *answers)
{
	free(answers->list);
}

/* A place for a waiting answer.  False: out of memory. */
static bool place_for_answer(struct answers *answers, uint32_t *number)
{
	if (answers->first_free != 0) {
		*number = answers->first_free - 1;
		answers->first_free = answers->list[*number].next_free;
		return true;
	}
	if (!ARRAY_ROOM(answers->list, answers->capacity, answers->count + 1))
		return false;
	*number = (uint32_t)answers->count++;
	return true;
}

void answers_give(struct simulation *sim, const struct command *command,
		  enum outcome outcome, uint64_t provider_ref, uint32_t node,
		  int64_t delay_us)
{
	struct answer answer = {
	    .input = {.kind = INPUT_COMMAND_FINISHED,
		      .command_finished = {.command = command->id,
					   .outcome = outcome,
					   .provider_ref = provider_ref,
					   .size_mib = command->size_mib}},
	    .node = node,
	    .stops =
		command->kind == COMMAND_STOP_WORLD ? command->world.value : 0,
	};
	uint32_t number;

	if (delay_us <= 0) {
		inbox_put(&sim->inbox, &answer.input);
		return;
	}
	if (!place_for_answer(&sim->answers, &number)) {
		sim->answers.failed = true;
		return;
	}
	sim->answers.list[number] = answer;
	calendar_enter(&sim->calendar, sim->now_us + delay_us, EVENT_ANSWER, 0,
		       number);
}

struct answer answers_take(struct answers *answers, uint32_t number)
{
	struct answer *at = &answers->list[number];
	struct answer answer = *at;

	at->next_free = answers->first_free;
	answers->first_free = number + 1;
	return answer;
}

uint64_t answers_command(const void *answers, uint32_t number)
{
	const struct answers *a = answers;

	return a->list[number].input.command_finished.command.value;
}
