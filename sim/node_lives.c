#include "sim/node_lives.h"

#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"

void node_lives_close(struct node_lives *lives)
{
	free(lives->rows);
	free(lives->row_of);
}

static bool has_room_for_id(struct node_lives *lives, uint32_t node)
{
	size_t before = lives->ids;

	if (!ARRAY_ROOM(lives->row_of, lives->ids, (size_t)node + 1))
		return false;
	if (lives->ids > before)
		memset(lives->row_of + before, 0,
		       (lives->ids - before) * sizeof *lives->row_of);
	return true;
}

struct node_life *node_lives_enter(struct node_lives *lives, uint32_t node,
				   int64_t now_us)
{
	struct node_life *life = node_lives_find(lives, node);

	if (life != NULL)
		return life;
	if (!has_room_for_id(lives, node) ||
	    !ARRAY_ROOM(lives->rows, lives->capacity, lives->count + 1))
		return NULL;
	life = &lives->rows[lives->count++];
	*life = (struct node_life){.node = node,
				   .ordered_us = now_us,
				   .ready_us = TIME_NEVER_US,
				   .drain_us = TIME_NEVER_US,
				   .gone_us = TIME_NEVER_US};
	lives->row_of[node] = (uint32_t)lives->count;
	return life;
}

struct node_life *node_lives_find(const struct node_lives *lives, uint32_t node)
{
	return node < lives->ids && lives->row_of[node] != 0
		   ? &lives->rows[lives->row_of[node] - 1]
		   : NULL;
}

void node_lives_give(struct node_lives *lives, struct figures *figures)
{
	figures->nodes = lives->rows;
	figures->node_count = lives->count;
	free(lives->row_of);
	*lives = (struct node_lives){0};
}
