/*
 * fit_search.h - the state of the search in fit_habits.c, from which
 * fit_habits_note.c takes what is noted.  Private to these two.
 */
#ifndef TRACES_FIT_SEARCH_H
#define TRACES_FIT_SEARCH_H

#include "fit_chain.h"
#include "fit_habits.h"

#define HABIT_BOUND 11.0 /* beyond, a parameter is as good as 0 or infinite */

struct habit_search {
	struct chain chain;
	struct chain_space *space;
	const struct fit_options *options;
	double theta[CHAIN_PARAMETERS];
	bool free[CHAIN_PARAMETERS];
	size_t free_count;
	double log_likelihood;
	double covariance[CHAIN_PARAMETERS][CHAIN_PARAMETERS];
	bool curved;		       /* the covariance is one */
	bool frozen[CHAIN_PARAMETERS]; /* the data do not hold it from 0 */
	int flattest;		       /* parameter of the least curvature */
};

/* The parameters with their intervals, the hours, and the plan of the fit. */
void fit_habits_note(struct habit_search *search, struct fit *fit);

/* Mean 1; flat when there is nothing. */
void habit_normalise(double hours[HOURS]);

#endif /* TRACES_FIT_SEARCH_H */
