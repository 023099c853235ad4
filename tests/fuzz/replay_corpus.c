/*
 * replay_corpus.c - main() of a fuzz target where there is no libFuzzer.
 *
 * Gives it every file of the directories and every file that are named, and
 * nothing at all; says how many.  What was once found stays found.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "support_fuzz.h"

#define PATH_SIZE 4096

static void give_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data;
	long size;

	FUZZ_HOLDS(file != NULL);
	FUZZ_HOLDS(fseek(file, 0, SEEK_END) == 0);
	size = ftell(file);
	FUZZ_HOLDS(size >= 0);
	rewind(file);
	/* exactly as large as it is, so that a read beyond it is seen */
	data = malloc((size_t)size);
	FUZZ_HOLDS(data != NULL || size == 0);
	FUZZ_HOLDS(fread(data, 1, (size_t)size, file) == (size_t)size);
	(void)fclose(file);
	(void)LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
}

static int give(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	int count = 0;

	if (directory == NULL) {
		give_file(path);
		return 1;
	}
	while ((entry = readdir(directory)) != NULL) {
		char inside[PATH_SIZE];

		if (entry->d_name[0] == '.')
			continue;
		FUZZ_HOLDS(snprintf(inside, sizeof inside, "%s/%s", path,
				    entry->d_name) < PATH_SIZE);
		count += give(inside);
	}
	(void)closedir(directory);
	return count;
}

int main(int argc, char **argv)
{
	int count = 0;

	(void)LLVMFuzzerTestOneInput(NULL, 0);
	for (int i = 1; i < argc; i++)
		count += give(argv[i]);
	(void)printf("%d examples\n", count);
	return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
