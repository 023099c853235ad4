/*
 * sorter.h - more records than memory, in order.
 *
 * Records are sorted by (key, minor) in memory of a fixed size; full loads go
 * as sorted runs into a temporary file without a name, which are merged while
 * they are taken out (Knuth, TAOCP 3, 5.4.1).  Records with the same (key,
 * minor) come in no particular order.  Owns the memory and the file.
 */
#ifndef TRACES_SORTER_H
#define TRACES_SORTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"

struct sort_record {
	uint64_t key, minor;
	int64_t stop_us; /* only travels along */
};

struct sorter;

/* `records_in_memory` 0: SORTER_RECORDS.  NULL: no memory. */
#define SORTER_RECORDS ((size_t)1 << 19) /* 16 MB, and as much to sort */
struct sorter *sorter_create(size_t records_in_memory,
			     struct error_text *error);

bool sorter_put(struct sorter *sorter, const struct sort_record *record,
		struct error_text *error);

/* After the last put, before the first take. */
bool sorter_end(struct sorter *sorter, struct error_text *error);

/* The next record in order; NULL at the end, or with an error set. */
const struct sort_record *sorter_take(struct sorter *sorter,
				      struct error_text *error);

/* A record that may come soon, for prefetching memory; NULL: unknown. */
const struct sort_record *sorter_ahead(const struct sorter *sorter);

void sorter_release(struct sorter *sorter);

#endif /* TRACES_SORTER_H */
