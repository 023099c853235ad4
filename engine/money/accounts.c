#include "engine/money/accounts.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/calendar.h"
#include "engine/kit/check.h"
#include "engine/kit/pricing.h"
#include "engine/kit/timers.h"
#include "engine/money/postings.h"
#include "engine/money/runway.h"
#include "engine/quote.h"
#include "engine/tables/output.h"

/* An account is looked at halfway to what it waits for, so that what comes a
 * little sooner needs no new entry in the timer queue; at last it is exact. */
#define EXACT_WITHIN_US US_PER_MINUTE

static bool is_prepaid(const struct account *account)
{
	return (account->flags & ACCOUNT_PREPAID) != 0;
}

/* --- what is held --------------------------------------------------------- */

/* A whole stay, if it begins at a time whose list is `price`. */
static int64_t stay_nano_eur(const struct engine *engine,
			     const struct world *world, int64_t begin_us)
{
	return pricing_sleep_nano_eur(
	    &engine->config.book, world->disk_mib, begin_us,
	    begin_us + quote_stay_billed_us(&engine->config));
}

/* The dearest that may begin from now on. */
static int64_t next_stay_nano_eur(const struct engine *engine,
				  const struct world *world)
{
	return quote_stay_most_nano_eur(&engine->config, world->disk_mib,
					engine->now_us);
}

static int64_t first_minutes_nano_eur(const struct engine *engine,
				      const struct world *world)
{
	return quote_first_minutes_most_nano_eur(
	    &engine->config, world->ram_mib, engine->now_us);
}

int64_t account_hold_nano_eur(const struct engine *engine, uint32_t id)
{
	const struct world *world = &engine->worlds[id];
	bool wanted = (world->flags & WORLD_WANTED) != 0;
	bool stays = (world->flags & WORLD_SLEEP_BILLED) != 0;
	/* an abandoned run ends in a stay before anything else */
	bool stays_next = !stays && world->state == WORLD_STOPPING;
	/* what is stranded goes on from its archived copy, not from a stay;
	 * what sleeps without one was found so, and nothing is owed for it */
	bool at_rest =
	    stays || world->state == WORLD_ARCHIVED ||
	    world->state == WORLD_SLEEPING || world->state == WORLD_ARCHIVING ||
	    world->state == WORLD_STRANDED || world->state == WORLD_DELETED;
	int64_t held = 0;

	if (stays)
		held += stay_nano_eur(engine, world, world->since_us);
	if (stays_next)
		held += next_stay_nano_eur(engine, world);
	if (wanted || (!at_rest && !stays_next))
		held += next_stay_nano_eur(engine, world);
	if (wanted)
		held += first_minutes_nano_eur(engine, world);
	return held;
}

int64_t account_available_nano_eur(const struct engine *engine, uint32_t id,
				   int64_t at_us)
{
	const struct account *account = &engine->accounts[id];

	return -engine->ledger.customer_nano_eur[id] - account->held_nano_eur -
	       runway_run_up_nano_eur(engine, id,
				      min_i64(at_us, account->stop_at_us));
}

/* --- questions before anything happens ------------------------------------ */

bool account_can_return(const struct engine *engine, uint32_t id, int64_t at_us,
			int64_t amount_nano_eur)
{
	const struct account *account = &engine->accounts[id];

	return !is_prepaid(account) ||
	       amount_nano_eur <=
		   account_available_nano_eur(engine, id, at_us) -
		       account->credit_nano_eur;
}

enum reason account_refuses(const struct engine *engine, uint32_t id)
{
	const struct prepaid *rules = &engine->config.prepaid;
	const struct world *world = &engine->worlds[id];
	const struct account *account = &engine->accounts[world->account];
	int64_t more = next_stay_nano_eur(engine, world) +
		       first_minutes_nano_eur(engine, world);

	if ((account->flags & ACCOUNT_TOPPED_UP) == 0 &&
	    (account->busy >= rules->unpaid_worlds ||
	     world->ram_mib > rules->unpaid_ram_mib))
		return REASON_UNPAID;
	if (account_available_nano_eur(engine, world->account, engine->now_us) <
	    more)
		return REASON_NO_MONEY;
	return REASON_NONE;
}

/* --- credits -------------------------------------------------------------- */

static void grant_credit(struct engine *engine, uint32_t id,
			 int64_t amount_nano_eur, enum reason reason)
{
	struct account *account = &engine->accounts[id];
	int64_t lasts_us = engine->config.prepaid.credit_lasts_us;

	if (amount_nano_eur == 0)
		return;
	account->credit_nano_eur += amount_nano_eur;
	account->credit_until_us = lasts_us >= TIME_NEVER_US - engine->now_us
				       ? TIME_NEVER_US
				       : engine->now_us + lasts_us;
	post_customer(engine, LEDGER_GRANTS, LEDGER_CUSTOMERS, id, 0,
		      amount_nano_eur, reason);
}

void account_charged(struct engine *engine, uint32_t world,
		     int64_t amount_nano_eur)
{
	uint32_t id = engine->worlds[world].account;
	struct account *account = &engine->accounts[id];
	int64_t used = min_i64(amount_nano_eur, account->credit_nano_eur);

	account->credit_nano_eur -= used;
	post(engine, LEDGER_CREDITS, LEDGER_GRANTS, world, used, REASON_CREDIT);
}

/* Credit whose time is over is taken back while nothing of the account is in
 * use: a date interrupts no game. */
static void lapse_credit(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[id];
	int64_t rest;

	if (account->busy != 0 || account->credit_nano_eur == 0 ||
	    engine->now_us < account->credit_until_us)
		return;
	/* credit is used first: it also pays what is held for sleepers */
	rest = max_i64(0, account->credit_nano_eur - account->held_nano_eur);
	account->credit_nano_eur -= rest;
	post_customer(engine, LEDGER_CUSTOMERS, LEDGER_GRANTS, id, 0, rest,
		      REASON_CREDIT);
}

/* --- the clock ------------------------------------------------------------ */

static void arm_clock(struct engine *engine, uint32_t id, int64_t due_us)
{
	struct account *account = &engine->accounts[id];

	if (due_us == TIME_NEVER_US)
		return;
	if (due_us - engine->now_us > EXACT_WITHIN_US)
		due_us = engine->now_us + (due_us - engine->now_us) / 2;
	/* however often the end came nearer, the last entry looks again within
	 * the minute: so much may run on and is given away, see
	 * meter_run_ended() */
	if (account->entries + 1 == ACCOUNT_ENTRIES_MAX)
		due_us = min_i64(due_us, engine->now_us + EXACT_WITHIN_US);
	if (due_us >= account->clock_us ||
	    account->entries == ACCOUNT_ENTRIES_MAX)
		return;
	account->clock_us = due_us;
	account->entries++;
	CHECK(timers_push(engine->timers,
			  (struct timer){due_us, id, TIMER_ACCOUNT}));
}

/* So many of the warnings are due with this much runway left. */
static uint8_t warnings_due(const struct prepaid *rules, int64_t runway_us)
{
	uint8_t count = 0;

	while (count < rules->warning_count &&
	       runway_us <= rules->warnings_us[count])
		count++;
	return count;
}

static void warn_balance(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[id];
	int64_t runway_us = account->stop_at_us - engine->now_us;
	uint8_t due = account->stop_at_us == TIME_NEVER_US
			  ? 0
			  : warnings_due(&engine->config.prepaid, runway_us);

	if (due > account->warned)
		output_notice(
		    engine,
		    &(struct notice){
			.kind = NOTICE_BALANCE_LOW,
			.reason = REASON_NO_MONEY,
			.balance_low = {.account = {id},
					.runway_us = runway_us,
					.available_nano_eur =
					    account_available_nano_eur(
						engine, id, engine->now_us),
					.stop_at_us = account->stop_at_us}});
	account->warned = due;
}

/* When does something happen to this account by itself? */
static int64_t next_due_us(const struct engine *engine,
			   const struct account *account)
{
	const struct prepaid *rules = &engine->config.prepaid;
	int64_t due_us = account->stop_at_us;

	if (account->stop_at_us != TIME_NEVER_US &&
	    account->warned < rules->warning_count)
		due_us -= rules->warnings_us[account->warned];
	if (account->bonus_nano_eur != 0)
		due_us = min_i64(due_us, account->bonus_at_us);
	/* what is in use then lapses when it is set free */
	if (account->credit_nano_eur != 0 && account->busy == 0 &&
	    account->credit_until_us > engine->now_us)
		due_us = min_i64(due_us, account->credit_until_us);
	return max_i64(due_us, engine->now_us);
}

void account_settle(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[id];
	int64_t ended_us = account->stop_at_us;

	account->stop_at_us = TIME_NEVER_US;
	if (account->running == 0) {
		account->flags &= (uint8_t)~ACCOUNT_ENDING;
	} else if ((account->flags & ACCOUNT_ENDING) != 0) {
		/* what those that are stopped set free carries nobody on */
		account->stop_at_us = ended_us;
	} else {
		int64_t left =
		    account_available_nano_eur(engine, id, engine->now_us);

		/* late, and what has come since does not reach: it ended then
		 */
		account->stop_at_us = left < 0 && ended_us < engine->now_us
					  ? ended_us
					  : runway_end_us(engine, id, left);
	}
	lapse_credit(engine, id);
	warn_balance(engine, id);
	arm_clock(engine, id, next_due_us(engine, account));
}

bool account_clock_due(struct engine *engine, uint32_t id, int64_t at_us)
{
	struct account *account = &engine->accounts[id];

	account->entries--;
	if (at_us != account->clock_us)
		return false; /* the newer plan has an entry too */
	account->clock_us = TIME_NEVER_US;
	return true;
}

/* --- following the worlds ------------------------------------------------- */

static void run_begins(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[engine->worlds[id].account];
	struct world_cold *cold = &engine->cold[id];

	cold->running_prev = 0;
	cold->running_next = account->running;
	if (account->running != 0)
		engine->cold[account->running].running_prev = id;
	account->running = id;
}

static void run_ends(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[engine->worlds[id].account];
	const struct world_cold *cold = &engine->cold[id];

	if (cold->running_prev != 0)
		engine->cold[cold->running_prev].running_next =
		    cold->running_next;
	else
		account->running = cold->running_next;
	if (cold->running_next != 0)
		engine->cold[cold->running_next].running_prev =
		    cold->running_prev;
}

/* Bring what the account knows of this world up to date. */
void account_follow(struct engine *engine, uint32_t id)
{
	const struct world *world = &engine->worlds[id];
	struct account *account = &engine->accounts[world->account];
	struct world_cold *cold = &engine->cold[id];
	bool running = world->state == WORLD_ACTIVE;
	bool busy = running || (world->flags & WORLD_WANTED) != 0;
	int64_t held = account_hold_nano_eur(engine, id);

	if (running && !cold->running)
		run_begins(engine, id);
	else if (!running && cold->running)
		run_ends(engine, id);
	cold->running = running;
	account->busy += (uint32_t)busy - (uint32_t)cold->busy;
	cold->busy = busy;
	account->held_nano_eur += held - cold->held_nano_eur;
	cold->held_nano_eur = held;
}

void accounts_settle(struct engine *engine)
{
	uint32_t first = engine->touched, next;

	for (uint32_t id = first; id != 0; id = engine->cold[id].touched_next)
		account_follow(engine, id);
	engine->touched = 0;
	for (uint32_t id = first; id != 0; id = next) {
		next = engine->cold[id].touched_next;
		engine->cold[id].touched_next = 0;
		engine->worlds[id].flags &= (uint16_t)~WORLD_TOUCHED;
		account_settle(engine, engine->worlds[id].account);
	}
}

/* --- what happens to an account ------------------------------------------- */

/* Starting credits have a limit a day, so that a robot that opens accounts
 * runs dry. */
static bool may_grant(struct engine *engine, uint32_t flags)
{
	const struct prepaid *rules = &engine->config.prepaid;
	int64_t today = calendar_day(engine->now_us);

	if (engine->grants_day != today) {
		engine->grants_day = today;
		engine->grants = 0;
	}
	if ((flags & OPENED_VERIFIED) == 0 && !rules->grant_unverified)
		return false;
	if (engine->grants >= rules->grants_per_day)
		return false;
	engine->grants++;
	return true;
}

void account_open(struct engine *engine, uint32_t id, uint32_t referrer,
		  uint32_t flags)
{
	struct account *account = &engine->accounts[id];

	*account = (struct account){.flags = ACCOUNT_OPENED,
				    .referrer = referrer,
				    .stop_at_us = TIME_NEVER_US,
				    .clock_us = TIME_NEVER_US};
	if ((flags & OPENED_PREPAID) == 0)
		return;
	account->flags |= ACCOUNT_PREPAID;
	if (may_grant(engine, flags))
		grant_credit(engine, id,
			     engine->config.prepaid.starting_credit_nano_eur,
			     REASON_CREDIT);
	account_settle(engine, id);
}

/* The referrer of this customer gets a share of the first top-up, after the
 * time in which it may be charged back, and only if the referrer has paid, too.
 */
static void promise_bonus(struct engine *engine, struct account *account,
			  int64_t amount_nano_eur)
{
	const struct prepaid *rules = &engine->config.prepaid;
	uint32_t referrer = account->referrer;

	if (referrer == 0)
		return;
	account->bonus_nano_eur =
	    divide_half_even((wide)amount_nano_eur * rules->referral_ppm, PPM);
	account->bonus_at_us = engine->now_us + rules->referral_hold_us;
}

void account_pay_bonus(struct engine *engine, uint32_t id)
{
	struct account *account = &engine->accounts[id];
	uint32_t referrer = account->referrer;
	int64_t bonus = account->bonus_nano_eur;

	if (bonus == 0 || engine->now_us < account->bonus_at_us)
		return;
	account->bonus_nano_eur = 0;
	if ((engine->accounts[referrer].flags & ACCOUNT_TOPPED_UP) == 0)
		return;
	grant_credit(engine, referrer, bonus, REASON_REFERRAL);
	account_settle(engine, referrer);
}

void account_credited(struct engine *engine, uint32_t id,
		      int64_t amount_nano_eur)
{
	struct account *account = &engine->accounts[id];

	if (amount_nano_eur < 0)
		post_customer(engine, LEDGER_CUSTOMERS, LEDGER_CASH, id, 0,
			      -amount_nano_eur, REASON_TOP_UP);
	else
		post_customer(engine, LEDGER_CASH, LEDGER_CUSTOMERS, id, 0,
			      amount_nano_eur, REASON_TOP_UP);
	if (!is_prepaid(account))
		return;
	account->flags &= (uint8_t)~ACCOUNT_ENDING;
	if (amount_nano_eur > 0 && (account->flags & ACCOUNT_TOPPED_UP) == 0) {
		account->flags |= ACCOUNT_TOPPED_UP;
		promise_bonus(engine, account, amount_nano_eur);
	}
	account_settle(engine, id);
}
