#include "day_shape.h"

#define US_PER_HOUR (INT64_C(3600) * 1000000)
#define US_PER_DAY (HOURS * US_PER_HOUR)

static double kind_factor(const struct generate_plan *plan, enum day_kind kind)
{
	switch (kind) {
	case DAY_PUBLIC:
		return plan->public_factor;
	case DAY_SCHOOL:
		return plan->school_factor;
	case DAY_PLAIN:
		break;
	}
	return 1;
}

void day_shape_make(const struct generate_plan *plan, int64_t day,
		    struct day_shape *out)
{
	*out = (struct day_shape){
	    .begins_us = playing_day_begins_us(&plan->clock, day),
	    .ends_us = playing_day_begins_us(&plan->clock, day + 1),
	    .weekday = weekday_of(day),
	    .kind = holidays_kind(&plan->holidays, day),
	};
	out->weekend_hours = out->weekday >= 5 || out->kind != DAY_PLAIN;
	out->factor = plan->level[out->weekday] * kind_factor(plan, out->kind);
	for (int64_t at_us = out->begins_us;
	     at_us < out->ends_us && out->steps < STEPS_MAX;
	     at_us += US_PER_HOUR) {
		int64_t local_s = clock_local_s(&plan->clock, at_us);

		out->step_us[out->steps] = at_us;
		out->hour[out->steps++] = (uint8_t)(local_s / 3600 % HOURS);
	}
	out->step_us[out->steps] = out->ends_us;
}

static const double *hours_of(const struct day_shape *shape,
			      const struct tier_plan *tier)
{
	return shape->weekend_hours ? tier->weekend : tier->weekday;
}

void day_shape_integrate(const struct day_shape *shape,
			 const struct tier_plan *tier,
			 double below[STEPS_MAX + 1])
{
	const double *hours = hours_of(shape, tier);

	below[0] = 0;
	for (uint32_t i = 0; i < shape->steps; i++)
		below[i + 1] =
		    below[i] +
		    hours[shape->hour[i]] * shape->factor *
			(double)(shape->step_us[i + 1] - shape->step_us[i]) /
			(double)US_PER_DAY;
}

int64_t day_shape_at(const struct day_shape *shape,
		     const double below[STEPS_MAX + 1], double mass)
{
	uint32_t i = 0;
	double inside;
	int64_t at_us;

	while (i + 1 < shape->steps && below[i + 1] <= mass)
		i++;
	inside = below[i + 1] - below[i];
	at_us = shape->step_us[i];
	if (inside > 0)
		at_us += (int64_t)((mass - below[i]) / inside *
				   (double)(shape->step_us[i + 1] -
					    shape->step_us[i]));
	return at_us < shape->ends_us ? at_us : shape->ends_us - 1;
}

double day_shape_rate(const struct day_shape *shape,
		      const struct tier_plan *tier, int64_t at_us)
{
	int64_t i = (at_us - shape->begins_us) / US_PER_HOUR;

	if (i >= shape->steps)
		i = shape->steps - 1;
	return hours_of(shape, tier)[shape->hour[i]] * shape->factor;
}
