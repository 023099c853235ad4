/*
 * fail_malloc.c - for LD_PRELOAD: the allocation number FAIL_AT of conductor
 * fails, and with FAIL_ON=1 every one after it.  FAIL_COUNT names a file that
 * is told how many there were.
 *
 * What libarchive asks for is not counted: it ends the program by itself then,
 * or crashes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
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
static uintptr_t archive_from, archive_to;

static int find_archive(struct dl_phdr_info *library, size_t size,
			void *ignored)
{
	(void)size;
	(void)ignored;
	if (strstr(library->dlpi_name, "/libarchive.so") == NULL)
		return 0;
	for (int i = 0; i < library->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &library->dlpi_phdr[i];

		if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
			continue;
		archive_from = library->dlpi_addr + part->p_vaddr;
		archive_to = archive_from + part->p_memsz;
	}
	return 1;
}

__attribute__((constructor)) static void begin(void)
{
	extern char *program_invocation_short_name;
	const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");

	if (strcmp(program_invocation_short_name, "conductor") != 0)
		return;
	(void)dl_iterate_phdr(find_archive, NULL);
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

/* `caller`: who asked for it. */
static bool fails(const void *caller)
{
	long number;

	if ((uintptr_t)caller >= archive_from && (uintptr_t)caller < archive_to)
		return false;
	number = atomic_fetch_add(&made, 1) + 1;
	if (fail_at <= 0 ||
	    (number != fail_at && !(fail_on && number > fail_at)))
		return false;
	errno = ENOMEM;
	return true;
}

#define FAILS() fails(__builtin_return_address(0))

void *malloc(size_t size)
{
	return FAILS() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return FAILS() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return FAILS() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return FAILS() ? NULL : __libc_memalign(alignment, size);
}

/* Called inside the C library, malloc() would not know for whom. */
char *strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = FAILS() ? NULL : __libc_malloc(size);

	return copy != NULL ? memcpy(copy, text, size) : NULL;
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	void *memory = FAILS() ? NULL : __libc_memalign(alignment, size);

	if (memory == NULL)
		return ENOMEM;
	*out = memory;
	return 0;
}
