/*
 * planning.h - the cheapest fleet and policy that keeps the promise: which
 * plans there are (plan_axes.h), which is best (search.h), by replications of
 * the scenario (variants.h); and what hangs on it.
 *
 * Owns everything that it reads and plays; the command line is borrowed.
 * Money is EUR.
 */
#ifndef SIM_PLANNING_H
#define SIM_PLANNING_H

#include <cjson/cJSON.h>

#include "sim/advice.h"
#include "sim/demands.h"
#include "sim/overrides.h"
#include "sim/plan_axes.h"
#include "sim/promise.h"
#include "sim/run.h"
#include "sim/search.h"
#include "sim/source.h"
#include "sim/statistics.h"
#include "sim/variants.h"

#define PLAN_DAYS 28
#define PLAN_OVER_MAX SEARCH_AXES_MAX
#define PLAN_LISTED 12 /* plans that are told of */
#define PLAN_RUNNERS_UP 5
#define PLAN_LOOKED_AT 4 /* plans that the tornado looks at */

/* What is played. */
enum plan_window {
	PLAN_MONTH = 0, /* the weeks that end with the scenario's window */
	PLAN_LAST,	/* the last weeks of a longer one */
	PLAN_OWN	/* the scenario's window */
};

/* The figures that are kept of each replication, in this order. */
enum plan_column {
	PLAN_MARGIN_MONTH = 0,
	PLAN_NET,
	PLAN_ACTIVE_GROSS,
	PLAN_SLEEP_GROSS,
	PLAN_CREDITS,
	PLAN_GB_HOURS,
	PLAN_DEDICATED,
	PLAN_CLOUD,
	PLAN_IN_TIME,
	PLAN_NO_ROOM,
	PLAN_UNSERVED,
	PLAN_WAIT,
	PLAN_BOUND,
	PLAN_GB_HOUR_EUR,
	PLAN_COLUMNS
};

/* A plan of the search, as a scenario. */
struct plan_played {
	struct variant_sets sets;
	struct plan_set own[SEARCH_AXES_MAX * PLAN_SETS];
	struct variant variant;
	struct plan_played *next;
};

/* --- the tornado ---------------------------------------------------------- */

enum plan_flip { PLAN_FLIP_NO = 0, PLAN_FLIP_LIKELY, PLAN_FLIP_SURE };

/* One end of a parameter. */
struct plan_side {
	char text[64];
	double factor;
	struct plan_set set[PLAN_SETS];
	unsigned set_count;
	struct interval margin, difference; /* of the first plan */
	enum promise promise;
	unsigned best; /* rank of the best there, of those looked at */
	struct interval gain;
	enum plan_flip flips;
};

#define PLAN_PARAMETERS_MAX 10
struct plan_parameter {
	const char *code;
	char base[64];
	bool by_price; /* computed from what was played */
	uint32_t replications;
	struct plan_side sides[2];
	double span;
};

struct plan_tornado {
	struct plan_parameter list[PLAN_PARAMETERS_MAX];
	unsigned count;
	unsigned ranks[PLAN_LOOKED_AT + 1]; /* 0: the first */
	unsigned rank_count;
	uint32_t replications; /* all together */
};

/* --- all ------------------------------------------------------------------ */

struct planning {
	/* given */
	struct source source;	 /* `options` without overrides */
	struct overrides common; /* --set, --seed, promise, window */
	struct axis over[PLAN_OVER_MAX];
	unsigned over_count;
	bool by_cost;	  /* the objective */
	bool own_window;  /* --window */
	bool is_sessions; /* the command line names sessions, no scenario */
	char reserve[16];
	bool assumed; /* machines at assumed prices, too */
	bool with_tornado;
	double margin; /* asked for, share; NAN: none */
	uint32_t most; /* replications; 0: as many as suits the grid */
	/* found */
	struct scenario scenario; /* with all that is set for every plan */
	bool loaded;
	enum plan_window window;
	const char *why_own; /* "asked", "long", "demand"; NULL */
	char window_values[4][64];
	struct scenario_override window_sets[4];
	unsigned window_set_count;
	struct demands demands;
	const struct trace *sessions;
	struct trace_cut cut;
	struct offered peak;
	struct plan_axes axes;
	struct variant_columns columns;
	struct search_world world;
	struct search search;
	struct run_options options;
	struct run_whole whole; /* replications, of the search or after it */
	struct plan_played *played;
	double grid;
	struct plan_tornado tornado;
	struct too_slow too_slow; /* if none keeps the promise */
	int as_it_is; /* its place in search.order; -1: it is not there */
};

/* Load, choose the window, make the axes.  False and one line. */
bool planning_open(struct planning *planning, struct error_text *error);
/* Search, and look at what hangs on the answer. */
bool planning_run(struct planning *planning, struct error_text *error);
void planning_release(struct planning *planning);

/* plan.json; docs/formats.md has its keys. */
cJSON *planning_json(const struct planning *planning, const char *given,
		     const char *command_line);

/* --- shared by the parts */

bool planning_choose_window(struct planning *planning,
			    struct error_text *error);
/* "KEY=VALUE" pairs of the window. */
bool planning_tornado(struct planning *planning, struct error_text *error);

struct plan_played *planning_played(const struct search_plan *plan);
double planning_value(const struct planning *planning,
		      const struct search_plan *plan, enum plan_column column,
		      uint32_t replication);
/* What it costs in a month, and what it brings net of VAT and fees. */
double planning_net_month(const struct planning *planning,
			  const struct search_plan *plan, uint32_t replication);
double planning_cost_month(const struct planning *planning,
			   const struct search_plan *plan,
			   uint32_t replication);
/* Does this replication keep the promise by itself? */
bool planning_keeps(const struct planning *planning,
		    const struct search_plan *plan, uint32_t replication);
/* Broken by how much, of what is allowed; NAN: not promised, or nothing to
 * judge. */
double planning_broken(const struct scenario *scenario, unsigned part,
		       double value);
/* Replications a window's hours are in a month: of what is paid by the month,
 * and of what is not. */
double planning_months(const struct planning *planning, bool rented);

/* On what active play costs now, so that of net revenue this share is left. */
struct interval planning_price_factor(const struct planning *planning,
				      const struct search_plan *plan,
				      double margin, double *scratch);

#endif /* SIM_PLANNING_H */
