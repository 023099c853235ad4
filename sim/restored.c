#include "sim/restored.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "traces/base/file_text.h"

#define PATH_SIZE 4352
#define LARGEST (64L << 20)

bool restored_is_folder(const char *path)
{
	struct stat facts;

	return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static bool read_summary(struct restored *run, struct error_text *error)
{
	char path[PATH_SIZE];
	char *text;
	FILE *file;

	(void)snprintf(path, sizeof path, "%.4300s/summary.json",
		       run->directory);
	file = fopen(path, "r");
	if (file == NULL)
		return error_set(error,
				 "%s: cannot be read: %s; give a scenario, or "
				 "the directory of a run",
				 path, strerror(errno));
	text = file_text(file, LARGEST);
	(void)fclose(file);
	run->summary = text != NULL ? cJSON_Parse(text) : NULL;
	free(text);
	return cJSON_IsObject(run->summary) ||
	       error_set(error, "%s: is not the summary of a run", path);
}

static const char *text_of(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(object, key));
}

static bool read_sets(struct restored *run, const cJSON *sets)
{
	const cJSON *pair;

	cJSON_ArrayForEach(pair, sets)
	{
		const char *key =
		    cJSON_GetStringValue(cJSON_GetArrayItem(pair, 0));
		const char *value =
		    cJSON_GetStringValue(cJSON_GetArrayItem(pair, 1));

		if (key == NULL || value == NULL ||
		    !overrides_add(&run->sets, key, value))
			return false;
	}
	return true;
}

static bool read_given(struct restored *run, struct error_text *error)
{
	const cJSON *given =
	    cJSON_GetObjectItemCaseSensitive(run->summary, "given");

	run->name = text_of(given, "scenario");
	run->sessions = text_of(given, "sessions_file");
	if (run->name == NULL)
		return error_set(error,
				 "%s: was written by a version that did not "
				 "keep its command; run it again",
				 run->directory);
	if (strcmp(run->name, "-") == 0 ||
	    (run->sessions != NULL && strcmp(run->sessions, "-") == 0))
		return error_set(error,
				 "%s: came from standard input and cannot be "
				 "run again; give the scenario instead",
				 run->directory);
	return read_sets(run, cJSON_GetObjectItemCaseSensitive(given, "set")) ||
	       error_set(error, "%s: summary.json is damaged", run->directory);
}

bool restored_open(const char *directory, struct restored *out,
		   struct error_text *error)
{
	*out = (struct restored){.directory = directory};
	if (read_summary(out, error) && read_given(out, error))
		return true;
	restored_close(out);
	return false;
}

static const struct assumption *find(const struct scenario *scenario,
				     const char *key)
{
	for (uint32_t i = 0; i < scenario->assumption_count; i++)
		if (strcmp(scenario->assumptions[i].key, key) == 0)
			return &scenario->assumptions[i];
	return NULL;
}

bool restored_check(const struct restored *run, const struct scenario *scenario,
		    struct error_text *error)
{
	const cJSON *row;

	cJSON_ArrayForEach(
	    row, cJSON_GetObjectItemCaseSensitive(run->summary, "assumptions"))
	{
		const char *key = text_of(row, "key"),
			   *value = text_of(row, "value");
		const struct assumption *is =
		    key != NULL ? find(scenario, key) : NULL;

		if (key == NULL || value == NULL ||
		    (is != NULL && strcmp(is->value, value) == 0))
			continue;
		return error_set(error,
				 "%s: its scenario has changed since: %s was "
				 "%.60s and is %.60s; run it again",
				 run->directory, key, value,
				 is != NULL ? is->value : "not known");
	}
	return true;
}

void restored_close(struct restored *run)
{
	cJSON_Delete(run->summary);
	run->summary = NULL;
}
