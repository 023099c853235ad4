#include "reports/summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "traces/base/file_text.h"

#define PATH_SIZE 4352
#define FILE_MAX (64L << 20)

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;

	if (file == NULL)
		return NULL;
	text = file_text(file, FILE_MAX);
	(void)fclose(file);
	return text;
}

/* Every summary of sim names the program, the scenario and the result. */
static bool is_ours(const cJSON *root)
{
	static const char *const marks[] = {"scenario", "engine_version",
					    "digest"};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (!cJSON_IsString(
			cJSON_GetObjectItemCaseSensitive(root, marks[i])))
			return false;
	return true;
}

/* The file is read, whatever it is. */
static bool read_json(const char *path, const char *directory,
		      const char *command, struct summary *out,
		      struct error_text *error)
{
	char *text = read_file(path);

	*out = (struct summary){0};
	if (text == NULL)
		return error_set(error,
				 "%s: cannot be read; give a directory "
				 "that `conductor %s` wrote",
				 path, command);
	out->root = cJSON_Parse(text);
	out->directory = strdup(directory);
	free(text);
	return true;
}

bool summary_open(const char *directory, struct summary *out,
		  struct error_text *error)
{
	char path[PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/summary.json", directory);
	if (!read_json(path, directory, "sim", out, error))
		return false;
	if (is_ours(out->root) && out->directory != NULL)
		return true;
	summary_close(out);
	return error_set(error,
			 "%s: not the summary of a run; give a "
			 "directory that `conductor sim` wrote",
			 path);
}

static void file_of(const struct summary_kind *kind, const char *directory,
		    char path[PATH_SIZE])
{
	(void)snprintf(path, PATH_SIZE, "%.4300s/%s", directory, kind->file);
}

bool summary_is_in(const struct summary_kind *kind, const char *directory)
{
	char path[PATH_SIZE];
	struct stat facts;

	file_of(kind, directory, path);
	return stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

bool summary_open_of(const struct summary_kind *kind, const char *directory,
		     struct summary *out, struct error_text *error)
{
	char path[PATH_SIZE];

	file_of(kind, directory, path);
	if (!read_json(path, directory, kind->command, out, error))
		return false;
	if (cJSON_IsObject(summary_item(out, kind->object)) &&
	    cJSON_GetArraySize(summary_item(out, kind->list)) > 0 &&
	    out->directory != NULL)
		return true;
	summary_close(out);
	return error_set(error,
			 "%s: not what `conductor %s` wrote; run it again",
			 path, kind->command);
}

void summary_close(struct summary *summary)
{
	cJSON_Delete(summary->root);
	free(summary->directory);
	*summary = (struct summary){0};
}

const cJSON *summary_item(const struct summary *summary, const char *key)
{
	const cJSON *at = summary->root;
	char part[128];

	while (at != NULL && *key != '\0') {
		size_t length = strcspn(key, ".");

		(void)snprintf(part, sizeof part, "%.*s", (int)length, key);
		at = cJSON_GetObjectItemCaseSensitive(at, part);
		key += length + (key[length] == '.');
	}
	return at;
}

bool summary_has(const struct summary *summary, const char *key)
{
	const cJSON *item = summary_item(summary, key);

	return item != NULL && !cJSON_IsNull(item);
}

static double json_number(const cJSON *item)
{
	if (cJSON_IsString(item) && strcmp(item->valuestring, "over") == 0)
		return HUGE_VAL;
	if (cJSON_IsString(item))
		return strtod(item->valuestring, NULL);
	return cJSON_IsNumber(item) ? item->valuedouble : 0;
}

double summary_number(const struct summary *summary, const char *key)
{
	return json_number(summary_item(summary, key));
}

bool summary_true(const struct summary *summary, const char *key)
{
	return cJSON_IsTrue(summary_item(summary, key));
}

const char *summary_text(const struct summary *summary, const char *key)
{
	const cJSON *item = summary_item(summary, key);

	return cJSON_IsString(item) ? item->valuestring : "";
}

bool summary_interval(const struct summary *summary, const char *key,
		      double *low, double *high)
{
	const cJSON *all = summary_item(summary, "ci95");
	const cJSON *pair = cJSON_GetObjectItemCaseSensitive(all, key);

	if (cJSON_GetArraySize(pair) != 2)
		return false;
	*low = json_number(cJSON_GetArrayItem(pair, 0));
	*high = json_number(cJSON_GetArrayItem(pair, 1));
	return true;
}
