#include "sim/own_trace.h"

#include "sim/sleepers.h"
#include "traces/model/generate.h"

/* Who plays today depends on who played yesterday, so a drawing that began with
 * the warm-up would be another one for each warm-up.  It begins so long before
 * the window, if the counts do; warm-ups up to that length are parts of it. */
#define DRAWN_BEFORE_US (28 * US_PER_DAY)

/* Where the trace begins: with the run, or with the stops that have left
 * sleepers, as far as the drawing knows them. */
static int64_t counts_from_us(const struct scenario *scenario)
{
	int64_t begin_us = scenario->from_us - scenario->warm_up_us;
	int64_t drawn_us = scenario->from_us - DRAWN_BEFORE_US;
	int64_t from_us = sleepers_from_us(scenario);

	if (from_us < drawn_us)
		from_us = drawn_us;
	return from_us < begin_us ? from_us : begin_us;
}

static bool trace_from_counts(const struct scenario *scenario,
			      const struct local_clock *clock,
			      uint32_t replication, struct trace *out,
			      struct counts_report *report,
			      struct error_text *error)
{
	struct counts_plan plan = scenario->workload.counts;
	struct counts counts;
	bool good;

	if (!counts_read(scenario->workload.path, scenario->clock, &counts,
			 error))
		return false;
	plan.clock = *clock;
	plan.drawn_from_us = scenario->from_us - DRAWN_BEFORE_US;
	plan.seed = scenario->seed;
	plan.replication = replication;
	good = counts_to_sessions(&counts, &plan, counts_from_us(scenario),
				  scenario->to_us, out, report, error);
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
	       struct trace *out, struct trace_cut *cut,
	       struct counts_report *report, struct error_text *error)
{
	int64_t begin_us = scenario->from_us - scenario->warm_up_us;
	struct zone_clock zone;
	struct local_clock clock;
	bool good;

	if (!zone_clock_open(&zone, scenario->clock, error))
		return false;
	clock = (struct local_clock){zone.offsets, zone.count};
	good = scenario->workload.kind == WORKLOAD_GENERATE
		   ? trace_from_model(scenario, &clock, replication, out, error)
		   : trace_from_counts(scenario, &clock, replication, out,
				       report, error);
	if (!good)
		return false;
	sleepers_find(scenario, out);
	/* what was over before is none of the run's sessions */
	(void)trace_cut_to(out, begin_us, TIME_NEVER_US);
	*cut = trace_cut_to(out, begin_us, scenario->to_us);
	return true;
}

bool own_trace_can_be_read(const struct scenario *scenario,
			   struct error_text *error)
{
	struct zone_clock zone;
	struct counts counts;

	if (!zone_clock_open(&zone, scenario->clock, error))
		return false;
	if (scenario->workload.kind != WORKLOAD_COUNTS)
		return true;
	if (!counts_read(scenario->workload.path, scenario->clock, &counts,
			 error))
		return false;
	counts_release(&counts);
	return true;
}
