#include "engine/lives/leases.h"

#include "engine/engine.int.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/worlds.h"

void start_notice(struct engine *engine, enum notice_kind kind, uint32_t id,
		  enum reason reason)
{
	const struct world *world = world_at(engine, id);
	const struct node *target = world_target(engine, world);

	output_notice(engine,
		      &(struct notice){
			  .kind = (uint8_t)kind,
			  .reason = (uint8_t)reason,
			  .request = world->request,
			  .world = {id},
			  .node = {target != NULL ? target->id : 0},
			  .start = {.path = world->flags & WORLD_NOTIFIED
						? PATH_QUEUED
						: (enum start_path)world->path,
				    .data = (enum start_path)world->path},
		      });
}

void start_issue(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	const struct node *target = world_target(engine, world);

	world->epoch++;
	if ((world->flags & WORLD_SLEEP_TIMER) != 0 && world->path == PATH_WARM)
		output_notice(engine, &(struct notice){
					  .kind = NOTICE_SLEEP_TIMER_CANCELLED,
					  .world = {id},
				      });
	start_notice(engine, NOTICE_START_PLACED, id, REASON_DEMAND);
	world->command = pending_issue(
	    engine, &(struct command){
			.kind = COMMAND_START_WORLD,
			.reason = REASON_DEMAND,
			.world = {id},
			.node = {target->id},
			.epoch = world->epoch,
			.reference = (uint64_t)target->lease_until_us,
		    });
}

void world_issue_stop(struct engine *engine, uint32_t id, enum reason reason)
{
	struct world *world = world_at(engine, id);

	world_shift(engine, id, WORLD_STOPPING, world->node, world->target,
		    reason);
	world->command =
	    pending_issue(engine, &(struct command){
				      .kind = COMMAND_STOP_WORLD,
				      .reason = (uint16_t)reason,
				      .world = {id},
				      .node = {world_target(engine, world)->id},
				      .epoch = world->epoch,
				  });
}
