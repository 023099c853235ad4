/*
 * plan_file.h - what the parts of plan.json share.
 */
#ifndef SIM_PLAN_FILE_H
#define SIM_PLAN_FILE_H

#include <cjson/cJSON.h>

#include "sim/planning.h"

/* The plans that are told of, by their places in search.order. */
#define PLAN_LISTING_MAX 24
struct plan_listing {
	unsigned index[PLAN_LISTING_MAX + 1];
	unsigned count;
};

void plan_list(const struct planning *planning, struct plan_listing *out);
/* 1, 2, ...; 0: it is not told of. */
unsigned plan_rank(const struct plan_listing *listing, unsigned index);

void plan_put_estimate(cJSON *home, const char *key, const struct interval *in);
void plan_put_set(cJSON *home, const char *key, const char *value);
void plan_put_ends(cJSON *home, const struct planning *planning,
		   const struct search_plan *plan);
enum promise plan_put_promise(cJSON *home, const struct planning *planning,
			      const struct search_plan *plan, double *scratch);

/* Price, tornado, priors, and why it is impossible. */
void plan_put_answers(cJSON *root, const struct planning *planning,
		      const struct plan_listing *listing, double *scratch);

#endif /* SIM_PLAN_FILE_H */
