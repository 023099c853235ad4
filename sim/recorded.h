/*
 * recorded.h - the sessions of a file as the demand of a run: which window they
 * ask for, and what of them lies in a window that is given.
 */
#ifndef SIM_RECORDED_H
#define SIM_RECORDED_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"
#include "traces/store/sessions.h"

/*
 * Read workload.sessions.  Of a trace store only what touches the run, or the
 * time before it from which sleepers are known; if
 * nothing does, all of it, because then the question is where its sessions lie.
 */
bool recorded_read(const struct scenario *scenario, struct trace *out,
		   struct error_text *error);

/* Does any session lie in the scenario's run?  Then its window stands. */
bool recorded_in_window(const struct trace *trace,
			const struct scenario *scenario);

/*
 * The window of all the sessions of workload.path: from the first start to the
 * last end, in whole hours.  Nothing is known of the time before, so there is
 * no warm-up, unless `warm_up_us` asks for one: it is taken from the beginning.
 * False with the error: no sessions.
 */
bool recorded_window(const struct trace *trace, const char *path,
		     int64_t warm_up_us, struct session_window *out,
		     struct error_text *error);

/* Find who sleeps when it begins, and cut to the run.  That nothing is left is
 * an error: it names both spans and what to type. */
bool recorded_cut(struct trace *trace, const struct scenario *scenario,
		  struct trace_cut *cut, struct error_text *error);

#endif /* SIM_RECORDED_H */
