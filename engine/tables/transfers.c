#include "engine/tables/transfers.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/worlds.h"

/* An archiving world has no start under way: its path field says how urgent
 * the upload is. */
enum transfer_class transfer_class_of(const struct world *world)
{
	if (world->state != WORLD_ARCHIVING)
		return TRANSFER_PLAYER;
	return (enum transfer_class)world->path;
}

void transfer_enqueue(struct engine *engine, uint32_t id,
		      enum transfer_class urgency)
{
	struct world *world = world_at(engine, id);

	CHECK(world->transfer == TRANSFER_NONE);
	world->transfer = TRANSFER_QUEUED;
	queue_append(engine, &engine->transfers.queue[urgency], id);
	engine->transfers.waiting++;
	plan_soon(engine);
}

void transfer_dequeue(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	queue_remove(engine, &engine->transfers.queue[transfer_class_of(world)],
		     id);
	engine->transfers.waiting--;
	world->transfer = TRANSFER_NONE;
}

void transfer_cancel(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct command *command;

	if (world->transfer == TRANSFER_QUEUED) {
		transfer_dequeue(engine, id);
		return;
	}
	command = pending_find(engine, world->command);
	CHECK(world->transfer == TRANSFER_RUNNING && command != NULL);
	pending_issue(engine, (struct command){
				  .kind = COMMAND_CANCEL_TRANSFER,
				  .reason = REASON_DEMAND,
				  .world = {id},
				  .node = command->node,
				  .epoch = command->epoch,
				  .reference = world->command,
			      });
	world->transfer = TRANSFER_NONE;
	world->command = 0; /* its answer is not believed any more */
}

/* Who waits for it?  Told by the command's reason, which it keeps for life. */
static enum transfer_class class_of_command(const struct command *command)
{
	if (command->reason == REASON_WINDOW)
		return TRANSFER_ROUTINE;
	return command->reason == REASON_DRAIN ? TRANSFER_DRAIN
					       : TRANSFER_PLAYER;
}

void transfer_forget(struct engine *engine, const struct command *command)
{
	engine->transfers.running--;
	engine->transfers.running_by[class_of_command(command)]--;
}

/*
 * The line is shared by all transfers, so uploads that nobody waits for are few
 * at a time, keep some connections free, and the routine ones wait until no
 * player's transfer is under way: they have all day.
 */
bool transfer_may_begin(const struct engine *engine,
			enum transfer_class urgency)
{
	const struct machinery *m = &engine->config.machinery;
	const struct transfers *t = &engine->transfers;
	uint32_t uploads_max = engine->config.policy.uploads_max;
	uint32_t uploads =
	    t->running_by[TRANSFER_DRAIN] + t->running_by[TRANSFER_ROUTINE];

	if (m->connections == 0)
		return true;
	if (urgency == TRANSFER_PLAYER)
		return t->running < m->connections;
	if (t->running + m->connections_for_restores >= m->connections ||
	    (uploads_max != 0 && uploads >= uploads_max))
		return false;
	return urgency == TRANSFER_DRAIN || t->running_by[TRANSFER_PLAYER] == 0;
}
