/*
 * array.h - arrays that double when they are full.
 *
 * The owner keeps three things: the pointer, which free() takes; the count,
 * which is the owner's alone; and the capacity in elements, which changes here
 * only.  An array begins as NULL with capacity 0, holds ARRAY_FIRST elements
 * after that, and always a power of two of them.  What is added is not zeroed.
 */
#ifndef TRACES_ARRAY_H
#define TRACES_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#define ARRAY_FIRST 16 /* elements */

/* Make room for at least `wanted` elements.  False: out of memory, or more
 * bytes than a size_t counts; array and capacity are as they were.  The
 * pointer may have moved.  Two arrays that share a capacity each take a copy
 * of it, but the last. */
#define ARRAY_ROOM(array, capacity, wanted)                                    \
	((wanted) <= (capacity) ||                                             \
	 array_room(&(array), &(capacity), (wanted), sizeof *(array)))

/* The same; `array` is the address of the pointer to elements. */
bool array_room(void *array, size_t *capacity, size_t wanted,
		size_t element_bytes);

/* Memory that is not touched yet and will be read in no order: large pages,
 * where there are any, are sooner found.  Only a hint; array_room() gives it
 * for large arrays. */
void array_in_no_order(void *memory, size_t bytes);

#endif /* TRACES_ARRAY_H */
