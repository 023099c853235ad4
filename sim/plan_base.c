/*
 * plan_base.c - what a plan may rent: types of machines by the month and their
 * number, and what is ordered by the hour.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/plan_axes.h"

/* Of the machines that hold the peak: where the number ends. */
#define MOST_OF_PEAK 1.3
/* A type that costs so many times the cheapest, for the same peak, is left
 * out. */
#define DEAR 2.0
#define NUMBERS_MAX 100
#define HOUR_S 3600.0

/* --- by the month --------------------------------------------------------- */

static unsigned groups_of(const struct scenario *scenario, uint32_t *type)
{
	unsigned groups = 0;

	for (uint32_t i = 0; i < scenario->engine.node_type_count; i++)
		if (scenario->engine.dedicated_count[i] > 0) {
			*type = i;
			groups++;
		}
	return groups;
}

static void leave_out(struct plan_axes *axes, const char *name, const char *why)
{
	struct plan_left_out *out = &axes->left_out[axes->left_out_count++];

	(void)snprintf(out->name, sizeof out->name, "%s", name);
	out->why = why;
}

/* What as many as hold the peak cost in a month, with their setup fees as the
 * run spreads them. */
static double eur_a_peak(const struct scenario *scenario,
			 const struct machine_line *line, uint32_t hold)
{
	double months = scenario->engine.standing.setup_months;

	return hold *
	       (line->month_eur + (months > 0 ? line->setup_eur / months : 0));
}

static void add_type(struct plan_axes *axes, const char *name, uint32_t hold,
		     double eur)
{
	struct plan_type *type = &axes->types[axes->type_count++];

	*type = (struct plan_type){.hold = hold, .eur_a_peak = eur};
	(void)snprintf(type->name, sizeof type->name, "%s", name);
}

/* Of all types with a price, those that are not dear; and the scenario's own.
 */
static void choose_types(const struct plan_ground *ground,
			 const struct machine_line *lines, unsigned count,
			 const char *own, struct plan_axes *axes)
{
	uint32_t hold[MACHINES_LISTED] = {0};
	double eur[MACHINES_LISTED] = {0}, least = HUGE_VAL;

	for (unsigned i = 0; i < count; i++) {
		const struct machine_line *line = &lines[i];

		if (!line->priced || line->month_eur <= 0)
			continue;
		if (line->assumed && !ground->assumed &&
		    strcmp(line->name, own) != 0) {
			leave_out(axes, line->name, "assumed");
			continue;
		}
		hold[i] = plan_holding_type(ground, line->name);
		eur[i] = eur_a_peak(ground->scenario, line, hold[i]);
		if (hold[i] > 0 && eur[i] < least)
			least = eur[i];
	}
	for (unsigned i = 0; i < count; i++) {
		if (hold[i] == 0)
			continue;
		if (axes->type_count + 1 >= PLAN_TYPES ||
		    (eur[i] > DEAR * least && strcmp(lines[i].name, own) != 0))
			leave_out(axes, lines[i].name, "dear");
		else
			add_type(axes, lines[i].name, hold[i], eur[i]);
	}
}

static uint32_t most_of(const struct plan_type *type, uint32_t own_count)
{
	uint32_t most = (uint32_t)ceil(MOST_OF_PEAK * type->hold);

	return most > own_count + 1 ? most : own_count + 1;
}

static bool add_numbers(struct plan_axes *axes, uint32_t own_type,
			uint32_t own_count)
{
	struct plan_axis *axis = plan_axis_add(axes, "nodes", true, false);
	unsigned most = 0;
	char text[16];

	if (axis == NULL)
		return false;
	axes->nodes = (int)(axis - axes->list);
	for (unsigned i = 0; i < axes->type_count; i++) {
		struct plan_type *type = &axes->types[i];
		uint32_t upto = most_of(type, i == own_type ? own_count : 0);

		type->step = (upto + NUMBERS_MAX - 1) / NUMBERS_MAX;
		type->levels = upto / type->step + 1;
		most = type->levels > most ? type->levels : most;
	}
	for (unsigned i = 0; i < most; i++) {
		(void)snprintf(text, sizeof text, "%u", i);
		(void)plan_level_add(axes, axis, "count", text);
	}
	return true;
}

/* A base of several types is a level of its own, without a number. */
static void add_own_fleet(const struct plan_ground *ground,
			  struct plan_axes *axes)
{
	struct plan_axis *axis = &axes->list[axes->machine];
	struct plan_level *level;
	char fleet[512];

	if (!plan_value_of(ground->scenario, "fleet.dedicated", fleet,
			   sizeof fleet))
		return;
	level = plan_level_add(axes, axis, "fleet_own", fleet);
	plan_level_set(level, "fleet.dedicated", fleet);
	axis->own = axes->type_count;
	axes->list[axes->nodes].own = 0;
	axes->types[axes->type_count++] =
	    (struct plan_type){.step = 1, .levels = 1};
}

bool plan_axes_base(const struct plan_ground *ground,
		    const struct machine_line *lines, unsigned count,
		    struct plan_axes *axes)
{
	const struct scenario *s = ground->scenario;
	uint32_t type = 0, own_count = 0;
	unsigned groups = groups_of(s, &type), own = 0;
	const char *own_name = groups == 1 ? s->node_type_names[type] : "";
	struct plan_axis *axis = plan_axis_add(axes, "machine", false, true);

	if (axis == NULL)
		return false;
	axes->machine = (int)(axis - axes->list);
	choose_types(ground, lines, count, own_name, axes);
	for (unsigned i = 0; i < axes->type_count; i++) {
		(void)plan_level_add(axes, axis, "machine",
				     axes->types[i].name);
		if (strcmp(axes->types[i].name, own_name) == 0) {
			own = i;
			own_count = s->engine.dedicated_count[type];
		}
	}
	axis->own = own;
	if (axes->type_count == 0)
		return true;
	if (!add_numbers(axes, own, own_count))
		return false;
	axes->list[axes->nodes].own = own_count / axes->types[own].step;
	axes->as_it_is = own_count % axes->types[own].step == 0;
	if (groups > 1)
		add_own_fleet(ground, axes);
	return true;
}

/* --- by the hour ---------------------------------------------------------- */

static bool has_cloud(const struct scenario *s)
{
	return s->engine.policy.offer_count > 0 &&
	       s->engine.policy.cloud_max > 0;
}

static bool is_offered(const struct scenario *s, const char *name)
{
	for (uint32_t i = 0; i < s->engine.policy.offer_count; i++)
		if (strcmp(s->node_type_names[s->engine.policy.offers[i].type],
			   name) == 0)
			return true;
	return false;
}

/* The whole machine that costs least by the hour for the peak, of those that
 * come within the hour and are not ordered yet. */
static const char *hourly_of(const struct plan_ground *ground,
			     const struct machine_line *lines, unsigned count)
{
	const char *name = NULL;
	double least = HUGE_VAL;

	for (unsigned i = 0; i < count; i++) {
		const struct machine_line *line = &lines[i];
		double eur;

		if (!line->priced || line->hour_eur <= 0 || line->lead_s <= 0 ||
		    line->lead_s > HOUR_S ||
		    (line->assumed && !ground->assumed) ||
		    is_offered(ground->scenario, line->name))
			continue;
		eur = plan_holding_type(ground, line->name) * line->hour_eur;
		if (eur > 0 && eur < least) {
			least = eur;
			name = line->name;
		}
	}
	return name;
}

/* "CCX33, CCX43": what is ordered. */
static void offered_names(const struct scenario *s, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (uint32_t i = 0; i < s->engine.node_type_count; i++)
		if (is_offered(s, s->node_type_names[i]) && used < size)
			used += (size_t)snprintf(out + used, size - used,
						 "%s%s", used > 0 ? ", " : "",
						 s->node_type_names[i]);
}

static void add_offer(cJSON *types, const char *type, const char *location)
{
	char text[160];

	(void)snprintf(text, sizeof text, "%.60s@%.60s", type, location);
	(void)cJSON_AddItemToArray(types, cJSON_CreateString(text));
}

static void say_most(struct plan_level *level, const struct scenario *s)
{
	if (level != NULL)
		(void)snprintf(level->words.values[1],
			       sizeof level->words.values[1], "%" PRIu32,
			       s->engine.policy.cloud_max);
}

/* Before what is ordered now. */
static void add_hourly(const struct plan_ground *ground, const char *name,
		       struct plan_axes *axes, struct plan_axis *axis)
{
	const struct scenario *s = ground->scenario;
	cJSON *types = cJSON_CreateArray();
	struct plan_level *level;
	char *text;

	for (uint32_t i = 0; i < s->location_count; i++)
		add_offer(types, name, s->location_names[i]);
	for (uint32_t i = 0; i < s->engine.policy.offer_count; i++)
		add_offer(
		    types, s->node_type_names[s->engine.policy.offers[i].type],
		    s->location_names[s->engine.policy.offers[i].location]);
	text = cJSON_PrintUnformatted(types);
	if (text != NULL && strlen(text) < sizeof level->set[0].value) {
		level = plan_level_add(axes, axis, "cloud_hourly", name);
		plan_level_set(level, "fleet.cloud.types", text);
		say_most(level, s);
	}
	cJSON_free(text);
	cJSON_Delete(types);
}

bool plan_axes_hourly(const struct plan_ground *ground,
		      const struct machine_line *lines, unsigned count,
		      struct plan_axes *axes)
{
	const struct scenario *s = ground->scenario;
	struct plan_axis *axis;
	const char *hourly;
	char names[128];

	if (!has_cloud(s))
		return true;
	axis = plan_axis_add(axes, "cloud", false, true);
	if (axis == NULL)
		return false;
	axes->cloud = (int)(axis - axes->list);
	offered_names(s, names, sizeof names);
	say_most(plan_level_add(axes, axis, "cloud_own", names), s);
	plan_level_set(plan_level_add(axes, axis, "cloud_none", ""),
		       "fleet.cloud.max", "0");
	hourly = hourly_of(ground, lines, count);
	if (hourly != NULL)
		add_hourly(ground, hourly, axes, axis);
	return true;
}
