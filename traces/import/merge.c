#include "merge.h"

#include <stdlib.h>

#include "traces/base/array.h"

#define US_PER_DAY INT64_C(86400000000)

/* The union of a world that is still growing. */
struct growing {
	int64_t start_us, stop_us; /* start_us -1: none */
	int64_t parts_us;
	uint32_t weight;
};

struct merge {
	struct merge_plan plan;
	struct sorter *sorter;
	struct growing *growing; /* by world */
	uint32_t *open; /* the worlds that have one, by when they began */
	uint32_t open_count;
	size_t capacity; /* of both, in worlds */
	int64_t next_day_us;
	uint64_t merged;
	merge_sink *sink;
	void *context;
	struct error_text *error;
};

struct merge *merge_create(const struct merge_plan *plan,
			   struct error_text *error)
{
	struct merge *m = calloc(1, sizeof *m);

	if (m == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	m->plan = *plan;
	m->sorter = sorter_create(plan->records_in_memory, error);
	if (m->sorter == NULL) {
		free(m);
		return NULL;
	}
	return m;
}

void merge_release(struct merge *m)
{
	if (m == NULL)
		return;
	sorter_release(m->sorter);
	free(m->growing);
	free(m->open);
	free(m);
}

bool merge_put(struct merge *m, const struct stretch *stretch,
	       struct error_text *error)
{
	const struct sort_record record = {
	    .key = (uint64_t)stretch->start_us,
	    .minor = (uint64_t)stretch->world << 32 | stretch->weight,
	    .stop_us = stretch->stop_us,
	};

	return sorter_put(m->sorter, &record, error);
}

static bool give_union(struct merge *m, uint32_t world)
{
	struct growing *g = &m->growing[world];
	const struct stretch stretch = {
	    .start_us = g->start_us,
	    .stop_us = g->stop_us,
	    .world = world,
	    .weight = g->weight,
	    .parts_us = g->parts_us,
	};

	g->start_us = -1;
	return m->sink(m->context, &stretch, m->error);
}

/* Could a stretch that begins at at_us or later continue it? */
static bool may_grow(const struct merge *m, uint32_t world, int64_t at_us)
{
	int64_t stop_us = m->growing[world].stop_us;

	return stop_us > at_us - m->plan.gap_us;
}

/* A new day: hand out what cannot grow any more. */
static bool begin_day(struct merge *m, int64_t day_us)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < m->open_count; i++) {
		if (may_grow(m, m->open[i], day_us))
			m->open[kept++] = m->open[i];
		else if (!give_union(m, m->open[i]))
			return false;
	}
	m->open_count = kept;
	return true;
}

static bool room_for_world(struct merge *m, uint32_t world)
{
	size_t before = m->capacity, capacity = before;

	if (!ARRAY_ROOM(m->open, capacity, world + (size_t)1) ||
	    !ARRAY_ROOM(m->growing, m->capacity, world + (size_t)1))
		return error_set(m->error, "out of memory");
	for (size_t i = before; i < m->capacity; i++)
		m->growing[i].start_us = -1;
	return true;
}

static bool add_stretch(struct merge *m, const struct stretch *s)
{
	struct growing *g = &m->growing[s->world];
	int64_t length_us =
	    s->stop_us == INT64_MAX ? 0 : s->stop_us - s->start_us;

	if (g->start_us < 0) {
		m->open[m->open_count++] = s->world;
	} else if (may_grow(m, s->world, s->start_us)) {
		m->merged++;
		if (s->stop_us > g->stop_us)
			g->stop_us = s->stop_us;
		if (m->plan.adds)
			g->weight += s->weight < UINT32_MAX - g->weight
					 ? s->weight
					 : UINT32_MAX - g->weight;
		else if (s->weight > g->weight)
			g->weight = s->weight;
		g->parts_us += length_us;
		return true;
	} else if (!give_union(m, s->world)) {
		return false;
	}
	*g = (struct growing){s->start_us, s->stop_us, length_us, s->weight};
	return true;
}

/* --- by start ------------------------------------------------------------- */

void merge_begin(struct merge *m, merge_sink *sink, void *context)
{
	m->sink = sink;
	m->context = context;
}

void merge_expect(const struct merge *m, uint32_t world)
{
	if (world < m->capacity)
		__builtin_prefetch(&m->growing[world]);
}

bool merge_put_in_order(struct merge *m, const struct stretch *stretch,
			struct error_text *error)
{
	m->error = error;
	if (stretch->world >= m->capacity && !room_for_world(m, stretch->world))
		return false;
	if (stretch->start_us >= m->next_day_us) {
		if (!begin_day(m, stretch->start_us))
			return false;
		m->next_day_us = stretch->start_us + US_PER_DAY;
	}
	return add_stretch(m, stretch);
}

bool merge_end(struct merge *m, uint64_t *merged, struct error_text *error)
{
	m->error = error;
	*merged = m->merged;
	for (uint32_t i = 0; i < m->open_count; i++)
		if (!give_union(m, m->open[i]))
			return false;
	return true;
}

/* --- in any order --------------------------------------------------------- */

bool merge_run(struct merge *m, merge_sink *sink, void *context,
	       uint64_t *merged, struct error_text *error)
{
	const struct sort_record *next;

	merge_begin(m, sink, context);
	if (!sorter_end(m->sorter, error))
		return false;
	while ((next = sorter_take(m->sorter, error)) != NULL) {
		const struct sort_record *ahead = sorter_ahead(m->sorter);
		const struct stretch stretch = {
		    .start_us = (int64_t)next->key,
		    .stop_us = next->stop_us,
		    .world = (uint32_t)(next->minor >> 32),
		    .weight = (uint32_t)next->minor,
		};

		if (ahead != NULL)
			merge_expect(m, (uint32_t)(ahead->minor >> 32));
		if (!merge_put_in_order(m, &stretch, error))
			return false;
	}
	return error->text[0] == '\0' && merge_end(m, merged, error);
}
