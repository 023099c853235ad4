#include "memory.h"

#include <cjson/cJSON.h>
#include <gsl/gsl_errno.h>
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

/* Without memory GSL's functions return NULL or a status, and their callers
 * look at it; anything else is a mistake of ours. */
static void gsl_failed(const char *reason, const char *file, int line, int code)
{
	if (code == GSL_ENOMEM) {
		memory_ran_short();
		return;
	}
	gsl_stream_printf("ERROR", file, line, reason);
	abort();
}

void memory_watch(void)
{
	cJSON_Hooks hooks = {.malloc_fn = allocate, .free_fn = free};

	cJSON_InitHooks(&hooks);
	(void)gsl_set_error_handler(gsl_failed);
}

bool memory_was_short(void)
{
	return atomic_load(&was_short);
}

char *memory_copy(const char *text)
{
	return watched(strdup(text));
}
