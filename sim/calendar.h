/*
 * calendar.h - what will happen in the modelled world, and in which order.
 *
 * Entries come out by instant; at one instant answers come first, then events
 * of nodes, stops, expiries and starts, each by the id of what it concerns, so
 * that the order does not depend on when an entry was made.  Only entries alike
 * in both come out in the order in which they went in.  Nothing is ever
 * cancelled: an entry carries a serial number by which its owner recognises
 * that it is stale.
 *
 * Owns its entries and grows; knows neither worlds nor nodes.  Instants are
 * microseconds UTC, and none is entered that lies before the last one taken.
 */
#ifndef SIM_CALENDAR_H
#define SIM_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/kit/timers.h"

enum event_kind {
	EVENT_ANSWER = 1, /* entity: number of the waiting answer */
	EVENT_TRANSFER,	  /* entity: box; the next transfer may be complete */
	EVENT_NODE_READY, /* entity: node id */
	EVENT_NODE_FAILS,
	EVENT_NODE_REPAIRED,
	EVENT_OPERATOR,	       /* entity: guard */
	EVENT_STOP,	       /* entity: world; the recorded stop */
	EVENT_TOP_UP,	       /* entity: account */
	EVENT_LEAVES_ROOM,     /* entity: world; patience for room is over */
	EVENT_LEAVES_TRANSFER, /* ... for a move or a restore */
	EVENT_RETRY	       /* entity: world */
};

/* The order at one instant. */
enum event_class {
	CLASS_ANSWER = 0,
	CLASS_NODE,
	CLASS_STOP,
	CLASS_EXPIRY,
	CLASS_START
};

#define EVENT_SERIAL_MASK 0xffffffu /* serial numbers have three bytes */

struct event {
	uint64_t id; /* by which it stands among its class */
	enum event_kind kind;
	enum event_class class;
	uint32_t serial, entity;
	uint32_t place; /* in which it came out of the queue */
};

/* The id of the command that a waiting answer belongs to. */
struct answer_ids {
	const void *context;
	uint64_t (*of)(const void *context, uint32_t number);
};

struct calendar {
	struct timers *timers;
	uint32_t capacity;
	struct event *due; /* what was taken last */
	size_t due_capacity;
	struct answer_ids answers;
	bool failed; /* memory ran out: an entry was lost */
};

/* Room for so many entries at first.  False: out of memory. */
bool calendar_open(struct calendar *calendar, uint32_t capacity,
		   struct answer_ids answers);
void calendar_close(struct calendar *calendar);

void calendar_enter(struct calendar *calendar, int64_t at_us,
		    enum event_kind kind, uint32_t serial, uint32_t entity);

/* TIME_NEVER_US: nothing is entered. */
static inline int64_t calendar_next_us(const struct calendar *calendar)
{
	return timers_next_us(calendar->timers);
}

/* All that is due at now_us, in order.  *out holds until the next call. */
size_t calendar_take(struct calendar *calendar, int64_t now_us,
		     const struct event **out);

/*
 * Hints for fetching what comes next, and nothing else: of the next `ahead`
 * entries one that was not given yet; and the entry `ahead` places behind the
 * next.  False: none is at hand.
 */
bool calendar_foresee(struct calendar *calendar, uint32_t ahead,
		      struct event *out);
bool calendar_peek(const struct calendar *calendar, uint32_t ahead,
		   struct event *out);

#endif /* SIM_CALENDAR_H */
