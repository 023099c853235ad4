#include <stdlib.h>

#include "store.h"
#include "traces/base/array.h"

/* The sessions of the window, as they come. */
struct taking {
	struct trace *out;
	size_t capacity;
};

static bool take_stored(void *context, const struct session *session,
			struct error_text *error)
{
	struct taking *t = context;

	if (!ARRAY_ROOM(t->out->sessions, t->capacity,
			t->out->session_count + 1))
		return error_set(error, "out of memory");
	t->out->sessions[t->out->session_count++] = *session;
	return true;
}

bool trace_read_store(const char *path, const struct trace_defaults *defaults,
		      int64_t from_us, int64_t to_us, struct trace *out,
		      struct error_text *error)
{
	struct store *store = store_open(path, error);
	struct taking taking = {.out = out};
	struct world_table worlds = {0};
	bool good;

	*out = (struct trace){0};
	if (store == NULL)
		return false;
	good = store_read_worlds(store, defaults, &worlds, error) &&
	       (trace_take_worlds(out, &worlds) ||
		error_set(error, "out of memory")) &&
	       store_read_sessions(store, from_us, to_us, take_stored, &taking,
				   error) &&
	       trace_canonicalise(out, path, error);
	if (good) {
		out->has_players = store_has_players(store);
		out->left = store_session_count(store) - out->session_count;
	} else {
		trace_release(out);
	}
	world_table_release(&worlds);
	store_close(store);
	return good;
}
