/*
 * histogram.c - waits in O(1) memory: buckets of equal relative width (Tene's
 * HdrHistogram, 2012): 1/512 of the value.
 */
#include <math.h>
#include <stdlib.h>

#include "sim/figures.h"

#define SUB_BITS 9
#define SUB (1 << SUB_BITS)
#define OCTAVES 44 /* 2^53 us are 285 years */

struct wait_histogram {
	uint64_t count, over; /* of these, beyond all buckets */
	int64_t max_us;
	uint32_t buckets[OCTAVES * SUB + SUB];
};

struct wait_histogram *wait_histogram_create(void)
{
	return calloc(1, sizeof(struct wait_histogram));
}

void wait_histogram_destroy(struct wait_histogram *histogram)
{
	free(histogram);
}

/* Values below SUB have a bucket each; above, SUB buckets an octave. */
static uint32_t bucket_of(uint64_t value)
{
	uint32_t shift;

	if (value < SUB)
		return (uint32_t)value;
	shift = 63 - (uint32_t)__builtin_clzll(value) - SUB_BITS;
	if (shift >= OCTAVES)
		return OCTAVES * SUB + SUB - 1;
	return (shift << SUB_BITS) + (uint32_t)(value >> shift);
}

/* The largest value of a bucket. */
static int64_t top_of(uint32_t bucket)
{
	uint32_t shift = bucket < SUB ? 0 : (bucket >> SUB_BITS) - 1;
	uint64_t digits = bucket - ((uint64_t)shift << SUB_BITS);

	return (int64_t)(((digits + 1) << shift) - 1);
}

void wait_histogram_add(struct wait_histogram *histogram, int64_t wait_us)
{
	histogram->count++;
	if (wait_us == WAIT_OVER_US) {
		histogram->over++;
		return;
	}
	if (wait_us < 0)
		wait_us = 0;
	histogram->buckets[bucket_of((uint64_t)wait_us)]++;
	if (wait_us > histogram->max_us)
		histogram->max_us = wait_us;
}

uint64_t wait_histogram_count(const struct wait_histogram *histogram)
{
	return histogram->count;
}

int64_t wait_histogram_quantile_us(const struct wait_histogram *histogram,
				   double q)
{
	uint64_t within = histogram->count - histogram->over;
	uint64_t rank = (uint64_t)ceil(q * (double)histogram->count);
	uint64_t seen = 0;

	if (rank == 0)
		rank = 1;
	if (histogram->count == 0)
		return 0;
	if (within == 0 || (q < 1 && rank > within))
		return WAIT_OVER_US;
	if (rank >= within)
		return histogram->max_us;
	for (uint32_t i = 0; i < OCTAVES * SUB + SUB; i++) {
		seen += histogram->buckets[i];
		if (seen >= rank)
			return top_of(i) < histogram->max_us
				   ? top_of(i)
				   : histogram->max_us;
	}
	return histogram->max_us;
}
