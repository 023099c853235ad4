/*
 * journal_format.h - the layout of a journal, for its writer and its reader.
 * Private to live/.
 */
#ifndef LIVE_JOURNAL_FORMAT_H
#define LIVE_JOURNAL_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/input.h"

#define JOURNAL_APPLICATION_ID 0x434f4e44 /* "COND" */
#define JOURNAL_FORMAT 1

/* Creates the tables of an empty database. */
extern const char journal_schema[];

struct journal_row {
	int64_t seq, at_us, kind, checksum;
	uint8_t payload[8 * INPUT_WORDS]; /* words, little-endian */
};

void journal_row_of(const struct input *input, struct journal_row *row);

/* The inverse; false if the row is not what was written. */
bool journal_row_read(const struct journal_row *row, struct input *input);

#endif /* LIVE_JOURNAL_FORMAT_H */
