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

#include "session_rows.h"
#include "traces/base/error_text.h"

struct name_entry {
	char *name;
	uint64_t line; /* where it first appeared */
};

/* With the first bytes of the name: most searches end here, in one place. */
#define NAME_WORDS 2
struct name_slot {
	uint64_t head[NAME_WORDS]; /* 8 bytes each, padded with 0 bytes */
	uint64_t hash;
	uint32_t number; /* + 1; 0: free */
};

/* A hash table from a name to a number that only grows. */
struct names {
	struct name_entry *entries; /* by number */
	uint32_t count;
	size_t capacity;
	struct name_slot *slots; /* twice the capacity */
	uint64_t mask;
};

/* The number of a name, given a new one if need be; UINT32_MAX: no memory. */
uint32_t names_number(struct names *names, const char *name, uint64_t line);
void names_release(struct names *names);

/* The names as a list of their own, in the order of their numbers; the table is
 * empty then.  False: no memory. */
bool names_take(struct names *names, char ***list, uint32_t *count);

/* Where among `count` names each belongs when they are sorted; the caller frees
 * it.  NULL: no memory. */
uint32_t *ranks_by_name(char *const *names, uint32_t count);

struct table_facts {
	uint32_t ram_mib, cpu_milli, disk_mib;
	uint32_t owner; /* number in `owners`, or WORLD_OWNS_ITSELF */
};
#define WORLD_OWNS_ITSELF UINT32_MAX

struct world_table {
	struct names worlds, owners;
	struct table_facts *facts; /* by number of the world */
	size_t facts_capacity;
};

/* The number of the row's world.  False and an error that names both lines if
 * its facts differ from those it had before. */
bool world_table_enter(struct world_table *table, const struct session_row *row,
		       const char *file, uint32_t *world,
		       struct error_text *error);

/*
 * The same for many rows, in their order.  The table's memory is asked for
 * ahead of its use: with many worlds a row alone would mostly wait for it.
 */
#define WORLD_TABLE_ROWS 32
bool world_table_enter_all(struct world_table *table,
			   const struct session_row *rows, size_t count,
			   const char *file, uint32_t *worlds,
			   struct error_text *error);

/* Enter world `from` of another table with all its facts. */
bool world_table_copy(struct world_table *table,
		      const struct world_table *other, uint32_t from,
		      uint32_t *world, struct error_text *error);

const char *world_table_name(const struct world_table *table, uint32_t world);

/* The owner's name; the world's own if it has no other owner. */
const char *world_table_owner(const struct world_table *table, uint32_t world);

void world_table_release(struct world_table *table);

#endif /* TRACES_WORLD_TABLE_H */
