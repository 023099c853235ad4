#include "counts_number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_TEXT 64
/* One reading is so much smoother than the other that it is right. */
#define SMOOTHER 1.5

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Blanks and apostrophes between digits group them; their bytes. */
static size_t blank_length(const char *at)
{
	static const char *const blanks[] = {" ", "'", "\xc2\xa0",
					     "\xe2\x80\xaf", "\xe2\x80\x99"};

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (strncmp(at, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	return 0;
}

static bool three_digits_at(const char *at)
{
	return is_digit(at[0]) && is_digit(at[1]) && is_digit(at[2]) &&
	       !is_digit(at[3]);
}

/* Take out what can only group.  False: it does not. */
static bool drop_blanks(const char *text, char out[NUMBER_TEXT], bool *grouped)
{
	size_t length = 0;

	*grouped = false;
	while (*text != '\0') {
		size_t blank = blank_length(text);

		if (blank > 0) {
			if (length == 0 || !is_digit(out[length - 1]) ||
			    !three_digits_at(text + blank))
				return false;
			*grouped = true;
			text += blank;
			continue;
		}
		if (length + 1 == NUMBER_TEXT)
			return false;
		out[length++] = *text++;
	}
	out[length] = '\0';
	return true;
}

static unsigned count_of(const char *text, char c)
{
	unsigned count = 0;

	for (; *text != '\0'; text++)
		count += *text == c;
	return count;
}

/* All marks of one kind have three digits behind them and one to three before
 * the first; they are taken out.  False: they do not group. */
static bool drop_groups(char *text, char mark)
{
	size_t first = strcspn(text, (const char[]){mark, '\0'});
	char *to = text;

	if (first < 1 || first > 3 || text[0] == '0')
		return false;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == mark && !three_digits_at(at + 1))
			return false;
		if (*at != mark)
			*to++ = *at;
	}
	*to = '\0';
	return true;
}

static bool to_double(char *text, char decimal, double *value)
{
	char *mark = decimal == ',' ? strchr(text, ',') : NULL, *end;

	if (mark != NULL)
		*mark = '.';
	if (!is_digit(text[0]) && text[0] != '.')
		return false;
	*value = strtod(text, &end);
	return *end == '\0' && isfinite(*value) && *value >= 0 &&
	       strpbrk(text, "xXpP") == NULL;
}

bool count_number_read(const char *text, struct count_number *out)
{
	char plain[NUMBER_TEXT], copy[NUMBER_TEXT];
	unsigned points, commas;
	bool grouped;

	*out = (struct count_number){.form = NUMBER_WHOLE};
	if (!drop_blanks(text, plain, &grouped))
		return false;
	points = count_of(plain, '.');
	commas = count_of(plain, ',');
	if (points > 0 && commas > 0) {
		char last =
		    strrchr(plain, '.') > strrchr(plain, ',') ? '.' : ',';

		out->form = NUMBER_DECIMAL;
		out->mark = last;
		return count_of(plain, last) == 1 &&
		       drop_groups(plain, last == '.' ? ',' : '.') &&
		       to_double(plain, last, &out->value);
	}
	if (points + commas == 0) {
		if (grouped)
			out->form = NUMBER_GROUPED;
		return to_double(plain, '.', &out->value);
	}
	out->mark = points > 0 ? '.' : ',';
	memcpy(copy, plain, sizeof copy);
	if (!grouped && drop_groups(copy, out->mark) &&
	    to_double(copy, '.', &out->grouped)) {
		out->form =
		    points + commas > 1 ? NUMBER_GROUPED : NUMBER_EITHER;
		out->value = out->grouped;
		return points + commas > 1 ||
		       to_double(plain, out->mark, &out->value);
	}
	out->form = NUMBER_DECIMAL;
	return points + commas == 1 && to_double(plain, out->mark, &out->value);
}

/* How far a series jumps from value to value, as ratios. */
static double roughness(const struct count_number *numbers, uint32_t count,
			bool grouped)
{
	double sum = 0, before = 0;
	bool any = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct count_number *n = &numbers[i];
		double value;

		if (isnan(n->value))
			continue;
		value = log1p(n->form == NUMBER_EITHER && grouped ? n->grouped
								  : n->value);
		sum += any ? fabs(value - before) : 0;
		before = value;
		any = true;
	}
	return sum;
}

enum number_reading count_numbers_reading(const struct count_number *numbers,
					  uint32_t count)
{
	char mark = 0;
	bool whole = false;
	double decimal, grouped;

	for (uint32_t i = 0; i < count; i++)
		if (numbers[i].form == NUMBER_EITHER)
			mark = numbers[i].mark;
	if (mark == 0)
		return READ_AS_DECIMAL;
	for (uint32_t i = 0; i < count; i++) {
		const struct count_number *n = &numbers[i];

		if (n->form == NUMBER_DECIMAL)
			return n->mark == mark ? READ_AS_DECIMAL
					       : READ_AS_GROUPED;
		if (n->form == NUMBER_GROUPED)
			return n->mark == mark ? READ_AS_GROUPED
					       : READ_AS_DECIMAL;
		if (n->form == NUMBER_WHOLE && n->value >= 1000)
			return READ_AS_DECIMAL;
		whole = whole || (n->form == NUMBER_WHOLE && n->value > 0);
	}
	if (!whole) /* every value is: the shape is the same */
		return READ_AS_DECIMAL;
	decimal = roughness(numbers, count, false);
	grouped = roughness(numbers, count, true);
	return grouped * SMOOTHER < decimal   ? READ_AS_GROUPED
	       : decimal * SMOOTHER < grouped ? READ_AS_DECIMAL
					      : READ_UNKNOWN;
}
