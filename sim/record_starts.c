#include "sim/record_starts.h"

#include <math.h>
#include <stdlib.h>

#include "sim/delays.h"
#include "sim/simulation.h"

/* Beyond the paths: all starts, and those that were moved in either way. */
enum { WAITS_ALL = PATH_COUNT, WAITS_MOVED, WAITS_COUNT };

struct starts {
	struct simulation *sim;
	struct wait_histogram *waits[WAITS_COUNT]; /* by path, and so on */
	struct wait_histogram *tiers[TIERS];
	struct wait_histogram *ready;
	struct delays *delays; /* NULL: nobody asks for clocks ... */
	int64_t *wait_us;      /* ... by world, until a node took it, or: */
	int64_t late_us[DELAY_COUNT]; /* of those who waited too long */
	int64_t promise_us;
	bool keeps_rows;
};

/* Without clocks: no attempt is under way, or no node has taken it yet. */
#define NO_ATTEMPT (-2)
#define NOT_PLACED (-1)

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
	    starts->keeps_rows ? delays_row(starts->delays, world) : 0;

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

static void count_late(struct starts *starts, const struct delay_times *times)
{
	if (wait_of(times->delay_us) <= starts->promise_us)
		return;
	starts->sim->figures->late++;
	for (int i = 0; i < DELAY_COUNT; i++)
		starts->late_us[i] += times->delay_us[i];
}

/* One that is still asked for may find room in time. */
static bool had_no_room(const struct starts *starts,
			const struct delay_times *times, bool is_over)
{
	int64_t without_us =
	    times->delay_us[DELAY_ROOM] + times->delay_us[DELAY_BOOT];

	return without_us > starts->promise_us ||
	       (is_over && times->wait_us < 0 && times->last == DELAY_ROOM);
}

/* What is known without clocks. */
static bool take_wait(struct starts *starts, uint32_t world,
		      struct delay_times *times)
{
	*times = (struct delay_times){.wait_us = starts->wait_us[world]};
	starts->wait_us[world] = NO_ATTEMPT;
	return times->wait_us != NO_ATTEMPT;
}

/* The clock of an attempt stops, at the end of the run if it is not over;
 * false: it did before. */
static bool stop_clock(struct starts *starts, const struct attempt *attempt,
		       bool is_over, struct delay_times *times)
{
	const struct simulation *sim = starts->sim;
	struct start_row *row = open_row(starts, attempt->world);

	if (starts->delays == NULL)
		return take_wait(starts, attempt->world, times);
	if (!delays_end(starts->delays, attempt->world,
			is_over ? sim->now_us : sim->to_us, times))
		return false;
	if (row != NULL)
		keep_delays(starts, row, times->delay_us);
	if (attempt->number == 1)
		sim->figures->without_room +=
		    had_no_room(starts, times, is_over);
	return true;
}

/* Was this first attempt served in time?  It counts where it was requested. */
static void judge(const struct starts *starts, const struct attempt *attempt,
		  bool in_time)
{
	const struct simulation *sim = starts->sim;
	struct figures *f = sim->figures;
	struct series_slot *slot;

	if (attempt->number != 1)
		return;
	f->in_time += in_time;
	if (f->series == NULL)
		return;
	slot = &f->series[(attempt->requested_us - sim->from_us) /
			  sim->options->slot_us];
	slot->judged++;
	slot->late += !in_time;
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

	if (starts->delays != NULL)
		delays_expect(starts->delays, world);
	else
		__builtin_prefetch(&starts->wait_us[world], 1);
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
	if (starts->delays == NULL)
		starts->wait_us[attempt->world] = NOT_PLACED;
	else if (!delays_begin(starts->delays, attempt->world,
			       add_row(starts, attempt),
			       /* what an earlier attempt began goes on */
			       attempt->travels ? DELAY_TRANSFER : DELAY_SAVING,
			       starts->sim->now_us))
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
}

static bool is_move(enum start_path path)
{
	return path == PATH_MOVED || path == PATH_DIRECT;
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
	if (notice->kind == NOTICE_START_PLACED) {
		wait_histogram_add(starts->waits[notice->start.path], wait_us);
		if (is_move(notice->start.path))
			wait_histogram_add(starts->waits[WAITS_MOVED], wait_us);
		f->woken_from_archive += notice->start.data == PATH_RESTORED;
		f->moved += is_move(notice->start.data);
		f->moved_direct += notice->start.data == PATH_DIRECT;
		f->moved_box += notice->start.data == PATH_MOVED;
		if (starts->delays == NULL)
			starts->wait_us[attempt->world] = wait_us;
	}
	if (row != NULL)
		fill_wait(row, wait_us, notice);
}

/* A start counts once among the waits: with its own when it is served, as
 * longer than all of them when its session ends without play. */
static void add_wait(struct starts *starts, const struct attempt *attempt,
		     int64_t wait_us)
{
	wait_histogram_add(starts->waits[WAITS_ALL], wait_us);
	wait_histogram_add(starts->tiers[tier_of(attempt->ram_mib)], wait_us);
}

static void starts_unserved(void *self, const struct attempt *attempt,
			    enum start_end end)
{
	struct starts *starts = self;
	struct start_row *row = open_row(starts, attempt->world);
	struct delay_times times;

	if (!attempt->counted || !stop_clock(starts, attempt, true, &times))
		return;
	count_late(starts, &times);
	judge(starts, attempt, false);
	if (row != NULL) {
		row->end = end & 3;
		row->left = end == START_ABANDONED ? attempt->left & 3u : 0u;
	}
}

static void starts_ready(void *self, const struct attempt *attempt)
{
	struct starts *starts = self;
	int64_t ready_us = starts->sim->now_us - attempt->requested_us;
	struct start_row *row = open_row(starts, attempt->world);
	struct delay_times times;

	if (!attempt->counted || !stop_clock(starts, attempt, true, &times))
		return;
	wait_histogram_add(starts->ready, ready_us);
	add_wait(starts, attempt, times.wait_us);
	count_late(starts, &times);
	judge(starts, attempt, times.wait_us <= starts->promise_us);
	if (row != NULL)
		row->end = START_SERVED;
}

static void count_abandoned(struct figures *f, const struct attempt *attempt)
{
	f->abandoned++;
	f->left_room += attempt->left == LEFT_ROOM;
	f->left_transfer += attempt->left == LEFT_TRANSFER;
	f->stop_came += attempt->left == LEFT_STOP;
}

/* The run ends while an attempt is under way: what is known of it by then. */
static void cut_off(struct starts *starts, const struct attempt *attempt)
{
	struct delay_times times;

	if (stop_clock(starts, attempt, false, &times) && times.wait_us >= 0)
		add_wait(starts, attempt, times.wait_us);
}

static void starts_session_over(void *self, const struct attempt *attempt,
				enum start_end end)
{
	struct starts *starts = self;
	struct figures *f = starts->sim->figures;

	if (!attempt->counted)
		return;
	cut_off(starts, attempt);
	if (end == START_REFUSED || end == START_ABANDONED)
		add_wait(starts, attempt, WAIT_OVER_US);
	switch (end) {
	case START_SERVED:
		f->served++;
		break;
	case START_REFUSED:
		f->refused++;
		break;
	case START_ABANDONED:
		count_abandoned(f, attempt);
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

	f->wait = waits_of(starts->waits[WAITS_ALL]);
	f->moved_waits = waits_of(starts->waits[WAITS_MOVED]);
	f->ready = waits_of(starts->ready);
	for (int path = 0; path < PATH_COUNT; path++)
		f->by_path[path] = waits_of(starts->waits[path]);
	for (int i = 0; i < DELAY_COUNT; i++)
		f->late_hours[i] = (double)starts->late_us[i] / US_PER_HOUR;
	for (int tier = 0; tier < TIERS; tier++) {
		struct wait_figures wait = waits_of(starts->tiers[tier]);

		f->tiers[tier].wait_count = wait.count;
		f->tiers[tier].wait_p95_us = wait.p95_us;
	}
}

static void starts_close(void *self)
{
	struct starts *starts = self;

	for (int i = 0; i < WAITS_COUNT; i++)
		wait_histogram_destroy(starts->waits[i]);
	for (int tier = 0; tier < TIERS; tier++)
		wait_histogram_destroy(starts->tiers[tier]);
	wait_histogram_destroy(starts->ready);
	delays_close(starts->delays);
	free(starts->wait_us);
	free(starts);
}

static bool open_waits(struct starts *starts)
{
	bool good = true;

	for (int i = 0; i < WAITS_COUNT; i++) {
		starts->waits[i] = wait_histogram_create();
		good = good && starts->waits[i] != NULL;
	}
	for (int tier = 0; tier < TIERS; tier++) {
		starts->tiers[tier] = wait_histogram_create();
		good = good && starts->tiers[tier] != NULL;
	}
	starts->ready = wait_histogram_create();
	return good && starts->ready != NULL;
}

static bool open_clocks(struct starts *starts)
{
	uint32_t worlds = starts->sim->trace->world_count;

	if (record_starts_has_clocks(starts->sim->options)) {
		starts->delays = delays_open(worlds);
		return starts->delays != NULL;
	}
	starts->wait_us =
	    malloc(((size_t)worlds + 1) * sizeof *starts->wait_us);
	for (uint32_t id = 0; starts->wait_us != NULL && id <= worlds; id++)
		starts->wait_us[id] = NO_ATTEMPT;
	return starts->wait_us != NULL;
}

bool record_starts_has_clocks(const struct replication_options *options)
{
	return options->promise || options->breakdown || options->detail;
}

bool record_starts_open(struct simulation *sim)
{
	struct starts *starts = calloc(1, sizeof *starts);
	struct observer observer = {
	    .self = starts,
	    .attempt = starts_attempt,
	    .waited = starts_waited,
	    .ready = starts_ready,
	    .unserved = starts_unserved,
	    .session_over = starts_session_over,
	    .finish = starts_finish,
	    .close = starts_close,
	    .expect = starts_expect,
	};

	if (starts == NULL)
		return false;
	starts->sim = sim;
	starts->keeps_rows = sim->options->detail;
	sim->figures->starts.row_bytes = sizeof(struct start_row);
	sim->figures->delays.row_bytes = sizeof(int64_t);
	if (record_starts_has_clocks(sim->options)) {
		observer.mask = UINT64_C(1) << NOTICE_START_WAITS |
				UINT64_C(1) << NOTICE_START_PLACED;
		observer.notice = starts_notice;
		observer.transfer = starts_transfer;
	}
	starts->promise_us = llround(sim->scenario->promise_wait_p95_s * 1e6);
	observers_add(&sim->observers, &observer);
	return open_waits(starts) && open_clocks(starts);
}
