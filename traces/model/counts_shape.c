#include "counts_shape.h"

#include <stdlib.h>
#include <string.h>

#define DAYS_MAX 4096
#define S_PER_DAY 86400

/*
 * Hour profile of a European game service, local time, mean 1 over the day.
 * Derived from the evening peaks that the literature agrees on (Chambers et al.
 * 2005, Lee et al. 2011) and start hours of private servers; a prior.
 */
const double european_hours[DAY_TYPES][HOURS] = {
    {.57, .33, .21,  .14,  .09,	 .08,  .10,  .18,  .25,	 .31,  .38,  .47,
     .63, .89, 1.25, 1.62, 1.93, 2.19, 2.35, 2.51, 2.51, 2.24, 1.72, 1.04},
    {.81,  .56,	 .36,  .23,  .15,  .12,	 .14,  .24,  .47,  .77,	 1.03, 1.20,
     1.29, 1.37, 1.50, 1.59, 1.63, 1.67, 1.71, 1.76, 1.71, 1.54, 1.24, .90},
};

static int hour_of(const struct counts_plan *plan, int64_t at_us)
{
	return (int)(clock_local_s(&plan->clock, at_us) % S_PER_DAY / 3600);
}

static int day_type_of(const struct counts_plan *plan, int64_t at_us)
{
	return weekday_of(clock_local_s(&plan->clock, at_us) / S_PER_DAY) >= 5;
}

/* The type of the day and the hour of every count; HOURS of each type. */
static uint8_t *hours_of(const struct counts *counts,
			 const struct counts_plan *plan)
{
	uint8_t *hours = malloc(counts->count + (size_t)1);

	for (uint32_t i = 0; i < counts->count && hours != NULL; i++)
		hours[i] =
		    (uint8_t)(day_type_of(plan, counts->at_us[i]) * HOURS +
			      hour_of(plan, counts->at_us[i]));
	return hours;
}

static int by_value(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static void normalise(double profile[HOURS])
{
	double sum = 0;

	for (int h = 0; h < HOURS; h++)
		sum += profile[h];
	for (int h = 0; h < HOURS && sum > 0; h++)
		profile[h] *= HOURS / sum;
}

/* The series' own hour profile of one day type: medians, mean 1. */
static void own_profile(const struct counts *counts, const uint8_t *hours,
			int type, double profile[HOURS], double *scratch)
{
	for (int h = 0; h < HOURS; h++) {
		uint32_t n = 0;

		for (uint32_t i = 0; i < counts->count && n < DAYS_MAX; i++)
			if (hours[i] == type * HOURS + h)
				scratch[n++] = counts->value[i];
		qsort(scratch, n, sizeof *scratch, by_value);
		profile[h] = n > 0 ? scratch[n / 2] : 0;
	}
	normalise(profile);
}

/* Keep the level of day and week and the noise, change the hours. */
static bool reshape(const struct counts *counts, const struct counts_plan *plan,
		    struct target_point *points)
{
	double own[DAY_TYPES][HOURS], wanted[DAY_TYPES][HOURS];
	double *scratch = malloc(DAYS_MAX * sizeof *scratch);
	uint8_t *hours = hours_of(counts, plan);

	if (scratch == NULL || hours == NULL) {
		free(scratch);
		free(hours);
		return false;
	}
	for (int type = 0; type < DAY_TYPES; type++) {
		own_profile(counts, hours, type, own[type], scratch);
		for (int h = 0; h < HOURS; h++)
			wanted[type][h] = european_hours[type][h];
		normalise(wanted[type]);
	}
	free(scratch);
	for (uint32_t i = 0; i < counts->count; i++) {
		int type = hours[i] / HOURS, h = hours[i] % HOURS;
		int as = events_weekend(plan->events, plan->event_count,
					counts->at_us[i])
			     ? 1
			     : type;

		if (own[type][h] > 0)
			points[i].worlds *= wanted[as][h] / own[type][h];
	}
	free(hours);
	return true;
}

double counts_target(const struct counts *counts,
		     const struct counts_plan *plan, int64_t from_us,
		     int64_t to_us, struct target_point *points)
{
	double peak = 0, scale;

	for (uint32_t i = 0; i < counts->count; i++) {
		int64_t step_us = i + 1 < counts->count
				      ? counts->at_us[i + 1] - counts->at_us[i]
				      : counts->at_us[i] - counts->at_us[i - 1];

		points[i].at_us = counts->at_us[i];
		if (plan->value != COUNTS_INSTANT)
			points[i].at_us += step_us / 2;
		points[i].worlds = counts->value[i];
	}
	if (points[0].at_us > from_us ||
	    points[counts->count - 1].at_us < to_us)
		return 0;
	if (plan->shape == COUNTS_SHAPE_EUROPEAN &&
	    !reshape(counts, plan, points))
		return 0;
	for (uint32_t i = 0; i < counts->count; i++)
		if (points[i].at_us >= plan->peak_from_us &&
		    points[i].at_us < plan->peak_to_us &&
		    points[i].worlds > peak)
			peak = points[i].worlds;
	if (peak <= 0)
		return 0;
	scale = plan->peak_worlds / peak;
	for (uint32_t i = 0; i < counts->count; i++) {
		points[i].worlds *= scale;
		if (points[i].worlds < plan->floor_share * plan->peak_worlds)
			points[i].worlds =
			    plan->floor_share * plan->peak_worlds;
	}
	return scale;
}

/* The line at an instant between its ends. */
static double between(const struct target_point *points, uint32_t count,
		      int64_t at_us)
{
	uint32_t low = 0, high = count - 1;
	double share;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (points[middle].at_us <= at_us)
			low = middle;
		else
			high = middle;
	}
	share = (double)(at_us - points[low].at_us) /
		(double)(points[high].at_us - points[low].at_us);
	return points[low].worlds +
	       share * (points[high].worlds - points[low].worlds);
}

static int by_instant(const void *a, const void *b)
{
	const struct target_point *left = a, *right = b;

	return left->at_us < right->at_us ? -1 : left->at_us > right->at_us;
}

struct target_point *counts_with_events(const struct counts_plan *plan,
					const struct target_point *points,
					uint32_t *count)
{
	int64_t corners_us[EVENT_CORNERS * COUNTS_EVENTS_MAX];
	uint32_t corners =
	    events_corners(plan->events, plan->event_count, corners_us);
	struct target_point *line =
	    malloc((*count + (size_t)corners) * sizeof *line);
	uint32_t n = *count, kept = 0;

	if (line == NULL)
		return NULL;
	memcpy(line, points, *count * sizeof *line);
	for (uint32_t i = 0; i < corners; i++)
		if (corners_us[i] > points[0].at_us &&
		    corners_us[i] < points[*count - 1].at_us)
			line[n++] = (struct target_point){
			    corners_us[i],
			    between(points, *count, corners_us[i])};
	qsort(line, n, sizeof *line, by_instant);
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 && line[i].at_us == line[i - 1].at_us)
			continue;
		line[kept] = line[i];
		line[kept++].worlds *= events_factor(
		    plan->events, plan->event_count, line[i].at_us);
	}
	*count = kept;
	return line;
}
