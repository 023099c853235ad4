#include "support_fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 96

static char directory[PATH_SIZE / 2];
static char path[PATH_SIZE];

void fuzz_broken(const char *file, int line, const char *what)
{
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

static void tidy_up(void)
{
	(void)unlink(path);
	(void)rmdir(directory);
}

static void make_directory(void)
{
	(void)snprintf(directory, sizeof directory, "%s/conductor-fuzz-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	FUZZ_HOLDS(mkdtemp(directory) != NULL);
	FUZZ_HOLDS(atexit(tidy_up) == 0);
}

const char *fuzz_file(const uint8_t *data, size_t size, const char *ending)
{
	FILE *file;

	if (directory[0] == '\0')
		make_directory();
	(void)unlink(path);
	(void)snprintf(path, sizeof path, "%s/it%s", directory, ending);
	file = fopen(path, "wb");
	FUZZ_HOLDS(file != NULL);
	FUZZ_HOLDS(size == 0 || fwrite(data, 1, size, file) == size);
	FUZZ_HOLDS(fclose(file) == 0);
	return path;
}

void fuzz_check_refusal(const struct error_text *error)
{
	FUZZ_HOLDS(error->text[0] != '\0');
	FUZZ_HOLDS(strchr(error->text, '\n') == NULL);
}
