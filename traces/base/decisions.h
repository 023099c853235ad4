/*
 * decisions.h - the decisions that the engine notified, kept and written down.
 *
 * Owns the notices NOTICE_DECISION and NOTICE_ALTERNATIVE in the order of their
 * delivery, 64 bytes each; and the two tables that a run.db holds of them
 * (docs/formats.md).  sim and live write them through here, so that readers
 * need not know which of the two it was.  Nothing is decided and nothing is
 * left out here.
 *
 * Units: microseconds UTC, MiB, nano-euro.  What the fields of a notice mean is
 * said in engine/notice.h.
 */
#ifndef TRACES_DECISIONS_H
#define TRACES_DECISIONS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/notice.h"

struct decisions {
	bool on; /* is there a listener?  There may be no decisions even so */
	struct notice *notices;
	size_t count, capacity;
};

/* The bits of enum notice_kind that are kept. */
uint64_t decisions_mask(void);

/* False: out of memory. */
bool decisions_add(struct decisions *decisions, const struct notice *notice);
void decisions_release(struct decisions *decisions);

/* How worlds, types of nodes and locations are called; index as the engine
 * knows it.  A name that must be made goes into `scratch`. */
#define DECISION_SCRATCH 24
typedef const char *decision_name(const void *context, uint32_t index,
				  char scratch[DECISION_SCRATCH]);
struct decision_names {
	const void *context;
	decision_name *world, *type, *location;
};

/* Make the two tables and fill them; inside the caller's transaction.  False:
 * SQLite failed. */
bool decisions_write(const struct decisions *decisions,
		     const struct decision_names *names, sqlite3 *db);

#endif /* TRACES_DECISIONS_H */
