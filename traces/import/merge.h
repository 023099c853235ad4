/*
 * merge.h - stretches of time that overlap become one.
 *
 * Takes stretches of worlds in any order and hands out their union, world by
 * world: a stretch that begins before another of its world has ended, or less
 * than `gap` after, continues it.  With the idle stop as gap, players' stays
 * become world sessions: the world runs until no player has been online for
 * that long.  Touching is not overlapping.
 *
 * Memory grows with the worlds, never with the stretches: these are sorted
 * outside by start (sorter.h), unless they come by their start; then they are
 * united as they come, and nothing waits in a file.  A union comes out when it
 * is known to be over: when its world begins another one, else at the end of
 * the day.  Both ways hand out the same.
 */
#ifndef TRACES_MERGE_H
#define TRACES_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/store/sorter.h"

struct stretch {
	int64_t start_us, stop_us; /* INT64_MAX: it runs on */
	uint32_t world;
	uint32_t weight;  /* given; of a union the largest of its parts, or
			    their sum (merge_plan) */
	int64_t parts_us; /* of a union: the lengths of its parts together */
};

struct merge_plan {
	int64_t gap_us;
	bool adds; /* the weight of a union is the sum of its parts' */
	size_t records_in_memory; /* of the sorter; 0: its default */
};

typedef bool merge_sink(void *context, const struct stretch *stretch,
			struct error_text *error);

struct merge;

struct merge *merge_create(const struct merge_plan *plan,
			   struct error_text *error);
bool merge_put(struct merge *merge, const struct stretch *stretch,
	       struct error_text *error);

/* All unions into the sink; *merged is how many stretches were absorbed. */
bool merge_run(struct merge *merge, merge_sink *sink, void *context,
	       uint64_t *merged, struct error_text *error);

/* The way without sorting: begin, put by start, end.  The sink and its context
 * are borrowed from begin to end; false: out of memory, or the sink said so. */
void merge_begin(struct merge *merge, merge_sink *sink, void *context);
bool merge_put_in_order(struct merge *merge, const struct stretch *stretch,
			struct error_text *error);
bool merge_end(struct merge *merge, uint64_t *merged, struct error_text *error);

/* A hint that a stretch of that world comes soon, to prefetch its memory. */
void merge_expect(const struct merge *merge, uint32_t world);

void merge_release(struct merge *merge);

#endif /* TRACES_MERGE_H */
