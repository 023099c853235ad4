#include "reader.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define BUFFER_BYTES (1 << 16)
#define BOM "\xef\xbb\xbf" /* byte order mark of UTF-8 */
#define BOM_BYTES (sizeof BOM - 1)
#define ROW_BYTES_MAX (1 << 20)

struct reader {
	char *name;
	gzFile plain; /* plain and gzip: zlib tells them apart */
	FILE *packed; /* zstd */
	ZSTD_DStream *zstd;
	ZSTD_inBuffer zstd_in;
	unsigned char *zstd_bytes;
	bool zstd_between_frames;

	struct csv_parser parser;
	char *buffer;
	size_t filled, at;
	bool begun, ended;
	uint64_t line;

	char *row_bytes; /* the texts of the row, one after another */
	size_t row_used, row_capacity;
	size_t offsets[ROW_FIELDS_MAX];
	size_t field_count;
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

static bool open_zstd(struct reader *reader, const char *path)
{
	reader->packed = fopen(path, "rb");
	reader->zstd = ZSTD_createDStream();
	reader->zstd_bytes = malloc(BUFFER_BYTES);
	if (reader->packed == NULL || reader->zstd == NULL ||
	    reader->zstd_bytes == NULL)
		return false;
	reader->zstd_in.src = reader->zstd_bytes;
	reader->zstd_between_frames = true;
	return true;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

struct reader *reader_open(const char *path, struct error_text *error)
{
	struct reader *reader = calloc(1, sizeof *reader);
	bool opened;

	if (reader == NULL)
		goto out_of_memory;
	reader->name = strdup(strcmp(path, "-") == 0 ? "standard input" : path);
	reader->buffer = malloc(BUFFER_BYTES);
	if (reader->name == NULL || reader->buffer == NULL ||
	    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		goto out_of_memory;
	if (ends_with(path, ".zst")) {
		opened = open_zstd(reader, path);
	} else {
		reader->plain = strcmp(path, "-") == 0
				    ? gzdopen(dup(STDIN_FILENO), "rb")
				    : gzopen(path, "rb");
		opened = reader->plain != NULL;
	}
	if (opened)
		return reader;
	(void)error_set(error,
			"%s: cannot be read; give the path of a file "
			"that exists",
			path);
	reader_close(reader);
	return NULL;

out_of_memory:
	(void)error_set(error, "%s: out of memory", path);
	reader_close(reader);
	return NULL;
}

void reader_close(struct reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->plain != NULL)
		(void)gzclose(reader->plain);
	if (reader->packed != NULL)
		(void)fclose(reader->packed);
	(void)ZSTD_freeDStream(reader->zstd);
	csv_free(&reader->parser);
	free(reader->zstd_bytes);
	free(reader->buffer);
	free(reader->row_bytes);
	free(reader->name);
	free(reader);
}

const char *reader_name(const struct reader *reader)
{
	return reader->name;
}

/* At least as many bytes as a BOM has, unless the file ends before: it comes in
 * one piece.  zlib sees to that by itself. */
static bool fill_zstd(struct reader *reader)
{
	ZSTD_outBuffer out = {reader->buffer, BUFFER_BYTES, 0};

	while (out.pos < BOM_BYTES) {
		size_t left;

		if (reader->zstd_in.pos == reader->zstd_in.size) {
			reader->zstd_in.size =
			    fread(reader->zstd_bytes, 1, BUFFER_BYTES,
				  reader->packed);
			reader->zstd_in.pos = 0;
			if (reader->zstd_in.size == 0) {
				reader->filled = out.pos;
				reader->ended = out.pos == 0;
				return reader->zstd_between_frames &&
				       ferror(reader->packed) == 0;
			}
		}
		left =
		    ZSTD_decompressStream(reader->zstd, &out, &reader->zstd_in);
		if (ZSTD_isError(left))
			return false;
		reader->zstd_between_frames = left == 0;
	}
	reader->filled = out.pos;
	return true;
}

static bool fill_plain(struct reader *reader)
{
	int got = gzread(reader->plain, reader->buffer, BUFFER_BYTES);
	int status = Z_OK;

	if (got < 0)
		return false;
	reader->filled = (size_t)got;
	if (got < BUFFER_BYTES) {
		(void)gzerror(reader->plain, &status);
		if (status != Z_OK && status != Z_STREAM_END)
			return false; /* it ends in the middle */
		reader->ended = got == 0;
	}
	return true;
}

/* Excel begins its "CSV UTF-8" with one; it is no part of the first field. */
static void skip_bom(struct reader *reader)
{
	if (!reader->begun && reader->filled >= BOM_BYTES &&
	    memcmp(reader->buffer, BOM, BOM_BYTES) == 0)
		reader->at = BOM_BYTES;
	reader->begun = true;
}

static bool fill(struct reader *reader, struct error_text *error)
{
	bool good;

	reader->at = 0;
	reader->filled = 0;
	good = reader->zstd != NULL ? fill_zstd(reader) : fill_plain(reader);
	if (!good) {
		reader->ended = true;
		return error_set(error,
				 "%s: the file is damaged or ends too "
				 "early; fetch it again",
				 reader->name);
	}
	skip_bom(reader);
	return true;
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
				 "%s:%llu: a quote inside a field that is not "
				 "quoted; write \"\" for a quote inside quotes",
				 reader->name,
				 (unsigned long long)reader->line + 1);
	reader->at += length;
	reader->line += newline != NULL;
	return true;
}

/* What the row is, if it has anything in it. */
static bool take_row(struct reader *reader, struct row *row)
{
	reader->row_done = false;
	if (reader->field_count == 0 ||
	    (reader->field_count == 1 && reader->row_used == 1))
		return false;
	row->count = reader->field_count;
	for (size_t i = 0; i < row->count; i++)
		row->fields[i] = reader->row_bytes + reader->offsets[i];
	return true;
}

bool reader_peek(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	if (!reader->has_ahead)
		reader->has_ahead = reader_next(reader, &reader->ahead, error);
	*row = reader->ahead;
	return reader->has_ahead;
}

bool reader_next(struct reader *reader, struct row *row,
		 struct error_text *error)
{
	if (reader->has_ahead) {
		reader->has_ahead = false;
		*row = reader->ahead;
		return true;
	}
	for (;;) {
		reader->field_count = 0;
		reader->row_used = 0;
		while (!reader->row_done && !reader->ended) {
			if (reader->at == reader->filled) {
				if (!fill(reader, error))
					return false;
				continue;
			}
			if (!feed_line(reader, error))
				return false;
		}
		row->line = reader->line;
		if (!reader->row_done) { /* the last line has no newline */
			if (csv_fini(&reader->parser, on_field, on_row,
				     reader) != 0)
				return error_set(
				    error,
				    "%s:%llu: a quoted field does "
				    "not end; close it with \"",
				    reader->name,
				    (unsigned long long)reader->line);
			row->line++;
			if (!reader->row_done)
				return false;
		}
		if (reader->too_long)
			return error_set(error,
					 "%s:%llu: the line is too long; at "
					 "most %d fields",
					 reader->name,
					 (unsigned long long)row->line,
					 ROW_FIELDS_MAX);
		if (take_row(reader, row))
			return true;
	}
}
