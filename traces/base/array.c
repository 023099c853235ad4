#include "array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool array_room(void *array, size_t *capacity, size_t wanted,
		size_t element_bytes)
{
	size_t room = *capacity == 0 ? ARRAY_FIRST : *capacity, bytes;
	void *elements;

	if (wanted <= *capacity)
		return true;
	while (room < wanted) {
		if (room > SIZE_MAX / 2)
			return false;
		room *= 2;
	}
	if (__builtin_mul_overflow(room, element_bytes, &bytes))
		return false;
	/* by bytes: a pointer to T must not be read as a pointer to void */
	memcpy(&elements, array, sizeof elements);
	elements = realloc(elements, bytes);
	if (elements == NULL)
		return false;
	memcpy(array, &elements, sizeof elements);
	*capacity = room;
	return true;
}
