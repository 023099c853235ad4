/*
 * draws.h - what chance decides in one replication.
 *
 * Each draw is named by its purpose, entity and index, and depends on nothing
 * else (random.h): two runs of the same seed and replication draw alike,
 * whatever their policies do.  Owns only the list of purposes it was asked for.
 */
#ifndef SIM_DRAWS_H
#define SIM_DRAWS_H

#include <stdint.h>

#include "traces/base/random.h"
#include "traces/model/law.h"
#include "traces/store/sessions.h"

struct draws {
	uint64_t seed;
	uint32_t replication;
	uint32_t purposes; /* drawn for, bits of enum random_purpose */
	const struct trace_world *worlds; /* whose names are entities */
};

void draws_stream(struct draws *draws, enum random_purpose purpose,
		  uint64_t entity, uint64_t index, struct random_stream *out);

/* A law in seconds, as microseconds, at least 0; a fixed law draws nothing. */
int64_t draws_us(struct draws *draws, const struct law *law,
		 enum random_purpose purpose, uint64_t entity, uint64_t index);

/* The same for a draw that belongs to a world: its name is the entity. */
int64_t draws_world_us(struct draws *draws, const struct law *law,
		       enum random_purpose purpose, uint32_t world,
		       uint64_t index);

static inline uint64_t draws_world_entity(const struct draws *draws,
					  uint32_t world)
{
	return draws->worlds[world - 1].name_hash;
}

#endif /* SIM_DRAWS_H */
