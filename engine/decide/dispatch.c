#include "engine/decide/dispatch.h"

#include "engine/engine.int.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/worlds.h"

static void issue_transfer(struct engine *engine, uint32_t number)
{
	static const enum reason reasons[TRANSFER_CLASSES] = {
	    [TRANSFER_PLAYER] = REASON_DEMAND,
	    [TRANSFER_DRAIN] = REASON_DRAIN,
	    [TRANSFER_ROUTINE] = REASON_WINDOW,
	};
	struct transfer *transfer = transfer_at(engine, number);
	struct world *world = world_at(engine, transfer->world);
	bool upload = transfer->to == NO_SLOT;
	uint16_t slot = upload ? transfer->from : transfer->to;

	if (!upload)
		world->epoch++; /* older orders to delete do not mean it */
	transfer_runs(
	    engine, transfer,
	    pending_issue(engine,
			  &(struct command){
			      .kind = upload ? COMMAND_ARCHIVE_WORLD
					     : COMMAND_RESTORE_WORLD,
			      .reason = (uint16_t)reasons[transfer->class],
			      .world = {transfer->world},
			      .node = {engine->fleet.nodes[slot].id},
			      .epoch = world->epoch,
			      .size_mib = world->disk_mib,
			      .box = transfer->box,
			      .reference = number,
			  }));
}

/* False: this step has no room for more commands. */
static bool dispatch_queue(struct engine *engine, uint32_t box,
			   enum transfer_class class)
{
	const struct list *queue = &engine->transfers.boxes[box].queue[class];

	while (queue->head != 0 && transfer_may_begin(engine, box, class)) {
		if (output_room(engine) == 0) {
			plan_when_room(engine);
			return false;
		}
		issue_transfer(engine, queue->head);
	}
	return true;
}

void dispatch_plan(struct engine *engine)
{
	uint32_t boxes = engine->config.machinery.box_count;

	if (engine->transfers.waiting == 0)
		return;
	for (int class = 0; class < TRANSFER_CLASSES; class ++)
		for (uint32_t box = 0; box < boxes; box++)
			if (!dispatch_queue(engine, box,
					    (enum transfer_class) class))
				return;
}
