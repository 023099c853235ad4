/*
 * transfers.c - the archive's line: connections and shared bandwidth.
 *
 * Every transfer waits its latency, then moves its bytes.  The streams share
 * the line by max-min fairness: each gets an equal part, except that one that
 * cannot use its part (its own speed is lower) leaves the rest to the others
 * (processor sharing with caps; Bertsekas and Gallager 1992, 6.5.2).  One more
 * transfer than there are connections is refused.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "sim/array.h"
#include "sim/simulation.h"

#define BYTES_PER_MIB 1048576.0

struct transfer {
	struct command command;
	int64_t begins_us; /* when the latency is over */
	double left_bytes;
	double cap_per_us;  /* own speed; DBL_MAX: none */
	double rate_per_us; /* now */
};

/* By which the shares are given: the slowest first, then in order. */
struct place {
	double cap_per_us;
	uint32_t number;
};

struct transfers_model {
	const struct transfer_model *model;
	struct transfer *running;
	struct place *order; /* of those that move bytes, the slowest first */
	size_t capacity;     /* of both */
	uint32_t count;
	uint32_t serial; /* of the calendar entry that counts */
	int64_t updated_us;
};

struct transfers_model *transfers_open(const struct transfer_model *model)
{
	struct transfers_model *transfers = calloc(1, sizeof *transfers);

	if (transfers != NULL)
		transfers->model = model;
	return transfers;
}

void transfers_close(struct transfers_model *transfers)
{
	if (transfers == NULL)
		return;
	free(transfers->running);
	free(transfers->order);
	free(transfers);
}

/* Room for one more; false: out of memory. */
static bool grow(struct transfers_model *t)
{
	size_t capacity = t->capacity;
	struct transfer *running;
	struct place *order;

	if (t->count < t->capacity)
		return true;
	running = array_doubled(t->running, &capacity, sizeof *running);
	if (running == NULL)
		return false;
	t->running = running;
	order = realloc(t->order, capacity * sizeof *order);
	if (order == NULL)
		return false;
	t->order = order;
	t->capacity = capacity;
	return true;
}

/* Move bytes from the last change until now. */
static void advance(struct transfers_model *t, int64_t now_us)
{
	for (uint32_t i = 0; i < t->count; i++) {
		struct transfer *transfer = &t->running[i];

		transfer->left_bytes -=
		    transfer->rate_per_us * (double)(now_us - t->updated_us);
	}
	t->updated_us = now_us;
}

static int by_speed_then_place(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->cap_per_us < b->cap_per_us || a->cap_per_us > b->cap_per_us)
		return a->cap_per_us < b->cap_per_us ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* Max-min fair shares: fill up the slowest first. */
static void share(struct transfers_model *t, int64_t now_us)
{
	double total_left = t->model->mb_per_second > 0
				? t->model->mb_per_second
				: DBL_MAX; /* MB/s = bytes/us */
	uint32_t left = 0;

	for (uint32_t i = 0; i < t->count; i++) {
		struct transfer *transfer = &t->running[i];

		transfer->rate_per_us = 0;
		if (transfer->begins_us <= now_us)
			t->order[left++] =
			    (struct place){transfer->cap_per_us, i};
	}
	if (left != 0) /* else there may be no array yet */
		qsort(t->order, left, sizeof *t->order,
		      by_speed_then_place);
	for (const struct place *at = t->order; left > 0; at++, left--) {
		struct transfer *slowest = &t->running[at->number];
		double part = total_left / left;

		slowest->rate_per_us =
		    slowest->cap_per_us < part ? slowest->cap_per_us : part;
		total_left -= slowest->rate_per_us;
	}
}

/* Enter the next instant at which anything changes into the calendar. */
static void plan(struct simulation *sim)
{
	struct transfers_model *t = sim->transfers;
	int64_t next_us = TIME_NEVER_US;

	share(t, sim->now_us);
	for (uint32_t i = 0; i < t->count; i++) {
		const struct transfer *transfer = &t->running[i];
		int64_t at_us = transfer->begins_us;

		if (at_us <= sim->now_us)
			at_us =
			    sim->now_us + (int64_t)ceil(transfer->left_bytes /
							transfer->rate_per_us);
		if (at_us < next_us)
			next_us = at_us;
	}
	t->serial = (t->serial + 1) & 0xffffff;
	if (next_us != TIME_NEVER_US)
		sim_schedule(sim, next_us < sim->now_us ? sim->now_us : next_us,
			     EVENT_TRANSFER, t->serial, 0);
}

static enum random_purpose purpose_of(const struct command *command)
{
	return command->kind == COMMAND_ARCHIVE_WORLD ? RANDOM_ARCHIVE
						      : RANDOM_RESTORE;
}

void transfers_begin(struct simulation *sim, const struct command *command)
{
	struct transfers_model *t = sim->transfers;
	const struct transfer_model *model = t->model;
	struct transfer *transfer;
	int64_t speed;

	if (sim->delays != NULL)
		delays_transfer(sim, command);
	if (model->unlimited) {
		provider_answer(
		    sim, command, OUTCOME_DONE, 0, command->node.value,
		    sim_draw_world_us(sim, &model->latency, purpose_of(command),
				      command->world.value,
				      2 * (uint64_t)command->epoch));
		return;
	}
	if (t->count >= model->connections) {
		provider_answer(sim, command, OUTCOME_FAILED, 0,
				command->node.value, 0);
		return;
	}
	if (!grow(t)) {
		sim->failed = true;
		return;
	}
	advance(t, sim->now_us);
	transfer = &t->running[t->count++];
	*transfer = (struct transfer){
	    .command = *command,
	    .begins_us =
		sim->now_us + sim_draw_world_us(sim, &model->latency,
						purpose_of(command),
						command->world.value,
						2 * (uint64_t)command->epoch),
	    .left_bytes = command->size_mib * BYTES_PER_MIB,
	    .cap_per_us = DBL_MAX,
	};
	/* a draw in MB/s has the scale of seconds: 10^6 of it */
	speed = sim_draw_world_us(sim, &model->stream_mb_per_second,
				  purpose_of(command), command->world.value,
				  2 * (uint64_t)command->epoch + 1);
	if (speed > 0)
		transfer->cap_per_us = (double)speed / 1e6;
	plan(sim);
}

/* Take number i out and answer it. */
static void finish(struct simulation *sim, uint32_t i, enum outcome outcome)
{
	struct transfers_model *t = sim->transfers;
	struct command command = t->running[i].command;

	t->running[i] = t->running[--t->count];
	provider_answer(sim, &command, outcome, 0, command.node.value, 0);
}

void transfers_due(struct simulation *sim, uint32_t serial)
{
	struct transfers_model *t = sim->transfers;

	if (serial != t->serial)
		return; /* something has changed since */
	advance(t, sim->now_us);
	for (uint32_t i = 0; i < t->count;) {
		const struct transfer *transfer = &t->running[i];

		/* half a byte is rounding: instants are whole microseconds */
		if (transfer->begins_us <= sim->now_us &&
		    transfer->left_bytes < 0.5)
			finish(sim, i, OUTCOME_DONE);
		else
			i++;
	}
	plan(sim);
}

void transfers_cancel(struct simulation *sim, uint64_t command_id)
{
	struct transfers_model *t = sim->transfers;

	advance(t, sim->now_us);
	for (uint32_t i = 0; i < t->count; i++) {
		if (t->running[i].command.id.value == command_id) {
			finish(sim, i, OUTCOME_CANCELLED);
			break;
		}
	}
	plan(sim);
}

void transfers_drop_node(struct simulation *sim, uint32_t node)
{
	struct transfers_model *t = sim->transfers;

	advance(t, sim->now_us);
	for (uint32_t i = 0; i < t->count;) {
		if (t->running[i].command.node.value == node)
			t->running[i] = t->running[--t->count];
		else
			i++;
	}
	plan(sim);
}
