/*
 * world_table.h - names to numbers, and the facts of a world that must be the
 * same wherever it is named.
 *
 * Numbers are given in the order in which names first appear.  Owns the names.
 * Memory grows with the worlds, never with their sessions.
 */
#ifndef TRACES_WORLD_TABLE_H
#define TRACES_WORLD_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "error_text.h"
#include "session_rows.h"

/* A hash table from a name to a number that only grows. */
struct names {
	char **name;
	uint64_t *line; /* where it first appeared */
	uint32_t count, capacity;
	uint32_t *slots; /* number + 1 */
	uint32_t mask;
};

/* The number of a name, given a new one if need be; UINT32_MAX: no memory. */
uint32_t names_number(struct names *names, const char *name, uint64_t line);
void names_release(struct names *names);

/* rank[number] when sorted by name; the caller frees it.  NULL: no memory. */
uint32_t *ranks_by_name(char *const *names, uint32_t count);

struct table_facts {
	uint32_t ram_mib, cpu_milli, disk_mib;
	uint32_t owner; /* number in `owners`; of its own name without one */
};

struct world_table {
	struct names worlds, owners;
	struct table_facts *facts; /* by number of the world */
	uint32_t facts_capacity;
};

/* The number of the row's world.  False and an error that names both lines if
 * its facts differ from those it had before. */
bool world_table_enter(struct world_table *table, const struct session_row *row,
		       const char *file, uint32_t *world,
		       struct error_text *error);

/* Enter world `from` of another table with all its facts. */
bool world_table_copy(struct world_table *table,
		      const struct world_table *other, uint32_t from,
		      uint32_t *world, struct error_text *error);

void world_table_release(struct world_table *table);

#endif /* TRACES_WORLD_TABLE_H */
