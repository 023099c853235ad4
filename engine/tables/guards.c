#include "engine/tables/guards.h"

#include "engine/engine.int.h"
#include "engine/kit/calendar.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"

static void begin_hold(struct engine *engine, enum guard guard)
{
	engine->guards.holds[guard] = true;
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_GUARD,
				  .reason = REASON_GUARD,
				  .guard = {guard, true},
			      });
	raise_alert(engine, REASON_GUARD, 0, guard);
}

/* May one more be added to what happened within the last hour? */
static bool count_one(struct engine *engine, enum guard guard,
		      struct last_hour *hour, uint32_t limit)
{
	while (hour->count != 0 &&
	       hour->at_us[hour->head] <= engine->now_us - US_PER_HOUR) {
		hour->head = (hour->head + 1) % hour->capacity;
		hour->count--;
	}
	if (hour->count >= limit || hour->count == hour->capacity) {
		begin_hold(engine, guard);
		return false;
	}
	hour->at_us[(hour->head + hour->count) % hour->capacity] =
	    engine->now_us;
	hour->count++;
	return true;
}

bool guard_allows_destroy(struct engine *engine)
{
	const struct guards *limits = &engine->config.guards;
	struct guard_state *guards = &engine->guards;
	uint32_t share = (uint32_t)((uint64_t)engine->fleet.cloud *
				    limits->destroys_share_ppm / PPM);

	if (limits->destroys_per_hour == COUNT_OFF)
		return true;
	if (guards->holds[GUARD_DESTROYS])
		return false;
	return count_one(engine, GUARD_DESTROYS, &guards->destroys,
			 limits->destroys_per_hour > share
			     ? limits->destroys_per_hour
			     : share);
}

/* A new day or month begins with nothing spent and nothing held. */
static void roll_periods(struct engine *engine)
{
	struct guard_state *guards = &engine->guards;
	int64_t day = calendar_day(engine->now_us);
	int32_t month = calendar_month(engine->now_us);

	if (day != guards->spend_day) {
		guards->spend_day = day;
		guards->spend_day_nano_eur = 0;
		guards->holds[GUARD_SPEND_DAY] = false;
	}
	if (month != guards->spend_month) {
		guards->spend_month = month;
		guards->spend_month_nano_eur = 0;
		guards->holds[GUARD_SPEND_MONTH] = false;
	}
}

/* Would this, and what is set aside, stay below the cap?  If the cap would be
 * passed even though no order were accepted, the guard holds. */
static bool below_cap(struct engine *engine, enum guard guard, int64_t spent,
		      int64_t nano_eur, int64_t cap)
{
	if (cap == AMOUNT_OFF)
		return true;
	if (spent + nano_eur > cap)
		begin_hold(engine, guard);
	return spent + engine->guards.reserved_nano_eur + nano_eur <= cap;
}

bool guard_reserves_spend(struct engine *engine, int64_t nano_eur)
{
	const struct guards *limits = &engine->config.guards;
	struct guard_state *guards = &engine->guards;

	roll_periods(engine);
	if (guards->holds[GUARD_SPEND_DAY] ||
	    guards->holds[GUARD_SPEND_MONTH] ||
	    !below_cap(engine, GUARD_SPEND_DAY, guards->spend_day_nano_eur,
		       nano_eur, limits->spend_per_day_nano_eur) ||
	    !below_cap(engine, GUARD_SPEND_MONTH, guards->spend_month_nano_eur,
		       nano_eur, limits->spend_per_month_nano_eur))
		return false;
	guards->reserved_nano_eur += nano_eur;
	return true;
}

void guard_gives_back_spend(struct engine *engine, int64_t nano_eur)
{
	engine->guards.reserved_nano_eur -= nano_eur;
}

void guard_spent(struct engine *engine, int64_t nano_eur)
{
	roll_periods(engine);
	engine->guards.spend_day_nano_eur += nano_eur;
	engine->guards.spend_month_nano_eur += nano_eur;
}

void guard_release(struct engine *engine, enum guard guard)
{
	struct guard_state *guards = &engine->guards;

	if (!guards->holds[guard])
		return;
	guards->holds[guard] = false;
	switch (guard) {
	case GUARD_DESTROYS:
		guards->destroys.count = 0;
		engine->condemned_unfinished = true;
		plan_soon(engine);
		break;
	case GUARD_SPEND_DAY:
		guards->spend_day_nano_eur = 0;
		break;
	case GUARD_SPEND_MONTH:
		guards->spend_month_nano_eur = 0;
		break;
	case GUARD_NONE:
	case GUARD_STOPS:
	case GUARD_COUNT:
		break;
	}
	output_notice(engine, &(struct notice){
				  .kind = NOTICE_GUARD,
				  .guard = {guard, false},
			      });
}
