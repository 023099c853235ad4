/*
 * figures.h - what one replication measured.
 *
 * Plain figures, filled in by observers and read by statistics and writers.
 * Every field is defined in docs/figures.md.  Money is nano-euro, net unless it
 * says gross.  Memory is O(1) in the length of the run for figures and series;
 * detail (node lives, ledger rows, slow starts) is kept for replication 0 only
 * and owned by the figures.
 */
#ifndef SIM_FIGURES_H
#define SIM_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"
#include "engine/questions.h"
#include "sim/rows.h"
#include "sim/statements.h"
#include "traces/base/decisions.h"
#include "traces/base/tier.h"
#include "traces/model/counts.h"
#include "traces/store/sessions.h"

/* A histogram of waits with 1/512 relative resolution, O(1) memory.  Quantiles
 * are nearest-rank: the smallest value that at least q of all do not exceed. */
struct wait_histogram;
struct wait_histogram *wait_histogram_create(void);
void wait_histogram_destroy(struct wait_histogram *histogram);
/* WAIT_OVER_US: longer than every other, however long that was. */
#define WAIT_OVER_US INT64_MAX
void wait_histogram_add(struct wait_histogram *histogram, int64_t wait_us);
uint64_t wait_histogram_count(const struct wait_histogram *histogram);
/* 0 when empty; WAIT_OVER_US where it lies among those.  q = 1: the largest of
 * the others, exactly, if there is one. */
int64_t wait_histogram_quantile_us(const struct wait_histogram *histogram,
				   double q);

struct wait_figures {
	uint64_t count;
	int64_t p50_us, p95_us, p99_us, max_us;
};

/* One slot of every series; time-weighted means unless named otherwise. */
struct series_slot {
	int64_t from_us;
	double demand_gb;  /* plan RAM asked for: running + waiting */
	double running_gb; /* plan RAM of starting and active worlds */
	double waiting_gb;
	double dedicated_gb; /* sellable on ready dedicated nodes */
	double cloud_gb;     /* sellable on ready cloud nodes */
	double booting_gb;
	double draining_gb; /* sellable on cordoned and draining nodes */
	double active_worlds, waiting_worlds;
	double largest_free_gb; /* largest plan that would start at once */
	double archive_use, links_use; /* of the busiest line, 0 to 1 */
	uint32_t starts, stops, refused, abandoned, orders, sold_out, destroyed,
	    nodes_lost; /* counted in the slot */
	/* first attempts of the slot that are over, by their request; those
	 * that were not served within the promised wait */
	uint32_t judged, late;
};

struct node_life { /* replication 0 */
	uint32_t node;
	uint16_t type, location;
	bool dedicated; /* rented by the month: in no location */
	int64_t ordered_us, ready_us, drain_us, gone_us; /* TIME_NEVER_US */
	int64_t hours_billed, cost_nano_eur;
	uint32_t sellable_mib;
	int64_t held_mib_us; /* plan RAM of its worlds x time, in the window */
	bool lost;
};

struct ledger_row { /* replication 0; debit and credit are account kinds */
	int64_t at_us, amount_nano_eur;
	uint32_t world;	   /* index into the trace + 1; 0: none */
	uint32_t customer; /* index into the trace's accounts + 1; 0: none */
	uint8_t debit, credit, reason;
};

_Static_assert(sizeof(struct ledger_row) == 32, "two postings a cache line");

/* Where the time from a request to an active world goes; delays.c. */
enum delay {
	DELAY_SAVING = 0, /* its last run or upload was not over */
	DELAY_ROOM,	  /* no node had room */
	DELAY_BOOT,	  /* the node that gave room was ordered and booting */
	DELAY_LINE,	  /* no connection to the archive was free */
	DELAY_TRANSFER,	  /* data transfer */
	DELAY_START_UP,	  /* the game started */
	DELAY_COUNT
};

/* Replication 0: one attempt.  Most phases of most attempts take no time, so
 * those that did are kept apart: figures_delays(), figures_ready_us(). */
struct start_row {
	int64_t requested_us;
	int64_t wait_us; /* -1: never came */
	uint32_t world, node;
	uint32_t first_delay; /* in the figures' delays */
	uint8_t delays;	      /* that are kept there, bits of enum delay */
	uint8_t path : 4;     /* enum start_path */
	uint8_t end  : 2;     /* enum start_end */
	uint8_t left : 2;     /* enum start_left */
	uint8_t reason;
	uint8_t attempt;
};
enum start_end {
	START_SERVED = 0,
	START_REFUSED,
	START_ABANDONED,
	START_PENDING
};
/* Why the player of an abandoned start is gone. */
enum start_left {
	LEFT_NOT = 0,
	LEFT_ROOM,     /* he gave up waiting for room */
	LEFT_TRANSFER, /* ... while his world travelled */
	LEFT_STOP      /* the recorded stop came first */
};

_Static_assert(sizeof(struct start_row) == 32, "two starts a cache line");

/* What is asked for at once: largest sums, whoever serves it. */
struct offered {
	int64_t ram_mib, cpu_milli, disk_mib;
};

/* What the machines cost, and at least: bound.h.  Per month as the margin is.
 */
struct bound_figures {
	int64_t machines_nano_eur, least_nano_eur;
	double machines_month_eur, least_month_eur;
};

/* Of the worlds of one tier. */
struct tier_figures {
	uint64_t starts;
	double unserved; /* share; NAN: no starts */
	double gb_hours; /* billed */
	double net_eur, cost_eur, margin_eur;
	uint64_t wait_count;
	int64_t wait_p95_us;
};

/* A tenth of the customers, in the order of what they earn us. */
#define DECILES 10
struct decile_figures {
	uint64_t customers;
	double net_eur, cost_eur, margin_eur; /* NAN: nobody in it */
};

/* Of the customer with this rank: 0 ... 9. */
static inline unsigned decile_of(uint64_t rank, uint64_t customers)
{
	return (unsigned)(DECILES * rank / customers);
}

enum node_pool { POOL_DEDICATED = 0, POOL_CLOUD, POOLS };

/* One customer, or the customers of a tier. */
struct customer_sums {
	double gross, net, cost; /* EUR */
	double billed_gb_hours, held_mib_us[POOLS], disk_mib;
	uint32_t worlds, starts, unserved;
};

struct customer_rank {
	double margin_eur;
	uint32_t account; /* index into the trace's accounts */
};

struct customer_row {	  /* replication 0 */
	uint32_t account; /* index into the trace's accounts + 1 */
	uint32_t worlds, starts, unserved;
	uint8_t decile; /* 1 ... 10 */
	double billed_gb_hours, held_gb_hours, cloud_gb_hours, disk_gb;
	double net_eur, cost_eur;
};

/* Of prepaid accounts, all together. */
struct wallet_figures {
	uint64_t warnings, put_to_sleep, refused_no_money;
	int64_t opening_nano_eur, closing_nano_eur; /* sums of balances */
	int64_t top_ups_nano_eur; /* less what was paid back */
	int64_t granted_nano_eur, lapsed_nano_eur;
};

struct figures {
	uint32_t replication;
	uint32_t parts;	 /* that took part, bits of enum kpi_part */
	uint32_t drawn;	 /* what chance decided, bits of enum random_purpose */
	uint64_t trail;	 /* of the engine at the end */
	uint64_t digest; /* of its state at the end */
	uint64_t events, inputs;
	double window_hours;

	struct trace_cut sessions;
	struct offered offered; /* if asked for */
	uint64_t requested, attempts, served, refused, abandoned;
	uint64_t pending_at_end;
	uint64_t left_room, left_transfer, stop_came; /* of the abandoned */
	/* first attempts: without room for longer than promised, whatever came
	 * later; served, with a wait within the promise */
	uint64_t without_room, in_time;
	struct wait_figures wait, ready, by_path[PATH_COUNT];
	struct wait_figures moved_waits; /* directly or through the archive */
	uint64_t archived, sleep_timers_cancelled, woken_from_archive, moved,
	    moved_direct, moved_box, recalled, interrupted;
	uint64_t copies_made, copies_refreshed, copies_used;
	double copies_gb;   /* moved by them */
	struct books books; /* of the window */
	struct bound_figures bound;
	int64_t net_without_sleep_nano_eur;   /* if sleep had been free */
	double active_gb_hours, player_hours; /* player_hours < 0: unknown */
	uint64_t vm_ordered, vm_sold_out;
	double cloud_peak; /* nodes */
	double vm_hours_used, paid_minutes_wasted, ram_used_mean;
	double peak_demand_gb;	/* largest instant ... */
	int64_t peak_demand_us; /* ... which was this */
	uint64_t nodes_lost, worlds_rescued, worlds_lost, lost_sleepers;
	double play_minutes_lost;
	uint64_t guard_holds;
	struct tier_figures tiers[TIERS];
	struct decile_figures deciles[DECILES];
	/* attempts that waited longer than promised, and for what */
	uint64_t late;
	double late_hours[DELAY_COUNT];
	uint64_t customers, customers_losing;
	double customers_loss_eur;
	struct wallet_figures wallet;
	struct series_slot *series; /* owned */
	uint32_t series_count;

	/* Detail of replication 0, else empty.  Owned. */
	struct counts_report counts; /* when drawn from counts */
	struct node_life *nodes;
	size_t node_count;
	struct rows ledger; /* struct ledger_row */
	struct rows starts; /* struct start_row */
	struct rows delays; /* int64_t: us, in the order of enum delay */
	struct customer_sums *sums; /* by account */
	size_t sums_count;
	struct customer_rank *ranks; /* customers, by margin, then by account */
	struct statements *statements;
	struct decisions decisions;
	/* Whose worlds and accounts these are: the trace that all replications
	 * share, or one drawn for this one, then owned.  Sessions or not. */
	const struct trace *trace;
	struct trace own_trace;
};

/* NULL for 0, which stands for none, and when no detail was kept. */
const struct trace_world *figures_world(const struct figures *figures,
					uint32_t world);

/* "" where there is none. */
const char *figures_world_name(const struct figures *figures, uint32_t world);
const char *figures_account_name(const struct figures *figures,
				 uint32_t customer);

const struct ledger_row *figures_posting(const struct figures *figures,
					 size_t index);

const struct start_row *figures_start(const struct figures *figures,
				      size_t index);
/* Where its time went; all 0 while it is pending. */
void figures_delays(const struct figures *figures, const struct start_row *row,
		    int64_t delay_us[DELAY_COUNT]);
/* From the request until the world was active, which is all its delays
 * together; -1: never came. */
int64_t figures_ready_us(const struct figures *figures,
			 const struct start_row *row);

/* In the order of margin, then of account. */
struct customer_row figures_customer(const struct figures *figures,
				     size_t index);
void figures_drop_customers(struct figures *figures);

void figures_release(struct figures *figures);

#endif /* SIM_FIGURES_H */
