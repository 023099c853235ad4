#include "sim/own_trace.h"

#include "traces/model/counts.h"
#include "traces/model/generate.h"

/* Who plays today depends on who played yesterday, so a drawing that began with
 * the warm-up would be another one for each warm-up.  It begins so long before
 * the window, if the counts do; warm-ups up to that length are parts of it. */
#define DRAWN_BEFORE_US (28 * US_PER_DAY)

static bool trace_from_counts(const struct scenario *scenario,
			      const struct local_clock *clock,
			      uint32_t replication, struct trace *out,
			      struct figures *figures, struct error_text *error)
{
	struct counts_plan plan = scenario->workload.counts;
	struct counts counts;
	bool good;

	if (!counts_read(scenario->workload.path, &counts, error))
		return false;
	plan.clock = *clock;
	plan.drawn_from_us = scenario->from_us - DRAWN_BEFORE_US;
	plan.seed = scenario->seed;
	plan.replication = replication;
	good = counts_to_sessions(
	    &counts, &plan, scenario->from_us - scenario->warm_up_us,
	    scenario->to_us, out, &figures->counts, error);
	counts_release(&counts);
	return good;
}

static bool trace_from_model(const struct scenario *scenario,
			     const struct local_clock *clock,
			     uint32_t replication, struct trace *out,
			     struct error_text *error)
{
	struct generate_plan plan = scenario->workload.generate;
	struct generate_report report;

	plan.clock = *clock;
	plan.seed = scenario->seed;
	plan.replication = replication;
	return generate_trace(&plan, scenario->from_us - scenario->warm_up_us,
			      scenario->to_us, out, &report, error);
}

/* The zone's clock at any time: the one of the engine covers the run only, but
 * the shape of a day is read from all of the counts. */
bool own_trace(const struct scenario *scenario, uint32_t replication,
	       struct trace *out, struct figures *figures,
	       struct error_text *error)
{
	struct zone_clock zone;
	struct local_clock clock;
	bool good;

	if (!zone_clock_open(&zone, scenario->clock, error))
		return false;
	clock = (struct local_clock){zone.offsets, zone.count};
	good = scenario->workload.kind == WORKLOAD_GENERATE
		   ? trace_from_model(scenario, &clock, replication, out, error)
		   : trace_from_counts(scenario, &clock, replication, out,
				       figures, error);
	if (good)
		figures->sessions =
		    trace_cut_to(out, scenario->from_us - scenario->warm_up_us,
				 scenario->to_us);
	return good;
}
