/*
 * generate.h - the model of demand, and sessions drawn from it.
 *
 * Worlds.  `living` worlds exist at the beginning, `dormant` ones sleep and may
 * be revived, new ones come as a Poisson process of `new_per_day`, growing by
 * `growth_per_month`.  Each playing day (06:00 to 06:00 local, local_clock.h) a
 * world that lives is gone for good with a chance that makes `churn_per_month`
 * of 30 days; one that is gone comes back likewise by `revived_per_month`.  A
 * world that lives plays today or does not: the habit chain of population.h
 * with `share` and `persistence` (two-state Markov chain; returning players).
 *
 * Starts.  On a day of play they are a non-homogeneous Poisson process with
 * intensity  L s(t) f(t)  per playing day, while the world is not active
 * (a start that falls into a running session is none), where
 *   L     its rate times the level of the day: the rate is drawn once a world,
 *         log-normal or gamma, mean `per_day`, coefficient of variation
 *         `spread`; the level once a day, gamma, mean 1, coefficient of
 *         variation `day_spread` (0: none).  So counts are negative binomial
 *         (Greenwood & Yule 1920);
 *   s(t)  hour profile of weekday or weekend (mean 1 each) times the level of
 *         the day of the week (mean 1), by tier for the hours;
 *   f(t)  holiday and event factors.  On a holiday that falls on a weekday the
 *         weekend's hours hold.
 * Candidates are drawn at the day's highest rate and thinned (Lewis & Shedler
 * 1979).  The day on which a world is new has one start more, its first, at an
 * hour of the profile.
 *
 * Joins.  With chance `pull` a start brings that of another world within an
 * exponential time of mean `within_s` (friends call friends).  Who joins is
 * drawn in proportion to L s(t) among the idle; own starts are thinned by
 * 1 / (1 + pull), so every world keeps its rate.
 *
 * Sessions.  The length follows the law of the tier; RAM, size as in
 * population.h.  So no world overlaps itself.
 *
 * Draws are keyed by (seed, replication, purpose, world, day or number):
 * random.h. Sessions leave in the order of their starts; memory grows with the
 * number of worlds and with the starts of one day, not with the length of the
 * trace.
 */
#ifndef TRACES_GENERATE_H
#define TRACES_GENERATE_H

#include <stdbool.h>
#include <stdint.h>

#include "counts_shape.h"
#include "holidays.h"
#include "law.h"
#include "population.h"
#include "traces/base/error_text.h"
#include "traces/base/local_clock.h"
#include "traces/store/sessions.h"

#define WEEKDAYS 7
#define EVENTS_MAX 64
#define DAYS_PER_MONTH 30

enum rate_law { RATE_LOGNORMAL = 0, RATE_GAMMA };

struct tier_plan {
	double weekday[HOURS], weekend[HOURS]; /* by hour 0 ... 23; mean 1 */
	struct law session_length;	       /* seconds */
};

struct demand_event { /* an update, a streamer */
	int64_t from_us, to_us;
	double factor;
	double share; /* of the worlds that it touches */
};

struct generate_plan {
	uint32_t living, dormant;
	double new_per_day, growth_per_month;
	double churn_per_month, revived_per_month; /* shares */
	double share, persistence;		   /* of days of play */
	uint32_t rate_law;			   /* enum rate_law */
	double per_day, spread, day_spread;
	double level[WEEKDAYS]; /* Monday first; mean 1 */
	struct tier_plan tier[TIERS];
	double pull, within_s;
	struct holidays holidays; /* owned */
	double public_factor, school_factor;
	struct demand_event events[EVENTS_MAX];
	uint32_t event_count;
	struct ram_share ram_mix[RAM_MIX_MAX];
	uint32_t ram_mix_count;
	struct law world_size_mib;
	uint32_t cpu_milli;	  /* of plans without their own */
	struct local_clock clock; /* borrowed */
	uint64_t seed;
	uint32_t replication;
};

void generate_plan_release(struct generate_plan *plan);

/* The priors: hours of a European service (counts_shape.h), levels of the
 * week.  For keys that a model does not give. */
void generate_plan_shape(struct generate_plan *plan);

/* Scale hours and levels to mean 1.  False if one of them has no start. */
bool generate_plan_normalise(struct generate_plan *plan);

/* Chance a day that makes `share` of 30 days. */
double daily_chance(double share_per_month);

struct generated {
	uint32_t index;		  /* of the world, for world_name() */
	struct trace_world world; /* without name and account */
	int64_t start_us, stop_us;
};

/* Takes one session; false stops the drawing. */
typedef bool (*generate_sink)(void *context, const struct generated *session);

struct generate_report {
	uint64_t sessions, joins, dropped; /* dropped: the world was active */
	uint32_t worlds;		   /* that ever existed */
};

/* All sessions that touch [from, to), whole: one that runs at `from` has begun
 * before, one that runs at `to` ends after. */
bool generate_sessions(const struct generate_plan *plan, int64_t from_us,
		       int64_t to_us, generate_sink sink, void *context,
		       struct generate_report *report,
		       struct error_text *error);

/* The same as a trace in memory, released with trace_release().  Its worlds are
 * those that have a session. */
bool generate_trace(const struct generate_plan *plan, int64_t from_us,
		    int64_t to_us, struct trace *out,
		    struct generate_report *report, struct error_text *error);

#endif /* TRACES_GENERATE_H */
