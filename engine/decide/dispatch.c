#include "engine/decide/dispatch.h"

#include "engine/engine.int.h"
#include "engine/lives/travels.h"
#include "engine/tables/copies.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"
#include "engine/tables/worlds.h"

#define LINKS_AHEAD 64

/* Does an older copy lie where this one goes? */
static bool has_older(const struct engine *engine,
		      const struct transfer *transfer)
{
	return copy_is(engine, transfer->world, COPY_VERIFIED) &&
	       engine->copies.of_world[transfer->world].node == transfer->to;
}

static void issue_transfer(struct engine *engine, uint32_t number)
{
	static const enum reason reasons[TRANSFER_CLASSES] = {
	    [TRANSFER_PLAYER] = REASON_DEMAND,
	    [TRANSFER_DRAIN] = REASON_DRAIN,
	    [TRANSFER_ROUTINE] = REASON_WINDOW,
	};
	const struct node *nodes = engine->fleet.nodes;
	struct transfer *transfer = transfer_at(engine, number);
	struct world *world = world_at(engine, transfer->world);
	struct command command = {
	    .kind = COMMAND_RESTORE_WORLD,
	    .reason = (uint16_t)reasons[transfer->class],
	    .world = {transfer->world},
	    .size_mib = world->disk_mib,
	    .reference = number,
	};

	if (transfer->line != LINE_DIRECT)
		command.box = transfer->line;
	if (transfer->to == NO_SLOT) {
		command.kind = COMMAND_ARCHIVE_WORLD;
		command.node.value = nodes[transfer->from].id;
	} else {
		command.node.value = nodes[transfer->to].id;
		world->epoch++; /* older orders to delete do not mean it */
	}
	if (transfer->line == LINE_DIRECT) {
		command.kind = COMMAND_COPY_WORLD;
		command.peer.value = nodes[transfer->from].id;
		command.type =
		    has_older(engine, transfer) ? COPY_REFRESH : COPY_FULL;
	}
	command.epoch = world->epoch;
	transfer_runs(engine, transfer, pending_issue(engine, &command));
}

/* False: this step has no room for more commands. */
static bool dispatch_queue(struct engine *engine, uint32_t box,
			   enum transfer_class class)
{
	const struct list *queue = &engine->transfers.lines[box].queue[class];

	while (queue->head != 0 &&
	       transfer_may_begin(engine, transfer_at(engine, queue->head))) {
		if (output_room(engine) == 0) {
			plan_when_room(engine);
			return false;
		}
		issue_transfer(engine, queue->head);
	}
	return true;
}

/* Direct copies wait in one queue, but not for each other: one whose ends are
 * busy is passed by, as far as LINKS_AHEAD of them.  False: as above. */
static bool dispatch_links(struct engine *engine, enum transfer_class class)
{
	const struct list *queue =
	    &engine->transfers.lines[LINE_DIRECT].queue[class];
	uint32_t at = queue->head, next;

	for (int ahead = 0; at != 0 && ahead < LINKS_AHEAD; at = next) {
		const struct transfer *transfer = transfer_at(engine, at);

		next = transfer->next;
		if (!node_is_up(&engine->fleet.nodes[transfer->to])) {
			travel_has_no_target(engine, transfer->world);
		} else if (!transfer_may_begin(engine, transfer)) {
			ahead++;
		} else if (output_room(engine) == 0) {
			plan_when_room(engine);
			return false;
		} else {
			issue_transfer(engine, at);
		}
	}
	return true;
}

void dispatch_plan(struct engine *engine)
{
	uint32_t boxes = engine->config.machinery.box_count;

	for (int class = 0;
	     class < TRANSFER_CLASSES && engine->transfers.waiting != 0;
	     class ++) {
		for (uint32_t box = 0; box < boxes; box++)
			if (!dispatch_queue(engine, box,
					    (enum transfer_class) class))
				return;
		if (!dispatch_links(engine, (enum transfer_class) class))
			return;
	}
}
