#include "engine/money/meter.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/pricing.h"
#include "engine/money/accounts.h"
#include "engine/money/postings.h"
#include "engine/money/runway.h"
#include "engine/quote.h"
#include "engine/tables/output.h"
#include "engine/tables/worlds.h"

/* A world's customer owes this. */
static void charge(struct engine *engine, uint32_t id,
		   enum ledger_account revenue, int64_t amount_nano_eur,
		   enum reason reason)
{
	post(engine, LEDGER_CUSTOMERS, revenue, id, amount_nano_eur, reason);
	if ((engine->worlds[id].flags & WORLD_PREPAID) != 0)
		account_charged(engine, id, amount_nano_eur);
}

/* For invoices: how the charge follows from the price lists. */
static void notice_billed(struct engine *engine, uint32_t id,
			  enum bill_kind kind, const struct bill_part *parts,
			  uint32_t count, enum reason reason)
{
	for (uint32_t i = 0; i < count; i++)
		output_notice(
		    engine,
		    &(struct notice){
			.kind = NOTICE_BILLED,
			.reason = (uint8_t)reason,
			.world = {id},
			.billed = {.customer = {engine->worlds[id].account},
				   .kind = kind,
				   .quantity = parts[i].quantity,
				   .gross_nano_eur = parts[i].amount_nano_eur,
				   .valid_from_us = parts[i].valid_from_us},
		    });
}

/* A prepaid run is never billed beyond the end of the money, even if the stop
 * comes late. */
int64_t meter_billed_until_us(const struct engine *engine,
			      const struct world *world, int64_t end_us)
{
	if ((world->flags & WORLD_PREPAID) == 0)
		return end_us;
	return min_i64(end_us,
		       max_i64(engine->accounts[world->account].stop_at_us,
			       world->since_us));
}

/* Follow the length of this world's sessions: an average over about eight. */
static void learn_length(struct world *world, int64_t length_us)
{
	int64_t length_s = min_i64(length_us / US_PER_SECOND, INT32_MAX);

	if (world->expected_s == 0)
		world->expected_s = (uint32_t)length_s;
	else
		world->expected_s =
		    (uint32_t)((7 * (int64_t)world->expected_s + length_s) / 8);
}

void meter_run_ended(struct engine *engine, uint32_t id, int64_t end_us,
		     enum reason reason)
{
	struct world *world = world_at(engine, id);
	int64_t first_us = meter_first_minute_us(engine, id);
	int64_t until_us = meter_billed_until_us(engine, world, end_us);
	int64_t minutes = pricing_run_minutes(first_us, until_us);
	int64_t gross = pricing_run_nano_eur(
	    &engine->config.book, world->ram_mib, first_us, until_us);
	const struct node *node = world_target(engine, world);

	engine->meters.billed_minutes += minutes;
	engine->meters.active_mib_minutes += minutes * world->ram_mib;
	charge(engine, id, LEDGER_ACTIVE, gross, reason);
	if (output_listens(engine, NOTICE_BILLED)) {
		struct bill_part parts[BOOK_PRICES_MAX];
		uint32_t count = quote_run(&engine->config.book, world->ram_mib,
					   first_us, until_us, parts);

		notice_billed(engine, id, BILL_RUN, parts, count, reason);
	}
	learn_length(world, end_us - world->since_us);
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_RUN_ENDED,
				  .reason = (uint8_t)reason,
				  .request = world->request,
				  .world = {id},
				  .node = {node != NULL ? node->id : 0},
				  .run_ended = {.minutes = minutes,
						.gross_nano_eur = gross,
						.active_us = world->since_us},
			      });
	world->since_us = engine->now_us;
}

void meter_sleep_begins(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);

	world->since_us = engine->now_us;
	world->flags |= WORLD_SLEEP_BILLED;
	account_touch(engine, id);
}

void meter_sleep_ends(struct engine *engine, uint32_t id)
{
	struct world *world = world_at(engine, id);
	int64_t until_us = engine->now_us;
	int64_t billed_us = quote_stay_billed_us(&engine->config);
	struct bill_part part;

	if ((world->flags & WORLD_SLEEP_BILLED) == 0)
		return;
	world->flags &= (uint16_t)~WORLD_SLEEP_BILLED;
	if (billed_us < until_us - world->since_us)
		until_us = world->since_us + billed_us;
	part = quote_stay(&engine->config.book, world->disk_mib,
			  world->since_us, until_us);
	engine->meters.sleep_mib_seconds += part.quantity * world->disk_mib;
	charge(engine, id, LEDGER_SLEEP, part.amount_nano_eur, REASON_NONE);
	notice_billed(engine, id, BILL_STAY, &part, 1, REASON_NONE);
	account_touch(engine, id);
}
