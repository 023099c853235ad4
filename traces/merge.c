#include "merge.h"

#include <stdlib.h>

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
	uint32_t world_count, capacity;
	uint32_t *open; /* the worlds that have one, by when they began */
	uint32_t open_count;
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

	if (stretch->world >= m->world_count)
		m->world_count = stretch->world + 1;
	return sorter_put(m->sorter, &record, error);
}

static bool give(struct merge *m, uint32_t world)
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
		else if (!give(m, m->open[i]))
			return false;
	}
	m->open_count = kept;
	return true;
}

static bool add(struct merge *m, const struct sort_record *r)
{
	uint32_t world = (uint32_t)(r->minor >> 32);
	uint32_t weight = (uint32_t)r->minor;
	struct growing *g = &m->growing[world];
	int64_t start_us = (int64_t)r->key;
	int64_t length_us = r->stop_us == INT64_MAX ? 0 : r->stop_us - start_us;

	if (g->start_us < 0) {
		m->open[m->open_count++] = world;
	} else if (may_grow(m, world, start_us)) {
		m->merged++;
		if (r->stop_us > g->stop_us)
			g->stop_us = r->stop_us;
		if (weight > g->weight)
			g->weight = weight;
		g->parts_us += length_us;
		return true;
	} else if (!give(m, world)) {
		return false;
	}
	*g = (struct growing){start_us, r->stop_us, length_us, weight};
	return true;
}

static bool room_for_worlds(struct merge *m)
{
	m->growing = calloc(m->world_count + (size_t)1, sizeof *m->growing);
	m->open = calloc(m->world_count + (size_t)1, sizeof *m->open);
	if (m->growing == NULL || m->open == NULL)
		return error_set(m->error, "out of memory");
	for (uint32_t i = 0; i < m->world_count; i++)
		m->growing[i].start_us = -1;
	return true;
}

bool merge_run(struct merge *m, merge_sink *sink, void *context,
	       uint64_t *merged, struct error_text *error)
{
	const struct sort_record *next;
	int64_t next_day_us = 0;

	m->sink = sink;
	m->context = context;
	m->error = error;
	if (!room_for_worlds(m) || !sorter_end(m->sorter, error))
		return false;
	while ((next = sorter_take(m->sorter, error)) != NULL) {
		const struct sort_record *ahead = sorter_ahead(m->sorter);
		int64_t start_us = (int64_t)next->key;

		if (ahead != NULL)
			__builtin_prefetch(&m->growing[ahead->minor >> 32]);
		if (start_us >= next_day_us) {
			if (!begin_day(m, start_us))
				return false;
			next_day_us = start_us + US_PER_DAY;
		}
		if (!add(m, next))
			return false;
	}
	*merged = m->merged;
	for (uint32_t i = 0; i < m->open_count; i++)
		if (!give(m, m->open[i]))
			return false;
	return error->text[0] == '\0';
}
