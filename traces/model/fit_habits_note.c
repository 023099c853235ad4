#include "fit_search.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fit_interval.h"

#define NORMAL_975 1.959963984540054
#define HALVINGS 12
#define CHI_SQUARE_95 3.841458820694124

enum scale { SCALE_LOG, SCALE_LOGIT, SCALE_HAZARD, SCALE_GROWTH };

static double to_value(enum scale scale, double x)
{
	switch (scale) {
	case SCALE_LOG:
		return exp(x);
	case SCALE_LOGIT:
		return 1 / (1 + exp(-x));
	case SCALE_HAZARD: /* a day, to a share a month */
		return -expm1(-exp(x) * DAYS_PER_MONTH);
	case SCALE_GROWTH:
		return expm1(x);
	}
	return x;
}

/* On the scale of its interval: the level of a weekday relative to the mean of
 * the week, the rate of a mean day, all else as it is. */
static double derived(const double *theta, int parameter, int weekday)
{
	double sum = 1;

	for (int i = 0; i < WEEKDAYS - 1; i++)
		sum += exp(theta[CHAIN_LEVEL + i]);
	if (parameter == CHAIN_PER_DAY)
		return theta[CHAIN_PER_DAY] + log(sum / WEEKDAYS);
	if (parameter != CHAIN_LEVEL)
		return theta[parameter];
	return (weekday > 0 ? theta[CHAIN_LEVEL + weekday - 1] : 0) -
	       log(sum / WEEKDAYS);
}

/* Variance of it by the delta method. */
static double habit_variance(const struct habit_search *s, int parameter,
			     int weekday)
{
	const double step = 1e-5;
	double slope[CHAIN_PARAMETERS], theta[CHAIN_PARAMETERS], sum = 0;

	memcpy(theta, s->theta, sizeof theta);
	for (int i = 0; i < CHAIN_PARAMETERS; i++) {
		theta[i] = s->theta[i] + step;
		slope[i] = derived(theta, parameter, weekday);
		theta[i] = s->theta[i] - step;
		slope[i] -= derived(theta, parameter, weekday);
		slope[i] /= 2 * step;
		theta[i] = s->theta[i];
	}
	for (int i = 0; i < CHAIN_PARAMETERS; i++)
		for (int j = 0; j < CHAIN_PARAMETERS; j++)
			sum += slope[i] * s->covariance[i][j] * slope[j];
	return sum;
}

/* How far a frozen parameter could be from nothing: until the likelihood, all
 * else held, falls by what 95 % allow. */
static double habit_limit(struct habit_search *s, int parameter)
{
	double theta[CHAIN_PARAMETERS], low, high = HABIT_BOUND, best;

	memcpy(theta, s->theta, sizeof theta);
	best = chain_likelihood(&s->chain, s->space, theta, NULL);
	low = theta[parameter];
	for (int i = 0; i < HALVINGS; i++) {
		theta[parameter] = (low + high) / 2;
		if (chain_likelihood(&s->chain, s->space, theta, NULL) >
		    best - CHI_SQUARE_95 / 2)
			low = theta[parameter];
		else
			high = theta[parameter];
	}
	return high;
}

static double note_habit(struct habit_search *s, struct fit *fit,
			 const char *name, enum scale scale, int parameter,
			 int weekday)
{
	double at = derived(s->theta, parameter, weekday);
	double v = habit_variance(s, parameter, weekday);
	double value = to_value(scale, at), half;
	bool known = s->curved && v > 0 && s->free[parameter] &&
		     fabs(s->theta[parameter]) < HABIT_BOUND;

	if (parameter == CHAIN_LIVING) {
		/* they are so many, not a Poisson number of that mean */
		v -= exp(-at);
		v = v > 0 ? v : 0;
		at -= log(s->chain.data->sampled);
		value = exp(at);
	}
	if (parameter == CHAIN_NEW) {
		at -= log(s->chain.data->sampled);
		value = exp(at);
	}
	if (s->frozen[parameter] && s->curved && parameter != CHAIN_GROWTH) {
		fit_note(fit, name, value, 0,
			 to_value(scale, habit_limit(s, parameter)));
		return value;
	}
	half = NORMAL_975 * sqrt(v);
	fit_note(fit, name, value,
		 known ? to_value(scale, at - half) : (double)NAN,
		 known ? to_value(scale, at + half) : (double)NAN);
	return value;
}

static void note_all(struct habit_search *s, struct fit *fit)
{
	struct generate_plan *plan = &fit->plan;
	char name[FIT_NAME_SIZE];

	plan->living = (uint32_t)lround(
	    note_habit(s, fit, "worlds.living", SCALE_LOG, CHAIN_LIVING, 0));
	plan->dormant = s->options->dormant;
	plan->new_per_day =
	    note_habit(s, fit, "worlds.new_per_day", SCALE_LOG, CHAIN_NEW, 0);
	plan->growth_per_month = note_habit(s, fit, "worlds.growth_per_month",
					    SCALE_GROWTH, CHAIN_GROWTH, 0);
	plan->churn_per_month = note_habit(s, fit, "worlds.churn_per_month",
					   SCALE_HAZARD, CHAIN_CHURN, 0);
	plan->revived_per_month = note_habit(s, fit, "worlds.revived_per_month",
					     SCALE_HAZARD, CHAIN_REVIVAL, 0);
	plan->share =
	    note_habit(s, fit, "days.share", SCALE_LOGIT, CHAIN_SHARE, 0);
	plan->persistence = note_habit(s, fit, "days.persistence", SCALE_LOGIT,
				       CHAIN_PERSISTENCE, 0);
	plan->per_day =
	    note_habit(s, fit, "starts.per_day", SCALE_LOG, CHAIN_PER_DAY, 0);
	plan->spread =
	    note_habit(s, fit, "starts.spread", SCALE_LOG, CHAIN_SPREAD, 0);
	plan->day_spread = note_habit(s, fit, "starts.day_spread", SCALE_LOG,
				      CHAIN_DAY_SPREAD, 0);
	plan->rate_law = s->chain.rate_law;
	for (int day = 0; day < WEEKDAYS; day++) {
		(void)snprintf(name, sizeof name, "week.%d", day);
		plan->level[day] =
		    note_habit(s, fit, name, SCALE_LOG, CHAIN_LEVEL, day);
	}
	plan->public_factor = plan->school_factor = 1;
	if (s->free[CHAIN_PUBLIC])
		plan->public_factor =
		    note_habit(s, fit, "calendar.public_factor", SCALE_LOG,
			       CHAIN_PUBLIC, 0);
	if (s->free[CHAIN_SCHOOL])
		plan->school_factor =
		    note_habit(s, fit, "calendar.school_factor", SCALE_LOG,
			       CHAIN_SCHOOL, 0);
	fit->log_likelihood = s->log_likelihood;
	fit->converged = s->curved;
}

/* Into the plan; a tier without a start follows the others. */
static void take_hours(const struct habit_search *s, int tier, int type,
		       struct fit *fit)
{
	double *out = type == 0 ? fit->plan.tier[tier].weekday
				: fit->plan.tier[tier].weekend;
	double own = 0;

	for (int h = 0; h < HOURS; h++)
		own += (double)s->chain.data->starts[tier][type][h];
	for (int h = 0; h < HOURS; h++) {
		out[h] = s->chain.hours[tier][type][h];
		for (int other = 0; other < TIERS && !(own > 0); other++)
			out[h] += s->chain.tier_share[other] *
				  s->chain.hours[other][type][h];
	}
	habit_normalise(out);
}

/* Jeffreys' interval of an hour's share of the starts (Brown, Cai & DasGupta
 * 2001), carried over to the profile. */
static void note_hours(const struct habit_search *s, struct fit *fit)
{
	static const char *const types[DAY_TYPES] = {"weekday", "weekend"};

	for (int tier = 0; tier < TIERS; tier++)
		for (int type = 0; type < DAY_TYPES; type++) {
			const uint64_t *n = s->chain.data->starts[tier][type];
			const double *hours = s->chain.hours[tier][type];
			double sum = 0;

			for (int h = 0; h < HOURS; h++)
				sum += (double)n[h];
			for (int h = 0; h < HOURS && sum > 0; h++) {
				double low, high;
				double scale =
				    n[h] > 0 ? hours[h] * sum / (double)n[h]
					     : HOURS;
				char name[FIT_NAME_SIZE];

				(void)snprintf(
				    name, sizeof name, "tiers.%s.hours.%s.%d",
				    tier_name((enum tier)tier), types[type], h);
				share_interval((double)n[h], sum, &low, &high);
				fit_note(fit, name, hours[h], scale * low,
					 scale * high);
			}
			take_hours(s, tier, type, fit);
		}
}

void fit_habits_note(struct habit_search *s, struct fit *fit)
{
	note_all(s, fit);
	note_hours(s, fit);
}
