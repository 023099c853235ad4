#include "reports/columns.h"

#include <string.h>

/* Bytes that begin a character; those that go on look like 10xxxxxx. */
static int count_characters(const char *text, size_t bytes)
{
	int count = 0;

	for (size_t i = 0; i < bytes; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

int columns_of(const char *text)
{
	return count_characters(text, strlen(text));
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

void columns_wrap(FILE *out, const char *first, int indent, const char *text)
{
	int column = indent;

	columns_left(out, first, indent);
	while (*text != '\0') {
		size_t bytes = strcspn(text, " ");
		int word = count_characters(text, bytes);

		if (column > indent && column + 1 + word > COLUMNS_WIDTH) {
			(void)fputc('\n', out);
			put_spaces(out, indent);
			column = indent;
		}
		if (column > indent) {
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
