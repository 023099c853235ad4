#include "sim/record_why.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/simulation.h"
#include "traces/base/array.h"
#include "traces/base/nearest.h"

#define GROUP_MAX (1 + ALTERNATIVES_MAX)

struct why {
	struct simulation *sim;
	struct decisions kept;
	/* a decision and what was refused with it, until the next one comes */
	struct notice group[GROUP_MAX];
	size_t group_count;
	bool *only_world; /* by id; NULL: everything is kept */
	bool any_world;
	uint32_t *only_node;
	size_t node_count, node_capacity;
};

/* --- what was asked for --------------------------------------------------- */

static bool add_world_named(struct why *why, const char *name)
{
	const struct simulation *sim = why->sim;

	for (uint32_t i = 0; i < sim->trace->world_count; i++) {
		const char *known = sim->trace->worlds[i].name;

		if (known != NULL && strcmp(known, name) == 0) {
			why->only_world[i + 1] = true;
			why->any_world = true;
			return true;
		}
	}
	return false;
}

/* "node-12" or "12"; 0: neither. */
static uint32_t node_number(const char *name)
{
	const char *number = strncmp(name, "node-", 5) == 0 ? name + 5 : name;
	char *end;
	unsigned long id = strtoul(number, &end, 10);

	return *number < '0' || *number > '9' || *end != '\0' || id > UINT32_MAX
		   ? 0
		   : (uint32_t)id;
}

static bool add_node_named(struct why *why, const char *name)
{
	uint32_t id = node_number(name);

	if (id == 0)
		return false;
	if (!ARRAY_ROOM(why->only_node, why->node_capacity,
			why->node_count + 1)) {
		why->sim->failed = true;
		return true;
	}
	why->only_node[why->node_count++] = id;
	return true;
}

static bool refuse_name(const struct simulation *sim, const char *name)
{
	const char **names =
	    calloc((size_t)sim->trace->world_count + 1, sizeof *names);
	const char *near = NULL;

	for (uint32_t i = 0; names != NULL && i < sim->trace->world_count; i++)
		names[i] = sim->trace->worlds[i].name != NULL
			       ? sim->trace->worlds[i].name
			       : "";
	if (names != NULL)
		near = nearest_word(name, names, sim->trace->world_count);
	(void)error_set(sim->error,
			"sim: --why %.64s: no world of this demand and no node "
			"(node-1, node-2 ...)%s%.64s%s",
			name, near != NULL ? "; nearest is \"" : "",
			near != NULL ? near : "", near != NULL ? "\"" : "");
	free(names);
	return false;
}

static bool read_names(struct why *why, const char *list)
{
	const struct simulation *sim = why->sim;
	char *names = strdup(list), *rest = names, *name;
	bool good = names != NULL;

	why->only_world = calloc((size_t)sim->trace->world_count + 1,
				 sizeof *why->only_world);
	if (!good || why->only_world == NULL) {
		free(names);
		return error_set(sim->error, "out of memory");
	}
	while (good && (name = strsep(&rest, ",")) != NULL)
		good = add_world_named(why, name) ||
		       add_node_named(why, name) || refuse_name(sim, name);
	free(names);
	return good;
}

static bool is_small(const struct simulation *sim)
{
	size_t starts = 0;

	for (size_t i = 0; i < sim->trace->session_count; i++)
		starts += sim->trace->sessions[i].start_us >= sim->from_us &&
			  sim->trace->sessions[i].start_us < sim->to_us;
	return starts <= WHY_STARTS_MAX;
}

/* --- what is told --------------------------------------------------------- */

static bool is_of_node(const struct why *why, const struct notice *notice)
{
	for (size_t i = 0; i < why->node_count; i++)
		if (notice->node.value == why->only_node[i])
			return true;
	return false;
}

static bool is_wanted(const struct why *why)
{
	const struct notice *decision = &why->group[0];

	if (why->only_world == NULL || why->only_world[decision->world.value])
		return true;
	if (why->any_world && decision->decision.rule >= RULE_ORDER_WAITING &&
	    decision->decision.rule <= RULE_CALL_BACK)
		return true;
	for (size_t i = 0; i < why->group_count; i++)
		if (is_of_node(why, &why->group[i]))
			return true;
	return false;
}

static void end_group(struct why *why)
{
	bool wanted = why->group_count != 0 && is_wanted(why);

	for (size_t i = 0; wanted && i < why->group_count; i++)
		if (!decisions_add(&why->kept, &why->group[i]))
			why->sim->failed = true;
	why->group_count = 0;
}

static void why_notice(void *self, const struct notice *notice)
{
	struct why *why = self;

	if (!why->sim->in_window)
		return;
	if (notice->kind == NOTICE_DECISION)
		end_group(why);
	else if (why->group_count == 0)
		return; /* of a decision before the window */
	if (why->group_count < GROUP_MAX)
		why->group[why->group_count++] = *notice;
}

/* What was kept now belongs to the figures. */
static void why_finish(void *self)
{
	struct why *why = self;

	end_group(why);
	why->sim->figures->decisions = why->kept;
	why->kept = (struct decisions){0};
}

static void why_close(void *self)
{
	struct why *why = self;

	decisions_release(&why->kept);
	free(why->only_world);
	free(why->only_node);
	free(why);
}

bool record_why_open(struct simulation *sim)
{
	const struct replication_options *options = sim->options;
	struct why *why;

	if (!options->detail || options->why == WHY_NONE ||
	    (options->why == WHY_BY_SIZE && !is_small(sim)))
		return true;
	why = calloc(1, sizeof *why);
	if (why == NULL)
		return error_set(sim->error, "out of memory");
	why->sim = sim;
	why->kept.on = true;
	observers_add(&sim->observers, &(struct observer){
					   .self = why,
					   .mask = decisions_mask(),
					   .notice = why_notice,
					   .finish = why_finish,
					   .close = why_close,
				       });
	return options->why != WHY_ONLY || read_names(why, options->why_only);
}
