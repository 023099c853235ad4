/*
 * plan_over.c - the axes that --over names, and no others.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan_axes.h"

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
	size_t length = strlen(text), end = strlen(with);

	return length >= end && strcmp(text + length - end, with) == 0;
}

/* "336h" is 336 and "h". */
static bool number_of(const char *text, double *number, const char **unit)
{
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return false;
	*number = strtod(text, &end);
	*unit = end;
	return isfinite(*number);
}

/* Numbers of one unit, each larger than the one before. */
static bool is_ordered(const struct axis *given)
{
	char scratch[AXIS_VALUE_SIZE], unit[16] = "";
	double before = -HUGE_VAL;

	for (uint64_t i = 0; i < given->count; i++) {
		const char *its;
		double number;

		if (!number_of(axis_value(given, i, scratch), &number, &its) ||
		    number <= before || strlen(its) >= sizeof unit ||
		    (i > 0 && strcmp(its, unit) != 0))
			return false;
		(void)snprintf(unit, sizeof unit, "%s", its);
		before = number;
	}
	return true;
}

static bool is_number_of_machines(const char *key)
{
	return begins(key, "fleet.dedicated.") && ends(key, ".count");
}

/* The level that the scenario has; the nearest of an ordered axis. */
static unsigned own_level(const struct plan_axis *axis, unsigned levels,
			  bool ordered, const struct scenario *scenario)
{
	char text[512];
	const char *unit;
	double own, number, least = HUGE_VAL;
	unsigned best = ordered ? levels / 2 : 0;

	if (!plan_value_of(scenario, axis->key, text, sizeof text))
		return best;
	for (unsigned i = 0; i < levels; i++)
		if (strcmp(axis->levels[i].set[0].value, text) == 0)
			return i;
	if (!ordered || !number_of(text, &own, &unit))
		return best;
	for (unsigned i = 0; i < levels; i++)
		if (number_of(axis->levels[i].set[0].value, &number, &unit) &&
		    fabs(number - own) < least) {
			least = fabs(number - own);
			best = i;
		}
	return best;
}

static bool add_given(const struct plan_ground *ground,
		      const struct axis *given, struct plan_axes *axes,
		      struct error_text *error)
{
	bool ordered = is_ordered(given), number = false;
	struct plan_axis *axis;
	unsigned at = axes->count;

	if (at == SEARCH_AXES_MAX)
		return error_set(error, "at most %d --over", SEARCH_AXES_MAX);
	if (given->count > SEARCH_LEVELS_MAX)
		return error_set(error, "--over %.64s: at most %d values",
				 given->key, SEARCH_LEVELS_MAX);
	number =
	    ordered && axes->nodes < 0 && is_number_of_machines(given->key);
	axis = plan_axis_add(axes, "given", ordered,
			     begins(given->key, "fleet.") && !number);
	if (axis == NULL)
		return error_set(error, "out of memory");
	axis->given = true;
	(void)snprintf(axis->key, sizeof axis->key, "%s", given->key);
	for (uint64_t i = 0; i < given->count; i++) {
		char scratch[AXIS_VALUE_SIZE];
		const char *value = axis_value(given, i, scratch);
		struct plan_level *level =
		    plan_level_add(axes, axis, "set", given->key);

		if (level == NULL ||
		    strlen(value) >= sizeof level->set[0].value)
			return error_set(error,
					 "--over %.64s: a value is too "
					 "long",
					 given->key);
		(void)snprintf(level->words.values[1],
			       sizeof level->words.values[1], "%.250s", value);
		(void)snprintf(level->text, sizeof level->text, "%.60s", value);
		plan_level_set(level, given->key, value);
	}
	axis->own =
	    own_level(axis, axes->search[at].levels, ordered, ground->scenario);
	if (number)
		axes->nodes = (int)at;
	return true;
}

/* The axis that says what a machine is: another level needs another number. */
static void find_machine(const struct plan_ground *ground,
			 struct plan_axes *axes)
{
	for (unsigned a = 0; a < axes->count && axes->machine < 0; a++) {
		const struct plan_axis *axis = &axes->list[a];

		if (!begins(axis->key, "fleet.dedicated.") ||
		    !ends(axis->key, ".type"))
			continue;
		axes->machine = (int)a;
		for (unsigned i = 0;
		     i < axes->search[a].levels && i < PLAN_TYPES; i++)
			axes->types[axes->type_count++].hold =
			    plan_holding(ground, &axis->levels[i].set[0]);
	}
	if (axes->type_count <
	    (axes->machine < 0 ? 0 : axes->search[axes->machine].levels))
		axes->machine = -1;
}

unsigned plan_equal_given(const struct plan_axes *axes, unsigned level,
			  double ratio)
{
	const struct plan_axis *axis = &axes->list[axes->nodes];
	unsigned best = level;
	double wanted = 0, number, least = HUGE_VAL;
	const char *unit;

	(void)number_of(axis->levels[level].set[0].value, &wanted, &unit);
	for (unsigned i = 0; i < axes->search[axes->nodes].levels; i++)
		if (number_of(axis->levels[i].set[0].value, &number, &unit) &&
		    fabs(number - ratio * wanted) < least) {
			least = fabs(number - ratio * wanted);
			best = i;
		}
	return best;
}

/* Is the scenario itself one of them? */
static bool is_as_it_is(const struct plan_ground *ground,
			const struct plan_axes *axes)
{
	char text[512];

	for (unsigned a = 0; a < axes->count; a++) {
		const struct plan_axis *axis = &axes->list[a];

		if (!plan_value_of(ground->scenario, axis->key, text,
				   sizeof text) ||
		    strcmp(text, axis->levels[axis->own].set[0].value) != 0)
			return false;
	}
	return true;
}

bool plan_axes_given(const struct plan_ground *ground, struct plan_axes *out,
		     struct error_text *error)
{
	for (unsigned i = 0; i < ground->over_count; i++) {
		for (unsigned k = 0; k < i; k++)
			if (strcmp(ground->over[i].key, ground->over[k].key) ==
			    0)
				return error_set(error,
						 "--over %.100s is given twice",
						 ground->over[i].key);
		if (!add_given(ground, &ground->over[i], out, error))
			return false;
	}
	find_machine(ground, out);
	out->as_it_is = is_as_it_is(ground, out);
	return true;
}
