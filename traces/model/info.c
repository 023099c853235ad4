#include "info.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct world_memory {
	int64_t stop_us, day;
	uint32_t today, all;
};

/* Numbers of one figure as they come. */
struct numbers {
	double *value;
	size_t count;
};

struct making {
	const struct trace *trace;
	const struct local_clock *clock;
	struct info *out;
	struct numbers length, gap, a_day, a_world;
	struct world_memory *worlds;
	int64_t *stops;
};

static int by_number(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static int by_instant(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

static void put_figure(struct numbers *numbers, double value)
{
	numbers->value[numbers->count++] = value;
}

/* Bins begin at 0 and at first, 2 first, 4 first ... */
static void describe_figure(struct numbers *n, double first,
			    struct info_figure *out)
{
	static const double at[INFO_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};
	double sum = 0;

	*out = (struct info_figure){.count = n->count};
	for (int b = 1; b < INFO_BINS; b++)
		out->bin_from[b] = ldexp(first, b - 1);
	if (n->count == 0)
		return;
	qsort(n->value, n->count, sizeof *n->value, by_number);
	for (size_t i = 0; i < n->count; i++) {
		int b = INFO_BINS - 1;

		while (b > 0 && n->value[i] < out->bin_from[b])
			b--;
		out->bin_share[b] += 1.0 / (double)n->count;
		sum += n->value[i];
	}
	out->mean = sum / (double)n->count;
	for (int q = 0; q < INFO_QUANTILES; q++)
		out->quantile[q] =
		    n->value[(size_t)(at[q] * (double)(n->count - 1) + 0.5)];
}

/* --- one session ---------------------------------------------------------- */

/* The hours of the week that it was active in. */
static void add_active(struct making *m, int64_t from_us, int64_t to_us)
{
	while (from_us < to_us) {
		int64_t local_s = clock_local_s(m->clock, from_us);
		int64_t end_us =
		    (from_us / 1000000 + 3600 - local_s % 3600) * 1000000;

		if (end_us > to_us)
			end_us = to_us;
		m->out->active[weekday_of(local_s / 86400)]
			      [local_s / 3600 % HOURS] +=
		    (double)(end_us - from_us);
		from_us = end_us;
	}
}

static void add_session(struct making *m, const struct session *s)
{
	struct world_memory *world = &m->worlds[s->world];
	int64_t day = playing_day_of(m->clock, s->start_us);
	int64_t stop_us = s->stop_us;

	if (stop_us == TRACE_STILL_RUNNING_US) {
		m->out->unfinished++;
		stop_us = m->out->to_us;
	} else {
		put_figure(&m->length, (double)(stop_us - s->start_us) / 1e6);
	}
	if (world->all > 0)
		put_figure(&m->gap,
			   (double)(s->start_us - world->stop_us) / 1e6);
	if (world->all > 0 && world->day != day) {
		put_figure(&m->a_day, world->today);
		world->today = 0;
	}
	world->today++;
	world->all++;
	world->day = day;
	world->stop_us = stop_us;
	m->out->hours_played += (double)(stop_us - s->start_us) / 3.6e9;
	add_active(m, s->start_us, stop_us);
}

/* --- peaks and silences --------------------------------------------------- */

/* Keep the highest of each playing day, the highest days first. */
static void offer_peak(struct making *m, int64_t at_us, uint32_t worlds)
{
	struct info *out = m->out;
	int64_t day = playing_day_of(m->clock, at_us);
	uint32_t i = 0;

	while (i < out->peak_count &&
	       playing_day_of(m->clock, out->peaks[i].from_us) != day)
		i++;
	if (i < out->peak_count && out->peaks[i].worlds >= worlds)
		return;
	if (i == out->peak_count) {
		if (i == INFO_PEAKS && out->peaks[i - 1].worlds >= worlds)
			return;
		if (i == INFO_PEAKS)
			i--;
		else
			out->peak_count++;
	}
	for (; i > 0 && out->peaks[i - 1].worlds < worlds; i--)
		out->peaks[i] = out->peaks[i - 1];
	out->peaks[i] = (struct info_stretch){at_us, at_us, worlds};
}

static void offer_silence(struct info *out, int64_t from_us, int64_t to_us)
{
	uint32_t i = out->silence_count;

	if (i == INFO_SILENCES) {
		const struct info_stretch *least = &out->silences[i - 1];

		if (to_us - from_us <= least->to_us - least->from_us)
			return;
		i--;
	} else {
		out->silence_count++;
	}
	for (; i > 0 &&
	       out->silences[i - 1].to_us - out->silences[i - 1].from_us <
		   to_us - from_us;
	     i--)
		out->silences[i] = out->silences[i - 1];
	out->silences[i] = (struct info_stretch){from_us, to_us, 0};
}

/* Sessions are sorted by start; their stops are sorted here. */
static void find_peaks(struct making *m)
{
	const struct trace *t = m->trace;
	size_t stopped = 0;

	for (size_t i = 0; i < t->session_count; i++)
		m->stops[i] = t->sessions[i].stop_us;
	qsort(m->stops, t->session_count, sizeof *m->stops, by_instant);
	for (size_t i = 0; i < t->session_count; i++) {
		int64_t at_us = t->sessions[i].start_us;

		while (stopped < i && m->stops[stopped] <= at_us)
			stopped++;
		offer_peak(m, at_us, (uint32_t)(i + 1 - stopped));
		if (i > 0)
			offer_silence(m->out, t->sessions[i - 1].start_us,
				      at_us);
	}
}

/* --- all ------------------------------------------------------------------ */

static bool open_numbers(struct making *m)
{
	size_t room = m->trace->session_count + m->trace->world_count + 1;

	m->length.value = malloc(room * sizeof(double));
	m->gap.value = malloc(room * sizeof(double));
	m->a_day.value = malloc(room * sizeof(double));
	m->a_world.value = malloc(room * sizeof(double));
	m->worlds =
	    calloc(m->trace->world_count + (size_t)1, sizeof *m->worlds);
	m->stops = malloc(room * sizeof *m->stops);
	return m->length.value != NULL && m->gap.value != NULL &&
	       m->a_day.value != NULL && m->a_world.value != NULL &&
	       m->worlds != NULL && m->stops != NULL;
}

/* Sums of time to means over the hours that the span holds. */
static void average(struct making *m)
{
	double span[INFO_WEEKDAYS][HOURS] = {{0}};
	double sums[INFO_WEEKDAYS][HOURS];

	memcpy(sums, m->out->active, sizeof sums);
	memset(m->out->active, 0, sizeof m->out->active);
	add_active(m, m->out->from_us, m->out->to_us);
	memcpy(span, m->out->active, sizeof span);
	for (int day = 0; day < INFO_WEEKDAYS; day++)
		for (int h = 0; h < HOURS; h++)
			m->out->active[day][h] =
			    span[day][h] > 0 ? sums[day][h] / span[day][h] : 0;
}

static void make(struct making *m)
{
	const struct trace *t = m->trace;
	struct info *out = m->out;

	out->from_us = t->sessions[0].start_us;
	for (size_t i = 0; i < t->session_count; i++) {
		const struct session *s = &t->sessions[i];
		int64_t last_us = s->stop_us != TRACE_STILL_RUNNING_US
				      ? s->stop_us
				      : s->start_us;

		if (last_us > out->to_us)
			out->to_us = last_us;
	}
	for (size_t i = 0; i < t->session_count; i++)
		add_session(m, &t->sessions[i]);
	for (uint32_t w = 0; w < t->world_count; w++) {
		out->by_tier[tier_of(t->worlds[w].ram_mib)]++;
		if (m->worlds[w].all == 0)
			continue;
		put_figure(&m->a_day, m->worlds[w].today);
		put_figure(&m->a_world, m->worlds[w].all);
	}
	average(m);
	find_peaks(m);
	describe_figure(&m->length, 600, &out->length);
	describe_figure(&m->gap, 600, &out->gap);
	describe_figure(&m->a_day, 2, &out->a_day);
	describe_figure(&m->a_world, 2, &out->a_world);
}

bool info_make(const struct trace *trace, const struct local_clock *clock,
	       struct info *out, struct error_text *error)
{
	struct making m = {.trace = trace, .clock = clock, .out = out};
	bool good;

	*out = (struct info){.worlds = trace->world_count,
			     .accounts = trace->account_count,
			     .sessions = trace->session_count};
	if (trace->session_count == 0)
		return error_set(error, "no sessions to show");
	good = open_numbers(&m);
	if (good)
		make(&m);
	free(m.length.value);
	free(m.gap.value);
	free(m.a_day.value);
	free(m.a_world.value);
	free(m.worlds);
	free(m.stops);
	return good || error_set(error, "out of memory");
}
