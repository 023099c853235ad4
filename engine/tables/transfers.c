#include "engine/tables/transfers.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/worlds.h"

struct transfer *transfer_at(struct engine *engine, uint32_t number)
{
	return number != 0 ? &engine->transfers.records[number] : NULL;
}

static uint32_t number_of(const struct engine *engine,
			  const struct transfer *transfer)
{
	return (uint32_t)(transfer - engine->transfers.records);
}

struct transfer *transfer_of(struct engine *engine, uint32_t world)
{
	if (world_at(engine, world)->transfers == 0)
		return NULL;
	return transfer_at(engine, engine->cold[world].transfers);
}

struct transfer *transfer_of_command(struct engine *engine,
				     const struct command *command)
{
	struct transfer *transfer =
	    transfer_at(engine, (uint32_t)command->reference);

	CHECK(transfer != NULL && transfer->command == command->id.value);
	return transfer;
}

/* --- records -------------------------------------------------------------- */

static struct transfer *take_record(struct engine *engine)
{
	struct transfers *transfers = &engine->transfers;
	uint32_t number = transfers->free;

	if (number != 0)
		transfers->free = transfers->records[number].next;
	else
		number = ++transfers->used;
	CHECK(number <= transfers->limit);
	return &transfers->records[number];
}

static void free_record(struct engine *engine, struct transfer *transfer)
{
	struct transfers *transfers = &engine->transfers;

	*transfer = (struct transfer){.next = transfers->free};
	transfers->free = number_of(engine, transfer);
}

/* Its world has it no more: it was called off, or is over. */
static void leave_world(struct engine *engine, struct transfer *transfer)
{
	uint32_t number = number_of(engine, transfer);
	uint32_t *link = &engine->cold[transfer->world].transfers;

	while (*link != number)
		link = &engine->transfers.records[*link].of_world;
	*link = transfer->of_world;
	transfer->of_world = 0;
	world_at(engine, transfer->world)->transfers--;
}

/* --- queues --------------------------------------------------------------- */

static struct list *queue_of(struct engine *engine,
			     const struct transfer *transfer)
{
	return &engine->transfers.boxes[transfer->box].queue[transfer->class];
}

/* After `prev`, or as the first. */
static void enqueue(struct engine *engine, struct transfer *transfer,
		    uint32_t prev)
{
	struct transfer *records = engine->transfers.records;
	struct list *queue = queue_of(engine, transfer);
	uint32_t number = number_of(engine, transfer);

	transfer->prev = prev;
	transfer->next = prev != 0 ? records[prev].next : queue->head;
	if (prev != 0)
		records[prev].next = number;
	else
		queue->head = number;
	if (transfer->next != 0)
		records[transfer->next].prev = number;
	else
		queue->tail = number;
	engine->transfers.waiting++;
}

static void dequeue(struct engine *engine, struct transfer *transfer)
{
	struct transfer *records = engine->transfers.records;
	struct list *queue = queue_of(engine, transfer);

	if (transfer->prev != 0)
		records[transfer->prev].next = transfer->next;
	else
		queue->head = transfer->next;
	if (transfer->next != 0)
		records[transfer->next].prev = transfer->prev;
	else
		queue->tail = transfer->prev;
	transfer->next = 0;
	transfer->prev = 0;
	engine->transfers.waiting--;
}

/* --- the life of a transfer ----------------------------------------------- */

void transfer_begin(struct engine *engine, uint32_t world, uint16_t from,
		    uint16_t to, enum transfer_class class, bool first)
{
	struct transfer *transfer = take_record(engine);
	struct world_cold *cold = &engine->cold[world];

	*transfer = (struct transfer){.world = world,
				      .of_world = cold->transfers,
				      .from = from,
				      .to = to,
				      .box = cold->box,
				      .class = (uint8_t) class,
				      .phase = TRANSFER_QUEUED};
	cold->transfers = number_of(engine, transfer);
	world_at(engine, world)->transfers++;
	enqueue(engine, transfer, first ? 0 : queue_of(engine, transfer)->tail);
	plan_soon(engine);
}

void transfer_runs(struct engine *engine, struct transfer *transfer,
		   uint64_t command)
{
	struct box_line *box = &engine->transfers.boxes[transfer->box];

	dequeue(engine, transfer);
	transfer->phase = TRANSFER_RUNNING;
	transfer->command = command;
	engine->transfers.running++;
	box->running++;
	box->running_by[transfer->class]++;
}

void transfer_cancel(struct engine *engine, struct transfer *transfer)
{
	const struct pending *pending;
	const struct command *command;

	leave_world(engine, transfer);
	if (transfer->phase == TRANSFER_QUEUED) {
		dequeue(engine, transfer);
		free_record(engine, transfer);
		return;
	}
	pending = pending_at(engine, transfer->command);
	CHECK(transfer->phase == TRANSFER_RUNNING && pending != NULL);
	transfer->phase = TRANSFER_CALLED_OFF;
	if (pending->list == PENDING_POSTPONED) { /* it is not out */
		pending_answered(engine, transfer->command);
		transfer_ended(engine, transfer);
		return;
	}
	command = &pending->command;
	pending_issue(engine, &(struct command){
				  .kind = COMMAND_CANCEL_TRANSFER,
				  .reason = REASON_DEMAND,
				  .world = command->world,
				  .node = command->node,
				  .epoch = command->epoch,
				  .reference = transfer->command,
			      });
}

void transfer_ended(struct engine *engine, struct transfer *transfer)
{
	struct transfers *transfers = &engine->transfers;
	struct box_line *box = &transfers->boxes[transfer->box];

	if (transfer->phase != TRANSFER_CALLED_OFF)
		leave_world(engine, transfer);
	transfers->running--;
	box->running--;
	box->running_by[transfer->class]--;
	free_record(engine, transfer);
	if (transfers->waiting != 0)
		plan_soon(engine);
}

/* --- connections ---------------------------------------------------------- */

/*
 * The line of a box is shared by all its transfers, so uploads that no player
 * waits for are few at a time, keep some connections free, and the routine ones
 * wait until no player's transfer is under way: they have all day.
 */
bool transfer_may_begin(const struct engine *engine, uint32_t box,
			enum transfer_class class)
{
	const struct archive_box *has = &engine->config.machinery.boxes[box];
	const struct box_line *line = &engine->transfers.boxes[box];
	uint32_t uploads_max = engine->config.policy.uploads_max;
	uint32_t uploads = line->running_by[TRANSFER_DRAIN] +
			   line->running_by[TRANSFER_ROUTINE];

	if (has->connections == 0)
		return true;
	if (class == TRANSFER_PLAYER)
		return line->running < has->connections;
	if (line->running + has->connections_for_restores >= has->connections ||
	    (uploads_max != 0 && uploads >= uploads_max))
		return false;
	return class == TRANSFER_DRAIN ||
	       line->running_by[TRANSFER_PLAYER] == 0;
}
