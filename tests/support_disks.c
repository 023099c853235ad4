#include "support_disks.h"

#include <stdlib.h>

#include "engine/lifecycle.h"

#define NODES 512 /* alive at once, by their ids; number 0 is the archive */
#define ARCHIVE 0

struct data {
	uint32_t version; /* 0: none */
	uint32_t sure;	  /* at least this one, as far as the engine may count
			     on it; 0: nothing */
	uint32_t epoch;
	uint32_t dropped; /* of lower epochs nothing comes any more */
	bool going;	  /* its deletion is asked for: nobody counts on it */
	bool left;	  /* given up with its node, which is emptied */
};

/* A command that moves, starts or deletes data, not answered yet. */
struct open_command {
	struct command command;
	uint32_t version; /* that it moves */
	bool called_off;  /* or its source is lost: what it brings is there, but
			     the engine need not count on it */
};

/* Data of a world that had this id before. */
struct ghost {
	uint32_t world, place, epoch;
	uint16_t generation;
};

struct disks {
	uint32_t worlds_max;
	struct data *data; /* by world and place */
	uint32_t *newest;  /* version that was ever made, by world */
	uint8_t *state;	   /* enum world_state, by world, as told */
	uint16_t *generation;
	uint32_t *home; /* its node, by world, as told */
	bool *lost;	/* by node: dead or gone */
	bool *leaving;	/* by node: it is emptied, or has gone */
	struct open_command *open;
	size_t count, capacity;
	struct ghost *ghosts;
	size_t ghost_count, ghost_capacity;
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
	disks->home = calloc(worlds, sizeof *disks->home);
	disks->lost = calloc(NODES, sizeof *disks->lost);
	disks->leaving = calloc(NODES, sizeof *disks->leaving);
	return disks;
}

void disks_close(struct disks *disks)
{
	free(disks->data);
	free(disks->newest);
	free(disks->state);
	free(disks->generation);
	free(disks->home);
	free(disks->lost);
	free(disks->leaving);
	free(disks->open);
	free(disks->ghosts);
	free(disks);
}

static uint32_t place_of(uint32_t node)
{
	return node == ARCHIVE ? 0 : 1 + (node - 1) % (NODES - 1);
}

static struct data *data_at(const struct disks *disks, uint32_t world,
			    uint32_t node)
{
	return &disks->data[(size_t)world * NODES + place_of(node)];
}

uint32_t disks_version(const struct disks *disks, uint32_t world, uint32_t node)
{
	return data_at(disks, world, node)->version;
}

/* The newest one that the engine may count on. */
static uint32_t best(const struct disks *disks, uint32_t world)
{
	uint32_t version = 0;

	for (uint32_t place = 0; place < NODES; place++) {
		const struct data *data =
		    &disks->data[(size_t)world * NODES + place];

		if (data->sure > version && !data->going)
			version = data->sure;
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
	uint32_t newest = best(disks, world);

	if (disks->state[world] == WORLD_STRANDED &&
	    disks->lost[place_of(command->node.value)])
		return NULL; /* sent again just before its node was lost */
	/* if it has nothing to count on, it begins anew */
	if (newest != 0 && (data->going || data->sure != newest))
		return "a world is started where its newest data are not";
	if (data->epoch < command->epoch) {
		data->epoch = command->epoch;
		data->going = false; /* that meant what was there before */
	}
	return NULL;
}

/* When it is asked, because whatever is lost later is lost anyway. */
static const char *deletes(const struct disks *disks,
			   const struct command *command)
{
	uint32_t world = command->world.value;
	struct data *data = data_at(disks, world, command->node.value);

	if (command->generation != disks->generation[world] ||
	    disks->state[world] == WORLD_DELETED || data->going ||
	    data->epoch > command->epoch)
		return NULL;
	data->going = true;
	return best(disks, world) >= data->sure
		   ? NULL
		   : "the only copy of the newest data is deleted";
}

static bool is_of_data(uint16_t kind)
{
	return kind == COMMAND_START_WORLD || kind == COMMAND_ARCHIVE_WORLD ||
	       kind == COMMAND_RESTORE_WORLD || kind == COMMAND_COPY_WORLD ||
	       kind == COMMAND_DELETE_COPY || kind == COMMAND_DELETE_ARCHIVE;
}

static bool is_deletion(uint16_t kind)
{
	return kind == COMMAND_DELETE_COPY || kind == COMMAND_DELETE_ARCHIVE;
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
	return is_deletion(command->kind) ? deletes(disks, command) : NULL;
}

/* It arrives, unless something later is there. */
static void put(struct data *data, const struct open_command *open)
{
	if (open->command.epoch < data->epoch ||
	    open->command.epoch < data->dropped || open->version == 0)
		return;
	if (!open->called_off)
		data->sure = open->version;
	else if (data->going)
		data->sure = 0;
	data->version = open->version;
	data->epoch = open->command.epoch;
	data->going = false;
	data->left = false;
}

/* What came from there says what lies there, whatever the engine thought it
 * was: the two are the same. */
static void shows(struct data *source, const struct open_command *open)
{
	if (!open->called_off && !source->going &&
	    source->version == open->version)
		source->sure = source->version;
}

static void removed(struct data *data, uint32_t epoch)
{
	if (data->epoch <= epoch)
		*data = (struct data){.epoch = data->epoch,
				      .dropped = data->dropped};
}

/* An agent drops what is still on its way there, too; the archive cannot. */
static void drop(struct data *data, uint32_t epoch)
{
	if (data->dropped <= epoch)
		data->dropped = epoch + 1;
}

static void removed_from_node(struct data *data, uint32_t epoch)
{
	removed(data, epoch);
	drop(data, epoch);
}

/* --- worlds that had an id before ----------------------------------------- */

static void ghost_comes(struct disks *disks, struct ghost ghost)
{
	if (disks->ghost_count == disks->ghost_capacity) {
		disks->ghost_capacity = 2 * disks->ghost_capacity + 64;
		disks->ghosts =
		    realloc(disks->ghosts,
			    disks->ghost_capacity * sizeof *disks->ghosts);
	}
	disks->ghosts[disks->ghost_count++] = ghost;
}

/* All at this place, or those that this order to delete means. */
static void ghosts_go(struct disks *disks, uint32_t place,
		      const struct command *order)
{
	for (size_t i = 0; i < disks->ghost_count;) {
		const struct ghost *ghost = &disks->ghosts[i];

		if (ghost->place != place ||
		    (order != NULL && (ghost->world != order->world.value ||
				       ghost->generation != order->generation ||
				       ghost->epoch > order->epoch)))
			i++;
		else
			disks->ghosts[i] = disks->ghosts[--disks->ghost_count];
	}
}

/* The id was given again before this was answered. */
static void done_of_ghost(struct disks *disks, const struct open_command *open)
{
	const struct command *command = &open->command;
	bool archive = command->kind == COMMAND_ARCHIVE_WORLD ||
		       command->kind == COMMAND_DELETE_ARCHIVE;
	uint32_t place = place_of(archive ? ARCHIVE : command->node.value);
	struct data *data = data_at(disks, command->world.value,
				    archive ? ARCHIVE : command->node.value);

	if (is_deletion(command->kind))
		ghosts_go(disks, place, command);
	if (command->kind == COMMAND_DELETE_COPY)
		drop(data, command->epoch);
	if (!is_deletion(command->kind) &&
	    command->kind != COMMAND_START_WORLD && open->version != 0 &&
	    command->epoch >= data->dropped)
		ghost_comes(disks, (struct ghost){command->world.value, place,
						  command->epoch,
						  command->generation});
}

static bool lies_about(const struct disks *disks, uint32_t world,
		       uint32_t place)
{
	const struct data *data = &disks->data[(size_t)world * NODES + place];

	return data->version != 0 && !data->left && !disks->leaving[place];
}

const char *disks_left(const struct disks *disks)
{
	for (size_t i = 0; i < disks->ghost_count; i++)
		if (!disks->leaving[disks->ghosts[i].place])
			return "data of a world whose id is given again";
	for (uint32_t world = 1; world <= disks->worlds_max; world++) {
		if (disks->state[world] != WORLD_DELETED)
			continue;
		for (uint32_t place = 0; place < NODES; place++)
			if (lies_about(disks, world, place))
				return place == ARCHIVE
					   ? "data of a deleted world in the "
					     "archive"
					   : "data of a deleted world on a "
					     "node";
	}
	return NULL;
}

/* --- answers -------------------------------------------------------------- */

static void done(struct disks *disks, const struct open_command *open)
{
	const struct command *command = &open->command;
	uint32_t world = command->world.value;
	struct data *there = data_at(disks, world, command->node.value);
	struct data *archive = data_at(disks, world, ARCHIVE);

	if (command->generation != disks->generation[world]) {
		done_of_ghost(disks, open);
		return;
	}
	if (command->kind == COMMAND_ARCHIVE_WORLD)
		put(archive, open);
	else if (command->kind == COMMAND_RESTORE_WORLD ||
		 command->kind == COMMAND_COPY_WORLD) {
		put(there, open);
		shows(data_at(disks, world, source_of(command)), open);
	} else if (command->kind == COMMAND_DELETE_COPY)
		removed_from_node(there, command->epoch);
	else if (command->kind == COMMAND_DELETE_ARCHIVE)
		removed(archive, command->epoch);
	/* what was restored is in the archive, whoever brought it there */
	if (command->kind == COMMAND_RESTORE_WORLD &&
	    archive->version == open->version)
		archive->sure = archive->version;
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
	/* a deletion is refused where there is nothing of that epoch */
	if (outcome == OUTCOME_DONE ||
	    (outcome == OUTCOME_REFUSED && is_deletion(open.command.kind)))
		done(disks, &open);
}

static void makes(struct data *data, uint32_t version)
{
	data->version = version;
	data->sure = version;
	data->left = false;
}

/* A world begins under this id. */
static void begins(struct disks *disks, const struct world_facts *facts)
{
	uint32_t world = facts->world.value;

	if (disks->newest[world] != 0 || disks->state[world] == WORLD_DELETED)
		disks->generation[world]++;
	for (uint32_t place = 0; place < NODES; place++) {
		struct data *data = &disks->data[(size_t)world * NODES + place];

		if (data->version != 0 && !data->left)
			ghost_comes(disks, (struct ghost){
					       world, place, data->epoch,
					       disks->generation[world] - 1});
		*data = (struct data){.epoch = data->epoch,
				      .dropped = data->dropped};
	}
	disks->newest[world] = 1;
	disks->state[world] = WORLD_ARCHIVED;
	disks->home[world] = 0;
	if (facts->has_archive != 0)
		makes(data_at(disks, world, ARCHIVE), 1);
}

static void found(struct disks *disks, const struct input *input)
{
	uint32_t world = input->world_found.world.value;
	uint32_t copy = input->world_found.copy.value;
	uint32_t version = ++disks->newest[world];

	makes(data_at(disks, world, input->world_found.node.value), version);
	if (copy != 0)
		makes(data_at(disks, world, copy), version);
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

/* What was asked of its agent is never done; what is pulled from it may come
 * all the same, but the engine need not count on that. */
static void loses(struct disks *disks, uint32_t node)
{
	disks->lost[place_of(node)] = true;
	ghosts_go(disks, place_of(node), NULL);
	for (uint32_t world = 1; world <= disks->worlds_max; world++)
		makes(data_at(disks, world, node), 0);
	for (size_t i = 0; i < disks->count;) {
		struct open_command *open = &disks->open[i];

		open->called_off |= open->command.kind == COMMAND_COPY_WORLD &&
				    open->command.peer.value == node;
		if (open->command.node.value == node)
			*open = disks->open[--disks->count];
		else
			i++;
	}
}

static void given_up(struct data *data)
{
	data->sure = 0;
	data->left = true;
}

/* What lies on a node that is emptied, and is not at home there, is given up
 * without orders to delete it: the node is about to go. */
static void leaves(struct disks *disks, uint32_t node)
{
	for (uint32_t world = 1; world <= disks->worlds_max; world++)
		if (disks->home[world] != node)
			given_up(data_at(disks, world, node));
}

/* Its home is lost, and it goes on from there: the best that it may know of,
 * and all that counts from now on. */
static const char *goes_on(struct disks *disks, uint32_t world, uint32_t from)
{
	struct data *data = data_at(disks, world, from);

	if (from != ARCHIVE) /* what came late may be what saves it */
		data->sure = data->version;
	return data->sure < best(disks, world)
		   ? "a world goes on from an older copy than there is"
		   : NULL;
}

static void node_notice(struct disks *disks, const struct notice *notice)
{
	uint32_t node = notice->node.value;

	disks->lost[place_of(node)] = false;
	/* one that has gone may still finish a copy: its disk goes with it */
	disks->leaving[place_of(node)] =
	    notice->node_state.state == NODE_DRAINING ||
	    notice->node_state.state == NODE_GONE;
	if (notice->node_state.state == NODE_DEAD ||
	    notice->node_state.state == NODE_GONE)
		loses(disks, node);
	else if (notice->node_state.state == NODE_DRAINING)
		leaves(disks, node);
}

static const char *world_notice(struct disks *disks,
				const struct notice *notice)
{
	uint32_t world = notice->world.value;
	enum world_state old = (enum world_state)disks->state[world];
	enum world_state state = notice->world_state.state;
	struct data *there = data_at(disks, world, notice->node.value);
	uint32_t home = disks->home[world];

	disks->state[world] = (uint8_t)state;
	if (disks->leaving[place_of(home)] && home != notice->node.value)
		given_up(data_at(disks, world, home));
	disks->home[world] = notice->node.value;
	if (state == WORLD_SLEEPING && notice->reason == REASON_COPY &&
	    old != WORLD_STRANDED) /* what comes after all */
		there->sure = there->version;
	if (old == WORLD_STRANDED &&
	    (state == WORLD_SLEEPING || state == WORLD_ARCHIVED))
		return goes_on(disks, world, notice->node.value);
	/* it has run, or may have */
	if (state == WORLD_ACTIVE ||
	    (state == WORLD_STOPPING && old == WORLD_STARTING))
		makes(there, ++disks->newest[world]);
	return NULL;
}

const char *disks_notice(struct disks *disks, const struct notice *notice)
{
	if (notice->kind == NOTICE_NODE_STATE)
		node_notice(disks, notice);
	else if (notice->kind == NOTICE_WORLD_STATE &&
		 notice->world.value <= disks->worlds_max)
		return world_notice(disks, notice);
	return NULL;
}
