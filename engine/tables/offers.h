/*
 * offers.h - what experience says of each line of the fallback list.
 *
 * An offer that has failed is in doubt, and of an offer in doubt one node at a
 * time is tried: until an order is accepted, if it was sold out; until a node
 * is ready, if one never was.  Each consecutive failed boot doubles the pause.
 *
 * A type may be ordered so often on a UTC day, at all locations together, well
 * answered or not; the rest waits until the day turns.
 */
#ifndef ENGINE_TABLES_OFFERS_H
#define ENGINE_TABLES_OFFERS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/config.h"
#include "engine/kit/amounts.h"

struct engine;
struct node;

/* What experience says of a line of the fallback list. */
struct offer_state {
	int64_t cool_until_us;
	uint32_t ordered, booting; /* nodes of it, at this moment */
	uint8_t boot_failures;	   /* rounds in a row; 0: nodes do come */
	bool sold_out;		   /* when last asked */
	bool quota_reached;
};

struct scaling {
	int64_t low_since_us; /* threshold: below since; TIME_NEVER_US */
	struct offer_state offers[OFFERS_MAX];
	uint64_t orders;
	int64_t orders_day; /* UTC; how many of each type were sent on it */
	uint32_t orders_of_type[NODE_TYPES_MAX];
	bool order_again; /* an answer changed what can be had */
};

/* Why the policy's offer of this index is not asked for this; REASON_NONE: it
 * may be. */
enum reason offer_refused(const struct engine *engine, uint32_t offer,
			  const struct amounts *need);
/* An order of this type goes out. */
void order_sent(struct engine *engine, uint32_t type);
/* A UTC day begins: if there were no more orders on the last, there are now. */
void orders_day_turns(struct engine *engine);
/* An order of it was refused for want of machines, or of quota; or accepted. */
void offer_sold_out(struct engine *engine, uint32_t offer, bool quota);
void offer_accepted(struct engine *engine, uint32_t offer);
/* A node of it was not ready in time; it is ready. */
void order_never_came(struct engine *engine, const struct node *node);
void order_came(struct engine *engine, const struct node *node);
/* What can be had has changed: the coming wake orders again. */
void order_again(struct engine *engine);

#endif /* ENGINE_TABLES_OFFERS_H */
