/*
 * plan_axes.h - what a plan may choose: axes with their levels, each a few keys
 * of the scenario; and how they hang together.
 *
 * The axes are made from the scenario and its catalogue, or are exactly those
 * that --over names.  Owns the levels.
 */
#ifndef SIM_PLAN_AXES_H
#define SIM_PLAN_AXES_H

#include "scenarios/machine_list.h"
#include "scenarios/scenario.h"
#include "sim/axis.h"
#include "sim/figures.h"
#include "sim/search.h"
#include "sim/source.h"
#include "sim/variants.h"

#define PLAN_SETS 3
#define PLAN_VALUES 2
#define PLAN_TYPES 12

/* What a level is called: reports/text_plan.h has the words. */
struct plan_words {
	const char *code;
	char values[PLAN_VALUES][OVERRIDE_KEY_SIZE];
};

struct plan_set {
	char key[OVERRIDE_KEY_SIZE], value[512];
};

struct plan_level {
	char text[64];
	struct plan_words words;
	struct plan_set set[PLAN_SETS];
	unsigned set_count; /* none: as the scenario has it */
};

struct plan_axis {
	const char *code;
	char key[OVERRIDE_KEY_SIZE]; /* of one that is given */
	bool given;
	struct plan_level *levels;
	unsigned own; /* that of the scenario, or the nearest to it */
};

/* A type of machine of the base. */
struct plan_type {
	char name[MACHINE_NAME_SIZE];
	uint32_t hold;	 /* machines that hold the peak of what is asked for */
	uint32_t step;	 /* machines a level of the number */
	unsigned levels; /* of the number */
	double eur_a_peak; /* a month, for as many as hold it */
};

struct plan_left_out {
	char name[MACHINE_NAME_SIZE];
	const char *why; /* "assumed", "dear" */
};

struct plan_axes {
	struct plan_axis list[SEARCH_AXES_MAX];
	struct search_axis search[SEARCH_AXES_MAX];
	unsigned count;
	/* places in the list; -1: there is none */
	int machine, nodes, cloud, reserve;
	/* by the level of the machine; of an axis that is given, by that of
	 * each axis that strands (--over), `hold` alone */
	struct plan_type types[PLAN_TYPES];
	unsigned type_count;
	struct plan_left_out left_out[MACHINES_LISTED];
	unsigned left_out_count;
	bool as_it_is; /* is the scenario itself a plan of the grid? */
};

/* What is needed to make them. */
struct plan_ground {
	const struct source *source; /* with all that is set for every plan */
	const struct scenario *scenario; /* of it */
	const struct offered *peak;	 /* of what is asked for */
	bool assumed;			 /* also at prices that are assumed */
	const struct axis *over;
	unsigned over_count;
	struct error_text *failed; /* a machine type cannot be looked at */
};

/* Released with plan_axes_release() in any case. */
bool plan_axes_make(const struct plan_ground *ground, struct plan_axes *out,
		    struct error_text *error);
void plan_axes_release(struct plan_axes *axes);

/* The callbacks of the search; the context is a struct plan_axes. */
unsigned plan_numbers(void *context, const struct search_point *at);
unsigned plan_equal(void *context, const struct search_point *from,
		    const struct search_point *at);
void plan_canonical(void *context, struct search_point *at);

/* The scenario as it stands, or what comes nearest. */
struct search_point plan_start(const struct plan_axes *axes);
/* What is set at a point, and what that is called (an entry an axis; code NULL:
 * it makes no difference there). */
unsigned plan_sets(const struct plan_axes *axes, const struct search_point *at,
		   struct plan_set out[SEARCH_AXES_MAX * PLAN_SETS]);
struct plan_words plan_words_of(const struct plan_axes *axes,
				const struct search_point *at, unsigned axis);

/* --- shared by the parts that make them */

struct plan_axis *plan_axis_add(struct plan_axes *axes, const char *code,
				bool ordered, bool strands);
/* NULL: there is no room. */
struct plan_level *plan_level_add(struct plan_axes *axes,
				  struct plan_axis *axis, const char *code,
				  const char *value);
void plan_level_set(struct plan_level *level, const char *key,
		    const char *value);
/* The value of a key of the scenario, as text; false: it has none. */
bool plan_value_of(const struct scenario *scenario, const char *key, char *out,
		   size_t size);
/* Machines of the type that a level sets, which hold the peak; 0: it cannot be
 * told, and why is in `failed` unless a rule forbids it. */
uint32_t plan_holding(const struct plan_ground *ground,
		      const struct plan_set *set);
uint32_t plan_holding_type(const struct plan_ground *ground, const char *type);
void plan_fleet_text(const char *type, uint32_t count, char *out, size_t size);
/* The level of a number that is given, with so many times the machines. */
unsigned plan_equal_given(const struct plan_axes *axes, unsigned level,
			  double ratio);
/* The axes that --over names; those of the base; of what is rented by the hour;
 * of the rules. */
bool plan_axes_given(const struct plan_ground *ground, struct plan_axes *out,
		     struct error_text *error);
bool plan_axes_base(const struct plan_ground *ground,
		    const struct machine_line *lines, unsigned count,
		    struct plan_axes *axes);
bool plan_axes_hourly(const struct plan_ground *ground,
		      const struct machine_line *lines, unsigned count,
		      struct plan_axes *axes);
bool plan_axes_rules(const struct plan_ground *ground, struct plan_axes *axes);

#endif /* SIM_PLAN_AXES_H */
