#include "support_disks.h"

#include <stdlib.h>

#include "engine/lifecycle.h"

#define NODES 512 /* alive at once, by their ids; number 0 is the archive */
#define ARCHIVE 0

struct data {
	uint32_t version; /* 0: none */
	uint32_t epoch;
	bool going; /* its deletion is asked for: nobody counts on it */
};

/* A command that moves, starts or deletes data, not answered yet. */
struct open_command {
	struct command command;
	uint32_t version; /* that it moves */
	bool called_off;
};

struct disks {
	uint32_t worlds_max;
	struct data *data; /* by world and place */
	uint32_t *newest;  /* version that was ever made, by world */
	uint8_t *state;	   /* enum world_state, by world, as told */
	uint16_t *generation;
	uint32_t *started; /* epoch of its last start */
	struct open_command *open;
	size_t count, capacity;
};

struct disks *disks_open(uint32_t worlds_max)
{
	struct disks *disks = calloc(1, sizeof *disks);
	size_t worlds = worlds_max + (size_t)1;

	disks->worlds_max = worlds_max;
	disks->data = calloc(worlds * NODES, sizeof *disks->data);
	disks->newest = calloc(worlds, sizeof *disks->newest);
	disks->state = calloc(worlds, sizeof *disks->state);
	disks->generation = calloc(worlds, sizeof *disks->generation);
	disks->started = calloc(worlds, sizeof *disks->started);
	return disks;
}

void disks_close(struct disks *disks)
{
	free(disks->data);
	free(disks->newest);
	free(disks->state);
	free(disks->generation);
	free(disks->started);
	free(disks->open);
	free(disks);
}

static struct data *data_at(const struct disks *disks, uint32_t world,
			    uint32_t node)
{
	uint32_t place = node == ARCHIVE ? 0 : 1 + (node - 1) % (NODES - 1);

	return &disks->data[(size_t)world * NODES + place];
}

uint32_t disks_version(const struct disks *disks, uint32_t world, uint32_t node)
{
	return data_at(disks, world, node)->version;
}

/* The newest one that there is. */
static uint32_t best(const struct disks *disks, uint32_t world)
{
	uint32_t version = 0;

	for (uint32_t place = 0; place < NODES; place++) {
		const struct data *data =
		    &disks->data[(size_t)world * NODES + place];

		if (data->version > version && !data->going)
			version = data->version;
	}
	return version;
}

/* --- commands ------------------------------------------------------------- */

static uint32_t source_of(const struct command *command)
{
	if (command->kind == COMMAND_COPY_WORLD)
		return command->peer.value;
	return command->kind == COMMAND_RESTORE_WORLD ? ARCHIVE
						      : command->node.value;
}

static const char *starts(struct disks *disks, const struct command *command)
{
	uint32_t world = command->world.value;
	struct data *data = data_at(disks, world, command->node.value);

	if (disks->state[world] == WORLD_STRANDED)
		return NULL; /* sent again just before its node was lost */
	if (data->version != best(disks, world))
		return "a world is started where its newest data are not";
	if (data->epoch < command->epoch) {
		data->epoch = command->epoch;
		data->going = false; /* that meant what was there before */
	}
	disks->started[world] = command->epoch;
	return NULL;
}

/* Another copy of the same data is on its way to somewhere. */
static bool comes_again(const struct disks *disks,
			const struct command *deletion, uint32_t version)
{
	for (size_t i = 0; i < disks->count; i++) {
		const struct open_command *open = &disks->open[i];

		if (open->command.kind == COMMAND_COPY_WORLD &&
		    open->command.world.value == deletion->world.value &&
		    open->command.epoch > deletion->epoch &&
		    open->version >= version)
			return true;
	}
	return false;
}

/* When it is asked, because whatever is lost later is lost anyway.  What was
 * copied before the last start is of a past that nobody counts on any more. */
static const char *deletes(const struct disks *disks,
			   const struct command *command)
{
	uint32_t world = command->world.value;
	struct data *data = data_at(disks, world, command->node.value);

	if (command->generation != disks->generation[world] ||
	    disks->state[world] == WORLD_DELETED || data->going ||
	    data->epoch > command->epoch ||
	    disks->started[world] > command->epoch)
		return NULL;
	data->going = true;
	return best(disks, world) >= data->version ||
		       comes_again(disks, command, data->version)
		   ? NULL
		   : "the only copy of the newest data is deleted";
}

static bool is_of_data(uint16_t kind)
{
	return kind == COMMAND_START_WORLD || kind == COMMAND_ARCHIVE_WORLD ||
	       kind == COMMAND_RESTORE_WORLD || kind == COMMAND_COPY_WORLD ||
	       kind == COMMAND_DELETE_COPY || kind == COMMAND_DELETE_ARCHIVE;
}

static struct open_command *find_open(struct disks *disks, uint64_t id)
{
	for (size_t i = 0; i < disks->count; i++)
		if (disks->open[i].command.id.value == id)
			return &disks->open[i];
	return NULL;
}

const char *disks_command(struct disks *disks, const struct command *command)
{
	uint32_t world = command->world.value;
	struct open_command *off = find_open(disks, command->reference);

	if (command->kind == COMMAND_CANCEL_TRANSFER && off != NULL)
		off->called_off = true;
	if (world > disks->worlds_max || !is_of_data(command->kind) ||
	    find_open(disks, command->id.value) != NULL)
		return NULL;
	if (disks->count == disks->capacity) {
		disks->capacity = 2 * disks->capacity + 64;
		disks->open =
		    realloc(disks->open, disks->capacity * sizeof *disks->open);
	}
	disks->open[disks->count++] = (struct open_command){
	    .command = *command,
	    .version = disks_version(disks, world, source_of(command))};
	if (command->kind == COMMAND_START_WORLD)
		return starts(disks, command);
	return command->kind == COMMAND_DELETE_COPY ||
		       command->kind == COMMAND_DELETE_ARCHIVE
		   ? deletes(disks, command)
		   : NULL;
}

/* It arrives, unless something later is there. */
static void put(struct data *data, const struct open_command *open)
{
	if (open->command.epoch < data->epoch || open->version == 0)
		return;
	*data = (struct data){open->version, open->command.epoch, false};
}

static void removed(struct data *data, uint32_t epoch)
{
	if (data->epoch <= epoch)
		*data = (struct data){.epoch = data->epoch};
}

static void done(const struct disks *disks, const struct open_command *open)
{
	const struct command *command = &open->command;
	uint32_t world = command->world.value;
	struct data *there = data_at(disks, world, command->node.value);
	struct data *archive = data_at(disks, world, ARCHIVE);

	if (command->generation != disks->generation[world])
		return; /* of another world that had this id */
	if (command->kind == COMMAND_ARCHIVE_WORLD && !open->called_off)
		put(archive, open); /* else nobody knows of it */
	else if (command->kind == COMMAND_RESTORE_WORLD ||
		 command->kind == COMMAND_COPY_WORLD)
		put(there, open);
	else if (command->kind == COMMAND_DELETE_COPY)
		removed(there, command->epoch);
	else if (command->kind == COMMAND_DELETE_ARCHIVE)
		removed(archive, command->epoch);
}

/* --- inputs and notices --------------------------------------------------- */

static void answered(struct disks *disks, const struct input *input,
		     bool awaited)
{
	enum outcome outcome = input->command_finished.outcome;
	struct open_command *found =
	    find_open(disks, input->command_finished.command.value);
	struct open_command open;

	if (found == NULL || outcome == OUTCOME_UNKNOWN)
		return;
	open = *found;
	open.called_off |= !awaited;
	*found = disks->open[--disks->count];
	if (outcome == OUTCOME_DONE)
		done(disks, &open);
}

/* A world begins under this id. */
static void begins(struct disks *disks, const struct world_facts *facts)
{
	uint32_t world = facts->world.value;

	if (disks->newest[world] != 0 || disks->state[world] == WORLD_DELETED)
		disks->generation[world]++;
	for (uint32_t place = 0; place < NODES; place++) {
		data_at(disks, world, place)->version = 0;
		data_at(disks, world, place)->going = false;
	}
	disks->newest[world] = 1;
	disks->state[world] = WORLD_ARCHIVED;
	if (facts->has_archive != 0)
		data_at(disks, world, ARCHIVE)->version = 1;
}

static void found(struct disks *disks, const struct input *input)
{
	uint32_t world = input->world_found.world.value;
	uint32_t copy = input->world_found.copy.value;
	uint32_t version = ++disks->newest[world];

	data_at(disks, world, input->world_found.node.value)->version = version;
	if (copy != 0)
		data_at(disks, world, copy)->version = version;
}

void disks_input(struct disks *disks, const struct input *input, bool awaited)
{
	if (input->kind == INPUT_WORLD_REGISTERED &&
	    input->world.world.value <= disks->worlds_max)
		begins(disks, &input->world);
	else if (input->kind == INPUT_WORLD_FOUND &&
		 input->world_found.world.value <= disks->worlds_max)
		found(disks, input);
	else if (input->kind == INPUT_COMMAND_FINISHED)
		answered(disks, input, awaited);
}

/* What was asked of its agent is never done. */
static void loses(struct disks *disks, uint32_t node)
{
	for (uint32_t world = 1; world <= disks->worlds_max; world++)
		data_at(disks, world, node)->version = 0;
	for (size_t i = 0; i < disks->count;)
		if (disks->open[i].command.node.value == node)
			disks->open[i] = disks->open[--disks->count];
		else
			i++;
}

/* Its home is lost: it goes on from there, and what is newer, or still arrives,
 * is of a past that is no more. */
static void goes_on(struct disks *disks, uint32_t world, uint32_t from)
{
	uint32_t version = disks_version(disks, world, from);

	for (uint32_t node = 1; node < NODES; node++)
		if (disks_version(disks, world, node) > version)
			data_at(disks, world, node)->version = 0;
	for (size_t i = 0; i < disks->count; i++)
		if (disks->open[i].command.world.value == world)
			disks->open[i].version = 0;
}

void disks_notice(struct disks *disks, const struct notice *notice)
{
	uint32_t world = notice->world.value;
	enum world_state state, old;

	if (notice->kind == NOTICE_NODE_STATE &&
	    (notice->node_state.state == NODE_DEAD ||
	     notice->node_state.state == NODE_GONE))
		loses(disks, notice->node.value);
	if (notice->kind != NOTICE_WORLD_STATE || world > disks->worlds_max)
		return;
	old = (enum world_state)disks->state[world];
	state = notice->world_state.state;
	disks->state[world] = (uint8_t)state;
	if (old == WORLD_STRANDED && state != WORLD_DELETED)
		goes_on(disks, world, notice->node.value);
	/* it has run, or may have */
	if (state == WORLD_ACTIVE ||
	    (state == WORLD_STOPPING && old == WORLD_STARTING))
		data_at(disks, world, notice->node.value)->version =
		    ++disks->newest[world];
}
