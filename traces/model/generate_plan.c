#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"

/* Levels of the days of the week, Monday first: quiet Mondays, full Fridays and
 * weekends.  A prior, as european_hours. */
static const double european_level[WEEKDAYS] = {0.85, 0.85, 0.88, 0.90,
						1.05, 1.27, 1.20};

void generate_plan_release(struct generate_plan *plan)
{
	holidays_release(&plan->holidays);
}

void generate_plan_shape(struct generate_plan *plan)
{
	for (int tier = 0; tier < TIERS; tier++) {
		memcpy(plan->tier[tier].weekday, european_hours[0],
		       sizeof european_hours[0]);
		memcpy(plan->tier[tier].weekend, european_hours[1],
		       sizeof european_hours[1]);
	}
	memcpy(plan->level, european_level, sizeof european_level);
}

static bool to_mean_one(double *values, int count)
{
	double sum = 0;

	for (int i = 0; i < count; i++)
		sum += values[i];
	if (!(sum > 0))
		return false;
	for (int i = 0; i < count; i++)
		values[i] *= count / sum;
	return true;
}

bool generate_plan_normalise(struct generate_plan *plan)
{
	bool good = to_mean_one(plan->level, WEEKDAYS);

	for (int tier = 0; tier < TIERS; tier++)
		good = good && to_mean_one(plan->tier[tier].weekday, HOURS) &&
		       to_mean_one(plan->tier[tier].weekend, HOURS);
	return good;
}

double daily_chance(double share_per_month)
{
	return 1 - pow(1 - share_per_month, 1.0 / DAYS_PER_MONTH);
}
