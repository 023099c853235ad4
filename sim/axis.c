#include "sim/axis.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/overrides.h"
#include "sim/with.h"
#include "traces/base/memory.h"

#define PARTS_MAX 3
#define DIGITS_MAX 15 /* so that no sum or product of ours overflows */
#define DECIMALS_MAX 9
#define LINE_SIZE 128

/* --- numbers with a unit -------------------------------------------------- */

/* One of lo:hi:step: digits without their point. */
struct part {
	int64_t digits;
	unsigned decimals;
	char unit[AXIS_UNIT_SIZE];
};

static bool take_digits(const char **at, struct part *part)
{
	unsigned length = 0;
	bool negative = **at == '-', point = false;

	*at += negative;
	for (; isdigit((unsigned char)**at) ||
	       (**at == '.' && !point && length > 0);
	     (*at)++) {
		if (**at == '.') {
			point = true;
			continue;
		}
		if (++length > DIGITS_MAX ||
		    (point && ++part->decimals > DECIMALS_MAX))
			return false;
		part->digits = 10 * part->digits + (**at - '0');
	}
	if (negative)
		part->digits = -part->digits;
	return length > 0 && (*at)[-1] != '.';
}

/* "48h", "0.02 EUR", "5%". */
static bool take_part(const char **at, struct part *part)
{
	size_t length = 0;

	*part = (struct part){.digits = 0};
	if (!take_digits(at, part))
		return false;
	while (**at != '\0' && **at != ':') {
		if (!isalpha((unsigned char)**at) &&
		    strchr(" %", **at) == NULL)
			return false;
		if (length + 1 == sizeof part->unit)
			return false;
		part->unit[length++] = *(*at)++;
	}
	return true;
}

/* How many parts the text is made of; 0: it is no range. */
static unsigned split(const char *text, struct part parts[PARTS_MAX])
{
	unsigned count = 0;

	while (count < PARTS_MAX) {
		if (!take_part(&text, &parts[count++]))
			return 0;
		if (*text == '\0')
			return count > 1 ? count : 0;
		text++;
	}
	return 0;
}

/* All with as many decimals.  False: that would be too many digits. */
static bool align(struct part *parts, unsigned count)
{
	unsigned most = 0;

	for (unsigned i = 0; i < count; i++)
		if (parts[i].decimals > most)
			most = parts[i].decimals;
	for (unsigned i = 0; i < count; i++)
		for (; parts[i].decimals < most; parts[i].decimals++) {
			if (llabs(parts[i].digits) > INT64_C(100000000000000))
				return false;
			parts[i].digits *= 10;
		}
	return true;
}

/* Without zeros behind the last digit that says something. */
static char *write_number(int64_t digits, unsigned decimals, const char *unit,
			  char out[AXIS_VALUE_SIZE])
{
	int64_t scale = 1;

	while (decimals > 0 && digits % 10 == 0) {
		digits /= 10;
		decimals--;
	}
	for (unsigned i = 0; i < decimals; i++)
		scale *= 10;
	if (decimals == 0)
		(void)snprintf(out, AXIS_VALUE_SIZE, "%" PRId64 "%s", digits,
			       unit);
	else
		(void)snprintf(out, AXIS_VALUE_SIZE,
			       "%s%" PRId64 ".%0*" PRId64 "%s",
			       digits < 0 ? "-" : "",
			       (int64_t)llabs(digits) / scale, (int)decimals,
			       (int64_t)llabs(digits) % scale, unit);
	return out;
}

/* --- ranges --------------------------------------------------------------- */

/* "4:12:1", as it would be right. */
static char *suggest(const struct axis *axis, int64_t low, int64_t high,
		     int64_t step, char out[LINE_SIZE])
{
	char a[AXIS_VALUE_SIZE], b[AXIS_VALUE_SIZE], c[AXIS_VALUE_SIZE];

	(void)snprintf(out, LINE_SIZE, "%.40s:%.40s:%.40s",
		       write_number(low, axis->decimals, axis->unit, a),
		       write_number(high, axis->decimals, axis->unit, b),
		       write_number(step, axis->decimals, axis->unit, c));
	return out;
}

static bool check_range(const struct axis *axis, int64_t high, int64_t step,
			struct error_text *error)
{
	char would[LINE_SIZE], or_would[LINE_SIZE];
	int64_t over;

	if (step <= 0)
		return error_set(
		    error, "the step is not above 0; write %s",
		    suggest(axis, axis->low < high ? axis->low : high,
			    axis->low < high ? high : axis->low,
			    step < 0 ? -step : 1, would));
	if (axis->low > high)
		return error_set(error,
				 "the range begins above its end; write %s",
				 suggest(axis, high, axis->low, step, would));
	over = (high - axis->low) % step;
	if (over != 0)
		return error_set(
		    error, "the step does not lead to the end; write %s or %s",
		    suggest(axis, axis->low, high - over, step, would),
		    suggest(axis, axis->low, high - over + step, step,
			    or_would));
	if ((high - axis->low) / step >= AXIS_VALUES_MAX)
		return error_set(error,
				 "more than %d values; write a larger step",
				 AXIS_VALUES_MAX);
	return true;
}

static bool read_range(struct axis *axis, struct part *parts, unsigned count,
		       bool drawn, struct error_text *error)
{
	char would[LINE_SIZE];
	int64_t high, step = 1;

	for (unsigned i = 1; i < count; i++)
		if (strcmp(parts[i].unit, parts[0].unit) != 0)
			return error_set(error,
					 "a range has one unit, written with "
					 "each number: 48h:336h:96h");
	if (!align(parts, count))
		return error_set(error, "too many digits");
	axis->low = parts[0].digits;
	axis->decimals = parts[0].decimals;
	memcpy(axis->unit, parts[0].unit, sizeof axis->unit);
	high = parts[1].digits;
	if (count == 2 && !drawn)
		return error_set(
		    error, "a range needs a step, unless --lhs; write %s",
		    suggest(axis, axis->low, high,
			    axis->low < high ? high - axis->low : 1, would));
	if (count == 3)
		step = parts[2].digits;
	if (!check_range(axis, high, step, error))
		return false;
	axis->step = step;
	axis->count = (uint64_t)((high - axis->low) / step) + 1;
	return true;
}

/* --- lists ---------------------------------------------------------------- */

static bool check_list(const struct axis *axis, struct error_text *error)
{
	for (uint64_t i = 1; i < axis->count; i++)
		for (uint64_t j = 0; j < i; j++)
			if (strcmp(axis->list[i], axis->list[j]) == 0)
				return error_set(error,
						 "the value %.60s is there "
						 "twice",
						 axis->list[i]);
	return true;
}

static bool read_list(struct axis *axis, char *text, struct error_text *error)
{
	while (text != NULL) {
		char *end = with_value_end(text, true);
		const char **list =
		    realloc(axis->list, (axis->count + 1) * sizeof *list);

		if (list == NULL)
			return error_set(error, "out of memory");
		axis->list = list;
		if (end == text)
			return error_set(error,
					 "a value is missing at a comma");
		if (axis->count == AXIS_LIST_MAX)
			return error_set(error, "more than %d values",
					 AXIS_LIST_MAX);
		list[axis->count++] = text;
		text = *end == ',' ? end + 1 : NULL;
		*end = '\0';
	}
	return check_list(axis, error);
}

bool axis_read(const char *text, bool drawn, struct axis *out,
	       struct error_text *error)
{
	size_t length = with_key_length(text);
	struct part parts[PARTS_MAX];
	unsigned count;

	*out = (struct axis){.given = text};
	if (length == 0 || length >= OVERRIDE_KEY_SIZE)
		return error_set(error, "is not of the form KEY=VALUES");
	out->key = memory_copy(text);
	if (out->key == NULL)
		return error_set(error, "out of memory");
	out->key[length] = '\0';
	if (!with_may_vary(out->key, error))
		return false;
	count = split(text + length + 1, parts);
	return count > 0 ? read_range(out, parts, count, drawn, error)
			 : read_list(out, out->key + length + 1, error);
}

void axis_release(struct axis *axis)
{
	free(axis->key);
	free(axis->list);
	*axis = (struct axis){.given = NULL};
}

const char *axis_value(const struct axis *axis, uint64_t index,
		       char scratch[AXIS_VALUE_SIZE])
{
	if (axis->list != NULL)
		return axis->list[index];
	return write_number(axis->low + (int64_t)index * axis->step,
			    axis->decimals, axis->unit, scratch);
}
