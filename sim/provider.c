/*
 * provider.c - who carries out what the engine commands: cloud, nodes, agents.
 *
 * An id carried out twice has the effect and gives the answer of once: answers
 * are kept until the engine takes them, so a command that comes again needs
 * nothing, unless its answer was lost with its node.  A node that is down
 * answers nothing any more.
 */
#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#include "sim/simulation.h"

#define US_PER_MONTH (30 * US_PER_DAY)
#define NO_ANSWER UINT32_MAX

bool provider_open(struct simulation *sim)
{
	sim->carried = calloc(CARRIED_SLOTS, sizeof *sim->carried);
	sim->node_capacity = 1024;
	sim->nodes = calloc(sim->node_capacity, sizeof *sim->nodes);
	sim->answer_free = NO_ANSWER;
	return sim->carried != NULL && sim->nodes != NULL;
}

void provider_close(struct simulation *sim)
{
	free(sim->carried);
	free(sim->nodes);
	free(sim->answers);
}

/* --- the table of nodes --------------------------------------------------- */

/* Room for the node; a node that does not exist yet is all zero.  The pointer
 * holds until the next call. */
static struct sim_node *node_at(struct simulation *sim, uint32_t id)
{
	if (id >= sim->node_capacity) {
		uint32_t capacity = 2 * id;
		struct sim_node *nodes =
		    realloc(sim->nodes, capacity * sizeof *nodes);

		if (nodes == NULL) {
			sim->failed = true;
			return &sim->nodes[0]; /* no node's */
		}
		memset(nodes + sim->node_capacity, 0,
		       (capacity - sim->node_capacity) * sizeof *nodes);
		sim->nodes = nodes;
		sim->node_capacity = capacity;
	}
	return &sim->nodes[id];
}

const struct sim_node *provider_node(const struct simulation *sim, uint32_t id)
{
	static const struct sim_node none;

	return id < sim->node_capacity ? &sim->nodes[id] : &none;
}

static bool is_up(const struct simulation *sim, uint32_t id)
{
	return provider_node(sim, id)->up;
}

/* --- answers -------------------------------------------------------------- */

static uint32_t take_answer(struct simulation *sim)
{
	uint32_t number = sim->answer_free;

	if (number != NO_ANSWER) {
		sim->answer_free = sim->answers[number].next_free;
		return number;
	}
	if (sim->answer_count == sim->answer_capacity) {
		uint32_t capacity =
		    sim->answer_capacity == 0 ? 256 : 2 * sim->answer_capacity;
		struct answer *answers =
		    realloc(sim->answers, capacity * sizeof *sim->answers);

		if (answers == NULL) {
			sim->failed = true;
			return NO_ANSWER;
		}
		sim->answers = answers;
		sim->answer_capacity = capacity;
	}
	return sim->answer_count++;
}

void provider_answer(struct simulation *sim, const struct command *command,
		     enum outcome outcome, uint64_t provider_ref, uint32_t node,
		     int64_t delay_us)
{
	bool stops = command->kind == COMMAND_STOP_WORLD;
	struct input input = {
	    .kind = INPUT_COMMAND_FINISHED,
	    .command_finished = {.command = command->id,
				 .outcome = outcome,
				 .provider_ref = provider_ref,
				 .size_mib = command->size_mib},
	};
	uint32_t number;

	if (delay_us <= 0) {
		if (stops)
			sim->visitors[command->world.value].runs_on = 0;
		sim_input(sim, &input);
		return;
	}
	number = take_answer(sim);
	if (number == NO_ANSWER)
		return;
	sim->answers[number] =
	    (struct answer){.input = input,
			    .node = node,
			    .stops = stops ? command->world.value : 0};
	sim_schedule(sim, sim->now_us + delay_us, EVENT_ANSWER, 0, number);
}

uint64_t provider_answered_id(const struct simulation *sim, uint32_t number)
{
	return sim->answers[number].input.command_finished.command.value;
}

void provider_answer_due(struct simulation *sim, uint32_t number)
{
	struct answer *answer = &sim->answers[number];

	uint64_t id = answer->input.command_finished.command.value;

	if (answer->node == 0 || is_up(sim, answer->node))
		sim_input(sim, &answer->input);
	else if (sim->carried[id & (CARRIED_SLOTS - 1)] == id)
		sim->carried[id & (CARRIED_SLOTS - 1)] = 0; /* lost */
	if (answer->stops != 0)
		sim->visitors[answer->stops].runs_on = 0;
	answer->next_free = sim->answer_free;
	sim->answer_free = number;
}

/* --- nodes ---------------------------------------------------------------- */

/* From now on it runs, until it fails. */
static void comes_up(struct simulation *sim, uint32_t id, bool dedicated)
{
	const struct failure_model *model = &sim->scenario->world.failures;
	double per_month =
	    dedicated ? model->dedicated_per_month : model->cloud_per_month;
	struct sim_node *node = node_at(sim, id);
	struct random_stream stream;
	double life_us;

	node->up = true;
	node->boot++;
	sim_input(sim, &(struct input){.kind = INPUT_NODE_HEARTBEAT,
				       .heartbeat = {{id}, TIME_NEVER_US}});
	if (per_month <= 0)
		return;
	sim_random(sim, RANDOM_NODE_FAILURE,
		   dedicated ? id : node->order_number + 1000000,
		   (uint64_t)sim->now_us, &stream);
	life_us = gsl_ran_exponential(&stream.rng, US_PER_MONTH / per_month);
	if (life_us < (double)(sim->to_us - sim->now_us))
		sim_schedule(sim, sim->now_us + 1 + (int64_t)life_us,
			     EVENT_NODE_FAILS, 0, id);
}

/* The last heartbeat says: nothing after this instant. */
static void fails(struct simulation *sim, uint32_t id)
{
	struct sim_node *node = node_at(sim, id);
	bool dedicated = sim->config.node_types[node->type].dedicated;

	if (!node->exists || !node->up)
		return;
	node->up = false;
	transfers_drop_node(sim, id);
	sim_input(sim, &(struct input){.kind = INPUT_NODE_HEARTBEAT,
				       .heartbeat = {{id}, sim->now_us}});
	if (dedicated)
		sim_schedule(
		    sim,
		    sim->now_us +
			sim_draw_us(sim, &sim->scenario->world.failures.repair,
				    RANDOM_NODE_FAILURE, id,
				    (uint64_t)sim->now_us + 1),
		    EVENT_NODE_REPAIRED, 0, id);
}

void provider_node_event(struct simulation *sim, enum event_kind kind,
			 uint32_t id)
{
	struct sim_node *node = node_at(sim, id);

	if (kind == EVENT_NODE_FAILS) {
		fails(sim, id);
	} else if (node->exists && !node->up) {
		comes_up(sim, id, sim->config.node_types[node->type].dedicated);
	}
}

void provider_dedicated(struct simulation *sim, uint32_t id, uint16_t type)
{
	struct sim_node *node = node_at(sim, id);

	node->type = type;
	node->exists = true;
	comes_up(sim, id, true);
}

static void order(struct simulation *sim, const struct command *command)
{
	struct sim_node *node = node_at(sim, command->node.value);
	int64_t boot_us;

	if (!stock_has(sim, command->type, command->location)) {
		provider_answer(sim, command, OUTCOME_NO_CAPACITY, 0, 0, 0);
		return;
	}
	*node = (struct sim_node){.provider_ref = ++sim->orders,
				  .order_number = sim->orders,
				  .type = command->type,
				  .location = command->location,
				  .exists = true};
	provider_answer(sim, command, OUTCOME_DONE, node->provider_ref, 0, 0);
	boot_us = sim_draw_us(sim, &sim->scenario->world.vm_boot,
			      RANDOM_VM_BOOT, node->order_number, 0);
	sim_schedule(sim, sim->now_us + boot_us, EVENT_NODE_READY, 0,
		     command->node.value);
}

/* --- commands ------------------------------------------------------------- */

/* A law of the agent on a node; the node must live to give the answer. */
static void by_agent(struct simulation *sim, const struct command *command,
		     const struct law *law, enum random_purpose purpose)
{
	const struct visitor *visitor = &sim->visitors[command->world.value];
	uint64_t index = (uint64_t)visitor->session * 16 + visitor->attempts;

	if (!is_up(sim, command->node.value))
		return; /* nobody is there to answer */
	provider_answer(
	    sim, command, OUTCOME_DONE, 0, command->node.value,
	    sim_draw_world_us(sim, law, purpose, command->world.value, index));
}

/* The one thing that must never happen: two containers of one world. */
static void begin_writing(struct simulation *sim, const struct command *command)
{
	struct visitor *visitor = &sim->visitors[command->world.value];
	const struct sim_node *old = provider_node(sim, visitor->runs_on);
	const struct sim_node *node = provider_node(sim, command->node.value);

	if (!node->up)
		return;
	if (visitor->runs_on != 0 && old->up && old->boot == visitor->boot) {
		(void)error_set(sim->error,
				"world %u is started on node %u while it runs "
				"on node %u: two writers",
				command->world.value, command->node.value,
				visitor->runs_on);
		sim->failed = true;
	}
	visitor->runs_on = command->node.value;
	visitor->boot = node->boot;
}

static void carry_out(struct simulation *sim, const struct command *command)
{
	const struct world_model *model = &sim->scenario->world;

	switch ((enum command_kind)command->kind) {
	case COMMAND_NONE:
	case COMMAND_KIND_COUNT:
		break;
	case COMMAND_ORDER_NODE:
		order(sim, command);
		break;
	case COMMAND_DESTROY_NODE:
		node_at(sim, command->node.value)->exists = false;
		node_at(sim, command->node.value)->up = false;
		provider_answer(sim, command, OUTCOME_DONE, 0, 0, 0);
		break;
	case COMMAND_FENCE_NODE:
	case COMMAND_RAISE_ALERT:
	case COMMAND_DELETE_ARCHIVE:
		provider_answer(sim, command, OUTCOME_DONE, 0, 0, 0);
		break;
	case COMMAND_START_WORLD:
		begin_writing(sim, command);
		by_agent(sim, command, &model->container_start, RANDOM_START);
		break;
	case COMMAND_STOP_WORLD:
		by_agent(sim, command, &model->container_stop, RANDOM_STOP);
		break;
	case COMMAND_ARCHIVE_WORLD:
	case COMMAND_RESTORE_WORLD:
		if (is_up(sim, command->node.value))
			transfers_begin(sim, command);
		break;
	case COMMAND_DELETE_COPY:
		if (is_up(sim, command->node.value))
			provider_answer(sim, command, OUTCOME_DONE, 0,
					command->node.value, 0);
		break;
	case COMMAND_CANCEL_TRANSFER:
		transfers_cancel(sim, command->reference);
		provider_answer(sim, command, OUTCOME_DONE, 0, 0, 0);
		break;
	}
}

void provider_execute(struct simulation *sim, const struct command *command)
{
	uint64_t *carried =
	    &sim->carried[command->id.value & (CARRIED_SLOTS - 1)];

	if (*carried == command->id.value)
		return;
	*carried = command->id.value;
	carry_out(sim, command);
}

const char *provider_audit(const struct simulation *sim)
{
	for (uint32_t id = 1; id < sim->node_capacity; id++) {
		const struct sim_node *node = provider_node(sim, id);
		struct node_view view;
		bool known =
		    engine_read_node(sim->engine, (struct node_id){id}, &view);

		if (node->exists && !known)
			return "a node is rented that the engine does not know";
		if (known && view.state == NODE_READY && !node->exists)
			return "the engine uses a node that does not exist";
	}
	return NULL;
}
