/*
 * axis.h - one key and the values that it takes in a sweep:
 *
 *     fleet.dedicated.0.count=8,10,12
 *     fleet.dedicated.0.count=8:12:2             the same, end included
 *     policy.sleep_window=48h:336h:96h           with units
 *     fleet.cloud.types=["CCX33@fsn1"],[]        lists have commas of their own
 *
 * Where points are drawn (design.h), a range needs no step: then its values are
 * the digits that it is written with, 48h:336h in whole hours.
 *
 * Values are text, made of integers, so they are the same on every machine.
 * Owns its texts.
 */
#ifndef SIM_AXIS_H
#define SIM_AXIS_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"

#define AXES_MAX 8
#define AXIS_VALUES_MAX 100000 /* of a range */
#define AXIS_LIST_MAX 1000
#define AXIS_VALUE_SIZE 64 /* of a range */
#define AXIS_UNIT_SIZE 8

struct axis {
	const char *given; /* as it was written, borrowed */
	char *key;	   /* owned; a list points into it */
	const char **list; /* NULL: a range */
	uint64_t count;	   /* of values */
	int64_t low, step; /* of a range, in its last digit */
	unsigned decimals;
	char unit[AXIS_UNIT_SIZE];
};

/* `drawn`: points are drawn, so a range may do without a step.  False with a
 * line that says what would be right.  Released in every case. */
bool axis_read(const char *text, bool drawn, struct axis *out,
	       struct error_text *error);
void axis_release(struct axis *axis);

/* Value `index`; a range writes it into `scratch`. */
const char *axis_value(const struct axis *axis, uint64_t index,
		       char scratch[AXIS_VALUE_SIZE]);

#endif /* SIM_AXIS_H */
