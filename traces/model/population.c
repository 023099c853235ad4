#include "population.h"

#include <math.h>
#include <stdio.h>

/* Indices of a world's draws under RANDOM_WORLD_MIX; 0 and 1000 on are those of
 * counts_to_sessions.c. */
#define DRAW_RAM 1
#define DRAW_SIZE 2

void world_name(uint32_t index, char name[WORLD_NAME_SIZE])
{
	(void)snprintf(name, WORLD_NAME_SIZE, "w%05u", index + 1);
}

uint64_t world_entity(uint32_t index)
{
	char name[WORLD_NAME_SIZE];
	int length = snprintf(name, sizeof name, "w%05u", index + 1);

	return random_hash(name, (size_t)length);
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
