#include "engine_heap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 64
#define HUGE_PAGE ((size_t)2 << 20)
#define MAP_FROM HUGE_PAGE

static size_t round_up(size_t size_bytes, size_t unit)
{
	return (size_bytes + unit - 1) / unit * unit;
}

/* Fresh pages are zero; whole huge pages, so that a walk in random order over a
 * large table does not miss the translation buffer each time. */
static void *map_memory(size_t size_bytes)
{
	size_t rounded = round_up(size_bytes, HUGE_PAGE);
	unsigned char *area =
	    mmap(NULL, rounded + HUGE_PAGE, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (area == MAP_FAILED)
		return NULL;
	before = (HUGE_PAGE - (uintptr_t)area % HUGE_PAGE) % HUGE_PAGE;
	if (before != 0)
		(void)munmap(area, before);
	(void)munmap(area + before + rounded, HUGE_PAGE - before);
	/* a hint: without it everything still works */
	(void)madvise(area + before, rounded, MADV_HUGEPAGE);
	return area + before;
}

static void *allocate(void *context, size_t size_bytes)
{
	size_t rounded = round_up(size_bytes, ALIGNMENT);
	void *memory;

	(void)context;
	if (size_bytes >= MAP_FROM)
		return map_memory(size_bytes);
	memory = aligned_alloc(ALIGNMENT, rounded);
	if (memory != NULL)
		memset(memory, 0, rounded);
	return memory;
}

static void release_memory(void *context, void *memory, size_t size_bytes)
{
	(void)context;
	if (memory == NULL)
		return;
	if (size_bytes >= MAP_FROM)
		(void)munmap(memory, round_up(size_bytes, HUGE_PAGE));
	else
		free(memory);
}

const struct allocator engine_heap = {.allocate = allocate,
				      .release = release_memory};
