#include "sim/demands.h"

#include <stdlib.h>
#include <string.h>

#include "sim/recorded.h"
#include "sim/sleepers.h"
#include "traces/base/memory.h"

/* What decides which sessions are seen, and who sleeps. */
struct demand_read {
	char *path;
	struct trace_defaults defaults;
	int64_t from_us, to_us, warm_up_us, sleepers_from_us;
	struct trace trace;
	struct trace_cut cut;
	struct demand_read *next;
};

static bool is_seen_by(const struct demand_read *read, const struct scenario *s)
{
	const struct trace_defaults *defaults = &s->workload.defaults;

	return strcmp(read->path, s->workload.path) == 0 &&
	       read->defaults.cpu_milli == defaults->cpu_milli &&
	       read->defaults.disk_mib == defaults->disk_mib &&
	       read->from_us == s->from_us && read->to_us == s->to_us &&
	       read->warm_up_us == s->warm_up_us &&
	       read->sleepers_from_us == sleepers_from_us(s);
}

static void forget(struct demand_read *read)
{
	trace_release(&read->trace);
	free(read->path);
	free(read);
}

static enum demand_answer read_demand(struct demand_read *read,
				      const struct scenario *s,
				      struct trace *sessions,
				      struct error_text *error)
{
	read->path = memory_copy(s->workload.path);
	read->defaults = s->workload.defaults;
	read->from_us = s->from_us;
	read->to_us = s->to_us;
	read->warm_up_us = s->warm_up_us;
	read->sleepers_from_us = sleepers_from_us(s);
	if (read->path == NULL) {
		(void)error_set(error, "out of memory");
		return DEMAND_UNREAD;
	}
	if (sessions != NULL) {
		read->trace = *sessions;
		*sessions = (struct trace){0};
	} else if (!recorded_read(s, &read->trace, error)) {
		return DEMAND_UNREAD;
	}
	return recorded_cut(&read->trace, s, &read->cut, error) ? DEMAND_FOUND
	       : memory_was_short()				? DEMAND_UNREAD
				    : DEMAND_UNSUITED;
}

enum demand_answer demands_find(struct demands *demands,
				const struct scenario *s,
				struct trace *sessions,
				const struct trace **out, struct trace_cut *cut,
				struct error_text *error)
{
	enum demand_answer answer;
	struct demand_read *read = demands->list;

	*out = NULL;
	if (s->workload.kind != WORKLOAD_SESSIONS)
		return DEMAND_FOUND;
	while (read != NULL && !is_seen_by(read, s))
		read = read->next;
	if (read == NULL) {
		read = calloc(1, sizeof *read);
		if (read == NULL) {
			(void)error_set(error, "out of memory");
			return DEMAND_UNREAD;
		}
		answer = read_demand(read, s, sessions, error);
		if (answer != DEMAND_FOUND) {
			forget(read);
			return answer;
		}
		read->next = demands->list;
		demands->list = read;
		trace_tell_small_ram(&read->trace, s->workload.path);
	}
	*out = &read->trace;
	*cut = read->cut;
	return DEMAND_FOUND;
}

unsigned demands_count(const struct demands *demands)
{
	unsigned count = 0;

	for (const struct demand_read *read = demands->list; read != NULL;
	     read = read->next)
		count++;
	return count;
}

void demands_release(struct demands *demands)
{
	while (demands->list != NULL) {
		struct demand_read *read = demands->list;

		demands->list = read->next;
		forget(read);
	}
}
