/*
 * day_shape.h - when within a playing day starts happen: s(t) of generate.h as
 * a step function with its running integral.  Private to traces/.
 *
 * Unit: playing days.  A plain day has mass 1 times its level and factor; a
 * day of 23 or 25 hours what its hours hold.
 */
#ifndef TRACES_DAY_SHAPE_H
#define TRACES_DAY_SHAPE_H

#include "generate.h"

#define STEPS_MAX                                                              \
	27 /* local hours of a playing day, clock changes included             \
	    */

struct day_shape {
	int64_t begins_us, ends_us;
	unsigned weekday;
	enum day_kind kind;
	bool weekend_hours;
	double factor; /* level of the weekday times that of the holiday */
	uint32_t steps;
	int64_t step_us[STEPS_MAX + 1]; /* where each begins; the end */
	uint8_t hour[STEPS_MAX];	/* local, 0 ... 23 */
};

/* What all tiers share. */
void day_shape_make(const struct generate_plan *plan, int64_t day,
		    struct day_shape *out);

/* Running integral of one tier: below[i] is the mass before step i. */
void day_shape_integrate(const struct day_shape *shape,
			 const struct tier_plan *tier,
			 double below[STEPS_MAX + 1]);

/* The instant before which `mass` lies. */
int64_t day_shape_at(const struct day_shape *shape,
		     const double below[STEPS_MAX + 1], double mass);

/* s(t) of a tier at an instant of the day. */
double day_shape_rate(const struct day_shape *shape,
		      const struct tier_plan *tier, int64_t at_us);

#endif /* TRACES_DAY_SHAPE_H */
