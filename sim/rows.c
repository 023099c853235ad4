#include "sim/rows.h"

#include "traces/base/engine_heap.h"

static size_t block_bytes(unsigned block)
{
	return ROWS_BLOCK_BYTES << block;
}

bool rows_grow(struct rows *rows)
{
	unsigned block = 0;

	while (block < ROWS_BLOCKS_MAX && rows->blocks[block] != NULL)
		block++;
	if (block == ROWS_BLOCKS_MAX)
		return false;
	rows->blocks[block] = engine_heap.allocate(NULL, block_bytes(block));
	if (rows->blocks[block] == NULL)
		return false;
	rows->room += block_bytes(block) / rows->row_bytes;
	return true;
}

void rows_release(struct rows *rows)
{
	for (unsigned block = 0; block < ROWS_BLOCKS_MAX; block++) {
		engine_heap.release(NULL, rows->blocks[block],
				    block_bytes(block));
		rows->blocks[block] = NULL;
	}
	rows->count = rows->room = 0;
}
