#include "sim/stopping.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool width_read(const char *text, struct width *out)
{
	char *end;

	/* strtod() also reads hexadecimal and "inf" */
	if (text[strspn(text, "0123456789.%")] != '\0')
		return false;
	out->most = strtod(text, &end);
	out->relative = strcmp(end, "%") == 0;
	if (out->relative)
		out->most /= 100;
	return (out->relative || *end == '\0') && out->most > 0;
}

double width_amount(const struct width *width, double base)
{
	return width->relative ? width->most * fabs(base) : width->most;
}

enum narrow stopping_judge(const struct pairing *pairing, bool paired,
			   unsigned comparisons, const struct width *width)
{
	struct interval d = pairing_difference_of(pairing, paired, comparisons);
	double half = d.known ? (d.high - d.low) / 2 : 0;

	if (isnan(d.mean))
		return NARROW_NEVER;
	return half <= width_amount(width, pairing_a(pairing)) ? NARROW_ENOUGH
							       : NARROW_NOT_YET;
}

uint32_t stopping_first(uint32_t asked, uint32_t most)
{
	uint32_t first = asked > STOPPING_FIRST ? asked : STOPPING_FIRST;

	return first < most ? first : most;
}

uint32_t stopping_next(uint32_t done, uint32_t most)
{
	return done < most / 2 ? 2 * done : most;
}
