#include "nearest.h"

#include <stdint.h>
#include <string.h>

#define WORD_MAX 63

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

static size_t edit_distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1];
	size_t a_length = strlen(a), b_length = strlen(b);

	if (a_length > WORD_MAX || b_length > WORD_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t above = row[j];

			row[j] = smallest(above + 1, row[j - 1] + 1,
					  diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[b_length];
}

const char *nearest_word(const char *word, const char *const *candidates,
			 size_t count)
{
	const char *nearest = NULL;
	size_t least = strlen(word) / 2 + 1; /* further is no help */

	for (size_t i = 0; i < count; i++) {
		size_t away = edit_distance(word, candidates[i]);

		if (away < least ||
		    (away == least && nearest == NULL && away <= 2)) {
			least = away;
			nearest = candidates[i];
		}
	}
	return nearest;
}
