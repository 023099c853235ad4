#include "population.h"

#include <math.h>

/* Indices of a world's draws under RANDOM_WORLD_MIX; 0 and 1000 on are those of
 * counts_to_sessions.c. */
#define DRAW_RAM 1
#define DRAW_SIZE 2

/* "w%05u", by hand: the draws of every world begin with its name, and printing
 * it would cost more than they do.  Returns its length. */
static size_t write_name(uint32_t index, char name[WORLD_NAME_SIZE])
{
	uint32_t number = index + 1;
	size_t length = 6;

	for (uint32_t more = number / 100000; more > 0; more /= 10)
		length++;
	name[0] = 'w';
	name[length] = '\0';
	for (size_t at = length - 1; at > 0; at--, number /= 10)
		name[at] = (char)('0' + number % 10);
	return length;
}

void world_name(uint32_t index, char name[WORLD_NAME_SIZE])
{
	(void)write_name(index, name);
}

uint64_t world_entity(uint32_t index)
{
	char name[WORLD_NAME_SIZE];
	size_t length = write_name(index, name);

	return random_hash(name, length);
}

static const struct ram_share *plan_of(const struct population *population,
				       double uniform)
{
	const struct ram_share *last =
	    &population->ram_mix[population->ram_mix_count - 1];
	const struct ram_share *plan = population->ram_mix;

	for (double below = 0; plan < last; plan++) {
		below += plan->share_ppm / 1e6;
		if (uniform < below)
			break;
	}
	return plan;
}

static void open_draw(const struct population *population, uint32_t index,
		      uint64_t what, struct random_stream *stream)
{
	random_open(stream,
		    &(struct random_key){.seed = population->seed,
					 .replication = population->replication,
					 .purpose = RANDOM_WORLD_MIX,
					 .entity = world_entity(index),
					 .index = what});
}

void population_describe(const struct population *population, uint32_t index,
			 struct trace_world *world)
{
	const struct ram_share *plan;
	struct random_stream stream;
	double size_mib;

	open_draw(population, index, DRAW_RAM, &stream);
	plan = plan_of(population, random_uniform(&stream));
	world->ram_mib = plan->ram_mib;
	world->cpu_milli =
	    plan->cpu_milli > 0 ? plan->cpu_milli : population->cpu_milli;
	open_draw(population, index, DRAW_SIZE, &stream);
	size_mib = law_draw(population->world_size_mib, &stream);
	world->disk_mib = (uint32_t)fmin(fmax(size_mib, 1), TRACE_DISK_MIB_MAX);
}

double habit_chance(double share, double persistence, bool played_yesterday)
{
	return played_yesterday ? share + persistence * (1 - share)
				: share * (1 - persistence);
}
