#include "world_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

static bool names_grow(struct names *names)
{
	uint32_t capacity = names->capacity == 0 ? 1024 : names->capacity * 2;
	uint32_t *slots = calloc(2 * (size_t)capacity, sizeof *slots);
	char **name = realloc(names->name, capacity * sizeof *name);
	uint64_t *line;

	if (name != NULL)
		names->name = name;
	line = realloc(names->line, capacity * sizeof *line);
	if (line != NULL)
		names->line = line;
	if (slots == NULL || name == NULL || line == NULL) {
		free(slots);
		return false;
	}
	free(names->slots);
	names->slots = slots;
	names->capacity = capacity;
	names->mask = 2 * capacity - 1;
	for (uint32_t i = 0; i < names->count; i++) {
		uint64_t at =
		    random_hash(names->name[i], strlen(names->name[i]));

		while (slots[at & names->mask] != 0)
			at++;
		slots[at & names->mask] = i + 1;
	}
	return true;
}

uint32_t names_number(struct names *names, const char *name, uint64_t line)
{
	uint64_t at = random_hash(name, strlen(name));

	if (names->count == names->capacity && !names_grow(names))
		return UINT32_MAX;
	for (; names->slots[at & names->mask] != 0; at++) {
		uint32_t number = names->slots[at & names->mask] - 1;

		if (strcmp(names->name[number], name) == 0)
			return number;
	}
	names->name[names->count] = strdup(name);
	if (names->name[names->count] == NULL)
		return UINT32_MAX;
	names->line[names->count] = line;
	names->slots[at & names->mask] = names->count + 1;
	return names->count++;
}

void names_release(struct names *names)
{
	for (uint32_t i = 0; i < names->count && names->name != NULL; i++)
		free(names->name[i]);
	free(names->name);
	free(names->line);
	free(names->slots);
	*names = (struct names){0};
}

/* What a sort of names needs to know. */
struct keyed {
	const char *name;
	uint32_t number;
};

static int by_name(const void *a, const void *b)
{
	const struct keyed *left = a, *right = b;

	return strcmp(left->name, right->name);
}

uint32_t *ranks_by_name(char *const *names, uint32_t count)
{
	struct keyed *keys = malloc((count + (size_t)1) * sizeof *keys);
	uint32_t *ranks = malloc((count + (size_t)1) * sizeof *ranks);

	if (keys == NULL || ranks == NULL) {
		free(keys);
		free(ranks);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		keys[i] = (struct keyed){names[i], i};
	qsort(keys, count, sizeof *keys, by_name);
	for (uint32_t i = 0; i < count; i++)
		ranks[keys[i].number] = i;
	free(keys);
	return ranks;
}

/* --- worlds --------------------------------------------------------------- */

static bool room_for_facts(struct world_table *table)
{
	struct table_facts *grown;

	if (table->worlds.capacity <= table->facts_capacity)
		return true;
	grown = realloc(table->facts, table->worlds.capacity * sizeof *grown);
	if (grown == NULL)
		return false;
	table->facts = grown;
	table->facts_capacity = table->worlds.capacity;
	return true;
}

static const char *owner_of(const struct session_row *row)
{
	return *row->owner != '\0' ? row->owner : row->world;
}

static bool facts_agree(const struct world_table *table,
			const struct table_facts *known,
			const struct session_row *row)
{
	return known->ram_mib == row->ram_mib &&
	       known->cpu_milli == row->cpu_milli &&
	       known->disk_mib == row->disk_mib &&
	       strcmp(table->owners.name[known->owner], owner_of(row)) == 0;
}

bool world_table_enter(struct world_table *table, const struct session_row *row,
		       const char *file, uint32_t *world,
		       struct error_text *error)
{
	uint32_t before = table->worlds.count;

	*world = names_number(&table->worlds, row->world, row->line);
	if (*world == UINT32_MAX || !room_for_facts(table))
		return error_set(error, "out of memory");
	if (*world == before) {
		struct table_facts facts = {
		    row->ram_mib, row->cpu_milli, row->disk_mib,
		    names_number(&table->owners, owner_of(row), row->line)};

		table->facts[*world] = facts;
		return facts.owner != UINT32_MAX ||
		       error_set(error, "out of memory");
	}
	if (facts_agree(table, &table->facts[*world], row))
		return true;
	return error_set(error,
			 "%s:%" PRIu64 ": world %s differs in ram_mb, "
			 "cpu_milli, disk_mb or owner from line %" PRIu64
			 "; make them equal",
			 file, row->line, row->world,
			 table->worlds.line[*world]);
}

bool world_table_copy(struct world_table *table,
		      const struct world_table *other, uint32_t from,
		      uint32_t *world, struct error_text *error)
{
	const struct table_facts *facts = &other->facts[from];
	const struct session_row row = {
	    .world = other->worlds.name[from],
	    .owner = other->owners.name[facts->owner],
	    .ram_mib = facts->ram_mib,
	    .cpu_milli = facts->cpu_milli,
	    .disk_mib = facts->disk_mib,
	};

	return world_table_enter(table, &row, row.world, world, error);
}

void world_table_release(struct world_table *table)
{
	names_release(&table->worlds);
	names_release(&table->owners);
	free(table->facts);
	*table = (struct world_table){0};
}
