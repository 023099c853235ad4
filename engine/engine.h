/*
 * engine.h - the scheduling and pricing engine.
 *
 * A pure state machine: time-stamped inputs in, commands and notices out.  It
 * performs no I/O, reads no clock, draws nothing, allocates nothing after
 * engine_create() and keeps no global state.  Equal configuration and equal
 * inputs give equal commands and equal digests, on every machine and every run.
 *
 * Life cycle: engine_create() or engine_load(), then engine_step() for ever,
 * engine_save() now and then, engine_destroy().  Not thread-safe; one engine
 * belongs to one thread, and any number of engines may exist.
 *
 * Drivers do not call engine_step() in a loop of their own: sim and live share
 * drive.h, which fixes the order of check, record, step, commit and execution.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/config.h"
#include "engine/input.h"
#include "engine/lifecycle.h"
#include "engine/notice.h"
#include "engine/quote.h"
#include "engine/refusal.h"
#include "engine/settings.h"

/*
 * Raised by one whenever the same inputs may lead to other commands.  A journal
 * is replayed only by the version that wrote it; another version starts from a
 * snapshot.  (Re-simulating an old journal under a new version is a what-if,
 * and belongs to sim.)
 */
#ifndef ENGINE_BEHAVIOUR_VERSION /* a test builds the next one */
#define ENGINE_BEHAVIOUR_VERSION 9
#endif

/* No step emits more; what is left continues at a wake one microsecond on. */
#define ENGINE_COMMANDS_PER_STEP 64
#define ENGINE_NOTICES_PER_STEP 512	  /* without explanations ... */
#define ENGINE_EXPLANATIONS_PER_STEP 4096 /* ... of which the rest is lost */

struct engine;

enum engine_status {
	ENGINE_OK = 0,
	ENGINE_INVALID_INPUT, /* refused; the state is unchanged */
	ENGINE_OUT_OF_ORDER,  /* seq gap or time going back; unchanged */
	ENGINE_AT_LIMIT,      /* too many commands without an answer; unchanged,
				 come again when some were answered */
	ENGINE_NO_MEMORY,
	ENGINE_BAD_CONFIG,
	ENGINE_BAD_SNAPSHOT, /* torn, corrupt, or of another version */
	ENGINE_BUFFER_SMALL
};

const char *engine_status_name(enum engine_status status);

/* Where the engine's memory comes from; called in create, load and destroy.
 * allocate() returns zeroed memory aligned to 64 bytes, or NULL. */
struct allocator {
	void *(*allocate)(void *context, size_t size_bytes);
	void (*release)(void *context, void *memory, size_t size_bytes);
	void *context;
};

/* The caller's arrays; steps append.  Kinds of notices whose bit is not set in
 * notice_mask are not written (nobody listens), which changes nothing else but
 * the numbers of the others (notice.h). */
struct engine_output {
	struct command *commands;
	uint32_t command_count, command_capacity;
	struct notice *notices;
	uint32_t notice_count, notice_capacity;
	uint64_t notice_mask; /* 1 << enum notice_kind */
	/* so many of the notices may explain decisions; the engine counts down.
	 * What has no room is not explained, so that explaining never takes
	 * the place of another notice. */
	uint32_t explanations_left;
};

/*
 * Make an engine that has seen nothing but its configuration: the dedicated
 * nodes 1 ... n are booting and wait for their first heartbeat.  All memory it
 * will ever need follows from config->limits and is taken here.
 *
 * Returns ENGINE_OK and sets *out, which the caller releases with
 * engine_destroy(), or ENGINE_BAD_CONFIG or ENGINE_NO_MEMORY and leaves it.
 */
enum engine_status engine_create(const struct engine_config *config,
				 const struct allocator *memory,
				 struct engine **out);

/* Release everything.  NULL is allowed. */
void engine_destroy(struct engine *engine);

/*
 * Would engine_step() accept this input, and if not, why?  Drivers ask before
 * they put it into the journal, so that whatever is in a journal can be
 * replayed.
 */
enum refusal engine_refuses(const struct engine *engine,
			    const struct input *input);

/* The same as a status: OK, out of order, at the limit, or invalid. */
enum engine_status engine_check(const struct engine *engine,
				const struct input *input);

/*
 * Let one thing happen.  Updates the state and appends to `out` what the world
 * should now do, in the order in which it should be started.  Never waits and
 * never fails half-way.  The input must have passed engine_check(), and `out`
 * must have room for a step's commands and notices.
 *
 * Placing and scaling are not done here but at the next INPUT_WAKE, which the
 * engine asks for at once when something needs a decision; so a hundred
 * requests in the same instant are planned together, in sim as in live.
 */
void engine_step(struct engine *engine, const struct input *input,
		 struct engine_output *out);

/*
 * When the engine wants an INPUT_WAKE, or TIME_NEVER_US.  May be now or in the
 * past, meaning "as soon as the waiting inputs are in".  Right after a wake at
 * t the answer is later than t, so a driver cannot spin.  A late wake is
 * correct, merely late.
 */
int64_t engine_wake_at_us(const struct engine *engine);

/* The seq the next input must carry; 1 for a new engine. */
uint64_t engine_next_seq(const struct engine *engine);
int64_t engine_now_us(const struct engine *engine);

/*
 * The trail: a rolling 64-bit hash of every accepted input and every command
 * so far.  O(1); what commit() stores and replay compares.
 */
uint64_t engine_trail(const struct engine *engine);

/*
 * A 64-bit fingerprint of the whole state, by the same walk as engine_save().
 * Equal states have equal digests; the converse holds but for bad luck.
 */
uint64_t engine_digest(const struct engine *engine);

/* Bytes engine_save() would write now. */
size_t engine_save_size_bytes(const struct engine *engine);

/*
 * Write the state in the form docs/formats.md describes: little-endian, field
 * by field, with version and checksum.  Returns ENGINE_OK or
 * ENGINE_BUFFER_SMALL.
 */
enum engine_status engine_save(const struct engine *engine, uint8_t *buffer,
			       size_t size_bytes);

/* The inverse, under the same limits or larger ones, also by a program of a
 * newer behaviour version (of the same format).  Under equal limits
 * engine_digest() of the result equals that of the saved one. */
enum engine_status engine_load(const struct engine_config *config,
			       const struct allocator *memory,
			       const uint8_t *buffer, size_t size_bytes,
			       struct engine **out);

/*
 * Visit the commands that are out and have no answer yet, in the order in which
 * they were sent.  After a crash the driver carries these out again.
 */
void engine_each_pending_command(const struct engine *engine,
				 void (*visit)(void *context,
					       const struct command *command),
				 void *context);

/* Hints that inputs about this world are near, and that they come next: bring
 * its records into the cache, then what these point to.  They change nothing,
 * and any number is allowed. */
void engine_expect(const struct engine *engine, struct world_id world);
void engine_expect_next(const struct engine *engine, struct world_id world);

/*
 * A condition of ours that did not hold: the program is stopping by a trap
 * (SIGILL or SIGTRAP).  For a handler of that signal, in the thread that
 * trapped; NULL if nothing broke.
 */
struct engine_broken {
	const char *condition, *file;
	int line;
	uint64_t seq; /* the input being taken; 0: none */
	int64_t at_us;
};
const struct engine_broken *engine_broken(void);

/* --- Questions.  Asking changes nothing. -------------------------------- */

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

#endif /* ENGINE_ENGINE_H */
