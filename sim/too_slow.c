#include "sim/too_slow.h"

#include <stdlib.h>

#include "sim/promise.h"

#define BYTES_PER_MIB 1048576.0
#define BYTES_PER_MB 1e6

/* The best that a transfer from the archive can do, MB/s; 0: any. */
static double best_rate(const struct transfer_model *box)
{
	const struct law *stream = &box->stream_mb_per_second;
	double most = stream->kind == LAW_FIXED ? stream->a : stream->max;

	if (box->unlimited)
		return 0;
	if (most > 0 && (box->mb_per_second <= 0 || most < box->mb_per_second))
		return most;
	return box->mb_per_second;
}

static int by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Sizes of the worlds whose start came from the archive, those above `least`
 * alone. */
static uint32_t *sizes_of(const struct figures *f, double least_mib,
			  size_t *count)
{
	uint32_t *sizes = calloc(f->starts.count + 1, sizeof *sizes);

	*count = 0;
	for (size_t i = 0; i < f->starts.count && sizes != NULL; i++) {
		const struct start_row *row = figures_start(f, i);
		const struct trace_world *world = figures_world(f, row->world);

		if (row->attempt > 1 || world == NULL ||
		    (row->path != PATH_RESTORED && row->path != PATH_MOVED))
			continue;
		if ((double)world->disk_mib > least_mib)
			sizes[(*count)++] = world->disk_mib;
	}
	if (sizes != NULL)
		qsort(sizes, *count, sizeof *sizes, by_size);
	return sizes;
}

struct too_slow too_slow_of(const struct run *run)
{
	const struct scenario *s = run->scenario;
	const struct figures *f = &run->figures[0];
	const struct transfer_model *box = &s->world.transfers;
	struct promised wait = promise_part(s, PROMISE_PART_WAIT);
	double rate = best_rate(box), latency_s = law_mean(&box->latency);
	double least_mib = (s->promise_wait_p95_s - latency_s) * rate *
			   BYTES_PER_MB / BYTES_PER_MIB;
	struct too_slow out = {0};
	uint32_t *sizes;
	size_t count;

	if (rate <= 0 || f->requested == 0)
		return out;
	sizes = sizes_of(f, least_mib, &count);
	if (sizes != NULL && count > 0 &&
	    (double)count / (double)f->requested > 1 - wait.limit) {
		size_t middle = count / 2;
		double example_mib = sizes[middle];

		out = (struct too_slow){
		    .share = (double)count / (double)f->requested,
		    .gb = least_mib / 1024,
		    .example_gb = example_mib / 1024,
		    .example_s = latency_s + example_mib * BYTES_PER_MIB /
						 (rate * BYTES_PER_MB),
		    .mb_per_second = rate,
		};
	}
	free(sizes);
	return out;
}
