#include "sim/record_starts.h"

#include <stdlib.h>
#include <string.h>

#include "sim/delays.h"
#include "sim/simulation.h"
#include "traces/base/array.h"

#define PATH_ALL PATH_COUNT

struct starts {
	struct simulation *sim;
	struct wait_histogram *waits[PATH_COUNT + 1];
	struct wait_histogram *ready;
	struct delays *delays;	      /* NULL: not asked for */
	int64_t late_us[DELAY_COUNT]; /* of those who waited too long */
	bool keeps_rows;
	size_t row_capacity;
	uint32_t *row_of; /* by world: row of its open attempt + 1 */
};

/* --- the rows ------------------------------------------------------------- */

static void add_row(struct starts *starts, const struct attempt *attempt)
{
	struct figures *f = starts->sim->figures;

	if (!ARRAY_ROOM(f->starts, starts->row_capacity, f->start_count + 1)) {
		starts->sim->failed = true;
		return;
	}
	f->starts[f->start_count++] =
	    (struct start_row){.requested_us = starts->sim->now_us,
			       .wait_us = -1,
			       .ready_us = -1,
			       .world = attempt->world,
			       .path = PATH_COUNT,
			       .end = START_PENDING,
			       .attempt = attempt->number};
	starts->row_of[attempt->world] = (uint32_t)f->start_count;
}

/* The row of a world's latest attempt; NULL: no rows are kept. */
static struct start_row *latest_row(const struct starts *starts, uint32_t world)
{
	return !starts->keeps_rows || starts->row_of[world] == 0
		   ? NULL
		   : &starts->sim->figures->starts[starts->row_of[world] - 1];
}

/* --- causes of waiting ---------------------------------------------------- */

static void end_delays(struct starts *starts, uint32_t world)
{
	const struct simulation *sim = starts->sim;
	struct start_row *row = latest_row(starts, world);
	const int64_t *delay_us;
	int64_t wait_us;

	if (starts->delays == NULL)
		return;
	delay_us = delays_end(starts->delays, world, sim->now_us, &wait_us);
	if (row != NULL)
		memcpy(row->delay_us, delay_us, sizeof row->delay_us);
	if ((double)wait_us <= sim->scenario->promise_wait_p95_s * 1e6)
		return;
	sim->figures->late++;
	for (int i = 0; i < DELAY_COUNT; i++)
		starts->late_us[i] += delay_us[i];
}

static void starts_notice(void *self, const struct notice *notice)
{
	struct starts *starts = self;
	uint32_t world = notice->world.value;
	int64_t now_us = starts->sim->now_us;

	if (notice->kind == NOTICE_START_PLACED)
		delays_placed(
		    starts->delays, world,
		    node_lives_find(&starts->sim->lives, notice->node.value),
		    now_us);
	else
		delays_state(starts->delays, world, notice->world_state.state,
			     now_us);
}

static void starts_transfer(void *self, const struct command *command)
{
	struct starts *starts = self;

	delays_transfer(starts->delays, command->world.value,
			starts->sim->now_us);
}

static void starts_expect(const void *self, uint32_t world)
{
	const struct starts *starts = self;

	delays_expect(starts->delays, world);
	if (starts->keeps_rows)
		__builtin_prefetch(&starts->row_of[world], 1);
}

/* --- attempts ------------------------------------------------------------- */

static void starts_attempt(void *self, const struct attempt *attempt)
{
	struct starts *starts = self;
	struct figures *f = starts->sim->figures;

	if (!attempt->counted)
		return;
	f->attempts++;
	f->requested += attempt->number == 1;
	if (starts->delays != NULL)
		delays_begin(starts->delays, attempt->world,
			     starts->sim->now_us);
	if (starts->keeps_rows)
		add_row(starts, attempt);
}

static void fill_wait(struct start_row *row, int64_t wait_us,
		      const struct notice *notice)
{
	row->wait_us = wait_us;
	row->node = notice->node.value;
	row->reason = notice->reason;
	if (notice->kind == NOTICE_START_PLACED)
		row->path = (uint8_t)notice->start.path;
	else
		row->end = notice->kind == NOTICE_START_REFUSED
			       ? START_REFUSED
			       : START_ABANDONED;
}

static void starts_waited(void *self, const struct attempt *attempt,
			  const struct notice *notice)
{
	struct starts *starts = self;
	struct figures *f = starts->sim->figures;
	int64_t wait_us = starts->sim->now_us - attempt->requested_us;
	struct start_row *row = latest_row(starts, attempt->world);

	if (!attempt->counted)
		return;
	wait_histogram_add(starts->waits[PATH_ALL], wait_us);
	if (notice->kind == NOTICE_START_PLACED) {
		wait_histogram_add(starts->waits[notice->start.path], wait_us);
		f->woken_from_archive += notice->start.data == PATH_RESTORED;
		f->moved += notice->start.data == PATH_MOVED;
	} else {
		end_delays(starts, attempt->world);
	}
	if (row != NULL)
		fill_wait(row, wait_us, notice);
}

static void starts_ready(void *self, const struct attempt *attempt)
{
	struct starts *starts = self;
	int64_t ready_us = starts->sim->now_us - attempt->requested_us;
	struct start_row *row = latest_row(starts, attempt->world);

	if (!attempt->counted)
		return;
	wait_histogram_add(starts->ready, ready_us);
	end_delays(starts, attempt->world);
	if (row != NULL) {
		row->ready_us = ready_us;
		row->end = START_SERVED;
	}
}

static void starts_session_over(void *self, const struct attempt *attempt,
				enum start_end end)
{
	const struct starts *starts = self;
	struct figures *f = starts->sim->figures;

	if (!attempt->counted)
		return;
	switch (end) {
	case START_SERVED:
		f->served++;
		break;
	case START_REFUSED:
		f->refused++;
		break;
	case START_ABANDONED:
		f->abandoned++;
		break;
	case START_PENDING:
		f->pending_at_end++;
		break;
	}
}

/* --- the ends ------------------------------------------------------------- */

static struct wait_figures waits_of(const struct wait_histogram *histogram)
{
	return (struct wait_figures){
	    .count = wait_histogram_count(histogram),
	    .p50_us = wait_histogram_quantile_us(histogram, 0.5),
	    .p95_us = wait_histogram_quantile_us(histogram, 0.95),
	    .p99_us = wait_histogram_quantile_us(histogram, 0.99),
	    .max_us = wait_histogram_quantile_us(histogram, 1),
	};
}

static void starts_finish(void *self)
{
	struct starts *starts = self;
	struct figures *f = starts->sim->figures;

	f->wait = waits_of(starts->waits[PATH_ALL]);
	f->ready = waits_of(starts->ready);
	for (int path = 0; path < PATH_COUNT; path++)
		f->by_path[path] = waits_of(starts->waits[path]);
	for (int i = 0; i < DELAY_COUNT; i++)
		f->late_hours[i] = (double)starts->late_us[i] / US_PER_HOUR;
}

static void starts_close(void *self)
{
	struct starts *starts = self;

	for (int i = 0; i <= PATH_COUNT; i++)
		wait_histogram_destroy(starts->waits[i]);
	wait_histogram_destroy(starts->ready);
	delays_close(starts->delays);
	free(starts->row_of);
	free(starts);
}

static bool open_waits(struct starts *starts)
{
	bool good = true;

	for (int i = 0; i <= PATH_COUNT; i++) {
		starts->waits[i] = wait_histogram_create();
		good = good && starts->waits[i] != NULL;
	}
	starts->ready = wait_histogram_create();
	return good && starts->ready != NULL;
}

static bool open_delays(struct starts *starts)
{
	const struct simulation *sim = starts->sim;

	if (!sim->options->breakdown)
		return true;
	starts->delays = delays_open(sim->trace->world_count);
	return starts->delays != NULL;
}

static bool open_rows(struct starts *starts)
{
	const struct simulation *sim = starts->sim;

	starts->keeps_rows = sim->options->detail;
	if (!starts->keeps_rows)
		return true;
	starts->row_of =
	    calloc((size_t)sim->trace->world_count + 1, sizeof *starts->row_of);
	return starts->row_of != NULL;
}

bool record_starts_open(struct simulation *sim)
{
	struct starts *starts = calloc(1, sizeof *starts);
	struct observer observer = {
	    .self = starts,
	    .attempt = starts_attempt,
	    .waited = starts_waited,
	    .ready = starts_ready,
	    .session_over = starts_session_over,
	    .finish = starts_finish,
	    .close = starts_close,
	};

	if (starts == NULL)
		return false;
	starts->sim = sim;
	if (sim->options->breakdown) {
		observer.mask = UINT64_C(1) << NOTICE_WORLD_STATE |
				UINT64_C(1) << NOTICE_START_PLACED;
		observer.notice = starts_notice;
		observer.transfer = starts_transfer;
		observer.expect = starts_expect;
	}
	observers_add(&sim->observers, &observer);
	return open_waits(starts) && open_delays(starts) && open_rows(starts);
}
