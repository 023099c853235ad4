/*
 * rows.h - what a run leaves behind: rows that are added, kept and never
 * changed in number.
 *
 * Touching fresh memory is what a row costs most.  So rows lie in blocks that
 * never move: nothing is copied when they grow, and a pointer to a row is good
 * until the end.  The first block is a huge page (engine_heap.h), each further
 * one as large as all before it; so a number finds its row without a search,
 * and what is not reached is not touched.
 *
 * A row is rows.row_bytes long, a power of two.  Owns the blocks; {row_bytes}
 * is an empty list.
 */
#ifndef SIM_ROWS_H
#define SIM_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ROWS_BLOCK_BYTES ((size_t)2 << 20) /* of the first */
#define ROWS_BLOCKS_MAX 24		   /* 32 TiB */
#define ROWS_AHEAD_BYTES 128		   /* fetched before it is written */

struct rows {
	size_t row_bytes;
	size_t count;
	size_t room; /* for so many rows there are blocks */
	unsigned char *blocks[ROWS_BLOCKS_MAX];
};

void rows_release(struct rows *rows);

/* Make room for one more.  False: out of memory. */
bool rows_grow(struct rows *rows);

/* Row `index` of those that there is room for. */
static inline void *rows_at(const struct rows *rows, size_t index)
{
	size_t at = index * rows->row_bytes;
	/* block b holds the bytes from 2^b - 1 blocks on */
	unsigned block =
	    63 - (unsigned)__builtin_clzll(at / ROWS_BLOCK_BYTES + 1);
	size_t before = (((size_t)1 << block) - 1) * ROWS_BLOCK_BYTES;

	return rows->blocks[block] + (at - before);
}

/* A new one, zero, at the end.  NULL: out of memory. */
static inline void *rows_add(struct rows *rows)
{
	unsigned char *row;

	if (rows->count == rows->room && !rows_grow(rows))
		return NULL;
	row = rows_at(rows, rows->count++);
	/* so long lies between two rows that no stream is recognised */
	__builtin_prefetch(row + ROWS_AHEAD_BYTES, 1);
	return row;
}

#endif /* SIM_ROWS_H */
