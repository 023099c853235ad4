#include "reports/number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a language writes numbers, and what is longer than any of them. */
static const struct {
	const char *decimal, *group, *over;
} marks[LANGUAGE_COUNT] = {
    [LANGUAGE_EN] = {".", ",", "over"},
    [LANGUAGE_DE] = {",", ".", "darüber"},
};

/* What is no number; NULL: it is one. */
static const char *word_for(enum language language, double value)
{
	return isnan(value) ? "-" : isinf(value) ? marks[language].over : NULL;
}

char *number_written(enum language language, const char *plain, char *out)
{
	/* no "-0.00" */
	if (plain[0] == '-' && strpbrk(plain, "123456789") == NULL)
		plain++;
	size_t sign = plain[0] == '-' || plain[0] == '+';
	size_t whole = strspn(plain + sign, "0123456789");
	const char *rest = plain + sign + whole;
	size_t used = 0;

	for (size_t i = 0; i < sign + whole && used + 4 < NUMBER_SIZE; i++) {
		size_t left = sign + whole - i;

		if (i > sign && left % 3 == 0)
			out[used++] = marks[language].group[0];
		out[used++] = plain[i];
	}
	(void)snprintf(out + used, NUMBER_SIZE - used, "%s%s",
		       *rest == '.' ? marks[language].decimal : "",
		       *rest == '.' ? rest + 1 : rest);
	return out;
}

/* "+0.00", not "-0.00". */
static double without_minus_zero(double value, int decimals)
{
	return fabs(value) < 0.5 * pow(10, -decimals) ? 0.0 : value;
}

char *number_text(enum language language, double value, int decimals, char *out)
{
	const char *word = word_for(language, value);
	char plain[NUMBER_SIZE];

	if (word != NULL) {
		(void)snprintf(out, NUMBER_SIZE, "%s", word);
		return out;
	}
	(void)snprintf(plain, sizeof plain, "%.*f", decimals, value);
	return number_written(language, plain, out);
}

char *number_signed(enum language language, double value, int decimals,
		    char *out)
{
	const char *word = word_for(language, value);
	char plain[NUMBER_SIZE];

	if (word != NULL) {
		(void)snprintf(out, NUMBER_SIZE, "%s", word);
		return out;
	}
	(void)snprintf(plain, sizeof plain, "%+.*f", decimals,
		       without_minus_zero(value, decimals));
	return number_written(language, plain, out);
}

char *number_range(enum language language, double low, double high,
		   int decimals, bool with_sign, char *out)
{
	char from[NUMBER_SIZE], to[NUMBER_SIZE];

	if (with_sign) {
		(void)number_signed(language, low, decimals, from);
		(void)number_signed(language, high, decimals, to);
	} else {
		(void)number_text(language, low, decimals, from);
		(void)number_text(language, high, decimals, to);
	}
	(void)snprintf(out, NUMBER_SIZE, "%.60s ... %.60s", from, to);
	return out;
}

char *number_short(enum language language, double value, char *out)
{
	double size = fabs(value);
	int decimals = size >= 100 || size < 1e-12 ? 0
		       : size >= 10		   ? 1
		       : size >= 1		   ? 2
		       : size >= 0.1		   ? 3
						   : 4;

	return number_text(language, value, decimals, out);
}

/* --- days ----------------------------------------------------------------- */

static bool is_day(const char *time)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? isdigit((unsigned char)time[i]) == 0
				   : time[i] != form[i])
			return false;
	return true;
}

char *number_day(enum language language, const char *time, char *out)
{
	if (language == LANGUAGE_DE && is_day(time))
		(void)snprintf(out, NUMBER_SIZE, "%.2s.%.2s.%.4s", time + 8,
			       time + 5, time);
	else
		(void)snprintf(out, NUMBER_SIZE, "%.10s", time);
	return out;
}

char *number_day_short(enum language language, const char *time, char *out)
{
	if (language == LANGUAGE_DE && is_day(time))
		(void)snprintf(out, NUMBER_SIZE, "%.2s.%.2s.", time + 8,
			       time + 5);
	else
		(void)snprintf(out, NUMBER_SIZE, "%.5s", time + 5);
	return out;
}

char *number_minute(enum language language, const char *time, char *out)
{
	char day[NUMBER_SIZE];

	(void)snprintf(out, NUMBER_SIZE, "%.40s %.5s",
		       number_day(language, time, day),
		       strlen(time) > 11 ? time + 11 : "");
	return out;
}
