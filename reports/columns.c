#include "reports/columns.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct letters { /* from ... to, in Unicode */
	uint32_t from, to;
};

static bool is_among(uint32_t letter, const struct letters *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (letter >= list[i].from && letter <= list[i].to)
			return true;
	return false;
}

/* Columns of a letter: East Asian ones and emoji take two (Unicode annex 11,
 * what every terminal draws wide), marks on the letter before none. */
static int width_of(uint32_t letter)
{
	static const struct letters wide[] = {
	    {0x1100, 0x115f},	{0x2e80, 0x303e},   {0x3041, 0x4dbf},
	    {0x4e00, 0xa4cf},	{0xac00, 0xd7a3},   {0xf900, 0xfaff},
	    {0xfe30, 0xfe6f},	{0xff00, 0xff60},   {0xffe0, 0xffe6},
	    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
	    {0x20000, 0x3fffd}};
	static const struct letters marks[] = {
	    {0x0300, 0x036f}, {0x200b, 0x200f}, {0xfe00, 0xfe0f}};

	if (is_among(letter, marks, sizeof marks / sizeof *marks))
		return 0;
	return is_among(letter, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

/* The letter that begins here and its bytes; of text that is not UTF-8 each
 * byte is one. */
static uint32_t letter_at(const char *text, size_t size, size_t *bytes)
{
	static const unsigned char firsts[] = {0xc0, 0xe0, 0xf0};
	unsigned char first = (unsigned char)text[0];
	uint32_t letter = first;
	size_t more = 0;

	while (more < 3 && first >= firsts[more])
		more++;
	*bytes = 1;
	if (more == 0 || more >= size)
		return letter;
	letter = first & (0x3fu >> more);
	for (size_t i = 1; i <= more; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return first;
		letter = letter << 6 | ((unsigned char)text[i] & 0x3fu);
	}
	*bytes = more + 1;
	return letter;
}

static int count_columns(const char *text, size_t size)
{
	int columns = 0;

	for (size_t at = 0, bytes; at < size; at += bytes)
		columns += width_of(letter_at(text + at, size - at, &bytes));
	return columns;
}

int columns_of(const char *text)
{
	return count_columns(text, strlen(text));
}

static void put_spaces(FILE *out, int spaces)
{
	if (spaces > 0)
		(void)fprintf(out, "%*s", spaces, "");
}

void columns_left(FILE *out, const char *text, int width)
{
	(void)fputs(text, out);
	put_spaces(out, width - columns_of(text));
}

void columns_right(FILE *out, const char *text, int width)
{
	put_spaces(out, width - columns_of(text));
	(void)fputs(text, out);
}

/* Words from `column` on, further lines from `indent` on. */
static void put_words(FILE *out, int column, int indent, const char *text)
{
	int begins = column;

	while (*text != '\0') {
		size_t bytes = strcspn(text, " ");
		int word = count_columns(text, bytes);

		if (column > begins && column + 1 + word > COLUMNS_WIDTH) {
			(void)fputc('\n', out);
			put_spaces(out, indent);
			column = begins = indent;
		}
		if (column > begins) {
			(void)fputc(' ', out);
			column++;
		}
		(void)fwrite(text, 1, bytes, out);
		column += word;
		text += bytes;
		text += strspn(text, " ");
	}
	(void)fputc('\n', out);
}

void columns_wrap(FILE *out, const char *first, int indent, const char *text)
{
	columns_left(out, first, indent);
	put_words(out, indent, indent, text);
}

void columns_line(FILE *out, int indent, const char *text)
{
	if (columns_of(text) <= COLUMNS_WIDTH)
		(void)fprintf(out, "%s\n", text);
	else
		put_words(out, 0, indent, text);
}

void columns_cut(FILE *out, const char *text, int width, int most)
{
	size_t size = strlen(text), at = 0;
	int column = 0;

	if (columns_of(text) <= most) {
		columns_left(out, text, width);
		return;
	}
	while (at < size) {
		size_t bytes;
		int next = width_of(letter_at(text + at, size - at, &bytes));

		if (column + next > most - 3)
			break;
		column += next;
		at += bytes;
	}
	(void)fprintf(out, "%.*s...", (int)at, text);
}
