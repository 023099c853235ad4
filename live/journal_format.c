#include "live/journal_format.h"

#include "engine/kit/arithmetic.h"

/* Numbers of the pragmas: JOURNAL_APPLICATION_ID and JOURNAL_FORMAT. */
const char journal_schema[] =
    "PRAGMA application_id=1129270852; PRAGMA user_version=1;"
    "CREATE TABLE IF NOT EXISTS inputs(seq INTEGER PRIMARY KEY,"
    " at_us INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " payload BLOB NOT NULL, checksum INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS commits(last_seq INTEGER PRIMARY KEY,"
    " trail INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS segments(first_seq INTEGER NOT NULL,"
    " behaviour_version INTEGER NOT NULL, config_digest INTEGER NOT NULL,"
    " config BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS snapshots(last_seq INTEGER PRIMARY KEY,"
    " at_us INTEGER NOT NULL, digest INTEGER NOT NULL,"
    " trail INTEGER NOT NULL, bytes BLOB NOT NULL);";

_Static_assert(JOURNAL_APPLICATION_ID == 1129270852, "as in the schema");
_Static_assert(JOURNAL_FORMAT == 1, "as in the schema");

void journal_row_of(const struct input *input, struct journal_row *row)
{
	uint64_t words[INPUT_WORDS];
	uint64_t checksum = 0;

	input_pack(input, words);
	for (unsigned i = 0; i < INPUT_WORDS; i++) {
		checksum = mix_word(checksum, words[i]);
		for (unsigned b = 0; b < 8; b++)
			row->payload[8 * i + b] = (uint8_t)(words[i] >> 8 * b);
	}
	row->seq = (int64_t)input->seq;
	row->at_us = input->at_us;
	row->kind = (int64_t)input->kind;
	row->checksum = (int64_t)checksum;
}

bool journal_row_read(const struct journal_row *row, struct input *input)
{
	uint64_t words[INPUT_WORDS];
	uint64_t checksum = 0;

	for (unsigned i = 0; i < INPUT_WORDS; i++) {
		words[i] = 0;
		for (unsigned b = 0; b < 8; b++)
			words[i] |= (uint64_t)row->payload[8 * i + b] << 8 * b;
		checksum = mix_word(checksum, words[i]);
	}
	return (int64_t)checksum == row->checksum &&
	       input_unpack(words, input) && (int64_t)input->seq == row->seq &&
	       input->at_us == row->at_us && (int64_t)input->kind == row->kind;
}
