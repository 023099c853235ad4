#include "sim/replication.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/attribution.h"
#include "sim/offered.h"
#include "sim/own_trace.h"
#include "sim/record_why.h"
#include "sim/simulation.h"
#include "traces/base/engine_heap.h"
#include "traces/model/resample.h"

#define COMMANDS_PENDING_MAX 65536
#define NODES_SPARE 64 /* slots of nodes that are on their way out */
#define PROGRESS_EVERY 4096

/* --- what the parts of the world call ------------------------------------- */

void sim_schedule(struct simulation *sim, int64_t at_us, enum event_kind kind,
		  uint32_t serial, uint32_t entity)
{
	struct timer timer = {at_us, entity,
			      (uint32_t)kind | (serial & 0xffffff) << 8};

	if (!timers_push(sim->calendar.timers, timer))
		sim->failed = true;
}

void sim_random(struct simulation *sim, enum random_purpose purpose,
		uint64_t entity, uint64_t index, struct random_stream *out)
{
	const struct random_key key = {
	    .seed = sim->scenario->seed,
	    .replication = sim->options->replication,
	    .purpose = (uint32_t)purpose,
	    .entity = entity,
	    .index = index,
	};

	sim->drawn |= UINT32_C(1) << purpose;
	random_open(out, &key);
}

int64_t sim_draw_us(struct simulation *sim, const struct law *law,
		    enum random_purpose purpose, uint64_t entity,
		    uint64_t index)
{
	struct random_stream stream;
	double seconds;

	if (law->kind == LAW_FIXED)
		return (int64_t)llround((law->a + law->shift) * 1e6);
	sim_random(sim, purpose, entity, index, &stream);
	seconds = law_draw(law, &stream);
	return seconds <= 0 ? 0 : (int64_t)llround(seconds * 1e6);
}

int64_t sim_draw_world_us(struct simulation *sim, const struct law *law,
			  enum random_purpose purpose, uint32_t world,
			  uint64_t index)
{
	uint64_t entity = law->kind == LAW_FIXED
			      ? 0
			      : sim->trace->worlds[world - 1].name_hash;

	return sim_draw_us(sim, law, purpose, entity, index);
}

void sim_input(struct simulation *sim, const struct input *input)
{
	if (sim->input_count == sim->input_capacity) {
		uint32_t capacity =
		    sim->input_capacity == 0 ? 1024 : 2 * sim->input_capacity;
		struct input *inputs =
		    realloc(sim->inputs, capacity * sizeof *inputs);

		if (inputs == NULL) {
			sim->failed = true;
			return;
		}
		sim->inputs = inputs;
		sim->input_capacity = capacity;
	}
	sim->inputs[sim->input_count++] = *input;
}

/* --- ports ---------------------------------------------------------------- */

static int port_record(void *context, const struct input *input)
{
	const struct simulation *sim = context;
	const struct journal_port *journal = sim->options->journal;

	return journal->record(journal->context, input);
}

static int port_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	const struct simulation *sim = context;
	const struct journal_port *journal = sim->options->journal;
	int status = journal->commit(journal->context, last_seq, trail);

	if (status == 0 && journal->committed != NULL)
		status = journal->committed(journal->context, sim->engine);
	return status;
}

void sim_command(void *context, const struct command *command)
{
	struct simulation *sim = context;
	const struct death_port *deaths = sim->options->deaths;

	if (deaths != NULL && !sim->died)
		sim->died = deaths->dies(deaths->context, command);
	if (!sim->died)
		provider_execute(sim, command);
}

void sim_notice(void *context, const struct notice *notice)
{
	struct simulation *sim = context;

	recorder_notice(sim, notice);
	switch ((enum notice_kind)notice->kind) {
	case NOTICE_BALANCE_LOW:
		customers_notice(sim, notice);
		break;
	case NOTICE_START_REFUSED:
		customers_notice(sim, notice);
		demand_notice(sim, notice);
		break;
	case NOTICE_START_QUEUED:
	case NOTICE_START_PLACED:
	case NOTICE_START_ABANDONED:
	case NOTICE_WORLD_ACTIVE:
	case NOTICE_RUN_ENDED:
		demand_notice(sim, notice);
		break;
	case NOTICE_WORLD_STATE:
		demand_world_state(sim, notice);
		break;
	case NOTICE_GUARD:
		if (notice->value == 1 &&
		    sim->scenario->world.operator_answers_us != TIME_NEVER_US)
			sim_schedule(
			    sim,
			    sim->now_us +
				sim->scenario->world.operator_answers_us,
			    EVENT_OPERATOR, 0, notice->detail);
		break;
	default: /* the others concern only the recorder */
		break;
	}
}

/* --- the loop ------------------------------------------------------------- */

static bool audit(struct simulation *sim, uint64_t before_seq)
{
	uint32_t every = sim->options->audit_every;
	uint64_t seq = engine_next_seq(sim->engine);
	const char *wrong;

	if (every == 0 || seq / every == before_seq / every)
		return true;
	wrong = engine_audit(sim->engine);
	if (wrong == NULL)
		wrong = provider_audit(sim);
	return wrong == NULL || error_set(sim->error, "after input %llu: %s",
					  (unsigned long long)seq - 1, wrong);
}

/* The modelled world never asks for what the engine must refuse: whatever it
 * is, a result without it would be wrong. */
static bool tell_refused(struct simulation *sim, struct input *inputs,
			 uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (inputs[i].seq != 0)
			continue;
		inputs[i].seq = engine_next_seq(sim->engine);
		return error_set(
		    sim->error, "the engine refuses an input (%s): %s",
		    input_kind_name(inputs[i].kind),
		    engine_status_name(engine_check(sim->engine, &inputs[i])));
	}
	return false;
}

/* Drive one batch.  *taken: its inputs are in the journal and had their effect;
 * otherwise the controller died and they must come again. */
static bool drive_batch(struct simulation *sim, struct input *inputs,
			uint32_t count, bool *taken)
{
	uint64_t seq = engine_next_seq(sim->engine);

	enum drive_status status;

	*taken = true;
	status = drive(sim->engine, &sim->ports, sim->now_us, inputs, count,
		       sim->scratch);
	if (status == DRIVE_REFUSED)
		return tell_refused(sim, inputs, count);
	if (status == DRIVE_JOURNAL_FAILED)
		sim->died = true;
	else
		sim->heard_seq = engine_next_seq(sim->engine) - 1;
	if (sim->died) {
		if (!deaths_revive(sim))
			return false;
		*taken = engine_next_seq(sim->engine) != seq;
	}
	return audit(sim, seq);
}

/* Nobody listens any more: these come before what was collected since. */
static void put_back(struct simulation *sim, const struct input *inputs,
		     uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		sim_input(sim, &inputs[i]); /* makes room */
	memmove(sim->inputs + count, sim->inputs,
		(sim->input_count - count) * sizeof *inputs);
	memcpy(sim->inputs, inputs, count * sizeof *inputs);
}

/* Feed what was collected, then whatever wake is due.  What the notices and
 * answers of this round bring is collected for the next one. */
static bool drive_round(struct simulation *sim)
{
	struct input *inputs = sim->inputs;
	uint32_t count = sim->input_count, capacity = sim->input_capacity;
	uint32_t first = 0;
	bool taken;

	if (deaths_away(sim))
		return true;
	sim->inputs = sim->spare_inputs;
	sim->input_capacity = sim->spare_capacity;
	sim->input_count = 0;
	sim->spare_inputs = inputs;
	sim->spare_capacity = capacity;
	do {
		uint32_t batch = count - first;

		if (batch > DRIVE_INPUTS_PER_ROUND)
			batch = DRIVE_INPUTS_PER_ROUND;
		if (!drive_batch(sim, inputs + first, batch, &taken))
			return false;
		if (taken)
			first += batch;
	} while ((!taken || first < count) && !deaths_away(sim));
	if (first < count)
		put_back(sim, inputs + first, count - first);
	if (sim->failed)
		return error_set(sim->error, "out of memory");
	return true;
}

static uint32_t kind_of(const struct timer *timer)
{
	return timer->kind & 0xff;
}

/* Order of inputs at one instant: answers, node events, stops, expiries,
 * starts; by id. */
#define CLASS_START 4

static int class_of(const struct timer *timer)
{
	switch ((enum event_kind)kind_of(timer)) {
	case EVENT_ANSWER:
	case EVENT_TRANSFER:
		return 0;
	case EVENT_NODE_READY:
	case EVENT_NODE_FAILS:
	case EVENT_NODE_REPAIRED:
	case EVENT_OPERATOR:
		return 1;
	case EVENT_STOP:
		return 2;
	case EVENT_PATIENCE:
	case EVENT_TOP_UP:
		return 3;
	case EVENT_RETRY:
		break;
	}
	return CLASS_START;
}

static void happen(struct simulation *sim, const struct timer *timer)
{
	enum event_kind kind = (enum event_kind)kind_of(timer);
	uint32_t serial = timer->kind >> 8;

	switch (kind) {
	case EVENT_ANSWER:
		provider_answer_due(sim, timer->entity);
		break;
	case EVENT_TRANSFER:
		transfers_due(sim, serial);
		break;
	case EVENT_NODE_READY:
	case EVENT_NODE_FAILS:
	case EVENT_NODE_REPAIRED:
		provider_node_event(sim, kind, timer->entity);
		break;
	case EVENT_OPERATOR:
		sim_input(
		    sim, &(struct input){.kind = INPUT_OPERATOR_RELEASED,
					 .operator_released = {timer->entity}});
		break;
	case EVENT_TOP_UP:
		customers_top_up(sim, timer->entity);
		break;
	case EVENT_STOP:
	case EVENT_PATIENCE:
	case EVENT_RETRY:
		demand_event(sim, kind, timer->entity, serial);
		break;
	}
}

#define DUE_MAX 1024
#define ENTRIES_AHEAD 12
#define ENTRIES_NEXT 3

/* By which an entry stands among its like: the command it answers, the world or
 * the node. */
static uint64_t id_of(const struct simulation *sim, const struct timer *timer)
{
	return kind_of(timer) == EVENT_ANSWER
		   ? provider_answered_id(sim, timer->entity)
		   : timer->entity;
}

static bool before(const struct simulation *sim, const struct timer *a,
		   const struct timer *b)
{
	int left = class_of(a), right = class_of(b);

	if (left != right)
		return left < right;
	return id_of(sim, a) < id_of(sim, b);
}

/* Fetch what the next entries of the calendar will touch. */
static void expect_entries(struct simulation *sim)
{
	struct timer next;

	while (timers_foresee(sim->calendar.timers, ENTRIES_AHEAD, &next))
		if (kind_of(&next) == EVENT_STOP)
			demand_expect(sim, next.entity);
	if (timers_peek(sim->calendar.timers, ENTRIES_NEXT, &next) &&
	    kind_of(&next) == EVENT_STOP)
		demand_expect_next(sim, next.entity);
}

/* Entries due now, sorted by class and id.  Nearly always one. */
static uint32_t take_due(struct simulation *sim, struct timer *due)
{
	struct timer timer;
	uint32_t count = 0;

	while (count < DUE_MAX &&
	       timers_pop(sim->calendar.timers, sim->now_us, &due[count])) {
		uint32_t at = count++;

		timer = due[at];

		for (; at > 0 && before(sim, &timer, &due[at - 1]); at--)
			due[at] = due[at - 1];
		due[at] = timer;
		expect_entries(sim);
	}
	return count;
}

static bool session_is_due(const struct simulation *sim)
{
	return sim->next_session < sim->trace->session_count &&
	       sim->trace->sessions[sim->next_session].start_us <= sim->now_us;
}

/* Everything that happens at one instant. */
static bool instant(struct simulation *sim)
{
	struct timer due[DUE_MAX];

	for (;;) {
		uint32_t count = take_due(sim, due);
		uint32_t i = 0;

		for (; i < count && class_of(&due[i]) < CLASS_START; i++)
			happen(sim, &due[i]);
		if (sim->input_count > 0 ||
		    engine_wake_at_us(sim->engine) <= sim->now_us) {
			if (!drive_round(sim))
				return false;
		}
		for (; i < count; i++)
			happen(sim, &due[i]);
		if (deaths_away(sim))
			return true;
		if (sim->input_count > 0 ||
		    timers_next_us(sim->calendar.timers) <= sim->now_us)
			continue;
		if (!session_is_due(sim))
			return true;
		demand_starts_due(sim);
		if (!drive_round(sim))
			return false;
		if (sim->input_count == 0 &&
		    timers_next_us(sim->calendar.timers) > sim->now_us)
			return true;
	}
}

/* Everything that happens at one instant while nobody drives. */
static void instant_alone(struct simulation *sim)
{
	struct timer due[DUE_MAX];

	do {
		uint32_t count = take_due(sim, due);

		for (uint32_t i = 0; i < count; i++)
			happen(sim, &due[i]);
		if (session_is_due(sim))
			demand_starts_due(sim);
	} while (timers_next_us(sim->calendar.timers) <= sim->now_us);
}

static int64_t next_instant(const struct simulation *sim)
{
	int64_t next_us = timers_next_us(sim->calendar.timers);
	int64_t wake_us = engine_wake_at_us(sim->engine);

	if (sim->back_at_us != 0)
		wake_us = sim->back_at_us;
	if (wake_us < next_us)
		next_us = wake_us;
	if (sim->next_session < sim->trace->session_count &&
	    sim->trace->sessions[sim->next_session].start_us < next_us)
		next_us = sim->trace->sessions[sim->next_session].start_us;
	return next_us < sim->now_us ? sim->now_us : next_us;
}

static bool interrupted(struct simulation *sim, uint32_t round)
{
	const struct replication_options *options = sim->options;

	if (round % PROGRESS_EVERY != 0)
		return false;
	if (options->progress_permille != NULL)
		atomic_store(options->progress_permille,
			     (unsigned)(1000 * (sim->now_us - sim->begin_us) /
					(sim->to_us - sim->begin_us)));
	if (options->stop == NULL || !atomic_load(options->stop))
		return false;
	(void)error_set(sim->error, "interrupted");
	return true;
}

static bool run(struct simulation *sim)
{
	bool in_window = false;

	for (uint32_t round = 1;; round++) {
		int64_t next_us = next_instant(sim);

		if (!in_window && next_us >= sim->from_us) {
			in_window = true;
			recorder_window_begins(sim);
		}
		if (next_us >= sim->to_us)
			return true;
		sim->now_us = next_us;
		if (deaths_away(sim))
			instant_alone(sim);
		else if ((sim->back_at_us != 0 && !deaths_come_back(sim)) ||
			 !instant(sim))
			return false;
		recorder_instant(sim);
		if (interrupted(sim, round))
			return false;
	}
}

/* --- set up --------------------------------------------------------------- */

static void set_limits(struct simulation *sim)
{
	struct engine_limits *limits = &sim->config.limits;
	uint32_t dedicated = 0;

	for (uint32_t i = 0; i < sim->config.node_type_count; i++)
		dedicated += sim->config.dedicated_count[i];
	limits->worlds_max =
	    sim->trace->world_count > 0 ? sim->trace->world_count : 1;
	limits->accounts_max =
	    sim->trace->account_count > 0 ? sim->trace->account_count : 1;
	limits->nodes_max =
	    dedicated + sim->config.policy.cloud_max + NODES_SPARE;
	limits->commands_pending_max = COMMANDS_PENDING_MAX - 1;
	sim->config.begin_us = sim->begin_us;
}

static bool open_calendar(struct simulation *sim)
{
	/* two entries a world (stop, and patience or retry), stale ones of
	 * earlier attempts, answers under way, and a few a node */
	uint64_t capacity = 4 * (uint64_t)sim->trace->world_count +
			    COMMANDS_PENDING_MAX +
			    16 * (uint64_t)sim->config.limits.nodes_max;

	if (sim->scenario->accounts.prepaid) /* top-ups under way */
		capacity += 8 * (uint64_t)sim->config.limits.accounts_max;

	sim->calendar.capacity = (uint32_t)capacity;
	sim->calendar.memory = engine_heap.allocate(
	    NULL, timers_size_bytes(sim->calendar.capacity));
	if (sim->calendar.memory == NULL)
		return false;
	sim->calendar.timers =
	    timers_init(sim->calendar.memory, sim->calendar.capacity);
	return true;
}

static size_t visitors_bytes(const struct simulation *sim)
{
	return ((size_t)sim->trace->world_count + 1) * sizeof *sim->visitors;
}

static bool open_all(struct simulation *sim)
{
	enum engine_status status;

	set_limits(sim);
	sim->visitors = engine_heap.allocate(NULL, visitors_bytes(sim));
	sim->scratch = malloc(sizeof *sim->scratch);
	sim->transfers = transfers_open(&sim->scenario->world.transfers);
	sim->stock = stock_open(sim);
	sim->recorder = recorder_open(sim);
	sim->attribution =
	    sim->options->breakdown ? attribution_open(sim) : NULL;
	sim->delays = sim->options->breakdown ? delays_open(sim) : NULL;
	if (sim->visitors == NULL || sim->scratch == NULL ||
	    sim->transfers == NULL || sim->stock == NULL ||
	    sim->recorder == NULL ||
	    (sim->options->breakdown && sim->attribution == NULL) ||
	    (sim->options->breakdown && sim->delays == NULL) ||
	    !record_money_open(sim) || !open_calendar(sim) ||
	    !provider_open(sim))
		return error_set(sim->error, "out of memory");
	if (!record_why_open(sim))
		return false;
	drive_scratch_init(sim->scratch, recorder_mask(sim) | demand_mask(sim));
	status = engine_create(&sim->config, &engine_heap, &sim->engine);
	if (status != ENGINE_OK)
		return error_set(sim->error, "the engine cannot be made: %s",
				 engine_status_name(status));
	sim->ports = (struct driver_ports){
	    .context = sim,
	    .record = sim->options->journal != NULL ? port_record : NULL,
	    .commit = sim->options->journal != NULL ? port_commit : NULL,
	    .execute = sim_command,
	    .notify = sim_notice,
	};
	if (sim->options->journal != NULL &&
	    sim->options->journal->begin != NULL &&
	    sim->options->journal->begin(sim->options->journal->context,
					 &sim->config, sim->engine) != 0)
		return error_set(sim->error, "the journal cannot be begun");
	return true;
}

static void close_all(struct simulation *sim)
{
	engine_destroy(sim->engine);
	recorder_close(sim->recorder);
	attribution_close(sim->attribution);
	delays_close(sim->delays);
	record_money_close(sim);
	record_why_close(sim->why);
	stock_close(sim->stock);
	transfers_close(sim->transfers);
	provider_close(sim);
	customers_close(sim);
	if (sim->calendar.memory != NULL)
		engine_heap.release(NULL, sim->calendar.memory,
				    timers_size_bytes(sim->calendar.capacity));
	engine_heap.release(NULL, sim->visitors, visitors_bytes(sim));
	free(sim->scratch);
	free(sim->inputs);
	free(sim->spare_inputs);
}

/* The dedicated nodes say hello and the worlds of the trace are registered. */
static bool begin(struct simulation *sim)
{
	const struct workload *workload = &sim->scenario->workload;
	uint32_t node = 1;

	for (uint32_t type = 0; type < sim->config.node_type_count; type++)
		for (uint32_t i = 0; i < sim->config.dedicated_count[type]; i++)
			provider_dedicated(sim, node++, (uint16_t)type);
	if (!customers_open(sim))
		return error_set(sim->error, "out of memory");
	for (uint32_t i = 0; i < sim->trace->world_count; i++) {
		const struct trace_world *world = &sim->trace->worlds[i];

		sim->visitors[i + 1].ram_mib = world->ram_mib;
		sim_input(sim,
			  &(struct input){
			      .kind = INPUT_WORLD_REGISTERED,
			      .world = {
				  .world = {i + 1},
				  .account = {world->account + 1},
				  .ram_mib = world->ram_mib,
				  .cpu_milli = world->cpu_milli,
				  .disk_mib = world->disk_mib,
				  .idle_stop_s = sim->trace->has_players
						     ? workload->idle_stop_s
						     : 0,
				  .has_archive = !workload->first_seen_new &&
						 !world->is_new,
			      }});
	}
	return drive_round(sim);
}

static struct random_key resample_key(const struct scenario *scenario,
				      const struct replication_options *options)
{
	return (struct random_key){.seed = scenario->seed,
				   .replication = options->replication};
}

/* What chance decides before the run begins. */
static uint32_t drawn_by(const struct scenario *scenario)
{
	if (scenario->workload.kind == WORKLOAD_COUNTS)
		return UINT32_C(1) << RANDOM_COUNTS;
	if (scenario->workload.kind == WORKLOAD_GENERATE)
		return UINT32_C(1) << RANDOM_GENERATE_DAY;
	return scenario->workload.resample_worlds
		   ? UINT32_C(1) << RANDOM_RESAMPLE
		   : 0;
}

bool replication_run(const struct scenario *scenario,
		     const struct trace *sessions,
		     const struct replication_options *options,
		     struct figures *out, struct error_text *error)
{
	struct trace drawn = {0};
	struct figures about_trace = {0};
	struct simulation *sim = calloc(1, sizeof *sim);
	bool good = false;

	*out = (struct figures){0};
	if (sim == NULL)
		return error_set(error, "out of memory");
	if (sessions == NULL
		? !own_trace(scenario, options->replication, &drawn,
			     &about_trace, error)
		: scenario->workload.resample_worlds &&
		      !trace_resample(sessions, resample_key(scenario, options),
				      &drawn, error))
		goto out;
	if (sessions != NULL && scenario->workload.resample_worlds)
		sessions = NULL;
	sim->scenario = scenario;
	sim->options = options;
	sim->trace = sessions != NULL ? sessions : &drawn;
	sim->drawn = drawn_by(scenario);
	sim->config = scenario->engine;
	sim->error = error;
	sim->begin_us = scenario->from_us - scenario->warm_up_us;
	sim->now_us = sim->begin_us;
	sim->from_us = scenario->from_us;
	sim->to_us = scenario->to_us;
	if (options->offered &&
	    !offered_peak(sim->trace, scenario, &about_trace.offered)) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	if (open_all(sim) && begin(sim) && run(sim)) {
		recorder_finish(sim, out);
		out->counts = about_trace.counts;
		out->sessions = about_trace.sessions;
		out->offered = about_trace.offered;
		if (options->digest)
			out->digest = engine_digest(sim->engine);
		good = !sim->failed || error_set(error, "out of memory");
	}
	close_all(sim);
out:
	trace_release(&drawn);
	free(sim);
	return good;
}
