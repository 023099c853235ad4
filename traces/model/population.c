#include "population.h"

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

static uint32_t ram_of(const struct population *population, double uniform)
{
	double below = 0;

	for (uint32_t i = 0; i < population->ram_mix_count; i++) {
		below += population->ram_mix[i].share_ppm / 1e6;
		if (uniform < below)
			return population->ram_mix[i].ram_mib;
	}
	return population->ram_mix[population->ram_mix_count - 1].ram_mib;
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
	struct random_stream stream;
	double size_mib;

	open_draw(population, index, DRAW_RAM, &stream);
	world->ram_mib = ram_of(population, random_uniform(&stream));
	open_draw(population, index, DRAW_SIZE, &stream);
	size_mib = law_draw(population->world_size_mib, &stream);
	world->disk_mib = size_mib < 1 ? 1 : (uint32_t)size_mib;
}

double habit_chance(double share, double persistence, bool played_yesterday)
{
	return played_yesterday ? share + persistence * (1 - share)
				: share * (1 - persistence);
}
