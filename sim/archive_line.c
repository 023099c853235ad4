#include "sim/archive_line.h"

#include "sim/flows.h"

/* By which the shares are given: the slowest first, then in order. */
struct place {
	double cap_per_us;
	uint32_t number;
};

struct archive_line {
	const struct transfer_model *model;
	struct flows flows;
	struct place *order; /* of those that move bytes, the slowest first */
	size_t capacity;     /* of it */
	double use;	     /* of the bandwidth, 0 to 1 */
};

struct archive_line *archive_line_open(const struct transfer_model *model,
				       uint32_t box)
{
	struct archive_line *line = calloc(1, sizeof *line);

	if (line == NULL)
		return NULL;
	line->model = model;
	line->flows.entity = box;
	return line;
}

void archive_line_close(struct archive_line *line)
{
	if (line == NULL)
		return;
	free(line->flows.list);
	free(line->order);
	free(line);
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
	double total = flow_rate(line->model->mb_per_second);
	double total_left = total;
	uint32_t left = 0;

	for (uint32_t i = 0; i < line->flows.count; i++) {
		struct flow *flow = &line->flows.list[i];

		flow->rate_per_us = 0;
		if (flow_moves(flow, now_us))
			line->order[left++] =
			    (struct place){flow->cap_per_us, i};
	}
	if (left > 1)
		qsort(line->order, left, sizeof *line->order,
		      by_speed_then_place);
	for (const struct place *at = line->order; left > 0; at++, left--) {
		struct flow *slowest = &line->flows.list[at->number];
		double part = total_left / left;

		slowest->rate_per_us =
		    slowest->cap_per_us < part ? slowest->cap_per_us : part;
		total_left -= slowest->rate_per_us;
	}
	line->use = 1 - total_left / total;
}

double archive_line_use(const struct archive_line *line)
{
	double taken =
	    line->model->connections > 0
		? (double)line->flows.count / line->model->connections
		: 0;

	return fmin(1, fmax(line->use, taken));
}

static void go_on(struct simulation *sim, struct archive_line *line)
{
	share_line(line, sim->now_us);
	flows_enter_next(sim, &line->flows);
	observers_lines(&sim->observers);
}

/* A draw of this transfer; each try at it has two. */
static int64_t draw_us(struct simulation *sim, const struct law *law,
		       const struct command *command, uint64_t which)
{
	enum random_purpose purpose = command->kind == COMMAND_ARCHIVE_WORLD
					  ? RANDOM_ARCHIVE
					  : RANDOM_RESTORE;

	return draws_world_us(&sim->draws, law, purpose, command->world.value,
			      2 * (uint64_t)command->epoch + which);
}

void archive_line_begin(struct simulation *sim, struct archive_line *line,
			const struct command *command)
{
	const struct transfer_model *model = line->model;
	int64_t latency_us;
	struct flow flow;

	observers_transfer(&sim->observers, command);
	if (!model->unlimited && line->flows.count >= model->connections) {
		answers_give(sim, command, OUTCOME_FAILED, 0,
			     command->node.value, 0);
		return;
	}
	latency_us = draw_us(sim, &model->latency, command, 0);
	if (model->unlimited) {
		answers_give(sim, command, OUTCOME_DONE, 0, command->node.value,
			     latency_us);
		return;
	}
	flow = (struct flow){
	    .command = *command,
	    .begins_us = sim->now_us + latency_us,
	    .left_bytes = command->size_mib * BYTES_PER_MIB,
	    .cap_per_us = flow_rate_drawn(
		draw_us(sim, &model->stream_mb_per_second, command, 1)),
	};
	flows_move(&line->flows, sim->now_us);
	if (!flows_add(&line->flows, &flow) ||
	    !ARRAY_ROOM(line->order, line->capacity, line->flows.count)) {
		sim->failed = true;
		return;
	}
	go_on(sim, line);
}

void archive_line_due(struct simulation *sim, struct archive_line *line,
		      uint32_t serial)
{
	if (serial != line->flows.serial)
		return; /* something has changed since */
	flows_move(&line->flows, sim->now_us);
	flows_end_those_through(sim, &line->flows);
	go_on(sim, line);
}

bool archive_line_cancel(struct simulation *sim, struct archive_line *line,
			 uint64_t command_id)
{
	if (!flows_cancel(sim, &line->flows, command_id))
		return false;
	go_on(sim, line);
	return true;
}

void archive_line_drop_node(struct simulation *sim, struct archive_line *line,
			    uint32_t node)
{
	flows_move(&line->flows, sim->now_us);
	for (uint32_t i = 0; i < line->flows.count;) {
		if (line->flows.list[i].command.node.value == node)
			flows_remove(&line->flows, i);
		else
			i++;
	}
	go_on(sim, line);
}
