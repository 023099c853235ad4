#include "sim/provider.h"

#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#include "engine/questions.h"
#include "sim/archive_line.h"
#include "sim/links.h"
#include "sim/simulation.h"
#include "sim/stock.h"

#define US_PER_MONTH (30 * US_PER_DAY)
#define CARRIED_LEAST (UINT64_C(1) << 16)

struct provider {
	struct machines machines;
	uint64_t orders; /* so far: the entity of boot draws */
	uint64_t orders_of_type[NODE_TYPES_MAX];
	/* Ids of the latest commands that were carried out, by their low bits:
	 * more than are issued while one of them waits for its answer. */
	uint64_t *carried;
	uint64_t carried_mask;
	struct archive_line *lines[BOXES_MAX];
	uint32_t line_count;
	struct links *links;
	struct stock *stock;
};

static bool open_lines(const struct simulation *sim, struct provider *provider)
{
	const struct transfer_model *model = &sim->scenario->world.transfers;
	uint32_t count = sim->config.machinery.box_count;

	while (provider->line_count < count) {
		struct archive_line *line =
		    archive_line_open(model, provider->line_count);

		if (line == NULL)
			return false;
		provider->lines[provider->line_count++] = line;
	}
	return true;
}

struct provider *provider_open(const struct simulation *sim)
{
	struct provider *provider = calloc(1, sizeof *provider);
	uint64_t slots = CARRIED_LEAST;

	if (provider == NULL)
		return NULL;
	while (slots < 4 * (uint64_t)sim->trace->world_count)
		slots *= 2;
	provider->carried_mask = slots - 1;
	provider->carried = calloc(slots, sizeof *provider->carried);
	provider->links = links_open(&sim->scenario->world.link,
				     sim->config.machinery.link_copies);
	provider->stock = stock_open(sim);
	if (!machines_open(&provider->machines, sim->trace->world_count) ||
	    !open_lines(sim, provider) || provider->carried == NULL ||
	    provider->links == NULL || provider->stock == NULL) {
		provider_close(provider);
		return NULL;
	}
	return provider;
}

void provider_close(struct provider *provider)
{
	if (provider == NULL)
		return;
	machines_close(&provider->machines);
	for (uint32_t box = 0; box < provider->line_count; box++)
		archive_line_close(provider->lines[box]);
	links_close(provider->links);
	stock_close(provider->stock);
	free(provider->carried);
	free(provider);
}

bool provider_failed(const struct provider *provider)
{
	return provider->machines.failed;
}

const struct machine *provider_machine(const struct provider *provider,
				       uint32_t node)
{
	return machines_see(&provider->machines, node);
}

void provider_expect(const struct provider *provider, uint32_t world)
{
	machines_expect(&provider->machines, world);
}

double provider_archive_use(const struct provider *provider)
{
	double most = 0;

	for (uint32_t box = 0; box < provider->line_count; box++) {
		double use = archive_line_use(provider->lines[box]);

		most = use > most ? use : most;
	}
	return most;
}

double provider_links_use(const struct provider *provider)
{
	return links_use(provider->links);
}

static uint64_t *carried_slot(const struct provider *provider, uint64_t id)
{
	return &provider->carried[id & provider->carried_mask];
}

/* --- answers -------------------------------------------------------------- */

void provider_answer_due(struct simulation *sim, uint32_t number)
{
	struct provider *provider = sim->provider;
	struct answer answer = answers_take(&sim->answers, number);
	uint64_t id = answer.input.command_finished.command.value;
	uint64_t *carried = carried_slot(provider, id);

	if (answer.node == 0 || machines_up(&provider->machines, answer.node))
		inbox_put(&sim->inbox, &answer.input);
	else if (*carried == id)
		*carried = 0; /* lost with its node */
	if (answer.stops != 0)
		machines_stopped(&provider->machines, answer.stops);
}

void provider_transfer_due(struct simulation *sim, uint32_t box,
			   uint32_t serial)
{
	if (box < BOXES_MAX)
		archive_line_due(sim, sim->provider->lines[box], serial);
	else
		links_due(sim, sim->provider->links, serial);
}

static void answer_done(struct simulation *sim, const struct command *command)
{
	answers_give(sim, command, OUTCOME_DONE, 0, 0, 0);
}

/* --- nodes ---------------------------------------------------------------- */

static void say_heartbeat(struct simulation *sim, uint32_t id,
			  int64_t next_by_us)
{
	inbox_put(&sim->inbox,
		  &(struct input){
		      .kind = INPUT_NODE_HEARTBEAT,
		      .heartbeat = {.node = {id}, .next_by_us = next_by_us}});
}

/* From now on it runs, until it fails. */
static void comes_up(struct simulation *sim, uint32_t id)
{
	const struct failure_model *model = &sim->scenario->world.failures;
	struct machine *machine = machines_at(&sim->provider->machines, id);
	bool whole = sim->config.node_types[machine->type].dedicated;
	double per_month =
	    whole ? model->dedicated_per_month : model->cloud_per_month;
	struct random_stream stream;
	double life_us;

	machine->up = true;
	machine->boot++;
	say_heartbeat(sim, id, TIME_NEVER_US);
	if (per_month <= 0)
		return;
	draws_stream(&sim->draws, RANDOM_NODE_FAILURE,
		     machine->dedicated ? id : machine->order_number + 1000000,
		     (uint64_t)sim->now_us, &stream);
	life_us = gsl_ran_exponential(&stream.rng, US_PER_MONTH / per_month);
	if (life_us < (double)(sim->to_us - sim->now_us))
		calendar_enter(&sim->calendar,
			       sim->now_us + 1 + (int64_t)life_us,
			       EVENT_NODE_FAILS, 0, id);
}

/* Nothing moves to or from it any more. */
static void drop_transfers(struct simulation *sim, uint32_t id)
{
	const struct provider *provider = sim->provider;

	for (uint32_t box = 0; box < provider->line_count; box++)
		archive_line_drop_node(sim, provider->lines[box], id);
	links_drop_node(sim, provider->links, id);
}

/* The last heartbeat says: nothing after this instant. */
static void goes_down(struct simulation *sim, uint32_t id)
{
	const struct law *repair = &sim->scenario->world.failures.repair;
	struct machine *machine = machines_at(&sim->provider->machines, id);

	machine->up = false;
	drop_transfers(sim, id);
	say_heartbeat(sim, id, sim->now_us);
	if (machine->dedicated) /* another is ordered for one by the hour */
		calendar_enter(&sim->calendar,
			       sim->now_us +
				   draws_us(&sim->draws, repair,
					    RANDOM_NODE_FAILURE, id,
					    (uint64_t)sim->now_us + 1),
			       EVENT_NODE_REPAIRED, 0, id);
}

void provider_node_event(struct simulation *sim, const struct event *event)
{
	const struct machine *machine =
	    machines_see(&sim->provider->machines, event->entity);
	bool fails = event->kind == EVENT_NODE_FAILS;

	if (!machine->exists || machine->up != fails)
		return; /* it went or came in the meantime */
	if (fails)
		goes_down(sim, event->entity);
	else
		comes_up(sim, event->entity);
}

void provider_dedicated(struct simulation *sim, uint32_t node, uint16_t type)
{
	struct machine *machine = machines_at(&sim->provider->machines, node);

	machine->type = type;
	machine->dedicated = true;
	machine->exists = true;
	comes_up(sim, node);
}

/* From the accepted order to the first heartbeat.  A type with laws of its own
 * draws by its name, so its machines are as late as they are whatever else is
 * ordered. */
static int64_t lead_us(struct simulation *sim, const struct machine *machine)
{
	const struct machine_model *model =
	    &sim->scenario->machines[machine->type];
	const char *name = sim->scenario->node_type_names[machine->type];
	uint64_t entity = random_hash(name, strlen(name));
	uint64_t number = sim->provider->orders_of_type[machine->type]++;
	int64_t install_us = draws_us(&sim->draws, &model->install,
				      RANDOM_INSTALL, entity, number);

	if (!model->has_boot)
		return install_us +
		       draws_us(&sim->draws, &sim->scenario->world.vm_boot,
				RANDOM_VM_BOOT, machine->order_number, 0);
	return install_us + draws_us(&sim->draws, &model->boot,
				     RANDOM_MACHINE_BOOT, entity, number);
}

static void order_machine(struct simulation *sim, const struct command *command)
{
	struct provider *provider = sim->provider;
	uint32_t node = command->node.value;
	struct machine *machine = machines_at(&provider->machines, node);

	if (!stock_has(sim, provider->stock, command->type,
		       command->location)) {
		answers_give(sim, command, OUTCOME_NO_CAPACITY, 0, 0, 0);
		return;
	}
	provider->orders++;
	*machine = (struct machine){.provider_ref = provider->orders,
				    .order_number = provider->orders,
				    .type = command->type,
				    .location = command->location,
				    .exists = true};
	answers_give(sim, command, OUTCOME_DONE, machine->provider_ref, 0, 0);
	calendar_enter(&sim->calendar, sim->now_us + lead_us(sim, machine),
		       EVENT_NODE_READY, 0, node);
}

static void destroy_machine(struct simulation *sim,
			    const struct command *command)
{
	struct machine *machine =
	    machines_at(&sim->provider->machines, command->node.value);

	machine->exists = false;
	machine->up = false;
	answer_done(sim, command);
}

/* --- commands ------------------------------------------------------------- */

/* Takes what a law of the agent says; the node must live to give the answer. */
static void by_agent(struct simulation *sim, const struct command *command,
		     const struct law *law, enum random_purpose purpose)
{
	int64_t delay_us = draws_world_us(
	    &sim->draws, law, purpose, command->world.value,
	    demand_attempt_number(sim->demand, command->world.value));

	if (delay_us <= 0 && command->kind == COMMAND_STOP_WORLD)
		machines_stopped(&sim->provider->machines,
				 command->world.value);
	answers_give(sim, command, OUTCOME_DONE, 0, command->node.value,
		     delay_us);
}

static void start_container(struct simulation *sim,
			    const struct command *command)
{
	uint32_t other;

	if (!machines_run(&sim->provider->machines, command->world.value,
			  command->node.value, &other)) {
		(void)error_set(sim->error,
				"world %u is started on node %u while it runs "
				"on node %u: two writers",
				command->world.value, command->node.value,
				other);
		sim->failed = true;
	}
	by_agent(sim, command, &sim->scenario->world.container_start,
		 RANDOM_START);
}

/* There is no one to copy from a node that is down. */
static void copy_world(struct simulation *sim, const struct command *command)
{
	if (machines_up(&sim->provider->machines, command->peer.value))
		links_begin(sim, sim->provider->links, command);
	else
		answers_give(sim, command, OUTCOME_FAILED, 0,
			     command->node.value, 0);
}

/* What an agent does, on a node that is up. */
static void carry_out_there(struct simulation *sim,
			    const struct command *command)
{
	switch ((enum command_kind)command->kind) {
	case COMMAND_START_WORLD:
		start_container(sim, command);
		break;
	case COMMAND_STOP_WORLD:
		by_agent(sim, command, &sim->scenario->world.container_stop,
			 RANDOM_STOP);
		break;
	case COMMAND_ARCHIVE_WORLD:
	case COMMAND_RESTORE_WORLD:
		/* no player tells before that a sleeper will leave */
		observers_expect(&sim->observers, command->world.value);
		archive_line_begin(sim, sim->provider->lines[command->box],
				   command);
		break;
	case COMMAND_COPY_WORLD:
		copy_world(sim, command);
		break;
	case COMMAND_DELETE_COPY:
		answers_give(sim, command, OUTCOME_DONE, 0, command->node.value,
			     0);
		break;
	default: /* the others need no agent */
		break;
	}
}

static void cancel_transfer(struct simulation *sim, uint64_t command_id)
{
	for (uint32_t box = 0; box < sim->provider->line_count; box++)
		if (archive_line_cancel(sim, sim->provider->lines[box],
					command_id))
			return;
	(void)links_cancel(sim, sim->provider->links, command_id);
}

static void carry_out(struct simulation *sim, const struct command *command)
{
	switch ((enum command_kind)command->kind) {
	case COMMAND_NONE:
	case COMMAND_KIND_COUNT:
		break;
	case COMMAND_ORDER_NODE:
		order_machine(sim, command);
		break;
	case COMMAND_DESTROY_NODE:
		destroy_machine(sim, command);
		break;
	case COMMAND_FENCE_NODE:
	case COMMAND_RAISE_ALERT:
	case COMMAND_DELETE_ARCHIVE:
		answer_done(sim, command);
		break;
	case COMMAND_START_WORLD:
	case COMMAND_STOP_WORLD:
	case COMMAND_ARCHIVE_WORLD:
	case COMMAND_RESTORE_WORLD:
	case COMMAND_COPY_WORLD:
	case COMMAND_DELETE_COPY:
		/* else there is no one to answer */
		if (machines_up(&sim->provider->machines, command->node.value))
			carry_out_there(sim, command);
		break;
	case COMMAND_CANCEL_TRANSFER:
		cancel_transfer(sim, command->reference);
		answer_done(sim, command);
		break;
	}
}

void provider_execute(struct simulation *sim, const struct command *command)
{
	uint64_t *carried = carried_slot(sim->provider, command->id.value);

	if (*carried == command->id.value)
		return;
	*carried = command->id.value;
	carry_out(sim, command);
}

const char *provider_audit(const struct simulation *sim)
{
	const struct machines *machines = &sim->provider->machines;

	for (uint32_t id = 1; id < machines->capacity; id++) {
		bool exists = machines_see(machines, id)->exists;
		struct node_view view;
		bool known =
		    engine_read_node(sim->engine, (struct node_id){id}, &view);

		if (exists && !known)
			return "a node is rented that the engine does not know";
		if (known && view.state == NODE_READY && !exists)
			return "the engine uses a node that does not exist";
	}
	return links_audit(sim->provider->links);
}
