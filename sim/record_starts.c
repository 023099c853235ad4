#include "sim/record_starts.h"

#include <stdlib.h>

#include "sim/delays.h"
#include "sim/simulation.h"

#define PATH_ALL PATH_COUNT

struct starts {
	struct simulation *sim;
	struct wait_histogram *waits[PATH_COUNT + 1];
	struct wait_histogram *ready;
	struct delays *delays;	      /* NULL: neither these nor rows */
	int64_t late_us[DELAY_COUNT]; /* of those who waited too long */
	bool keeps_rows;
};

_Static_assert(REASON_COUNT <= UINT8_MAX, "a row keeps it in a byte");
_Static_assert(PATH_COUNT < 16, "a row keeps it in four bits");
_Static_assert(DELAY_COUNT <= 8, "a row has a bit for each");

/* --- the rows ------------------------------------------------------------- */

/* Its number; 0: no rows are kept. */
static uint32_t add_row(struct starts *starts, const struct attempt *attempt)
{
	struct figures *f = starts->sim->figures;
	struct start_row *row;

	if (!starts->keeps_rows)
		return 0;
	row = rows_add(&f->starts);
	if (row == NULL) {
		starts->sim->failed = true;
		return 0;
	}
	*row = (struct start_row){.requested_us = starts->sim->now_us,
				  .wait_us = -1,
				  .world = attempt->world,
				  .path = PATH_COUNT,
				  .end = START_PENDING,
				  .attempt = attempt->number};
	return (uint32_t)f->starts.count;
}

/* The row of the attempt that is under way; NULL: none is kept. */
static struct start_row *open_row(const struct starts *starts, uint32_t world)
{
	uint32_t row =
	    starts->delays != NULL ? delays_row(starts->delays, world) : 0;

	return row == 0 ? NULL
			: rows_at(&starts->sim->figures->starts, row - 1);
}

/* Those that took time. */
static void keep_delays(struct starts *starts, struct start_row *row,
			const int64_t delay_us[DELAY_COUNT])
{
	struct rows *delays = &starts->sim->figures->delays;

	row->first_delay = (uint32_t)delays->count;
	for (int i = 0; i < DELAY_COUNT; i++) {
		int64_t *kept;

		if (delay_us[i] == 0)
			continue;
		kept = rows_add(delays);
		if (kept == NULL) {
			starts->sim->failed = true;
			return;
		}
		*kept = delay_us[i];
		row->delays |= (uint8_t)(1u << i);
	}
}

/* --- causes of waiting ---------------------------------------------------- */

static int64_t wait_of(const int64_t delay_us[DELAY_COUNT])
{
	int64_t wait_us = 0;

	for (int i = 0; i < DELAY_COUNT; i++)
		if (i != DELAY_START_UP)
			wait_us += delay_us[i];
	return wait_us;
}

static void end_delays(struct starts *starts, uint32_t world,
		       struct start_row *row)
{
	const struct simulation *sim = starts->sim;
	int64_t delay_us[DELAY_COUNT];

	if (starts->delays == NULL ||
	    !delays_end(starts->delays, world, sim->now_us, delay_us))
		return;
	if (row != NULL)
		keep_delays(starts, row, delay_us);
	if ((double)wait_of(delay_us) <=
	    sim->scenario->promise_wait_p95_s * 1e6)
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
	if (starts->delays != NULL &&
	    !delays_begin(starts->delays, attempt->world,
			  add_row(starts, attempt), starts->sim->now_us))
		starts->sim->failed = true;
}

static void fill_wait(struct start_row *row, int64_t wait_us,
		      const struct notice *notice)
{
	row->wait_us = wait_us;
	row->node = notice->node.value;
	row->reason = notice->reason;
	if (notice->kind == NOTICE_START_PLACED)
		row->path = notice->start.path & 15;
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
	struct start_row *row = open_row(starts, attempt->world);

	if (!attempt->counted)
		return;
	wait_histogram_add(starts->waits[PATH_ALL], wait_us);
	if (notice->kind == NOTICE_START_PLACED) {
		wait_histogram_add(starts->waits[notice->start.path], wait_us);
		f->woken_from_archive += notice->start.data == PATH_RESTORED;
		f->moved += notice->start.data == PATH_MOVED;
	} else {
		end_delays(starts, attempt->world, row);
	}
	if (row != NULL)
		fill_wait(row, wait_us, notice);
}

static void starts_ready(void *self, const struct attempt *attempt)
{
	struct starts *starts = self;
	int64_t ready_us = starts->sim->now_us - attempt->requested_us;
	struct start_row *row = open_row(starts, attempt->world);

	if (!attempt->counted)
		return;
	wait_histogram_add(starts->ready, ready_us);
	end_delays(starts, attempt->world, row);
	if (row != NULL)
		row->end = START_SERVED;
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
	starts->delays = delays_open(starts->sim->trace->world_count);
	return starts->delays != NULL;
}

bool record_starts_open(struct simulation *sim)
{
	bool has_delays = sim->options->breakdown || sim->options->detail;
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
	starts->keeps_rows = sim->options->detail;
	sim->figures->starts.row_bytes = sizeof(struct start_row);
	sim->figures->delays.row_bytes = sizeof(int64_t);
	if (has_delays) {
		observer.mask = UINT64_C(1) << NOTICE_WORLD_STATE |
				UINT64_C(1) << NOTICE_START_PLACED;
		observer.notice = starts_notice;
		observer.transfer = starts_transfer;
		observer.expect = starts_expect;
	}
	observers_add(&sim->observers, &observer);
	return open_waits(starts) && (!has_delays || open_delays(starts));
}
