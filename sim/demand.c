/*
 * demand.c - the players: they ask, wait, give up, come again and stop.
 *
 * What a player feels comes from notices only.  Every session of the trace is a
 * first attempt at its start; after an end without play the player asks again
 * with some probability, as long as the recorded stop is still ahead.
 */
#include "sim/simulation.h"

#define STARTS_AHEAD 8
#define STARTS_NEXT 2
#define SERIAL_MASK 0xffffffu /* what fits beside the kind of an event */

static const struct session *session_of(const struct simulation *sim,
					const struct visitor *visitor)
{
	return &sim->trace->sessions[visitor->session - 1];
}

static uint64_t entity_of(const struct simulation *sim, uint32_t world)
{
	return sim->trace->worlds[world - 1].name_hash;
}

static void ask(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = &sim->visitors[world];

	visitor->attempt = (visitor->attempt + 1) & SERIAL_MASK;
	visitor->state = VISIT_ASKING;
	visitor->requested_us = sim->now_us;
	visitor->attempts++;
	sim->demand_mib += visitor->ram_mib;
	recorder_attempt(sim, visitor);
	sim_input(sim, &(struct input){.kind = INPUT_START_REQUESTED,
				       .request = {{world}, visitor->attempt}});
}

static void stop(struct simulation *sim, uint32_t world)
{
	sim_input(sim, &(struct input){
			   .kind = INPUT_STOP_REQUESTED,
			   .request = {{world}, sim->visitors[world].attempt}});
}

/* Nobody asks for this world any more. */
static void leaves(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = &sim->visitors[world];

	if (visitor->state != VISIT_NONE)
		sim->demand_mib -= visitor->ram_mib;
	if (visitor->state == VISIT_PLAYING)
		sim->players -= session_of(sim, visitor)->players;
	visitor->state = VISIT_NONE;
}

static void session_over(struct simulation *sim, uint32_t world,
			 enum start_end end)
{
	struct visitor *visitor = &sim->visitors[world];

	leaves(sim, world);
	recorder_session_over(sim, visitor, end);
	visitor->session = 0;
}

/* Does the player want to? */
static bool asks_again(struct simulation *sim, uint32_t world)
{
	double retry = sim->scenario->demand.retry;
	const struct visitor *visitor = &sim->visitors[world];
	struct random_stream stream;

	if (retry <= 0 || visitor->attempts == UINT8_MAX)
		return false;
	if (retry >= 1)
		return true; /* nothing to draw */
	sim_random(sim, RANDOM_RETRY, entity_of(sim, world),
		   (uint64_t)visitor->session * 256 + visitor->attempts,
		   &stream);
	return random_uniform(&stream) < retry;
}

/* An attempt ended without play: again, or never? */
static void unserved(struct simulation *sim, uint32_t world, enum start_end end)
{
	const struct demand_model *model = &sim->scenario->demand;
	struct visitor *visitor = &sim->visitors[world];
	int64_t at_us;

	leaves(sim, world);
	if (asks_again(sim, world)) {
		at_us = sim->now_us +
			sim_draw_world_us(sim, &model->retry_after,
					  RANDOM_RETRY, world,
					  (uint64_t)visitor->session * 256 +
					      visitor->attempts + 128);
		if (model->keep_length ||
		    at_us < session_of(sim, visitor)->stop_us) {
			sim_schedule(sim, at_us, EVENT_RETRY, visitor->attempt,
				     world);
			return;
		}
	}
	session_over(sim, world, end);
}

static void begin_session(struct simulation *sim, uint32_t index)
{
	const struct session *session = &sim->trace->sessions[index];
	uint32_t world = session->world + 1;
	struct visitor *visitor = &sim->visitors[world];

	if (visitor->session != 0) { /* the last one has not ended yet */
		if (visitor->state != VISIT_NONE)
			stop(sim, world);
		session_over(sim, world,
			     visitor->served ? START_SERVED : START_ABANDONED);
	}
	visitor->session = index + 1;
	visitor->serial = (visitor->serial + 1) & SERIAL_MASK;
	visitor->attempts = 0;
	visitor->served = false;
	visitor->counted = sim->now_us >= sim->from_us;
	if (!sim->scenario->demand.keep_length && session->stop_us < sim->to_us)
		sim_schedule(sim, session->stop_us, EVENT_STOP, visitor->serial,
			     world);
	ask(sim, world);
}

/* The world of the session `ahead` places behind the present one; 0: none. */
static uint32_t world_ahead(const struct simulation *sim, size_t ahead)
{
	size_t at = sim->next_session + ahead;

	return at < sim->trace->session_count
		   ? sim->trace->sessions[at].world + 1
		   : 0;
}

/* Bring the worlds near whose sessions begin after the present one. */
static void expect_starts(const struct simulation *sim)
{
	demand_expect(sim, world_ahead(sim, STARTS_AHEAD));
	engine_expect_next(sim->engine,
			   (struct world_id){world_ahead(sim, STARTS_NEXT)});
}

void demand_expect(const struct simulation *sim, uint32_t world)
{
	__builtin_prefetch(&sim->visitors[world], 1);
	engine_expect(sim->engine, (struct world_id){world});
}

void demand_expect_next(const struct simulation *sim, uint32_t world)
{
	const struct visitor *visitor = &sim->visitors[world];

	if (visitor->session != 0)
		__builtin_prefetch(session_of(sim, visitor));
	engine_expect_next(sim->engine, (struct world_id){world});
}

void demand_starts_due(struct simulation *sim)
{
	while (sim->next_session < sim->trace->session_count &&
	       sim->trace->sessions[sim->next_session].start_us <=
		   sim->now_us) {
		expect_starts(sim);
		begin_session(sim, (uint32_t)sim->next_session++);
	}
}

static void recorded_stop(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = &sim->visitors[world];

	switch ((enum visit_state)visitor->state) {
	case VISIT_NONE: /* between two attempts */
		session_over(sim, world,
			     visitor->served ? START_SERVED : START_ABANDONED);
		break;
	case VISIT_ASKING:
	case VISIT_PLACED:
		stop(sim, world); /* the engine tells: abandoned */
		break;
	case VISIT_PLAYING:
		stop(sim, world);
		session_over(sim, world, START_SERVED);
		break;
	}
}

void demand_event(struct simulation *sim, enum event_kind kind, uint32_t world,
		  uint32_t serial)
{
	struct visitor *visitor = &sim->visitors[world];

	if (visitor->session == 0)
		return;
	if (kind == EVENT_STOP) {
		if (serial == visitor->serial)
			recorded_stop(sim, world);
	} else if (serial == visitor->attempt) {
		if (kind == EVENT_PATIENCE && visitor->state == VISIT_ASKING)
			stop(sim, world);
		if (kind == EVENT_RETRY && visitor->state == VISIT_NONE)
			ask(sim, world);
	}
}

/* From the request on, a player waits no longer than this.  The draw is that of
 * the attempt: who is patient for room is patient for a transfer. */
static void will_not_wait_for_ever(struct simulation *sim, uint32_t world,
				   const struct patience *patience)
{
	const struct visitor *visitor = &sim->visitors[world];
	int64_t at_us;

	if (patience->never)
		return;
	at_us = visitor->requested_us +
		sim_draw_world_us(sim, &patience->law, RANDOM_PATIENCE, world,
				  (uint64_t)visitor->session * 256 +
				      visitor->attempts);
	sim_schedule(sim, at_us > sim->now_us ? at_us : sim->now_us,
		     EVENT_PATIENCE, visitor->attempt, world);
}

uint64_t demand_mask(const struct simulation *sim)
{
	return sim->scenario->demand.in_transfer.never
		   ? 0
		   : UINT64_C(1) << NOTICE_WORLD_STATE;
}

void demand_world_state(struct simulation *sim, const struct notice *notice)
{
	uint32_t world = notice->world.value;
	const struct visitor *visitor = &sim->visitors[world];

	/* a move passes through both: the same draw, the same instant */
	if (visitor->session != 0 && visitor->state == VISIT_ASKING &&
	    (notice->detail == WORLD_MOVING ||
	     notice->detail == WORLD_RESTORING))
		will_not_wait_for_ever(sim, world,
				       &sim->scenario->demand.in_transfer);
}

static void plays(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = &sim->visitors[world];
	const struct session *session = session_of(sim, visitor);

	visitor->state = VISIT_PLAYING;
	sim->players += session->players;
	recorder_ready(sim, visitor);
	visitor->served = true;
	if (sim->trace->has_players && session->players == 0)
		sim_input(sim,
			  &(struct input){.kind = INPUT_PLAYERS_CHANGED,
					  .players_changed = {{world}, 0}});
	if (sim->scenario->demand.keep_length)
		sim_schedule(sim,
			     sim->now_us + session->stop_us - session->start_us,
			     EVENT_STOP, visitor->serial, world);
}

/* The run ended without the player: crash, lost node, idle stop. */
static void run_ended(struct simulation *sim, uint32_t world,
		      enum reason reason)
{
	struct visitor *visitor = &sim->visitors[world];

	if (visitor->state != VISIT_PLAYING)
		return;
	if (reason == REASON_IDLE)
		session_over(sim, world, START_SERVED);
	else
		unserved(sim, world, START_SERVED);
}

void demand_notice(struct simulation *sim, const struct notice *notice)
{
	uint32_t world = notice->world.value;
	struct visitor *visitor = &sim->visitors[world];

	if (visitor->session == 0 || notice->request != visitor->attempt)
		return;
	switch ((enum notice_kind)notice->kind) {
	case NOTICE_START_QUEUED:
		will_not_wait_for_ever(sim, world,
				       &sim->scenario->demand.patience);
		break;
	case NOTICE_START_PLACED:
		if (visitor->state == VISIT_ASKING) {
			recorder_wait(sim, world, visitor, notice);
			visitor->state = VISIT_PLACED;
		}
		break;
	case NOTICE_WORLD_ACTIVE:
		plays(sim, world);
		break;
	case NOTICE_START_REFUSED:
	case NOTICE_START_ABANDONED:
		if (visitor->state == VISIT_ASKING)
			recorder_wait(sim, world, visitor, notice);
		if (visitor->state != VISIT_NONE)
			unserved(sim, world,
				 visitor->served ? START_SERVED
				 : notice->kind == NOTICE_START_REFUSED
				     ? START_REFUSED
				     : START_ABANDONED);
		break;
	case NOTICE_RUN_ENDED:
		run_ended(sim, world, (enum reason)notice->reason);
		break;
	default: /* the other notices do not concern players */
		break;
	}
}
