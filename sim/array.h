/*
 * array.h - arrays that double when they are full.
 */
#ifndef SIM_ARRAY_H
#define SIM_ARRAY_H

#include <stddef.h>
#include <stdlib.h>

#define ARRAY_FIRST 256 /* elements */

/* The array with at least twice the room and its new capacity; its owner takes
 * it in place of the old one.  NULL: out of memory, nothing has changed. */
static inline void *array_doubled(void *array, size_t *capacity,
				  size_t element_bytes)
{
	size_t wanted = *capacity == 0 ? ARRAY_FIRST : 2 * *capacity;
	void *grown = realloc(array, wanted * element_bytes);

	if (grown != NULL)
		*capacity = wanted;
	return grown;
}

#endif /* SIM_ARRAY_H */
