/*
 * amounts.h - how much: of RAM, of CPU and of disk, always all three.
 *
 * What a node has, what a world needs, and sums of both are amounts, so that
 * a comparison of room with need cannot forget one of them.  Plain values
 * without ownership; a difference is taken only where it cannot go below zero.
 */
#ifndef ENGINE_KIT_AMOUNTS_H
#define ENGINE_KIT_AMOUNTS_H

#include <stdbool.h>
#include <stdint.h>

/* CPU of a node on which it is no limit: more than all its worlds can ask. */
#define CPU_NO_LIMIT_MILLI UINT32_MAX

struct amounts {
	uint64_t ram_mib, cpu_milli, disk_mib;
};

static inline void amounts_add(struct amounts *to, const struct amounts *more)
{
	to->ram_mib += more->ram_mib;
	to->cpu_milli += more->cpu_milli;
	to->disk_mib += more->disk_mib;
}

static inline void amounts_subtract(struct amounts *from,
				    const struct amounts *less)
{
	from->ram_mib -= less->ram_mib;
	from->cpu_milli -= less->cpu_milli;
	from->disk_mib -= less->disk_mib;
}

/* Is there at least as much of each? */
static inline bool amounts_cover(const struct amounts *have,
				 const struct amounts *need)
{
	return have->ram_mib >= need->ram_mib &&
	       have->cpu_milli >= need->cpu_milli &&
	       have->disk_mib >= need->disk_mib;
}

static inline bool amounts_equal(const struct amounts *a,
				 const struct amounts *b)
{
	return amounts_cover(a, b) && amounts_cover(b, a);
}

#endif /* ENGINE_KIT_AMOUNTS_H */
