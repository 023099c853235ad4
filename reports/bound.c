#include "reports/bound.h"

#include <stdio.h>

#include "reports/number.h"

#define HALF (BOUND_TEXT_SIZE / 2)

static char *figure(const struct summary *s, enum language language,
		    const char *key, int decimals, char out[NUMBER_SIZE])
{
	return number_text(language, summary_number(s, key), decimals, out);
}

/* " (1.22 ... 1.26)" */
static const char *interval(const struct summary *s, enum language language,
			    char out[NUMBER_SIZE + 4])
{
	char range[NUMBER_SIZE];
	double low, high;

	out[0] = '\0';
	if (summary_interval(s, "bound.ratio", &low, &high))
		(void)snprintf(
		    out, NUMBER_SIZE + 4, " (%s)",
		    number_range(language, low, high, 2, false, range));
	return out;
}

const char *bound_text(const struct summary *s, enum language language,
		       char out[BOUND_TEXT_SIZE])
{
	char first[HALF], second[HALF], range[NUMBER_SIZE + 4], a[NUMBER_SIZE],
	    b[NUMBER_SIZE], c[NUMBER_SIZE], d[NUMBER_SIZE];

	out[0] = '\0';
	if (!summary_has(s, "bound.ratio"))
		return out;
	(void)text_fill(first, sizeof first, language, T_BOUND,
			WITH(figure(s, language, "bound.machines_eur", 2, a),
			     figure(s, language, "bound.ratio", 2, b),
			     interval(s, language, range),
			     figure(s, language, "bound.least_eur", 2, c)));
	(void)text_fill(
	    second, sizeof second, language, T_BOUND_RATES,
	    WITH(figure(s, language, "bound.machines_per_hour_eur", 2, a),
		 figure(s, language, "bound.least_per_hour_eur", 2, b),
		 figure(s, language, "bound.machines_per_month_eur", 2, c),
		 figure(s, language, "bound.least_per_month_eur", 2, d)));
	(void)snprintf(out, BOUND_TEXT_SIZE, "%s %s", first, second);
	return out;
}
