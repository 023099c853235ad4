/*
 * support_disk_journal.h - the real journal, torn as a dying machine tears it.
 *
 * Owns a directory with the SQLite files and the port that writes them, one
 * commit a transaction.  A death leaves an image of the files; recovery finds
 * that image and nothing of what the dead process still knew.  What SQLite
 * writes in a commit is first the log, then perhaps the database; a death
 * within leaves any first part of it.
 */
#ifndef TESTS_SUPPORT_DISK_JOURNAL_H
#define TESTS_SUPPORT_DISK_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/journal_port.h"
#include "live/replay.h"

struct disk_journal;

/* A new journal; fails the running test if there cannot be one. */
struct disk_journal *disk_journal_open(uint32_t inputs_per_snapshot);
void disk_journal_close(struct disk_journal *disk); /* NULL allowed */

/* The port that writes it: another one after each recovery. */
const struct journal_port *disk_journal_port(const struct disk_journal *disk);

/* Die while this commit is written.  Kept: its log is whole, and the database
 * may be half-way to it.  Else the log lacks at least one byte.  `draw` says
 * how much was written. */
void disk_journal_die_in_commit(struct disk_journal *disk, uint64_t last_seq,
				uint64_t trail, bool kept, uint64_t draw);

/* What recovery makes of the image that the death in a commit has left, or of
 * the files as they are now: an engine, the caller's. */
struct engine *disk_journal_recover(struct disk_journal *disk,
				    const struct replay_listener *listener);

#endif /* TESTS_SUPPORT_DISK_JOURNAL_H */
