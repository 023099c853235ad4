#include "engine/kit/timers.h"

#include <string.h>

#include "engine/kit/check.h"

#define DIGIT_BITS 4
#define DIGITS 16 /* values of a digit, buckets of a level */
#define LEVELS 16 /* digits of a 64-bit instant */
#define CHUNK_ENTRIES 63
#define NEAR_CAPACITY 256
#define SMALL_BUCKET 64 /* sorted into the near run, not handed down */
#define NO_CHUNK 0

/* A piece of a bucket.  1 KiB, so that a bucket is read in long strides. */
struct chunk {
	struct timer entries[CHUNK_ENTRIES];
	uint32_t next; /* number + 1; NO_CHUNK */
	uint32_t count;
	uint64_t unused;
};

struct bucket {
	uint32_t head, tail; /* chunks: number + 1; NO_CHUNK */
	uint32_t count;
};

/*
 *   near run | level 0 | level 1 | ...         earlier <- time -> later
 *
 * Every entry of the near run is before every entry of the wheel, every entry
 * of a level before those of the next, and within a level a bucket before the
 * next one.  Entries of level n agree with `base_us` in all digits above n and
 * differ in digit n (at level 0 they may be equal to it).
 */
struct timers {
	int64_t base_us;
	int64_t popped_us;     /* time never goes back behind this */
	int64_t near_until_us; /* earlier pushes go into the near run */
	int64_t next_us;       /* of the first entry; TIME_NEVER_US */
	uint32_t near_head, near_tail;
	uint32_t foreseen; /* entries of the near run before this were given */
	uint32_t count, capacity;
	uint32_t level_mask;	      /* bit: the level is not empty */
	uint32_t bucket_mask[LEVELS]; /* bit: the bucket is not empty */
	struct bucket buckets[LEVELS][DIGITS];
	uint32_t free_chunk; /* head of the list of used ones */
	uint32_t fresh_chunks, chunk_count;
	struct timer near[NEAR_CAPACITY];
	struct chunk *chunks;
};

/* Neighbouring chunks of a bucket are together more than half full. */
static uint32_t chunks_for(uint32_t capacity)
{
	return capacity / (CHUNK_ENTRIES / 2) + LEVELS * DIGITS + 2;
}

size_t timers_size_bytes(uint32_t capacity)
{
	return (sizeof(struct timers) + 63) / 64 * 64 +
	       (size_t)chunks_for(capacity) * sizeof(struct chunk);
}

struct timers *timers_init(void *memory, uint32_t capacity)
{
	struct timers *timers = memory;

	_Static_assert(sizeof(struct chunk) == 1024, "one KiB a chunk");
	timers->capacity = capacity;
	timers->chunk_count = chunks_for(capacity);
	timers->chunks =
	    (struct chunk *)(void *)((char *)memory +
				     (sizeof *timers + 63) / 64 * 64);
	timers_clear(timers);
	return timers;
}

void timers_clear(struct timers *timers)
{
	timers->base_us = 0;
	timers->popped_us = 0;
	timers->near_until_us = 0;
	timers->next_us = TIME_NEVER_US;
	timers->near_head = 0;
	timers->near_tail = 0;
	timers->foreseen = 0;
	timers->count = 0;
	timers->level_mask = 0;
	memset(timers->bucket_mask, 0, sizeof timers->bucket_mask);
	memset(timers->buckets, 0, sizeof timers->buckets);
	timers->free_chunk = NO_CHUNK;
	timers->fresh_chunks = 0;
}

/* --- chunks --------------------------------------------------------------- */

static struct chunk *chunk_at(const struct timers *timers, uint32_t number)
{
	return &timers->chunks[number - 1];
}

static uint32_t chunk_take(struct timers *timers)
{
	uint32_t number = timers->free_chunk;

	if (number != NO_CHUNK) {
		timers->free_chunk = chunk_at(timers, number)->next;
	} else {
		CHECK(timers->fresh_chunks < timers->chunk_count);
		number = ++timers->fresh_chunks;
	}
	chunk_at(timers, number)->next = NO_CHUNK;
	chunk_at(timers, number)->count = 0;
	return number;
}

static void chunk_give(struct timers *timers, uint32_t number)
{
	chunk_at(timers, number)->next = timers->free_chunk;
	timers->free_chunk = number;
}

/* --- buckets -------------------------------------------------------------- */

static int level_of(const struct timers *timers, int64_t at_us)
{
	uint64_t differs = (uint64_t)at_us ^ (uint64_t)timers->base_us;

	return differs == 0 ? 0 : (63 - __builtin_clzll(differs)) / DIGIT_BITS;
}

static int digit_of(int64_t at_us, int level)
{
	return (int)((uint64_t)at_us >> DIGIT_BITS * level) & (DIGITS - 1);
}

static void mark(struct timers *timers, int level, int digit)
{
	timers->bucket_mask[level] |= UINT32_C(1) << digit;
	timers->level_mask |= UINT32_C(1) << level;
}

static void unmark(struct timers *timers, int level, int digit)
{
	timers->bucket_mask[level] &= ~(UINT32_C(1) << digit);
	if (timers->bucket_mask[level] == 0)
		timers->level_mask &= ~(UINT32_C(1) << level);
}

static void bucket_append(struct timers *timers, const struct timer *timer)
{
	int level = level_of(timers, timer->at_us);
	int digit = digit_of(timer->at_us, level);
	struct bucket *bucket = &timers->buckets[level][digit];
	struct chunk *tail;

	if (bucket->count == 0) {
		bucket->head = bucket->tail = chunk_take(timers);
		mark(timers, level, digit);
	} else if (chunk_at(timers, bucket->tail)->count == CHUNK_ENTRIES) {
		uint32_t fresh = chunk_take(timers);

		chunk_at(timers, bucket->tail)->next = fresh;
		bucket->tail = fresh;
	}
	tail = chunk_at(timers, bucket->tail);
	tail->entries[tail->count++] = *timer;
	bucket->count++;
}

/* Move a whole bucket to the end of another, chunk by chunk; what fits into the
 * last chunk is copied there, so that chunks stay half full. */
static void bucket_splice(struct timers *timers, struct bucket *to,
			  struct bucket *from)
{
	uint32_t number = from->head;

	while (number != NO_CHUNK) {
		struct chunk *chunk = chunk_at(timers, number);
		uint32_t next = chunk->next;
		struct chunk *tail =
		    to->count != 0 ? chunk_at(timers, to->tail) : NULL;

		if (tail != NULL &&
		    tail->count + chunk->count <= CHUNK_ENTRIES) {
			memcpy(&tail->entries[tail->count], chunk->entries,
			       chunk->count * sizeof(struct timer));
			tail->count += chunk->count;
			to->count += chunk->count;
			chunk_give(timers, number);
		} else {
			chunk->next = NO_CHUNK;
			if (tail != NULL)
				tail->next = number;
			else
				to->head = number;
			to->tail = number;
			to->count += chunk->count;
		}
		number = next;
	}
	*from = (struct bucket){0};
}

/*
 * Set the base back to an earlier instant.  Let m be the highest digit in which
 * the two differ: what stood on levels below m agrees with the old base in
 * digit m, so it belongs into that one bucket of level m, which is empty.
 */
static void rebase(struct timers *timers, int64_t at_us)
{
	int m = level_of(timers, at_us);
	int home = digit_of(timers->base_us, m);

	for (int level = 0; level < m; level++) {
		while (timers->bucket_mask[level] != 0) {
			int digit = __builtin_ctz(timers->bucket_mask[level]);

			bucket_splice(timers, &timers->buckets[m][home],
				      &timers->buckets[level][digit]);
			unmark(timers, level, digit);
			mark(timers, m, home);
		}
	}
	timers->base_us = at_us;
}

/* --- the near run --------------------------------------------------------- */

/* Shift what is later than `timer` back by one and take the place before it. */
static void near_insert_from_tail(struct timers *timers,
				  const struct timer *timer)
{
	uint32_t at = timers->near_tail++;

	while (at > timers->near_head &&
	       timers->near[at - 1].at_us > timer->at_us) {
		timers->near[at] = timers->near[at - 1];
		at--;
	}
	timers->near[at] = *timer;
}

/* Popped entries have left room in front: shift what is not later than `timer`
 * forward by one. Some entry is later. */
static void near_insert_from_head(struct timers *timers,
				  const struct timer *timer)
{
	uint32_t at = --timers->near_head;

	while (timers->near[at + 1].at_us <= timer->at_us) {
		timers->near[at] = timers->near[at + 1];
		at++;
	}
	timers->near[at] = *timer;
	if (timers->foreseen <= at && timers->foreseen > timers->near_head)
		timers->foreseen--; /* the one to be given next moved, too */
}

/* Most of what is pushed is due soon, what the wheel hands over is in order:
 * the one belongs near the head, the other to the tail. */
static void near_insert(struct timers *timers, const struct timer *timer)
{
	uint32_t count = timers->near_tail - timers->near_head;
	uint32_t middle = timers->near_head + count / 2;

	if (count != 0 && timers->near_head != 0 &&
	    timers->near[middle].at_us > timer->at_us) {
		near_insert_from_head(timers, timer);
		return;
	}
	if (timers->near_tail == NEAR_CAPACITY) {
		memmove(timers->near, timers->near + timers->near_head,
			count * sizeof(struct timer));
		timers->near_tail = count;
		timers->foreseen = 0;
		timers->near_head = 0;
	}
	near_insert_from_tail(timers, timer);
}

/* Put entries that belong into one bucket in front of what it has. */
static void bucket_prepend(struct timers *timers, struct bucket *bucket,
			   const struct timer *entries, uint32_t count)
{
	struct chunk *head =
	    bucket->count != 0 ? chunk_at(timers, bucket->head) : NULL;

	if (head == NULL || head->count + count > CHUNK_ENTRIES) {
		uint32_t fresh = chunk_take(timers);

		head = chunk_at(timers, fresh);
		head->next = bucket->count != 0 ? bucket->head : NO_CHUNK;
		if (bucket->count == 0)
			bucket->tail = fresh;
		bucket->head = fresh;
	}
	memmove(head->entries + count, head->entries,
		head->count * sizeof(struct timer));
	memcpy(head->entries, entries, count * sizeof(struct timer));
	head->count += count;
	bucket->count += count;
}

/*
 * The near run is full: hand its later half back to the wheel.  The wheel may
 * have entries of the same time that were pushed later, so the half goes in
 * front of them, from its end, in groups that share a bucket.
 */
static void near_split(struct timers *timers)
{
	uint32_t head = timers->near_head, end = timers->near_tail;
	uint32_t cut = head + (end - head) / 2;

	timers->near_until_us = timers->near[cut].at_us;
	if (timers->near_until_us < timers->base_us)
		rebase(timers, timers->near_until_us);
	timers->near_tail = cut;
	while (end > cut) {
		int level = level_of(timers, timers->near[end - 1].at_us);
		int digit = digit_of(timers->near[end - 1].at_us, level);
		uint32_t first = end - 1;

		while (first > cut && end - first < CHUNK_ENTRIES &&
		       level_of(timers, timers->near[first - 1].at_us) ==
			   level &&
		       digit_of(timers->near[first - 1].at_us, level) == digit)
			first--;
		bucket_prepend(timers, &timers->buckets[level][digit],
			       &timers->near[first], end - first);
		mark(timers, level, digit);
		end = first;
	}
}

/* Up to `limit` entries of a bucket, from its front, into the near run, which
 * has room for them. */
static void drain_bucket(struct timers *timers, struct bucket *bucket,
			 uint32_t limit)
{
	while (bucket->count != 0 && limit != 0) {
		uint32_t number = bucket->head;
		struct chunk *chunk = chunk_at(timers, number);
		uint32_t take = chunk->count < limit ? chunk->count : limit;

		for (uint32_t i = 0; i < take; i++)
			near_insert_from_tail(timers, &chunk->entries[i]);
		limit -= take;
		bucket->count -= take;
		if (take == chunk->count) {
			bucket->head = chunk->next;
			chunk_give(timers, number);
		} else {
			chunk->count -= take;
			memmove(chunk->entries, chunk->entries + take,
				chunk->count * sizeof(struct timer));
		}
	}
	if (bucket->count == 0)
		*bucket = (struct bucket){0};
}

/* Hand the entries of a large bucket down to lower levels, in order. */
static void redistribute(struct timers *timers, struct bucket bucket)
{
	uint32_t number = bucket.head;

	while (number != NO_CHUNK) {
		const struct chunk *chunk = chunk_at(timers, number);
		uint32_t next = chunk->next;

		if (next != NO_CHUNK)
			__builtin_prefetch(chunk_at(timers, next));
		for (uint32_t i = 0; i < chunk->count; i++)
			bucket_append(timers, &chunk->entries[i]);
		chunk_give(timers, number);
		number = next;
	}
}

/* The near run is empty: fill it from the earliest bucket. */
static void refill(struct timers *timers)
{
	timers->near_head = 0;
	timers->near_tail = 0;
	timers->foreseen = 0;
	while (timers->near_tail == 0 && timers->level_mask != 0) {
		int level = __builtin_ctz(timers->level_mask);
		int digit = __builtin_ctz(timers->bucket_mask[level]);
		struct bucket *bucket = &timers->buckets[level][digit];
		uint64_t width = UINT64_C(1) << DIGIT_BITS * level;
		uint64_t base = (uint64_t)timers->base_us;

		/* keep the digits above this level, set this one */
		base = level == LEVELS - 1 ? 0 : base & ~(width * DIGITS - 1);
		base |= (uint64_t)digit * width;
		timers->base_us = (int64_t)base;
		if (level == 0) {
			drain_bucket(timers, bucket, NEAR_CAPACITY / 2);
			timers->near_until_us =
			    timers->base_us + (bucket->count == 0);
			if (bucket->count == 0)
				unmark(timers, level, digit);
		} else if (bucket->count <= SMALL_BUCKET) {
			drain_bucket(timers, bucket, SMALL_BUCKET);
			timers->near_until_us =
			    width - 1 >
				    (uint64_t)(INT64_MAX - timers->base_us - 1)
				? INT64_MAX
				: timers->base_us + (int64_t)width;
			unmark(timers, level, digit);
		} else {
			struct bucket moved = *bucket;

			*bucket = (struct bucket){0};
			unmark(timers, level, digit);
			redistribute(timers, moved);
		}
	}
}

/* --- public --------------------------------------------------------------- */

uint32_t timers_count(const struct timers *timers)
{
	return timers->count;
}

int64_t timers_next_us(const struct timers *timers)
{
	return timers->next_us;
}

bool timers_push(struct timers *timers, struct timer timer)
{
	if (timers->count == timers->capacity)
		return false;
	if (timer.at_us < timers->popped_us)
		timer.at_us = timers->popped_us;
	if (timer.at_us < timers->next_us)
		timers->next_us = timer.at_us;
	if (timers->count++ == 0) {
		timers->base_us = timer.at_us;
		timers->near_until_us = timer.at_us;
		timers->near_head = 0;
		timers->near_tail = 1;
		timers->foreseen = 0;
		timers->near[0] = timer;
		return true;
	}
	if (timer.at_us < timers->near_until_us) {
		if (timers->near_tail - timers->near_head == NEAR_CAPACITY)
			near_split(timers);
		if (timer.at_us < timers->near_until_us) {
			near_insert(timers, &timer);
			return true;
		}
	}
	if (timer.at_us < timers->base_us)
		rebase(timers, timer.at_us);
	bucket_append(timers, &timer);
	return true;
}

bool timers_peek(const struct timers *timers, uint32_t ahead, struct timer *out)
{
	if (timers->near_tail - timers->near_head <= ahead)
		return false;
	*out = timers->near[timers->near_head + ahead];
	return true;
}

bool timers_foresee(struct timers *timers, uint32_t ahead, struct timer *out)
{
	uint32_t end = timers->near_tail - timers->near_head > ahead
			   ? timers->near_head + ahead
			   : timers->near_tail;

	if (timers->foreseen < timers->near_head)
		timers->foreseen = timers->near_head;
	if (timers->foreseen >= end)
		return false;
	*out = timers->near[timers->foreseen++];
	return true;
}

bool timers_pop(struct timers *timers, int64_t now_us, struct timer *out)
{
	if (timers->count == 0 || timers->next_us > now_us)
		return false;
	*out = timers->near[timers->near_head++];
	timers->popped_us = out->at_us;
	timers->next_us = TIME_NEVER_US;
	if (--timers->count == 0)
		return true;
	if (timers->near_head == timers->near_tail)
		refill(timers);
	timers->next_us = timers->near[timers->near_head].at_us;
	return true;
}

/* --- listing -------------------------------------------------------------- */

/* Stable merge sort; `spare` has room for as many. */
static void sort_by_time(struct timer *entries, struct timer *spare,
			 uint32_t count)
{
	for (uint32_t width = 1; width < count; width *= 2) {
		for (uint32_t low = 0; low < count; low += 2 * width) {
			uint32_t middle =
			    low + width < count ? low + width : count;
			uint32_t high =
			    low + 2 * width < count ? low + 2 * width : count;
			uint32_t a = low, b = middle;

			for (uint32_t i = low; i < high; i++) {
				bool left = a < middle &&
					    (b == high || entries[a].at_us <=
							      entries[b].at_us);

				spare[i] = entries[left ? a++ : b++];
			}
		}
		memcpy(entries, spare, count * sizeof *entries);
	}
}

void timers_list(const struct timers *timers, struct timer *scratch)
{
	uint32_t count = timers->near_tail - timers->near_head;

	if (timers->count == 0)
		return;
	memcpy(scratch, timers->near + timers->near_head,
	       count * sizeof *scratch);
	for (int level = 0; level < LEVELS; level++) {
		for (int digit = 0; digit < DIGITS; digit++) {
			uint32_t first = count;

			for (uint32_t number =
				 timers->buckets[level][digit].head;
			     number != NO_CHUNK;
			     number = chunk_at(timers, number)->next) {
				const struct chunk *chunk =
				    chunk_at(timers, number);

				memcpy(scratch + count, chunk->entries,
				       chunk->count * sizeof *scratch);
				count += chunk->count;
			}
			sort_by_time(scratch + first, scratch + timers->count,
				     count - first);
		}
	}
}
