/*
 * rent.h - the provider's meter: what every node costs, hour by hour.
 *
 * A server that was ordered, in the cloud or a whole machine, is billed by
 * started hours counted from its own creation, each at the price list of its
 * order (its vintage), never more than the monthly cap in a UTC calendar month;
 * it is billed while it exists, used or not, and at least for its type's
 * minimum stay; its setup fee is due at once.  A dedicated server costs 1/730
 * of its monthly rent an hour, and its setup fee is spread.  This is the twin
 * of Hetzner's invoice; tests/ compares it with an independent one.
 */
#ifndef ENGINE_MONEY_RENT_H
#define ENGINE_MONEY_RENT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/kit/arithmetic.h"

struct engine;
struct node;

struct rents {
	int64_t dedicated_nano_eur, storage_nano_eur;
	int64_t network_nano_eur, other_nano_eur;
};

/* Integrals over dedicated nodes, rounded only when they are read. */
struct dedicated_time {
	wide rent;  /* nano-euro a month x us */
	wide nodes; /* us */
	wide setup; /* nano-euro x us of the time over which it is spread */
};

void rent_begin(struct engine *engine, struct node *node);
/* A dedicated node is rented from now on, at this price; it is rented no more,
 * and what is left of its setup fee is written off. */
void rent_dedicated_begin(struct engine *engine, struct node *node,
			  int64_t month_nano_eur, int64_t setup_nano_eur);
void rent_dedicated_end(struct engine *engine, struct node *node);
/* Post the hours that have begun by now. */
void rent_hours(struct engine *engine, struct node *node);
/* When its paid hour is to be looked at next: a timer. */
void rent_arm_phase(struct engine *engine, struct node *node);
/* The node is gone now: post the hours that a late wake has not seen begin, and
 * those of its minimum stay that are left.  What is paid beyond now was wasted.
 */
void rent_end(struct engine *engine, struct node *node);
int64_t rent_hour_age_us(const struct engine *engine, const struct node *node);
/* Are later hours of its minimum stay still to begin?  Then they are paid
 * whatever becomes of it, and there is nothing to gain from giving it back. */
bool rent_is_bound(const struct engine *engine, const struct node *node);
/* An hour of a node ordered at this instant, with its address. */
int64_t rent_hour_nano_eur(const struct engine *engine, uint32_t type,
			   int64_t at_us);
/* What an order at this instant costs at once: that hour and the setup fee. */
int64_t rent_order_nano_eur(const struct engine *engine, uint32_t type,
			    int64_t at_us);
/* An hour more of a node, with its address and without its cap; of one that is
 * rented by the month 0. */
int64_t rent_next_hour_nano_eur(const struct engine *engine,
				const struct node *node);
/* Monthly rents that accrue whatever happens, from the beginning to `at_us`. */
struct rents rent_accrued(const struct engine *engine, int64_t at_us);
/* Post them, and VAT and fees, up to now. */
void rent_post_day(struct engine *engine);

#endif /* ENGINE_MONEY_RENT_H */
