/*
 * support_disks.h - what lies on every disk and in the archive, by version.
 *
 * Written from the contract of the commands (engine/command.h), never from the
 * engine: a command has its effect when it is answered with DONE, whatever the
 * engine thinks of it by then; what it moves is what was there when it began;
 * nothing replaces or deletes data of a later epoch.  A run makes a new version
 * of a world where it runs.  A node that is dead or gone has nothing.
 *
 * An agent drops what is on its way to it when an order to delete means it; the
 * archive takes whatever comes, whenever it comes.
 *
 * Three things must hold: a world is started only where the newest version lies
 * that the engine may count on; when a deletion is asked for, there is another
 * of at least that version, unless its world is deleted; and a world whose home
 * is lost goes on from the newest there is.
 *
 * Whatever is there is known here, but the engine need not count on all of it:
 * not on what was called off and came all the same, because a run may have
 * written meanwhile what it was copied from; not on what is pulled from a node
 * that was lost; and not on what it leaves behind on a node that is emptied.
 */
#ifndef TESTS_SUPPORT_DISKS_H
#define TESTS_SUPPORT_DISKS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"
#include "engine/notice.h"

struct disks;

struct disks *disks_open(uint32_t worlds_max);
void disks_close(struct disks *disks);

/* A command that is carried out: what is wrong with it, or NULL. */
const char *disks_command(struct disks *disks, const struct command *command);
/* `awaited`: the engine still waits for this answer. */
void disks_input(struct disks *disks, const struct input *input, bool awaited);
/* What is wrong with what it tells, or NULL. */
const char *disks_notice(struct disks *disks, const struct notice *notice);

/* The newest version of a world on this node (0: in the archive); 0: none. */
uint32_t disks_version(const struct disks *disks, uint32_t world,
		       uint32_t node);
/* When all is answered: what is left of a deleted world, be its id given again
 * or not; NULL: nothing, but for what was given up with a node that was emptied
 * and perhaps called back. */
const char *disks_left(const struct disks *disks);

#endif /* TESTS_SUPPORT_DISKS_H */
