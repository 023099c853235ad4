#include "engine/lives/answers.h"

#include "engine/engine.int.h"
#include "engine/lives/archive.h"
#include "engine/lives/nodes_come.h"
#include "engine/lives/recovery.h"
#include "engine/lives/starts.h"
#include "engine/lives/stops.h"
#include "engine/lives/travels.h"
#include "engine/tables/nodes.h"
#include "engine/tables/output.h"
#include "engine/tables/pending.h"
#include "engine/tables/transfers.h"

/* What giving one up may ask for: an alert, a stop, a deletion and room. */
#define ROOM_TO_GIVE_UP 8

enum meaning {
	AGAIN = 0, /* it may have happened: the same id is sent at its deadline
		    */
	DONE,
	FAILS, /* it will not happen: what waits for it goes on without */
	RETRY  /* it did not happen: it is sent later, under a new id */
};

/* --- what is given up ----------------------------------------------------- */

static bool order_given_up(struct engine *engine, const struct command *command)
{
	order_fails(engine, command, OUTCOME_FAILED);
	return true;
}

static bool restore_given_up(struct engine *engine,
			     const struct command *command)
{
	restore_fails(engine, command, OUTCOME_FAILED);
	return true;
}

/* What it was to call off ends by itself; an alert about an alert helps none.
 */
static bool just_given_up(struct engine *engine, const struct command *command)
{
	(void)engine;
	(void)command;
	return true;
}

/* --- the table ------------------------------------------------------------ */

/* The columns, in the order of enum outcome: what each means. */
#define MEANS(done, refused, no_capacity, failed, cancelled)                   \
	{                                                                      \
		[OUTCOME_DONE] = (done), [OUTCOME_REFUSED] = (refused),        \
		[OUTCOME_NO_CAPACITY] = (no_capacity),                         \
		[OUTCOME_FAILED] = (failed), [OUTCOME_CANCELLED] = (cancelled) \
	}

static const struct rule_of_kind {
	uint8_t means[OUTCOME_COUNT]; /* enum meaning; UNKNOWN: again */
	uint8_t tries; /* failed in a row: an alert is raised, then ... */
	uint8_t sends; /* unanswered in a row: the same */
	void (*done)(struct engine *engine, const struct command *command,
		     const struct input *input);
	void (*fails)(struct engine *engine, const struct command *command,
		      enum outcome outcome);
	/* ... it is given up: false, not this one; NULL: never. */
	bool (*give_up)(struct engine *engine, const struct command *command);
} rules[COMMAND_KIND_COUNT] = {
    [COMMAND_ORDER_NODE] = {MEANS(DONE, FAILS, FAILS, FAILS, FAILS), 1, 5,
			    order_done, order_fails, order_given_up},
    [COMMAND_DESTROY_NODE] = {MEANS(DONE, RETRY, RETRY, RETRY, RETRY), 5, 5,
			      destroy_done, NULL, NULL},
    [COMMAND_FENCE_NODE] = {MEANS(DONE, RETRY, RETRY, RETRY, RETRY), 5, 5,
			    fence_done, NULL, NULL},
    [COMMAND_START_WORLD] = {MEANS(DONE, FAILS, FAILS, FAILS, FAILS), 1, 3,
			     start_done, start_fails, start_given_up},
    [COMMAND_STOP_WORLD] = {MEANS(DONE, DONE, RETRY, RETRY, RETRY), 5, 5,
			    stop_done, NULL, NULL},
    [COMMAND_ARCHIVE_WORLD] = {MEANS(DONE, RETRY, RETRY, RETRY, RETRY), 5, 5,
			       upload_done, NULL, upload_given_up},
    [COMMAND_RESTORE_WORLD] = {MEANS(DONE, FAILS, RETRY, RETRY, RETRY), 10, 5,
			       restore_done, restore_fails, restore_given_up},
    [COMMAND_DELETE_COPY] = {MEANS(DONE, DONE, RETRY, RETRY, RETRY), 20, 20,
			     NULL, NULL, NULL},
    [COMMAND_DELETE_ARCHIVE] = {MEANS(DONE, DONE, RETRY, RETRY, RETRY), 20, 20,
				NULL, NULL, NULL},
    [COMMAND_CANCEL_TRANSFER] = {MEANS(DONE, DONE, DONE, DONE, DONE), 1, 5,
				 NULL, NULL, just_given_up},
    [COMMAND_COPY_WORLD] = {MEANS(DONE, FAILS, FAILS, FAILS, FAILS), 1, 5,
			    travel_done, travel_fails, travel_given_up},
    [COMMAND_RAISE_ALERT] = {MEANS(DONE, DONE, RETRY, RETRY, RETRY), 100, 100,
			     NULL, NULL, just_given_up},
};

/* --- answers -------------------------------------------------------------- */

static bool is_transfer(const struct command *command)
{
	return command->kind == COMMAND_ARCHIVE_WORLD ||
	       command->kind == COMMAND_RESTORE_WORLD ||
	       command->kind == COMMAND_COPY_WORLD;
}

/* A transfer that its world does without. */
static bool is_called_off(struct engine *engine, const struct command *command)
{
	return is_transfer(command) &&
	       transfer_of_command(engine, command)->phase ==
		   TRANSFER_CALLED_OFF;
}

/* What waits for the answer waits for that of the new id. */
static void follow_id(struct engine *engine, const struct command *command,
		      uint64_t id)
{
	struct node *node = node_find(engine, command->node.value);
	uint32_t world = command->world.value;

	if (is_transfer(command))
		transfer_of_command(engine, command)->command = id;
	else if (world != 0 &&
		 world_at(engine, world)->command == command->id.value)
		world_at(engine, world)->command = id;
	else if (node != NULL && node->command == command->id.value)
		node->command = id;
}

/* It failed or was not answered as often as its kind may: an alert is raised.
 * True: it is given up, and pending no more. */
static bool went_too_far(struct engine *engine, struct pending *entry,
			 enum reason reason)
{
	const struct command command = entry->command;
	const struct rule_of_kind *rule = &rules[command.kind];

	entry->failures = 0;
	entry->sends = 0;
	if (command.kind != COMMAND_RAISE_ALERT &&
	    command.kind != COMMAND_CANCEL_TRANSFER)
		raise_alert(engine, reason, command.node.value,
			    command.world.value);
	if (rule->give_up == NULL || is_called_off(engine, &command) ||
	    !rule->give_up(engine, &command))
		return false;
	pending_answered(engine, command.id.value);
	return true;
}

static void try_again(struct engine *engine, const struct command *command)
{
	uint64_t id = pending_postpone(engine, command->id.value);
	struct pending *entry = pending_at(engine, id);

	follow_id(engine, command, id);
	if (entry->failures >= rules[command->kind].tries)
		(void)went_too_far(engine, entry, REASON_RETRY);
}

/* What was called off has come all the same: it must not lie about. */
static void came_after_all(struct engine *engine, const struct command *command)
{
	if (command->kind == COMMAND_COPY_WORLD)
		travel_swept(engine, command);
	else if (command->kind == COMMAND_ARCHIVE_WORLD)
		upload_swept(engine, command);
}

static void take_outcome(struct engine *engine, uint64_t id,
			 enum outcome outcome, const struct input *input)
{
	const struct command *found = pending_find(engine, id);
	const struct rule_of_kind *rule;
	enum meaning meaning;
	struct command command;

	if (found == NULL)
		return; /* answered before, or given up */
	command = *found;
	rule = &rules[command.kind];
	meaning = (enum meaning)rule->means[outcome];
	if (meaning == AGAIN)
		return;
	if (is_called_off(engine, &command)) {
		transfer_ended(engine, transfer_of_command(engine, &command));
		pending_answered(engine, id);
		if (meaning == DONE)
			came_after_all(engine, &command);
		return; /* whatever the answer: it is not believed */
	}
	if (meaning == RETRY) {
		try_again(engine, &command);
		return;
	}
	pending_answered(engine, id);
	if (meaning == FAILS)
		rule->fails(engine, &command, outcome);
	else if (rule->done != NULL)
		rule->done(engine, &command, input);
}

void command_finished(struct engine *engine, const struct input *input)
{
	take_outcome(engine, input->command_finished.command.value,
		     input->command_finished.outcome, input);
}

void command_ended(struct engine *engine, uint64_t id, enum outcome outcome)
{
	take_outcome(engine, id, outcome, NULL);
}

void answers_plan(struct engine *engine)
{
	struct pending *entry = pending_due(engine);

	for (; entry != NULL && output_step_room(engine) >= ROOM_TO_GIVE_UP;
	     entry = pending_due(engine)) {
		bool too_often =
		    entry->list != PENDING_POSTPONED &&
		    entry->sends >= rules[entry->command.kind].sends;

		if (too_often && output_room(engine) >= ROOM_TO_GIVE_UP &&
		    went_too_far(engine, entry, REASON_UNANSWERED))
			continue;
		pending_send(engine, entry);
	}
}
