#include "generate.h"

#include <stdlib.h>
#include <string.h>

#include "generate_day.h"
#include "traces/base/array.h"

#define US_PER_S INT64_C(1000000)
#define JOIN_TRIES 64

struct join {
	int64_t at_us;
	uint32_t world;
};

struct drawing {
	struct town town;
	int64_t from_us, to_us;
	struct join *joins; /* heap by time, ties by world */
	uint32_t join_count;
	size_t join_capacity;
	generate_sink sink;
	void *context;
	struct generate_report *report;
};

/* --- joins to come -------------------------------------------------------- */

static bool sooner(const struct join *a, const struct join *b)
{
	return a->at_us < b->at_us ||
	       (a->at_us == b->at_us && a->world < b->world);
}

static bool push_join(struct drawing *d, struct join join)
{
	uint32_t at = d->join_count;

	if (!ARRAY_ROOM(d->joins, d->join_capacity, at + (size_t)1))
		return error_set(d->town.error, "out of memory");
	d->join_count++;
	while (at > 0 && sooner(&join, &d->joins[(at - 1) / 2])) {
		d->joins[at] = d->joins[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	d->joins[at] = join;
	return true;
}

static struct join pop_join(struct drawing *d)
{
	struct join top = d->joins[0], last = d->joins[--d->join_count];
	uint32_t at = 0, child;

	while ((child = 2 * at + 1) < d->join_count) {
		if (child + 1 < d->join_count &&
		    sooner(&d->joins[child + 1], &d->joins[child]))
			child++;
		if (!sooner(&d->joins[child], &last))
			break;
		d->joins[at] = d->joins[child];
		at = child;
	}
	if (d->join_count > 0)
		d->joins[at] = last;
	return top;
}

/* --- who joins ------------------------------------------------------------ */

/* A world that plays today, drawn in proportion to L s(t); UINT32_MAX: none
 * does. */
static uint32_t draw_player(const struct town *town, int64_t at_us,
			    struct random_stream *stream)
{
	double weight[TIERS], sum = 0, pick;
	const struct players *players;
	int tier = 0;
	uint32_t low = 0, high;

	for (int i = 0; i < TIERS; i++) {
		const struct players *p = &town->players[i];

		weight[i] =
		    p->count == 0
			? 0
			: p->below[p->count - 1] *
			      day_shape_rate(&town->shape, &town->plan->tier[i],
					     at_us);
		sum += weight[i];
	}
	if (!(sum > 0))
		return UINT32_MAX;
	pick = random_uniform(stream) * sum;
	while (tier + 1 < TIERS && pick >= weight[tier])
		pick -= weight[tier++];
	players = &town->players[tier];
	if (players->count == 0)
		return UINT32_MAX;
	pick = random_uniform(stream) * players->below[players->count - 1];
	high = players->count - 1;
	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (players->below[middle] <= pick)
			low = middle + 1;
		else
			high = middle;
	}
	return players->world[low];
}

/* A start of `world` may bring another's. */
static bool bring_another(struct drawing *d, uint32_t world, int64_t at_us)
{
	const struct town *town = &d->town;
	const struct generate_plan *plan = town->plan;
	const struct law after = {.kind = LAW_EXPONENTIAL, .a = plan->within_s};
	double event_max = town_event_factor_max(town);
	struct random_stream stream;

	random_open(&stream, &(struct random_key){
				 .seed = plan->seed,
				 .replication = plan->replication,
				 .purpose = RANDOM_GENERATE_JOIN,
				 .entity = town->worlds[world].entity,
				 .index = town->worlds[world].starts,
			     });
	if (random_uniform(&stream) >= plan->pull)
		return true;
	at_us += (int64_t)(law_draw(&after, &stream) * 1e6);
	if (at_us >= town->shape.ends_us)
		return true; /* all go to bed */
	for (int i = 0; i < JOIN_TRIES; i++) {
		uint32_t other = draw_player(town, at_us, &stream);

		if (other == UINT32_MAX)
			return true;
		if (other == world || town->worlds[other].free_at_us > at_us)
			continue;
		if (plan->event_count > 0 &&
		    random_uniform(&stream) * event_max >=
			town_event_factor(town, other, at_us))
			continue;
		return push_join(d, (struct join){at_us, other});
	}
	return true;
}

/* --- sessions ------------------------------------------------------------- */

static int64_t draw_length_us(const struct generate_plan *plan,
			      const struct town_world *world)
{
	struct random_stream stream;
	double seconds;

	random_open(&stream, &(struct random_key){
				 .seed = plan->seed,
				 .replication = plan->replication,
				 .purpose = RANDOM_GENERATE_LENGTH,
				 .entity = world->entity,
				 .index = world->starts,
			     });
	seconds = law_draw(&plan->tier[world->tier].session_length, &stream);
	return seconds < 1 ? US_PER_S : (int64_t)(seconds * 1e6);
}

/* False: the sink has had enough. */
static bool begin_draw(struct drawing *d, uint32_t index, int64_t at_us)
{
	struct town_world *world = &d->town.worlds[index];
	int64_t stop_us = at_us + draw_length_us(d->town.plan, world);
	const struct generated session = {
	    .index = index,
	    .world = {.name_hash = world->entity,
		      .ram_mib = world->ram_mib,
		      .cpu_milli = world->cpu_milli,
		      .disk_mib = world->disk_mib,
		      .is_new = world->is_new},
	    .start_us = at_us,
	    .stop_us = stop_us,
	};

	world->free_at_us = stop_us;
	if (stop_us <= d->from_us || at_us >= d->to_us)
		return true;
	d->report->sessions++;
	return d->sink(d->context, &session);
}

static bool start_candidate(struct drawing *d, const struct candidate *c)
{
	struct town_world *world = &d->town.worlds[c->world];

	if (c->kind == CANDIDATE_FIRST)
		world->free_at_us = c->at_us;
	if (world->free_at_us > c->at_us) {
		d->report->dropped++;
		return true;
	}
	if (!begin_draw(d, c->world, c->at_us))
		return false;
	if (d->town.plan->pull > 0 && c->kind == CANDIDATE_OWN &&
	    !bring_another(d, c->world, c->at_us))
		return false;
	world->starts++;
	return true;
}

static bool start_join(struct drawing *d, struct join join)
{
	struct town_world *world = &d->town.worlds[join.world];

	if (world->free_at_us > join.at_us) {
		d->report->dropped++;
		return true;
	}
	if (join.at_us >= d->from_us && join.at_us < d->to_us)
		d->report->joins++;
	if (!begin_draw(d, join.world, join.at_us))
		return false;
	world->starts++;
	return true;
}

/* Candidates and joins of a day in the order of time. */
static bool play_day(struct drawing *d, int64_t day)
{
	uint32_t i = 0;

	if (!town_day(&d->town, day))
		return false;
	while (i < d->town.candidate_count || d->join_count > 0) {
		const struct candidate *c = &d->town.candidates[i];

		if (i < d->town.candidate_count &&
		    (d->join_count == 0 || c->at_us <= d->joins[0].at_us)) {
			i++;
			if (!start_candidate(d, c))
				return false;
		} else if (!start_join(d, pop_join(d))) {
			return false;
		}
	}
	return true;
}

bool generate_sessions(const struct generate_plan *plan, int64_t from_us,
		       int64_t to_us, generate_sink sink, void *context,
		       struct generate_report *report, struct error_text *error)
{
	struct drawing d = {.town = {.plan = plan, .error = error},
			    .from_us = from_us,
			    .to_us = to_us,
			    .sink = sink,
			    .context = context,
			    .report = report};
	int64_t first = playing_day_of(&plan->clock, from_us);
	int64_t last = playing_day_of(&plan->clock, to_us - 1);
	bool good;

	*report = (struct generate_report){0};
	good = town_open(&d.town, first);
	/* the day before gives the sessions that run at `from` */
	for (int64_t day = first - 1; good && day <= last; day++)
		good = play_day(&d, day);
	report->worlds = d.town.count;
	town_close(&d.town);
	free(d.joins);
	return good;
}
