#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "traces/base/array.h"

#define NO_WORLD UINT32_MAX

/* Sessions as they come; their worlds are numbered when first seen. */
struct gathering {
	struct trace *out;
	uint32_t *number; /* of the world by its index */
	size_t number_capacity, world_capacity, session_capacity;
	struct error_text *error;
};

static bool add_generated_world(struct gathering *g,
				const struct generated *session)
{
	struct trace *out = g->out;
	size_t accounts_capacity = g->world_capacity;
	struct trace_world *world;
	char name[WORLD_NAME_SIZE];

	if (!ARRAY_ROOM(out->accounts, accounts_capacity,
			out->world_count + (size_t)1) ||
	    !ARRAY_ROOM(out->worlds, g->world_capacity,
			out->world_count + (size_t)1))
		return error_set(g->error, "out of memory");
	world_name(session->index, name);
	world = &out->worlds[out->world_count];
	*world = session->world;
	world->name = strdup(name);
	world->account = out->account_count;
	if (world->name == NULL)
		return error_set(g->error, "out of memory");
	g->number[session->index] = out->world_count++;
	out->accounts[out->account_count] = strdup(name);
	if (out->accounts[out->account_count] == NULL)
		return error_set(g->error, "out of memory");
	out->account_count++;
	return true;
}

static bool number_for(struct gathering *g, uint32_t index)
{
	size_t before = g->number_capacity;

	if (!ARRAY_ROOM(g->number, g->number_capacity, index + (size_t)1))
		return error_set(g->error, "out of memory");
	for (size_t i = before; i < g->number_capacity; i++)
		g->number[i] = NO_WORLD;
	return true;
}

static bool take_generated(void *context, const struct generated *session)
{
	struct gathering *g = context;
	struct trace *out = g->out;

	if (!number_for(g, session->index) ||
	    (g->number[session->index] == NO_WORLD &&
	     !add_generated_world(g, session)))
		return false;
	if (!ARRAY_ROOM(out->sessions, g->session_capacity,
			out->session_count + 1))
		return error_set(g->error, "out of memory");
	out->sessions[out->session_count++] = (struct session){
	    .start_us = session->start_us,
	    .stop_us = session->stop_us,
	    .world = g->number[session->index],
	};
	return true;
}

bool generate_trace(const struct generate_plan *plan, int64_t from_us,
		    int64_t to_us, struct trace *out,
		    struct generate_report *report, struct error_text *error)
{
	struct gathering g = {.out = out, .error = error};
	bool good;

	*out = (struct trace){0};
	good = generate_sessions(plan, from_us, to_us, take_generated, &g,
				 report, error) &&
	       trace_canonicalise(out, "generate", error);
	free(g.number);
	if (!good)
		trace_release(out);
	return good;
}
