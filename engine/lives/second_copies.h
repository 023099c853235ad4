/*
 * second_copies.h - what becomes of the second copies of sleepers.
 *
 * With policy.second_copies a world that sleeps is copied to another node,
 * later only what has changed.  It then wakes on whichever of the two has room,
 * leaves a draining node without an upload, and survives the loss of its home.
 * A copy that is not of the newest data is never started from; it is kept as
 * what a lost home is recovered from and refreshed.
 *
 * Whoever ends the sleep of a world calls its copy off first.
 */
#ifndef ENGINE_LIVES_SECOND_COPIES_H
#define ENGINE_LIVES_SECOND_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"

struct engine;
struct node;

/* The most commands that these may add to what a world does anyway. */
uint32_t second_copy_commands(const struct engine *engine);

/* It stays asleep at home: it waits for a copy, unless it has one. */
void second_copy_wanted(struct engine *engine, uint32_t id);
/* There is no place for one now: later. */
void second_copy_later(struct engine *engine, uint32_t id);
void second_copy_begins(struct engine *engine, uint32_t id, uint16_t slot);
/* Its transfer is called off; `tell`: by a command, because its source lives.
 */
void second_copy_called_off(struct engine *engine, uint32_t id, bool tell);
/* The transfer has ended: it is verified, or it is tried again. */
void second_copy_done(struct engine *engine, uint32_t id);
void second_copy_fails(struct engine *engine, uint32_t id);
/* It is of no use any more: at most one command. */
void second_copy_delete(struct engine *engine, uint32_t id, enum reason reason);
/* The archive is newer than it: the same. */
void second_copy_outlived(struct engine *engine, uint32_t id);
/* A node leaves or is lost: the copies on it are forgotten, without commands.
 */
void second_copies_leave(struct engine *engine, struct node *node);
/* Less disk is free than copies leave: the oldest one goes.  False: none. */
bool second_copies_make_room(struct engine *engine, const struct node *node);

/* A world that is about to start on its copy's node: the two change places. */
void second_copy_starts(struct engine *engine, uint32_t id);
/* A copy brought it to its target; its home may keep what it has.  At most one
 * command; true: the home keeps it. */
bool second_copy_moves(struct engine *engine, uint32_t id);
/* A sleeper must leave its node: it goes on sleeping where its copy is.  False:
 * there is none of its newest data. */
bool second_copy_takes_over(struct engine *engine, uint32_t id,
			    enum reason reason);
/* A stranded world goes on from its verified copy.  False: there is none. */
bool second_copy_rescues(struct engine *engine, uint32_t id);

#endif /* ENGINE_LIVES_SECOND_COPIES_H */
