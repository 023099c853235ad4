#include "engine/decide/dispatch.h"

#include "engine/engine.int.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/worlds.h"

static void transfer_issue(struct engine *engine, uint32_t id)
{
	static const enum reason reasons[TRANSFER_CLASSES] = {
	    [TRANSFER_PLAYER] = REASON_DEMAND,
	    [TRANSFER_DRAIN] = REASON_DRAIN,
	    [TRANSFER_ROUTINE] = REASON_WINDOW,
	};
	struct world *world = world_at(engine, id);
	enum transfer_class urgency = transfer_class_of(world);
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

void dispatch_plan(struct engine *engine)
{
	struct transfers *transfers = &engine->transfers;

	if (transfers->waiting == 0)
		return;
	for (int urgency = 0; urgency < TRANSFER_CLASSES; urgency++) {
		struct list *queue = &transfers->queue[urgency];

		while (
		    queue->head != 0 &&
		    transfer_may_begin(engine, (enum transfer_class)urgency)) {
			uint32_t id = queue->head;

			if (output_room(engine) == 0) {
				plan_soon(engine);
				return;
			}
			transfer_dequeue(engine, id);
			transfer_issue(engine, id);
		}
	}
}
