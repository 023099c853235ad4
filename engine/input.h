/*
 * input.h - everything that can happen to the engine.
 *
 * An input is a plain value: no pointers, so there is no ownership to agree on,
 * and a journal of inputs is a complete recording of a run.  Inputs are totally
 * ordered by .seq; .at_us never decreases along that order.
 *
 * Adding a kind: extend the list, the union, input_pack()/input_unpack() and
 * the matrix in tests/test_lifecycle.c.
 */
#ifndef ENGINE_INPUT_H
#define ENGINE_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/questions.h"
#include "engine/units.h"

/* kind, name, exogenous: comes from people and markets (true), or is the
 * world's answer to our own commands (false).  Replay feeds both; a what-if
 * feeds only the former and lets the simulated world produce the latter. */
#define INPUT_KINDS(X)                                                         \
	X(INPUT_WAKE, "wake", false)                                           \
	X(INPUT_WORLD_REGISTERED, "world_registered", true)                    \
	X(INPUT_WORLD_CHANGED, "world_changed", true)                          \
	X(INPUT_WORLD_DELETED, "world_deleted", true)                          \
	X(INPUT_START_REQUESTED, "start_requested", true)                      \
	X(INPUT_STOP_REQUESTED, "stop_requested", true)                        \
	X(INPUT_PLAYERS_CHANGED, "players_changed", true)                      \
	X(INPUT_COMMAND_FINISHED, "command_finished", false)                   \
	X(INPUT_NODE_HEARTBEAT, "node_heartbeat", false)                       \
	X(INPUT_NODE_GONE, "node_gone", false)                                 \
	X(INPUT_CONTAINER_EXITED, "container_exited", false)                   \
	X(INPUT_ACCOUNT_CREDITED, "account_credited", true)                    \
	X(INPUT_OPERATOR_RELEASED, "operator_released", true)                  \
	X(INPUT_RESUMED, "resumed", false)                                     \
	X(INPUT_ACCOUNT_OPENED, "account_opened", true)                        \
	X(INPUT_DEDICATED_ADDED, "dedicated_added", true)                      \
	X(INPUT_DEDICATED_REMOVED, "dedicated_removed", true)                  \
	X(INPUT_SETTING_CHANGED, "setting_changed", true)                      \
	X(INPUT_SETTINGS_COMPLETE, "settings_complete", true)                  \
	X(INPUT_INVENTORY_WORLD, "inventory_world", false)                     \
	X(INPUT_INVENTORY_COMPLETE, "inventory_complete", false)               \
	X(INPUT_WORLD_FOUND, "world_found", true)

enum input_kind {
	INPUT_NONE = 0,
#define X(kind, name, exogenous) kind,
	INPUT_KINDS(X)
#undef X
	    INPUT_KIND_COUNT
};

/* What is known of a new account.  One that is never opened pays afterwards:
 * nothing limits it. */
enum account_opening {
	OPENED_PREPAID = 1 << 0,  /* what it has paid in is what it can spend */
	OPENED_VERIFIED = 1 << 1, /* by a payment method or a telephone */
	OPENED_FLAGS = OPENED_PREPAID | OPENED_VERIFIED
};

/* How a command ended.  UNKNOWN is not a failure: the effect may exist. */
enum outcome {
	OUTCOME_NONE = 0,
	OUTCOME_DONE,
	OUTCOME_REFUSED,     /* permanent: asking again is pointless */
	OUTCOME_NO_CAPACITY, /* the provider has none of this type here, now */
	OUTCOME_FAILED,	     /* it did not happen; trying again is safe */
	OUTCOME_CANCELLED,   /* a transfer that we called off */
	OUTCOME_UNKNOWN,     /* timeout or crash in between */
	OUTCOME_COUNT
};

struct input {
	uint64_t seq;  /* position in the journal, 1, 2, 3 ... without a gap */
	int64_t at_us; /* when the driver accepted it */
	enum input_kind kind;
	union {
		struct world_facts { /* WORLD_REGISTERED, WORLD_CHANGED */
			struct world_id world;
			struct account_id account;
			uint32_t ram_mib;     /* the plan */
			uint32_t cpu_milli;   /* the plan */
			uint32_t disk_mib;    /* of its data, asleep */
			uint32_t idle_stop_s; /* empty for so long: stop; 0:
						 never */
			uint32_t expected_session_s; /* prior; 0: unknown */
			uint32_t has_archive; /* 1: a verified copy exists */
		} world;
		struct {
			struct world_id world;
		} world_deleted;
		struct { /* START_REQUESTED, STOP_REQUESTED */
			struct world_id world;
			uint32_t request; /* the caller's number, echoed in
					     notices */
		} request;
		struct {
			struct world_id world;
			uint32_t players;
		} players_changed;
		struct {
			struct command_id command;
			enum outcome outcome;
			uint64_t provider_ref; /* ORDER_NODE: server's number */
			uint32_t size_mib;     /* ARCHIVE, RESTORE: moved */
		} command_finished;
		struct {
			struct node_id node;
			int64_t next_by_us; /* the next one comes until then */
			uint32_t boot; /* counts boots of the machine; 0: not
					  told */
		} heartbeat;
		struct {
			struct node_id node;
		} node_gone;
		struct {
			struct world_id world;
			struct node_id node;
			uint32_t epoch;
			int32_t exit_code;
		} container_exited;
		struct {
			struct account_id account;
			int64_t amount_nano_eur;
		} account_credited;
		struct {
			uint32_t guard; /* enum guard, notice.h */
		} operator_released;
		struct {
			int64_t away_us;
		} resumed;
		struct { /* before any world of the account is registered */
			struct account_id account;
			struct account_id referrer; /* 0: none */
			uint32_t flags;		    /* enum account_opening */
		} account_opened;
		struct { /* its id follows: a notice, engine_last_node() */
			uint32_t type;	   /* a dedicated one */
			uint32_t location; /* index into names kept outside */
			uint64_t provider_ref;
			int64_t month_nano_eur; /* rent from now on */
			int64_t setup_nano_eur; /* once */
		} dedicated_added;
		struct { /* it is emptied; then its rent ends */
			struct node_id node;
		} dedicated_removed;
		struct {
			uint32_t setting; /* enum setting, settings.h */
			int64_t value;
		} setting_changed;
		struct { /* of the SETTING_CHANGED before; 0: forget them */
			uint32_t count;
			uint64_t sum; /* engine_sum() of settings and values */
		} settings_complete;
		struct { /* a container that runs on a node */
			struct node_id node;
			struct world_id world;
			uint32_t epoch;
		} inventory_world;
		struct { /* there are no others */
			struct node_id node;
			uint32_t count;
			uint64_t sum; /* engine_sum() of worlds and epochs */
		} inventory_complete;
		struct { /* its newest data lie on this node: it has slept there
			    since before we knew of it */
			struct world_id world;
			struct node_id node;
			int64_t since_us;
			struct node_id copy; /* has them as well; 0: none */
		} world_found;
	};
};

_Static_assert(sizeof(struct input) <= 64, "an input is one cache line");

bool input_is_exogenous(enum input_kind kind);

/* A short stable name for logs, tables and goldens, e.g. "start_requested". */
const char *input_kind_name(enum input_kind kind);
const char *outcome_name(enum outcome outcome);

/*
 * The canonical form of an input: INPUT_WORDS words, every bit defined.  What
 * the trail hashes and the journal stores.
 */
#define INPUT_WORDS 7
void input_pack(const struct input *input, uint64_t words[INPUT_WORDS]);

/* The inverse; false if the words are not an input of a known kind. */
bool input_unpack(const uint64_t words[INPUT_WORDS], struct input *input);

#endif /* ENGINE_INPUT_H */
