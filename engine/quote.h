/*
 * quote.h - what a world costs, asked before or while it runs: the questions
 * that sim, live and `conductor quote` put to the price book.
 *
 * Owns no state and no rule: it speaks for pricing.h, which stays inside. Every
 * amount is gross nano-euro, as the meter would post it; instants are UTC.
 */
#ifndef ENGINE_QUOTE_H
#define ENGINE_QUOTE_H

#include <stdint.h>

#include "engine/config.h"

/* kind, name, unit of its quantity */
#define BILL_KINDS(X)                                                          \
	X(BILL_RUN, "run", "minutes")                                          \
	X(BILL_STAY, "asleep", "seconds")

enum bill_kind {
#define X(kind, name, unit) kind,
	BILL_KINDS(X)
#undef X
	    BILL_KIND_COUNT
};

const char *bill_kind_name(enum bill_kind kind);

/* What of a run or a stay one price list pays for. */
struct bill_part {
	int64_t valid_from_us;	/* of the list */
	int64_t price_nano_eur; /* of a GB-hour of play, a GB-month of sleep */
	int64_t quantity;	/* begun minutes, or whole seconds */
	int64_t amount_nano_eur;
};

/*
 * A run whose first billed minute begins at `first_us`, up to `end_us`: the
 * lists in order.  A part is the difference of two rounded running totals, so
 * the parts add up to what is posted.  Returns how many.
 */
uint32_t quote_run(const struct price_book *book, uint32_t ram_mib,
		   int64_t first_us, int64_t end_us,
		   struct bill_part out[BOOK_PRICES_MAX]);

/* A stay has the price of its beginning: one part. */
struct bill_part quote_stay(const struct price_book *book, uint32_t disk_mib,
			    int64_t begin_us, int64_t end_us);

/* One minute of play that begins at `at_us`, rounded up to a nano-euro. */
int64_t quote_minute_nano_eur(const struct price_book *book, uint32_t ram_mib,
			      int64_t at_us);

/* Of a GB-hour of play at `at_us`. */
int64_t quote_run_price_nano_eur(const struct price_book *book, int64_t at_us);

/* When the next list begins, or TIME_NEVER_US. */
int64_t quote_next_change_us(const struct price_book *book, int64_t at_us);

/* So much of a stay is paid for at most: it ends with the sleep window, or
 * earlier if customers pay for less. */
int64_t quote_stay_billed_us(const struct engine_config *config);

/* At the dearest list valid from `at_us` on: a whole stay, and the
 * first minutes that a start needs money for.  This is what is held. */
int64_t quote_stay_most_nano_eur(const struct engine_config *config,
				 uint32_t disk_mib, int64_t at_us);
int64_t quote_first_minutes_most_nano_eur(const struct engine_config *config,
					  uint32_t ram_mib, int64_t at_us);

/* A world that becomes active at `at_us`, alone in its account. */
struct runway {
	bool starts;		/* the balance reaches for a start at all */
	int64_t needs_nano_eur; /* for a start */
	int64_t end_us;		/* then it is put to sleep; TIME_NEVER_US */
};
struct runway quote_runway(const struct engine_config *config, uint32_t ram_mib,
			   uint32_t disk_mib, int64_t at_us,
			   int64_t balance_nano_eur);

/* What of a gross amount is VAT. */
int64_t quote_vat_nano_eur(const struct price_book *book,
			   int64_t gross_nano_eur);

#endif /* ENGINE_QUOTE_H */
