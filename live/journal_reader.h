/*
 * journal_reader.h - the journal of inputs, read.
 *
 * Opens the file read-only.  Ignores inputs after the last commit: nothing was
 * done about them.  Every function that returns false has set the error: the
 * file, where in it, what is wrong.
 */
#ifndef LIVE_JOURNAL_READER_H
#define LIVE_JOURNAL_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/config.h"
#include "engine/input.h"
#include "traces/base/error_text.h"

struct journal_reader;

bool journal_reader_open(const char *path, struct journal_reader **out,
			 struct error_text *error);
void journal_reader_close(struct journal_reader *reader); /* NULL allowed */

/* Of the last commit; 0: none. */
uint64_t journal_last_seq(const struct journal_reader *reader);

/* Can all inputs be verified from the snapshot after `after_seq` on?  Else the
 * error says what is missing. */
bool journal_is_whole(struct journal_reader *reader, uint64_t after_seq,
		      struct error_text *error);

/* The instants of the first input and of the last that counts; false: there is
 * none. */
bool journal_span(struct journal_reader *reader, int64_t *first_us,
		  int64_t *last_us);

struct journal_snapshot {
	uint64_t last_seq; /* the state after this input */
	int64_t at_us;
	uint64_t digest, trail;
	uint8_t *bytes; /* owned */
	size_t size_bytes;
};

/* The newest snapshot after an input <= last_seq and before at_us: all inputs
 * from at_us on come after it.  The first of the journal if none is before.
 * The caller frees out->bytes. */
bool journal_read_snapshot(struct journal_reader *reader, uint64_t last_seq,
			   int64_t at_us, struct journal_snapshot *out,
			   struct error_text *error);

/* Is there a snapshot right after this input, and with which digest? */
bool journal_snapshot_after(struct journal_reader *reader, uint64_t seq,
			    uint64_t *digest);

/* The configuration under which the input after `seq` was taken. */
bool journal_read_config(struct journal_reader *reader, uint64_t seq,
			 struct engine_config *out, struct error_text *error);

/* Does a new segment begin with this input? */
bool journal_segment_begins(struct journal_reader *reader, uint64_t seq);

bool journal_seek(struct journal_reader *reader, uint64_t after_seq,
		  struct error_text *error);

struct journal_entry {
	struct input input;
	bool commits; /* the last input of its commit ... */
	uint64_t trail;
};

/* False at the end (error untouched) or when the entry is damaged. */
bool journal_next(struct journal_reader *reader, struct journal_entry *out,
		  struct error_text *error);

#endif /* LIVE_JOURNAL_READER_H */
