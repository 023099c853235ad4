#include "engine/tables/pending.h"

#include "engine/engine.int.h"
#include "engine/kit/arithmetic.h"
#include "engine/kit/check.h"
#include "engine/tables/output.h"

#define PLACES_AHEAD 4
#define RETRY_AFTER_US (30 * US_PER_SECOND)
#define SLOWEST_MIB_PER_S 4 /* of a transfer: slower ones are asked about */

/* --- deadlines ------------------------------------------------------------ */

/* 0 up to 1 GiB, 1 up to 2 GiB ... */
static uint32_t size_class(uint32_t size_mib)
{
	uint32_t class = 0;

	while (class + 1 < PENDING_TRANSFER_LISTS &&
	       size_mib > (uint32_t)MIB_PER_GIB << class)
		class ++;
	return class;
}

static enum pending_list list_of(const struct command *command)
{
	switch ((enum command_kind)command->kind) {
	case COMMAND_ORDER_NODE:
	case COMMAND_DESTROY_NODE:
	case COMMAND_FENCE_NODE:
	case COMMAND_STOP_WORLD:
	case COMMAND_CANCEL_TRANSFER:
	case COMMAND_RAISE_ALERT:
		return PENDING_MINUTES;
	case COMMAND_START_WORLD:
		return PENDING_START;
	case COMMAND_ARCHIVE_WORLD:
	case COMMAND_RESTORE_WORLD:
		return (enum pending_list)(PENDING_TRANSFERS +
					   size_class(command->size_mib));
	case COMMAND_NONE:
	case COMMAND_DELETE_COPY:
	case COMMAND_DELETE_ARCHIVE:
	case COMMAND_KIND_COUNT:
		break;
	}
	return PENDING_LONG;
}

static int64_t delay_us(const struct engine *engine, enum pending_list list)
{
	int64_t largest_mib;

	if (list == PENDING_MINUTES)
		return 2 * US_PER_MINUTE;
	if (list == PENDING_START)
		return 5 * US_PER_MINUTE;
	if (list < PENDING_TRANSFERS)
		return engine->config.machinery.answer_timeout_us;
	if (list == PENDING_POSTPONED)
		return RETRY_AFTER_US;
	largest_mib = (int64_t)MIB_PER_GIB << (list - PENDING_TRANSFERS);
	return engine->config.machinery.answer_timeout_us +
	       largest_mib / SLOWEST_MIB_PER_S * US_PER_SECOND;
}

/* --- the table ------------------------------------------------------------ */

static void append_pending(struct pending_table *table, enum pending_list list,
			   uint32_t slot)
{
	struct pending *entry = &table->entries[slot];

	entry->list = (uint8_t)list;
	entry->next = 0;
	entry->prev = table->tail[list];
	if (table->tail[list] != 0)
		table->entries[table->tail[list] - 1].next = slot + 1;
	else
		table->head[list] = slot + 1;
	table->tail[list] = slot + 1;
	table->filled |= UINT32_C(1) << list;
}

static void unlink_entry(struct pending_table *table, uint32_t slot)
{
	const struct pending *entry = &table->entries[slot];
	uint32_t list = entry->list;

	if (entry->prev != 0)
		table->entries[entry->prev - 1].next = entry->next;
	else
		table->head[list] = entry->next;
	if (entry->next != 0)
		table->entries[entry->next - 1].prev = entry->prev;
	else
		table->tail[list] = entry->prev;
	if (table->head[list] == 0)
		table->filled &= ~(UINT32_C(1) << list);
}

static uint64_t next_id(struct pending_table *table)
{
	CHECK(table->count < table->limit);
	do
		table->last_id++;
	while (table->entries[table->last_id & table->mask].command.id.value !=
	       0);
	return table->last_id;
}

static void emit_command(struct engine *engine, struct pending *entry)
{
	struct engine_output *out = engine->out;

	CHECK(out->command_count < out->command_capacity);
	entry->command.issued_at_us = engine->now_us;
	entry->command.answer_by_us =
	    engine->now_us + delay_us(engine, (enum pending_list)entry->list);
	out->commands[out->command_count++] = entry->command;
}

uint64_t pending_issue(struct engine *engine, struct command command)
{
	struct pending_table *table = &engine->pending;
	struct pending *entry;

	command.id.value = next_id(table);
	if (command.world.value != 0)
		command.generation =
		    engine->cold[command.world.value].generation;
	entry = &table->entries[command.id.value & table->mask];
	*entry = (struct pending){.command = command, .sends = 1};
	/* ids go round the table: the next places are seldom in the cache */
	__builtin_prefetch(
	    &table->entries[(command.id.value + PLACES_AHEAD) & table->mask],
	    1);
	table->count++;
	append_pending(table, list_of(&command),
		       (uint32_t)(command.id.value & table->mask));
	emit_command(engine, entry);
	return command.id.value;
}

struct pending *pending_at(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	struct pending *entry = &table->entries[id & table->mask];

	return id != 0 && entry->command.id.value == id ? entry : NULL;
}

struct command *pending_find(struct engine *engine, uint64_t id)
{
	struct pending *entry = pending_at(engine, id);

	return entry != NULL ? &entry->command : NULL;
}

void pending_answered(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	uint32_t slot = (uint32_t)(id & table->mask);

	CHECK(table->entries[slot].command.id.value == id);
	unlink_entry(table, slot);
	table->entries[slot].command.id.value = 0;
	table->count--;
	if (table->starved)
		plan_soon(engine);
	table->starved = false;
}

uint64_t pending_postpone(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	struct pending entry = *pending_at(engine, id);
	uint32_t slot;

	pending_answered(engine, id);
	entry.command.id.value = next_id(table);
	entry.command.answer_by_us =
	    engine->now_us + delay_us(engine, PENDING_POSTPONED);
	entry.failures++;
	slot = (uint32_t)(entry.command.id.value & table->mask);
	table->entries[slot] = entry;
	table->count++;
	append_pending(table, PENDING_POSTPONED, slot);
	return entry.command.id.value;
}

/* --- what is due ---------------------------------------------------------- */

struct pending *pending_due(struct engine *engine)
{
	struct pending_table *table = &engine->pending;

	for (uint32_t left = table->filled; left != 0; left &= left - 1) {
		struct pending *first =
		    &table->entries[table->head[__builtin_ctz(left)] - 1];

		if (first->command.answer_by_us <= engine->now_us)
			return first;
	}
	return NULL;
}

void pending_send(struct engine *engine, struct pending *entry)
{
	struct pending_table *table = &engine->pending;
	uint32_t slot = (uint32_t)(entry - table->entries);

	entry->sends =
	    entry->list == PENDING_POSTPONED ? 1 : (uint8_t)(entry->sends + 1);
	unlink_entry(table, slot);
	append_pending(table, list_of(&entry->command), slot);
	emit_command(engine, entry);
}

int64_t pending_next_us(const struct engine *engine)
{
	const struct pending_table *table = &engine->pending;
	int64_t next_us = TIME_NEVER_US;

	for (uint32_t left = table->filled; left != 0; left &= left - 1)
		next_us =
		    min_i64(next_us,
			    table->entries[table->head[__builtin_ctz(left)] - 1]
				.command.answer_by_us);
	return next_us;
}

void pending_restore(struct pending_table *table, struct pending entry)
{
	uint32_t slot = (uint32_t)(entry.command.id.value & table->mask);

	table->entries[slot] = entry;
	table->count++;
	append_pending(table, (enum pending_list)entry.list, slot);
}

void raise_alert(struct engine *engine, enum reason reason, uint32_t node,
		 uint64_t reference)
{
	pending_issue(engine, (struct command){
				  .kind = COMMAND_RAISE_ALERT,
				  .reason = (uint16_t)reason,
				  .node = {node},
				  .reference = reference,
			      });
}
