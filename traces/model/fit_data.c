#include "fit_data.h"

#include <stdlib.h>

#include "day_shape.h"
#include "traces/base/array.h"

#define US_PER_HOUR 3.6e9

struct making {
	const struct trace *trace;
	const struct fit_options *options;
	struct fit_data *out;
	struct day_shape *shapes;
	int64_t first_day, from_us, to_us;
	size_t *order; /* sessions by world, then start */
	uint32_t mark_count;
	size_t mark_capacity;
	struct error_text *error;
};

static bool make_days(struct making *m)
{
	struct generate_plan plan = {.clock = m->options->clock};
	struct fit_data *out = m->out;

	if (m->options->holidays != NULL)
		plan.holidays = *m->options->holidays; /* borrowed */
	for (uint32_t d = 0; d < out->day_count; d++) {
		struct day_shape *shape = &m->shapes[d];
		struct fit_day *day = &out->days[d];

		day_shape_make(&plan, m->first_day + d, shape);
		day->weekday = shape->weekday;
		day->kind = shape->kind;
		day->type = shape->weekend_hours;
		for (uint32_t i = 0; i < shape->steps; i++)
			day->full[shape->hour[i]] +=
			    (float)((double)(shape->step_us[i + 1] -
					     shape->step_us[i]) /
				    US_PER_HOUR);
	}
	m->from_us = m->shapes[0].begins_us;
	m->to_us = m->shapes[out->day_count - 1].ends_us;
	return true;
}

/* Sessions of a world together, in the order of their starts. */
static bool order_sessions(struct making *m)
{
	const struct trace *t = m->trace;
	size_t *at = calloc((size_t)t->world_count + 1, sizeof *at);

	m->order = calloc(t->session_count + 1, sizeof *m->order);
	if (at == NULL || m->order == NULL) {
		free(at);
		return false;
	}
	for (size_t i = 0; i < t->session_count; i++)
		at[t->sessions[i].world + 1]++;
	for (uint32_t w = 0; w < t->world_count; w++)
		at[w + 1] += at[w];
	for (size_t i = 0; i < t->session_count; i++)
		m->order[at[t->sessions[i].world]++] = i;
	free(at);
	return true;
}

static struct fit_mark *mark_of(struct making *m, struct fit_world *world,
				uint32_t day)
{
	struct fit_data *out = m->out;
	struct fit_mark *last;

	if (world->mark_count > 0 && out->marks[m->mark_count - 1].day == day)
		return &out->marks[m->mark_count - 1];
	if (!ARRAY_ROOM(out->marks, m->mark_capacity,
			m->mark_count + (size_t)1)) {
		(void)error_set(m->error, "out of memory");
		return NULL;
	}
	last = &out->marks[m->mark_count++];
	*last = (struct fit_mark){.day = day};
	for (int h = 0; h < HOURS; h++)
		last->idle[h] = out->days[day].full[h];
	world->mark_count++;
	return last;
}

static uint32_t day_of(const struct making *m, int64_t at_us)
{
	return (uint32_t)(playing_day_of(&m->options->clock, at_us) -
			  m->first_day);
}

/* Take [from, to) out of the idle hours of a day. */
static void take_out(const struct day_shape *shape, int64_t from_us,
		     int64_t to_us, float idle[HOURS])
{
	for (uint32_t i = 0; i < shape->steps; i++) {
		int64_t a =
		    from_us > shape->step_us[i] ? from_us : shape->step_us[i];
		int64_t b = to_us < shape->step_us[i + 1]
				? to_us
				: shape->step_us[i + 1];
		float *hour = &idle[shape->hour[i]];

		if (b > a)
			*hour -= (float)((double)(b - a) / US_PER_HOUR);
		if (*hour < 0)
			*hour = 0;
	}
}

static void count_start(struct making *m, struct fit_world *world,
			struct fit_mark *mark, int64_t at_us)
{
	const struct day_shape *shape = &m->shapes[mark->day];
	int64_t step = (at_us - shape->begins_us) / (int64_t)US_PER_HOUR;

	if (step >= shape->steps)
		step = shape->steps - 1;
	mark->starts++;
	m->out->starts[world->tier][m->out->days[mark->day].type]
		      [shape->hour[step]]++;
	if (world->first_day != m->out->day_count)
		return;
	world->first_day = mark->day;
	for (int h = 0; h < HOURS; h++)
		world->after[h] = m->out->days[mark->day].full[h];
	take_out(shape, shape->begins_us, at_us, world->after);
}

static bool mark_session(struct making *m, struct fit_world *world,
			 const struct session *s)
{
	int64_t from_us = s->start_us > m->from_us ? s->start_us : m->from_us;
	int64_t to_us = s->stop_us < m->to_us ? s->stop_us : m->to_us;

	if (s->start_us < m->from_us)
		world->seen_before = true;
	for (uint32_t day = day_of(m, from_us);
	     day < m->out->day_count && m->shapes[day].begins_us < to_us;
	     day++) {
		struct fit_mark *mark = mark_of(m, world, day);

		if (mark == NULL)
			return false;
		if (s->start_us >= m->shapes[day].begins_us)
			count_start(m, world, mark, s->start_us);
		take_out(&m->shapes[day], from_us, to_us, mark->idle);
		if (world->first_day == day)
			take_out(&m->shapes[day], from_us, to_us, world->after);
	}
	return true;
}

/* By the hash of its name's hash, whose high bits are even. */
static bool is_sampled(const struct trace_world *world, double share)
{
	uint64_t hash = random_hash(&world->name_hash, sizeof world->name_hash);

	return (double)(hash >> 11) < share * 9007199254740992.0;
}

static bool make_worlds(struct making *m)
{
	const struct trace *t = m->trace;
	struct fit_data *out = m->out;
	double keep = t->world_count > WORLDS_FITTED
			  ? (double)WORLDS_FITTED / t->world_count
			  : 1;
	uint32_t seen = 0;

	for (size_t i = 0; i < t->session_count;) {
		uint32_t w = t->sessions[m->order[i]].world;
		const struct trace_world *facts = &t->worlds[w];
		struct fit_world *world = &out->worlds[out->world_count];

		*world =
		    (struct fit_world){.tier = (uint8_t)tier_of(facts->ram_mib),
				       .mark = m->mark_count,
				       .first_day = out->day_count};
		for (; i < t->session_count &&
		       t->sessions[m->order[i]].world == w;
		     i++) {
			const struct session *s = &t->sessions[m->order[i]];

			if (s->stop_us > m->from_us && s->start_us < m->to_us &&
			    is_sampled(facts, keep) &&
			    !mark_session(m, world, s))
				return false;
		}
		seen++;
		if (world->mark_count > 0)
			out->world_count++;
	}
	out->sampled = keep;
	return seen > 0;
}

bool fit_data_make(const struct trace *trace, const struct fit_options *options,
		   int64_t first_day, uint32_t day_count, struct fit_data *out,
		   struct error_text *error)
{
	struct making m = {.trace = trace,
			   .options = options,
			   .out = out,
			   .first_day = first_day,
			   .error = error};
	bool good = false;

	*out = (struct fit_data){.day_count = day_count};
	out->days = calloc(day_count + (size_t)1, sizeof *out->days);
	out->worlds =
	    calloc(trace->world_count + (size_t)1, sizeof *out->worlds);
	m.shapes = calloc(day_count + (size_t)1, sizeof *m.shapes);
	if (out->days == NULL || out->worlds == NULL ||
	    !ARRAY_ROOM(out->marks, m.mark_capacity, 1) || m.shapes == NULL ||
	    !order_sessions(&m))
		(void)error_set(error, "out of memory");
	else
		good = make_days(&m) && make_worlds(&m);
	free(m.shapes);
	free(m.order);
	if (!good)
		fit_data_release(out);
	return good;
}

void fit_data_release(struct fit_data *data)
{
	free(data->days);
	free(data->worlds);
	free(data->marks);
	*data = (struct fit_data){0};
}
