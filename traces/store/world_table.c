#include "world_table.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"
#include "traces/base/random.h"
#include "traces/base/utf8.h"

#define WORD_BYTES sizeof(uint64_t)
#define HEAD_BYTES (NAME_WORDS * WORD_BYTES)

/* A name that is looked for: what its slot would hold. */
struct wanted {
	const char *name;
	bool fits; /* all of it is in the head */
	struct name_slot slot;
};

static uint64_t mix(uint64_t value)
{
	value *= 0x9e3779b97f4a7c15u;
	return value ^ value >> 32;
}

/* Names are short: a short one is hashed by its head, in two steps instead of
 * one for each letter. */
static struct wanted want(const char *name)
{
	struct wanted wanted = {.name = name};
	struct name_slot *slot = &wanted.slot;
	size_t i;

	for (i = 0; i < HEAD_BYTES && name[i] != '\0'; i++)
		slot->head[i / WORD_BYTES] |= (uint64_t)(unsigned char)name[i]
					      << i % WORD_BYTES * CHAR_BIT;
	wanted.fits = i < HEAD_BYTES;
	slot->hash = mix(mix(slot->head[0]) ^ slot->head[1]);
	if (!wanted.fits)
		slot->hash ^= mix(random_hash(name, strlen(name)));
	return wanted;
}

/* Put a name that is not there yet into the first free slot. */
static void fill_slot(struct names *names, const struct wanted *wanted,
		      uint32_t number)
{
	uint64_t at = wanted->slot.hash;

	while (names->slots[at & names->mask].number != 0)
		at++;
	names->slots[at & names->mask] = wanted->slot;
	names->slots[at & names->mask].number = number + 1;
}

static bool names_grow(struct names *names)
{
	size_t capacity = names->capacity;
	struct name_slot *slots;

	if (!ARRAY_ROOM(names->entries, capacity, names->count + (size_t)1))
		return false;
	slots = calloc(capacity, 2 * sizeof *slots);
	if (slots == NULL)
		return false;
	array_in_no_order(slots, capacity * 2 * sizeof *slots);
	free(names->slots);
	names->slots = slots;
	names->capacity = capacity;
	names->mask = 2 * capacity - 1; /* a power of two (array.h) */
	for (uint32_t i = 0; i < names->count; i++) {
		const struct wanted again = want(names->entries[i].name);

		fill_slot(names, &again, i);
	}
	return true;
}

static bool is_name(const struct names *names, const struct name_slot *slot,
		    const struct wanted *wanted)
{
	return slot->hash == wanted->slot.hash &&
	       slot->head[0] == wanted->slot.head[0] &&
	       slot->head[1] == wanted->slot.head[1] &&
	       (wanted->fits || strcmp(names->entries[slot->number - 1].name,
				       wanted->name) == 0);
}

static uint32_t number_of(struct names *names, const struct wanted *wanted,
			  uint64_t line)
{
	char *copy;

	for (uint64_t at = wanted->slot.hash; names->count > 0; at++) {
		const struct name_slot *slot = &names->slots[at & names->mask];

		if (slot->number == 0)
			break;
		if (is_name(names, slot, wanted))
			return slot->number - 1;
	}
	if (names->count == names->capacity && !names_grow(names))
		return UINT32_MAX;
	copy = strdup(wanted->name);
	if (copy == NULL)
		return UINT32_MAX;
	names->entries[names->count] = (struct name_entry){copy, line};
	fill_slot(names, wanted, names->count);
	return names->count++;
}

uint32_t names_number(struct names *names, const char *name, uint64_t line)
{
	const struct wanted wanted = want(name);

	return number_of(names, &wanted, line);
}

void names_release(struct names *names)
{
	for (uint32_t i = 0; i < names->count; i++)
		free(names->entries[i].name);
	free(names->entries);
	free(names->slots);
}

bool names_take(struct names *names, char ***list, uint32_t *count)
{
	*list = malloc((names->count + (size_t)1) * sizeof **list);
	if (*list == NULL)
		return false;
	for (uint32_t i = 0; i < names->count; i++)
		(*list)[i] = names->entries[i].name;
	*count = names->count;
	names->count = 0;
	return true;
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
	return ARRAY_ROOM(table->facts, table->facts_capacity,
			  table->worlds.count);
}

const char *world_table_name(const struct world_table *table, uint32_t world)
{
	return table->worlds.entries[world].name;
}

const char *world_table_owner(const struct world_table *table, uint32_t world)
{
	uint32_t owner = table->facts[world].owner;

	return owner == WORLD_OWNS_ITSELF ? world_table_name(table, world)
					  : table->owners.entries[owner].name;
}

static bool owns_itself(const struct session_row *row)
{
	return *row->owner == '\0' || strcmp(row->owner, row->world) == 0;
}

static bool facts_agree(const struct world_table *table, uint32_t world,
			const struct session_row *row)
{
	const struct table_facts *known = &table->facts[world];

	return known->ram_mib == row->ram_mib &&
	       known->cpu_milli == row->cpu_milli &&
	       known->disk_mib == row->disk_mib &&
	       (known->owner == WORLD_OWNS_ITSELF
		    ? owns_itself(row)
		    : strcmp(world_table_owner(table, world), row->owner) == 0);
}

/* Pages, ledgers and JSON are UTF-8; a name that is not would make them
 * something else. */
static bool names_are_utf8(const struct session_row *row, const char *file,
			   struct error_text *error)
{
	bool world = utf8_is_valid(row->world);
	char line[24] = "", shown[100];

	if (world && utf8_is_valid(row->owner))
		return true;
	if (row->line > 0)
		(void)snprintf(line, sizeof line, ":%" PRIu64, row->line);
	return error_set(
	    error, "%s%s: %s \"%s\" is not UTF-8; %s", file, line,
	    world ? "owner" : "world",
	    utf8_escape(world ? row->owner : row->world, shown, sizeof shown),
	    row->line > 0 ? "save the file as UTF-8"
			  : "rename the folder, or --world NAME");
}

static bool enter_world(struct world_table *table,
			const struct session_row *row,
			const struct wanted *name, const char *file,
			uint32_t *world, struct error_text *error)
{
	uint32_t before = table->worlds.count;

	*world = number_of(&table->worlds, name, row->line);
	if (*world == UINT32_MAX || !room_for_facts(table))
		return error_set(error, "out of memory");
	if (*world == before) {
		struct table_facts facts = {row->ram_mib, row->cpu_milli,
					    row->disk_mib, WORLD_OWNS_ITSELF};

		if (!names_are_utf8(row, file, error))
			return false;
		if (!owns_itself(row)) {
			facts.owner =
			    names_number(&table->owners, row->owner, row->line);
			if (facts.owner == UINT32_MAX)
				return error_set(error, "out of memory");
		}
		table->facts[*world] = facts;
		return true;
	}
	if (facts_agree(table, *world, row))
		return true;
	return error_set(error,
			 "%s:%" PRIu64 ": world %s differs in ram_mb, "
			 "cpu_milli, disk_mb or owner from line %" PRIu64
			 "; make them equal",
			 file, row->line, row->world,
			 table->worlds.entries[*world].line);
}

bool world_table_enter(struct world_table *table, const struct session_row *row,
		       const char *file, uint32_t *world,
		       struct error_text *error)
{
	const struct wanted wanted = want(row->world);

	return enter_world(table, row, &wanted, file, world, error);
}

bool world_table_enter_all(struct world_table *table,
			   const struct session_row *rows, size_t count,
			   const char *file, uint32_t *worlds,
			   struct error_text *error)
{
	const struct names *names = &table->worlds;
	struct wanted wanted[WORLD_TABLE_ROWS];

	for (size_t i = 0; i < count; i++) {
		wanted[i] = want(rows[i].world);
		if (names->count > 0)
			__builtin_prefetch(
			    &names->slots[wanted[i].slot.hash & names->mask]);
	}
	for (size_t i = 0; i < count && names->count > 0; i++) {
		uint32_t number =
		    names->slots[wanted[i].slot.hash & names->mask].number;

		if (number != 0)
			__builtin_prefetch(&table->facts[number - 1]);
	}
	for (size_t i = 0; i < count; i++)
		if (!enter_world(table, &rows[i], &wanted[i], file, &worlds[i],
				 error))
			return false;
	return true;
}

bool world_table_copy(struct world_table *table,
		      const struct world_table *other, uint32_t from,
		      uint32_t *world, struct error_text *error)
{
	const struct table_facts *facts = &other->facts[from];
	const struct session_row row = {
	    .world = world_table_name(other, from),
	    .owner = world_table_owner(other, from),
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
