/*
 * stopping.h - how many replications are enough: more of them, until the
 * interval of a difference is as narrow as asked, or a stated maximum.
 *
 * Looks at the intervals after STOPPING_FIRST replications or more, then at
 * twice as many, and so on.  Stopping where the interval happens to be narrow
 * makes it hold a little less often than it says (Chow and Robbins, 1965, "On
 * the asymptotic theory of fixed-width sequential confidence intervals": the
 * loss vanishes as the width does); the minimum and the few looks keep it small
 * (tests/test_stopping.c).  Owns nothing.
 */
#ifndef SIM_STOPPING_H
#define SIM_STOPPING_H

#include <stdbool.h>
#include <stdint.h>

#include "traces/base/pairing.h"

#define STOPPING_FIRST 10

/* How far an interval may reach to each side of its mean. */
struct width {
	double most;
	bool relative; /* most x the mean of the base */
};

/* "1%" or "0.5".  False: neither, or not above 0. */
bool width_read(const char *text, struct width *out);
/* As an amount, beside that mean. */
double width_amount(const struct width *width, double base);

enum narrow { NARROW_NOT_YET = 0, NARROW_ENOUGH, NARROW_NEVER };

/* NARROW_NEVER: the difference is not known, nor will it be. */
enum narrow stopping_judge(const struct pairing *pairing, bool paired,
			   unsigned comparisons, const struct width *width);

/* Replications to look at first, if `asked` are asked for; and after `done`.
 */
uint32_t stopping_first(uint32_t asked, uint32_t most);
uint32_t stopping_next(uint32_t done, uint32_t most);

#endif /* SIM_STOPPING_H */
