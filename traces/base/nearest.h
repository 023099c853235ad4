/*
 * nearest.h - "did you mean": the known word that is closest to a wrong one.
 */
#ifndef TRACES_NEAREST_H
#define TRACES_NEAREST_H

#include <stddef.h>

/* The candidate with the smallest edit distance (Levenshtein 1966), or NULL
 * when none is near enough to help.  Ties go to the first. */
const char *nearest_word(const char *word, const char *const *candidates,
			 size_t count);

#endif /* TRACES_NEAREST_H */
