/*
 * inbox.h - inputs on their way to the engine.
 *
 * Collects what arrives while a round is driven and gives it as the next round,
 * in order.  What a controller that died has not taken is put back in front.
 * Owns the inputs and grows; decides nothing.
 */
#ifndef SIM_INBOX_H
#define SIM_INBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/input.h"

struct inbox {
	struct input *inputs; /* arriving */
	size_t count, capacity;
	struct input *round; /* given */
	size_t round_capacity;
	bool failed; /* memory ran out: an input was lost */
};

void inbox_close(struct inbox *inbox);

void inbox_put(struct inbox *inbox, const struct input *input);

/* These come before all that has arrived; `inputs` may be part of the round. */
void inbox_put_first(struct inbox *inbox, const struct input *inputs,
		     size_t count);

/* What has arrived is the round now; it holds until the next call, and may be
 * changed. */
struct input *inbox_take(struct inbox *inbox, size_t *count);

static inline bool inbox_is_empty(const struct inbox *inbox)
{
	return inbox->count == 0;
}

#endif /* SIM_INBOX_H */
