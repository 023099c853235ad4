/*
 * own_trace.h - the sessions of a replication that draws them: from counts or
 * from a model of demand, on the scenario's clock, cut to the run; and who of
 * them sleeps when it begins.
 *
 * The caller releases *out with trace_release().  *cut says what was cut, and
 * *report, unless it is NULL, how well counts were followed.
 */
#ifndef SIM_OWN_TRACE_H
#define SIM_OWN_TRACE_H

#include "scenarios/scenario.h"
#include "traces/model/counts.h"
#include "traces/store/sessions.h"

bool own_trace(const struct scenario *scenario, uint32_t replication,
	       struct trace *out, struct trace_cut *cut,
	       struct counts_report *report, struct error_text *error);

/* Can the files be read that it is drawn from?  If not, one line. */
bool own_trace_can_be_read(const struct scenario *scenario,
			   struct error_text *error);

#endif /* SIM_OWN_TRACE_H */
