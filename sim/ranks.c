/*
 * A radix sort, stable and without comparisons: there may be a customer a
 * world, and comparing doubles in random order is a branch missed each time.
 */
#include "sim/ranks.h"

#include <stdlib.h>
#include <string.h>

#define DIGIT_BITS 11
#define DIGITS 6 /* of 64 bits */
#define VALUES (1u << DIGIT_BITS)

/* Doubles in the order of unsigned integers: the sign decides first, and below
 * zero the larger magnitude is the smaller number. */
static uint64_t key_of(double margin_eur)
{
	double one_zero = margin_eur + 0.0; /* -0 is no smaller than 0 */
	uint64_t bits;

	memcpy(&bits, &one_zero, sizeof bits);
	return (bits >> 63) != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static unsigned digit_of(const struct customer_rank *rank, unsigned digit)
{
	return (unsigned)(key_of(rank->margin_eur) >> (digit * DIGIT_BITS)) &
	       (VALUES - 1);
}

/* How often each digit has each value, all in one pass. */
static void count_values(const struct customer_rank *ranks, uint32_t count,
			 uint32_t counts[DIGITS][VALUES])
{
	memset(counts, 0, DIGITS * sizeof *counts);
	for (uint32_t i = 0; i < count; i++)
		for (unsigned digit = 0; digit < DIGITS; digit++)
			counts[digit][digit_of(&ranks[i], digit)]++;
}

static void order_by(unsigned digit, uint32_t counts[VALUES],
		     const struct customer_rank *from, uint32_t count,
		     struct customer_rank *to)
{
	uint32_t before = 0;

	for (unsigned value = 0; value < VALUES; value++) {
		uint32_t here = counts[value];

		counts[value] = before;
		before += here;
	}
	for (uint32_t i = 0; i < count; i++)
		to[counts[digit_of(&from[i], digit)]++] = from[i];
}

/* DIGITS is even: the last pass ends where the first began. */
bool customers_rank(struct customer_rank *ranks, uint32_t count)
{
	struct customer_rank *other =
	    malloc((count + (size_t)1) * sizeof *other);
	uint32_t(*counts)[VALUES] = malloc(DIGITS * sizeof *counts);
	bool good = other != NULL && counts != NULL;

	if (good) {
		count_values(ranks, count, counts);
		for (unsigned digit = 0; digit < DIGITS; digit += 2) {
			order_by(digit, counts[digit], ranks, count, other);
			order_by(digit + 1, counts[digit + 1], other, count,
				 ranks);
		}
	}
	free(other);
	free(counts);
	return good;
}
