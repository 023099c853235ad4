#include "engine/input.h"

#include <string.h>

static const struct {
	const char *name;
	bool exogenous;
} kinds[INPUT_KIND_COUNT] = {{"none", false},
#define X(kind, name, exogenous) {name, exogenous},
			     INPUT_KINDS(X)
#undef X
};

bool input_is_exogenous(enum input_kind kind)
{
	return kind < INPUT_KIND_COUNT && kinds[kind].exogenous;
}

const char *input_kind_name(enum input_kind kind)
{
	return kind < INPUT_KIND_COUNT ? kinds[kind].name : "?";
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const names[OUTCOME_COUNT] = {
	    "none",   "done",	   "refused", "no_capacity",
	    "failed", "cancelled", "unknown",
	};
	return outcome < OUTCOME_COUNT ? names[outcome] : "?";
}

static uint64_t pair_halves(uint32_t low, uint32_t high)
{
	return (uint64_t)low | (uint64_t)high << 32;
}

static uint32_t low_half(uint64_t word)
{
	return (uint32_t)word;
}

static uint32_t high_half(uint64_t word)
{
	return (uint32_t)(word >> 32);
}

/* The kinds that came later: of accounts, the fleet, settings, inventories,
 * and worlds that are found. */
static void pack_later(const struct input *input, uint64_t *w)
{
	if (input->kind == INPUT_ACCOUNT_OPENED) {
		w[0] = pair_halves(input->account_opened.account.value,
				   input->account_opened.referrer.value);
		w[1] = input->account_opened.flags;
	} else if (input->kind == INPUT_DEDICATED_ADDED) {
		w[0] = pair_halves(input->dedicated_added.type,
				   input->dedicated_added.location);
		w[1] = input->dedicated_added.provider_ref;
		w[2] = (uint64_t)input->dedicated_added.month_nano_eur;
		w[3] = (uint64_t)input->dedicated_added.setup_nano_eur;
	} else if (input->kind == INPUT_DEDICATED_REMOVED) {
		w[0] = input->dedicated_removed.node.value;
	} else if (input->kind == INPUT_SETTING_CHANGED) {
		w[0] = input->setting_changed.setting;
		w[1] = (uint64_t)input->setting_changed.value;
	} else if (input->kind == INPUT_SETTINGS_COMPLETE) {
		w[0] = input->settings_complete.count;
		w[1] = input->settings_complete.sum;
	} else if (input->kind == INPUT_INVENTORY_WORLD) {
		w[0] = pair_halves(input->inventory_world.node.value,
				   input->inventory_world.world.value);
		w[1] = input->inventory_world.epoch;
	} else if (input->kind == INPUT_INVENTORY_COMPLETE) {
		w[0] = pair_halves(input->inventory_complete.node.value,
				   input->inventory_complete.count);
		w[1] = input->inventory_complete.sum;
	} else if (input->kind == INPUT_WORLD_FOUND) {
		w[0] = pair_halves(input->world_found.world.value,
				   input->world_found.node.value);
		w[1] = (uint64_t)input->world_found.since_us;
		w[2] = input->world_found.copy.value;
	}
}

/* The payload: words[3] ... words[6]. */
static void pack_payload(const struct input *input, uint64_t *w)
{
	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_WAKE:
	case INPUT_KIND_COUNT:
		break;
	case INPUT_WORLD_REGISTERED:
	case INPUT_WORLD_CHANGED:
		w[0] = pair_halves(input->world.world.value,
				   input->world.account.value);
		w[1] =
		    pair_halves(input->world.ram_mib, input->world.cpu_milli);
		w[2] = pair_halves(input->world.disk_mib,
				   input->world.idle_stop_s);
		w[3] = pair_halves(input->world.expected_session_s,
				   input->world.has_archive);
		break;
	case INPUT_WORLD_DELETED:
		w[0] = input->world_deleted.world.value;
		break;
	case INPUT_START_REQUESTED:
	case INPUT_STOP_REQUESTED:
		w[0] = pair_halves(input->request.world.value,
				   input->request.request);
		break;
	case INPUT_PLAYERS_CHANGED:
		w[0] = pair_halves(input->players_changed.world.value,
				   input->players_changed.players);
		break;
	case INPUT_COMMAND_FINISHED:
		w[0] = input->command_finished.command.value;
		w[1] = pair_halves((uint32_t)input->command_finished.outcome,
				   input->command_finished.size_mib);
		w[2] = input->command_finished.provider_ref;
		break;
	case INPUT_NODE_HEARTBEAT:
		w[0] = pair_halves(input->heartbeat.node.value,
				   input->heartbeat.boot);
		w[1] = (uint64_t)input->heartbeat.next_by_us;
		break;
	case INPUT_NODE_GONE:
		w[0] = input->node_gone.node.value;
		break;
	case INPUT_CONTAINER_EXITED:
		w[0] = pair_halves(input->container_exited.world.value,
				   input->container_exited.node.value);
		w[1] = pair_halves(input->container_exited.epoch,
				   (uint32_t)input->container_exited.exit_code);
		break;
	case INPUT_ACCOUNT_CREDITED:
		w[0] = input->account_credited.account.value;
		w[1] = (uint64_t)input->account_credited.amount_nano_eur;
		break;
	case INPUT_OPERATOR_RELEASED:
		w[0] = input->operator_released.guard;
		break;
	case INPUT_RESUMED:
		w[0] = (uint64_t)input->resumed.away_us;
		break;
	case INPUT_ACCOUNT_OPENED:
	case INPUT_DEDICATED_ADDED:
	case INPUT_DEDICATED_REMOVED:
	case INPUT_SETTING_CHANGED:
	case INPUT_SETTINGS_COMPLETE:
	case INPUT_INVENTORY_WORLD:
	case INPUT_INVENTORY_COMPLETE:
	case INPUT_WORLD_FOUND:
		pack_later(input, w);
		break;
	}
}

void input_pack(const struct input *input, uint64_t words[INPUT_WORDS])
{
	words[0] = input->seq;
	words[1] = (uint64_t)input->at_us;
	words[2] = (uint64_t)input->kind;
	for (int i = 3; i < INPUT_WORDS; i++)
		words[i] = 0;
	pack_payload(input, &words[3]);
}

/* Kinds of the fleet, of settings and of inventories, and worlds found. */
static void unpack_later(const uint64_t *w, struct input *input)
{
	if (input->kind == INPUT_DEDICATED_ADDED) {
		input->dedicated_added.type = low_half(w[0]);
		input->dedicated_added.location = high_half(w[0]);
		input->dedicated_added.provider_ref = w[1];
		input->dedicated_added.month_nano_eur = (int64_t)w[2];
		input->dedicated_added.setup_nano_eur = (int64_t)w[3];
	} else if (input->kind == INPUT_DEDICATED_REMOVED) {
		input->dedicated_removed.node.value = low_half(w[0]);
	} else if (input->kind == INPUT_SETTING_CHANGED) {
		input->setting_changed.setting = low_half(w[0]);
		input->setting_changed.value = (int64_t)w[1];
	} else if (input->kind == INPUT_SETTINGS_COMPLETE) {
		input->settings_complete.count = low_half(w[0]);
		input->settings_complete.sum = w[1];
	} else if (input->kind == INPUT_INVENTORY_WORLD) {
		input->inventory_world.node.value = low_half(w[0]);
		input->inventory_world.world.value = high_half(w[0]);
		input->inventory_world.epoch = low_half(w[1]);
	} else if (input->kind == INPUT_INVENTORY_COMPLETE) {
		input->inventory_complete.node.value = low_half(w[0]);
		input->inventory_complete.count = high_half(w[0]);
		input->inventory_complete.sum = w[1];
	} else if (input->kind == INPUT_WORLD_FOUND) {
		input->world_found.world.value = low_half(w[0]);
		input->world_found.node.value = high_half(w[0]);
		input->world_found.since_us = (int64_t)w[1];
		input->world_found.copy.value = low_half(w[2]);
	}
}

static void unpack_payload(const uint64_t *w, struct input *input)
{
	switch (input->kind) {
	case INPUT_NONE:
	case INPUT_WAKE:
	case INPUT_KIND_COUNT:
		break;
	case INPUT_WORLD_REGISTERED:
	case INPUT_WORLD_CHANGED:
		input->world.world.value = low_half(w[0]);
		input->world.account.value = high_half(w[0]);
		input->world.ram_mib = low_half(w[1]);
		input->world.cpu_milli = high_half(w[1]);
		input->world.disk_mib = low_half(w[2]);
		input->world.idle_stop_s = high_half(w[2]);
		input->world.expected_session_s = low_half(w[3]);
		input->world.has_archive = high_half(w[3]);
		break;
	case INPUT_WORLD_DELETED:
		input->world_deleted.world.value = low_half(w[0]);
		break;
	case INPUT_START_REQUESTED:
	case INPUT_STOP_REQUESTED:
		input->request.world.value = low_half(w[0]);
		input->request.request = high_half(w[0]);
		break;
	case INPUT_PLAYERS_CHANGED:
		input->players_changed.world.value = low_half(w[0]);
		input->players_changed.players = high_half(w[0]);
		break;
	case INPUT_COMMAND_FINISHED:
		input->command_finished.command.value = w[0];
		input->command_finished.outcome = (enum outcome)low_half(w[1]);
		input->command_finished.size_mib = high_half(w[1]);
		input->command_finished.provider_ref = w[2];
		break;
	case INPUT_NODE_HEARTBEAT:
		input->heartbeat.node.value = low_half(w[0]);
		input->heartbeat.boot = high_half(w[0]);
		input->heartbeat.next_by_us = (int64_t)w[1];
		break;
	case INPUT_NODE_GONE:
		input->node_gone.node.value = low_half(w[0]);
		break;
	case INPUT_CONTAINER_EXITED:
		input->container_exited.world.value = low_half(w[0]);
		input->container_exited.node.value = high_half(w[0]);
		input->container_exited.epoch = low_half(w[1]);
		input->container_exited.exit_code = (int32_t)high_half(w[1]);
		break;
	case INPUT_ACCOUNT_CREDITED:
		input->account_credited.account.value = low_half(w[0]);
		input->account_credited.amount_nano_eur = (int64_t)w[1];
		break;
	case INPUT_OPERATOR_RELEASED:
		input->operator_released.guard = low_half(w[0]);
		break;
	case INPUT_RESUMED:
		input->resumed.away_us = (int64_t)w[0];
		break;
	case INPUT_ACCOUNT_OPENED:
		input->account_opened.account.value = low_half(w[0]);
		input->account_opened.referrer.value = high_half(w[0]);
		input->account_opened.flags = low_half(w[1]);
		break;
	default:
		unpack_later(w, input);
		break;
	}
}

bool input_unpack(const uint64_t words[INPUT_WORDS], struct input *input)
{
	uint64_t again[INPUT_WORDS];

	if (words[2] == INPUT_NONE || words[2] >= INPUT_KIND_COUNT)
		return false;
	memset(input, 0, sizeof *input);
	input->seq = words[0];
	input->at_us = (int64_t)words[1];
	input->kind = (enum input_kind)words[2];
	unpack_payload(&words[3], input);
	input_pack(input, again); /* stray bits are not an input of ours */
	return memcmp(words, again, sizeof again) == 0;
}
