#include "sim/plan_axes.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/offered.h"

/* --- axes and levels ------------------------------------------------------ */

struct plan_axis *plan_axis_add(struct plan_axes *axes, const char *code,
				bool ordered, bool strands)
{
	struct plan_axis *axis = &axes->list[axes->count];

	*axis = (struct plan_axis){.code = code};
	axes->search[axes->count] =
	    (struct search_axis){.ordered = ordered, .strands = strands};
	axis->levels = calloc(SEARCH_LEVELS_MAX, sizeof *axis->levels);
	if (axis->levels == NULL)
		return NULL;
	axes->count++;
	return axis;
}

struct plan_level *plan_level_add(struct plan_axes *axes,
				  struct plan_axis *axis, const char *code,
				  const char *value)
{
	struct search_axis *search = &axes->search[axis - axes->list];
	struct plan_level *level;

	if (search->levels == SEARCH_LEVELS_MAX)
		return NULL;
	level = &axis->levels[search->levels++];
	level->words.code = code;
	(void)snprintf(level->words.values[0], sizeof level->words.values[0],
		       "%s", value);
	(void)snprintf(level->text, sizeof level->text, "%.60s", value);
	return level;
}

void plan_level_set(struct plan_level *level, const char *key,
		    const char *value)
{
	struct plan_set *set;

	if (level == NULL || level->set_count == PLAN_SETS)
		return;
	set = &level->set[level->set_count++];
	(void)snprintf(set->key, sizeof set->key, "%s", key);
	(void)snprintf(set->value, sizeof set->value, "%s", value);
}

/* --- what the scenario says ----------------------------------------------- */

static const char *assumed_value(const struct scenario *scenario,
				 const char *key, size_t length)
{
	for (uint32_t i = 0; i < scenario->assumption_count; i++)
		if (strlen(scenario->assumptions[i].key) == length &&
		    memcmp(scenario->assumptions[i].key, key, length) == 0)
			return scenario->assumptions[i].value;
	return NULL;
}

static const cJSON *child_of(const cJSON *item, const char *name, size_t length)
{
	char text[OVERRIDE_KEY_SIZE];

	(void)snprintf(text, sizeof text, "%.*s", (int)length, name);
	return cJSON_IsArray(item)
		   ? cJSON_GetArrayItem(item, (int)strtol(text, NULL, 10))
		   : cJSON_GetObjectItemCaseSensitive(item, text);
}

/* The rest of a dotted key, below what a key is known by. */
static bool find_below(const char *value, const char *rest, char *out,
		       size_t size)
{
	cJSON *root = cJSON_Parse(value);
	const cJSON *item = root;
	char *text = NULL;

	while (item != NULL && *rest == '.') {
		size_t length = strcspn(rest + 1, ".");

		item = child_of(item, rest + 1, length);
		rest += 1 + length;
	}
	if (item != NULL && cJSON_IsString(item))
		(void)snprintf(out, size, "%s", item->valuestring);
	else if (item != NULL && (text = cJSON_PrintUnformatted(item)) != NULL)
		(void)snprintf(out, size, "%s", text);
	cJSON_free(text);
	cJSON_Delete(root);
	return item != NULL;
}

bool plan_value_of(const struct scenario *scenario, const char *key, char *out,
		   size_t size)
{
	if (strcmp(key, "policy.second_copies") == 0) {
		(void)snprintf(
		    out, size, "%s",
		    scenario->engine.policy.second_copies.on ? "on" : "off");
		return true;
	}
	for (size_t length = strlen(key); length > 0; length--) {
		const char *value;

		if (key[length] != '\0' && key[length] != '.')
			continue;
		value = assumed_value(scenario, key, length);
		if (value == NULL)
			continue;
		if (key[length] != '\0')
			return find_below(value, key + length, out, size);
		(void)snprintf(out, size, "%s", value);
		return true;
	}
	return false;
}

uint32_t plan_holding(const struct plan_ground *ground,
		      const struct plan_set *set)
{
	const struct scenario_override one = {set->key, set->value};
	struct error_text why = {""};
	struct variant_sets sets;
	struct variant variant;
	enum variant_fate fate;
	uint32_t nodes = 0;

	variant_merge(ground->source, &one, 1, &sets);
	fate = variant_try(&variant, ground->source, &sets, NULL, NULL, &why);
	if (fate == VARIANT_FAILED)
		(void)error_set(ground->failed, "%s", why.text);
	if (fate != VARIANT_LOADED)
		return 0;
	for (uint32_t i = 0; i < variant.scenario.engine.node_type_count; i++)
		if (variant.scenario.engine.dedicated_count[i] > 0 &&
		    nodes == 0)
			nodes = offered_nodes(&variant.scenario, (uint16_t)i,
					      ground->peak);
	variant_release(&variant);
	return nodes;
}

void plan_fleet_text(const char *type, uint32_t count, char *out, size_t size)
{
	if (count == 0)
		(void)snprintf(out, size, "[]");
	else
		(void)snprintf(out, size,
			       "[{\"type\":\"%.60s\",\"count\":%" PRIu32 "}]",
			       type, count);
}

uint32_t plan_holding_type(const struct plan_ground *ground, const char *type)
{
	struct plan_set set = {.key = "fleet.dedicated"};

	plan_fleet_text(type, 1, set.value, sizeof set.value);
	return plan_holding(ground, &set);
}

/* --- at a point ----------------------------------------------------------- */

static bool is_pair(const struct plan_axes *axes, unsigned axis)
{
	return !axes->list[axis].given &&
	       ((int)axis == axes->machine || (int)axis == axes->nodes);
}

static const struct plan_level *level_at(const struct plan_axes *axes,
					 const struct search_point *at,
					 unsigned axis)
{
	return &axes->list[axis].levels[at->level[axis]];
}

static uint32_t machines_at(const struct plan_axes *axes,
			    const struct search_point *at)
{
	return at->level[axes->nodes] *
	       axes->types[at->level[axes->machine]].step;
}

static bool is_own_fleet(const struct plan_axes *axes,
			 const struct search_point *at)
{
	return level_at(axes, at, (unsigned)axes->machine)->set_count > 0;
}

static bool is_cloudless(const struct plan_axes *axes,
			 const struct search_point *at)
{
	return axes->cloud >= 0 &&
	       strcmp(level_at(axes, at, (unsigned)axes->cloud)->words.code,
		      "cloud_none") == 0;
}

unsigned plan_sets(const struct plan_axes *axes, const struct search_point *at,
		   struct plan_set out[SEARCH_AXES_MAX * PLAN_SETS])
{
	unsigned count = 0;

	for (unsigned a = 0; a < axes->count; a++) {
		const struct plan_level *level = level_at(axes, at, a);

		if (is_pair(axes, a) && (int)a == axes->nodes)
			continue;
		if (is_pair(axes, a) && !is_own_fleet(axes, at)) {
			(void)snprintf(out[count].key, sizeof out[count].key,
				       "fleet.dedicated");
			plan_fleet_text(level->text, machines_at(axes, at),
					out[count].value,
					sizeof out[count].value);
			count++;
			continue;
		}
		for (unsigned i = 0; i < level->set_count; i++)
			out[count++] = level->set[i];
	}
	return count;
}

struct plan_words plan_words_of(const struct plan_axes *axes,
				const struct search_point *at, unsigned axis)
{
	const struct plan_level *level = level_at(axes, at, axis);
	struct plan_words out = level->words;

	if ((int)axis == axes->reserve && is_cloudless(axes, at))
		return (struct plan_words){.code = NULL};
	if (!is_pair(axes, axis))
		return out;
	if ((int)axis == axes->nodes)
		return (struct plan_words){.code = NULL};
	if (is_own_fleet(axes, at))
		return out;
	out.code = machines_at(axes, at) > 0 ? "nodes" : "nodes_none";
	(void)snprintf(out.values[0], sizeof out.values[0], "%" PRIu32,
		       machines_at(axes, at));
	(void)snprintf(out.values[1], sizeof out.values[1], "%s", level->text);
	return out;
}

/* --- callbacks ------------------------------------------------------------ */

void plan_canonical(void *context, struct search_point *at)
{
	const struct plan_axes *axes = context;

	if (axes->machine >= 0 && axes->nodes >= 0 &&
	    !axes->list[axes->machine].given && at->level[axes->nodes] == 0 &&
	    !is_own_fleet(axes, at))
		at->level[axes->machine] = 0;
	if (axes->reserve >= 0 && is_cloudless(axes, at))
		at->level[axes->reserve] =
		    (uint8_t)axes->list[axes->reserve].own;
}

unsigned plan_numbers(void *context, const struct search_point *at)
{
	const struct plan_axes *axes = context;

	return axes->machine >= 0 && !axes->list[axes->machine].given
		   ? axes->types[at->level[axes->machine]].levels
		   : axes->search[axes->nodes].levels;
}

/* By as many as hold the peak. */
unsigned plan_equal(void *context, const struct search_point *from,
		    const struct search_point *at)
{
	const struct plan_axes *axes = context;
	unsigned level = from->level[axes->nodes];
	const struct plan_type *old, *new;
	double wanted;

	if (axes->machine < 0)
		return level;
	old = &axes->types[from->level[axes->machine]];
	new = &axes->types[at->level[axes->machine]];
	if (old->hold == 0 || new->hold == 0)
		return level < plan_numbers(context, at)
			   ? level
			   : plan_numbers(context, at) - 1;
	if (axes->list[axes->machine].given)
		return plan_equal_given(axes, level,
					(double)new->hold / old->hold);
	wanted = (double)level * old->step * new->hold / old->hold / new->step;
	level = (unsigned)lround(wanted);
	return level < new->levels ? level : new->levels - 1;
}

struct search_point plan_start(const struct plan_axes *axes)
{
	struct search_point at = {{0}};

	for (unsigned a = 0; a < axes->count; a++)
		at.level[a] = (uint8_t)axes->list[a].own;
	return at;
}

static bool make_axes(const struct plan_ground *ground, struct plan_axes *out,
		      struct error_text *error)
{
	struct machine_line lines[MACHINES_LISTED];
	unsigned count;

	*out = (struct plan_axes){
	    .machine = -1, .nodes = -1, .cloud = -1, .reserve = -1};
	if (ground->over_count > 0)
		return plan_axes_given(ground, out, error);
	if (!machine_list(ground->source->name, &ground->source->options,
			  ground->scenario, lines, &count, error))
		return false;
	if (!plan_axes_base(ground, lines, count, out) ||
	    !plan_axes_hourly(ground, lines, count, out) ||
	    !plan_axes_rules(ground, out))
		return error_set(error, "out of memory");
	return out->type_count > 0 ||
	       error_set(error,
			 "%s: no machine of its catalogue can be rented by the "
			 "month at these prices; say what is to be tried: "
			 "--over KEY=VALUES",
			 ground->source->name);
}

/* --- public --------------------------------------------------------------- */

bool plan_axes_make(const struct plan_ground *ground, struct plan_axes *out,
		    struct error_text *error)
{
	struct error_text failed = {""};
	struct plan_ground own = *ground;
	bool good;

	own.failed = &failed;
	good = make_axes(&own, out, error);
	if (failed.text[0] != '\0')
		*error = failed;
	return good && failed.text[0] == '\0';
}

void plan_axes_release(struct plan_axes *axes)
{
	for (unsigned i = 0; i < axes->count; i++)
		free(axes->list[i].levels);
	*axes = (struct plan_axes){.count = 0};
}
