/*
 * plan_rules.c - how a plan may run what it rents: reserve, sleep, placement,
 * copies, boxes.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/plan_axes.h"

/* A reserve of this or less is not halved any more. */
#define RESERVE_LEAST 2 /* worlds, or GB */
#define SLEEP_SHORT_US (48 * US_PER_HOUR)
#define SLEEP_WEEK_US (168 * US_PER_HOUR)
#define SLEEP_LONG_US (336 * US_PER_HOUR)
#define SLEEP_MONTH_US (672 * US_PER_HOUR)
#define SLEEPS 4

static struct plan_axis *add_axis(struct plan_axes *axes, const char *code,
				  bool ordered)
{
	return plan_axis_add(axes, code, ordered, false);
}

/* --- reserve -------------------------------------------------------------- */

static void add_reserve_level(struct plan_axes *axes, struct plan_axis *axis,
			      bool worlds, uint32_t amount, bool own)
{
	char text[24];
	struct plan_level *level;

	(void)snprintf(text, sizeof text, "%" PRIu32, amount);
	level = plan_level_add(axes, axis,
			       worlds ? "reserve_worlds" : "reserve_gb", text);
	if (own || level == NULL)
		return;
	(void)snprintf(text, sizeof text, "%" PRIu32 "%s", amount,
		       worlds ? "" : "GB");
	plan_level_set(level,
		       worlds ? "policy.reactive.reserve_worlds"
			      : "policy.reactive.reserve",
		       text);
}

static bool add_reserve(const struct scenario *s, struct plan_axes *axes)
{
	const struct policy *p = &s->engine.policy;
	bool worlds = p->reserve_worlds > 0;
	uint32_t own = worlds ? p->reserve_worlds : p->reserve_mib / 1024,
		 last = 0;
	struct plan_axis *axis;

	if (axes->cloud < 0 || p->scaling != SCALE_FIT || own < RESERVE_LEAST)
		return true;
	axis = add_axis(axes, "reserve", true);
	if (axis == NULL)
		return false;
	axes->reserve = (int)(axis - axes->list);
	for (int shift = -3; shift <= 1; shift++) {
		uint32_t amount = shift < 0 ? own >> -shift : own << shift;

		if (amount == 0 || amount == last)
			continue;
		if (amount == own)
			axis->own = axes->search[axes->reserve].levels;
		add_reserve_level(axes, axis, worlds, amount, amount == own);
		last = amount;
	}
	return true;
}

/* --- sleep ---------------------------------------------------------------- */

static void add_sleep_level(struct plan_axes *axes, struct plan_axis *axis,
			    int64_t us, bool own)
{
	bool hours = us % US_PER_HOUR == 0;
	int64_t amount = us / (hours ? US_PER_HOUR : US_PER_SECOND);
	struct plan_level *level;
	char text[40];

	(void)snprintf(text, sizeof text, "%" PRId64 " %s", amount,
		       hours ? "h" : "s");
	level = plan_level_add(axes, axis, "sleep", text);
	(void)snprintf(text, sizeof text, "%" PRId64 "%s", amount,
		       hours ? "h" : "s");
	if (!own)
		plan_level_set(level, "policy.sleep_window", text);
}

static bool add_sleep(const struct scenario *s, struct plan_axes *axes)
{
	const int64_t usual[SLEEPS] = {SLEEP_SHORT_US, SLEEP_WEEK_US,
				       SLEEP_LONG_US, SLEEP_MONTH_US};
	int64_t own = s->engine.policy.sleep_window_us;
	struct plan_axis *axis = add_axis(axes, "sleep", true);
	bool placed = false;

	if (axis == NULL)
		return false;
	for (unsigned i = 0; i <= SLEEPS; i++) {
		if (!placed && (i == SLEEPS || own <= usual[i])) {
			axis->own = axes->search[axis - axes->list].levels;
			add_sleep_level(axes, axis, own, true);
			placed = true;
		}
		if (i < SLEEPS && own != usual[i])
			add_sleep_level(axes, axis, usual[i], false);
	}
	return true;
}

/* --- placement and copies ------------------------------------------------- */

static bool add_placement(const struct scenario *s, struct plan_axes *axes)
{
	static const char *const words[] = {"least-loaded", "best-fit",
					    "session-end"};
	static const char *const codes[] = {"least_loaded", "best_fit",
					    "session_end"};
	struct plan_axis *axis = add_axis(axes, "placement", false);
	char own[64] = "";

	if (axis == NULL)
		return false;
	(void)plan_value_of(s, "policy.placement", own, sizeof own);
	for (unsigned i = 0; i < 3; i++) {
		struct plan_level *level =
		    plan_level_add(axes, axis, codes[i], words[i]);

		if (strcmp(own, words[i]) == 0)
			axis->own = i;
		else
			plan_level_set(level, "policy.placement", words[i]);
	}
	return true;
}

struct choice {
	const char *axis, *key, *codes[2], *values[2];
};

static bool add_switch(const struct choice *choice, bool on,
		       struct plan_axes *axes)
{
	struct plan_axis *axis = add_axis(axes, choice->axis, false);

	if (axis == NULL)
		return false;
	axis->own = on;
	for (unsigned i = 0; i < 2; i++) {
		struct plan_level *level = plan_level_add(
		    axes, axis, choice->codes[i], i == 0 ? "off" : "on");

		if (i != axis->own)
			plan_level_set(level, choice->key, choice->values[i]);
	}
	return true;
}

static bool add_copies(const struct scenario *s, struct plan_axes *axes)
{
	static const struct choice direct = {"direct",
					     "policy.direct_copy",
					     {"direct_off", "direct_on"},
					     {"false", "true"}},
				   second = {"second",
					     "policy.second_copies",
					     {"second_off", "second_on"},
					     {"off", "on"}};

	return add_switch(&direct, s->engine.policy.direct_copy, axes) &&
	       add_switch(&second, s->engine.policy.second_copies.on, axes);
}

/* --- boxes ---------------------------------------------------------------- */

/* As many boxes again, each with its own line and connections. */
static bool add_boxes(const struct scenario *s, struct plan_axes *axes)
{
	const struct transfer_model *box = &s->world.transfers;
	char text[512], number[16];
	struct plan_axis *axis;
	struct plan_level *level;
	cJSON *boxes;
	char *twice = NULL;
	int count;

	if (box->unlimited || box->mb_per_second <= 0 ||
	    s->engine.machinery.box_count > 4 ||
	    !plan_value_of(s, "costs.storage", text, sizeof text))
		return true;
	boxes = cJSON_Parse(text);
	count = cJSON_GetArraySize(boxes);
	for (int i = 0; i < count; i++)
		(void)cJSON_AddItemToArray(
		    boxes, cJSON_Duplicate(cJSON_GetArrayItem(boxes, i), true));
	if (count > 0)
		twice = cJSON_PrintUnformatted(boxes);
	cJSON_Delete(boxes);
	if (twice == NULL || strlen(twice) >= sizeof level->set[0].value) {
		cJSON_free(twice);
		return true;
	}
	axis = add_axis(axes, "boxes", true);
	if (axis != NULL) {
		(void)snprintf(number, sizeof number, "%d", count);
		(void)plan_level_add(axes, axis, "boxes", number);
		(void)snprintf(number, sizeof number, "%d", 2 * count);
		level = plan_level_add(axes, axis, "boxes", number);
		plan_level_set(level, "costs.storage", twice);
		(void)snprintf(number, sizeof number, "%u",
			       2 * (unsigned)s->engine.machinery.box_count);
		plan_level_set(level, "world.boxes", number);
	}
	cJSON_free(twice);
	return axis != NULL;
}

bool plan_axes_rules(const struct plan_ground *ground, struct plan_axes *axes)
{
	const struct scenario *s = ground->scenario;

	return add_reserve(s, axes) && add_sleep(s, axes) &&
	       add_placement(s, axes) && add_copies(s, axes) &&
	       add_boxes(s, axes);
}
