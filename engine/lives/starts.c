#include "engine/lives/starts.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/kit/ledger.h"
#include "engine/lives/leases.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/stops.h"
#include "engine/money/accounts.h"
#include "engine/money/meter.h"
#include "engine/questions/explain.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/sizes.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

#define START_ATTEMPTS_MAX 3

void start_refuse(struct engine *engine, uint32_t id, uint32_t request,
		  enum reason reason)
{
	explain_start(engine, id, NULL, RULE_REFUSE, reason);
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_START_REFUSED,
				  .reason = (uint8_t)reason,
				  .request = request,
				  .world = {id},
			      });
}

/* Call its transfer off if it has not begun, or is a direct copy, which its
 * source outlives; false: it runs, or there is none. */
static bool call_off_transfer(struct engine *engine, uint32_t id)
{
	struct transfer *transfer = transfer_of(engine, id);

	if (transfer == NULL || (transfer->phase != TRANSFER_QUEUED &&
				 transfer->line != LINE_DIRECT))
		return false;
	transfer_cancel(engine, transfer);
	return true;
}

/* --- requests ------------------------------------------------------------- */

void start_requested(struct engine *engine, uint32_t id, uint32_t request)
{
	struct world *world = world_at(engine, id);
	bool running =
	    world->state == WORLD_ACTIVE || world->state == WORLD_RESTARTING;
	struct amounts need = world_need(engine, world);

	ledger_expect(&engine->ledger, world->account);
	if ((world->flags & WORLD_DELETE_WANTED) != 0) {
		start_refuse(engine, id, request, REASON_DELETED);
		return;
	}
	if (running || (world->flags & WORLD_WANTED) != 0) {
		start_refuse(engine, id, request, REASON_RUNNING);
		return;
	}
	if (!sizes_fit_types(engine, engine->sizes.types_to_be_had, &need)) {
		start_refuse(engine, id, request, REASON_TOO_LARGE);
		return;
	}
	if ((world->flags & WORLD_PREPAID) != 0) {
		enum reason reason = account_refuses(engine, id);

		if (reason != REASON_NONE) {
			start_refuse(engine, id, request, reason);
			return;
		}
		account_touch(engine, id);
	}
	world->flags |= WORLD_WANTED;
	world->flags &= (uint16_t) ~(WORLD_NOTIFIED | WORLD_STOP_WANTED);
	world->request = request;
	world->attempts = 0;
	if (engine->config.book.bill_from_request)
		engine->cold[id].requested_us = engine->now_us;

	switch ((enum world_state)world->state) {
	case WORLD_ARCHIVED:
	case WORLD_SLEEPING:
		second_copy_called_off(engine, id, true);
		start_enqueue(engine, id, REASON_DEMAND);
		break;
	case WORLD_ARCHIVING:
		/* an upload under way goes on until it is known where the world
		 * starts: elsewhere, it is what brings it there */
		(void)call_off_transfer(engine, id);
		start_enqueue(engine, id, REASON_DEMAND);
		break;
	case WORLD_STARTING:
		/* an abandoned start that is not over: take it over */
		start_notice(engine, NOTICE_START_PLACED, id, REASON_DEMAND);
		break;
	case WORLD_MOVING:
	case WORLD_RESTORING:
	case WORLD_STOPPING:
	case WORLD_STRANDED:
		break; /* the answer that is awaited goes on from here */
	case WORLD_QUEUED:
	case WORLD_ACTIVE:
	case WORLD_RESTARTING:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		CHECK(false);
	}
}

/* The start is called off: the world goes back to where its data are. */
void start_leaves_queue(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct world *world = world_at(engine, id);

	start_withdraw(engine, id);
	/* a first start that failed leaves nothing on its node */
	if (world->node == NO_SLOT || (world->flags & WORLD_HAS_DATA) == 0)
		world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
			    reason);
	else if (world->transfers != 0)
		world_shift(engine, id, WORLD_ARCHIVING, world->node, NO_SLOT,
			    reason);
	else
		world_falls_asleep(engine, id, reason);
}

/* The player gave up before the world was active. */
static void abandon_start(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags &= (uint16_t)~WORLD_WANTED;
	account_touch(engine, id);
	start_notice(engine, NOTICE_START_ABANDONED, id, REASON_ABANDONED);
	switch ((enum world_state)world->state) {
	case WORLD_QUEUED:
		start_leaves_queue(engine, id, REASON_ABANDONED);
		break;
	case WORLD_MOVING:
		if (call_off_transfer(engine, id))
			world_falls_asleep(engine, id, REASON_ABANDONED);
		else
			world_shift(engine, id, WORLD_ARCHIVING, world->node,
				    NO_SLOT, REASON_ABANDONED);
		break;
	case WORLD_RESTORING:
		if (call_off_transfer(engine, id))
			world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT,
				    NO_SLOT, REASON_ABANDONED);
		break;
	case WORLD_STARTING:
		world->flags |= WORLD_STOP_WANTED;
		break;
	case WORLD_ARCHIVED:
	case WORLD_ACTIVE:
	case WORLD_STOPPING:
	case WORLD_SLEEPING:
	case WORLD_ARCHIVING:
	case WORLD_RESTARTING:
	case WORLD_STRANDED:
	case WORLD_DELETED:
	case WORLD_STATE_COUNT:
		break;
	}
}

void stop_requested(struct engine *engine, uint32_t id, uint32_t request)
{
	const struct world *world = world_at(engine, id);

	ledger_expect(&engine->ledger, world->account);
	if (request != 0 && request != world->request)
		return; /* of a start that is over */
	if (world->state == WORLD_ACTIVE)
		world_stop(engine, id, REASON_DEMAND);
	else if ((world->flags & WORLD_WANTED) != 0)
		abandon_start(engine, id);
}

/* --- the answer ----------------------------------------------------------- */

static void becomes_active(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	meter_sleep_ends(engine, id);
	world_data_change(engine, id);
	world->flags &= (uint16_t) ~(WORLD_WANTED | WORLD_EMPTY);
	world->flags |= WORLD_HAS_DATA;
	world->attempts = 0;
	world->since_us = engine->now_us;
	world_shift(engine, id, WORLD_ACTIVE, world->target, world->target,
		    REASON_DEMAND);
	start_notice(engine, NOTICE_WORLD_ACTIVE, id, REASON_DEMAND);
}

/* The player gave up meanwhile: it ran, nothing is billed. */
static void stop_at_once(struct engine *engine, uint32_t id, enum reason reason)
{
	struct world *world = world_at(engine, id);

	world_data_change(engine, id);
	world->flags &= (uint16_t)~WORLD_STOP_WANTED;
	world->flags |= WORLD_HAS_DATA;
	world_issue_stop(engine, id, reason);
}

/* Its start is not wanted any more, and was not served. */
void start_give_up(struct engine *engine, uint32_t id, enum reason reason)
{
	struct world *world = world_at(engine, id);

	if ((world->flags & WORLD_WANTED) != 0)
		start_refuse(engine, id, world->request, reason);
	world->flags &= (uint16_t) ~(WORLD_WANTED | WORLD_STOP_WANTED);
	account_touch(engine, id);
}

/* Whoever leaves STARTING without an answer drops the command with it, so this
 * is the answer that the world waits for. */
static void take_answer(struct engine *engine, const struct command *command)
{
	struct world *world = world_at(engine, command->world.value);

	CHECK(world->command == command->id.value);
	world->command = 0;
}

void start_done(struct engine *engine, const struct command *command,
		const struct input *input)
{
	uint32_t id = command->world.value;

	(void)input;
	take_answer(engine, command);
	if ((world_at(engine, id)->flags & WORLD_WANTED) != 0)
		becomes_active(engine, id);
	else
		stop_at_once(engine, id, REASON_ABANDONED);
}

void start_fails(struct engine *engine, const struct command *command,
		 enum outcome outcome)
{
	uint32_t id = command->world.value;
	struct world *world = world_at(engine, id);

	take_answer(engine, command);
	if ((world->flags & WORLD_WANTED) != 0 && outcome != OUTCOME_REFUSED &&
	    world->attempts + 1 < START_ATTEMPTS_MAX) {
		world->attempts = (world->attempts + 1) & 15;
		explain_world(engine, id, world_target(engine, world),
			      RULE_RETRY, REASON_RETRY);
		start_enqueue(engine, id, REASON_RETRY);
		return;
	}
	start_give_up(engine, id, REASON_CRASH);
	if ((world->flags & WORLD_HAS_DATA) == 0)
		world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
			    REASON_CRASH);
	else
		world_falls_asleep(engine, id, REASON_CRASH);
}

bool start_given_up(struct engine *engine, const struct command *command)
{
	uint32_t id = command->world.value;

	take_answer(engine, command);
	/* it may run: only an answer to a stop makes sure that it does not */
	start_give_up(engine, id, REASON_UNANSWERED);
	stop_at_once(engine, id, REASON_UNANSWERED);
	return true;
}

void restore_fails(struct engine *engine, const struct command *command,
		   enum outcome outcome)
{
	uint32_t id = command->world.value;

	transfer_ended(engine, transfer_of_command(engine, command));
	if (outcome == OUTCOME_REFUSED)
		raise_alert(engine, REASON_REFUSED, command->node.value, id);
	start_give_up(engine, id, REASON_REFUSED);
	/* what has come of it is of no use to any later start */
	copy_delete(engine, id, command->node, command->epoch, REASON_REFUSED);
	world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT,
		    REASON_REFUSED);
}

bool upload_given_up(struct engine *engine, const struct command *command)
{
	uint32_t id = command->world.value;

	/* one that no player waits for goes on: the data must leave the node */
	if (world_at(engine, id)->state != WORLD_MOVING)
		return false;
	/* it may come all the same: an answer is awaited further on */
	transfer_cancel(engine, transfer_of_command(engine, command));
	start_give_up(engine, id, REASON_REFUSED);
	world_falls_asleep(engine, id, REASON_REFUSED);
	return false;
}
