#include "document_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/times.h"

const char *const workload_kinds[WORKLOAD_KINDS] = {"sessions", "counts",
						    "generate"};

/* As when a file names another kind of workload; `key` is "workload.KIND". */
static void keep_only_workload(cJSON *root, const char *key)
{
	cJSON *workload = cJSON_GetObjectItemCaseSensitive(root, "workload");
	const char *kind = strchr(key, '.') + 1;

	for (size_t i = 0; i < WORKLOAD_KINDS; i++)
		if (strcmp(workload_kinds[i], kind) != 0)
			cJSON_DeleteItemFromObjectCaseSensitive(
			    workload, workload_kinds[i]);
	cJSON_DeleteItemFromObjectCaseSensitive(root, "source");
}

/* One step of a dotted path; NULL when there is none (yet). */
static cJSON *step_into(cJSON *at, const char *name)
{
	char *end;
	unsigned long index;

	if (!cJSON_IsArray(at))
		return cJSON_GetObjectItemCaseSensitive(at, name);
	index = strtoul(name, &end, 10);
	if (name[0] < '0' || name[0] > '9' || *end != '\0' || index > 100000)
		return NULL;
	return cJSON_GetArrayItem(at, (int)index);
}

/* Hang `item` into `at` under `name`, or take the name out if it is null. */
static void hang_item(cJSON *at, cJSON *old, const char *name, cJSON *item)
{
	if (cJSON_IsNull(item) && cJSON_IsObject(at)) {
		cJSON_DeleteItemFromObjectCaseSensitive(at, name);
		cJSON_Delete(item);
	} else if (old && cJSON_IsArray(at)) {
		(void)cJSON_ReplaceItemViaPointer(at, old, item);
	} else if (old) {
		(void)cJSON_ReplaceItemInObjectCaseSensitive(at, name, item);
	} else {
		(void)cJSON_AddItemToObject(at, name, item);
	}
}

/* `what` is how the user wrote it; `bare`: the value is a text, never JSON. */
static bool set_key(struct document *document,
		    const struct scenario_override *override, const char *what,
		    bool bare, struct error_text *error)
{
	char name[128];
	const char *rest = override->key;
	cJSON *at = document->root;
	cJSON *item;

	item = json_read_word(&document->sources, what, override->value, bare,
			      error);
	while (item) {
		size_t size = strcspn(rest, ".");
		cJSON *next;

		(void)snprintf(name, sizeof name, "%.*s", (int)size, rest);
		if (size == 0 || size >= sizeof name ||
		    (!cJSON_IsObject(at) && !cJSON_IsArray(at)))
			break;
		next = step_into(at, name);
		if (!next && cJSON_IsArray(at))
			break;
		if (rest[size] == '\0') {
			hang_item(at, next, name, item);
			return document_is_whole(error);
		}
		if (!next) {
			next = cJSON_AddObjectToObject(at, name);
			if (!next)
				break;
			json_mark_like(next, item);
		}
		at = next;
		rest += size + 1;
	}
	cJSON_Delete(item);
	return error_set(error,
			 "%s: no key can be set at \"%.40s\"; write "
			 "key.key=value, and a list's element by its number "
			 "from 0",
			 what, rest);
}

static bool is_inside_file(const char *key)
{
	return !strncmp(key, "prices.", 7) || !strncmp(key, "catalogue.", 10) ||
	       !strncmp(key, "workload.generate.", 18);
}

static bool is_set(const struct scenario_options *options, const char *key)
{
	for (uint32_t i = 0; i < options->override_count; i++)
		if (!strcmp(options->overrides[i].key, key))
			return true;
	return false;
}

/* Demand of the user's own has a title and a source of its own: those of the
 * scenario speak of another. */
static bool name_demand(struct document *document,
			const struct scenario_options *options,
			const char *title, const char *source, const char *path,
			const char *what, struct error_text *error)
{
	const cJSON *name =
	    cJSON_GetObjectItemCaseSensitive(document->root, "name");
	const char *slash = strrchr(path, '/');
	const char *file = !strcmp(path, "-") ? "standard input"
			   : slash	      ? slash + 1
					      : path;
	char title_text[500], source_text[300];
	const struct scenario_override keys[] = {{"title", title_text},
						 {"source", source_text}};

	(void)snprintf(title_text, sizeof title_text,
		       "%s %.200s on the fleet of %.200s", title, file,
		       cJSON_IsString(name) ? name->valuestring : "?");
	(void)snprintf(source_text, sizeof source_text, "%s %.200s", source,
		       file);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!is_set(options, keys[i].key) &&
		    !set_key(document, &keys[i], what, true, error))
			return false;
	return true;
}

bool document_set_keys(struct document *document,
		       const struct scenario_options *options, bool inside,
		       struct error_text *error)
{
	char what[300];

	for (uint32_t i = 0; i < options->override_count; i++) {
		const struct scenario_override *o = &options->overrides[i];

		(void)snprintf(what, sizeof what, "--set %.120s=%.120s", o->key,
			       o->value);
		if (is_inside_file(o->key) != inside)
			continue;
		if (!strcmp(o->key, "workload.generate")) {
			keep_only_workload(document->root, o->key);
			if (o->value[0] != '{' && strcmp(o->value, "null") &&
			    !name_demand(document, options, "Model",
					 "drawn from the model", o->value, what,
					 error))
				return false;
		}
		if (!set_key(document, o, what, false, error))
			return false;
	}
	return true;
}

/* The window that the sessions ask for, as if it had been written. */
static bool set_window(struct document *document,
		       const struct session_window *window, const char *what,
		       struct error_text *error)
{
	char from[40], to[40], warm_up[40];
	const struct scenario_override keys[] = {{"window.from", from},
						 {"window.to", to},
						 {"window.warm_up", warm_up}};

	(void)time_format(window->from_us, 0, from, sizeof from);
	(void)time_format(window->to_us, 0, to, sizeof to);
	(void)snprintf(warm_up, sizeof warm_up, "%llds",
		       (long long)(window->warm_up_us / US_PER_SECOND));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!set_key(document, &keys[i], what, true, error))
			return false;
	return true;
}

bool document_set_sessions(struct document *document,
			   const struct scenario_options *options,
			   struct error_text *error)
{
	const struct scenario_override key = {"workload.sessions",
					      options->sessions};
	char what[300];

	keep_only_workload(document->root, key.key);
	(void)snprintf(what, sizeof what, "--sessions %.200s",
		       options->sessions);
	if (!set_key(document, &key, what, true, error) ||
	    !name_demand(document, options, "Sessions of", "the sessions of",
			 options->sessions, what, error))
		return false;
	return !options->window ||
	       set_window(document, options->window, what, error);
}
