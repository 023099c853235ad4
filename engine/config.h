/*
 * config.h - what the operator decides and the engine obeys.
 *
 * Pure data, filled in by scenarios/ for sim and live alike.  engine_create()
 * copies it and never looks at the caller's again.  Names of types, locations
 * and price books stay outside: here they are indexes.
 *
 * "Off" is written as the value that can never bind: UINT32_MAX for a count,
 * INT64_MAX for an amount, 0 for a factor where it says so.
 */
#ifndef ENGINE_CONFIG_H
#define ENGINE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/units.h"

#define NODE_TYPES_MAX 32
#define OFFERS_MAX 16
#define BOXES_MAX 8
#define PRICES_MAX 8
#define MIN_STAY_MAX_US (31 * US_PER_DAY)
#define BOOK_PRICES_MAX 8
#define CLOCK_OFFSETS_MAX 64
#define WARNINGS_MAX 4
#define RESERVE_WORLDS_MAX 1000000
#define COUNT_OFF UINT32_MAX
#define AMOUNT_OFF INT64_MAX

/* Everything has a limit.  At a limit the engine refuses and says so. */
struct engine_limits {
	uint32_t worlds_max;	       /* ids 1 ... worlds_max */
	uint32_t accounts_max;	       /* ids 1 ... accounts_max */
	uint32_t nodes_max;	       /* alive at once, at most 16384 */
	uint32_t commands_pending_max; /* without an answer yet */
};

/* What a provider asks from an instant on.  Net of VAT. */
struct provider_price {
	int64_t valid_from_us;
	int64_t hour_nano_eur;	/* a started hour; 0: not to be had by it */
	int64_t month_nano_eur; /* by the hour: cap of a calendar month; by the
				   month: the rent */
	int64_t setup_nano_eur; /* once a machine, however it is rented */
};

struct node_type {
	uint32_t ram_mib, cpu_milli, disk_mib;
	bool dedicated; /* a whole machine: may be rented by the month, and is
			   then never scaled by the engine; else a cloud one */
	uint32_t orders_per_day; /* sent on a UTC day; 0: any number */
	uint32_t price_count;
	int64_t min_stay_us;	 /* by the hour: so many started hours are
				    billed at least; up to an hour: one */
	int64_t boot_timeout_us; /* 0: that of the machinery */
	struct provider_price prices[PRICES_MAX]; /* ascending; before the
						     first, the first applies */
};

/* One line of the fallback list: what to order, where. */
struct offer {
	uint16_t type; /* index into node_types, one with a price per hour */
	uint16_t location; /* index into names kept outside */
};

/* What customers pay from an instant on.  Gross, VAT included. */
struct book_price {
	int64_t valid_from_us;
	int64_t active_gb_hour_nano_eur;
	int64_t sleep_gb_month_nano_eur; /* per GB of disk and 30 days */
};

struct price_book {
	uint32_t price_count;
	struct book_price prices[BOOK_PRICES_MAX];
	uint32_t vat_ppm;	   /* 190000: contained in gross as g*v/(1+v) */
	uint32_t payment_fees_ppm; /* of what remains after VAT */
	bool bill_from_request;	   /* else from active */
	uint32_t job_discount_ppm; /* of the active price, for batch jobs */
	int64_t sleep_billed_us; /* of a stay; never beyond the sleep window */
};

/* Rules for accounts that pay in advance. */
struct prepaid {
	int64_t starting_credit_nano_eur; /* granted at the opening */
	int64_t credit_lasts_us;	  /* then the rest lapses */
	uint32_t grants_per_day;  /* of starting credits, all accounts, UTC */
	bool grant_unverified;	  /* also to accounts without verification */
	uint32_t unpaid_worlds;	  /* at once, before the first top-up ... */
	uint32_t unpaid_ram_mib;  /* ... and no larger plan */
	uint32_t referral_ppm;	  /* of the first top-up, to the referrer ... */
	int64_t referral_hold_us; /* ... so long afterwards */
	uint32_t first_minutes;	  /* a start needs money for so many */
	uint32_t warning_count;
	int64_t warnings_us[WARNINGS_MAX]; /* of runway, falling */
};

enum placement_rule {
	PLACE_LEAST_LOADED = 0, /* most free sellable RAM, then lowest id */
	PLACE_BEST_FIT,		/* least free RAM that fits, then lowest id */
	PLACE_SESSION_END	/* where others are expected to end with it */
};

/* What a world of one plan takes of a node on which its data are not. */
struct plan_size {
	uint32_t ram_mib; /* without the overhead */
	uint32_t cpu_milli, disk_mib;
};

enum scaling_rule {
	SCALE_NONE = 0, /* the fleet stays as it is */
	SCALE_THRESHOLD,
	SCALE_FIT
};

/* A sleeper is copied to another node, later only what has changed. */
struct second_copies {
	bool on;
	int64_t after_us;	    /* of the stop */
	uint32_t budget;	    /* such copies at once from a node, and to
				       it, while no player waits for its link */
	uint32_t min_free_disk_ppm; /* of a node: kept free of them */
};

struct policy {
	enum placement_rule placement;
	bool dedicated_first; /* fill dedicated nodes before cloud nodes */
	bool recall_moves;    /* call a move off if its home has room again */
	bool direct_copy;     /* move from node to node, not by the archive */
	uint32_t return_room_mib; /* of a dedicated node, kept for the worlds
				     whose data it has; 0: none */
	struct second_copies second_copies;
	int64_t sleep_window_us;
	uint32_t disk_pressure_ppm; /* above: archive the oldest sleepers */
	uint32_t uploads_max; /* background uploads at a time, of a box; 0: no
				 limit */
	uint32_t queue_max;   /* starts that may wait; then refuse */

	enum scaling_rule scaling;
	int64_t tick_us;
	uint32_t high_ppm, low_ppm; /* threshold: order above, drain below */
	int64_t low_for_us;	    /* ... below for so long */
	uint32_t reserve_mib;	    /* fit: order when less is free; unless: */
	uint32_t reserve_worlds;    /* fit: order when fewer worlds more, of
				       this plan, find a place; 0: off */
	struct plan_size reserve_plan;
	int64_t release_from_us, release_until_us; /* fit: in the paid hour */
	int64_t destroy_from_us, destroy_until_us; /* in the paid hour */

	uint32_t cloud_max; /* cloud nodes at once, ordered ones included */
	uint32_t orders_per_tick_max;
	int64_t cool_down_us; /* after 'sold out', per offer */
	uint32_t offer_count;
	struct offer offers[OFFERS_MAX]; /* in order of preference */
};

struct guards {
	uint32_t destroys_per_hour; /* max(this, share of the cloud nodes) */
	uint32_t destroys_share_ppm;
	uint32_t stops_per_hour; /* of active worlds, decided by the engine */
	int64_t spend_per_day_nano_eur;	  /* hours, IPv4, setup; UTC day */
	int64_t spend_per_month_nano_eur; /* UTC month */
};

/* A box of the archive: transfers at once. */
struct archive_box {
	uint32_t connections;		   /* 0: any number */
	uint32_t connections_for_restores; /* of these kept free of uploads */
};

/* What the engine must know of the machinery it commands. */
struct machinery {
	uint32_t ram_overhead_mib;	/* of a running world, over its plan */
	uint32_t node_reserve_mib;	/* RAM a node keeps for itself ... */
	uint32_t node_reserve_ppm;	/* ... or this share, if it is more */
	uint32_t cpu_oversubscribe_ppm; /* sellable CPU; 0: CPU is no limit */
	uint32_t box_count;
	struct archive_box boxes[BOXES_MAX]; /* world i is kept in box
						(i - 1) % box_count */
	uint32_t link_copies; /* direct copies at once from a node, and to it;
				 0: any number */
	int64_t heartbeat_timeout_us;
	int64_t boot_timeout_us;
	int64_t answer_timeout_us; /* of what is not urgent */
	int64_t lease_us; /* after a heartbeat is overdue for as long as makes a
			     node dead, its agent lets worlds run for so long;
			     TIME_NEVER_US: only a fence sets them free */
};

/* Rent that does not depend on what the engine does.  Net, per month. */
struct standing_costs {
	int64_t storage_month_nano_eur;
	int64_t other_month_nano_eur;
	int64_t ipv4_month_nano_eur; /* per dedicated node; the cap of one
					by the hour */
	int64_t ipv4_dedicated_hour_nano_eur; /* ... per started hour */
	int64_t ipv4_hour_nano_eur;	      /* per started hour, cloud ... */
	int64_t ipv4_cloud_month_nano_eur;    /* ... and its cap; 0: none */
	uint32_t setup_months; /* setup fees are spread over these */
};

/* From this instant on, local time = UTC + offset. */
struct clock_offset {
	int64_t from_us;
	int32_t offset_s;
};

struct engine_config {
	struct engine_limits limits;
	int64_t begin_us;     /* the dedicated fleet exists from here on */
	int64_t prices_at_us; /* price date for the whole run, or
				 TIME_NEVER_US: the date of the order */
	uint32_t node_type_count;
	struct node_type node_types[NODE_TYPES_MAX];
	uint32_t dedicated_count[NODE_TYPES_MAX]; /* nodes 1, 2, ... in order */
	struct policy policy;
	struct guards guards;
	struct machinery machinery;
	struct price_book book;
	struct prepaid prepaid;
	struct standing_costs standing;
	uint32_t clock_offset_count;
	struct clock_offset clock[CLOCK_OFFSETS_MAX];
	uint32_t night_from_hour, night_until_hour; /* local; 22 and 8 */
};

/* Can a machine of this type be ordered by the hour at any instant from this
 * one on: do all price lists that apply say what an hour costs?  Always yes for
 * cloud types. */
bool config_is_hourly(const struct engine_config *config, uint32_t type,
		      int64_t from_us);

/* The price list that an order at `at_us` gets.  Before the first list, the
 * first applies. */
const struct provider_price *config_price_at(const struct node_type *type,
					     int64_t at_us);

/* RAM of a node of this type that can be sold. */
uint32_t config_sellable_mib(const struct engine_config *config, uint32_t type);

#endif /* ENGINE_CONFIG_H */
