#include "sim/promise.h"

#include <math.h>

#include "sim/kpi.h"

/* The p95 of wait_p95: that many starts wait no longer. */
#define PROMISED_WITHIN 0.95

struct promised promise_part(const struct scenario *s, enum promise_part part)
{
	switch (part) {
	case PROMISE_PART_WAIT:
		break;
	case PROMISE_PART_NO_ROOM:
		return (struct promised){"no_room", "starts.no_room",
					 s->promise_no_room_share, false};
	case PROMISE_PART_UNSERVED:
	case PROMISE_PART_COUNT:
		return (struct promised){"unserved", "starts.unserved",
					 s->promise_unserved_share, false};
	}
	return (struct promised){"wait", "starts.within_promise",
				 PROMISED_WITHIN, true};
}

static double mean_of(const double *values, uint32_t known)
{
	double sum = 0;

	for (uint32_t i = 0; i < known; i++)
		sum += values[i];
	return known > 0 ? sum / known : (double)NAN;
}

enum promise promise_judge_known(const struct promised *part,
				 const double *values, uint32_t known,
				 struct interval *interval)
{
	*interval = kpi_interval(kpi_named(part->key), values, known);
	/* the mean of equal values, and of none */
	if (!interval->known)
		interval->mean = interval->low = interval->high =
		    mean_of(values, known);
	return promise_of(interval, part->limit, part->at_least);
}

enum promise promise_judge_part(const struct promised *part,
				const struct figures *figures, uint32_t count,
				double *scratch, struct interval *interval)
{
	uint32_t known =
	    kpi_known(kpi_named(part->key), figures, count, scratch);

	return promise_judge_known(part, scratch, known, interval);
}

enum promise promise_judge(const struct scenario *scenario,
			   const struct figures *figures, uint32_t count,
			   double *scratch)
{
	enum promise worst = PROMISE_NONE;

	for (enum promise_part i = 0; i < PROMISE_PART_COUNT; i++) {
		struct promised part = promise_part(scenario, i);
		struct interval interval;
		enum promise verdict;

		if (part.limit < 0)
			continue;
		verdict = promise_judge_part(&part, figures, count, scratch,
					     &interval);
		worst = verdict > worst ? verdict : worst;
	}
	return worst;
}

/* What may go wrong: the share itself, or what is lacking to all. */
static double allowed_by(const struct promised *part)
{
	return part->at_least ? 1 - part->limit : part->limit;
}

static double wrong_of(const struct promised *part, double value)
{
	return part->at_least ? 1 - value : value;
}

double promise_shortfall(const struct scenario *scenario,
			 const struct figures *figures, uint32_t count)
{
	double sum = 0;

	for (enum promise_part i = 0; i < PROMISE_PART_COUNT; i++) {
		struct promised part = promise_part(scenario, i);
		double mean = kpi_mean(kpi_named(part.key), figures, count);
		double over;

		if (part.limit < 0 || isnan(mean))
			continue;
		over = wrong_of(&part, mean) - allowed_by(&part);
		/* the means of shares are rounded in their last digits */
		if (over > 1e-12)
			sum += allowed_by(&part) > 0 ? over / allowed_by(&part)
						     : 1e6 * over;
	}
	return sum;
}

bool promise_is_lost(const struct scenario *scenario,
		     const struct figures *figures, uint32_t count,
		     uint32_t all)
{
	for (enum promise_part i = 0; i < PROMISE_PART_COUNT; i++) {
		struct promised part = promise_part(scenario, i);
		const struct kpi *kpi = kpi_named(part.key);
		double sum = 0;

		if (part.limit < 0)
			continue;
		for (uint32_t j = 0; j < count; j++) {
			double value = kpi_value(kpi, &figures[j]);

			sum += isnan(value) ? 0 : wrong_of(&part, value);
		}
		if (sum > allowed_by(&part) * all + 1e-9)
			return true;
	}
	return false;
}
