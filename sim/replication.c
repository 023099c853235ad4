#include "sim/replication.h"

#include <stdlib.h>

#include "sim/attribution.h"
#include "sim/kpi.h"
#include "sim/loop.h"
#include "sim/offered.h"
#include "sim/own_trace.h"
#include "sim/ports.h"
#include "sim/record_bound.h"
#include "sim/record_counts.h"
#include "sim/record_ledger.h"
#include "sim/record_levels.h"
#include "sim/record_money.h"
#include "sim/record_nodes.h"
#include "sim/record_starts.h"
#include "sim/record_why.h"
#include "sim/simulation.h"
#include "sim/sleepers.h"
#include "traces/base/engine_heap.h"
#include "traces/model/resample.h"

#define COMMANDS_PENDING_MAX 65536
#define NODES_SPARE 64 /* slots of nodes that are on their way out */

/* --- the parts ------------------------------------------------------------ */

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

/* Two entries a world (stop, and patience or retry), stale ones of earlier
 * attempts, and a few a node; it grows if that is too little. */
static bool open_calendar(struct simulation *sim)
{
	uint64_t capacity = 4 * (uint64_t)sim->trace->world_count +
			    COMMANDS_PENDING_MAX +
			    16 * (uint64_t)sim->config.limits.nodes_max;

	return calendar_open(
	    &sim->calendar, (uint32_t)capacity,
	    (struct answer_ids){&sim->answers, answers_command});
}

static bool open_world(struct simulation *sim)
{
	sim->provider = provider_open(sim);
	sim->demand = demand_open(sim);
	if (sim->scenario->accounts.prepaid) {
		sim->customers = customers_open(sim);
		if (sim->customers == NULL)
			return false;
	}
	return sim->provider != NULL && sim->demand != NULL;
}

/* In the order in which they hear things: the books before those who divide
 * them. */
static bool open_observers(struct simulation *sim)
{
	record_counts_open(sim);
	record_nodes_open(sim);
	if (!record_levels_open(sim) || !record_starts_open(sim) ||
	    !record_money_open(sim) || !record_bound_open(sim))
		return false;
	record_ledger_open(sim);
	return !sim->options->breakdown || attribution_open(sim);
}

static bool open_engine(struct simulation *sim)
{
	enum engine_status status;

	sim->scratch = malloc(sizeof *sim->scratch);
	if (sim->scratch == NULL)
		return error_set(sim->error, "out of memory");
	status = engine_create(&sim->config, &engine_heap, &sim->engine);
	return status == ENGINE_OK ||
	       error_set(sim->error, "the engine cannot be made: %s",
			 engine_status_name(status));
}

static bool open_all(struct simulation *sim)
{
	set_limits(sim);
	if (!open_calendar(sim) || !open_world(sim) || !open_observers(sim))
		return error_set(sim->error, "out of memory");
	return record_why_open(sim) && open_engine(sim) && ports_open(sim);
}

static void close_all(struct simulation *sim)
{
	engine_destroy(sim->engine);
	free(sim->scratch);
	observers_close(&sim->observers);
	node_lives_close(&sim->lives);
	customers_close(sim->customers);
	demand_close(sim->demand);
	provider_close(sim->provider);
	answers_close(&sim->answers);
	inbox_close(&sim->inbox);
	calendar_close(&sim->calendar);
}

/* --- the first round ------------------------------------------------------ */

static void boot_dedicated(struct simulation *sim)
{
	uint32_t node = 1;

	for (uint32_t type = 0; type < sim->config.node_type_count; type++)
		for (uint32_t i = 0; i < sim->config.dedicated_count[type]; i++)
			provider_dedicated(sim, node++, (uint16_t)type);
}

static void register_world(struct simulation *sim, uint32_t index)
{
	const struct workload *workload = &sim->scenario->workload;
	const struct trace_world *world = &sim->trace->worlds[index];

	inbox_put(
	    &sim->inbox,
	    &(struct input){
		.kind = INPUT_WORLD_REGISTERED,
		.world = {
		    .world = {index + 1},
		    .account = {world->account + 1},
		    .ram_mib = world->ram_mib,
		    .cpu_milli = world->cpu_milli,
		    .disk_mib = world->disk_mib,
		    .idle_stop_s =
			sim->trace->has_players ? workload->idle_stop_s : 0,
		    .has_archive = !workload->first_seen_new && !world->is_new,
		}});
}

/* The dedicated nodes say hello, accounts are opened, the worlds of the trace
 * are registered, and those that sleep are found. */
static bool begin_run(struct simulation *sim)
{
	boot_dedicated(sim);
	if (sim->customers != NULL)
		customers_begin(sim);
	for (uint32_t i = 0; i < sim->trace->world_count; i++)
		register_world(sim, i);
	if (!sleepers_tell(sim))
		return error_set(sim->error, "out of memory");
	return loop_round(sim);
}

/* --- the result ----------------------------------------------------------- */

static bool finish_run(struct simulation *sim)
{
	struct figures *f = sim->figures;

	sim->in_window = false; /* what is counted now happened before */
	demand_finish(sim);
	observers_run_up(&sim->observers, sim->engine, sim->trace->world_count,
			 sim->to_us, 1);
	observers_finish(&sim->observers);
	f->replication = sim->options->replication;
	f->window_hours = (double)(sim->to_us - sim->from_us) / 3.6e9;
	f->parts = kpi_parts(sim->scenario);
	f->drawn = sim->draws.purposes;
	f->trail = engine_trail(sim->engine);
	f->inputs = engine_next_seq(sim->engine) - 1;
	if (sim->options->digest)
		f->digest = engine_digest(sim->engine);
	if (sim->options->detail)
		node_lives_give(&sim->lives, f);
	return !sim_failed(sim) || error_set(sim->error, "out of memory");
}

/* --- the demand ----------------------------------------------------------- */

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

/* The sessions of this replication: drawn, resampled, or those that all share.
 * *own is the caller's to release. */
static bool choose_trace(struct simulation *sim, const struct trace *sessions,
			 struct trace *own)
{
	const struct scenario *scenario = sim->scenario;
	struct figures *figures = sim->figures;

	sim->trace = own;
	if (sessions == NULL)
		return own_trace(scenario, sim->options->replication, own,
				 &figures->sessions,
				 sim->options->detail ? &figures->counts : NULL,
				 sim->error);
	if (scenario->workload.resample_worlds)
		return trace_resample(sessions,
				      resample_key(scenario, sim->options), own,
				      sim->error);
	sim->trace = sessions;
	return true;
}

static bool find_peak(struct simulation *sim)
{
	return !sim->options->offered ||
	       offered_peak(sim->trace, sim->scenario,
			    &sim->figures->offered) ||
	       error_set(sim->error, "out of memory");
}

static struct draws draws_of(const struct simulation *sim)
{
	return (struct draws){.seed = sim->scenario->seed,
			      .replication = sim->options->replication,
			      .purposes = drawn_by(sim->scenario),
			      .worlds = sim->trace->worlds};
}

/* Who is in the rows is told by the trace, which must last as long as they. */
static void keep_trace(struct simulation *sim, struct trace *own)
{
	if (!sim->options->detail)
		return;
	if (sim->trace != own) {
		sim->figures->trace = sim->trace;
		return;
	}
	sim->figures->own_trace = *own;
	*own = (struct trace){0};
}

bool replication_run(const struct scenario *scenario,
		     const struct trace *sessions,
		     const struct replication_options *options,
		     struct figures *out, struct error_text *error)
{
	struct simulation *sim = calloc(1, sizeof *sim);
	struct trace own = {0};
	bool good;

	*out = (struct figures){0};
	if (sim == NULL)
		return error_set(error, "out of memory");
	sim->scenario = scenario;
	sim->options = options;
	sim->config = scenario->engine;
	sim->figures = out;
	sim->error = error;
	sim->begin_us = scenario->from_us - scenario->warm_up_us;
	sim->now_us = sim->begin_us;
	sim->from_us = scenario->from_us;
	sim->to_us = scenario->to_us;
	good = choose_trace(sim, sessions, &own) && find_peak(sim);
	if (good) {
		sim->draws = draws_of(sim);
		good = open_all(sim) && begin_run(sim) && loop_run(sim) &&
		       finish_run(sim);
		close_all(sim);
		keep_trace(sim, &own);
	}
	trace_release(&own);
	free(sim);
	if (!good)
		figures_release(out);
	return good;
}
