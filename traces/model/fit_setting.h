/*
 * fit_setting.h - one value of the parameters of fit_chain.h, and what follows
 * from it for every world: the chances of the habit and their slopes, the grid
 * of rates, the factors of the days.
 *
 * Owns its arrays by day.  Private to traces/.
 */
#ifndef TRACES_FIT_SETTING_H
#define TRACES_FIT_SETTING_H

#include "fit_chain.h"
#include "generate_day.h"

/* The grid of log(rate / mean).  Its step is below the spread of what a world's
 * starts tell of its rate, so the trapezoid rule is exact enough. */
#define RATE_NODES 35

/* What the habit depends on. */
#define HABIT_PARAMETERS 4
extern const int habit_parameters[HABIT_PARAMETERS];

struct rate_node {
	double rate, weight;
	double weight_slope; /* d log weight / d log spread */
};

/* One value of the parameters, and what follows from it. */
struct chain_setting {
	double per_day, spread, k, share, persistence, living, fresh;
	double chance[HABITS][HABITS];
	double slope[HABIT_PARAMETERS][HABITS][HABITS];
	struct rate_node nodes[RATE_NODES];
	double *factor; /* of a day */
	double *fresh_on;
	double *full[TIERS]; /* E of a full day */
};

/* Room for so many days; false: no memory, and what there is must be released
 * all the same. */
bool setting_open(struct chain_setting *setting, uint32_t day_count);
void setting_release(struct chain_setting *setting);

void setting_make(struct chain_setting *setting, const struct chain *chain,
		  const double theta[CHAIN_PARAMETERS]);

/* The idle time of a day, weighed by the hours. */
double setting_mass(const double hours[HOURS], const float idle[HOURS]);

/* What a day says of a world that plays on it. */
struct day_weight {
	double weight;
	double by_rate; /* d log weight / d log rate, and so d log factor */
	double by_k;	/* d log weight / d log k */
	double level;	/* expected L */
};

/* n starts in idle time E; `factor` that of the day. */
struct day_weight day_weigh(double rate, double k, uint32_t n, double idle,
			    double factor);

#endif /* TRACES_FIT_SETTING_H */
