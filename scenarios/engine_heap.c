#include "scenarios/engine_heap.h"

#include <stdlib.h>

#define ALIGNMENT 64

/* The byte before the aligned block tells how far back the real one begins. */
static void *allocate(void *context, size_t size_bytes)
{
	unsigned char *memory = calloc(1, size_bytes + ALIGNMENT);
	unsigned char *aligned;

	(void)context;
	if (memory == NULL)
		return NULL;
	aligned = memory + (ALIGNMENT - (uintptr_t)memory % ALIGNMENT);
	aligned[-1] = (unsigned char)(aligned - memory);
	return aligned;
}

static void release(void *context, void *memory, size_t size_bytes)
{
	unsigned char *aligned = memory;

	(void)context;
	(void)size_bytes;
	if (aligned != NULL)
		free(aligned - aligned[-1]);
}

const struct allocator engine_heap = {.allocate = allocate, .release = release};
