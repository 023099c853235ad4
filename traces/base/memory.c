#include "memory.h"

#include <cjson/cJSON.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool was_short;

void memory_ran_short(void)
{
	atomic_store(&was_short, true);
}

static void *watched(void *memory)
{
	if (memory == NULL)
		memory_ran_short();
	return memory;
}

static void *allocate(size_t size)
{
	return watched(malloc(size));
}

void memory_watch(void)
{
	cJSON_Hooks hooks = {.malloc_fn = allocate, .free_fn = free};

	cJSON_InitHooks(&hooks);
}

bool memory_was_short(void)
{
	return atomic_load(&was_short);
}

char *memory_copy(const char *text)
{
	return watched(strdup(text));
}
