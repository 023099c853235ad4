/*
 * fail_malloc.c - for LD_PRELOAD: the allocation number FAIL_AT of conductor
 * fails, and with FAIL_ON=1 every one after it.  FAIL_COUNT names a file that
 * is told how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_long made;
static long fail_at = -1;
static bool fail_on;

__attribute__((constructor)) static void begin(void)
{
	extern char *program_invocation_short_name;
	const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");

	if (strcmp(program_invocation_short_name, "conductor") != 0)
		return;
	made = 0;
	fail_on = on != NULL && on[0] == '1';
	fail_at = at != NULL ? atol(at) : 0;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAIL_COUNT");
	char text[32];
	int file;

	if (path == NULL || fail_at < 0)
		return;
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	(void)!write(file, text,
		     (size_t)snprintf(text, sizeof text, "%ld\n", made));
	close(file);
}

static bool fails(void)
{
	long number = atomic_fetch_add(&made, 1) + 1;

	if (fail_at <= 0 ||
	    (number != fail_at && !(fail_on && number > fail_at)))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *memory = fails() ? NULL : __libc_memalign(alignment, size);

	if (memory == NULL)
		return ENOMEM;
	*out = memory;
	return 0;
}
