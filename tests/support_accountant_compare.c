/* support_accountant_compare.c - the engine's books held against ours. */
#include "support_accountant.int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "engine/kit/arithmetic.h"

/* --- the comparison ------------------------------------------------------- */

static int64_t rent(int64_t month_nano_eur, int64_t elapsed_us)
{
	return round_half_even((exact)month_nano_eur * elapsed_us,
			       (exact)RENT_MONTH_HOURS * US_PER_HOUR);
}

struct rent_sums {
	int64_t dedicated, storage, network, other;
};

static struct rent_sums rents_until(const struct accountant *a, int64_t at_us)
{
	const struct engine_config *config = &a->config;
	const struct standing_costs *standing = &config->standing;
	int64_t elapsed_us = at_us - config->begin_us;
	exact month = 0, setup = 0, time = 0;
	exact rent_us = (exact)RENT_MONTH_HOURS * US_PER_HOUR;
	struct rent_sums sums;

	for (uint32_t id = 1; id < a->node_capacity; id++) {
		const struct known_node *node = &a->nodes[id];
		int64_t end_us = min_i64(at_us, node->until_us);
		exact since_us = end_us - node->created_us;

		if (!node->monthly || since_us < 0)
			continue;
		month += node->rent_nano_eur * since_us;
		time += since_us;
		/* of one that is gone the rest is written off */
		if (node->until_us <= at_us || since_us > spread_us(a))
			since_us = spread_us(a);
		setup += node->setup_nano_eur * since_us;
	}
	sums.dedicated = round_half_even(month, rent_us);
	sums.storage = rent(standing->storage_month_nano_eur, elapsed_us);
	sums.network =
	    round_half_even(time * standing->ipv4_month_nano_eur, rent_us);
	sums.other = rent(standing->other_month_nano_eur, elapsed_us);
	if (spread_us(a) != 0)
		sums.other += round_half_even(setup, spread_us(a));
	return sums;
}

/* Every account of the ledger, as it was posted. */
static void compare_ledger(struct accountant *a, const struct engine *engine)
{
	struct rent_sums rents = {0}; /* nothing is posted at the beginning */
	int64_t credits = 0, provider = 0;

	if (a->rents_at_us != a->config.begin_us)
		rents = rents_until(a, a->rents_at_us);
	agree("revenue active", -a->posted[LEDGER_ACTIVE], a->active);
	agree("revenue sleep", -a->posted[LEDGER_SLEEP], a->sleep);
	agree("revenue jobs", a->posted[LEDGER_JOBS], 0);
	agree("cash", a->posted[LEDGER_CASH], a->cash);
	agree("cost cloud", a->posted[LEDGER_CLOUD], a->cloud + a->setups);
	agree("setup fees", a->told_setups, a->setups);
	agree("cost dedicated", a->posted[LEDGER_DEDICATED], rents.dedicated);
	agree("cost storage", a->posted[LEDGER_STORAGE], rents.storage);
	agree("cost network", a->posted[LEDGER_NETWORK],
	      rents.network + a->addresses);
	agree("cost other", a->posted[LEDGER_OTHER], rents.other);
	agree("vat", a->posted[LEDGER_VAT], a->vat);
	agree("tax office", -a->posted[LEDGER_TAX_OFFICE], a->vat);
	agree("payment fees", a->posted[LEDGER_FEES], a->fees);
	agree("payment provider", -a->posted[LEDGER_PAYMENT_PROVIDER], a->fees);
	provider = a->cloud + a->setups + a->addresses + rents.dedicated +
		   rents.storage + rents.network + rents.other;
	agree("provider", -a->posted[LEDGER_PROVIDER], provider);
	for (uint32_t id = 1; id <= a->config.limits.accounts_max; id++) {
		struct account_view view;

		(void)engine_read_account(engine, (struct account_id){id},
					  &view);
		agree("what a customer owes", a->customers[id], a->owes[id]);
		agree("balance", view.balance_nano_eur, -a->owes[id]);
		agree("credit", view.credit_nano_eur, a->credits[id]);
		assert_true(view.prepaid == a->pays_before[id]);
		credits += a->credits[id];
	}
	agree("credits granted", a->posted[LEDGER_GRANTS], credits);
}

/* A run that goes on beyond the end of the money is given away. */
static int64_t paid_until_us(const struct accountant *a,
			     const struct engine *engine,
			     const struct known_world *world)
{
	struct account_view view;

	(void)engine_read_account(engine, (struct account_id){world->account},
				  &view);
	return view.prepaid && view.stop_at_us < a->now_us ? view.stop_at_us
							   : a->now_us;
}

/* The parts of what dedicated and cloud nodes cost that were not used; what is
 * paid for the rest of this hour is not used yet. */
static void compare_idle(const struct accountant *a, const struct books *books)
{
	static const char *const names[IDLE_COUNT] = {
	    "boot",	     "reserve", "rounding", "spare",
	    "fragmentation", "night",	"slack"};
	int64_t idle = 0;

	for (int cause = 0; cause < IDLE_COUNT; cause++) {
		exact sum = a->idle[cause];
		int64_t amount;

		for (uint32_t id = 1;
		     id < a->node_capacity && cause == IDLE_ROUNDING; id++) {
			const struct known_node *node = &a->nodes[id];

			if (node->rented)
				sum += (exact)node->rate_nano_eur *
				       (node->created_us +
					node->hours * US_PER_HOUR - a->now_us);
		}
		amount = round_half_even(sum, US_PER_HOUR);
		/* the wake at the edge of a night may be so full that it goes
		 * on a microsecond later, which then counts to the other */
		if ((cause != IDLE_NIGHT && cause != IDLE_SLACK) ||
		    llabs(books->idle_nano_eur[cause] - amount) > 1)
			agree(names[cause], books->idle_nano_eur[cause],
			      amount);
		idle += books->idle_nano_eur[cause];
	}
	agree("used", books->used_nano_eur,
	      books->dedicated_nano_eur + books->cloud_nano_eur - idle);
}

/* The readings: what is posted and what has accrued. */
static void compare_books(const struct accountant *a,
			  const struct engine *engine)
{
	struct rent_sums rents = rents_until(a, a->now_us);
	int64_t active = a->active, sleep = a->sleep, minutes = a->minutes;
	int64_t mib_minutes = a->mib_minutes, mib_seconds = a->mib_seconds;
	int64_t vat, fees, gross;
	struct books books;

	engine_read_books(engine, a->now_us, &books);
	for (uint32_t id = 1; id <= a->config.limits.worlds_max; id++) {
		const struct known_world *world = &a->worlds[id];
		int64_t count;

		if (world->active) {
			active += price_run(
			    a, world, paid_until_us(a, engine, world), &count);
			minutes += count;
			mib_minutes += count * world->ram_mib;
		} else if (world->stays) {
			sleep += price_stay(a, world, a->now_us, &count);
			mib_seconds += count * world->disk_mib;
		}
	}
	gross = active + sleep - a->posted[LEDGER_CREDITS];
	split_gross(a, gross, &vat, &fees);
	agree("active", books.active_gross_nano_eur, active);
	agree("sleep", books.sleep_gross_nano_eur, sleep);
	agree("jobs", books.jobs_gross_nano_eur, 0);
	agree("credits", books.credits_nano_eur, a->posted[LEDGER_CREDITS]);
	agree("vat of all", books.vat_nano_eur, vat);
	agree("fees of all", books.payment_fees_nano_eur, fees);
	agree("net", books.net_nano_eur, gross - vat - fees);
	agree("dedicated", books.dedicated_nano_eur, rents.dedicated);
	agree("cloud", books.cloud_nano_eur, a->cloud + a->setups);
	agree("storage", books.storage_nano_eur, rents.storage);
	agree("network", books.network_nano_eur, rents.network + a->addresses);
	agree("other", books.other_nano_eur, rents.other);
	agree("minutes", books.billed_minutes, minutes);
	agree("MiB minutes", books.active_mib_minutes, mib_minutes);
	agree("MiB seconds", books.sleep_mib_seconds, mib_seconds);
	agree("cloud hours", books.cloud_hours_billed, a->cloud_hours);
	agree("cloud alive", books.cloud_alive_us, a->alive_us);
	agree("cloud used", books.cloud_used_us, a->used_us);
	agree("cloud wasted", books.cloud_wasted_us, a->wasted_us);
	compare_idle(a, &books);
}

/* After the engine's turn: if the day was to be closed, it was, even if there
 * was nothing to post. */
static void close_day(struct accountant *a)
{
	int64_t day = a->now_us / US_PER_DAY;

	if (a->day == day)
		return;
	a->day = day;
	if (a->rents_at_us / US_PER_DAY == day)
		return;
	a->rents_at_us = day * US_PER_DAY;
	tax_what_is_posted(a);
}

void accountant_compare(struct accountant *a, const struct engine *engine)
{
	close_day(a);
	/* what a wake has left is done a microsecond later */
	if (++a->since < a->every + a->inputs / 1000 ||
	    engine_wake_at_us(engine) <= a->now_us + 1)
		return;
	a->since = 0;
	for (uint32_t id = 1; id < a->node_capacity; id++)
		if (a->nodes[id].rented)
			begin_hours(a, &a->nodes[id], a->now_us + 1);
	compare_ledger(a, engine);
	compare_books(a, engine);
}
