/*
 * check.c - would this input be taken, and if not, why?
 */
#include "engine/engine.int.h"
#include "engine/lives/nodes_come.h"
#include "engine/lives/stops.h"
#include "engine/money/accounts.h"

#define CREDIT_MAX_NANO_EUR (1000000 * NANO_EUR_PER_EUR)

static bool world_is_known(const struct engine *engine, struct world_id id)
{
	return id.value >= 1 && id.value <= engine->config.limits.worlds_max &&
	       (engine->worlds[id.value].flags & WORLD_REGISTERED) != 0 &&
	       engine->worlds[id.value].state != WORLD_DELETED;
}

static bool account_is_known(const struct engine *engine, struct account_id id)
{
	return id.value >= 1 && id.value <= engine->config.limits.accounts_max;
}

static bool facts_are_sound(const struct engine *engine,
			    const struct world_facts *facts)
{
	return account_is_known(engine, facts->account) && facts->ram_mib > 0 &&
	       facts->ram_mib < 1u << 21 && facts->cpu_milli <= UINT16_MAX &&
	       facts->has_archive <= 1;
}

/* What is paid back must be there, and no sum may overflow. */
static bool credit_is_sound(const struct engine *engine,
			    const struct input *input)
{
	int64_t amount = input->account_credited.amount_nano_eur;

	return amount <= CREDIT_MAX_NANO_EUR &&
	       amount >= -CREDIT_MAX_NANO_EUR &&
	       (amount >= 0 ||
		account_can_return(engine,
				   input->account_credited.account.value,
				   input->at_us, -amount));
}

static bool opening_is_sound(const struct engine *engine,
			     const struct input *input)
{
	uint32_t id = input->account_opened.account.value;
	uint32_t referrer = input->account_opened.referrer.value;

	return engine->accounts[id].flags == 0 &&
	       engine->accounts[id].worlds == 0 &&
	       (input->account_opened.flags & ~(uint32_t)OPENED_FLAGS) == 0 &&
	       referrer <= engine->config.limits.accounts_max && referrer != id;
}

static enum engine_status check_payload(const struct engine *engine,
					const struct input *input)
{
	bool sound = false;

	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_KIND_COUNT:
		break;
	case INPUT_WAKE:
		sound = true;
		break;
	case INPUT_WORLD_REGISTERED:
		sound = input->world.world.value >= 1 &&
			input->world.world.value <=
			    engine->config.limits.worlds_max &&
			(engine->worlds[input->world.world.value].flags &
			 WORLD_REGISTERED) == 0 &&
			facts_are_sound(engine, &input->world);
		break;
	case INPUT_WORLD_CHANGED:
		/* what is sold changes only while nothing of it is in use */
		sound = world_is_known(engine, input->world.world) &&
			engine->worlds[input->world.world.value].state ==
			    WORLD_ARCHIVED &&
			facts_are_sound(engine, &input->world);
		break;
	case INPUT_WORLD_DELETED:
		sound = world_is_known(engine, input->world_deleted.world);
		break;
	case INPUT_START_REQUESTED:
	case INPUT_STOP_REQUESTED:
		sound = world_is_known(engine, input->request.world);
		break;
	case INPUT_PLAYERS_CHANGED:
		sound = world_is_known(engine, input->players_changed.world);
		break;
	case INPUT_COMMAND_FINISHED:
		sound = input->command_finished.outcome > OUTCOME_NONE &&
			input->command_finished.outcome < OUTCOME_COUNT;
		break;
	case INPUT_NODE_HEARTBEAT:
	case INPUT_NODE_GONE:
		sound = true; /* of a node we do not know: ignored */
		break;
	case INPUT_CONTAINER_EXITED:
		sound = world_is_known(engine, input->container_exited.world);
		break;
	case INPUT_ACCOUNT_CREDITED:
		sound =
		    account_is_known(engine, input->account_credited.account) &&
		    credit_is_sound(engine, input);
		break;
	case INPUT_ACCOUNT_OPENED:
		sound =
		    account_is_known(engine, input->account_opened.account) &&
		    opening_is_sound(engine, input);
		break;
	case INPUT_OPERATOR_RELEASED:
		sound = input->operator_released.guard > GUARD_NONE &&
			input->operator_released.guard < GUARD_COUNT;
		break;
	case INPUT_RESUMED:
		sound = input->resumed.away_us >= 0;
		break;
	}
	return sound ? ENGINE_OK : ENGINE_INVALID_INPUT;
}

enum engine_status engine_check(const struct engine *engine,
				const struct input *input)
{
	if (input->seq != engine->seq + 1 || input->at_us < engine->now_us)
		return ENGINE_OUT_OF_ORDER;
	if (input_is_exogenous(input->kind) &&
	    engine->pending.limit - engine->pending.count <
		ENGINE_COMMANDS_PER_STEP)
		return ENGINE_AT_LIMIT;
	return check_payload(engine, input);
}
