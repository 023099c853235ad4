#include "generate_day.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "traces/base/array.h"

#define WORLDS_MAX 50000000u

/* Indices of a world's draws under RANDOM_GENERATE_WORLD. */
#define DRAW_RATE 0
#define DRAW_EVENT 1 /* and the events after it */

static void open_draw(const struct town *town, uint64_t entity,
		      enum random_purpose purpose, uint64_t index,
		      struct random_stream *stream)
{
	random_open(stream,
		    &(struct random_key){.seed = town->plan->seed,
					 .replication = town->plan->replication,
					 .purpose = (uint32_t)purpose,
					 .entity = entity,
					 .index = index});
}

void habit_matrix(const struct generate_plan *plan,
		  double chance[HABITS][HABITS])
{
	double die = daily_chance(plan->churn_per_month);
	double revive = daily_chance(plan->revived_per_month);

	for (int from = HABIT_PLAYS; from <= HABIT_RESTS; from++) {
		double play = habit_chance(plan->share, plan->persistence,
					   from == HABIT_PLAYS);

		chance[from][HABIT_PLAYS] = (1 - die) * play;
		chance[from][HABIT_RESTS] = (1 - die) * (1 - play);
		chance[from][HABIT_GONE] = die;
	}
	chance[HABIT_GONE][HABIT_PLAYS] = revive;
	chance[HABIT_GONE][HABIT_RESTS] = 0;
	chance[HABIT_GONE][HABIT_GONE] = 1 - revive;
}

/* --- worlds --------------------------------------------------------------- */

static double draw_rate(const struct generate_plan *plan,
			struct random_stream *stream)
{
	double cv2 = plan->spread * plan->spread;
	struct law law = {.kind = LAW_FIXED, .a = plan->per_day};

	if (cv2 > 0 && plan->rate_law == RATE_LOGNORMAL)
		law = (struct law){.kind = LAW_LOGNORMAL,
				   .a = plan->per_day / sqrt(1 + cv2),
				   .b = sqrt(log1p(cv2))};
	else if (cv2 > 0)
		law = (struct law){
		    .kind = LAW_GAMMA, .a = plan->per_day * cv2, .b = 1 / cv2};
	return law_draw(&law, stream);
}

static bool add_town_world(struct town *town, enum habit habit,
			   int64_t free_at_us)
{
	const struct generate_plan *plan = town->plan;
	const struct population population = {
	    .ram_mix = plan->ram_mix,
	    .ram_mix_count = plan->ram_mix_count,
	    .cpu_milli = plan->cpu_milli,
	    .world_size_mib = &plan->world_size_mib,
	    .seed = plan->seed,
	    .replication = plan->replication,
	};
	struct town_world *world;
	struct trace_world facts;
	struct random_stream stream;

	if (town->count == WORLDS_MAX ||
	    !ARRAY_ROOM(town->worlds, town->capacity, town->count + (size_t)1))
		return error_set(town->error,
				 "no room for more than %u worlds; lower "
				 "worlds.new_per_day or the span",
				 town->count);
	population_describe(&population, town->count, &facts);
	world = &town->worlds[town->count];
	*world = (struct town_world){
	    .entity = world_entity(town->count),
	    .free_at_us = free_at_us,
	    .ram_mib = facts.ram_mib,
	    .cpu_milli = facts.cpu_milli,
	    .disk_mib = facts.disk_mib,
	    .habit = (uint8_t)habit,
	    .is_new = town->count >= plan->living + plan->dormant,
	    .tier = (uint8_t)tier_of(facts.ram_mib),
	};
	open_draw(town, world->entity, RANDOM_GENERATE_WORLD, DRAW_RATE,
		  &stream);
	world->rate = draw_rate(plan, &stream);
	town->count++;
	return true;
}

bool town_open(struct town *town, int64_t first_day)
{
	const struct generate_plan *plan = town->plan;

	town->first_day = first_day;
	for (uint32_t i = 0; i < plan->living; i++) {
		struct random_stream stream;

		if (!add_town_world(town, HABIT_RESTS, INT64_MIN))
			return false;
		open_draw(town, town->worlds[i].entity, RANDOM_GENERATE_DAY,
			  (uint64_t)(first_day - 1), &stream);
		if (random_uniform(&stream) < plan->share)
			town->worlds[i].habit = HABIT_PLAYS;
	}
	for (uint32_t i = 0; i < plan->dormant; i++)
		if (!add_town_world(town, HABIT_GONE, INT64_MIN))
			return false;
	return true;
}

void town_close(struct town *town)
{
	free(town->worlds);
	free(town->candidates);
	for (int tier = 0; tier < TIERS; tier++) {
		free(town->players[tier].world);
		free(town->players[tier].below);
	}
}

/* --- events --------------------------------------------------------------- */

double town_event_factor(const struct town *town, uint32_t world, int64_t at_us)
{
	double factor = 1;

	for (uint32_t i = 0; i < town->plan->event_count; i++) {
		const struct demand_event *event = &town->plan->events[i];
		struct random_stream stream;

		if (at_us < event->from_us || at_us >= event->to_us)
			continue;
		open_draw(town, town->worlds[world].entity,
			  RANDOM_GENERATE_WORLD, DRAW_EVENT + (uint64_t)i,
			  &stream);
		if (random_uniform(&stream) < event->share)
			factor *= event->factor;
	}
	return factor;
}

double town_event_factor_max(const struct town *town)
{
	double most = 1;

	for (uint32_t i = 0; i < town->plan->event_count; i++) {
		const struct demand_event *event = &town->plan->events[i];

		if (event->from_us < town->shape.ends_us &&
		    event->to_us > town->shape.begins_us && event->factor > 1)
			most *= event->factor;
	}
	return most;
}

/* --- candidates ----------------------------------------------------------- */

static bool propose(struct town *town, struct candidate candidate)
{
	if (!ARRAY_ROOM(town->candidates, town->candidate_capacity,
			town->candidate_count + (size_t)1))
		return error_set(town->error, "out of memory");
	town->candidates[town->candidate_count++] = candidate;
	return true;
}

static bool enlist(struct town *town, uint32_t index, double level)
{
	struct players *players = &town->players[town->worlds[index].tier];
	uint32_t count = players->count;
	size_t capacity = players->capacity;

	if (!ARRAY_ROOM(players->world, capacity, count + (size_t)1) ||
	    !ARRAY_ROOM(players->below, players->capacity, count + (size_t)1))
		return error_set(town->error, "out of memory");
	players->world[count] = index;
	players->below[count] =
	    level + (count > 0 ? players->below[count - 1] : 0);
	players->count++;
	return true;
}

/* The day's level and starts of a world that plays; `stream` is the day's. */
static bool play(struct town *town, uint32_t index, double event_max,
		 struct random_stream *stream)
{
	const struct generate_plan *plan = town->plan;
	struct town_world *world = &town->worlds[index];
	const double *below = town->below[world->tier];
	double mass = below[town->shape.steps];
	double level = world->rate;
	unsigned n;

	if (plan->day_spread > 0) {
		double shape = 1 / (plan->day_spread * plan->day_spread);

		level *= gsl_ran_gamma(&stream->rng, shape, 1 / shape);
	}
	if (plan->pull > 0 && !enlist(town, index, level))
		return false;
	n = gsl_ran_poisson(&stream->rng,
			    level * mass * event_max / (1 + plan->pull));
	for (unsigned i = 0; i < n; i++) {
		int64_t at_us = day_shape_at(&town->shape, below,
					     mass * random_uniform(stream));

		if (plan->event_count > 0 &&
		    random_uniform(stream) * event_max >=
			town_event_factor(town, index, at_us))
			continue;
		if (!propose(town,
			     (struct candidate){at_us, index, CANDIDATE_OWN}))
			return false;
	}
	return true;
}

/* Worlds that begin today, each with a first start at an hour of the profile.
 */
static bool bear(struct town *town, int64_t day, double event_max)
{
	const struct generate_plan *plan = town->plan;
	double months = (double)(day - town->first_day) / DAYS_PER_MONTH;
	double mean =
	    plan->new_per_day * pow(1 + plan->growth_per_month, months);
	struct random_stream stream;
	unsigned n;

	open_draw(town, 0, RANDOM_GENERATE_BIRTHS, (uint64_t)day, &stream);
	n = gsl_ran_poisson(&stream.rng, mean);
	for (unsigned i = 0; i < n; i++) {
		uint32_t index = town->count;
		struct random_stream own;
		const double *below;
		int64_t at_us;

		if (!add_town_world(town, HABIT_PLAYS, INT64_MAX))
			return false;
		below = town->below[town->worlds[index].tier];
		open_draw(town, town->worlds[index].entity, RANDOM_GENERATE_DAY,
			  (uint64_t)day, &own);
		at_us = day_shape_at(&town->shape, below,
				     below[town->shape.steps] *
					 random_uniform(&own));
		if (!propose(town, (struct candidate){at_us, index,
						      CANDIDATE_FIRST}) ||
		    !play(town, index, event_max, &own))
			return false;
	}
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;

	if (left->at_us != right->at_us)
		return left->at_us < right->at_us ? -1 : 1;
	if (left->world != right->world)
		return left->world < right->world ? -1 : 1;
	return 0;
}

bool town_day(struct town *town, int64_t day)
{
	double chance[HABITS][HABITS];
	uint32_t old = town->count;
	double event_max;

	habit_matrix(town->plan, chance);
	day_shape_make(town->plan, day, &town->shape);
	for (int tier = 0; tier < TIERS; tier++) {
		day_shape_integrate(&town->shape, &town->plan->tier[tier],
				    town->below[tier]);
		town->players[tier].count = 0;
	}
	event_max = town_event_factor_max(town);
	town->candidate_count = 0;
	for (uint32_t i = 0; i < old; i++) {
		struct town_world *world = &town->worlds[i];
		struct random_stream stream;
		double u;

		open_draw(town, world->entity, RANDOM_GENERATE_DAY,
			  (uint64_t)day, &stream);
		u = random_uniform(&stream);
		if (day >= town->first_day) /* before: as town_open() drew */
			world->habit =
			    u < chance[world->habit][HABIT_PLAYS] ? HABIT_PLAYS
			    : u < 1 - chance[world->habit][HABIT_GONE]
				? HABIT_RESTS
				: HABIT_GONE;
		if (world->habit == HABIT_PLAYS &&
		    !play(town, i, event_max, &stream))
			return false;
	}
	if (day >= town->first_day && !bear(town, day, event_max))
		return false;
	if (town->candidate_count > 0) /* without any there is no array */
		qsort(town->candidates, town->candidate_count,
		      sizeof *town->candidates, by_time);
	return true;
}
