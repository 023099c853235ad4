/*
 * test_reader.c - a line that is split in place says what libcsv says; rows
 * that are looked at together stay what they were.  A line without an end is
 * refused while it is read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <csv.h>

#include "traces/base/lines.h"
#include "traces/base/random.h"
#include "traces/base/reader.h"

#define TEXT_MAX 400000
#define ROUNDS 300

/* Rows as one text: fields end with \x1f, rows with \x1e. */
struct said {
	char text[2 * TEXT_MAX];
	size_t used;
	size_t fields, row_bytes; /* of the row that is being said */
};

static void say(struct said *said, const char *text, size_t size, char end)
{
	assert_true(said->used + size + 1 < sizeof said->text);
	memcpy(said->text + said->used, text, size);
	said->used += size;
	said->text[said->used++] = end;
}

static void on_field(void *text, size_t size, void *context)
{
	struct said *said = context;

	say(said, text, size, '\x1f');
	said->fields++;
	said->row_bytes += size;
}

static void on_row(int end, void *context)
{
	struct said *said = context;

	(void)end;
	if (said->fields == 1 && said->row_bytes == 0)
		said->used -= 1; /* an empty line */
	else if (said->fields > 0)
		say(said, "", 0, '\x1e');
	said->fields = 0;
	said->row_bytes = 0;
}

static void by_libcsv(const char *text, size_t size, struct said *said)
{
	struct csv_parser parser;

	said->used = said->fields = said->row_bytes = 0;
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	assert_int_equal(csv_parse(&parser, text, size, on_field, on_row, said),
			 size);
	assert_int_equal(csv_fini(&parser, on_field, on_row, said), 0);
	csv_free(&parser);
}

static void by_reader(const char *text, size_t size, bool ask,
		      struct said *said)
{
	struct error_text error = {""};
	struct unpack *unpack = unpack_bytes("bytes", text, size, &error);
	struct reader *reader = reader_over(unpack, &error);
	struct row row;

	said->used = 0;
	assert_non_null(reader);
	while (reader_next(reader, &row, &error)) {
		bool keeps = ask && reader_keeps(reader);
		struct row next;

		for (int together = keeps ? 2 : 1; together > 0; together--) {
			if (together == 2)
				assert_true(reader_next(reader, &next, &error));
			for (size_t i = 0; i < row.count; i++)
				say(said, row.fields[i], strlen(row.fields[i]),
				    '\x1f');
			say(said, "", 0, '\x1e');
			row = next;
		}
	}
	assert_string_equal(error.text, "");
	reader_close(reader);
}

/* Lines of letters, blanks, commas, quoted fields and both ends of a line. */
static size_t draw_text(struct random_stream *s, char *text, size_t rows)
{
	static const char *const fields[] = {
	    "a",	  "",	     " b\t",
	    "1731088800", "\"q\"",   "\"with, comma\"",
	    "\"\"\"\"",	  "x y",     "\"two\nlines\"",
	    "\t",	  "\xc3\xa4"};
	size_t used = 0;

	for (size_t row = 0; row < rows; row++) {
		uint64_t count = random_u64(s) % 6;

		for (uint64_t i = 0; i < count; i++) {
			uint64_t kinds = random_u64(s) % 3 == 0 ? 11 : 4;
			const char *field = fields[random_u64(s) % kinds];

			used += (size_t)sprintf(text + used, "%s%s",
						i == 0 ? "" : ",", field);
		}
		if (row + 1 < rows || random_u64(s) % 2 == 0)
			used += (size_t)sprintf(text + used, "%s",
						random_u64(s) % 4 == 0 ? "\r\n"
								       : "\n");
	}
	return used;
}

static void the_fast_splitter_agrees_with_libcsv(void **state)
{
	const struct random_key key = {.seed = 5, .purpose = RANDOM_TEST};
	struct random_stream stream;
	struct said *csv = malloc(sizeof *csv), *ours = malloc(sizeof *ours);
	char *text = malloc(TEXT_MAX);

	(void)state;
	assert_non_null(csv);
	assert_non_null(ours);
	assert_non_null(text);
	random_open(&stream, &key);
	for (int round = 0; round < ROUNDS; round++) {
		/* the last one is larger than the reader's buffer */
		size_t rows = round + 1 < ROUNDS
				  ? (size_t)(random_u64(&stream) % 30)
				  : 20000;
		size_t size = draw_text(&stream, text, rows);

		by_libcsv(text, size, csv);
		for (int ask = 0; ask < 2; ask++) {
			by_reader(text, size, ask == 1, ours);
			if (ours->used != csv->used ||
			    memcmp(ours->text, csv->text, csv->used) != 0)
				fail_msg("seed 5, round %d differs", round);
		}
	}
	free(csv);
	free(ours);
	free(text);
}

/* With a mark in front; letters are of one or two bytes. */
static size_t to_utf16(const char *text, size_t size, bool big, char *out)
{
	char *at = out;

	for (size_t i = 0, unit = 0xfeff; i <= size; i++) {
		*at++ = (char)(big ? unit >> 8 : unit & 0xff);
		*at++ = (char)(big ? unit & 0xff : unit >> 8);
		unit = (unsigned char)text[i];
		if (unit >= 0x80 && i < size)
			unit = (unit & 0x1f) << 6 | (text[++i] & 0x3f);
	}
	return (size_t)(at - out);
}

static void a_table_in_utf_16_is_the_same_table(void **state)
{
	const struct random_key key = {.seed = 6, .purpose = RANDOM_TEST};
	struct random_stream stream;
	struct said *plain = malloc(sizeof *plain),
		    *wide = malloc(sizeof *wide);
	char *text = malloc(TEXT_MAX), *units = malloc(2 * TEXT_MAX + 2);

	(void)state;
	assert_true(plain != NULL && wide != NULL && text != NULL &&
		    units != NULL);
	random_open(&stream, &key);
	for (int round = 0; round < ROUNDS; round++) {
		size_t rows = round + 1 < ROUNDS
				  ? (size_t)(random_u64(&stream) % 30)
				  : 20000;
		size_t size = draw_text(&stream, text, rows), wide_size;

		by_reader(text, size, false, plain);
		wide_size = to_utf16(text, size, round % 2, units);
		by_reader(units, wide_size, round % 3 == 0, wide);
		if (plain->used != wide->used ||
		    memcmp(plain->text, wide->text, wide->used) != 0)
			fail_msg("seed 6, round %d differs", round);
	}
	free(plain);
	free(wide);
	free(text);
	free(units);
}

/* A file of a first line, then `size` bytes: a text again and again, or, for
 * none, a hole. */
static FILE *endless_file(const char *text, size_t size)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_true(fputs("a,b\n1,2\n", file) >= 0);
	for (size_t put = 0; text != NULL && put < size; put += strlen(text))
		assert_true(fputs(text, file) >= 0);
	assert_int_equal(fflush(file), 0);
	if (text == NULL)
		assert_int_equal(ftruncate(fileno(file), (off_t)size), 0);
	return file;
}

static struct unpack *open_whole(FILE *file, struct error_text *error)
{
	struct unpack *unpack =
	    unpack_part("it", fileno(file), 0, INT64_MAX, error);

	assert_non_null(unpack);
	return unpack;
}

/* How far it is read tells that not all of it was in memory. */
static void assert_read_at_most(FILE *file, off_t mib)
{
	assert_in_range(lseek(fileno(file), 0, SEEK_CUR), 1, mib << 20);
	(void)fclose(file);
}

static void a_row_without_an_end_is_refused_early(void **state)
{
	static const char *const texts[] = {NULL,	"a",	   " ", ",",
					    "x \"y\" ", "\t\t\tz", "\r"};
	static const char quoted[] = "\"";

	(void)state;
	for (size_t i = 0; i <= sizeof texts / sizeof *texts; i++) {
		bool in_quotes = i == sizeof texts / sizeof *texts;
		FILE *file =
		    endless_file(in_quotes ? "line\n" : texts[i], 16 << 20);
		struct error_text error = {""};
		struct reader *reader;
		struct row row;

		if (in_quotes)
			assert_int_equal(pwrite(fileno(file), quoted, 1, 8), 1);
		reader = reader_over(open_whole(file, &error), &error);
		assert_true(reader_next(reader, &row, &error));
		assert_true(reader_next(reader, &row, &error));
		assert_false(reader_next(reader, &row, &error));
		if (strstr(error.text, "the line is too long") == NULL &&
		    strstr(error.text, "a quote inside a field") == NULL)
			fail_msg("%zu: \"%s\"", i, error.text);
		reader_close(reader);
		assert_read_at_most(file, 2);
	}
}

static void a_line_of_a_log_without_an_end_is_refused_early(void **state)
{
	static struct lines lines;
	struct error_text error = {""};
	FILE *file = endless_file(NULL, (size_t)1 << 30);
	struct unpack *unpack = open_whole(file, &error);

	(void)state;
	lines_open(&lines, unpack);
	assert_true(lines_next(&lines, &error));
	assert_true(lines_next(&lines, &error));
	assert_false(lines_next(&lines, &error));
	assert_string_equal(error.text,
			    "it:3: the line is too long; at most 64 MB");
	unpack_close(unpack);
	assert_read_at_most(file, LINE_MIB_MAX + 1);
}

/* What a crash left in it. */
static void a_hole_in_a_log_is_one_line(void **state)
{
	static struct lines lines;
	struct error_text error = {""};
	FILE *file = endless_file(NULL, 40 << 20);
	struct unpack *unpack;

	(void)state;
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	assert_true(fputs("\nlast\n", file) >= 0);
	assert_int_equal(fflush(file), 0);
	unpack = open_whole(file, &error);
	lines_open(&lines, unpack);
	for (int i = 0; i < 4; i++)
		assert_true(lines_next(&lines, &error));
	assert_memory_equal(lines.line, "last", 4);
	unpack_close(unpack);
	(void)fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_fast_splitter_agrees_with_libcsv),
	    cmocka_unit_test(a_table_in_utf_16_is_the_same_table),
	    cmocka_unit_test(a_row_without_an_end_is_refused_early),
	    cmocka_unit_test(a_line_of_a_log_without_an_end_is_refused_early),
	    cmocka_unit_test(a_hole_in_a_log_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
