#include "engine/lives/archive.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/lives/leases.h"
#include "engine/lives/second_copies.h"
#include "engine/lives/stops.h"
#include "engine/money/meter.h"
#include "engine/questions/explain.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/waiting.h"
#include "engine/tables/worlds.h"

/* The archive has its newest data: the copy on the node can go. */
static void leaves_node(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct node *node = world_node(engine, world_at(engine, id));

	meter_sleep_ends(engine, id);
	second_copy_delete(engine, id, reason);
	copy_delete_at_home(engine, id, reason);
	output_notice(engine, &(struct notice){
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

	second_copy_called_off(engine, id, true);
	if (reason != REASON_WINDOW &&
	    second_copy_takes_over(engine, id, reason))
		return;
	explain_world(engine, id, world_node(engine, world), RULE_ARCHIVE,
		      reason);
	world_shift(engine, id, WORLD_ARCHIVING, world->node, NO_SLOT, reason);
	if ((world->flags & WORLD_ARCHIVE_CURRENT) != 0)
		leaves_node(engine, id, reason);
	else
		transfer_begin(engine, id, world->node, NO_SLOT, urgency,
			       false);
}

/* From here on only the archive has it, and its target waits for it.  A move
 * queues once: its second half is the first in the queue. */
static void goes_to_target(struct engine *engine, uint32_t id, bool first)
{
	struct world *world = world_at(engine, id);

	meter_sleep_ends(engine, id);
	second_copy_delete(engine, id, REASON_MOVE);
	copy_delete_at_home(engine, id, REASON_MOVE);
	world_shift(engine, id, WORLD_RESTORING, NO_SLOT, world->target,
		    REASON_MOVE);
	transfer_begin(engine, id, NO_SLOT, world->target, TRANSFER_PLAYER,
		       first);
}

void archive_move_away(struct engine *engine, uint32_t id)
{
	const struct world *world = world_at(engine, id);

	if ((world->flags & WORLD_ARCHIVE_CURRENT) != 0)
		goes_to_target(engine, id, false);
	else
		transfer_begin(engine, id, world->node, NO_SLOT,
			       TRANSFER_PLAYER, false);
}

void archive_relieve_disk(struct engine *engine, struct node *node)
{
	uint64_t limit_mib = (uint64_t)node->disk_mib *
			     engine->config.policy.disk_pressure_ppm /
			     (uint64_t)PPM;
	uint32_t id = node->lists[LIST_SLEEPING].head;
	bool freed = false;

	if (node->state != NODE_READY)
		return;
	while (node->stored.head != 0 &&
	       output_room(engine) > second_copy_commands(engine) &&
	       second_copies_make_room(engine, node))
		freed = true;
	/* those that leave already count as gone; one a call is enough, because
	 * every stop calls */
	if (freed || node->disk_used_mib <= limit_mib ||
	    output_room(engine) <= second_copy_commands(engine) ||
	    node->counts[LIST_RESTING] != 0)
		return;
	while (id != 0 && world_at(engine, id)->state != WORLD_SLEEPING)
		id = engine->links[id].next;
	if (id != 0)
		archive_begin(engine, id, TRANSFER_DRAIN, REASON_DISK);
}

/* The window of a sleeper may have ended. */
void sleep_timer_due(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->flags &= (uint16_t)~WORLD_SLEEP_TIMER;
	if (world->state != WORLD_SLEEPING)
		return;
	if (engine->now_us < sleep_deadline_us(engine, world))
		arm_sleep_timer(engine, id);
	else
		archive_begin(engine, id, TRANSFER_ROUTINE, REASON_WINDOW);
}

/* --- answers -------------------------------------------------------------- */

void upload_done(struct engine *engine, const struct command *command,
		 const struct input *input)
{
	uint32_t id = command->world.value;
	struct world *world = world_at(engine, id);

	(void)input;
	transfer_ended(engine, transfer_of_command(engine, command));
	world->flags |= WORLD_HAS_ARCHIVE | WORLD_ARCHIVE_CURRENT;
	if (world->state == WORLD_ARCHIVING) {
		leaves_node(engine, id, REASON_WINDOW);
		return;
	}
	second_copy_outlived(engine, id);
	if (world->state == WORLD_QUEUED)
		return; /* it has both copies until its place is found */
	CHECK(world->state == WORLD_MOVING);
	if (node_is_up(world_target(engine, world)))
		goes_to_target(engine, id, true);
	else
		start_enqueue(engine, id, REASON_NODE_LOST);
}

/* Of a world that lives its deletion sees to it. */
void upload_swept(struct engine *engine, const struct command *command)
{
	uint32_t id = command->world.value;
	const struct world *world = world_at(engine, id);

	if (world->state == WORLD_DELETED ||
	    world->generation != command->generation)
		archive_delete(engine, id, command->epoch, command->generation);
}

void restore_done(struct engine *engine, const struct command *command,
		  const struct input *input)
{
	uint32_t id = command->world.value;
	struct world *world = world_at(engine, id);

	(void)input;
	transfer_ended(engine, transfer_of_command(engine, command));
	CHECK(world->state == WORLD_RESTORING);
	if ((world->flags & WORLD_WANTED) != 0) {
		world_shift(engine, id, WORLD_STARTING, world->target,
			    world->target, REASON_DEMAND);
		start_issue(engine, id);
	} else {
		world_falls_asleep(engine, id, REASON_ABANDONED);
	}
}
