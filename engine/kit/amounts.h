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

/* How often `need`, which takes RAM, goes into `have`; what is not needed is no
 * limit. */
static inline uint64_t amounts_times(const struct amounts *have,
				     const struct amounts *need)
{
	uint64_t times = have->ram_mib / need->ram_mib;

	if (need->cpu_milli != 0 && have->cpu_milli / need->cpu_milli < times)
		times = have->cpu_milli / need->cpu_milli;
	if (need->disk_mib != 0 && have->disk_mib / need->disk_mib < times)
		times = have->disk_mib / need->disk_mib;
	return times;
}

static inline uint64_t units_of(uint64_t load, uint64_t unit)
{
	return unit == 0 ? 0 : (load + unit - 1) / unit;
}

/* The other way: of so many units `load` is part, rounded up; what a unit does
 * not have does not count. */
static inline uint64_t amounts_units(const struct amounts *load,
				     const struct amounts *unit)
{
	uint64_t units = units_of(load->ram_mib, unit->ram_mib);
	uint64_t cpu = units_of(load->cpu_milli, unit->cpu_milli);
	uint64_t disk = units_of(load->disk_mib, unit->disk_mib);

	if (cpu > units)
		units = cpu;
	return disk > units ? disk : units;
}

/* Of each the larger. */
static inline struct amounts amounts_larger(const struct amounts *a,
					    const struct amounts *b)
{
	return (struct amounts){
	    .ram_mib = a->ram_mib > b->ram_mib ? a->ram_mib : b->ram_mib,
	    .cpu_milli =
		a->cpu_milli > b->cpu_milli ? a->cpu_milli : b->cpu_milli,
	    .disk_mib = a->disk_mib > b->disk_mib ? a->disk_mib : b->disk_mib};
}

#endif /* ENGINE_KIT_AMOUNTS_H */
