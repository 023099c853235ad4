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
	static const uint8_t lists[COMMAND_KIND_COUNT] = {
	    [COMMAND_START_WORLD] = PENDING_START,
	    [COMMAND_DELETE_COPY] = PENDING_LONG,
	    [COMMAND_DELETE_ARCHIVE] = PENDING_LONG,
	    [COMMAND_ARCHIVE_WORLD] = PENDING_TRANSFERS,
	    [COMMAND_RESTORE_WORLD] = PENDING_TRANSFERS,
	    [COMMAND_COPY_WORLD] = PENDING_TRANSFERS,
	    /* all others: PENDING_MINUTES */
	};
	uint32_t list = lists[command->kind];

	if (list == PENDING_TRANSFERS)
		list += size_class(command->size_mib);
	return (enum pending_list)list;
}

void pending_delays(struct engine *engine)
{
	int64_t timeout_us = engine->config.machinery.answer_timeout_us;
	int64_t *delay_us = engine->pending.delay_us;

	delay_us[PENDING_MINUTES] = 2 * US_PER_MINUTE;
	delay_us[PENDING_START] = 5 * US_PER_MINUTE;
	delay_us[PENDING_LONG] = timeout_us;
	delay_us[PENDING_POSTPONED] = RETRY_AFTER_US;
	for (int class = 0; class < PENDING_TRANSFER_LISTS; class ++)
		delay_us[PENDING_TRANSFERS + class] =
		    timeout_us + ((int64_t)MIB_PER_GIB << class) /
				     SLOWEST_MIB_PER_S * US_PER_SECOND;
}

/* --- the table ------------------------------------------------------------ */

static struct pending *first_of(const struct pending_table *table,
				uint32_t list)
{
	return &table->entries[table->head[list] - 1];
}

/* The heads of the lists have changed.  The engine is asked several times an
 * instant when it is to be woken, so the answer is kept. */
static void find_next(struct pending_table *table)
{
	table->next_us = TIME_NEVER_US;
	for (uint32_t left = table->filled; left != 0; left &= left - 1)
		table->next_us =
		    min_i64(table->next_us,
			    first_of(table, (uint32_t)__builtin_ctz(left))
				->command.answer_by_us);
}

/* Its deadline is set. */
static void append_pending(struct pending_table *table, enum pending_list list,
			   uint32_t slot)
{
	struct pending *entry = &table->entries[slot];

	entry->list = (uint8_t)list;
	entry->next = 0;
	entry->prev = table->tail[list];
	if (table->tail[list] != 0) {
		table->entries[table->tail[list] - 1].next = slot + 1;
	} else {
		table->head[list] = slot + 1;
		table->filled |= UINT32_C(1) << list;
		table->next_us =
		    min_i64(table->next_us, entry->command.answer_by_us);
	}
	table->tail[list] = slot + 1;
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
	if (entry->prev == 0 && entry->command.answer_by_us == table->next_us)
		find_next(table);
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

/* Sent now, and waiting for its answer. */
static void send_entry(struct engine *engine, struct pending *entry)
{
	struct pending_table *table = &engine->pending;
	struct engine_output *out = engine->out;
	enum pending_list list = list_of(&entry->command);

	CHECK(out->command_count < out->command_capacity);
	entry->command.issued_at_us = engine->now_us;
	entry->command.answer_by_us = engine->now_us + table->delay_us[list];
	out->commands[out->command_count++] = entry->command;
	append_pending(table, list, (uint32_t)(entry - table->entries));
}

uint64_t pending_issue(struct engine *engine, const struct command *command)
{
	return pending_issue_for(
	    engine, command, engine->worlds[command->world.value].generation);
}

uint64_t pending_issue_for(struct engine *engine, const struct command *command,
			   uint16_t generation)
{
	struct pending_table *table = &engine->pending;
	struct pending *entry;
	uint64_t id = next_id(table);

	entry = &table->entries[id & table->mask];
	entry->command = *command;
	entry->command.id.value = id;
	entry->command.generation = generation;
	entry->sends = 1;
	entry->failures = 0;
	/* ids go round the table: the next places are seldom in the cache */
	__builtin_prefetch(&table->entries[(id + PLACES_AHEAD) & table->mask],
			   1);
	table->count++;
	send_entry(engine, entry);
	return id;
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
	    engine->now_us + table->delay_us[PENDING_POSTPONED];
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

	if (pending_next_us(engine) > engine->now_us)
		return NULL;
	for (uint32_t left = table->filled; left != 0; left &= left - 1) {
		struct pending *first =
		    first_of(table, (uint32_t)__builtin_ctz(left));

		if (first->command.answer_by_us <= engine->now_us)
			return first;
	}
	return NULL;
}

void pending_send(struct engine *engine, struct pending *entry)
{
	struct pending_table *table = &engine->pending;

	entry->sends =
	    entry->list == PENDING_POSTPONED ? 1 : (uint8_t)(entry->sends + 1);
	unlink_entry(table, (uint32_t)(entry - table->entries));
	send_entry(engine, entry);
}

int64_t pending_next_us(const struct engine *engine)
{
	return engine->pending.next_us;
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
	pending_issue(engine, &(struct command){
				  .kind = COMMAND_RAISE_ALERT,
				  .reason = (uint16_t)reason,
				  .node = {node},
				  .reference = reference,
			      });
}

void copy_delete(struct engine *engine, uint32_t id, struct node_id node,
		 uint32_t epoch, enum reason reason)
{
	pending_issue(engine, &(struct command){
				  .kind = COMMAND_DELETE_COPY,
				  .reason = (uint16_t)reason,
				  .world = {id},
				  .node = node,
				  .epoch = epoch,
			      });
}

void copy_sweep(struct engine *engine, const struct command *command)
{
	pending_issue_for(engine,
			  &(struct command){
			      .kind = COMMAND_DELETE_COPY,
			      .reason = REASON_MOVE,
			      .world = command->world,
			      .node = command->node,
			      .epoch = command->epoch,
			  },
			  command->generation);
}

void archive_delete(struct engine *engine, uint32_t id, uint32_t epoch,
		    uint16_t generation)
{
	pending_issue_for(engine,
			  &(struct command){
			      .kind = COMMAND_DELETE_ARCHIVE,
			      .reason = REASON_DELETED,
			      .world = {id},
			      .epoch = epoch,
			      .box = engine->cold[id].box,
			  },
			  generation);
}

void copy_delete_at_home(struct engine *engine, uint32_t id, enum reason reason)
{
	const struct world *world = &engine->worlds[id];

	copy_delete(engine, id,
		    (struct node_id){engine->fleet.nodes[world->node].id},
		    world->epoch, reason);
}
