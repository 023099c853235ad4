#include "csv_row.h"

#include <stdlib.h>
#include <string.h>

#include "array.h"

static const struct {
	const char *name, *mark, *end;
	char separator, decimal;
	bool guards; /* against formulas */
} dialects[] = {
    [CSV_PLAIN] = {"plain", "", "\n", ',', '.', false},
    [CSV_EXCEL] = {"excel", "\xef\xbb\xbf", "\r\n", ';', ',', true},
};

bool csv_dialect_named(const char *name, enum csv_dialect *out)
{
	for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++)
		if (strcmp(name, dialects[i].name) == 0) {
			*out = (enum csv_dialect)i;
			return true;
		}
	return false;
}

const char *csv_mark(enum csv_dialect dialect)
{
	return dialects[dialect].mark;
}

/* --- bytes ---------------------------------------------------------------- */

static bool room_for(struct csv_row *row, size_t more)
{
	if (!row->failed && !ARRAY_ROOM(row->text, row->room, row->size + more))
		row->failed = true;
	return !row->failed;
}

static void put_bytes(struct csv_row *row, const char *text, size_t length)
{
	if (length == 0 || !room_for(row, length))
		return;
	memcpy(row->text + row->size, text, length);
	row->size += length;
}

static void put_letter(struct csv_row *row, char letter)
{
	put_bytes(row, &letter, 1);
}

static void begin_field(struct csv_row *row)
{
	if (row->fields++ > 0)
		put_letter(row, dialects[row->dialect].separator);
}

/* --- fields --------------------------------------------------------------- */

/* "-12.5": a sign, digits, and digits behind a point. */
static bool is_csv_number(const char *text)
{
	size_t sign = strspn(text, "+-") == 1;
	size_t whole = strspn(text + sign, "0123456789");
	const char *rest = text + sign + whole;

	if (whole > 0 && *rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	return whole > 0 && *rest == '\0';
}

static bool is_formula(const char *text)
{
	return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL &&
	       !is_csv_number(text);
}

static bool must_be_quoted(const struct csv_row *row, const char *text)
{
	const char special[] = {dialects[row->dialect].separator, '"', '\r',
				'\n', '\0'};
	size_t length = strlen(text);

	return strpbrk(text, special) != NULL ||
	       (length > 0 && (strchr(" \t", text[0]) != NULL ||
			       strchr(" \t", text[length - 1]) != NULL));
}

void csv_row_text(struct csv_row *row, const char *text)
{
	bool guarded = dialects[row->dialect].guards && is_formula(text);
	bool quoted = must_be_quoted(row, text);

	begin_field(row);
	if (quoted)
		put_letter(row, '"');
	if (guarded)
		put_letter(row, '\'');
	for (const char *at = text; quoted && *at != '\0'; at++) {
		if (*at == '"')
			put_letter(row, '"');
		put_letter(row, *at);
	}
	if (quoted)
		put_letter(row, '"');
	else
		put_bytes(row, text, strlen(text));
}

void csv_row_number(struct csv_row *row, const char *plain)
{
	size_t whole = strcspn(plain, ".");

	begin_field(row);
	put_bytes(row, plain, whole);
	if (plain[whole] == '.') {
		put_letter(row, dialects[row->dialect].decimal);
		put_bytes(row, plain + whole + 1, strlen(plain + whole + 1));
	}
}

void csv_row_end(struct csv_row *row)
{
	const char *end = dialects[row->dialect].end;

	put_bytes(row, end, strlen(end));
}

void csv_row_clear(struct csv_row *row)
{
	row->size = 0;
	row->fields = 0;
}

void csv_row_release(struct csv_row *row)
{
	free(row->text);
	*row = (struct csv_row){.dialect = row->dialect};
}
