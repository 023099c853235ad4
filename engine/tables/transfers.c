#include "engine/tables/transfers.h"

#include "engine/engine.int.h"
#include "engine/kit/check.h"
#include "engine/tables/nodes.h"
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
	return &engine->transfers.lines[transfer->line].queue[transfer->class];
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
	bool direct = from != NO_SLOT && to != NO_SLOT;

	*transfer = (struct transfer){.world = world,
				      .of_world = cold->transfers,
				      .from = from,
				      .to = to,
				      .line = direct ? LINE_DIRECT : cold->box,
				      .class = (uint8_t) class,
				      .phase = TRANSFER_QUEUED};
	cold->transfers = number_of(engine, transfer);
	world_at(engine, world)->transfers++;
	enqueue(engine, transfer, first ? 0 : queue_of(engine, transfer)->tail);
	plan_soon(engine);
}

/* A direct copy takes (1) or frees (-1) a connection at both its ends. */
static void count_copy(struct engine *engine, const struct transfer *transfer,
		       int sign)
{
	int routine = transfer->class != TRANSFER_PLAYER;

	if (transfer->line != LINE_DIRECT)
		return;
	engine->fleet.nodes[transfer->from].copies_out[routine] +=
	    (uint32_t)sign;
	engine->fleet.nodes[transfer->to].copies_in[routine] += (uint32_t)sign;
}

/* A node that is over was kept for the answer of this copy. */
static void bury_end(struct engine *engine, uint16_t slot)
{
	struct node *node = &engine->fleet.nodes[slot];

	if (node->state == NODE_GONE)
		node_bury(engine, node, REASON_NONE);
}

void transfer_runs(struct engine *engine, struct transfer *transfer,
		   uint64_t command)
{
	struct transfer_line *line = &engine->transfers.lines[transfer->line];

	dequeue(engine, transfer);
	transfer->phase = TRANSFER_RUNNING;
	transfer->command = command;
	engine->transfers.running++;
	line->running++;
	line->running_by[transfer->class]++;
	count_copy(engine, transfer, 1);
}

/* Its world does without it.  False: it had not begun, and is no more. */
static bool call_off(struct engine *engine, struct transfer *transfer)
{
	leave_world(engine, transfer);
	if (transfer->phase == TRANSFER_QUEUED) {
		dequeue(engine, transfer);
		free_record(engine, transfer);
		return false;
	}
	CHECK(transfer->phase == TRANSFER_RUNNING);
	transfer->phase = TRANSFER_CALLED_OFF;
	return true;
}

void transfer_forgo(struct engine *engine, struct transfer *transfer)
{
	(void)call_off(engine, transfer);
}

void transfer_cancel(struct engine *engine, struct transfer *transfer)
{
	const struct pending *pending;
	const struct command *command;

	if (!call_off(engine, transfer))
		return;
	pending = pending_at(engine, transfer->command);
	CHECK(pending != NULL);
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
	struct transfer_line *line = &transfers->lines[transfer->line];
	const struct transfer old = *transfer;

	if (transfer->phase != TRANSFER_CALLED_OFF)
		leave_world(engine, transfer);
	transfers->running--;
	line->running--;
	line->running_by[transfer->class]--;
	free_record(engine, transfer);
	if (old.line == LINE_DIRECT) {
		count_copy(engine, &old, -1);
		bury_end(engine, old.from);
		bury_end(engine, old.to);
	}
	if (transfers->waiting != 0 || engine->copies.due.head != 0)
		plan_soon(engine);
}

/* --- connections ---------------------------------------------------------- */

/*
 * The line of a box is shared by all its transfers, so uploads that no player
 * waits for are few at a time, keep some connections free, and the routine ones
 * wait until no player's transfer is under way: they have all day.
 */
static bool box_takes_one(const struct engine *engine, uint32_t box,
			  enum transfer_class class)
{
	const struct archive_box *has = &engine->config.machinery.boxes[box];
	const struct transfer_line *line = &engine->transfers.lines[box];
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

/* No player waits for a copy from it or to it. */
static bool is_at_leisure(const struct node *node)
{
	return node->copies_out[0] == 0 && node->copies_in[0] == 0;
}

/* One direction of a node's link, with these copies of players and others: it
 * is shared by all; those that no player waits for are few, and only where none
 * does. */
static bool link_takes_one(const struct engine *engine, const struct node *node,
			   const uint32_t copies[2], enum transfer_class class)
{
	uint32_t most = engine->config.machinery.link_copies;

	if (most != 0 && copies[0] + copies[1] >= most)
		return false;
	return class == TRANSFER_PLAYER ||
	       (copies[1] < engine->config.policy.second_copies.budget &&
		is_at_leisure(node));
}

bool link_lets_out(const struct engine *engine, const struct node *node,
		   enum transfer_class class)
{
	return link_takes_one(engine, node, node->copies_out, class);
}

static bool links_take_one(const struct engine *engine,
			   const struct transfer *transfer)
{
	enum transfer_class class = (enum transfer_class)transfer->class;
	const struct node *to = &engine->fleet.nodes[transfer->to];

	return link_lets_out(engine, &engine->fleet.nodes[transfer->from],
			     class) &&
	       link_takes_one(engine, to, to->copies_in, class);
}

bool transfer_may_begin(const struct engine *engine,
			const struct transfer *transfer)
{
	return transfer->line == LINE_DIRECT
		   ? links_take_one(engine, transfer)
		   : box_takes_one(engine, transfer->line,
				   (enum transfer_class)transfer->class);
}
