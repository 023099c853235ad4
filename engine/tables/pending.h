/*
 * pending.h - commands that have no answer yet.
 *
 * Owns them until they are answered.  A command's id is counted up and its low
 * bits are its place in the table: an id whose place is taken is skipped, so
 * finding is one look-up and ids still grow.
 */
#ifndef ENGINE_TABLES_PENDING_H
#define ENGINE_TABLES_PENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"

struct engine;

/* A command without an answer, in a table indexed by its id. */
struct pending {
	struct command command;
	uint32_t next, prev; /* by time of issue; index + 1 */
	bool postponed;	     /* not out: to be sent at answer_by */
};

/* Commands that are out, and those that wait to be sent again: each list has
 * one constant delay, so its order is the order of deadlines. */
enum pending_list { PENDING_OUT = 0, PENDING_POSTPONED, PENDING_LISTS };

struct pending_table {
	struct pending *entries;
	uint32_t mask, count, limit;
	uint32_t head[PENDING_LISTS], tail[PENDING_LISTS];
	uint64_t last_id;
};

/* Fill in id and times, remember, emit.  Returns the id. */
uint64_t pending_issue(struct engine *engine, struct command command);
struct command *pending_find(struct engine *engine, uint64_t id);
void pending_answered(struct engine *engine, uint64_t id);
/* It did not happen: send it again later, under a new id, which is returned. */
uint64_t pending_postpone(struct engine *engine, uint64_t id);
/* Send again what is due, as far as the step has room. */
void pending_expire(struct engine *engine);

/* Ask that a human be told: `reference` says what it is about. */
void raise_alert(struct engine *engine, enum reason reason, uint32_t node,
		 uint64_t reference);

#endif /* ENGINE_TABLES_PENDING_H */
