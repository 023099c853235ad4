#include "reader.h"

#include <csv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "unpack.h"

#define BUFFER_BYTES ((size_t)1 << 17)
#define ROW_BYTES_MAX (1 << 20)

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
	bool ended;
	uint64_t line;

	struct csv_parser parser;
	char *row_bytes; /* libcsv's texts of the row, one after another */
	size_t row_used, row_capacity;
	size_t offsets[ROW_FIELDS_MAX];
	size_t field_count;
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
	if (reader->row_used + length + 1 > reader->row_capacity) {
		size_t capacity = 2 * (reader->row_used + length + 1);
		char *bytes = realloc(reader->row_bytes, capacity);

		if (bytes == NULL) {
			reader->too_long = true;
			return;
		}
		reader->row_bytes = bytes;
		reader->row_capacity = capacity;
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
	    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) == 0)
		return reader;
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

/* More bytes behind those that are not yet read. */
static bool fill(struct reader *reader, struct error_text *error)
{
	size_t got;

	memmove(reader->buffer, reader->buffer + reader->at,
		reader->filled - reader->at);
	reader->filled -= reader->at;
	reader->at = 0;
	if (!unpack_read(reader->unpack, reader->buffer + reader->filled,
			 BUFFER_BYTES - reader->filled, &got, error)) {
		reader->ended = true;
		return false;
	}
	reader->filled += got;
	reader->ended = got == 0;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What lies in [begin, end) as a field, without the blanks around it. */
static void take_field(struct reader *reader, struct row *row, char *begin,
		       char *end)
{
	while (begin < end && is_blank(*begin))
		begin++;
	while (begin < end && is_blank(end[-1]))
		end--;
	*end = '\0';
	if (row->count == ROW_FIELDS_MAX)
		reader->too_long = true;
	else
		row->fields[row->count++] = begin;
}

enum split { SPLIT_DONE = 0, SPLIT_CUT, SPLIT_QUOTED };

/* Where the line that begins at `at` ends, or why it is not simple. */
static enum split find_end(const struct reader *reader, size_t *end)
{
	const char *buffer = reader->buffer;

	for (size_t at = reader->at; at < reader->filled; at++) {
		if (buffer[at] > '"')
			continue;
		if (buffer[at] == '\n') {
			*end = at;
			return SPLIT_DONE;
		}
		if (buffer[at] == '"' ||
		    (buffer[at] == '\r' && at + 1 < reader->filled &&
		     buffer[at + 1] != '\n'))
			return SPLIT_QUOTED;
	}
	return SPLIT_CUT;
}

/* Split the next line in place, if it is whole and simple. */
static enum split split_line(struct reader *reader, struct row *row)
{
	size_t end = reader->end;
	enum split result = end != 0 ? SPLIT_DONE : find_end(reader, &end);
	char *begin = reader->buffer + reader->at, *stop, *field = begin;

	if (result != SPLIT_DONE)
		return result;
	stop = reader->buffer + end;
	reader->at = end + 1;
	reader->end = 0;
	reader->line++;
	if (stop > begin && stop[-1] == '\r')
		stop--;
	row->count = 0;
	for (char *at = begin; at < stop; at++) {
		if (*at != ',')
			continue;
		take_field(reader, row, field, at);
		field = at + 1;
	}
	take_field(reader, row, field, stop);
	row->line = reader->line;
	return SPLIT_DONE;
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
	reader->inside = !reader->row_done;
	return true;
}

static bool give_up(struct reader *reader, uint64_t line,
		    struct error_text *error)
{
	return error_set(error,
			 "%s:%" PRIu64 ": the line is too long; at most %d "
			 "fields",
			 reader_name(reader), line, ROW_FIELDS_MAX);
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
static bool finish(struct reader *reader, struct row *row,
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
		if (split == SPLIT_CUT && !reader->ended &&
		    (reader->at > 0 || reader->filled < BUFFER_BYTES)) {
			if (!fill(reader, error))
				return false;
			continue;
		}
		if (reader->at < reader->filled) {
			if (!feed_line(reader, error))
				return false;
		} else if (reader->ended) {
			return finish(reader, row, error);
		} else if (!fill(reader, error)) {
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

bool reader_peek(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	if (!reader->has_ahead)
		reader->has_ahead = reader_next(reader, &reader->ahead, error);
	*row = reader->ahead;
	return reader->has_ahead;
}

bool reader_keeps(struct reader *reader)
{
	return !reader->has_ahead && !reader->inside &&
	       (reader->end != 0 ||
		find_end(reader, &reader->end) == SPLIT_DONE);
}

bool reader_next(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	if (reader->has_ahead) {
		reader->has_ahead = false;
		*row = reader->ahead;
		return true;
	}
	do {
		if (!any_row(reader, row, error))
			return false;
		if (reader->too_long)
			return give_up(reader, row->line, error);
	} while (is_empty(row));
	return true;
}
