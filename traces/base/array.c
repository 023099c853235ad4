#include "array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_BYTES ((size_t)4 << 20) /* two large pages */

void array_in_no_order(void *memory, size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t skip = page - (uintptr_t)memory % page;

	if (bytes >= LARGE_BYTES)
		(void)madvise((char *)memory + skip,
			      (bytes - skip) / page * page, MADV_HUGEPAGE);
}

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
	array_in_no_order(elements, bytes);
	memcpy(array, &elements, sizeof elements);
	*capacity = room;
	return true;
}
