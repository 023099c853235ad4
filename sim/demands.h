/*
 * demands.h - the recorded demand of several scenarios: each file is read and
 * cut once for all that see it alike.
 *
 * Owns the traces; they stay where they are until the end.
 */
#ifndef SIM_DEMANDS_H
#define SIM_DEMANDS_H

#include "scenarios/scenario.h"

struct demand_read;
struct demands {
	struct demand_read *list;
};

enum demand_answer {
	DEMAND_FOUND = 0,
	DEMAND_UNSUITED, /* it has nothing for this scenario */
	DEMAND_UNREAD	 /* a file cannot be read, or there is no memory */
};

/* The demand of a scenario, cut to its run: *out is NULL if it is drawn.
 * `sessions`: they are read already, and are taken over; or NULL.  One line
 * unless it is found. */
enum demand_answer demands_find(struct demands *demands,
				const struct scenario *scenario,
				struct trace *sessions,
				const struct trace **out, struct trace_cut *cut,
				struct error_text *error);
/* How many are kept. */
unsigned demands_count(const struct demands *demands);
void demands_release(struct demands *demands);

#endif /* SIM_DEMANDS_H */
