/*
 * counts_shape.h - the line that the number of active worlds shall follow.
 *
 * Private to traces/.  Owns nothing: the arrays are the caller's.
 */
#ifndef TRACES_COUNTS_SHAPE_H
#define TRACES_COUNTS_SHAPE_H

#include "counts.h"

#define HOURS 24
#define DAY_TYPES 2 /* Monday to Friday; Saturday and Sunday */

/* A prior, by local hour. */
extern const double european_hours[DAY_TYPES][HOURS];

/*
 * Corner points of the line in active worlds: a value that describes a step
 * (peak, mean) is put into the middle of its step, an instant where it is.
 * `points` has room for counts->count entries.  Returns the scale (worlds per
 * count), or 0 when the series does not cover [from, to) or the peak's days.
 */
struct target_point {
	int64_t at_us;
	double worlds;
};
double counts_target(const struct counts *counts,
		     const struct counts_plan *plan, int64_t from_us,
		     int64_t to_us, struct target_point *points);

/* The line with the plan's events: their corners added (*count grows), its
 * values multiplied.  The caller frees it; NULL: no memory. */
struct target_point *counts_with_events(const struct counts_plan *plan,
					const struct target_point *points,
					uint32_t *count);

#endif /* TRACES_COUNTS_SHAPE_H */
