/*
 * arithmetic.h - the few integer operations that money needs.
 */
#ifndef ENGINE_KIT_ARITHMETIC_H
#define ENGINE_KIT_ARITHMETIC_H

#include <stdint.h>

/* Products of money and time do not fit 64 bits. */
__extension__ typedef __int128 wide;

/* n / d, rounded half to even.  d > 0. */
static inline int64_t divide_half_even(wide n, int64_t d)
{
	int64_t quotient, rest;

	if (n >= 0 && n <= INT64_MAX) { /* the common case, ten times faster */
		quotient = (int64_t)n / d;
		rest = (int64_t)n % d;
	} else {
		quotient = (int64_t)(n / d);
		rest = (int64_t)(n % d);
		if (rest < 0) {
			quotient--;
			rest += d;
		}
	}
	/* against what is left to d: twice the rest may be too much */
	if (rest > d - rest || (rest == d - rest && (quotient & 1) != 0))
		quotient++;
	return quotient;
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

/* Both halves of the product: every bit of both words counts. */
static inline uint64_t mix_pair(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = a;

	product *= b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Folds a record of eight words: sums of products of pairs, with keys from the
 * digits of pi, then one round of the mixer (after NH, Black et al. 1999).  The
 * products do not wait for each other. */
static inline uint64_t mix_record(uint64_t hash, const uint64_t words[8])
{
	uint64_t sum = mix_pair(words[0] ^ UINT64_C(0x243f6a8885a308d3),
				words[1] ^ UINT64_C(0x13198a2e03707344));

	sum += mix_pair(words[2] ^ UINT64_C(0xa4093822299f31d0),
			words[3] ^ UINT64_C(0x082efa98ec4e6c89));
	sum += mix_pair(words[4] ^ UINT64_C(0x452821e638d01377),
			words[5] ^ UINT64_C(0xbe5466cf34e90c6c));
	sum += mix_pair(words[6] ^ UINT64_C(0xc0ac29b7c97c50dd),
			words[7] ^ UINT64_C(0x3f84d5b5b5470917));
	return mix_word(hash, sum);
}

#endif /* ENGINE_KIT_ARITHMETIC_H */
