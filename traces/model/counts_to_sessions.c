#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "counts_shape.h"
#include "traces/base/array.h"

#define US_PER_S INT64_C(1000000)
#define RESTED_US (300 * US_PER_S)
#define CANDIDATES 32
#define TRIES 64
#define DAYS_PER_MONTH 30

struct drawn_world {
	double active_share; /* of days */
	int64_t stopped_us;
	bool active, plays_today, used;
	uint32_t number; /* in the trace */
};

struct running { /* heap by end */
	int64_t end_us;
	uint32_t session;
};

struct drawing {
	const struct counts_plan *plan;
	const struct target_point *points;
	uint32_t point_count, at;	/* the line's present segment */
	int64_t from_us, to_us, now_us; /* from_us: of the trace */
	struct random_stream stream;
	struct drawn_world *worlds;
	uint64_t *entities; /* of the draws of each world */
	double *luck;	    /* of each world, today */
	uint32_t world_count;
	uint32_t *today; /* who plays today */
	uint32_t today_count;
	int64_t day; /* local, from 6 to 6 */
	struct running *heap;
	uint32_t active, heap_capacity;
	struct session *sessions; /* .world is the drawn world's index */
	bool *natural;		  /* whole length drawn from the law */
	size_t count, capacity;
	uint64_t births, early;
	double worst;
	struct error_text *error;
};

/* --- the line ------------------------------------------------------------- */

static double target_at(struct drawing *d, int64_t at_us)
{
	const struct target_point *p = d->points;

	while (d->at + 2 < d->point_count && p[d->at + 1].at_us <= at_us)
		d->at++;
	return p[d->at].worlds +
	       (p[d->at + 1].worlds - p[d->at].worlds) *
		   (double)(at_us - p[d->at].at_us) /
		   (double)(p[d->at + 1].at_us - p[d->at].at_us);
}

/* The next instant in (now, until] at which the line reaches `level`, or
 * until_us. */
static int64_t reaches(const struct drawing *d, int64_t until_us, double level,
		       bool rising)
{
	const struct target_point *a = &d->points[d->at], *b = a + 1;
	double slope = (b->worlds - a->worlds) / (double)(b->at_us - a->at_us);
	double here = a->worlds + slope * (double)(d->now_us - a->at_us);
	double after_us;

	if ((rising && slope <= 0) || (!rising && slope >= 0))
		return until_us;
	after_us = ceil((level - here) / slope);
	if (after_us < 1)
		after_us = 1;
	return after_us < (double)(until_us - d->now_us)
		   ? d->now_us + (int64_t)after_us
		   : until_us;
}

/* --- worlds --------------------------------------------------------------- */

static struct random_key world_key(const struct drawing *d, uint32_t index,
				   uint64_t what)
{
	return (struct random_key){.seed = d->plan->seed,
				   .replication = d->plan->replication,
				   .purpose = RANDOM_WORLD_MIX,
				   .entity = d->entities[index],
				   .index = what};
}

/* A two-state chain from day to day with the given share and correlation. */
static void new_day(struct drawing *d, int64_t day)
{
	struct random_key key = world_key(d, 0, 1000 + (uint64_t)day);
	bool first = d->day < 0;

	d->day = day;
	d->today_count = 0;
	random_firsts(&key, d->entities, d->world_count, d->luck);
	for (uint32_t i = 0; i < d->world_count; i++) {
		struct drawn_world *world = &d->worlds[i];
		double share = world->active_share;
		double chance = first
				    ? share
				    : habit_chance(share, d->plan->persistence,
						   world->plays_today);

		if (i >= d->plan->worlds_living) /* dormant */
			chance = d->plan->revived_per_month / DAYS_PER_MONTH;
		world->plays_today = d->luck[i] < chance;
		/* without a branch, which nobody could foresee */
		d->today[d->today_count] = i;
		d->today_count += world->plays_today;
	}
}

static bool is_free(const struct drawing *d, uint32_t index, bool rested)
{
	const struct drawn_world *world = &d->worlds[index];

	return !world->active &&
	       (!rested || d->now_us - world->stopped_us >= RESTED_US);
}

/* A world that plays today and is not active; else any that is not. */
static uint32_t choose_world(struct drawing *d)
{
	int64_t day = playing_day_of(&d->plan->clock, d->now_us);
	uint32_t index;

	if (day != d->day)
		new_day(d, day);
	for (int i = 0; i < TRIES && d->today_count > 0; i++) {
		index = d->today[random_u64(&d->stream) % d->today_count];
		if (is_free(d, index, true))
			return index;
	}
	index = (uint32_t)(random_u64(&d->stream) % d->world_count);
	for (uint32_t i = 0; i < d->world_count; i++) {
		if (is_free(d, (index + i) % d->world_count, false))
			return (index + i) % d->world_count;
	}
	return UINT32_MAX;
}

/* --- sessions ------------------------------------------------------------- */

static void heap_push(struct drawing *d, struct running entry)
{
	uint32_t at = d->active++;

	while (at > 0 && d->heap[(at - 1) / 2].end_us > entry.end_us) {
		d->heap[at] = d->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	d->heap[at] = entry;
}

static struct running heap_pop(struct drawing *d)
{
	struct running top = d->heap[0], last = d->heap[--d->active];
	uint32_t at = 0, child;

	while ((child = 2 * at + 1) < d->active) {
		if (child + 1 < d->active &&
		    d->heap[child + 1].end_us < d->heap[child].end_us)
			child++;
		if (d->heap[child].end_us >= last.end_us)
			break;
		d->heap[at] = d->heap[child];
		at = child;
	}
	d->heap[at] = last;
	return top;
}

static bool room_for_session(struct drawing *d)
{
	size_t capacity = d->capacity;

	return (ARRAY_ROOM(d->natural, capacity, d->count + 1) &&
		ARRAY_ROOM(d->sessions, d->capacity, d->count + 1)) ||
	       error_set(d->error, "out of memory");
}

static int64_t draw_length_us(struct drawing *d)
{
	double seconds = law_draw(&d->plan->session_length, &d->stream);

	return seconds < 1 ? US_PER_S : (int64_t)(seconds * 1e6);
}

/* What is left of a session that runs at a random instant: a length drawn in
 * proportion to itself (out of CANDIDATES), seen at a uniform moment. */
static int64_t draw_residual_us(struct drawing *d)
{
	int64_t lengths[CANDIDATES];
	double sum = 0, pick;
	int chosen = 0;

	for (int i = 0; i < CANDIDATES; i++) {
		lengths[i] = draw_length_us(d);
		sum += (double)lengths[i];
	}
	pick = random_uniform(&d->stream) * sum;
	while (chosen + 1 < CANDIDATES && pick > (double)lengths[chosen])
		pick -= (double)lengths[chosen++];
	return 1 +
	       (int64_t)(random_uniform(&d->stream) * (double)lengths[chosen]);
}

static bool birth(struct drawing *d, bool residual)
{
	uint32_t world = choose_world(d);
	int64_t length_us = residual ? draw_residual_us(d) : draw_length_us(d);

	if (world == UINT32_MAX)
		return error_set(d->error,
				 "all %u worlds are active at once; ask for "
				 "more worlds or a lower peak",
				 d->world_count);
	if (!room_for_session(d))
		return false;
	d->sessions[d->count] = (struct session){
	    .start_us = d->now_us,
	    .stop_us = d->now_us + length_us,
	    .world = world,
	};
	d->natural[d->count] = !residual;
	d->worlds[world].active = true;
	heap_push(
	    d, (struct running){d->now_us + length_us, (uint32_t)d->count++});
	d->births += !residual;
	return true;
}

static void death(struct drawing *d, bool early)
{
	struct running over = heap_pop(d);
	struct session *session = &d->sessions[over.session];
	struct drawn_world *world = &d->worlds[session->world];

	session->stop_us =
	    d->now_us > session->start_us ? d->now_us : session->start_us + 1;
	world->active = false;
	world->stopped_us = d->now_us;
	d->early += early;
}

/* Follow the line: births where it rises above, natural ends when they are due,
 * early ends where it falls faster than sessions end by themselves. */
static bool follow(struct drawing *d)
{
	double up = 0.5;

	while (d->now_us < d->to_us) {
		double target = target_at(d, d->now_us);
		int64_t until_us = d->to_us;

		if (fabs(target - d->active) > d->worst)
			d->worst = fabs(target - d->active);
		if (d->active > 0 && d->heap[0].end_us <= d->now_us) {
			death(d, false);
			continue;
		}
		if (target >= d->active + up) {
			if (!birth(d, false))
				return false;
			up = 0.2 + 0.6 * random_uniform(&d->stream);
			continue;
		}
		if (d->active > 0 && target <= d->active - 0.9) {
			death(d, true);
			continue;
		}
		if (d->points[d->at + 1].at_us < until_us)
			until_us = d->points[d->at + 1].at_us;
		if (d->active > 0 && d->heap[0].end_us < until_us)
			until_us = d->heap[0].end_us;
		until_us = reaches(d, until_us, d->active + up, true);
		until_us = reaches(d, until_us, d->active - 0.9, false);
		d->now_us = until_us > d->now_us ? until_us : d->now_us + 1;
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* Largest distance of the drawn lengths to the law (Kolmogorov 1933). */
static double ks_distance(const struct drawing *d)
{
	double *lengths = malloc((d->count + 1) * sizeof *lengths);
	double worst = 0;
	size_t n = 0;

	if (lengths == NULL)
		return 1;
	for (size_t i = 0; i < d->count; i++)
		if (d->natural[i] && d->sessions[i].stop_us <= d->to_us)
			lengths[n++] = (double)(d->sessions[i].stop_us -
						d->sessions[i].start_us) /
				       1e6;
	qsort(lengths, n, sizeof *lengths, by_number);
	for (size_t i = 0; i < n; i++) {
		double law = law_cdf(&d->plan->session_length, lengths[i]);

		worst =
		    fmax(worst, fmax(fabs(law - (double)i / (double)n),
				     fabs(law - (double)(i + 1) / (double)n)));
	}
	free(lengths);
	return worst;
}

static struct counts_report report_on(const struct drawing *d, double scale)
{
	return (struct counts_report){
	    .ks_length = ks_distance(d),
	    .early_stop_share =
		d->births > 0 ? (double)d->early / (double)d->births : 0,
	    .worst_error = d->worst,
	    .peak_scale = scale};
}

/* --- the trace ------------------------------------------------------------ */

static bool describe_world(const struct drawing *d, uint32_t index,
			   struct trace *out)
{
	const struct population population = {
	    .ram_mix = d->plan->ram_mix,
	    .ram_mix_count = d->plan->ram_mix_count,
	    .cpu_milli = d->plan->cpu_milli,
	    .world_size_mib = &d->plan->world_size_mib,
	    .seed = d->plan->seed,
	    .replication = d->plan->replication,
	};
	struct trace_world *world = &out->worlds[out->world_count];
	char name[WORLD_NAME_SIZE];

	world_name(index, name);
	population_describe(&population, index, world);
	world->account = out->account_count;
	world->name = strdup(name);
	if (world->name == NULL)
		return error_set(d->error, "out of memory");
	out->world_count++;
	out->accounts[out->account_count] = strdup(name);
	if (out->accounts[out->account_count] == NULL)
		return error_set(d->error, "out of memory");
	out->account_count++;
	return true;
}

/* What is over before the trace begins is not of it; what runs then begins with
 * it. */
static void drop_before(struct drawing *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->count; i++) {
		struct session session = d->sessions[i];

		if (session.stop_us <= d->from_us)
			continue;
		d->natural[kept] = d->natural[i];
		if (session.start_us < d->from_us) {
			session.start_us = d->from_us;
			d->natural[kept] = false;
		}
		d->worlds[session.world].used = true;
		d->sessions[kept++] = session;
	}
	d->count = kept;
}

static bool make_trace(struct drawing *d, struct trace *out)
{
	out->worlds = calloc(d->world_count + (size_t)1, sizeof *out->worlds);
	out->accounts =
	    calloc(d->world_count + (size_t)1, sizeof *out->accounts);
	if (out->worlds == NULL || out->accounts == NULL)
		return error_set(d->error, "out of memory");
	for (uint32_t i = 0; i < d->world_count; i++) {
		if (!d->worlds[i].used)
			continue;
		d->worlds[i].number = out->world_count;
		if (!describe_world(d, i, out))
			return false;
	}
	for (size_t i = 0; i < d->count; i++)
		d->sessions[i].world = d->worlds[d->sessions[i].world].number;
	out->sessions = d->sessions;
	out->session_count = d->count;
	d->sessions = NULL;
	return events_restart(d->plan, out, d->error) &&
	       trace_canonicalise(out, "counts", d->error);
}

static int64_t drawing_begins_us(const struct drawing *d)
{
	int64_t begins_us = d->points[0].at_us;

	if (begins_us < d->plan->drawn_from_us)
		begins_us = d->plan->drawn_from_us;
	return begins_us < d->from_us ? begins_us : d->from_us;
}

static bool open_drawing(struct drawing *d)
{
	d->world_count = d->plan->worlds_living + d->plan->worlds_dormant;
	d->worlds = calloc(d->world_count + (size_t)1, sizeof *d->worlds);
	d->today = calloc(d->world_count + (size_t)1, sizeof *d->today);
	d->heap = calloc(d->world_count + (size_t)1, sizeof *d->heap);
	d->entities = calloc(d->world_count + (size_t)1, sizeof *d->entities);
	d->luck = calloc(d->world_count + (size_t)1, sizeof *d->luck);
	if (d->worlds == NULL || d->today == NULL || d->heap == NULL ||
	    d->entities == NULL || d->luck == NULL)
		return error_set(d->error, "out of memory");
	d->day = -1;
	d->now_us = drawing_begins_us(d);
	random_open(&d->stream,
		    &(struct random_key){.seed = d->plan->seed,
					 .replication = d->plan->replication,
					 .purpose = RANDOM_COUNTS});
	for (uint32_t i = 0; i < d->world_count; i++) {
		struct random_stream stream;
		struct random_key key;

		d->entities[i] = world_entity(i);
		d->worlds[i].stopped_us = INT64_MIN / 2;
		key = world_key(d, i, 0);
		random_open(&stream, &key);
		d->worlds[i].active_share =
		    gsl_ran_beta(&stream.rng, d->plan->active_days_alpha,
				 d->plan->active_days_beta);
	}
	return true;
}

bool counts_to_sessions(const struct counts *counts,
			const struct counts_plan *plan, int64_t from_us,
			int64_t to_us, struct trace *out,
			struct counts_report *report, struct error_text *error)
{
	struct target_point *points = calloc(counts->count, sizeof *points);
	struct target_point *line = NULL;
	double scale;
	struct drawing d = {.plan = plan,
			    .point_count = counts->count,
			    .from_us = from_us,
			    .to_us = to_us,
			    .error = error};
	bool good = false;

	*out = (struct trace){0};
	if (points == NULL) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	scale = counts_target(counts, plan, from_us, to_us, points);
	if (scale <= 0) {
		(void)error_set(error,
				"the count series does not cover the "
				"run with its warm-up, or no world is active "
				"between peak_from and peak_to; choose "
				"instants inside the series");
		goto out;
	}
	d.points = line = counts_with_events(plan, points, &d.point_count);
	if (line == NULL) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	if (!open_drawing(&d))
		goto out;
	for (uint32_t n = (uint32_t)lround(target_at(&d, d.now_us)); n > 0; n--)
		if (!birth(&d, true))
			goto out;
	if (!follow(&d))
		goto out;
	drop_before(&d);
	if (report != NULL)
		*report = report_on(&d, scale);
	good = make_trace(&d, out);
out:
	free(points);
	free(line);
	free(d.worlds);
	free(d.entities);
	free(d.luck);
	free(d.today);
	free(d.heap);
	free(d.sessions);
	free(d.natural);
	if (!good)
		trace_release(out);
	return good;
}
