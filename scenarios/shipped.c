#include "shipped.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/memory.h"

#define SUFFIX ".json"

static int is_scenario(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return size > strlen(SUFFIX) &&
	       strcmp(entry->d_name + size - strlen(SUFFIX), SUFFIX) == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool shipped_list(const char *data_dir, struct shipped *out)
{
	struct dirent **entries;
	int count = scandir(data_dir, &entries, is_scenario, NULL);

	*out = (struct shipped){NULL, 0};
	if (count < 0)
		return false;
	out->names = calloc((size_t)count + 1, sizeof *out->names);
	if (out->names == NULL)
		memory_ran_short();
	for (int i = 0; i < count; i++) {
		char *name = entries[i]->d_name;

		name[strlen(name) - strlen(SUFFIX)] = '\0';
		if (out->names != NULL)
			out->names[out->count] = memory_copy(name);
		if (out->names != NULL && out->names[out->count] != NULL)
			out->count++;
		free(entries[i]);
	}
	free(entries);
	if (out->names != NULL)
		qsort(out->names, out->count, sizeof *out->names, by_name);
	return true;
}

void shipped_release(struct shipped *shipped)
{
	for (size_t i = 0; i < shipped->count; i++)
		free(shipped->names[i]);
	free(shipped->names);
	*shipped = (struct shipped){NULL, 0};
}
