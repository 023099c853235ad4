#include "engine/lives/runouts.h"

#include "engine/engine.int.h"
#include "engine/lives/stops.h"
#include "engine/money/accounts.h"
#include "engine/tables/output.h"
#include "engine/tables/worlds.h"

/* The money is used up: everything that runs is saved and put to sleep.  What
 * ended in this very step for another reason is still on the list. */
static void stop_account(struct engine *engine, struct account *account)
{
	account->flags |= ACCOUNT_ENDING;
	for (uint32_t id = account->running, next; id != 0; id = next) {
		next = engine->cold[id].running_next;
		if (world_at(engine, id)->state == WORLD_ACTIVE) {
			if (output_room(engine) == 0)
				return; /* the clock is armed again */
			world_stop(engine, id, REASON_NO_MONEY);
		}
		account_follow(engine, id);
	}
	account->flags &= (uint8_t)~ACCOUNT_ENDING;
}

void account_due(struct engine *engine, uint32_t id, int64_t at_us)
{
	struct account *account = &engine->accounts[id];

	if (!account_clock_due(engine, id, at_us))
		return;
	account_pay_bonus(engine, id);
	if (engine->now_us >= account->stop_at_us)
		stop_account(engine, account);
	account_settle(engine, id);
}
