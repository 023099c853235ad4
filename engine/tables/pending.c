#include "engine/tables/pending.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/tables/output.h"

#define PLACES_AHEAD 4
#define RETRY_AFTER_US (30 * US_PER_SECOND)

static void append_pending(struct pending_table *table, enum pending_list list,
			   uint32_t slot)
{
	struct pending *entry = &table->entries[slot];

	entry->postponed = list == PENDING_POSTPONED;
	entry->next = 0;
	entry->prev = table->tail[list];
	if (table->tail[list] != 0)
		table->entries[table->tail[list] - 1].next = slot + 1;
	else
		table->head[list] = slot + 1;
	table->tail[list] = slot + 1;
}

static void unlink_entry(struct pending_table *table, uint32_t slot)
{
	struct pending *entry = &table->entries[slot];
	enum pending_list list =
	    entry->postponed ? PENDING_POSTPONED : PENDING_OUT;

	if (entry->prev != 0)
		table->entries[entry->prev - 1].next = entry->next;
	else
		table->head[list] = entry->next;
	if (entry->next != 0)
		table->entries[entry->next - 1].prev = entry->prev;
	else
		table->tail[list] = entry->prev;
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
	    engine->now_us + engine->config.machinery.answer_timeout_us;
	out->commands[out->command_count++] = entry->command;
}

uint64_t pending_issue(struct engine *engine, struct command command)
{
	struct pending_table *table = &engine->pending;
	struct pending *entry;

	command.id.value = next_id(table);
	entry = &table->entries[command.id.value & table->mask];
	entry->command = command;
	/* ids go round the table: the next places are seldom in the cache */
	__builtin_prefetch(
	    &table->entries[(command.id.value + PLACES_AHEAD) & table->mask],
	    1);
	table->count++;
	append_pending(table, PENDING_OUT,
		       (uint32_t)(command.id.value & table->mask));
	emit_command(engine, entry);
	return command.id.value;
}

struct command *pending_find(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	struct pending *entry = &table->entries[id & table->mask];

	if (id == 0 || entry->command.id.value != id)
		return NULL;
	return &entry->command;
}

void pending_answered(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	uint32_t slot = (uint32_t)(id & table->mask);

	CHECK(table->entries[slot].command.id.value == id);
	unlink_entry(table, slot);
	table->entries[slot].command.id.value = 0;
	table->count--;
}

uint64_t pending_postpone(struct engine *engine, uint64_t id)
{
	struct pending_table *table = &engine->pending;
	struct command command = *pending_find(engine, id);
	uint32_t slot;

	pending_answered(engine, id);
	command.id.value = next_id(table);
	command.answer_by_us = engine->now_us + RETRY_AFTER_US;
	slot = (uint32_t)(command.id.value & table->mask);
	table->entries[slot].command = command;
	table->count++;
	append_pending(table, PENDING_POSTPONED, slot);
	return command.id.value;
}

void pending_expire(struct engine *engine)
{
	struct pending_table *table = &engine->pending;

	for (int list = 0; list < PENDING_LISTS; list++) {
		while (table->head[list] != 0 && output_room(engine) > 0) {
			uint32_t slot = table->head[list] - 1;
			struct pending *entry = &table->entries[slot];

			if (entry->command.answer_by_us > engine->now_us)
				break;
			unlink_entry(table, slot);
			append_pending(table, PENDING_OUT, slot);
			emit_command(engine, entry);
		}
	}
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
