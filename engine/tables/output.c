#include "engine/tables/output.h"

#include "engine/engine.int.h"

/* Kept free in the pending table for what cannot wait for a plan. */
#define PENDING_RESERVE 128

uint32_t output_step_room(const struct engine *engine)
{
	uint32_t emitted = engine->out->command_count - engine->out_first;
	uint32_t step = ENGINE_COMMANDS_PER_STEP - 8; /* for direct answers */

	return emitted < step ? step - emitted : 0;
}

/* New commands that the table has a place for. */
static uint32_t places(const struct engine *engine)
{
	uint32_t left = engine->pending.limit - engine->pending.count;

	return left > PENDING_RESERVE ? left - PENDING_RESERVE : 0;
}

uint32_t output_room(const struct engine *engine)
{
	uint32_t step = output_step_room(engine);
	uint32_t table = places(engine);

	return table < step ? table : step;
}

bool output_listens(const struct engine *engine, enum notice_kind kind)
{
	return (engine->out->notice_mask & UINT64_C(1) << kind) != 0;
}

void output_notice(struct engine *engine, const struct notice *notice)
{
	struct engine_output *out = engine->out;
	struct notice *place;

	if (!output_listens(engine, (enum notice_kind)notice->kind) ||
	    out->notice_count == out->notice_capacity)
		return;
	place = &out->notices[out->notice_count++];
	*place = *notice;
	place->at_us = engine->now_us;
	place->seq = engine->seq;
	place->index = engine->notice_index++;
}

void plan_soon(struct engine *engine)
{
	int64_t at_us = engine->now_us;

	/* what this very wake leaves behind waits for the next one */
	if (engine->waking)
		at_us++;
	if (at_us < engine->plan_at_us)
		engine->plan_at_us = at_us;
}

void plan_when_room(struct engine *engine)
{
	if (places(engine) < output_step_room(engine))
		engine->pending.starved = true;
	else
		plan_soon(engine);
}
