#include "fit_joins.h"

#include <math.h>
#include <stdlib.h>

#include "day_shape.h"

#define US_PER_MINUTE INT64_C(60000000)
#define NEAR_MINUTES 15
#define CONTROL_FROM 25
#define CONTROL_TO 55
#define MINUTES_PER_DAY 1440
#define NORMAL_975 1.959963984540054
#define WITHIN_DEFAULT_S 180

/* The evidence of one playing day. */
struct day_pairs {
	double starts, near, near_minutes, control;
	int type;
};

struct ratio {		     /* near over control pairs, without joins */
	double near;	     /* ... of their number */
	double near_minutes; /* ... of their distances, in minutes */
};

struct estimate {
	double share;  /* of starts that are joins */
	double within; /* minutes */
};

/* Pairs that begin with session i. */
static void count_pairs(const struct trace *trace, size_t i,
			struct day_pairs *day)
{
	const struct session *first = &trace->sessions[i];

	day->starts++;
	for (size_t j = i + 1; j < trace->session_count; j++) {
		const struct session *other = &trace->sessions[j];
		double minutes = (double)(other->start_us - first->start_us) /
				 (double)US_PER_MINUTE;

		if (minutes > CONTROL_TO)
			return;
		if (other->world == first->world)
			continue;
		if (minutes <= NEAR_MINUTES) {
			day->near++;
			day->near_minutes += minutes;
		} else if (minutes > CONTROL_FROM) {
			day->control++;
		}
	}
}

/* The ratios that the hours of a day type alone would give: sums over minutes
 * of the product of the rates. */
static struct ratio expected_joins(const double rate[MINUTES_PER_DAY],
				   const double starts[HOURS])
{
	double near = 0, near_minutes = 0, control = 0;

	for (int t = 0; t < MINUTES_PER_DAY; t++)
		for (int u = 0; u <= CONTROL_TO && t + u < MINUTES_PER_DAY;
		     u++) {
			int hour = t / 60 % HOURS;
			double product = rate[t] * rate[t + u];

			/* the square of a rate that was counted is too large */
			if ((t + u) / 60 == t / 60 && starts[hour] > 1)
				product *= 1 - 1 / starts[hour];

			/* the first and the last minute count half */
			if (u == 0 || u == NEAR_MINUTES || u == CONTROL_FROM ||
			    u == CONTROL_TO)
				product /= 2;
			if (u <= NEAR_MINUTES) {
				near += product;
				near_minutes += product * u;
			} else if (u >= CONTROL_FROM) {
				control += product;
			}
		}
	return control > 0
		   ? (struct ratio){near / control, near_minutes / control}
		   : (struct ratio){0, 0};
}

/* Starts by minute of the playing day as the fitted hours have them. */
static void rate_of(const struct fit *fit, const double tier_starts[TIERS],
		    int type, double rate[MINUTES_PER_DAY])
{
	for (int t = 0; t < MINUTES_PER_DAY; t++) {
		int hour = (t / 60 + 6) % HOURS;

		rate[t] = 0;
		for (int tier = 0; tier < TIERS; tier++)
			rate[t] +=
			    tier_starts[tier] *
			    (type == 0 ? fit->plan.tier[tier].weekday[hour]
				       : fit->plan.tier[tier].weekend[hour]);
	}
}

/* All days but `without`. */
static struct estimate estimate(const struct day_pairs *days, uint32_t count,
				uint32_t without,
				const struct ratio ratio[DAY_TYPES])
{
	double starts = 0, excess = 0, minutes = 0;
	struct estimate out = {0, 0};

	for (uint32_t d = 0; d < count; d++) {
		const struct day_pairs *day = &days[d];

		if (d == without)
			continue;
		starts += day->starts;
		excess += day->near - ratio[day->type].near * day->control;
		minutes += day->near_minutes -
			   ratio[day->type].near_minutes * day->control;
	}
	if (starts > 0)
		out.share = excess / starts;
	if (excess > 0)
		out.within = minutes / excess;
	return out;
}

static bool in_window(const struct fit *fit, const struct session *s)
{
	return s->start_us >= fit->from_us && s->start_us < fit->to_us;
}

static void note(struct fit *fit, const struct day_pairs *days,
		 const struct ratio ratio[DAY_TYPES])
{
	struct estimate whole = estimate(days, fit->days, fit->days, ratio);
	double n = fit->days, share_v = 0, within_v = 0, se, low, high;
	bool seen;

	for (uint32_t d = 0; d < fit->days; d++) {
		struct estimate e = estimate(days, fit->days, d, ratio);

		share_v += (e.share - whole.share) * (e.share - whole.share);
		within_v +=
		    (e.within - whole.within) * (e.within - whole.within);
	}
	se = sqrt(share_v * (n - 1) / n);
	low = whole.share - NORMAL_975 * se;
	high = whole.share + NORMAL_975 * se;
	seen = low > 0 && whole.share < 0.5;
	/* of all starts, joins are pull / (1 + pull) */
	fit->plan.pull = seen ? whole.share / (1 - whole.share) : 0;
	fit_note(fit, "joins.pull", fit->plan.pull,
		 low > 0 ? low / (1 - low) : 0,
		 high < 0.5 ? high / (1 - high) : 1);
	se = sqrt(within_v * (n - 1) / n);
	fit->plan.within_s =
	    seen && whole.within > 0 ? 60 * whole.within : WITHIN_DEFAULT_S;
	if (seen)
		fit_note(fit, "joins.within", fit->plan.within_s,
			 fmax(0, 60 * (whole.within - NORMAL_975 * se)),
			 60 * (whole.within + NORMAL_975 * se));
}

bool fit_joins(const struct trace *trace, const struct fit_options *options,
	       struct fit *fit, struct error_text *error)
{
	struct day_pairs *days = calloc(fit->days, sizeof *days);
	const struct generate_plan plan = {
	    .clock = options->clock,
	    .holidays = options->holidays != NULL ? *options->holidays
						  : (struct holidays){0}};
	int64_t first = playing_day_of(&options->clock, fit->from_us);
	double tier_starts[DAY_TYPES][TIERS] = {{0}};
	double hour_starts[DAY_TYPES][HOURS] = {{0}};
	struct ratio ratio[DAY_TYPES];
	double rate[MINUTES_PER_DAY];
	struct day_shape shape;

	if (days == NULL)
		return error_set(error, "out of memory");
	for (uint32_t d = 0; d < fit->days; d++) {
		day_shape_make(&plan, first + d, &shape);
		days[d].type = shape.weekend_hours;
	}
	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *s = &trace->sessions[i];
		struct day_pairs *day;

		if (!in_window(fit, s))
			continue;
		day =
		    &days[playing_day_of(&options->clock, s->start_us) - first];
		count_pairs(trace, i, day);
		tier_starts[day->type]
			   [tier_of(trace->worlds[s->world].ram_mib)]++;
		hour_starts[day->type]
			   [(clock_local_s(&options->clock, s->start_us) /
				 3600 +
			     HOURS - 6) %
			    HOURS]++;
	}
	for (int type = 0; type < DAY_TYPES; type++) {
		rate_of(fit, tier_starts[type], type, rate);
		ratio[type] = expected_joins(rate, hour_starts[type]);
	}
	note(fit, days, ratio);
	free(days);
	return true;
}
