/*
 * pricing.h - what things cost, as pure functions.
 *
 * Owns the rules of money: which minutes of a run are billed and for how much,
 * what a sleeping world pays, what of a gross amount is ours, what the provider
 * asks for an hour of a node.  Holds no state, posts nothing.
 *
 * Rounding is half to even, once per posting.
 */
#ifndef ENGINE_KIT_PRICING_H
#define ENGINE_KIT_PRICING_H

#include <stdint.h>

#include "engine/config.h"

/*
 * Minute k of a run begins at run start + k x 60 s.  The first that begins
 * while the world is active, at or after `active_us`: a run that starts at the
 * request has minutes that are not billed, because the world was not there yet.
 * Its instant is the `start_us` of the functions below.
 */
int64_t pricing_first_minute_us(int64_t run_start_us, int64_t active_us);

/* A minute is billed if the run has not ended at the instant it begins: the
 * number of minutes begun in [start, end), the first of them at `start_us`. */
int64_t pricing_run_minutes(int64_t start_us, int64_t end_us);

/* Gross price of those minutes: each at the price valid when it begins, the sum
 * rounded once. */
int64_t pricing_run_nano_eur(const struct price_book *book, uint32_t ram_mib,
			     int64_t start_us, int64_t end_us);

/* Whole seconds of sleep that are billed in [start, end). */
int64_t pricing_sleep_seconds(int64_t start_us, int64_t end_us);

/* Gross price of a stay: per second of a 30-day month, per GB of disk, at the
 * price valid when the stay begins. */
int64_t pricing_sleep_nano_eur(const struct price_book *book, uint32_t disk_mib,
			       int64_t start_us, int64_t end_us);

/* The price list that is valid at an instant: before the first, the first. */
const struct book_price *pricing_list(const struct price_book *book,
				      int64_t at_us);

/* When the list after that begins, or TIME_NEVER_US. */
int64_t pricing_next_change_us(const struct price_book *book, int64_t at_us);

/* What a minute of play costs, rounded up: a bound for callers that must not
 * spend more than they have. */
int64_t pricing_minute_nano_eur(uint32_t ram_mib,
				int64_t active_gb_hour_nano_eur);

/* Is that exact? */
bool pricing_minute_is_whole(uint32_t ram_mib, int64_t active_gb_hour_nano_eur);

/* Gross price of a GB-hour of a batch job: the active price less the job
 * discount. */
int64_t pricing_job_gb_hour_nano_eur(const struct price_book *book,
				     int64_t at_us);

/* Gross = VAT + fees + net; the VAT is contained in gross, the payment fees are
 * a share of what remains. */
struct price_split {
	int64_t vat_nano_eur, fees_nano_eur, net_nano_eur;
};
struct price_split pricing_split(const struct price_book *book,
				 int64_t gross_nano_eur);

/* The price list that an order at `at_us` gets (config_price_at()), unless the
 * configuration says for which date.  A node keeps this vintage. */
const struct provider_price *pricing_vintage(const struct engine_config *config,
					     uint32_t type, int64_t at_us);

/*
 * A started hour of a server that has already cost `month_paid` in the calendar
 * month in which the hour begins: the hourly price, but never more than what is
 * left to the monthly cap.  A cap of 0 is no cap.
 */
int64_t pricing_hour_nano_eur(int64_t hour_nano_eur, int64_t month_cap_nano_eur,
			      int64_t month_paid_nano_eur);

/* A month of rent: 8760 hours of a year by twelve. */
#define RENT_MONTH_US (730 * US_PER_HOUR)

/* A monthly rent from the beginning of the run for `elapsed_us`: 1/730 of it an
 * hour, rounded once. */
int64_t pricing_rent_nano_eur(int64_t month_nano_eur, int64_t elapsed_us);

#endif /* ENGINE_KIT_PRICING_H */
