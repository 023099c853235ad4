/*
 * design.h - which points a sweep plays: every combination of the values of its
 * axes, or a Latin hypercube of so many.
 *
 * A grid counts like a number: the last axis changes fastest.  A Latin
 * hypercube (McKay, Beckman, Conover, 1979, "A comparison of three methods for
 * selecting values of input variables in the analysis of output from a computer
 * code", Technometrics 21) divides each axis into as many equal parts as there
 * are points, and puts one point into each part of every axis, at a place drawn
 * within it.  The draws depend on the seed and the key of the axis, and are
 * integers: the same points on every machine, in whichever order the axes are.
 *
 * Owns the drawn places; the axes are borrowed.
 */
#ifndef SIM_DESIGN_H
#define SIM_DESIGN_H

#include "sim/axis.h"

#define DESIGN_POINTS_MAX 1000000
#define DESIGN_DRAWN_MAX 100000

struct design {
	const struct axis *axes;
	unsigned axis_count;
	uint64_t points;
	uint32_t *drawn; /* points x axes: which value; NULL: a grid */
};

/* `drawn`: so many points of a Latin hypercube; 0: the grid. */
bool design_make(struct design *design, const struct axis *axes,
		 unsigned axis_count, uint64_t drawn, uint64_t seed,
		 struct error_text *error);
void design_release(struct design *design);

/* Which value of the axis point `point` (0 ...) has. */
uint64_t design_index(const struct design *design, uint64_t point,
		      unsigned axis);

/* The place of point i among `count` on an axis, in parts of 2^32 of a part:
 * places[i] >> 32 is its part, each is there once. */
void design_draw(uint64_t seed, const char *key, uint32_t count,
		 uint64_t *places);

#endif /* SIM_DESIGN_H */
