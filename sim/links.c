#include "sim/links.h"

#include "sim/flows.h"

/* What a copy draws, of each try at it. */
enum copy_draw { DRAW_LATENCY = 0, DRAW_STREAM, DRAW_FAILS, DRAW_WHERE, DRAWS };

/* One direction of a node's link, while rates are given. */
struct link_end {
	double left_per_us;
	uint32_t copies; /* that still want a part of it */
};

struct node_link {
	struct link_end out, in;
};

struct links {
	const struct link_model *model;
	uint32_t copies_max;
	bool overrun; /* there was one too many */
	struct flows flows;
	struct node_link *nodes; /* by node id; good where a copy ends */
	size_t nodes_capacity;
	uint32_t *open; /* numbers of flows without a rate yet */
	size_t open_capacity;
};

struct links *links_open(const struct link_model *model, uint32_t copies_max)
{
	struct links *links = calloc(1, sizeof *links);

	if (links == NULL)
		return NULL;
	links->model = model;
	links->copies_max = copies_max;
	links->flows.entity = BOXES_MAX; /* the boxes are those before */
	return links;
}

void links_close(struct links *links)
{
	if (links == NULL)
		return;
	free(links->flows.list);
	free(links->nodes);
	free(links->open);
	free(links);
}

static uint32_t source_of(const struct flow *flow)
{
	return flow->command.peer.value;
}

static uint32_t target_of(const struct flow *flow)
{
	return flow->command.node.value;
}

/* --- rates ---------------------------------------------------------------- */

/* Those that move, each with a part to get of both its links. */
static uint32_t open_flows(struct links *links, int64_t now_us)
{
	const struct link_model *model = links->model;
	const struct link_end out = {flow_rate(model->out_mb_per_second), 0};
	const struct link_end in = {flow_rate(model->in_mb_per_second), 0};
	uint32_t count = 0;

	for (uint32_t i = 0; i < links->flows.count; i++) {
		struct flow *flow = &links->flows.list[i];

		flow->rate_per_us = 0;
		links->nodes[source_of(flow)].out = out;
		links->nodes[target_of(flow)].in = in;
		if (flow_moves(flow, now_us))
			links->open[count++] = i;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct flow *flow = &links->flows.list[links->open[i]];

		links->nodes[source_of(flow)].out.copies++;
		links->nodes[target_of(flow)].in.copies++;
	}
	return count;
}

static double part_of(const struct link_end *end)
{
	return end->left_per_us / end->copies;
}

/* What it would get if nothing else were given any more. */
static double level_of(const struct links *links, const struct flow *flow)
{
	double out = part_of(&links->nodes[source_of(flow)].out);
	double in = part_of(&links->nodes[target_of(flow)].in);
	double level = out < in ? out : in;

	return flow->cap_per_us < level ? flow->cap_per_us : level;
}

static void take_part(struct link_end *end, double rate_per_us)
{
	end->copies--;
	end->left_per_us -= rate_per_us;
	if (end->left_per_us < 0)
		end->left_per_us = 0; /* rounding */
}

/* Max-min fair shares: the lowest level binds whoever has it, so it gets that,
 * and the others divide what is left. */
static void share_links(struct links *links, int64_t now_us)
{
	uint32_t left = open_flows(links, now_us);

	while (left > 0) {
		double lowest = HUGE_VAL;
		struct flow *flow;
		uint32_t at = 0;

		for (uint32_t i = 0; i < left; i++) {
			double level =
			    level_of(links, &links->flows.list[links->open[i]]);

			if (level < lowest) {
				lowest = level;
				at = i;
			}
		}
		flow = &links->flows.list[links->open[at]];
		flow->rate_per_us = lowest;
		take_part(&links->nodes[source_of(flow)].out, lowest);
		take_part(&links->nodes[target_of(flow)].in, lowest);
		links->open[at] = links->open[--left];
	}
}

static double use_of(const struct link_end *end, double mb_per_second)
{
	return mb_per_second > 0 ? 1 - end->left_per_us / mb_per_second : 0;
}

static void go_on(struct simulation *sim, struct links *links)
{
	share_links(links, sim->now_us);
	flows_enter_next(sim, &links->flows);
	observers_lines(&sim->observers);
}

/* What is left of each link is known since the rates were given. */
double links_use(const struct links *links)
{
	const struct link_model *model = links->model;
	double most = 0;

	for (uint32_t i = 0; i < links->flows.count; i++) {
		const struct flow *flow = &links->flows.list[i];

		most = fmax(most, use_of(&links->nodes[source_of(flow)].out,
					 model->out_mb_per_second));
		most = fmax(most, use_of(&links->nodes[target_of(flow)].in,
					 model->in_mb_per_second));
	}
	return most;
}

double links_rate(const struct links *links, uint64_t command_id)
{
	for (uint32_t i = 0; i < links->flows.count; i++)
		if (links->flows.list[i].command.id.value == command_id)
			return links->flows.list[i].rate_per_us;
	return 0;
}

/* --- copies --------------------------------------------------------------- */

static uint64_t draw_index(const struct command *command, enum copy_draw which)
{
	return DRAWS * (uint64_t)command->epoch + which;
}

static int64_t draw_us(struct simulation *sim, const struct law *law,
		       const struct command *command, enum copy_draw which)
{
	return draws_world_us(&sim->draws, law, RANDOM_COPY,
			      command->world.value, draw_index(command, which));
}

static double draw_uniform(struct simulation *sim,
			   const struct command *command, enum copy_draw which)
{
	struct random_stream stream;

	draws_stream(&sim->draws, RANDOM_COPY,
		     draws_world_entity(&sim->draws, command->world.value),
		     draw_index(command, which), &stream);
	return random_uniform(&stream);
}

/* Does it fail, and with how many of its bytes through? */
static void decide_failure(struct simulation *sim,
			   const struct link_model *model, struct flow *flow)
{
	const struct command *command = &flow->command;

	if (model->failure <= 0 ||
	    draw_uniform(sim, command, DRAW_FAILS) >= model->failure)
		return;
	flow->fails = true;
	flow->left_bytes *= draw_uniform(sim, command, DRAW_WHERE);
}

static struct flow make_flow(struct simulation *sim,
			     const struct link_model *model,
			     const struct command *command)
{
	double moved =
	    command->type == COPY_REFRESH ? model->changed_share : 1.0;
	struct flow flow = {
	    .command = *command,
	    .begins_us = sim->now_us +
			 draw_us(sim, &model->latency, command, DRAW_LATENCY),
	    .left_bytes = command->size_mib * BYTES_PER_MIB * moved,
	    .cap_per_us = flow_rate_drawn(draw_us(
		sim, &model->stream_mb_per_second, command, DRAW_STREAM)),
	};

	decide_failure(sim, model, &flow);
	return flow;
}

/* Would this be one too many at either end? */
static bool is_too_many(const struct links *links,
			const struct command *command)
{
	uint32_t out = 0, in = 0;

	for (uint32_t i = 0; i < links->flows.count; i++) {
		const struct flow *flow = &links->flows.list[i];

		out += source_of(flow) == command->peer.value;
		in += target_of(flow) == command->node.value;
	}
	return links->copies_max != 0 &&
	       (out >= links->copies_max || in >= links->copies_max);
}

/* False: out of memory. */
static bool add_flow(struct links *links, const struct flow *flow)
{
	uint32_t node = source_of(flow) > target_of(flow) ? source_of(flow)
							  : target_of(flow);

	return ARRAY_ROOM(links->nodes, links->nodes_capacity,
			  node + (size_t)1) &&
	       flows_add(&links->flows, flow) &&
	       ARRAY_ROOM(links->open, links->open_capacity,
			  links->flows.count);
}

void links_begin(struct simulation *sim, struct links *links,
		 const struct command *command)
{
	struct flow flow;

	observers_transfer(&sim->observers, command);
	if (is_too_many(links, command)) {
		links->overrun = true;
		answers_give(sim, command, OUTCOME_FAILED, 0,
			     command->node.value, 0);
		return;
	}
	flow = make_flow(sim, links->model, command);
	flows_move(&links->flows, sim->now_us);
	if (!add_flow(links, &flow)) {
		sim->failed = true;
		return;
	}
	go_on(sim, links);
}

bool links_cancel(struct simulation *sim, struct links *links,
		  uint64_t command_id)
{
	if (!flows_cancel(sim, &links->flows, command_id))
		return false;
	go_on(sim, links);
	return true;
}

void links_due(struct simulation *sim, struct links *links, uint32_t serial)
{
	if (serial != links->flows.serial)
		return; /* something has changed since */
	flows_move(&links->flows, sim->now_us);
	flows_end_those_through(sim, &links->flows);
	go_on(sim, links);
}

void links_drop_node(struct simulation *sim, struct links *links, uint32_t node)
{
	flows_move(&links->flows, sim->now_us);
	for (uint32_t i = 0; i < links->flows.count;) {
		const struct flow *flow = &links->flows.list[i];

		if (target_of(flow) == node)
			flows_remove(&links->flows, i);
		else if (source_of(flow) == node)
			flows_end(sim, &links->flows, i, OUTCOME_FAILED);
		else
			i++;
	}
	go_on(sim, links);
}

const char *links_audit(const struct links *links)
{
	return links->overrun ? "the engine starts more copies than a link "
				"takes"
			      : NULL;
}
