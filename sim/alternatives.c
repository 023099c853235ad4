#include "sim/alternatives.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kit/arithmetic.h"
#include "sim/promise.h"

#define RETURN_ROOM "8GB"
#define SLEEP_FROM_NONE_US (48 * US_PER_HOUR)
/* A reserve of this or less is not halved any more. */
#define RESERVE_LEAST_GB 2

struct listing {
	const struct run *run;
	const struct scenario *scenario;
	struct alternative *out;
	unsigned count;
	struct alternative spare; /* what is beyond the end */
};

static struct alternative *add(struct listing *list, const char *code)
{
	struct alternative *to = list->count < ALTERNATIVES_LISTED
				     ? &list->out[list->count++]
				     : &list->spare;

	*to = (struct alternative){.code = code};
	return to;
}

__attribute__((format(printf, 3, 4))) static void
say(struct alternative *to, unsigned place, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	/* clang-tidy 14 does not see va_start() in C17 */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	(void)vsnprintf(to->values[place], sizeof to->values[place], format,
			values);
	va_end(values);
}

__attribute__((format(printf, 3, 4))) static void
set(struct alternative *to, const char *key, const char *format, ...)
{
	va_list values;

	if (to->set_count == ALTERNATIVE_SETS)
		return;
	(void)snprintf(to->set[to->set_count].key,
		       sizeof to->set[to->set_count].key, "%s", key);
	va_start(values, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	(void)vsnprintf(to->set[to->set_count].value,
			sizeof to->set[to->set_count].value, format, values);
	va_end(values);
	to->set_count++;
}

/* --- machines ------------------------------------------------------------- */

/* Types of dedicated groups come first and in their order, so a type's number
 * is its group's; that of a type named twice is another's, and then the load
 * of the alternative shows another fleet and drops it. */
static uint32_t groups_of(const struct scenario *scenario)
{
	uint32_t groups = 0;

	for (uint32_t i = 0; i < scenario->engine.node_type_count; i++)
		groups += scenario->engine.dedicated_count[i] != 0;
	return groups;
}

static bool has_cloud(const struct scenario *s)
{
	return s->engine.policy.offer_count > 0 &&
	       s->engine.policy.cloud_max > 0;
}

static uint32_t largest_group(const struct scenario *scenario)
{
	const uint32_t *count = scenario->engine.dedicated_count;
	uint32_t most = 0;

	for (uint32_t i = 1; i < scenario->engine.node_type_count; i++)
		if (count[i] > count[most])
			most = i;
	return most;
}

static void add_nodes(struct listing *list, const char *code, uint32_t group,
		      uint32_t nodes)
{
	const struct scenario *s = list->scenario;
	struct alternative *to = add(list, code);
	char key[64];

	say(to, 0, "%" PRIu32, nodes);
	say(to, 1, "%s", s->node_type_names[group]);
	say(to, 2, "%" PRIu32, s->engine.dedicated_count[group]);
	(void)snprintf(key, sizeof key, "fleet.dedicated.%" PRIu32 ".count",
		       group);
	set(to, key, "%" PRIu32, nodes);
}

static void add_base(struct listing *list)
{
	const struct scenario *s = list->scenario;
	uint32_t group = largest_group(s), count;

	if (groups_of(s) == 0)
		return;
	count = s->engine.dedicated_count[group];
	add_nodes(list, "node_more", group, count + 1);
	if (count > 1)
		add_nodes(list, "node_less", group, count - 1);
	else if (groups_of(s) == 1 && has_cloud(s))
		set(add(list, "no_base"), "fleet.dedicated", "[]");
}

/* So many parts of this size hold as much as `count` others. */
static uint32_t as_many(uint32_t count, uint32_t size, uint32_t part)
{
	uint64_t all = (uint64_t)count * size;

	return part == 0 ? 0 : (uint32_t)((all + part - 1) / part);
}

/* The cheapest other machines by the month, with at least as much RAM and CPU;
 * a smaller disk sends sleepers to the archive, no more. */
static void add_base_type(struct listing *list)
{
	const struct scenario *s = list->scenario;
	uint32_t group = largest_group(s), count, by_cpu;
	const struct node_type *type = &s->engine.node_types[group];
	struct alternative *to;

	if (groups_of(s) != 1 || s->monthly_name == NULL)
		return;
	count = as_many(s->engine.dedicated_count[group], type->ram_mib,
			s->monthly_mib);
	by_cpu = as_many(s->engine.dedicated_count[group], type->cpu_milli,
			 s->monthly_cpu_milli);
	if (by_cpu > count)
		count = by_cpu;
	to = add(list, "base_type");
	say(to, 0, "%" PRIu32, count);
	say(to, 1, "%s", s->monthly_name);
	say(to, 2, "%" PRIu32 " %s", s->engine.dedicated_count[group],
	    s->node_type_names[group]);
	set(to, "fleet.dedicated", "[{\"type\":\"%s\",\"count\":%" PRIu32 "}]",
	    s->monthly_name, count);
}

static void add_static(struct listing *list, uint32_t nodes, bool simulated)
{
	const struct scenario *s = list->scenario;
	const char *type = s->node_type_names[list->run->fixed_type];
	struct alternative *to = add(list, "static");

	say(to, 0, "%" PRIu32, nodes);
	say(to, 1, "%s", type);
	if (groups_of(s) == 1 && list->run->fixed_type == 0)
		set(to, "fleet.dedicated.0.count", "%" PRIu32, nodes);
	else
		set(to, "fleet.dedicated",
		    "[{\"type\":\"%s\",\"count\":%" PRIu32 "}]", type, nodes);
	set(to, "fleet.cloud.max", "0");
	to->is_static = simulated;
}

/* One machine more where chance leaves open whether it is enough. */
static void add_statics(struct listing *list)
{
	const struct run *run = list->run;
	double *scratch;

	if (run->fixed == NULL)
		return;
	add_static(list, run->fixed_nodes, true);
	if (!run->fixed_keeps)
		return;
	scratch = calloc(run->count, sizeof *scratch);
	if (scratch != NULL &&
	    promise_judge(run->scenario, run->fixed, run->count, scratch) !=
		PROMISE_KEPT)
		add_static(list, run->fixed_nodes + 1, false);
	free(scratch);
}

static void add_reserve(struct listing *list)
{
	const struct policy *p = &list->scenario->engine.policy;
	struct alternative *to;

	if (!has_cloud(list->scenario) || p->scaling != SCALE_FIT)
		return;
	if (p->reserve_worlds > 0) {
		to = add(list, "reserve_worlds");
		say(to, 0, "%" PRIu32, 2 * p->reserve_worlds);
		say(to, 1, "%" PRIu32, p->reserve_worlds);
		set(to, "policy.reactive.reserve_worlds", "%" PRIu32,
		    2 * p->reserve_worlds);
	}
	if (p->reserve_worlds > 1) {
		to = add(list, "reserve_worlds");
		say(to, 0, "%" PRIu32, p->reserve_worlds / 2);
		say(to, 1, "%" PRIu32, p->reserve_worlds);
		set(to, "policy.reactive.reserve_worlds", "%" PRIu32,
		    p->reserve_worlds / 2);
	}
	if (p->reserve_worlds > 0 || p->reserve_mib < RESERVE_LEAST_GB * 1024)
		return;
	for (int more = 0; more < 2; more++) {
		uint32_t gb = p->reserve_mib / 1024;

		to = add(list, "reserve_gb");
		say(to, 0, "%" PRIu32, more ? 2 * gb : gb / 2);
		say(to, 1, "%" PRIu32, gb);
		set(to, "policy.reactive.reserve", "%" PRIu32 "GB",
		    more ? 2 * gb : gb / 2);
	}
}

/* Where some night had all that it may have. */
static void add_cloud(struct listing *list)
{
	const struct scenario *s = list->scenario;
	double most = 0;

	for (uint32_t i = 0; i < list->run->count; i++)
		if (list->run->figures[i].cloud_peak > most)
			most = list->run->figures[i].cloud_peak;
	if (!has_cloud(s) || most < s->engine.policy.cloud_max)
		return;
	struct alternative *to = add(list, "cloud_more");

	say(to, 0, "%" PRIu32, 2 * s->engine.policy.cloud_max);
	say(to, 1, "%" PRIu32, s->engine.policy.cloud_max);
	set(to, "fleet.cloud.max", "%" PRIu32, 2 * s->engine.policy.cloud_max);
}

/* Whole machines by the hour, before what is ordered now. */
static void add_hourly(struct listing *list)
{
	const struct scenario *s = list->scenario;
	const struct policy *p = &s->engine.policy;
	cJSON *types = cJSON_CreateArray();
	struct alternative *to;
	char name[128], *text;

	for (uint32_t i = 0; i < s->location_count && s->hourly_name; i++) {
		(void)snprintf(name, sizeof name, "%s@%s", s->hourly_name,
			       s->location_names[i]);
		(void)cJSON_AddItemToArray(types, cJSON_CreateString(name));
	}
	for (uint32_t i = 0; i < p->offer_count; i++) {
		(void)snprintf(name, sizeof name, "%s@%s",
			       s->node_type_names[p->offers[i].type],
			       s->location_names[p->offers[i].location]);
		(void)cJSON_AddItemToArray(types, cJSON_CreateString(name));
	}
	text = has_cloud(s) && s->hourly_name != NULL
		   ? cJSON_PrintUnformatted(types)
		   : NULL;
	if (text != NULL && strlen(text) < sizeof to->set[0].value) {
		to = add(list, s->hourly_assumed ? "hourly_assumed" : "hourly");
		say(to, 0, "%s", s->hourly_name);
		set(to, "fleet.cloud.types", "%s", text);
	}
	cJSON_free(text);
	cJSON_Delete(types);
}

/* --- what sleeps ---------------------------------------------------------- */

/* "672h", "90s"; in words with a blank between. */
static void put_duration(char *out, size_t size, int64_t us, const char *blank)
{
	bool hours = us % US_PER_HOUR == 0;

	(void)snprintf(out, size, "%" PRId64 "%s%s",
		       us / (hours ? US_PER_HOUR : US_PER_SECOND), blank,
		       hours ? "h" : "s");
}

static void add_sleep_of(struct listing *list, int64_t us)
{
	struct alternative *to = add(list, "sleep_window");
	char text[40];

	put_duration(to->values[0], sizeof to->values[0], us, " ");
	put_duration(to->values[1], sizeof to->values[1],
		     list->scenario->engine.policy.sleep_window_us, " ");
	put_duration(text, sizeof text, us, "");
	set(to, "policy.sleep_window", "%s", text);
}

static void add_sleep(struct listing *list)
{
	int64_t us = list->scenario->engine.policy.sleep_window_us;

	if (us == 0) {
		add_sleep_of(list, SLEEP_FROM_NONE_US);
		return;
	}
	if (us < US_PER_DAY * 1800)
		add_sleep_of(list, 2 * us);
	add_sleep_of(list, us / 2 / US_PER_SECOND * US_PER_SECOND);
}

static void add_switch(struct listing *list, bool is_on, const char *on,
		       const char *off, const char *key, const char *value_on,
		       const char *value_off)
{
	struct alternative *to = add(list, is_on ? off : on);

	set(to, key, "%s", is_on ? value_off : value_on);
}

static void add_copies(struct listing *list)
{
	const struct policy *p = &list->scenario->engine.policy;
	uint32_t nodes = 0;

	for (uint32_t i = 0; i < list->scenario->engine.node_type_count; i++)
		nodes += list->scenario->engine.dedicated_count[i];
	add_switch(list, p->direct_copy, "direct_on", "direct_off",
		   "policy.direct_copy", "true", "false");
	if (nodes > 1 || p->second_copies.on)
		add_switch(list, p->second_copies.on, "second_on", "second_off",
			   "policy.second_copies", "on", "off");
	add_switch(list, p->recall_moves, "recall_on", "recall_off",
		   "policy.recall_moves", "true", "false");
	if (nodes > 0)
		add_switch(list, p->return_room_mib > 0, "return_on",
			   "return_off", "policy.return_room", RETURN_ROOM,
			   "0GB");
}

static const char *assumed(const struct scenario *scenario, const char *key)
{
	for (uint32_t i = 0; i < scenario->assumption_count; i++)
		if (strcmp(scenario->assumptions[i].key, key) == 0)
			return scenario->assumptions[i].value;
	return "";
}

/* As many boxes again: twice the connections, twice the speed. */
static void add_box(struct listing *list)
{
	const struct scenario *s = list->scenario;
	const struct transfer_model *box = &s->world.transfers;
	cJSON *boxes = cJSON_Parse(assumed(s, "costs.storage"));
	int count = cJSON_GetArraySize(boxes);
	struct alternative *to;
	char *text = NULL;

	for (int i = 0; i < count; i++)
		(void)cJSON_AddItemToArray(
		    boxes, cJSON_Duplicate(cJSON_GetArrayItem(boxes, i), true));
	if (count > 0 && !box->unlimited && box->mb_per_second > 0)
		text = cJSON_PrintUnformatted(boxes);
	if (text != NULL && strlen(text) < sizeof to->set[0].value) {
		to = add(list, "box_more");
		say(to, 0, "%d", 2 * count);
		say(to, 1, "%d", count);
		set(to, "costs.storage", "%s", text);
		set(to, "world.restore.connections", "%" PRIu32,
		    2 * box->connections);
		set(to, "world.restore.mb_per_second", "%.10g",
		    2 * box->mb_per_second);
	}
	cJSON_free(text);
	cJSON_Delete(boxes);
}

/* --- public --------------------------------------------------------------- */

unsigned alternatives_list(const struct run *run,
			   struct alternative out[ALTERNATIVES_LISTED])
{
	struct listing list = {
	    .run = run, .scenario = run->scenario, .out = out};

	add_base(&list);
	add_base_type(&list);
	add_statics(&list);
	add_reserve(&list);
	add_cloud(&list);
	add_hourly(&list);
	add_sleep(&list);
	add_copies(&list);
	add_box(&list);
	return list.count;
}
