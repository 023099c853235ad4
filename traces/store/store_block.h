/*
 * store_block.h - a few thousand sessions as bytes.
 *
 * One byte unit: 0 for microseconds, 1 when every start and stop is a whole
 * second.  Then for each session four numbers: the difference of its world to
 * the one before, the difference of its start (both from 0 at first, zigzag:
 * 0, -1, 1, -2 ... become 0, 1, 2, 3), its length plus one or 0 while it runs,
 * and its players.  Numbers are little-endian groups of seven bits, the highest
 * bit set on all but the last.  No length is stored twice: the count of
 * sessions is stored beside the block.
 */
#ifndef TRACES_STORE_BLOCK_H
#define TRACES_STORE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sessions.h"

#define STORE_BLOCK_SESSIONS 4096
#define STORE_BLOCK_BYTES_MAX (1 + STORE_BLOCK_SESSIONS * (5 + 10 + 10 + 5))

/* Returns the number of bytes written to `out`. */
size_t store_block_encode(const struct session *sessions, size_t count,
			  unsigned char *out);

/* False if these bytes are not exactly `count` sessions of known worlds. */
bool store_block_decode(const unsigned char *bytes, size_t size, size_t count,
			uint32_t world_count, struct session *out);

#endif /* TRACES_STORE_BLOCK_H */
