/*
 * runway.h - how long the money of a prepaid account lasts.
 *
 * A minute of a run costs what the price list at its beginning says.  The end
 * of the runway is the first beginning of a minute, of any run of the account,
 * that the money does not pay for.  Whole rounds of a minute are skipped at
 * once, so the work is in the runs of one account and the price lists, not in
 * the length of the runway.
 *
 * A minute that is not a whole number of nano-euros is taken at its price
 * rounded up, and one nano-euro is set aside for the rounding of the run's sum:
 * the end may come a minute early, never late.
 */
#ifndef ENGINE_MONEY_RUNWAY_H
#define ENGINE_MONEY_RUNWAY_H

#include <stdint.h>

struct engine;

/* When the first minute that an active world pays begins, or will. */
int64_t meter_first_minute_us(const struct engine *engine, uint32_t id);
/* What the runs of an account have cost by an instant and is not posted. */
int64_t runway_run_up_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t at_us);
/* What all its runs cost together in one minute, each rounded up, at a price
 * per GB-hour. */
int64_t runway_minute_nano_eur(const struct engine *engine, uint32_t id,
			       int64_t price_nano_eur);
/* The first instant from now on at which a minute begins that `available` does
 * not pay for; TIME_NEVER_US if that is years away. */
int64_t runway_end_us(const struct engine *engine, uint32_t id,
		      int64_t available_nano_eur);

#endif /* ENGINE_MONEY_RUNWAY_H */
