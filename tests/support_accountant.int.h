/*
 * support_accountant.int.h - what the parts of the accountant share: what it
 * knows of worlds and machines, and what things cost by docs/figures.md.
 *
 * Money in nano-euro, time in microseconds.  Every difference fails the test.
 */
#ifndef TESTS_SUPPORT_ACCOUNTANT_INT_H
#define TESTS_SUPPORT_ACCOUNTANT_INT_H

#include "engine/kit/ledger.h"
#include "engine/questions.h"
#include "support_accountant.h"

__extension__ typedef __int128 exact;

#define RENT_MONTH_HOURS 730

/* A customer's world, as its customer knows it. */
struct known_world {
	uint32_t account, ram_mib, disk_mib;
	bool active, stays;
	bool goes_on;	 /* asleep where nothing new begins: found, or from its
			    second copy */
	uint32_t target; /* the node that was chosen for it */
	int64_t requested_us, active_us, stay_us;
};

/* A machine, as the provider's invoice has it; index: its id. */
struct known_node {
	bool rented; /* by the hour, since created_us */
	uint32_t type;
	int64_t ordered_us, created_us;
	int64_t heard_us; /* TIME_NEVER_US: it promised no other heartbeat */
	int64_t before_us, next_by_us; /* heard before; promised */
	int64_t gap_us, read_gap_us;   /* the first; of the last inventory */
	uint32_t items; /* of the inventory that is coming in, and ... */
	uint64_t sum;
	/* dedicated: from created_us until then, at these prices */
	bool monthly;
	int64_t until_us;
	int64_t rent_nano_eur, setup_nano_eur;
	int64_t owed_hours,
	    owed_nano_eur;	  /* by the hour: at its end, as told */
	int64_t plans_mib, plans; /* that take room on it now */
	bool busy;
	int64_t hours; /* begun */
	int64_t
	    rate_nano_eur; /* what the current hour costs, without its
			      address; of a dedicated one 1/730 of a month */
	int month;
	int64_t month_nano_eur, address_nano_eur; /* paid in that month */
};

struct accountant {
	struct engine_config config;
	struct known_world *worlds;
	struct known_node *nodes;
	uint32_t node_capacity;
	int64_t now_us;
	uint64_t inputs;       /* so far */
	uint64_t since, every; /* compared; after so many it is again */

	int64_t posted[LEDGER_ACCOUNT_COUNT]; /* as the engine told */
	int64_t *customers, *credits;	      /* by account */
	int64_t told_setups;
	int64_t charged_nano_eur; /* and not held against its credit yet */

	/* as they must be */
	int64_t active, sleep, cloud, setups, addresses, cash;
	int64_t *owes;	   /* by account */
	bool *pays_before; /* by account */
	int64_t minutes, mib_minutes, mib_seconds, cloud_hours;
	int64_t alive_us, used_us, wasted_us;
	exact idle[IDLE_COUNT]; /* nano-euro x us, of an hour */

	/* of the next dedicated node that comes */
	int64_t next_rent_nano_eur, next_setup_nano_eur;

	int64_t day; /* the last one that was closed */
	int64_t vat, fees, rents_at_us;
};

/* --- prices ----------------------------------------------------------------
 */

/* Fail unless the engine's figure is ours. */
void agree(const char *what, int64_t theirs, int64_t ours);

/* Half to even, by trying. */
int64_t round_half_even(exact numerator, exact denominator);

/* A run until then, and its minutes; a stay in the cellar, and its seconds. */
int64_t price_run(const struct accountant *a, const struct known_world *world,
		  int64_t end_us, int64_t *minutes);
int64_t price_stay(const struct accountant *a, const struct known_world *world,
		   int64_t end_us, int64_t *seconds);

/* What the provider asks for a type at that instant. */
const struct provider_price *provider_list(const struct accountant *a,
					   uint32_t type, int64_t at_us);

/* The next hour of a rented machine, with its address, and in its first hour
 * the setup fee: added to the costs, and returned.  All hours that begin before
 * an instant. */
int64_t begin_hour(struct accountant *a, struct known_node *node);
void begin_hours(struct accountant *a, struct known_node *node,
		 int64_t until_us);

/* What is in a gross amount: VAT, and the payment fees on the rest. */
void split_gross(const struct accountant *a, int64_t gross, int64_t *vat,
		 int64_t *fees);

/* Set a->vat and a->fees: those of all revenue that is posted. */
void tax_what_is_posted(struct accountant *a);

/* Over which time the setup fee of a dedicated machine is spread. */
exact spread_us(const struct accountant *a);

/* --- machines and time ------------------------------------------------------
 */

/* Machine `id`, new if it was not known; good until the next call. */
struct known_node *node_of(struct accountant *a, uint32_t id);

/* From a->now_us to `now_us` with the engine as it was `before`: what is paid
 * for and not used, by cause. */
void time_passes(struct accountant *a, const struct engine *before,
		 int64_t now_us);

#endif
