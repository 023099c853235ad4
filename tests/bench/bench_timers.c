/*
 * bench_timers.c - the timer queue against a binary heap, hold model.
 *
 * A hold takes the earliest entry and puts it back later by a random time
 * (Vaucher and Duval 1975); the number of pending entries stays.  Both queues
 * hold the same entries and see the same draws, in the same process.  Prints
 * nanoseconds a hold and their ratio.
 *
 * bench_timers [--quick]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/kit/timers.h"

#define STEP_US 1000
#define STEPS_MAX 100000
#define QUICK_MAX 100000
#define PENDING_MAX 10000000
#define ALIGNMENT 64

/* --- the yardstick: a textbook heap of the same 16-byte entries plus the
 * order number that makes equal instants first in, first out ----------------
 */

struct entry {
	int64_t at_us;
	uint64_t order;
	uint32_t entity;
};

struct heap {
	struct entry *entries;
	size_t count;
	uint64_t orders;
};

static bool earlier(const struct entry *a, const struct entry *b)
{
	return a->at_us < b->at_us ||
	       (a->at_us == b->at_us && a->order < b->order);
}

static void heap_push(struct heap *heap, int64_t at_us, uint32_t entity)
{
	struct entry entry = {at_us, heap->orders++, entity};
	size_t i = heap->count++;

	while (i > 0 && earlier(&entry, &heap->entries[(i - 1) / 2])) {
		heap->entries[i] = heap->entries[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	heap->entries[i] = entry;
}

static struct entry heap_pop(struct heap *heap)
{
	struct entry top = heap->entries[0];
	struct entry last = heap->entries[--heap->count];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < heap->count) {
		if (child + 1 < heap->count &&
		    earlier(&heap->entries[child + 1], &heap->entries[child]))
			child++;
		if (!earlier(&heap->entries[child], &last))
			break;
		heap->entries[i] = heap->entries[child];
		i = child;
	}
	heap->entries[i] = last;
	return top;
}

/* --- the hold model ------------------------------------------------------- */

static uint64_t next_random(uint64_t *state) /* Marsaglia 2003 */
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static int64_t later_us(uint64_t *state)
{
	return (int64_t)(next_random(state) % STEPS_MAX) * STEP_US;
}

static double cpu_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static uint32_t holds_for(uint32_t pending)
{
	return pending < 1000000 ? 3000000 : 6000000;
}

static double time_timers(uint32_t pending, int64_t *end_us)
{
	size_t bytes = (timers_size_bytes(pending + 1) + ALIGNMENT - 1) /
		       ALIGNMENT * ALIGNMENT;
	void *memory = aligned_alloc(ALIGNMENT, bytes);
	uint64_t state = 42;
	uint32_t holds = holds_for(pending);
	struct timers *timers;
	struct timer timer = {0};
	double began;

	if (memory == NULL)
		exit(EXIT_FAILURE);
	memset(memory, 0, bytes);
	timers = timers_init(memory, pending + 1);
	for (uint32_t i = 0; i < pending; i++)
		(void)timers_push(timers,
				  (struct timer){later_us(&state), i, 0});
	for (int warm = 1; warm >= 0; warm--) {
		began = cpu_ns();
		for (uint32_t i = 0; i < holds; i++) {
			(void)timers_pop(timers, INT64_MAX, &timer);
			timer.at_us += later_us(&state);
			(void)timers_push(timers, timer);
		}
	}
	*end_us = timers_next_us(timers);
	began = cpu_ns() - began;
	free(memory);
	return began / holds;
}

static double time_heap(uint32_t pending, int64_t *end_us)
{
	struct heap heap = {malloc((pending + 1) * sizeof *heap.entries), 0, 0};
	uint64_t state = 42;
	uint32_t holds = holds_for(pending);
	double began = 0;

	if (heap.entries == NULL)
		exit(EXIT_FAILURE);
	for (uint32_t i = 0; i < pending; i++)
		heap_push(&heap, later_us(&state), i);
	for (int warm = 1; warm >= 0; warm--) {
		began = cpu_ns();
		for (uint32_t i = 0; i < holds; i++) {
			struct entry entry = heap_pop(&heap);

			heap_push(&heap, entry.at_us + later_us(&state),
				  entry.entity);
		}
	}
	*end_us = heap.entries[0].at_us;
	began = cpu_ns() - began;
	free(heap.entries);
	return began / holds;
}

int main(int argc, char **argv)
{
	bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
	uint32_t most = quick ? QUICK_MAX : PENDING_MAX;

	(void)puts("   pending   timers ns   heap ns   ratio   (a hold)");
	for (uint32_t pending = 100; pending <= most; pending *= 10) {
		int64_t ours_us, heap_us;
		double ours = time_timers(pending, &ours_us);
		double heap = time_heap(pending, &heap_us);

		(void)printf("%10u %11.1f %9.1f %7.2f\n", pending, ours, heap,
			     ours / heap);
		if (ours_us != heap_us) {
			(void)puts("the queues differ");
			return EXIT_FAILURE;
		}
	}
	return 0;
}
