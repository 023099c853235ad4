#include "gof.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOURS_OF_WEEK (HOURS * WEEKDAYS)

enum figure {
	FIGURE_LENGTH = 0,
	FIGURE_GAP,
	FIGURE_DAY,
	FIGURE_WORLD,
	FIGURES
};

static const char *const figure_names[FIGURES] = {
    "generated lengths", "generated re-open times", "generated starts a day",
    "generated starts a world"};

/* What is compared of one trace. */
struct portrait {
	double *numbers[FIGURES]; /* sorted */
	size_t count[FIGURES];
	double hours[HOURS_OF_WEEK];
};

static int by_number(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static void release_draws(struct portrait *portrait)
{
	for (int f = 0; f < FIGURES; f++)
		free(portrait->numbers[f]);
}

/* What the last session of a world left. */
struct world_memory {
	int64_t stop_us, day;
	uint32_t today, all;
	bool seen;
};

static void put_value(struct portrait *p, enum figure figure, double number)
{
	p->numbers[figure][p->count[figure]++] = number;
}

/* Sort, and thin to GOF_NUMBERS. */
static void finish_tests(struct portrait *p)
{
	for (int f = 0; f < FIGURES; f++) {
		size_t n = p->count[f];

		qsort(p->numbers[f], n, sizeof(double), by_number);
		if (n <= GOF_NUMBERS)
			continue;
		for (size_t i = 0; i < GOF_NUMBERS; i++)
			p->numbers[f][i] = p->numbers[f][i * n / GOF_NUMBERS];
		p->count[f] = GOF_NUMBERS;
	}
}

static void add_session(struct portrait *p, struct world_memory *world,
			const struct session *s,
			const struct local_clock *clock)
{
	int64_t day = playing_day_of(clock, s->start_us);
	int64_t hour =
	    (clock_local_s(clock, s->start_us) / 3600 + INT64_C(3) * HOURS) %
	    (int64_t)HOURS_OF_WEEK; /* 1970-01-01 was a Thursday */

	put_value(p, FIGURE_LENGTH, (double)(s->stop_us - s->start_us) / 1e6);
	if (world->seen)
		put_value(p, FIGURE_GAP,
			  (double)(s->start_us - world->stop_us) / 1e6);
	if (world->seen && world->day != day) {
		put_value(p, FIGURE_DAY, world->today);
		world->today = 0;
	}
	world->today++;
	world->all++;
	world->day = day;
	world->stop_us = s->stop_us;
	world->seen = true;
	p->hours[hour]++;
}

static bool draw_portrait(const struct trace *trace, const struct fit *fit,
			  const struct local_clock *clock, struct portrait *p)
{
	struct world_memory *worlds =
	    calloc(trace->world_count + (size_t)1, sizeof *worlds);
	bool good = worlds != NULL;

	*p = (struct portrait){.count = {0}};
	for (int f = 0; f < FIGURES; f++) {
		p->numbers[f] = malloc(
		    (trace->session_count + trace->world_count + (size_t)1) *
		    sizeof(double));
		good = good && p->numbers[f] != NULL;
	}
	for (size_t i = 0; i < trace->session_count && good; i++) {
		const struct session *s = &trace->sessions[i];

		if (s->start_us >= fit->from_us && s->start_us < fit->to_us &&
		    s->stop_us != TRACE_STILL_RUNNING_US)
			add_session(p, &worlds[s->world], s, clock);
	}
	for (uint32_t w = 0; w < trace->world_count && good; w++)
		if (worlds[w].seen) {
			put_value(p, FIGURE_DAY, worlds[w].today);
			put_value(p, FIGURE_WORLD, worlds[w].all);
		}
	free(worlds);
	if (good)
		finish_tests(p);
	return good;
}

/* Largest distance of two sorted samples (Smirnov 1939); ties go together. */
static double distance_of(const double *a, size_t a_count, const double *b,
			  size_t b_count)
{
	size_t i = 0, j = 0;
	double worst = 0;

	while (i < a_count && j < b_count) {
		double x = a[i] < b[j] ? a[i] : b[j];

		while (i < a_count && a[i] <= x)
			i++;
		while (j < b_count && b[j] <= x)
			j++;
		worst = fmax(worst, fabs((double)i / (double)a_count -
					 (double)j / (double)b_count));
	}
	return worst;
}

/* Chi-square per hour against the pooled shares. */
static double hours_off(const double hours[HOURS_OF_WEEK],
			const double pooled[HOURS_OF_WEEK])
{
	double n = 0, all = 0, sum = 0;

	for (int h = 0; h < HOURS_OF_WEEK; h++) {
		n += hours[h];
		all += pooled[h];
	}
	for (int h = 0; h < HOURS_OF_WEEK; h++) {
		double e = n * pooled[h] / all;

		/* an hour without generated starts counts as one start */
		e = pooled[h] > 0 ? e : n / all;
		sum += (hours[h] - e) * (hours[h] - e) / e;
	}
	return sum / HOURS_OF_WEEK;
}

static double p_value(const double off[GOF_RUNS + 1])
{
	int further = 0;

	for (int r = 0; r < GOF_RUNS; r++)
		further += off[r] >= off[GOF_RUNS];
	return (further + 1.0) / (GOF_RUNS + 1.0);
}

/* The recorded trace is the last of the portraits. */
static bool compare_draws(const struct portrait portraits[GOF_RUNS + 1],
			  enum figure figure, struct fit *fit)
{
	double off[GOF_RUNS + 1], *pool;
	size_t count = 0;

	for (int r = 0; r < GOF_RUNS; r++)
		count += portraits[r].count[figure];
	pool = malloc((count + 1) * sizeof *pool);
	if (pool == NULL)
		return false;
	count = 0;
	for (int r = 0; r < GOF_RUNS; r++) {
		memcpy(pool + count, portraits[r].numbers[figure],
		       portraits[r].count[figure] * sizeof *pool);
		count += portraits[r].count[figure];
	}
	qsort(pool, count, sizeof *pool, by_number);
	for (int r = 0; r <= GOF_RUNS; r++)
		off[r] = distance_of(portraits[r].numbers[figure],
				     portraits[r].count[figure], pool, count);
	fit_note_test(fit, figure_names[figure], off[GOF_RUNS], p_value(off),
		      portraits[GOF_RUNS].count[figure]);
	free(pool);
	return true;
}

static void compare_hours(const struct portrait portraits[GOF_RUNS + 1],
			  struct fit *fit)
{
	double off[GOF_RUNS + 1], pooled[HOURS_OF_WEEK] = {0}, n = 0;

	for (int r = 0; r < GOF_RUNS; r++)
		for (int h = 0; h < HOURS_OF_WEEK; h++)
			pooled[h] += portraits[r].hours[h];
	for (int r = 0; r <= GOF_RUNS; r++)
		off[r] = hours_off(portraits[r].hours, pooled);
	for (int h = 0; h < HOURS_OF_WEEK; h++)
		n += portraits[GOF_RUNS].hours[h];
	fit_note_test(fit, "generated hours of the week", off[GOF_RUNS],
		      p_value(off), (uint64_t)n);
}

static bool generate_portraits(struct portrait portraits[GOF_RUNS],
			       const struct fit_options *options,
			       const struct fit *fit, struct error_text *error)
{
	struct generate_plan plan = fit->plan;

	plan.clock = options->clock;
	if (options->holidays != NULL)
		plan.holidays = *options->holidays;
	plan.seed = options->seed;
	for (int r = 0; r < GOF_RUNS; r++) {
		struct generate_report report;
		struct trace trace;
		bool good;

		plan.replication = (uint32_t)r;
		if (!generate_trace(&plan, fit->from_us, fit->to_us, &trace,
				    &report, error))
			return false;
		good =
		    draw_portrait(&trace, fit, &options->clock, &portraits[r]);
		trace_release(&trace);
		if (!good)
			return error_set(error, "out of memory");
	}
	return true;
}

bool gof_generator(const struct trace *trace, const struct fit_options *options,
		   struct fit *fit, struct error_text *error)
{
	struct portrait *portraits;
	bool good;

	if (trace->session_count > GOF_SESSIONS_MAX)
		return true;
	portraits = calloc(GOF_RUNS + 1, sizeof *portraits);
	if (portraits == NULL)
		return error_set(error, "out of memory");
	good =
	    draw_portrait(trace, fit, &options->clock, &portraits[GOF_RUNS]) ||
	    error_set(error, "out of memory");
	good = good && generate_portraits(portraits, options, fit, error);
	for (int f = 0; f < FIGURES && good; f++)
		good = compare_draws(portraits, (enum figure)f, fit) ||
		       error_set(error, "out of memory");
	if (good)
		compare_hours(portraits, fit);
	for (int r = 0; r <= GOF_RUNS; r++)
		release_draws(&portraits[r]);
	free(portraits);
	return good;
}
