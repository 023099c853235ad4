#include "resample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 512

/* Sessions by world: sessions_of[first[w] ... first[w + 1] - 1]. */
struct by_world {
	size_t *first;
	size_t *sessions_of;
};

static bool group(const struct trace *trace, struct by_world *by)
{
	uint32_t worlds = trace->world_count;

	by->first = calloc((size_t)worlds + 2, sizeof *by->first);
	by->sessions_of =
	    calloc(trace->session_count + 1, sizeof *by->sessions_of);
	if (by->first == NULL || by->sessions_of == NULL)
		return false;
	for (size_t i = 0; i < trace->session_count; i++)
		by->first[trace->sessions[i].world + 2]++;
	for (uint32_t w = 0; w < worlds; w++)
		by->first[w + 2] += by->first[w + 1];
	for (size_t i = 0; i < trace->session_count; i++)
		by->sessions_of[by->first[trace->sessions[i].world + 1]++] = i;
	return true;
}

static char *copy_name(const char *name, uint32_t draw)
{
	char text[NAME_SIZE];

	(void)snprintf(text, sizeof text, "%s#%u", name, draw + 1);
	return strdup(text);
}

static bool draw_worlds(const struct trace *trace, struct random_key key,
			const struct by_world *by, uint32_t *drawn,
			size_t *sessions)
{
	*sessions = 0;
	for (uint32_t i = 0; i < trace->world_count; i++) {
		struct random_stream stream;

		key.purpose = RANDOM_RESAMPLE;
		key.entity = i;
		key.index = 0;
		random_open(&stream, &key);
		drawn[i] = (uint32_t)(random_u64(&stream) % trace->world_count);
		*sessions += by->first[drawn[i] + 1] - by->first[drawn[i]];
	}
	return true;
}

static bool copy_world(const struct trace *trace, const struct by_world *by,
		       uint32_t from, uint32_t to, struct trace *out)
{
	struct trace_world *world = &out->worlds[to];

	*world = trace->worlds[from];
	world->account = to;
	world->name = copy_name(trace->worlds[from].name, to);
	out->world_count = to + 1;
	if (world->name == NULL)
		return false;
	world->name_hash = random_hash(world->name, strlen(world->name));
	out->accounts[to] =
	    copy_name(trace->accounts[trace->worlds[from].account], to);
	if (out->accounts[to] == NULL)
		return false;
	out->account_count = to + 1;
	for (size_t i = by->first[from]; i < by->first[from + 1]; i++) {
		struct session *session = &out->sessions[out->session_count++];

		*session = trace->sessions[by->sessions_of[i]];
		session->world = to;
	}
	return true;
}

bool trace_resample(const struct trace *trace, struct random_key key,
		    struct trace *out, struct error_text *error)
{
	struct by_world by = {0};
	uint32_t *drawn = calloc((size_t)trace->world_count + 1, sizeof *drawn);
	size_t sessions;
	bool good = false;

	*out = (struct trace){.has_players = trace->has_players};
	if (drawn == NULL || !group(trace, &by) ||
	    !draw_worlds(trace, key, &by, drawn, &sessions))
		goto out;
	out->worlds =
	    calloc((size_t)trace->world_count + 1, sizeof *out->worlds);
	out->accounts =
	    calloc((size_t)trace->world_count + 1, sizeof *out->accounts);
	out->sessions = calloc(sessions + 1, sizeof *out->sessions);
	if (out->worlds == NULL || out->accounts == NULL ||
	    out->sessions == NULL)
		goto out;
	for (uint32_t i = 0; i < trace->world_count; i++)
		if (!copy_world(trace, &by, drawn[i], i, out))
			goto out;
	good = trace_canonicalise(out, "the resampled trace", error);
out:
	if (!good) {
		trace_release(out);
		(void)error_set(error, "out of memory");
	}
	free(drawn);
	free(by.first);
	free(by.sessions_of);
	return good;
}
