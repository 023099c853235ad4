#include "sim/archive_line.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "sim/simulation.h"
#include "traces/base/array.h"

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

struct archive_line {
	const struct transfer_model *model;
	uint32_t box;
	struct transfer *running;
	struct place *order; /* of those that move bytes, the slowest first */
	size_t capacity;     /* of both */
	uint32_t count;
	uint32_t serial; /* of the calendar entry that counts */
	int64_t updated_us;
};

struct archive_line *archive_line_open(const struct transfer_model *model,
				       uint32_t box)
{
	struct archive_line *line = calloc(1, sizeof *line);

	if (line == NULL)
		return NULL;
	line->model = model;
	line->box = box;
	return line;
}

void archive_line_close(struct archive_line *line)
{
	if (line == NULL)
		return;
	free(line->running);
	free(line->order);
	free(line);
}

/* Room for one more; false: out of memory. */
static bool make_room_for_transfer(struct archive_line *line)
{
	size_t capacity = line->capacity;

	return ARRAY_ROOM(line->order, capacity, line->count + (size_t)1) &&
	       ARRAY_ROOM(line->running, line->capacity,
			  line->count + (size_t)1);
}

/* Move bytes from the last change until now. */
static void move_bytes(struct archive_line *line, int64_t now_us)
{
	for (uint32_t i = 0; i < line->count; i++) {
		struct transfer *transfer = &line->running[i];

		transfer->left_bytes -=
		    transfer->rate_per_us * (double)(now_us - line->updated_us);
	}
	line->updated_us = now_us;
}

static int by_speed_then_place(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->cap_per_us < b->cap_per_us || a->cap_per_us > b->cap_per_us)
		return a->cap_per_us < b->cap_per_us ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* Max-min fair shares: fill up the slowest first. */
static void share_line(struct archive_line *line, int64_t now_us)
{
	double total_left = line->model->mb_per_second > 0
				? line->model->mb_per_second
				: DBL_MAX; /* MB/s = bytes/us */
	uint32_t left = 0;

	for (uint32_t i = 0; i < line->count; i++) {
		struct transfer *transfer = &line->running[i];

		transfer->rate_per_us = 0;
		if (transfer->begins_us <= now_us)
			line->order[left++] =
			    (struct place){transfer->cap_per_us, i};
	}
	if (left > 1)
		qsort(line->order, left, sizeof *line->order,
		      by_speed_then_place);
	for (const struct place *at = line->order; left > 0; at++, left--) {
		struct transfer *slowest = &line->running[at->number];
		double part = total_left / left;

		slowest->rate_per_us =
		    slowest->cap_per_us < part ? slowest->cap_per_us : part;
		total_left -= slowest->rate_per_us;
	}
}

/* Enter the next instant at which anything changes into the calendar. */
static void enter_next_change(struct simulation *sim, struct archive_line *line)
{
	int64_t next_us = TIME_NEVER_US;

	share_line(line, sim->now_us);
	for (uint32_t i = 0; i < line->count; i++) {
		const struct transfer *transfer = &line->running[i];
		int64_t at_us = transfer->begins_us;

		if (at_us <= sim->now_us)
			at_us =
			    sim->now_us + (int64_t)ceil(transfer->left_bytes /
							transfer->rate_per_us);
		if (at_us < next_us)
			next_us = at_us;
	}
	line->serial = (line->serial + 1) & EVENT_SERIAL_MASK;
	if (next_us != TIME_NEVER_US)
		calendar_enter(&sim->calendar,
			       next_us < sim->now_us ? sim->now_us : next_us,
			       EVENT_TRANSFER, line->serial, line->box);
}

static enum random_purpose transfer_purpose(const struct command *command)
{
	return command->kind == COMMAND_ARCHIVE_WORLD ? RANDOM_ARCHIVE
						      : RANDOM_RESTORE;
}

void archive_line_begin(struct simulation *sim, struct archive_line *line,
			const struct command *command)
{
	const struct transfer_model *model = line->model;
	struct transfer *transfer;
	int64_t speed;

	observers_transfer(&sim->observers, command);
	if (model->unlimited) {
		answers_give(sim, command, OUTCOME_DONE, 0, command->node.value,
			     draws_world_us(&sim->draws, &model->latency,
					    transfer_purpose(command),
					    command->world.value,
					    2 * (uint64_t)command->epoch));
		return;
	}
	if (line->count >= model->connections) {
		answers_give(sim, command, OUTCOME_FAILED, 0,
			     command->node.value, 0);
		return;
	}
	if (!make_room_for_transfer(line)) {
		sim->failed = true;
		return;
	}
	move_bytes(line, sim->now_us);
	transfer = &line->running[line->count++];
	*transfer = (struct transfer){
	    .command = *command,
	    .begins_us =
		sim->now_us + draws_world_us(&sim->draws, &model->latency,
					     transfer_purpose(command),
					     command->world.value,
					     2 * (uint64_t)command->epoch),
	    .left_bytes = command->size_mib * BYTES_PER_MIB,
	    .cap_per_us = DBL_MAX,
	};
	/* a draw in MB/s has the scale of seconds: 10^6 of it */
	speed = draws_world_us(&sim->draws, &model->stream_mb_per_second,
			       transfer_purpose(command), command->world.value,
			       2 * (uint64_t)command->epoch + 1);
	if (speed > 0)
		transfer->cap_per_us = (double)speed / 1e6;
	enter_next_change(sim, line);
}

/* Take number i out and answer it. */
static void end_transfer(struct simulation *sim, struct archive_line *line,
			 uint32_t i, enum outcome outcome)
{
	struct command command = line->running[i].command;

	line->running[i] = line->running[--line->count];
	answers_give(sim, &command, outcome, 0, command.node.value, 0);
}

void archive_line_due(struct simulation *sim, struct archive_line *line,
		      uint32_t serial)
{

	if (serial != line->serial)
		return; /* something has changed since */
	move_bytes(line, sim->now_us);
	for (uint32_t i = 0; i < line->count;) {
		const struct transfer *transfer = &line->running[i];

		/* half a byte is rounding: instants are whole microseconds */
		if (transfer->begins_us <= sim->now_us &&
		    transfer->left_bytes < 0.5)
			end_transfer(sim, line, i, OUTCOME_DONE);
		else
			i++;
	}
	enter_next_change(sim, line);
}

bool archive_line_cancel(struct simulation *sim, struct archive_line *line,
			 uint64_t command_id)
{
	for (uint32_t i = 0; i < line->count; i++) {
		if (line->running[i].command.id.value != command_id)
			continue;
		move_bytes(line, sim->now_us);
		end_transfer(sim, line, i, OUTCOME_CANCELLED);
		enter_next_change(sim, line);
		return true;
	}
	return false;
}

void archive_line_drop_node(struct simulation *sim, struct archive_line *line,
			    uint32_t node)
{

	move_bytes(line, sim->now_us);
	for (uint32_t i = 0; i < line->count;) {
		if (line->running[i].command.node.value == node)
			line->running[i] = line->running[--line->count];
		else
			i++;
	}
	enter_next_change(sim, line);
}
