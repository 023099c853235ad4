#include "sim/record_why.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/nearest.h"

#define GROUP_MAX (1 + ALTERNATIVES_MAX)
#define ONLY_NODES_MAX 64

struct why {
	struct decisions kept;
	/* a decision and what was refused with it, until the next one comes */
	struct notice group[GROUP_MAX];
	size_t group_count;
	bool *only_world; /* by id; NULL: everything is kept */
	bool any_world;
	uint32_t only_node[ONLY_NODES_MAX];
	size_t node_count;
};

/* --- what was asked for --------------------------------------------------- */

static bool add_world(const struct simulation *sim, struct why *why,
		      const char *name)
{
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

/* "node-12" or "12". */
static bool add_node(struct why *why, const char *name)
{
	const char *number = strncmp(name, "node-", 5) == 0 ? name + 5 : name;
	char *end;
	unsigned long id = strtoul(number, &end, 10);

	if (*number < '0' || *number > '9' || *end != '\0' || id == 0 ||
	    id > UINT32_MAX || why->node_count == ONLY_NODES_MAX)
		return false;
	why->only_node[why->node_count++] = (uint32_t)id;
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

static bool read_names(const struct simulation *sim, struct why *why,
		       const char *list)
{
	char *names = strdup(list), *rest = names, *name;
	bool good = names != NULL;

	why->only_world = calloc((size_t)sim->trace->world_count + 1,
				 sizeof *why->only_world);
	if (!good || why->only_world == NULL) {
		free(names);
		return error_set(sim->error, "out of memory");
	}
	while (good && (name = strsep(&rest, ",")) != NULL)
		good = add_world(sim, why, name) || add_node(why, name) ||
		       refuse_name(sim, name);
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

bool record_why_open(struct simulation *sim)
{
	const struct replication_options *options = sim->options;

	if (!options->detail || options->why == WHY_NONE ||
	    (options->why == WHY_BY_SIZE && !is_small(sim)))
		return true;
	sim->why = calloc(1, sizeof *sim->why);
	if (sim->why == NULL)
		return error_set(sim->error, "out of memory");
	sim->why->kept.on = true;
	return options->why != WHY_ONLY ||
	       read_names(sim, sim->why, options->why_only);
}

void record_why_close(struct why *why)
{
	if (why == NULL)
		return;
	decisions_release(&why->kept);
	free(why->only_world);
	free(why);
}

/* --- what is told --------------------------------------------------------- */

uint64_t record_why_mask(const struct simulation *sim)
{
	return sim->why != NULL ? decisions_mask() : 0;
}

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
	if (why->any_world && decision->detail >= RULE_ORDER_WAITING &&
	    decision->detail <= RULE_CALL_BACK)
		return true;
	for (size_t i = 0; i < why->group_count; i++)
		if (is_of_node(why, &why->group[i]))
			return true;
	return false;
}

static void end_group(struct simulation *sim)
{
	struct why *why = sim->why;
	bool wanted = why->group_count != 0 && is_wanted(why);

	for (size_t i = 0; wanted && i < why->group_count; i++)
		if (!decisions_add(&why->kept, &why->group[i]))
			sim->failed = true;
	why->group_count = 0;
}

void record_why_notice(struct simulation *sim, const struct notice *notice)
{
	struct why *why = sim->why;

	if (why == NULL || sim->now_us < sim->from_us ||
	    (notice->kind != NOTICE_DECISION &&
	     notice->kind != NOTICE_ALTERNATIVE))
		return;
	if (notice->kind == NOTICE_DECISION)
		end_group(sim);
	else if (why->group_count == 0)
		return; /* of a decision before the window */
	if (why->group_count < GROUP_MAX)
		why->group[why->group_count++] = *notice;
}

void record_why_finish(struct simulation *sim, struct figures *figures)
{
	if (sim->why == NULL)
		return;
	end_group(sim);
	figures->decisions = sim->why->kept;
	sim->why->kept = (struct decisions){0};
}
