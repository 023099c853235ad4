/*
 * pending.h - commands that have no answer yet.
 *
 * Owns them until they are answered, and knows when the answer of each is due:
 * that depends on its kind, for a transfer also on the size.  A command's id is
 * counted up and its low bits are its place in the table: an id whose place is
 * taken is skipped, so finding is one look-up and ids still grow.  What an
 * answer means, or that there is none, is decided in lives/answers.c.
 */
#ifndef ENGINE_TABLES_PENDING_H
#define ENGINE_TABLES_PENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"

struct engine;

/* Commands that are out, by how long their answer may take, and last those that
 * wait to be sent again.  Each list has one constant delay, so its order is the
 * order of deadlines. */
#define PENDING_TRANSFER_LISTS 8 /* up to 1 GiB, 2, 4 ... 128 and more */
enum pending_list {
	PENDING_MINUTES = 0, /* what the provider or an agent does at once */
	PENDING_START,	     /* a world may take long to start */
	PENDING_LONG,	     /* what is not urgent */
	PENDING_TRANSFERS,
	PENDING_POSTPONED = PENDING_TRANSFERS + PENDING_TRANSFER_LISTS,
	PENDING_LISTS
};

/* A command without an answer, in a table indexed by its id. */
struct pending {
	struct command command;
	uint32_t next, prev; /* in its list; index + 1 */
	uint8_t list;	     /* enum pending_list */
	uint8_t sends;	     /* in a row without an answer */
	uint8_t failures;    /* in a row */
};

struct pending_table {
	struct pending *entries;
	uint32_t mask, count, limit;
	uint32_t filled; /* bits: lists that are not empty */
	uint32_t head[PENDING_LISTS], tail[PENDING_LISTS];
	int64_t next_us; /* of the heads of the lists the first that is due;
			    TIME_NEVER_US.  Follows from them: not saved */
	uint64_t last_id;
	int64_t delay_us[PENDING_LISTS]; /* from the configuration */
	bool starved;			 /* a plan waits for a free place */
};

/* Work out the delays of the lists anew: after creation, loading and a change
 * of settings. */
void pending_delays(struct engine *engine);

/* Fill in id and times, remember, emit.  Returns the id. */
uint64_t pending_issue(struct engine *engine, const struct command *command);
/* The same about the world that had this generation of the id, be it the one
 * that has it now or another. */
uint64_t pending_issue_for(struct engine *engine, const struct command *command,
			   uint16_t generation);
/* NULL if it is not pending (any more). */
struct pending *pending_at(struct engine *engine, uint64_t id);
struct command *pending_find(struct engine *engine, uint64_t id);
void pending_answered(struct engine *engine, uint64_t id);

/* It did not happen: send it again later, under a new id, which is returned.
 * Its failures in a row are counted. */
uint64_t pending_postpone(struct engine *engine, uint64_t id);
/* The first that is due at this instant: postponed, or without an answer; NULL
 * if there is none. */
struct pending *pending_due(struct engine *engine);
/* Send it (again), with the same id. */
void pending_send(struct engine *engine, struct pending *entry);
/* When the next is due; TIME_NEVER_US. */
int64_t pending_next_us(const struct engine *engine);
/* Put a loaded entry, whose id and list are set, at the end of its list. */
void pending_restore(struct pending_table *table, struct pending entry);

/* Ask that a human be told: `reference` says what it is about. */
void raise_alert(struct engine *engine, enum reason reason, uint32_t node,
		 uint64_t reference);

/* The copy of a world on a node goes, unless it is newer than `epoch`; the one
 * on the node that holds its newest data, because these are elsewhere, too. */
void copy_delete(struct engine *engine, uint32_t id, struct node_id node,
		 uint32_t epoch, enum reason reason);
void copy_delete_at_home(struct engine *engine, uint32_t id,
			 enum reason reason);
/* What this command brought goes, whoever has the world's id by now. */
void copy_sweep(struct engine *engine, const struct command *command);
/* What the archive has of this generation of the id goes, unless it is newer
 * than `epoch`. */
void archive_delete(struct engine *engine, uint32_t id, uint32_t epoch,
		    uint16_t generation);

#endif /* ENGINE_TABLES_PENDING_H */
