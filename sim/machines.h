/*
 * machines.h - the provider's machines, and what runs on them.
 *
 * Owns a machine a node id, a table that grows as far as ids come, and a
 * container a world.  A machine that failed comes up with another boot number,
 * and what ran on it before runs no longer.  Decides nothing.
 */
#ifndef SIM_MACHINES_H
#define SIM_MACHINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct machine {
	uint64_t provider_ref;
	uint64_t order_number; /* the entity of its draws */
	uint16_t boot;	       /* counts how often it came up */
	uint16_t type, location;
	bool dedicated; /* rented by the month */
	bool exists, up;
};

struct container {
	uint32_t runs_on; /* node; 0: none */
	uint16_t boot;	  /* since that boot of the node */
};

struct machines {
	struct machine *list; /* by node id */
	size_t capacity;
	struct container *containers; /* by world id */
	uint32_t world_count;
	bool failed; /* memory ran out: a machine is missing */
};

bool machines_open(struct machines *machines, uint32_t world_count);
void machines_close(struct machines *machines);

/* The machine of a node, all zero before it is used.  The pointer holds until
 * the next call. */
struct machine *machines_at(struct machines *machines, uint32_t node);

/* The same for those who only look. */
const struct machine *machines_see(const struct machines *machines,
				   uint32_t node);

static inline bool machines_up(const struct machines *machines, uint32_t node)
{
	return machines_see(machines, node)->up;
}

/* A container of the world begins to run.  False: one runs already, the one
 * thing that must never happen; *other is where. */
bool machines_run(struct machines *machines, uint32_t world, uint32_t node,
		  uint32_t *other);
void machines_stopped(struct machines *machines, uint32_t world);

/* A hint that something will soon happen to this world. */
static inline void machines_expect(const struct machines *machines,
				   uint32_t world)
{
	__builtin_prefetch(&machines->containers[world], 1);
}

#endif /* SIM_MACHINES_H */
