#include "engine/money/runway.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/pricing.h"

#define YEARS_AHEAD_US (3650 * US_PER_DAY)

int64_t meter_first_minute_us(const struct engine *engine, uint32_t id)
{
	int64_t active_us = engine->worlds[id].since_us;

	return engine->config.book.bill_from_request
		   ? pricing_first_minute_us(engine->cold[id].requested_us,
					     active_us)
		   : active_us;
}

int64_t runway_run_up_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t at_us)
{
	const struct price_book *book = &engine->config.book;
	int64_t sum = 0;

	for (uint32_t w = engine->accounts[id].running; w != 0;
	     w = engine->cold[w].running_next)
		sum += pricing_run_nano_eur(book, engine->worlds[w].ram_mib,
					    meter_first_minute_us(engine, w),
					    at_us);
	return sum;
}

int64_t runway_minute_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t price_nano_eur)
{
	int64_t sum = 0;

	for (uint32_t w = engine->accounts[id].running; w != 0;
	     w = engine->cold[w].running_next)
		sum += pricing_minute_nano_eur(engine->worlds[w].ram_mib,
					       price_nano_eur);
	return sum;
}

/* A minute of a run that is about to begin. */
struct minute {
	int64_t begin_us;
	uint32_t world; /* 0: none */
};

static bool comes_before(struct minute a, struct minute b)
{
	return a.begin_us != b.begin_us ? a.begin_us < b.begin_us
					: a.world < b.world;
}

/* Each run begins one minute in [from, from + 60 s): of these the first after
 * `last`. */
static struct minute next_minute(const struct engine *engine, uint32_t id,
				 int64_t from_us, struct minute last)
{
	struct minute first = {TIME_NEVER_US, 0};

	for (uint32_t w = engine->accounts[id].running; w != 0;
	     w = engine->cold[w].running_next) {
		int64_t first_us = meter_first_minute_us(engine, w);
		struct minute minute = {
		    first_us +
			pricing_run_minutes(first_us, from_us) * US_PER_MINUTE,
		    w};

		if (comes_before(last, minute) && comes_before(minute, first))
			first = minute;
	}
	return first;
}

/* A run whose minutes are not whole nano-euros may cost one more than they do,
 * for its sum is rounded. */
static int64_t rounding_nano_eur(const struct engine *engine, uint32_t id)
{
	const struct price_book *book = &engine->config.book;
	int64_t count = 0;

	for (uint32_t w = engine->accounts[id].running; w != 0;
	     w = engine->cold[w].running_next) {
		bool whole = true;

		for (uint32_t i = 0; i < book->price_count; i++)
			whole = whole &&
				pricing_minute_is_whole(
				    engine->worlds[w].ram_mib,
				    book->prices[i].active_gb_hour_nano_eur);
		count += !whole;
	}
	return count;
}

/*
 * Within one price list, valid in [from, until): the first minute that `left`
 * does not pay for, or TIME_NEVER_US with *left lowered by all that begin.
 */
static int64_t end_within_us(const struct engine *engine, uint32_t id,
			     int64_t price_nano_eur, int64_t from_us,
			     int64_t until_us, int64_t *left_nano_eur)
{
	int64_t round = runway_minute_nano_eur(engine, id, price_nano_eur);
	int64_t rounds = (until_us - from_us) / US_PER_MINUTE;
	struct minute minute = {0};

	if (round > 0)
		rounds = min_i64(rounds, *left_nano_eur / round);
	*left_nano_eur -= rounds * round;
	from_us += rounds * US_PER_MINUTE;
	for (;;) {
		int64_t cost;

		minute = next_minute(engine, id, from_us, minute);
		if (minute.world == 0 || minute.begin_us >= until_us)
			return TIME_NEVER_US;
		cost = pricing_minute_nano_eur(
		    engine->worlds[minute.world].ram_mib, price_nano_eur);
		if (cost > *left_nano_eur)
			return minute.begin_us;
		*left_nano_eur -= cost;
	}
}

int64_t runway_end_us(const struct engine *engine, uint32_t id,
		      int64_t available_nano_eur)
{
	const struct price_book *book = &engine->config.book;
	int64_t left =
	    max_i64(0, available_nano_eur - rounding_nano_eur(engine, id));
	int64_t from_us = engine->now_us;
	int64_t horizon_us = from_us + YEARS_AHEAD_US;

	if (available_nano_eur < 0)
		return from_us;
	while (from_us < horizon_us) {
		int64_t until_us =
		    min_i64(horizon_us, pricing_next_change_us(book, from_us));
		int64_t end_us = end_within_us(
		    engine, id,
		    pricing_list(book, from_us)->active_gb_hour_nano_eur,
		    from_us, until_us, &left);

		if (end_us != TIME_NEVER_US)
			return end_us;
		from_us = until_us;
	}
	return TIME_NEVER_US;
}
