#include "file_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_out.h"

static const char *name_of(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

static void add_file(cJSON *list, const char *path,
		     const struct file_facts *facts,
		     const struct error_text *error)
{
	const bool sound = error->text[0] == '\0';
	cJSON *item = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(item, "file", name_of(path));
	(void)cJSON_AddBoolToObject(item, "sound", sound);
	if (sound) {
		(void)cJSON_AddStringToObject(item, "kind", facts->kind);
		(void)cJSON_AddStringToObject(item, "holds", facts->text);
	} else {
		(void)cJSON_AddStringToObject(item, "error", error->text);
	}
	(void)cJSON_AddItemToArray(list, item);
}

int file_facts_tell(const struct cli_words *files, bool json, file_check *check,
		    const void *context)
{
	cJSON *list = json ? cJSON_CreateArray() : NULL;
	int status = EXIT_SUCCESS;

	for (int i = 0; i < files->count; i++) {
		const char *path = files->word[i];
		struct error_text error = {""};
		struct file_facts facts = {0};

		if (!check(context, path, &facts, &error))
			status = cli_failed(&error);
		else if (!json)
			(void)printf("%s: %s, sound: %s\n", name_of(path),
				     facts.kind, facts.text);
		if (json)
			add_file(list, path, &facts, &error);
	}
	if (json)
		json_out(list);
	return status;
}
