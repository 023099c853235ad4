#include "engine/quote.h"

#include "engine/kit/arithmetic.h"
#include "engine/kit/pricing.h"

/* As far as a runway is looked at; see runway.c. */
#define YEARS_AHEAD_US (3650 * US_PER_DAY)

const char *bill_kind_name(enum bill_kind kind)
{
	static const char *const names[] = {
#define X(kind, name, unit) name,
	    BILL_KINDS(X)
#undef X
	};

	return kind < BILL_KIND_COUNT ? names[kind] : "?";
}

uint32_t quote_run(const struct price_book *book, uint32_t ram_mib,
		   int64_t first_us, int64_t end_us,
		   struct bill_part out[BOOK_PRICES_MAX])
{
	int64_t minutes = 0, amount = 0;
	uint32_t count = 0;

	for (uint32_t i = 0; i < book->price_count; i++) {
		const struct book_price *price = &book->prices[i];
		int64_t until_us = end_us, begun, total;

		if (i + 1 < book->price_count)
			until_us = min_i64(until_us, price[1].valid_from_us);
		begun = pricing_run_minutes(first_us, until_us);
		if (begun <= minutes)
			continue;
		total = pricing_run_nano_eur(book, ram_mib, first_us, until_us);
		out[count++] = (struct bill_part){
		    price->valid_from_us, price->active_gb_hour_nano_eur,
		    begun - minutes, total - amount};
		minutes = begun;
		amount = total;
	}
	return count;
}

struct bill_part quote_stay(const struct price_book *book, uint32_t disk_mib,
			    int64_t begin_us, int64_t end_us)
{
	const struct book_price *price = pricing_list(book, begin_us);

	return (struct bill_part){
	    price->valid_from_us, price->sleep_gb_month_nano_eur,
	    pricing_sleep_seconds(begin_us, end_us),
	    pricing_sleep_nano_eur(book, disk_mib, begin_us, end_us)};
}

int64_t quote_minute_nano_eur(const struct price_book *book, uint32_t ram_mib,
			      int64_t at_us)
{
	return pricing_minute_nano_eur(
	    ram_mib, pricing_list(book, at_us)->active_gb_hour_nano_eur);
}

int64_t quote_run_price_nano_eur(const struct price_book *book, int64_t at_us)
{
	return pricing_list(book, at_us)->active_gb_hour_nano_eur;
}

int64_t quote_next_change_us(const struct price_book *book, int64_t at_us)
{
	return pricing_next_change_us(book, at_us);
}

int64_t quote_stay_billed_us(const struct engine_config *config)
{
	return config->book.sleep_billed_us < config->policy.sleep_window_us
		   ? config->book.sleep_billed_us
		   : config->policy.sleep_window_us;
}

int64_t quote_stay_most_nano_eur(const struct engine_config *config,
				 uint32_t disk_mib, int64_t at_us)
{
	const struct price_book *book = &config->book;
	int64_t most = 0;

	for (; at_us != TIME_NEVER_US;
	     at_us = pricing_next_change_us(book, at_us))
		most = max_i64(most, pricing_sleep_nano_eur(
					 book, disk_mib, at_us,
					 at_us + quote_stay_billed_us(config)));
	return most;
}

int64_t quote_first_minutes_most_nano_eur(const struct engine_config *config,
					  uint32_t ram_mib, int64_t at_us)
{
	const struct price_book *book = &config->book;
	int64_t most = 0;

	/* one more for the rounding, see runway.c */
	for (; at_us != TIME_NEVER_US;
	     at_us = pricing_next_change_us(book, at_us))
		most = max_i64(
		    most, config->prepaid.first_minutes *
				  quote_minute_nano_eur(book, ram_mib, at_us) +
			      1);
	return most;
}

/* A run whose minutes are not whole nano-euros may cost one more than they do.
 */
static int64_t rounding_nano_eur(const struct price_book *book,
				 uint32_t ram_mib)
{
	for (uint32_t i = 0; i < book->price_count; i++)
		if (!pricing_minute_is_whole(
			ram_mib, book->prices[i].active_gb_hour_nano_eur))
			return 1;
	return 0;
}

/* The first minute that `left` does not pay for: runway_end_us() for a single
 * run that begins now. */
static int64_t end_us_of(const struct price_book *book, uint32_t ram_mib,
			 int64_t at_us, int64_t left_nano_eur)
{
	int64_t horizon_us = at_us + YEARS_AHEAD_US;
	int64_t minute_us = at_us;

	while (minute_us < horizon_us) {
		int64_t until_us = min_i64(
		    horizon_us, pricing_next_change_us(book, minute_us));
		int64_t cost = quote_minute_nano_eur(book, ram_mib, minute_us);
		int64_t minutes = pricing_run_minutes(minute_us, until_us);

		if (cost > 0 && left_nano_eur / cost < minutes)
			return minute_us + left_nano_eur / cost * US_PER_MINUTE;
		left_nano_eur -= minutes * cost;
		minute_us += minutes * US_PER_MINUTE;
	}
	return TIME_NEVER_US;
}

struct runway quote_runway(const struct engine_config *config, uint32_t ram_mib,
			   uint32_t disk_mib, int64_t at_us,
			   int64_t balance_nano_eur)
{
	int64_t stay = quote_stay_most_nano_eur(config, disk_mib, at_us);
	int64_t first =
	    quote_first_minutes_most_nano_eur(config, ram_mib, at_us);
	struct runway runway = {
	    .starts = balance_nano_eur >= stay + first,
	    .needs_nano_eur = stay + first,
	    .end_us = at_us,
	};

	if (runway.starts)
		runway.end_us = end_us_of(
		    &config->book, ram_mib, at_us,
		    max_i64(0, balance_nano_eur - stay -
				   rounding_nano_eur(&config->book, ram_mib)));
	return runway;
}

int64_t quote_vat_nano_eur(const struct price_book *book,
			   int64_t gross_nano_eur)
{
	return pricing_split(book, gross_nano_eur).vat_nano_eur;
}
