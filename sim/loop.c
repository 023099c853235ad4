#include "sim/loop.h"

#include <inttypes.h>

#include "engine/questions.h"
#include "sim/simulation.h"
#include "traces/base/times.h"

#define PROGRESS_EVERY 4096 /* instants, or rounds at one of them */
/* Rounds at one instant: so many, and so many a world, are no honest crowd. */
#define ROUNDS_LEAST 100000
#define ROUNDS_OF_WORLD 64
#define ENTRIES_AHEAD 12
#define ENTRIES_NEXT 3

/* --- a round -------------------------------------------------------------- */

static bool audit(struct simulation *sim)
{
	uint64_t seq = engine_next_seq(sim->engine);
	const char *wrong = engine_audit(sim->engine);

	if (wrong == NULL)
		wrong = provider_audit(sim);
	return wrong == NULL || error_set(sim->error, "after input %llu: %s",
					  (unsigned long long)seq - 1, wrong);
}

/* Is an audit due, of those that were asked for? */
static bool audit_is_due(const struct simulation *sim, uint64_t before_seq)
{
	uint32_t every = sim->options->audit_every;

	return every != 0 &&
	       engine_next_seq(sim->engine) / every != before_seq / every;
}

/* The modelled world never asks for what the engine must refuse: whatever it
 * is, a result without it would be wrong. */
static bool input_was_refused(struct simulation *sim, struct input *inputs,
			      uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (inputs[i].seq != 0)
			continue;
		inputs[i].seq = engine_next_seq(sim->engine);
		return error_set(
		    sim->error, "the engine refuses an input (%s): %s",
		    input_kind_name(inputs[i].kind),
		    refusal_name(engine_refuses(sim->engine, &inputs[i])));
	}
	return false;
}

/* Drive one batch.  *taken: its inputs are in the journal and had their effect;
 * otherwise the controller died and they must come again. */
static bool drive_batch(struct simulation *sim, struct input *inputs,
			uint32_t count, bool *taken)
{
	struct deaths *deaths = &sim->deaths;
	uint64_t seq = engine_next_seq(sim->engine);
	enum drive_status status;

	*taken = true;
	status = drive(sim->engine, &sim->ports, sim->now_us, inputs, count,
		       sim->scratch);
	if (status == DRIVE_REFUSED)
		return input_was_refused(sim, inputs, count);
	if (status == DRIVE_JOURNAL_FAILED)
		deaths->died = true;
	if (deaths->died) {
		if (!deaths_revive(sim))
			return false;
		*taken = engine_next_seq(sim->engine) != seq;
	}
	return !audit_is_due(sim, seq) || audit(sim);
}

static bool is_away(const struct simulation *sim)
{
	return deaths_away(&sim->deaths, sim->now_us);
}

/* Is there a reason to give up?  The error says which. */
static bool gives_up(struct simulation *sim)
{
	const struct replication_options *options = sim->options;

	if (options->stop != NULL && atomic_load(options->stop)) {
		(void)error_set(sim->error, "interrupted");
		return true;
	}
	if (sim_failed(sim)) {
		(void)error_set(sim->error, "out of memory");
		return true;
	}
	if (options->progress_permille != NULL)
		atomic_store(options->progress_permille,
			     (unsigned)(1000 * (sim->now_us - sim->begin_us) /
					(sim->to_us - sim->begin_us)));
	return false;
}

/* Where every pause is 0, something may follow itself without end. */
static bool time_goes_on(struct simulation *sim)
{
	uint64_t rounds = ++sim->rounds_here;
	char at[40];

	if (rounds % PROGRESS_EVERY == 0 && gives_up(sim))
		return false;
	return rounds < ROUNDS_LEAST + ROUNDS_OF_WORLD *
					   (uint64_t)sim->trace->world_count ||
	       error_set(sim->error,
			 "time stands still at %s: %" PRIu64
			 " rounds; something happens again after a pause of 0s "
			 "(demand.retry_after, a law of world.*): give it one",
			 time_format(sim->now_us, 0, at, sizeof at), rounds);
}

bool loop_round(struct simulation *sim)
{
	size_t count, first = 0;
	struct input *inputs;
	bool taken;

	if (is_away(sim))
		return true;
	if (!time_goes_on(sim))
		return false;
	inputs = inbox_take(&sim->inbox, &count);
	do {
		size_t batch = count - first;

		if (batch > DRIVE_INPUTS_PER_ROUND)
			batch = DRIVE_INPUTS_PER_ROUND;
		if (!drive_batch(sim, inputs + first, (uint32_t)batch, &taken))
			return false;
		if (taken)
			first += batch;
	} while ((!taken || first < count) && !is_away(sim));
	if (first < count)
		inbox_put_first(&sim->inbox, inputs + first, count - first);
	return !sim->failed || error_set(sim->error, "out of memory");
}

/* --- what is due ---------------------------------------------------------- */

static void operator_answers(struct simulation *sim, uint32_t guard)
{
	inbox_put(&sim->inbox, &(struct input){.kind = INPUT_OPERATOR_RELEASED,
					       .operator_released = {guard}});
}

static void let_happen(struct simulation *sim, const struct event *event)
{
	switch (event->kind) {
	case EVENT_ANSWER:
		provider_answer_due(sim, event->entity);
		break;
	case EVENT_TRANSFER:
		provider_transfer_due(sim, event->entity, event->serial);
		break;
	case EVENT_NODE_READY:
	case EVENT_NODE_FAILS:
	case EVENT_NODE_REPAIRED:
		provider_node_event(sim, event);
		break;
	case EVENT_OPERATOR:
		operator_answers(sim, event->entity);
		break;
	case EVENT_TOP_UP:
		customers_top_up(sim, event->entity);
		break;
	case EVENT_STOP:
	case EVENT_LEAVES_ROOM:
	case EVENT_LEAVES_TRANSFER:
	case EVENT_RETRY:
		demand_event(sim, event);
		break;
	}
}

/* Fetch what the next entries of the calendar will touch. */
static void expect_entries(struct simulation *sim)
{
	struct event next;

	while (calendar_foresee(&sim->calendar, ENTRIES_AHEAD, &next))
		if (next.kind == EVENT_STOP)
			demand_expect(sim, next.entity);
	if (calendar_peek(&sim->calendar, ENTRIES_NEXT, &next) &&
	    next.kind == EVENT_STOP)
		demand_expect_next(sim, next.entity);
}

static size_t take_due(struct simulation *sim, const struct event **due)
{
	size_t count = calendar_take(&sim->calendar, sim->now_us, due);

	if (count > 0)
		expect_entries(sim);
	return count;
}

/* --- an instant ----------------------------------------------------------- */

/* Does anything wait that happens at this instant too? */
static bool goes_on(const struct simulation *sim)
{
	return !inbox_is_empty(&sim->inbox) ||
	       calendar_next_us(&sim->calendar) <= sim->now_us;
}

/* What the calendar says, and what the engine makes of it.  Starts come last:
 * they find the room that stops have left. */
static bool drive_what_is_due(struct simulation *sim)
{
	const struct event *due;
	size_t count = take_due(sim, &due), before_starts = 0;

	while (before_starts < count && due[before_starts].class < CLASS_START)
		let_happen(sim, &due[before_starts++]);
	if (!inbox_is_empty(&sim->inbox) ||
	    engine_wake_at_us(sim->engine) <= sim->now_us) {
		if (!loop_round(sim))
			return false;
	}
	for (size_t i = before_starts; i < count; i++)
		let_happen(sim, &due[i]);
	return true;
}

/* Everything that happens at one instant: first the calendar until it is quiet,
 * then the sessions that begin. */
static bool instant_happens(struct simulation *sim)
{
	do {
		if (!drive_what_is_due(sim))
			return false;
		if (is_away(sim))
			return true;
		if (goes_on(sim))
			continue;
		if (demand_next_start_us(sim) > sim->now_us)
			return true;
		demand_starts_due(sim);
		if (!loop_round(sim))
			return false;
	} while (goes_on(sim));
	return true;
}

/* The same while the controller is away and nothing is driven. */
static void instant_happens_unheard(struct simulation *sim)
{
	do {
		const struct event *due;
		size_t count = take_due(sim, &due);

		for (size_t i = 0; i < count; i++)
			let_happen(sim, &due[i]);
		demand_starts_due(sim);
	} while (calendar_next_us(&sim->calendar) <= sim->now_us);
}

static int64_t earlier_us(int64_t a_us, int64_t b_us)
{
	return a_us < b_us ? a_us : b_us;
}

static int64_t next_instant_us(const struct simulation *sim)
{
	int64_t wake_us = deaths_returns(&sim->deaths)
			      ? sim->deaths.back_at_us
			      : engine_wake_at_us(sim->engine);
	int64_t next_us = earlier_us(calendar_next_us(&sim->calendar), wake_us);

	next_us = earlier_us(next_us, demand_next_start_us(sim));
	return next_us < sim->now_us ? sim->now_us : next_us;
}

/* --- the run -------------------------------------------------------------- */

static bool drive_instant(struct simulation *sim)
{
	if (is_away(sim)) {
		instant_happens_unheard(sim);
		return true;
	}
	if (deaths_returns(&sim->deaths) && !deaths_come_back(sim))
		return false;
	return instant_happens(sim);
}

/* Without a warm-up nothing has run up. */
static void window_begins(struct simulation *sim)
{
	sim->in_window = true;
	if (sim->from_us > sim->begin_us)
		observers_run_up(&sim->observers, sim->engine,
				 sim->trace->world_count, sim->from_us, -1);
	observers_window_begins(&sim->observers);
}

bool loop_run(struct simulation *sim)
{
	for (uint32_t instants = 1;; instants++) {
		int64_t next_us = next_instant_us(sim);

		if (!sim->in_window && next_us >= sim->from_us)
			window_begins(sim);
		if (next_us >= sim->to_us)
			return true;
		if (next_us > sim->now_us)
			sim->rounds_here = 0;
		sim->now_us = next_us;
		if (!drive_instant(sim))
			return false;
		observers_instant(&sim->observers);
		if (instants % PROGRESS_EVERY == 0 && gives_up(sim))
			return false;
	}
}
