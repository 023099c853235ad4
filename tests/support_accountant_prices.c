/* support_accountant_prices.c - what things cost, by docs/figures.md. */
#include "support_accountant.int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#define BILLED_MONTH_S INT64_C(2592000)

void agree(const char *what, int64_t theirs, int64_t ours)
{
	if (theirs == ours)
		return;
	fail_msg("%s: the engine says %lld, by the rules it is %lld", what,
		 (long long)theirs, (long long)ours);
}

/* Half to even, by trying. */
int64_t round_half_even(exact numerator, exact denominator)
{
	exact whole = numerator / denominator, rest;

	if (whole * denominator > numerator)
		whole--;
	rest = 2 * (numerator - whole * denominator);
	if (rest > denominator || (rest == denominator && whole % 2 != 0))
		whole++;
	return (int64_t)whole;
}

/* --- what things cost ----------------------------------------------------- */

static const struct book_price *list_at(const struct accountant *a,
					int64_t at_us)
{
	const struct price_book *book = &a->config.book;
	uint32_t i = book->price_count - 1;

	while (i > 0 && book->prices[i].valid_from_us > at_us)
		i--;
	return &book->prices[i];
}

/* Minutes of [begin, end) by figures.md, one after the other. */
int64_t price_run(const struct accountant *a, const struct known_world *world,
		  int64_t end_us, int64_t *minutes)
{
	int64_t at_us = a->config.book.bill_from_request ? world->requested_us
							 : world->active_us;
	exact sum = 0;

	*minutes = 0;
	for (; at_us < end_us; at_us += US_PER_MINUTE) {
		if (at_us < world->active_us)
			continue;
		++*minutes;
		sum += (exact)world->ram_mib *
		       list_at(a, at_us)->active_gb_hour_nano_eur;
	}
	return round_half_even(sum, 1024 * 60);
}

int64_t price_stay(const struct accountant *a, const struct known_world *world,
		   int64_t end_us, int64_t *seconds)
{
	int64_t window_us = a->config.policy.sleep_window_us;
	int64_t paid_us = a->config.book.sleep_billed_us;
	int64_t last_us =
	    world->stay_us + (paid_us < window_us ? paid_us : window_us);

	if (end_us > last_us)
		end_us = last_us;
	*seconds = (end_us - world->stay_us) / US_PER_SECOND;
	return round_half_even(
	    (exact)*seconds * world->disk_mib *
		list_at(a, world->stay_us)->sleep_gb_month_nano_eur,
	    (exact)1024 * BILLED_MONTH_S);
}

const struct provider_price *provider_list(const struct accountant *a,
					   uint32_t type, int64_t at_us)
{
	const struct node_type *t = &a->config.node_types[type];
	uint32_t i = t->price_count - 1;

	if (a->config.prices_at_us != TIME_NEVER_US)
		at_us = a->config.prices_at_us;
	while (i > 0 && t->prices[i].valid_from_us > at_us)
		i--;
	return &t->prices[i];
}

static int month_of(int64_t at_us)
{
	time_t seconds = (time_t)(at_us / US_PER_SECOND);
	struct tm date;

	(void)gmtime_r(&seconds, &date);
	return date.tm_year * 12 + date.tm_mon;
}

/* An hour of this price, in a month in which so much was paid. */
static int64_t capped(int64_t hour, int64_t cap, int64_t *paid)
{
	int64_t cost = hour;

	if (cap != 0 && *paid + hour > cap)
		cost = cap - *paid;
	*paid += cost;
	return cost;
}

/* An hour, with its address, and in a machine's first hour its setup fee. */
int64_t begin_hour(struct accountant *a, struct known_node *node)
{
	const struct standing_costs *standing = &a->config.standing;
	const struct provider_price *price =
	    provider_list(a, node->type, node->ordered_us);
	bool whole = a->config.node_types[node->type].dedicated;
	int month = month_of(node->created_us + node->hours * US_PER_HOUR);
	int64_t before = a->cloud + a->addresses + a->setups, server;

	if (month != node->month || node->hours == 0) {
		node->month = month;
		node->month_nano_eur = 0;
		node->address_nano_eur = 0;
	}
	server = capped(price->hour_nano_eur, price->month_nano_eur,
			&node->month_nano_eur);
	a->cloud += server;
	node->rate_nano_eur = server;
	a->addresses += capped(whole ? standing->ipv4_dedicated_hour_nano_eur
				     : standing->ipv4_hour_nano_eur,
			       whole ? standing->ipv4_month_nano_eur
				     : standing->ipv4_cloud_month_nano_eur,
			       &node->address_nano_eur);
	if (node->hours == 0) {
		a->setups += price->setup_nano_eur;
		a->idle[IDLE_BOOT] +=
		    (exact)price->setup_nano_eur * US_PER_HOUR;
	}
	a->cloud_hours++;
	node->hours++;
	return a->cloud + a->addresses + a->setups - before;
}

/* All hours that begin before this instant. */
void begin_hours(struct accountant *a, struct known_node *node,
		 int64_t until_us)
{
	while (node->created_us + node->hours * US_PER_HOUR < until_us)
		(void)begin_hour(a, node);
}

void split_gross(const struct accountant *a, int64_t gross, int64_t *vat,
		 int64_t *fees)
{
	const struct price_book *book = &a->config.book;
	int64_t before = round_half_even((exact)gross * 1000000,
					 1000000 + (exact)book->vat_ppm);

	*vat = gross - before;
	*fees =
	    round_half_even((exact)before * book->payment_fees_ppm, 1000000);
}

static int64_t taxable(const struct accountant *a)
{
	return -a->posted[LEDGER_ACTIVE] - a->posted[LEDGER_SLEEP] -
	       a->posted[LEDGER_JOBS] - a->posted[LEDGER_CREDITS];
}

void tax_what_is_posted(struct accountant *a)
{
	split_gross(a, taxable(a), &a->vat, &a->fees);
}

exact spread_us(const struct accountant *a)
{
	return (exact)a->config.standing.setup_months * RENT_MONTH_HOURS *
	       US_PER_HOUR;
}
