/*
 * timers.h - the timer queue: what is due next, first in first out among
 * equals.
 *
 * A monotone radix wheel.  Time is cut into digits of four bits; an entry waits
 * in the bucket of the highest digit in which its time differs from the
 * present, and moves down as time comes nearer; a small bucket is sorted into
 * the near run at once.  Append order survives every move, so equal times come
 * out in the order in which they went in, without a sequence number (the
 * structure: Ahuja, Mehlhorn, Orlin, Tarjan 1990, "Faster algorithms for the
 * shortest path problem"; the wheel: Varghese and Lauck 1987).
 *
 * Owns its entries.  Never cancels: the owner of an entity remembers what it
 * still waits for and drops an entry that is stale.  Never allocates after
 * timers_init().  Time never goes back: pushing before the last popped
 * instant is a bug of the caller and is put at that instant instead.
 */
#ifndef ENGINE_KIT_TIMERS_H
#define ENGINE_KIT_TIMERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/units.h"

struct timer {
	int64_t at_us;
	uint32_t entity; /* whose: an index that the owner understands */
	uint32_t kind;	 /* what for */
};

_Static_assert(sizeof(struct timer) == 16, "four timers share a cache line");

struct timers;

/* Bytes that timers_init() needs for this many entries at once. */
size_t timers_size_bytes(uint32_t capacity);

/*
 * Make an empty queue in `memory`, which holds timers_size_bytes(capacity),
 * is aligned to 64 bytes and stays the caller's.
 */
struct timers *timers_init(void *memory, uint32_t capacity);

/* Back to empty, at the beginning of time. */
void timers_clear(struct timers *timers);

uint32_t timers_count(const struct timers *timers);

/* The earliest instant, or TIME_NEVER_US when nothing waits.  O(1). */
int64_t timers_next_us(const struct timers *timers);

/* Add an entry.  Returns false, and changes nothing, when full. */
bool timers_push(struct timers *timers, struct timer timer);

/*
 * Take the earliest entry if it is due at `now_us` or before.  Returns false
 * when none is.
 */
bool timers_pop(struct timers *timers, int64_t now_us, struct timer *out);

/*
 * The entry `ahead` places behind the earliest, if it is at hand: a hint for
 * fetching what it concerns, and nothing else.  False when it is not.
 */
bool timers_peek(const struct timers *timers, uint32_t ahead,
		 struct timer *out);

/*
 * Of the next `ahead` entries at hand one that this has not given yet, for
 * the same purpose: who calls it until it says false has fetched ahead for
 * each entry once, also right after a new bucket came near.  An entry that is
 * pushed in between may be left out.
 */
bool timers_foresee(struct timers *timers, uint32_t ahead, struct timer *out);

/*
 * Write every entry to scratch[0 ... count-1] in the order in which they would
 * be popped, changing nothing.  For snapshots and digests only: O(n log n), and
 * `scratch` has room for twice timers_count() entries.
 */
void timers_list(const struct timers *timers, struct timer *scratch);

#endif /* ENGINE_KIT_TIMERS_H */
