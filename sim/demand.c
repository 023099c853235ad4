#include "sim/demand.h"

#include <stdlib.h>

#include "engine/questions.h"
#include "sim/record_starts.h"
#include "sim/simulation.h"
#include "traces/base/engine_heap.h"

#define MICRO UINT64_C(1000000)
#define STARTS_AHEAD 8
#define STARTS_NEXT 2

/* Where a player of this world is in the life of the current session. */
enum visit_state { VISIT_NONE = 0, VISIT_ASKING, VISIT_PLACED, VISIT_PLAYING };

/* What a player who asks has patience for. */
enum wait_phase {
	WAIT_ELSE = 0, /* a place is looked for, or its last run is not over */
	WAIT_ROOM,
	WAIT_TRANSFER
};

struct visitor { /* one per world; two in a cache line */
	int64_t requested_us;
	uint32_t session;  /* index + 1; 0: none */
	uint32_t serial;   /* of the session */
	uint32_t attempt;  /* serial number: the request */
	uint32_t ram_mib;  /* of the world's plan */
	uint8_t attempts;  /* of this session */
	uint8_t state : 2; /* enum visit_state */
	uint8_t phase : 2; /* enum wait_phase */
	bool counted  : 1; /* the first attempt lies in the window */
	bool served   : 1; /* it has played already */
	bool queued   : 1; /* the attempt has found no room before */
	bool travels  : 1; /* its data did when a start of it waited last */
	uint8_t left;	   /* enum start_left, of the attempt */
};

_Static_assert(sizeof(struct visitor) == 32, "two visitors a cache line");

struct demand {
	struct visitor *visitors; /* by world id */
	uint32_t world_count;
	size_t next_session;   /* of the trace ... */
	int64_t next_start_us; /* ... and when it begins; TIME_NEVER_US */
	uint64_t asked_mib, micro_players;
};

static void session_is_next(const struct simulation *sim, struct demand *demand,
			    size_t index)
{
	demand->next_session = index;
	demand->next_start_us = index < sim->trace->session_count
				    ? sim->trace->sessions[index].start_us
				    : TIME_NEVER_US;
}

static size_t visitors_bytes(const struct demand *demand)
{
	return ((size_t)demand->world_count + 1) * sizeof *demand->visitors;
}

struct demand *demand_open(const struct simulation *sim)
{
	struct demand *demand = calloc(1, sizeof *demand);

	if (demand == NULL)
		return NULL;
	demand->world_count = sim->trace->world_count;
	demand->visitors = engine_heap.allocate(NULL, visitors_bytes(demand));
	if (demand->visitors == NULL) {
		free(demand);
		return NULL;
	}
	for (uint32_t i = 0; i < demand->world_count; i++)
		demand->visitors[i + 1].ram_mib = sim->trace->worlds[i].ram_mib;
	session_is_next(sim, demand, 0);
	return demand;
}

void demand_close(struct demand *demand)
{
	if (demand == NULL)
		return;
	engine_heap.release(NULL, demand->visitors, visitors_bytes(demand));
	free(demand);
}

uint64_t demand_asked_mib(const struct demand *demand)
{
	return demand->asked_mib;
}

uint64_t demand_micro_players(const struct demand *demand)
{
	return demand->micro_players;
}

uint64_t demand_attempt_number(const struct demand *demand, uint32_t world)
{
	const struct visitor *visitor = &demand->visitors[world];

	return (uint64_t)visitor->session * 16 + visitor->attempts;
}

/* The same where an attempt has several draws. */
static uint64_t draw_index(const struct visitor *visitor)
{
	return (uint64_t)visitor->session * 256 + visitor->attempts;
}

static const struct session *session_of(const struct simulation *sim,
					const struct visitor *visitor)
{
	return &sim->trace->sessions[visitor->session - 1];
}

static struct visitor *visitor_of(const struct simulation *sim, uint32_t world)
{
	return &sim->demand->visitors[world];
}

/* What the observers hear of it. */
static struct attempt attempt_of(const struct visitor *visitor, uint32_t world)
{
	return (struct attempt){.world = world,
				.ram_mib = visitor->ram_mib,
				.number = visitor->attempts,
				.counted = visitor->counted,
				.travels = visitor->travels,
				.left = visitor->left,
				.requested_us = visitor->requested_us};
}

/* From the request on, a player waits no longer than this in this phase; what
 * is over already ends it now.  The draw is that of the attempt: who is patient
 * for room is patient for a transfer. */
static void enter_phase(struct simulation *sim, uint32_t world,
			enum wait_phase phase)
{
	const struct demand_model *model = &sim->scenario->demand;
	const struct patience *patience =
	    phase == WAIT_ROOM ? &model->patience : &model->in_transfer;
	struct visitor *visitor = visitor_of(sim, world);
	int64_t at_us;

	if (visitor->phase == phase)
		return;
	visitor->phase = phase & 3;
	if (phase == WAIT_ELSE || patience->never)
		return;
	at_us = visitor->requested_us +
		draws_world_us(&sim->draws, &patience->law, RANDOM_PATIENCE,
			       world, draw_index(visitor));
	calendar_enter(
	    &sim->calendar, at_us > sim->now_us ? at_us : sim->now_us,
	    phase == WAIT_ROOM ? EVENT_LEAVES_ROOM : EVENT_LEAVES_TRANSFER,
	    visitor->attempt, world);
}

/* An abandoned start may have left a transfer under way; nobody tells when that
 * ends, so it is asked. */
static bool still_travels(const struct simulation *sim, uint32_t world)
{
	struct world_view view;

	return engine_read_world(sim->engine, (struct world_id){world},
				 &view) &&
	       (view.state == WORLD_MOVING || view.state == WORLD_RESTORING);
}

static void ask_to_play(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = visitor_of(sim, world);
	struct attempt attempt;

	visitor->attempt = (visitor->attempt + 1) & EVENT_SERIAL_MASK;
	visitor->state = VISIT_ASKING;
	visitor->phase = WAIT_ELSE;
	visitor->queued = false;
	visitor->left = LEFT_NOT;
	visitor->requested_us = sim->now_us;
	visitor->attempts++;
	visitor->travels = visitor->travels && still_travels(sim, world);
	if (visitor->travels)
		enter_phase(sim, world, WAIT_TRANSFER);
	sim->demand->asked_mib += visitor->ram_mib;
	attempt = attempt_of(visitor, world);
	observers_attempt(&sim->observers, &attempt);
	inbox_put(&sim->inbox,
		  &(struct input){.kind = INPUT_START_REQUESTED,
				  .request = {{world}, visitor->attempt}});
}

static void ask_to_stop(struct simulation *sim, uint32_t world)
{
	inbox_put(&sim->inbox,
		  &(struct input){
		      .kind = INPUT_STOP_REQUESTED,
		      .request = {{world}, visitor_of(sim, world)->attempt}});
}

/* The player wants no more: for this reason, if there was none before. */
static void leave(struct simulation *sim, uint32_t world, enum start_left why)
{
	struct visitor *visitor = visitor_of(sim, world);

	if (visitor->left == LEFT_NOT)
		visitor->left = (uint8_t)why;
	ask_to_stop(sim, world);
}

/* How many are online in a session, on average, in millionths. */
static uint64_t micro_players(const struct trace *trace,
			      const struct session *session)
{
	uint64_t length_us = (uint64_t)(session->stop_us - session->start_us);

	if (trace->has_players != TRACE_PLAYERS_SECONDS)
		return session->players * MICRO;
	return length_us == 0 ? 0
			      : (uint64_t)((double)session->players * 1e12 /
					   (double)length_us);
}

/* The player no longer asks for this world. */
static void player_leaves(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = visitor_of(sim, world);

	if (visitor->state != VISIT_NONE)
		sim->demand->asked_mib -= visitor->ram_mib;
	if (visitor->state == VISIT_PLAYING)
		sim->demand->micro_players -=
		    micro_players(sim->trace, session_of(sim, visitor));
	visitor->state = VISIT_NONE;
}

static void session_over(struct simulation *sim, uint32_t world,
			 enum start_end end)
{
	struct visitor *visitor = visitor_of(sim, world);
	struct attempt attempt;

	/* his last attempt was not the reason */
	if (end == START_ABANDONED && visitor->left == LEFT_NOT)
		visitor->left = LEFT_STOP;
	attempt = attempt_of(visitor, world);
	player_leaves(sim, world);
	observers_session_over(&sim->observers, &attempt, end);
	visitor->session = 0;
}

/* An attempt is over in which the player did not play. */
static void attempt_over(struct simulation *sim, uint32_t world,
			 enum start_end end)
{
	struct visitor *visitor = visitor_of(sim, world);
	struct attempt attempt = attempt_of(visitor, world);

	if (visitor->state == VISIT_ASKING || visitor->state == VISIT_PLACED)
		observers_unserved(&sim->observers, &attempt, end);
}

/* Does the player want to? */
static bool asks_again(struct simulation *sim, uint32_t world)
{
	double retry = sim->scenario->demand.retry;
	const struct visitor *visitor = visitor_of(sim, world);
	struct random_stream stream;

	if (retry <= 0 || visitor->attempts == UINT8_MAX)
		return false;
	if (retry >= 1)
		return true; /* nothing to draw */
	draws_stream(&sim->draws, RANDOM_RETRY,
		     draws_world_entity(&sim->draws, world),
		     draw_index(visitor), &stream);
	return random_uniform(&stream) < retry;
}

/* An attempt ended without play: again, or never? */
static void attempt_fails(struct simulation *sim, uint32_t world,
			  enum start_end end)
{
	const struct demand_model *model = &sim->scenario->demand;
	struct visitor *visitor = visitor_of(sim, world);
	int64_t at_us;

	player_leaves(sim, world);
	if (asks_again(sim, world)) {
		at_us = sim->now_us + draws_world_us(&sim->draws,
						     &model->retry_after,
						     RANDOM_RETRY, world,
						     draw_index(visitor) + 128);
		if (model->keep_length ||
		    at_us < session_of(sim, visitor)->stop_us) {
			calendar_enter(&sim->calendar, at_us, EVENT_RETRY,
				       visitor->attempt, world);
			return;
		}
	}
	session_over(sim, world, end);
}

static void begin_session(struct simulation *sim, uint32_t index)
{
	const struct session *session = &sim->trace->sessions[index];
	uint32_t world = session->world + 1;
	struct visitor *visitor = visitor_of(sim, world);

	if (visitor->session != 0) { /* the last one has not ended yet */
		if (visitor->state != VISIT_NONE)
			leave(sim, world, LEFT_STOP);
		attempt_over(sim, world, START_ABANDONED);
		session_over(sim, world,
			     visitor->served ? START_SERVED : START_ABANDONED);
	}
	visitor->session = index + 1;
	visitor->serial = (visitor->serial + 1) & EVENT_SERIAL_MASK;
	visitor->attempts = 0;
	visitor->served = false;
	visitor->counted = sim->now_us >= sim->from_us;
	if (!sim->scenario->demand.keep_length && session->stop_us < sim->to_us)
		calendar_enter(&sim->calendar, session->stop_us, EVENT_STOP,
			       visitor->serial, world);
	ask_to_play(sim, world);
}

/* The world of the session `ahead` places behind the present one; 0: none. */
static uint32_t world_ahead(const struct simulation *sim, size_t ahead)
{
	size_t at = sim->demand->next_session + ahead;

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
	__builtin_prefetch(visitor_of(sim, world), 1);
	provider_expect(sim->provider, world);
	observers_expect(&sim->observers, world);
	engine_expect(sim->engine, (struct world_id){world});
}

void demand_expect_next(const struct simulation *sim, uint32_t world)
{
	const struct visitor *visitor = visitor_of(sim, world);

	if (visitor->session != 0)
		__builtin_prefetch(session_of(sim, visitor));
	engine_expect_next(sim->engine, (struct world_id){world});
}

int64_t demand_next_start_us(const struct simulation *sim)
{
	return sim->demand->next_start_us;
}

void demand_starts_due(struct simulation *sim)
{
	struct demand *demand = sim->demand;

	while (demand->next_start_us <= sim->now_us) {
		size_t index = demand->next_session;

		expect_starts(sim);
		session_is_next(sim, demand, index + 1);
		begin_session(sim, (uint32_t)index);
	}
}

static void recorded_stop(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = visitor_of(sim, world);

	switch ((enum visit_state)visitor->state) {
	case VISIT_NONE: /* between two attempts */
		session_over(sim, world,
			     visitor->served ? START_SERVED : START_ABANDONED);
		break;
	case VISIT_ASKING:
	case VISIT_PLACED:
		leave(sim, world, LEFT_STOP); /* the engine tells: abandoned */
		break;
	case VISIT_PLAYING:
		ask_to_stop(sim, world);
		session_over(sim, world, START_SERVED);
		break;
	}
}

/* What expires counts only while the player waits for that. */
static bool is_out_of_patience(const struct visitor *visitor,
			       enum event_kind kind)
{
	return visitor->state == VISIT_ASKING &&
	       ((kind == EVENT_LEAVES_ROOM && visitor->phase == WAIT_ROOM) ||
		(kind == EVENT_LEAVES_TRANSFER &&
		 visitor->phase == WAIT_TRANSFER));
}

void demand_event(struct simulation *sim, const struct event *event)
{
	uint32_t world = event->entity;
	const struct visitor *visitor = visitor_of(sim, world);

	if (visitor->session == 0)
		return;
	if (event->kind == EVENT_STOP) {
		if (event->serial == visitor->serial)
			recorded_stop(sim, world);
	} else if (event->serial == visitor->attempt) {
		if (is_out_of_patience(visitor, event->kind))
			leave(sim, world,
			      event->kind == EVENT_LEAVES_ROOM ? LEFT_ROOM
							       : LEFT_TRANSFER);
		if (event->kind == EVENT_RETRY && visitor->state == VISIT_NONE)
			ask_to_play(sim, world);
	}
}

/* What a start waits for matters to players who lose patience, and to clocks:
 * nobody tells it otherwise, two notices a start. */
static bool asks_what_starts_wait_for(const struct simulation *sim)
{
	const struct demand_model *model = &sim->scenario->demand;

	return !model->patience.never || !model->in_transfer.never ||
	       record_starts_has_clocks(sim->options);
}

uint64_t demand_mask(const struct simulation *sim)
{
	return (uint64_t)asks_what_starts_wait_for(sim) << NOTICE_START_WAITS |
	       UINT64_C(1) << NOTICE_START_QUEUED |
	       UINT64_C(1) << NOTICE_START_REFUSED |
	       UINT64_C(1) << NOTICE_START_PLACED |
	       UINT64_C(1) << NOTICE_START_ABANDONED |
	       UINT64_C(1) << NOTICE_WORLD_ACTIVE |
	       UINT64_C(1) << NOTICE_RUN_ENDED;
}

/* A start waits for something else than before.  Only the first lack of room of
 * an attempt is told as such. */
static void start_waits(struct simulation *sim, const struct notice *notice)
{
	enum world_state state = notice->world_state.state;
	uint32_t world = notice->world.value;
	struct visitor *visitor = visitor_of(sim, world);

	visitor->travels = state == WORLD_MOVING || state == WORLD_RESTORING;
	if (visitor->session == 0 || visitor->state != VISIT_ASKING)
		return;
	if (visitor->travels)
		enter_phase(sim, world, WAIT_TRANSFER);
	else
		enter_phase(sim, world,
			    state == WORLD_QUEUED && visitor->queued
				? WAIT_ROOM
				: WAIT_ELSE);
}

static void player_plays(struct simulation *sim, uint32_t world)
{
	struct visitor *visitor = visitor_of(sim, world);
	const struct session *session = session_of(sim, visitor);
	const struct attempt attempt = attempt_of(visitor, world);

	visitor->state = VISIT_PLAYING;
	sim->demand->micro_players += micro_players(sim->trace, session);
	observers_ready(&sim->observers, &attempt);
	visitor->served = true;
	if (sim->trace->has_players == TRACE_PLAYERS_COUNTED &&
	    session->players == 0)
		inbox_put(&sim->inbox,
			  &(struct input){.kind = INPUT_PLAYERS_CHANGED,
					  .players_changed = {{world}, 0}});
	if (sim->scenario->demand.keep_length)
		calendar_enter(&sim->calendar,
			       sim->now_us + session->stop_us -
				   session->start_us,
			       EVENT_STOP, visitor->serial, world);
}

/* The run ended without the player: crash, lost node, idle stop. */
static void play_ended(struct simulation *sim, uint32_t world,
		       enum reason reason)
{
	struct visitor *visitor = visitor_of(sim, world);

	if (visitor->state != VISIT_PLAYING)
		return;
	if (reason == REASON_IDLE)
		session_over(sim, world, START_SERVED);
	else
		attempt_fails(sim, world, START_SERVED);
}

/* The engine says what became of an attempt. */
static void attempt_notice(struct simulation *sim, const struct notice *notice)
{
	uint32_t world = notice->world.value;
	struct visitor *visitor = visitor_of(sim, world);
	struct attempt attempt = attempt_of(visitor, world);

	if (visitor->state == VISIT_ASKING)
		observers_waited(&sim->observers, &attempt, notice);
	if (notice->kind == NOTICE_START_PLACED) {
		visitor->travels = false;
		if (visitor->state == VISIT_ASKING)
			visitor->state = VISIT_PLACED;
	} else if (visitor->state != VISIT_NONE) {
		attempt_over(sim, world,
			     notice->kind == NOTICE_START_REFUSED
				 ? START_REFUSED
				 : START_ABANDONED);
		attempt_fails(sim, world,
			      visitor->served ? START_SERVED
			      : notice->kind == NOTICE_START_REFUSED
				  ? START_REFUSED
				  : START_ABANDONED);
	}
}

void demand_notice(struct simulation *sim, const struct notice *notice)
{
	uint32_t world = notice->world.value;
	struct visitor *visitor;

	if (notice->kind == NOTICE_START_WAITS) {
		start_waits(sim, notice);
		return;
	}
	visitor = visitor_of(sim, world);
	if (visitor->session == 0 || notice->request != visitor->attempt)
		return;
	switch ((enum notice_kind)notice->kind) {
	case NOTICE_START_QUEUED:
		visitor->queued = true;
		if (visitor->state == VISIT_ASKING)
			enter_phase(sim, world, WAIT_ROOM);
		break;
	case NOTICE_START_PLACED:
	case NOTICE_START_REFUSED:
	case NOTICE_START_ABANDONED:
		attempt_notice(sim, notice);
		break;
	case NOTICE_WORLD_ACTIVE:
		player_plays(sim, world);
		break;
	case NOTICE_RUN_ENDED:
		play_ended(sim, world, (enum reason)notice->reason);
		break;
	default: /* the other notices do not concern players */
		break;
	}
}

void demand_finish(struct simulation *sim)
{
	for (uint32_t world = 1; world <= sim->demand->world_count; world++) {
		const struct visitor *visitor = visitor_of(sim, world);
		struct attempt attempt = attempt_of(visitor, world);

		if (visitor->session != 0)
			observers_session_over(&sim->observers, &attempt,
					       visitor->served ? START_SERVED
							       : START_PENDING);
	}
}
