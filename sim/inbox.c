#include "sim/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"

void inbox_close(struct inbox *inbox)
{
	free(inbox->inputs);
	free(inbox->round);
}

static bool make_room_for_inputs(struct inbox *inbox, size_t more)
{
	if (ARRAY_ROOM(inbox->inputs, inbox->capacity, inbox->count + more))
		return true;
	inbox->failed = true;
	return false;
}

void inbox_put(struct inbox *inbox, const struct input *input)
{
	if (make_room_for_inputs(inbox, 1))
		inbox->inputs[inbox->count++] = *input;
}

void inbox_put_first(struct inbox *inbox, const struct input *inputs,
		     size_t count)
{
	if (!make_room_for_inputs(inbox, count))
		return;
	memmove(inbox->inputs + count, inbox->inputs,
		inbox->count * sizeof *inputs);
	memcpy(inbox->inputs, inputs, count * sizeof *inputs);
	inbox->count += count;
}

struct input *inbox_take(struct inbox *inbox, size_t *count)
{
	struct input *inputs = inbox->inputs;
	size_t capacity = inbox->capacity;

	*count = inbox->count;
	inbox->inputs = inbox->round;
	inbox->capacity = inbox->round_capacity;
	inbox->count = 0;
	inbox->round = inputs;
	inbox->round_capacity = capacity;
	return inputs;
}
