#include "sim/own_trace.h"

#include "traces/model/counts.h"
#include "traces/model/generate.h"

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

bool own_trace(const struct scenario *scenario, uint32_t replication,
	       struct trace *out, struct figures *figures,
	       struct error_text *error)
{
	struct utc_offset offsets[CLOCK_OFFSETS_MAX];
	struct local_clock clock = {offsets,
				    scenario->engine.clock_offset_count};
	bool good;

	for (uint32_t i = 0; i < scenario->engine.clock_offset_count; i++)
		offsets[i] =
		    (struct utc_offset){scenario->engine.clock[i].from_us,
					scenario->engine.clock[i].offset_s};
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
