/*
 * check.c - would this input be taken, and if not, why?
 */
#include "engine/create.h"
#include "engine/engine.int.h"
#include "engine/kit/names.h"
#include "engine/money/accounts.h"
#include "engine/tables/nodes.h"
#include "engine/tables/staging.h"

#define CREDIT_MAX_NANO_EUR (1000000 * NANO_EUR_PER_EUR)
#define FOUND_MAX_US (3660 * US_PER_DAY) /* the longest sleep window */

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

static enum refusal check_world(const struct engine *engine, struct world_id id)
{
	return world_is_known(engine, id) ? REFUSAL_NONE
					  : REFUSAL_UNKNOWN_WORLD;
}

static enum refusal check_facts(const struct engine *engine,
				const struct world_facts *facts)
{
	if (!account_is_known(engine, facts->account))
		return REFUSAL_UNKNOWN_ACCOUNT;
	return facts->ram_mib > 0 && facts->ram_mib < 1u << 21 &&
		       facts->cpu_milli <= UINT16_MAX && facts->has_archive <= 1
		   ? REFUSAL_NONE
		   : REFUSAL_BAD_FACTS;
}

static enum refusal check_registered(const struct engine *engine,
				     const struct world_facts *facts)
{
	uint32_t id = facts->world.value;

	if (id < 1 || id > engine->config.limits.worlds_max)
		return REFUSAL_UNKNOWN_WORLD;
	if (world_is_known(engine, facts->world))
		return REFUSAL_KNOWN_WORLD;
	return check_facts(engine, facts);
}

static enum refusal check_changed(const struct engine *engine,
				  const struct world_facts *facts)
{
	if (!world_is_known(engine, facts->world))
		return REFUSAL_UNKNOWN_WORLD;
	/* what is sold changes only while nothing of it is in use */
	if (engine->worlds[facts->world.value].state != WORLD_ARCHIVED)
		return REFUSAL_NOT_AT_REST;
	return check_facts(engine, facts);
}

/* What is paid back must be there, and no sum may overflow. */
static enum refusal check_credit(const struct engine *engine,
				 const struct input *input)
{
	struct account_id account = input->account_credited.account;
	int64_t amount = input->account_credited.amount_nano_eur;

	if (!account_is_known(engine, account))
		return REFUSAL_UNKNOWN_ACCOUNT;
	if (amount > CREDIT_MAX_NANO_EUR || amount < -CREDIT_MAX_NANO_EUR)
		return REFUSAL_AMOUNT_TOO_LARGE;
	return amount >= 0 || account_can_return(engine, account.value,
						 input->at_us, -amount)
		   ? REFUSAL_NONE
		   : REFUSAL_MONEY_SPENT;
}

static enum refusal check_opening(const struct engine *engine,
				  const struct input *input)
{
	uint32_t id = input->account_opened.account.value;
	uint32_t referrer = input->account_opened.referrer.value;

	if (!account_is_known(engine, input->account_opened.account))
		return REFUSAL_UNKNOWN_ACCOUNT;
	if (engine->accounts[id].flags != 0 || engine->accounts[id].worlds != 0)
		return REFUSAL_ACCOUNT_IN_USE;
	if ((input->account_opened.flags & ~(uint32_t)OPENED_FLAGS) != 0)
		return REFUSAL_BAD_FLAGS;
	return referrer <= engine->config.limits.accounts_max && referrer != id
		   ? REFUSAL_NONE
		   : REFUSAL_BAD_REFERRER;
}

static bool is_rent(int64_t nano_eur)
{
	return nano_eur >= 0 && nano_eur <= CREDIT_MAX_NANO_EUR;
}

static enum refusal check_addition(const struct engine *engine,
				   const struct input *input)
{
	uint32_t type = input->dedicated_added.type;

	if (type >= engine->config.node_type_count ||
	    !engine->config.node_types[type].dedicated ||
	    input->dedicated_added.location > UINT16_MAX)
		return REFUSAL_BAD_TYPE;
	if (!is_rent(input->dedicated_added.month_nano_eur) ||
	    !is_rent(input->dedicated_added.setup_nano_eur))
		return REFUSAL_AMOUNT_TOO_LARGE;
	return engine->fleet.alive < engine->config.limits.nodes_max
		   ? REFUSAL_NONE
		   : REFUSAL_TOO_MANY_NODES;
}

static enum refusal check_removal(const struct engine *engine,
				  const struct input *input)
{
	const struct node *node =
	    node_find(engine, input->dedicated_removed.node.value);

	return node != NULL && node->dedicated && !node->removed &&
		       node->state != NODE_GONE
		   ? REFUSAL_NONE
		   : REFUSAL_UNKNOWN_NODE;
}

/* All are there, and go together. */
static enum refusal check_settings(const struct engine *engine,
				   const struct input *input)
{
	struct engine_config preview;

	if (input->settings_complete.count == 0)
		return REFUSAL_NONE;
	if (!staging_settings_are(engine, input->settings_complete.count,
				  input->settings_complete.sum))
		return REFUSAL_INCOMPLETE;
	staging_preview(engine, &preview);
	return config_is_sound(&preview) &&
		       (preview.policy.placement != PLACE_SESSION_END ||
			engine->fleet.cloud_by_end != NULL)
		   ? REFUSAL_NONE
		   : REFUSAL_BAD_SETTING;
}

static enum refusal check_item(const struct engine *engine,
			       const struct input *input)
{
	uint32_t world = input->inventory_world.world.value;

	if (node_find(engine, input->inventory_world.node.value) == NULL)
		return REFUSAL_UNKNOWN_NODE;
	return world >= 1 && world <= engine->config.limits.worlds_max
		   ? REFUSAL_NONE
		   : REFUSAL_UNKNOWN_WORLD;
}

static uint64_t second_copies_mib(const struct engine *engine,
				  const struct node *node)
{
	uint64_t sum_mib = 0;

	for (uint32_t id = node->stored.head; id != 0;
	     id = engine->copies.of_world[id].next)
		sum_mib += engine->worlds[id].disk_mib;
	return sum_mib;
}

/* Has its disk room, if need be when its second copies are gone? */
static bool can_lie_on(const struct engine *engine, const struct world *world,
		       struct node_id id, bool second_copies_yield)
{
	const struct node *node = node_find(engine, id.value);
	uint64_t needed_mib;

	if (node == NULL || node->state != NODE_READY)
		return false;
	needed_mib = (uint64_t)node->disk_used_mib + world->disk_mib;
	return needed_mib <= node->disk_mib ||
	       (second_copies_yield &&
		needed_mib - second_copies_mib(engine, node) <= node->disk_mib);
}

/* It lies there already, and other second copies give way; its own must fit. */
static bool can_be_found(const struct engine *engine, const struct world *world,
			 struct node_id node, struct node_id copy)
{
	if (!can_lie_on(engine, world, node, true))
		return false;
	return copy.value == 0 ||
	       (engine->copies.of_world != NULL && copy.value != node.value &&
		can_lie_on(engine, world, copy, false));
}

/* An order to delete that is still on its way, from another life of this id or
 * from an earlier stay, would mean the data that are found: so it has had
 * neither. */
static enum refusal check_found(const struct engine *engine,
				const struct input *input)
{
	uint32_t id = input->world_found.world.value;
	int64_t since_us = input->world_found.since_us;
	const struct world *world = &engine->worlds[id];
	struct node_id node = input->world_found.node;
	struct node_id copy = input->world_found.copy;

	if (!world_is_known(engine, input->world_found.world))
		return REFUSAL_UNKNOWN_WORLD;
	if (world->state != WORLD_ARCHIVED || world->epoch != 0 ||
	    world->since_us != 0 ||
	    (world->flags & (WORLD_WANTED | WORLD_DELETE_WANTED)) != 0)
		return REFUSAL_NOT_AT_REST;
	if (since_us > input->at_us || since_us < input->at_us - FOUND_MAX_US)
		return REFUSAL_BAD_TIME;
	return can_be_found(engine, world, node, copy) ? REFUSAL_NONE
						       : REFUSAL_BAD_PLACE;
}

static enum refusal check_payload(const struct engine *engine,
				  const struct input *input)
{
	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_KIND_COUNT:
		break;
	case INPUT_WAKE:
		return REFUSAL_NONE;
	case INPUT_WORLD_REGISTERED:
		return check_registered(engine, &input->world);
	case INPUT_WORLD_CHANGED:
		return check_changed(engine, &input->world);
	case INPUT_WORLD_DELETED:
		return check_world(engine, input->world_deleted.world);
	case INPUT_START_REQUESTED:
	case INPUT_STOP_REQUESTED:
		return check_world(engine, input->request.world);
	case INPUT_PLAYERS_CHANGED:
		return check_world(engine, input->players_changed.world);
	case INPUT_COMMAND_FINISHED:
		return input->command_finished.outcome > OUTCOME_NONE &&
			       input->command_finished.outcome < OUTCOME_COUNT
			   ? REFUSAL_NONE
			   : REFUSAL_BAD_OUTCOME;
	case INPUT_NODE_HEARTBEAT:
	case INPUT_NODE_GONE:
		return REFUSAL_NONE; /* of a node we do not know: ignored */
	case INPUT_CONTAINER_EXITED:
		return check_world(engine, input->container_exited.world);
	case INPUT_ACCOUNT_CREDITED:
		return check_credit(engine, input);
	case INPUT_ACCOUNT_OPENED:
		return check_opening(engine, input);
	case INPUT_OPERATOR_RELEASED:
		return input->operator_released.guard > GUARD_NONE &&
			       input->operator_released.guard < GUARD_COUNT
			   ? REFUSAL_NONE
			   : REFUSAL_BAD_GUARD;
	case INPUT_RESUMED:
		return input->resumed.away_us >= 0 ? REFUSAL_NONE
						   : REFUSAL_BAD_TIME;
	case INPUT_DEDICATED_ADDED:
		return check_addition(engine, input);
	case INPUT_DEDICATED_REMOVED:
		return check_removal(engine, input);
	case INPUT_SETTING_CHANGED:
		return setting_allows(input->setting_changed.setting,
				      input->setting_changed.value)
			   ? REFUSAL_NONE
			   : REFUSAL_BAD_SETTING;
	case INPUT_SETTINGS_COMPLETE:
		return check_settings(engine, input);
	case INPUT_INVENTORY_WORLD:
		return check_item(engine, input);
	case INPUT_INVENTORY_COMPLETE:
		return node_find(engine, input->inventory_complete.node.value)
			   ? REFUSAL_NONE
			   : REFUSAL_UNKNOWN_NODE;
	case INPUT_WORLD_FOUND:
		return check_found(engine, input);
	}
	return REFUSAL_UNKNOWN_KIND;
}

enum refusal engine_refuses(const struct engine *engine,
			    const struct input *input)
{
	if (input->seq != engine->seq + 1 || input->at_us < engine->now_us)
		return REFUSAL_OUT_OF_ORDER;
	if (input->kind == INPUT_WAKE) /* a third of them; it says nothing */
		return REFUSAL_NONE;
	if (engine->pending.limit - engine->pending.count <
		ENGINE_COMMANDS_PER_STEP &&
	    input_is_exogenous(input->kind))
		return REFUSAL_AT_LIMIT;
	return check_payload(engine, input);
}

enum engine_status engine_check(const struct engine *engine,
				const struct input *input)
{
	enum refusal refusal = engine_refuses(engine, input);

	if (refusal == REFUSAL_NONE)
		return ENGINE_OK;
	if (refusal == REFUSAL_OUT_OF_ORDER)
		return ENGINE_OUT_OF_ORDER;
	return refusal == REFUSAL_AT_LIMIT ? ENGINE_AT_LIMIT
					   : ENGINE_INVALID_INPUT;
}

ENUM_NAMES(refusal_name, enum refusal, refusal, REFUSALS)
