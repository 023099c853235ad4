#include "sim/run.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/kit/arithmetic.h"
#include "sim/offered.h"
#include "sim/own_trace.h"
#include "sim/progress.h"
#include "sim/recorded.h"

#define SLOT_US (5 * US_PER_MINUTE)
#define SLOTS_MAX 2016
#define POLL_NS 50000000L
#define BAR_AFTER_S 2.0

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- the workers ---------------------------------------------------------- */

struct pool {
	const struct scenario *scenario;
	const struct trace *sessions;
	const struct run_options *options;
	struct figures *figures;
	uint32_t count;
	bool detail;
	int64_t slot_us;
	atomic_uint next, done;
	atomic_bool give_up;
	atomic_uint *permille;
	pthread_mutex_t lock; /* of error */
	struct error_text *error;
};

static bool pool_is_stopped(const struct pool *pool)
{
	return atomic_load(&pool->give_up) ||
	       (pool->options->stop != NULL &&
		atomic_load(pool->options->stop));
}

static void *run_replications(void *context)
{
	struct pool *pool = context;
	unsigned i;

	while (!pool_is_stopped(pool) &&
	       (i = atomic_fetch_add(&pool->next, 1)) < pool->count) {
		struct error_text error = {""};
		struct replication_options options = {
		    .replication = i,
		    .detail = pool->detail && i == 0,
		    .offered = pool->options->with_static,
		    .breakdown = pool->detail,
		    .promise = true,
		    .slot_us = pool->slot_us,
		    .journal = pool->options->journal,
		    .why = pool->options->why,
		    .why_only = pool->options->why_only,
		    .stop = pool->options->stop,
		    .progress_permille = &pool->permille[i],
		};

		if (!replication_run(pool->scenario, pool->sessions, &options,
				     &pool->figures[i], &error)) {
			atomic_store(&pool->give_up, true);
			(void)pthread_mutex_lock(&pool->lock);
			(void)error_set(pool->error, "%s", error.text);
			(void)pthread_mutex_unlock(&pool->lock);
		}
		atomic_store(&pool->permille[i], 1000);
		atomic_fetch_add(&pool->done, 1);
	}
	return NULL;
}

static void draw_bar(const struct pool *pool, double elapsed_s)
{
	const struct scenario *scenario = pool->scenario;
	struct progress progress = {
	    .what = progress_word(scenario->to_us - scenario->from_us),
	    .done = atomic_load(&pool->done),
	    .count = pool->count,
	    .elapsed_s = elapsed_s,
	};
	char line[PROGRESS_WIDTH + 1];
	uint64_t sum = 0;

	if (pool->count == 0)
		return;
	for (uint32_t i = 0; i < pool->count; i++)
		sum += atomic_load(&pool->permille[i]);
	progress.share = (double)sum / (1000.0 * pool->count);
	(void)fprintf(stderr, "\r%s", progress_line(&progress, line));
	(void)fflush(stderr);
}

static void watch_pool(const struct pool *pool, double started_s)
{
	const struct timespec pause = {.tv_nsec = POLL_NS};
	bool drawn = false;

	while (atomic_load(&pool->done) < pool->count &&
	       !pool_is_stopped(pool)) {
		(void)nanosleep(&pause, NULL);
		if (seconds_now() - started_s > BAR_AFTER_S) {
			draw_bar(pool, seconds_now() - started_s);
			drawn = true;
		}
	}
	if (drawn)
		(void)fprintf(stderr, "\r%*s\r", PROGRESS_WIDTH, "");
}

static uint32_t thread_count(const struct run_options *options, uint32_t count)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	uint32_t jobs = options->jobs != 0 ? options->jobs
			: cores > 0	   ? (uint32_t)cores
					   : 1;

	return jobs < count ? jobs : count;
}

static bool run_all(struct pool *pool)
{
	uint32_t threads = thread_count(pool->options, pool->count);
	pthread_t *ids = calloc(threads, sizeof *ids);
	double started_s = seconds_now();
	uint32_t running = 0;

	pool->permille = calloc(pool->count, sizeof *pool->permille);
	if (ids == NULL || pool->permille == NULL) {
		free(ids);
		free(pool->permille);
		return error_set(pool->error, "out of memory");
	}
	(void)pthread_mutex_init(&pool->lock, NULL);
	while (running < threads &&
	       pthread_create(&ids[running], NULL, run_replications, pool) == 0)
		running++;
	if (running == 0)
		(void)error_set(pool->error, "no thread can be started");
	else if (pool->options->progress)
		watch_pool(pool, started_s);
	for (uint32_t i = 0; i < running; i++)
		(void)pthread_join(ids[i], NULL);
	(void)pthread_mutex_destroy(&pool->lock);
	free(ids);
	free(pool->permille);
	if (pool->options->stop != NULL && atomic_load(pool->options->stop))
		(void)error_set(pool->error, "interrupted");
	return pool->error->text[0] == '\0';
}

/* --- the static fleet ----------------------------------------------------- */

/* Enough nodes of the first dedicated type for what any of the nights asks for
 * at once, whatever the tested policy made of it. */
static uint32_t nodes_for(const struct run *run)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t nodes = offered_nodes(run->scenario, run->fixed_type,
					       &run->figures[i].offered);

		most = nodes > most ? nodes : most;
	}
	return most;
}

static bool has_static_fleet(const struct scenario *scenario, uint16_t *type)
{
	if (scenario->engine.policy.offer_count == 0 ||
	    scenario->engine.policy.cloud_max == 0)
		return false;
	for (*type = 0; *type < scenario->engine.node_type_count; (*type)++)
		if (scenario->engine.dedicated_count[*type] != 0)
			return true;
	return false;
}

static bool run_static(struct run *run, const struct trace *sessions,
		       const struct run_options *options,
		       struct error_text *error)
{
	struct scenario fixed = *run->scenario; /* borrows its strings */
	struct run_options quiet = *options;
	struct pool pool = {.scenario = &fixed,
			    .sessions = sessions,
			    .options = &quiet,
			    .count = run->count,
			    .error = error};

	if (!has_static_fleet(run->scenario, &run->fixed_type))
		return true;
	run->fixed_nodes = nodes_for(run);
	if (run->fixed_nodes == 0)
		return true; /* nothing is asked for */
	for (uint32_t i = 0; i < fixed.engine.node_type_count; i++)
		fixed.engine.dedicated_count[i] = 0;
	fixed.engine.dedicated_count[run->fixed_type] = run->fixed_nodes;
	fixed.engine.policy.scaling = SCALE_NONE;
	fixed.engine.policy.cloud_max = 0;
	quiet.journal = NULL;
	quiet.with_static = false;
	run->fixed = calloc((size_t)run->count + 1, sizeof *run->fixed);
	if (run->fixed == NULL)
		return error_set(error, "out of memory");
	pool.figures = run->fixed;
	return run_all(&pool);
}

/* --- public --------------------------------------------------------------- */

static uint64_t digest_of(const struct run *run)
{
	uint64_t digest = 0;

	for (uint32_t i = 0; i < run->count; i++)
		digest = mix_word(digest, run->figures[i].trail);
	return digest;
}

bool run_scenario(const struct scenario *scenario,
		  const struct run_options *options, struct run *out,
		  struct error_text *error)
{
	bool recorded = scenario->workload.kind == WORKLOAD_SESSIONS;
	struct trace *trace =
	    options->sessions != NULL ? options->sessions : &out->own_trace;
	struct trace_cut cut = {0};
	double began_s = seconds_now();
	int64_t length_us = scenario->to_us - scenario->from_us;
	struct pool pool = {.scenario = scenario,
			    .sessions = recorded ? trace : NULL,
			    .options = options,
			    .count = scenario->replications,
			    .detail = true,
			    .slot_us = SLOT_US,
			    .error = error};
	bool good = false;

	*out = (struct run){.scenario = scenario,
			    .count = scenario->replications,
			    .why_only = options->why_only};
	while (length_us / pool.slot_us > SLOTS_MAX)
		pool.slot_us *= 2;
	out->figures = calloc(out->count, sizeof *out->figures);
	if (out->figures == NULL)
		return error_set(error, "out of memory");
	pool.figures = out->figures;
	if (recorded && options->sessions == NULL &&
	    !recorded_read(scenario, trace, error))
		goto out;
	if (recorded && !recorded_cut(trace, scenario, &cut, error))
		goto out;
	if (recorded)
		trace_tell_small_ram(trace, scenario->workload.path);
	out->load_s = seconds_now() - began_s;
	if (!run_all(&pool))
		goto out;
	for (uint32_t i = 0; i < out->count && recorded; i++)
		out->figures[i].sessions = cut;
	out->digest = digest_of(out);
	out->wall_s = seconds_now() - began_s - out->load_s;
	good = !options->with_static ||
	       run_static(out, recorded ? trace : NULL, options, error);
out:
	if (!good)
		run_release(out);
	return good;
}

bool run_checks_demand(const struct scenario *scenario,
		       struct error_text *error)
{
	struct trace_cut cut;
	struct trace trace = {0};
	bool good;

	if (scenario->workload.kind == WORKLOAD_SESSIONS)
		good = recorded_read(scenario, &trace, error) &&
		       recorded_cut(&trace, scenario, &cut, error);
	else
		good = own_trace(scenario, 0, &trace, &cut, NULL, error);
	trace_release(&trace);
	return good;
}

void run_release(struct run *run)
{
	for (uint32_t i = 0; run->figures != NULL && i < run->count; i++)
		figures_release(&run->figures[i]);
	for (uint32_t i = 0; run->fixed != NULL && i < run->count; i++)
		figures_release(&run->fixed[i]);
	free(run->figures);
	free(run->fixed);
	trace_release(&run->own_trace);
	run->figures = NULL;
	run->fixed = NULL;
}
