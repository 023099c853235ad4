/*
 * archive.h - worlds between a node's disk and the archive.
 *
 * The archive takes a limited number of connections; a transfer waits for one
 * in a queue by urgency, and some connections are kept free of uploads so that
 * a player never waits behind housekeeping.  A copy on a node is deleted only
 * after an upload of the same data was verified.  An upload of a world that
 * woke up on its node is stale: it is called off, and should it finish all the
 * same, its answer is not believed.  What it brought goes with its world: every
 * deletion is one in the archive, too.  If the world starts elsewhere, the
 * upload is what brings it there.
 */
#ifndef ENGINE_LIVES_ARCHIVE_H
#define ENGINE_LIVES_ARCHIVE_H

#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"
#include "engine/tables/transfers.h"

struct engine;
struct node;

void archive_begin(struct engine *engine, uint32_t id,
		   enum transfer_class urgency, enum reason reason);
/* The sleep window of a world may have ended: then it goes to the archive. */
void sleep_timer_due(struct engine *engine, uint32_t id);
/* Its newest data leave their node, because it starts on another. */
void archive_move_away(struct engine *engine, uint32_t id);
/* An upload, a restore is done and verified. */
void upload_done(struct engine *engine, const struct command *command,
		 const struct input *input);
void restore_done(struct engine *engine, const struct command *command,
		  const struct input *input);
/* An upload that was called off is done all the same: if its world has been
 * deleted meanwhile, the archive must forget it again. */
void upload_swept(struct engine *engine, const struct command *command);
/* If the node is short of disk, its oldest sleeper leaves. */
void archive_relieve_disk(struct engine *engine, struct node *node);

#endif /* ENGINE_LIVES_ARCHIVE_H */
