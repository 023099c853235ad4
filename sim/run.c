#include "sim/run.h"

#include <stdlib.h>
#include <time.h>

#include "engine/kit/arithmetic.h"
#include "sim/jobs.h"
#include "sim/own_trace.h"
#include "sim/recorded.h"
#include "sim/static_fleet.h"

#define SLOT_US (5 * US_PER_MINUTE)
#define SLOTS_MAX 2016

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- public --------------------------------------------------------------- */

static uint64_t digest_of(const struct run *run)
{
	uint64_t digest = 0;

	for (uint32_t i = 0; i < run->count; i++)
		digest = mix_word(digest, run->figures[i].trail);
	return digest;
}

static int64_t slot_of(const struct scenario *scenario)
{
	int64_t slot_us = SLOT_US;

	while ((scenario->to_us - scenario->from_us) / slot_us > SLOTS_MAX)
		slot_us *= 2;
	return slot_us;
}

static bool run_replications(struct run *run, const struct run_options *options,
			     struct error_text *error)
{
	struct job *jobs = calloc(run->count, sizeof *jobs);
	bool good;

	if (jobs == NULL)
		return error_set(error, "out of memory");
	for (uint32_t i = 0; i < run->count; i++)
		jobs[i] = (struct job){.scenario = run->scenario,
				       .sessions = run->sessions,
				       .figures = &run->figures[i],
				       .replication = i,
				       .breakdown = true,
				       .detail = i == 0,
				       .offered = options->with_static};
	good =
	    jobs_run(jobs, run->count, options, slot_of(run->scenario), error);
	free(jobs);
	return good;
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
	bool good = false;

	*out = (struct run){.scenario = scenario,
			    .count = scenario->replications,
			    .why_only = options->why_only};
	out->figures = calloc(out->count, sizeof *out->figures);
	if (out->figures == NULL)
		return error_set(error, "out of memory");
	if (recorded && options->sessions == NULL &&
	    !recorded_read(scenario, trace, error))
		goto out;
	if (recorded && !recorded_cut(trace, scenario, &cut, error))
		goto out;
	if (recorded)
		trace_tell_small_ram(trace, scenario->workload.path);
	out->sessions = recorded ? trace : NULL;
	out->load_s = seconds_now() - began_s;
	if (!run_replications(out, options, error))
		goto out;
	for (uint32_t i = 0; i < out->count && recorded; i++)
		out->figures[i].sessions = cut;
	out->digest = digest_of(out);
	out->wall_s = seconds_now() - began_s - out->load_s;
	good = !options->with_static || static_fleet_run(out, options, error);
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
	cJSON_Delete(run->advice);
	trace_release(&run->own_trace);
	run->figures = NULL;
	run->fixed = NULL;
	run->advice = NULL;
}
