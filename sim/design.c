#include "sim/design.h"

#include <stdlib.h>
#include <string.h>

#include "engine/kit/arithmetic.h"
#include "traces/base/random.h"

/* 0 ... limit - 1, each as often: draws beyond the last whole multiple are
 * drawn again. */
static uint64_t draw_below(struct random_stream *stream, uint64_t limit)
{
	uint64_t over = UINT64_MAX % limit, word;

	do
		word = random_u64(stream);
	while (word >= UINT64_MAX - over);
	return word % limit;
}

void design_draw(uint64_t seed, const char *key, uint32_t count,
		 uint64_t *places)
{
	const struct random_key of = {.seed = seed,
				      .purpose = RANDOM_DESIGN,
				      .entity = random_hash(key, strlen(key))};
	struct random_stream stream;

	random_open(&stream, &of);
	for (uint32_t i = 0; i < count; i++)
		places[i] = (uint64_t)i << 32 | draw_below(&stream, 1ULL << 32);
	/* which part belongs to which point: Fisher and Yates, 1938 */
	for (uint32_t i = count; i > 1; i--) {
		uint32_t j = (uint32_t)draw_below(&stream, i);
		uint64_t place = places[i - 1];

		places[i - 1] = places[j];
		places[j] = place;
	}
}

static bool draw_all(struct design *design, uint64_t seed,
		     struct error_text *error)
{
	uint64_t *places = calloc(design->points, sizeof *places);

	design->drawn =
	    calloc(design->points * design->axis_count, sizeof *design->drawn);
	if (places == NULL || design->drawn == NULL) {
		free(places);
		return error_set(error, "out of memory");
	}
	for (unsigned a = 0; a < design->axis_count; a++) {
		const struct axis *axis = &design->axes[a];

		design_draw(seed, axis->key, (uint32_t)design->points, places);
		/* the values of an axis are equal parts of it: below 2^17 x
		 * 2^17 x 2^32 in 128 bits */
		for (uint64_t i = 0; i < design->points; i++)
			design->drawn[i * design->axis_count + a] =
			    (uint32_t)((wide)places[i] * (wide)axis->count /
					   (wide)design->points >>
				       32);
	}
	free(places);
	return true;
}

bool design_make(struct design *design, const struct axis *axes,
		 unsigned axis_count, uint64_t drawn, uint64_t seed,
		 struct error_text *error)
{
	uint64_t points = 1;

	*design = (struct design){.axes = axes, .axis_count = axis_count};
	for (unsigned a = 0; a < axis_count && drawn == 0; a++) {
		points *= axes[a].count;
		if (points > DESIGN_POINTS_MAX)
			return error_set(error,
					 "the grid has more than %d points; "
					 "vary less, or draw some of them with "
					 "--lhs",
					 DESIGN_POINTS_MAX);
	}
	design->points = drawn > 0 ? drawn : points;
	return drawn == 0 || draw_all(design, seed, error);
}

void design_release(struct design *design)
{
	free(design->drawn);
	*design = (struct design){.axes = NULL};
}

uint64_t design_index(const struct design *design, uint64_t point,
		      unsigned axis)
{
	if (design->drawn != NULL)
		return design->drawn[point * design->axis_count + axis];
	for (unsigned a = design->axis_count - 1; a > axis; a--)
		point /= design->axes[a].count;
	return point % design->axes[axis].count;
}
