/*
 * questions.h - what the engine tells when it is asked.  Asking changes
 * nothing.
 *
 * Money and use up to an instant, numbers of this instant, and views of one
 * world, node or account.  Amounts are nano-euro, instants us UTC.  Answers are
 * copies; nothing points into the engine.
 */
#ifndef ENGINE_QUESTIONS_H
#define ENGINE_QUESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/config.h"
#include "engine/lifecycle.h"
#include "engine/quote.h"
#include "engine/settings.h"
#include "engine/units.h"

struct engine;

enum idle_cause {
	IDLE_BOOT = 0,
	IDLE_RESERVE,
	IDLE_ROUNDING,
	IDLE_SPARE,
	IDLE_FRAGMENTATION,
	IDLE_NIGHT,
	IDLE_SLACK,
	IDLE_COUNT
};

/*
 * Money and use from the beginning up to an instant not before the engine's
 * now: posted and accrued alike, as if everything were posted at that instant.
 * The figures of a window are the difference of two of these.
 */
struct books {
	int64_t active_gross_nano_eur, sleep_gross_nano_eur;
	int64_t jobs_gross_nano_eur, credits_nano_eur;
	int64_t vat_nano_eur, payment_fees_nano_eur, net_nano_eur;
	int64_t dedicated_nano_eur, cloud_nano_eur, storage_nano_eur;
	int64_t network_nano_eur, other_nano_eur; /* IPv4; setup and other */
	int64_t idle_nano_eur[IDLE_COUNT]; /* parts of dedicated + cloud */
	int64_t used_nano_eur;		   /* the rest of dedicated + cloud */
	int64_t billed_minutes;
	int64_t active_mib_minutes; /* billed: minutes x plan */
	int64_t sleep_mib_seconds;  /* billed: seconds x disk */
	int64_t cloud_hours_billed;
	int64_t cloud_used_us;	 /* cloud node time with a running world */
	int64_t cloud_alive_us;	 /* created until destroyed */
	int64_t cloud_wasted_us; /* paid, but after they were destroyed */
};

/* O(worlds + nodes). */
void engine_read_books(const struct engine *engine, int64_t at_us,
		       struct books *out);

/* What a world (1 ... worlds_max) has earned up to `at_us` and what is not
 * posted yet, as it would be posted then.  O(1). */
struct unbilled {
	struct account_id account;
	enum bill_kind kind;
	uint32_t count; /* 0: nothing */
	struct bill_part parts[BOOK_PRICES_MAX];
};
void engine_read_unbilled(const struct engine *engine, struct world_id id,
			  int64_t at_us, struct unbilled *out);

/* Of what is not posted yet of all its worlds together, so much would be paid
 * with the account's credit: what engine_read_books(), which sums by world,
 * leaves out of its credits. */
int64_t engine_unbilled_credit_nano_eur(const struct engine *engine,
					struct account_id account,
					int64_t unbilled_nano_eur);

/* Add what a world (1 ... worlds_max) has earned up to `at_us` and what is
 * not posted yet: the other half of its postings.  O(1). */
void engine_read_accrued(const struct engine *engine, struct world_id id,
			 int64_t at_us, struct books *out);

/* What happened between two readings: the difference, with VAT, fees and net
 * derived from the difference of the gross sums. */
void books_subtract(const struct price_book *book, const struct books *later,
		    const struct books *earlier, struct books *out);

/* Numbers of this instant, O(1). */
struct engine_gauges {
	uint32_t worlds_waiting, worlds_starting, worlds_active;
	uint32_t worlds_sleeping;
	uint64_t running_mib;	  /* plan RAM of starting and active worlds */
	uint64_t waiting_mib;	  /* plan RAM asked for and not placed */
	uint64_t sellable_mib[2]; /* dedicated, cloud; ready nodes */
	uint64_t booting_mib;	  /* ordered and booting */
	uint64_t draining_mib;	  /* cordoned and draining */
	uint32_t nodes_ordered, nodes_booting, nodes_ready, nodes_draining;
	uint32_t cloud_nodes; /* rented or ordered, in any state */
	uint32_t transfers, transfers_waiting;
	uint32_t commands_pending;
};
void engine_read_gauges(const struct engine *engine, struct engine_gauges *out);

/* The largest plan that would find room now, in MiB; 0: none. */
uint32_t engine_largest_start_mib(const struct engine *engine);

struct world_view {
	enum world_state state;
	struct node_id node; /* that holds its newest data; 0: none */
	uint32_t epoch, ram_mib, disk_mib;
	uint32_t generation; /* of its id */
	bool has_archive, archive_is_current, wanted;
	int64_t since_us;
	/* gross, rounded up: what a minute in this state costs its customer
	 * at the price of now; 0 in the archive and on the way */
	int64_t minute_nano_eur;
};
bool engine_read_world(const struct engine *engine, struct world_id world,
		       struct world_view *out);

struct node_view {
	struct node_id id;
	enum node_state state;
	uint16_t type, location;
	bool dedicated;			 /* rented by the month */
	uint32_t sellable_mib, used_mib; /* used: plan + overhead */
	uint32_t running, sleeping;
	int64_t created_us;
	int64_t lease_until_us; /* what an agent is told that talks */
	bool removed;
	uint64_t provider_ref;
};
bool engine_read_node(const struct engine *engine, struct node_id node,
		      struct node_view *out);

/* The node of this number of the provider, or that came last: 0: none. O(nodes)
 * and O(1). */
struct node_id engine_find_node(const struct engine *engine,
				uint64_t provider_ref);
struct node_id engine_last_node(const struct engine *engine);

/* Fold an item into the sum of a SETTINGS_COMPLETE or an INVENTORY_COMPLETE:
 * the two numbers of each item, in the order of their inputs, from 0. */
uint64_t engine_sum(uint64_t sum, uint64_t first, uint64_t second);

/* A setting as it is now. */
int64_t engine_read_setting(const struct engine *engine, enum setting setting);

struct account_view {
	bool prepaid;
	int64_t balance_nano_eur; /* paid in and granted, less what is posted */
	int64_t credit_nano_eur;  /* of it granted, not paid */
	/* Of a prepaid account only, else 0 and TIME_NEVER_US: */
	int64_t available_nano_eur; /* of the balance: not held, not run up */
	int64_t minute_nano_eur;    /* what its running worlds cost together */
	int64_t stop_at_us; /* then the money ends and its worlds are put to
			       sleep */
};
bool engine_read_account(const struct engine *engine, struct account_id account,
			 struct account_view *out);

int64_t engine_read_balance(const struct engine *engine,
			    struct account_id account);

/*
 * Walk everything and compare it with its definition: capacity, writers,
 * copies, lists, indexes, ledger.  Returns NULL or the first invariant that
 * does not hold, in words.  For tests; O(worlds + nodes).
 */
const char *engine_audit(const struct engine *engine);

#endif /* ENGINE_QUESTIONS_H */
