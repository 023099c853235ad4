/*
 * arithmetic.h - the few integer operations that money needs.
 */
#ifndef ENGINE_ARITHMETIC_H
#define ENGINE_ARITHMETIC_H

#include <stdint.h>

/* Products of money and time do not fit 64 bits. */
__extension__ typedef __int128 wide;

/* n / d, rounded half to even.  d > 0. */
static inline int64_t divide_half_even(wide n, int64_t d)
{
	wide quotient, rest;

	if (n >= 0 && n <= INT64_MAX) { /* the common case, ten times faster */
		quotient = (int64_t)n / d;
		rest = (int64_t)n % d;
	} else {
		quotient = n / d;
		rest = n % d;
		if (rest < 0) {
			quotient--;
			rest += d;
		}
	}
	if (2 * rest > d || (2 * rest == d && (quotient & 1) != 0))
		quotient++;
	return (int64_t)quotient;
}

static inline int64_t min_i64(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t max_i64(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* One round of a 64-bit mixer: folds a word into a running hash. */
static inline uint64_t mix_word(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ (hash >> 29);
}

#endif /* ENGINE_ARITHMETIC_H */
