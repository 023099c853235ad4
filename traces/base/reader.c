#include "reader.h"

#include <csv.h>
#include <endian.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "unpack.h"
#include "utf16.h"

#define BUFFER_BYTES ((size_t)1 << 17)
#define BOM "\xef\xbb\xbf" /* byte order mark of UTF-8 */
#define BOM_BYTES (sizeof BOM - 1)
#define FIRST_BYTES 16 /* that tell what a text is in */
#define UTF16_ROOM_LEAST 64
#define FIELD_GROWTH_BYTES ((size_t)1 << 14)
#define ROW_MIB_MAX 1 /* of a row, and of a line that libcsv is given */
#define ROW_BYTES_MAX ((size_t)ROW_MIB_MAX << 20)

/*
 * Two ways to a row.  A line without a quote is split where it lies in the
 * buffer; every other one, and one that does not fit, goes through libcsv. Both
 * mean the same (tests/test_reader.c): fields end at commas, blanks around a
 * field without quotes are not part of it.
 */
struct reader {
	struct unpack *unpack;
	char *buffer; /* [at, filled) is not yet read */
	size_t filled, at;
	bool begun, ended;
	struct utf16 utf16; /* the text is in, and comes out as UTF-8 */
	uint64_t line;

	struct csv_parser parser;
	char *row_bytes; /* libcsv's texts of the row, one after another */
	size_t row_used, row_capacity;
	size_t offsets[ROW_FIELDS_MAX];
	size_t field_count;
	size_t line_given; /* libcsv has this much of a line that goes on */
	size_t end;  /* of the next line, if reader_keeps() has found it */
	bool inside; /* libcsv has part of a row */
	bool row_done, too_long;

	struct row ahead; /* given by reader_peek(), not yet taken */
	bool has_ahead;
};

static void on_field(void *text, size_t length, void *context)
{
	struct reader *reader = context;

	if (reader->field_count == ROW_FIELDS_MAX ||
	    reader->row_used + length + 1 > ROW_BYTES_MAX) {
		reader->too_long = true;
		return;
	}
	if (!ARRAY_ROOM(reader->row_bytes, reader->row_capacity,
			reader->row_used + length + 1)) {
		reader->too_long = true;
		return;
	}
	reader->offsets[reader->field_count++] = reader->row_used;
	memcpy(reader->row_bytes + reader->row_used, text, length);
	reader->row_used += length;
	reader->row_bytes[reader->row_used++] = '\0';
}

static void on_row(int end, void *context)
{
	struct reader *reader = context;

	(void)end;
	reader->row_done = true;
}

struct reader *reader_open(const char *path, struct error_text *error)
{
	struct unpack *unpack = unpack_open(path, error);

	return unpack == NULL ? NULL : reader_over(unpack, error);
}

struct reader *reader_over(struct unpack *unpack, struct error_text *error)
{
	struct reader *reader = calloc(1, sizeof *reader);

	if (reader == NULL) {
		unpack_close(unpack);
		goto out_of_memory;
	}
	reader->unpack = unpack;
	reader->buffer = malloc(BUFFER_BYTES);
	if (reader->buffer != NULL &&
	    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) == 0) {
		/* it grows by as much at a time: 128 bytes for a long field */
		csv_set_blk_size(&reader->parser, FIELD_GROWTH_BYTES);
		return reader;
	}
	reader_close(reader);
out_of_memory:
	(void)error_set(error, "out of memory");
	return NULL;
}

void reader_close(struct reader *reader)
{
	if (reader == NULL)
		return;
	unpack_close(reader->unpack);
	csv_free(&reader->parser);
	free(reader->buffer);
	free(reader->row_bytes);
	free(reader);
}

const char *reader_name(const struct reader *reader)
{
	return unpack_name(reader->unpack);
}

/* How much of UTF-16 has room as UTF-8. */
static size_t utf16_bytes(size_t room)
{
	return (room - UTF16_ROOM(0)) / 3 * 2;
}
_Static_assert(UTF16_ROOM_LEAST > UTF16_ROOM(0) + 3, "some has room");

static size_t room_of(const struct reader *reader)
{
	return BUFFER_BYTES - reader->filled;
}

/* Would there be room for more, behind what is not yet read? */
static bool can_fill(const struct reader *reader)
{
	size_t least =
	    reader->utf16.kind == UTF16_NO ? 1 : (size_t)UTF16_ROOM_LEAST;

	return room_of(reader) + reader->at >= least;
}

/* More bytes of the stream; *got 0 only at its end. */
static bool read_more(struct reader *reader, size_t *got,
		      struct error_text *error)
{
	char *to = reader->buffer + reader->filled, *raw;
	size_t size;
	bool good;

	if (reader->utf16.kind == UTF16_NO) {
		good = unpack_read(reader->unpack, to, room_of(reader), got,
				   error);
		reader->filled += *got;
		return good;
	}
	size = utf16_bytes(room_of(reader));
	raw = malloc(size);
	if (raw == NULL)
		return error_set(error, "out of memory");
	good = unpack_read(reader->unpack, raw, size, got, error);
	reader->filled += utf16_take(&reader->utf16, raw, *got, to);
	free(raw);
	return good;
}

/* The first bytes: Excel begins its "CSV UTF-8" with a mark, which is no part
 * of the first field, and PowerShell writes UTF-16. */
static bool begin_reader(struct reader *reader, struct error_text *error)
{
	char first[FIRST_BYTES];
	size_t got = 1, size = 0;

	while (size < sizeof first && got > 0) {
		if (!unpack_read(reader->unpack, first + size,
				 sizeof first - size, &got, error))
			return false;
		size += got;
	}
	reader->begun = true;
	reader->utf16.kind = utf16_guess(first, size);
	if (reader->utf16.kind != UTF16_NO) {
		reader->filled =
		    utf16_take(&reader->utf16, first, size, reader->buffer);
		return true;
	}
	memcpy(reader->buffer, first, size);
	reader->filled = size;
	if (size >= BOM_BYTES && memcmp(first, BOM, BOM_BYTES) == 0)
		reader->at = BOM_BYTES;
	return true;
}

/* More bytes behind those that are not yet read. */
static bool fill_reader(struct reader *reader, struct error_text *error)
{
	size_t got = 0;

	if (!reader->begun && !begin_reader(reader, error)) {
		reader->ended = true;
		return false;
	}
	memmove(reader->buffer, reader->buffer + reader->at,
		reader->filled - reader->at);
	reader->filled -= reader->at;
	reader->at = 0;
	if (!read_more(reader, &got, error)) {
		reader->ended = true;
		return false;
	}
	reader->ended = got == 0;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What lies in [begin, end) as a field, without the blanks around it. */
static void take_field(struct row *row, char *begin, char *end)
{
	while (begin < end && is_blank(*begin))
		begin++;
	while (begin < end && is_blank(end[-1]))
		end--;
	*end = '\0';
	row->fields[row->count++] = begin;
}

enum split { SPLIT_DONE = 0, SPLIT_CUT, SPLIT_QUOTED };

/* The commas of a line, and where it ends. */
struct marks {
	size_t comma[ROW_FIELDS_MAX];
	size_t commas; /* may be more than there is room for */
	size_t end;
};

/* What a byte that is not larger than a comma does to the line it is in.
 * SPLIT_CUT: nothing, it goes on. */
static enum split mark_field(const struct reader *reader, size_t at,
			     struct marks *marks)
{
	switch (reader->buffer[at]) {
	case ',':
		if (marks->commas < ROW_FIELDS_MAX)
			marks->comma[marks->commas] = at;
		marks->commas++;
		return SPLIT_CUT;
	case '\n':
		marks->end = at;
		return SPLIT_DONE;
	case '"':
		return SPLIT_QUOTED;
	case '\r':
		return at + 1 < reader->filled && reader->buffer[at + 1] != '\n'
			   ? SPLIT_QUOTED
			   : SPLIT_CUT;
	default:
		return SPLIT_CUT;
	}
}

/*
 * Find the marks of the line that begins at `at`.  Eight bytes are looked at
 * together: bit 7 of each byte of `low` says that it may be below '-' (Warren,
 * Hacker's Delight, 6-1; one too many is harmless).
 */
static enum split find_marks(const struct reader *reader, struct marks *marks)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t at = reader->at;
	enum split result;

	marks->commas = 0;
	for (; at + sizeof(uint64_t) <= reader->filled;
	     at += sizeof(uint64_t)) {
		uint64_t word, low;

		memcpy(&word, reader->buffer + at, sizeof word);
		word = le64toh(word);
		low = (word - ones * '-') & ~word & (ones * 0x80);
		for (; low != 0; low &= low - 1) {
			size_t byte = (size_t)__builtin_ctzll(low) / 8;

			result = mark_field(reader, at + byte, marks);
			if (result != SPLIT_CUT)
				return result;
		}
	}
	for (; at < reader->filled; at++) {
		result = mark_field(reader, at, marks);
		if (result != SPLIT_CUT)
			return result;
	}
	return SPLIT_CUT;
}

/* Split the next line in place, if it is whole and simple. */
static enum split split_line(struct reader *reader, struct row *row)
{
	struct marks marks;
	enum split result = find_marks(reader, &marks);
	char *field = reader->buffer + reader->at, *stop;

	if (result != SPLIT_DONE)
		return result;
	if (marks.commas >= ROW_FIELDS_MAX) {
		reader->too_long = true;
		marks.commas = 0;
	}
	stop = reader->buffer + marks.end;
	if (stop > field && stop[-1] == '\r')
		stop--;
	row->count = 0;
	for (size_t i = 0; i < marks.commas; i++) {
		take_field(row, field, reader->buffer + marks.comma[i]);
		field = reader->buffer + marks.comma[i] + 1;
	}
	take_field(row, field, stop);
	reader->at = marks.end + 1;
	row->line = ++reader->line;
	return SPLIT_DONE;
}

static bool give_up(struct reader *reader, uint64_t line,
		    struct error_text *error)
{
	return error_set(error,
			 "%s:%" PRIu64 ": the line is too long; at most %d "
			 "fields and %d MB, and every quote closed",
			 reader_name(reader), line, ROW_FIELDS_MAX,
			 ROW_MIB_MAX);
}

/* Does libcsv hold more than a row may have?  It would take any field, and keep
 * it in memory; what it has of one line is counted, too, because it skips
 * blanks.
 */
static bool holds_too_much(struct reader *reader)
{
	return reader->too_long || reader->line_given > ROW_BYTES_MAX ||
	       csv_get_buffer_size(&reader->parser) > ROW_BYTES_MAX;
}

/* Give libcsv the rest of the line that begins at reader->at. */
static bool feed_line(struct reader *reader, struct error_text *error)
{
	char *begin = reader->buffer + reader->at;
	size_t length = reader->filled - reader->at;
	char *newline = memchr(begin, '\n', length);

	if (newline != NULL)
		length = (size_t)(newline - begin) + 1;
	if (csv_parse(&reader->parser, begin, length, on_field, on_row,
		      reader) != length)
		return error_set(error,
				 "%s:%" PRIu64
				 ": a quote inside a field that is not "
				 "quoted; write \"\" for a quote inside quotes",
				 reader_name(reader), reader->line + 1);
	reader->at += length;
	reader->line += newline != NULL;
	reader->line_given = newline != NULL ? 0 : reader->line_given + length;
	reader->inside = !reader->row_done;
	return !holds_too_much(reader) ||
	       give_up(reader, reader->line + (newline == NULL), error);
}

/* The row that libcsv has finished. */
static void take_row(struct reader *reader, struct row *row)
{
	reader->row_done = false;
	reader->inside = false;
	row->line = reader->line;
	row->count = reader->field_count;
	for (size_t i = 0; i < row->count; i++)
		row->fields[i] = reader->row_bytes + reader->offsets[i];
	reader->field_count = 0;
	reader->row_used = 0;
}

/* The last line has no newline. */
static bool finish_row(struct reader *reader, struct row *row,
		       struct error_text *error)
{
	if (csv_fini(&reader->parser, on_field, on_row, reader) != 0)
		return error_set(error,
				 "%s:%" PRIu64 ": a quoted field does not end; "
				 "close it with \"",
				 reader_name(reader), reader->line);
	if (!reader->row_done)
		return false;
	reader->line++;
	take_row(reader, row);
	return true;
}

/* One row, which may be empty.  False at the end and on an error. */
static bool any_row(struct reader *reader, struct row *row,
		    struct error_text *error)
{
	for (;;) {
		enum split split =
		    reader->inside ? SPLIT_QUOTED : split_line(reader, row);

		if (split == SPLIT_DONE)
			return true;
		if (split == SPLIT_CUT && !reader->ended && can_fill(reader)) {
			if (!fill_reader(reader, error))
				return false;
			continue;
		}
		if (reader->at < reader->filled) {
			if (!feed_line(reader, error))
				return false;
		} else if (reader->ended) {
			return finish_row(reader, row, error);
		} else if (!fill_reader(reader, error)) {
			return false;
		}
		if (reader->row_done) {
			take_row(reader, row);
			return true;
		}
	}
}

static bool is_empty(const struct row *row)
{
	return row->count == 0 || (row->count == 1 && *row->fields[0] == '\0');
}

/* Most rows have few of the fields that there is room for. */
static void copy_row(struct row *to, const struct row *from)
{
	to->count = from->count;
	to->line = from->line;
	for (size_t i = 0; i < from->count; i++)
		to->fields[i] = from->fields[i];
}

bool reader_peek(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	if (!reader->has_ahead)
		reader->has_ahead = reader_next(reader, &reader->ahead, error);
	*row = reader->ahead;
	return reader->has_ahead;
}

/* A line that is split in place touches no other. */
bool reader_keeps(struct reader *reader)
{
	if (!reader->has_ahead && !reader->inside)
		reader->has_ahead =
		    split_line(reader, &reader->ahead) == SPLIT_DONE;
	return reader->has_ahead && !reader->too_long &&
	       !is_empty(&reader->ahead);
}

bool reader_next(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	do {
		if (reader->has_ahead) {
			reader->has_ahead = false;
			copy_row(row, &reader->ahead);
		} else if (!any_row(reader, row, error)) {
			return false;
		}
		if (reader->too_long)
			return give_up(reader, row->line, error);
	} while (is_empty(row));
	return true;
}
