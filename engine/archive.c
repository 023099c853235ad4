/*
 * archive.c - worlds between a node's disk and the archive.
 *
 * The archive takes a limited number of connections; who needs one waits in a
 * queue by urgency, and some connections are kept free of uploads so that a
 * player never waits behind housekeeping.  A copy on a node is deleted only
 * after an upload of the same data was verified.  An upload of a world that
 * woke up on its node is stale: it is called off, and should it finish all the
 * same, its answer is not believed.  If the world starts elsewhere, the upload
 * is what brings it there.
 */
#include "check.h"
#include "state.h"

#define FAILURES_BEFORE_ALERT 5

static bool is_upload(const struct command *command)
{
	return command->kind == COMMAND_ARCHIVE_WORLD;
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

/* An archiving world has no start under way: its path field says how urgent
 * the upload is. */
static enum transfer_class class_of(const struct world *world)
{
	if (world->state != WORLD_ARCHIVING)
		return TRANSFER_PLAYER;
	return (enum transfer_class)world->path;
}

static void unqueue(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	queue_remove(engine, &engine->transfers.queue[class_of(world)], id);
	engine->transfers.waiting--;
	world->transfer = TRANSFER_NONE;
}

void transfer_cancel(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct command *command;

	if (world->transfer == TRANSFER_QUEUED) {
		unqueue(engine, id);
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

static void delete_copy(struct engine *engine, uint32_t id,
			const struct node *node, enum reason reason)
{
	pending_issue(engine, (struct command){
				  .kind = COMMAND_DELETE_COPY,
				  .reason = (uint16_t)reason,
				  .world = {id},
				  .node = {node->id},
				  .epoch = world_at(engine, id)->epoch,
			      });
}

/* The archive has its newest data: the copy on the node can go. */
static void leaves_node(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct node *node = world_node(engine, world_at(engine, id));

	meter_sleep_ends(engine, id);
	delete_copy(engine, id, node, reason);
	output_notice(engine, (struct notice){
				  .kind = NOTICE_WORLD_ARCHIVED,
				  .reason = (uint8_t)reason,
				  .world = {id},
				  .node = {node->id},
			      });
	world_shift(engine, id, WORLD_ARCHIVED, NO_SLOT, NO_SLOT, reason);
}

void archive_begin(struct engine *engine, uint32_t id,
		   enum transfer_class urgency, enum reason reason)
{
	struct world *world = world_at(engine, id);

	explain_world(engine, id, world_node(engine, world), RULE_ARCHIVE,
		      reason);
	world_shift(engine, id, WORLD_ARCHIVING, world->node, NO_SLOT, reason);
	world->path = (uint8_t)urgency;
	if ((world->flags & WORLD_ARCHIVE_CURRENT) != 0)
		leaves_node(engine, id, reason);
	else
		transfer_enqueue(engine, id, urgency);
}

/* From here on only the archive has it, and its target waits for it. */
static void goes_to_target(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	meter_sleep_ends(engine, id);
	delete_copy(engine, id, world_node(engine, world), REASON_MOVE);
	world_shift(engine, id, WORLD_RESTORING, NO_SLOT, world->target,
		    REASON_MOVE);
	transfer_enqueue(engine, id, TRANSFER_PLAYER);
}

void archive_move_away(struct engine *engine, uint32_t id)
{
	if ((world_at(engine, id)->flags & WORLD_ARCHIVE_CURRENT) != 0)
		goes_to_target(engine, id);
	else
		transfer_enqueue(engine, id, TRANSFER_PLAYER);
}

void archive_relieve_disk(struct engine *engine, struct node *node)
{
	uint64_t limit_mib = (uint64_t)node->disk_mib *
			     engine->config.policy.disk_pressure_ppm /
			     (uint64_t)PPM;
	uint32_t id = node->lists[LIST_SLEEPING].head;

	/* those that leave already count as gone; one a call is enough, because
	 * every stop calls */
	if (node->state != NODE_READY || node->disk_used_mib <= limit_mib ||
	    node->counts[LIST_RESTING] != 0 || output_room(engine) == 0)
		return;
	while (id != 0 && world_at(engine, id)->state != WORLD_SLEEPING)
		id = engine->links[id].next;
	if (id != 0)
		archive_begin(engine, id, TRANSFER_DRAIN, REASON_DISK);
}

/* --- connections ---------------------------------------------------------- */

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
static bool connection_free(const struct engine *engine,
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

static void issue_transfer(struct engine *engine, uint32_t id)
{
	static const enum reason reasons[TRANSFER_CLASSES] = {
	    [TRANSFER_PLAYER] = REASON_DEMAND,
	    [TRANSFER_DRAIN] = REASON_DRAIN,
	    [TRANSFER_ROUTINE] = REASON_WINDOW,
	};
	struct world *world = world_at(engine, id);
	enum transfer_class urgency = class_of(world);
	bool upload = world->state != WORLD_RESTORING;
	const struct node *node =
	    upload ? world_node(engine, world) : world_target(engine, world);

	if (!upload)
		world->epoch++; /* older orders to delete do not mean it */
	world->transfer = TRANSFER_RUNNING;
	engine->transfers.running++;
	engine->transfers.running_by[urgency]++;
	world->command =
	    pending_issue(engine, (struct command){
				      .kind = upload ? COMMAND_ARCHIVE_WORLD
						     : COMMAND_RESTORE_WORLD,
				      .reason = (uint16_t)reasons[urgency],
				      .world = {id},
				      .node = {node->id},
				      .epoch = world->epoch,
				      .size_mib = world->disk_mib,
				  });
}

void transfers_dispatch(struct engine *engine)
{
	struct transfers *transfers = &engine->transfers;

	if (transfers->waiting == 0)
		return;
	for (int urgency = 0; urgency < TRANSFER_CLASSES; urgency++) {
		struct list *queue = &transfers->queue[urgency];

		while (queue->head != 0 &&
		       connection_free(engine, (enum transfer_class)urgency)) {
			uint32_t id = queue->head;

			if (output_room(engine) == 0) {
				plan_soon(engine);
				return;
			}
			unqueue(engine, id);
			issue_transfer(engine, id);
		}
	}
}

/* --- answers -------------------------------------------------------------- */

static void upload_done(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags |= WORLD_HAS_ARCHIVE | WORLD_ARCHIVE_CURRENT;
	if (world->state == WORLD_ARCHIVING) {
		leaves_node(engine, id, REASON_WINDOW);
		return;
	}
	if (world->state == WORLD_QUEUED)
		return; /* it has both copies until its place is found */
	CHECK(world->state == WORLD_MOVING);
	if (world_target(engine, world)->state == NODE_READY ||
	    world_target(engine, world)->state == NODE_DRAINING)
		goes_to_target(engine, id);
	else
		start_enqueue(engine, id, REASON_NODE_LOST);
}

static void restore_done(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	CHECK(world->state == WORLD_RESTORING);
	if ((world->flags & WORLD_WANTED) != 0) {
		world_shift(engine, id, WORLD_STARTING, world->target,
			    world->target, REASON_DEMAND);
		start_issue(engine, id);
	} else {
		world_falls_asleep(engine, id, REASON_ABANDONED);
	}
}

void transfer_answered(struct engine *engine, const struct command *command,
		       enum outcome outcome)
{
	uint32_t id = command->world.value;
	uint64_t command_id = command->id.value;
	struct world *world = world_at(engine, id);
	bool upload = is_upload(command);

	if (outcome != OUTCOME_DONE && world->command == command_id) {
		/* it keeps its connection: the archive is in trouble */
		if (++world->attempts % FAILURES_BEFORE_ALERT == 0)
			raise_alert(engine, REASON_RETRY, command->node.value,
				    id);
		world->command = pending_postpone(engine, command_id);
		return;
	}
	transfer_forget(engine, command);
	if (engine->transfers.waiting != 0)
		plan_soon(engine);
	pending_answered(engine, command_id);
	if (world->command != command_id)
		return; /* called off before */
	world->command = 0;
	world->transfer = TRANSFER_NONE;
	world->attempts = 0;
	if (upload)
		upload_done(engine, id);
	else
		restore_done(engine, id);
}
