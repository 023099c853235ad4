#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "document_set.h"
#include "paths.h"
#include "schema_tables.h"
#include "traces/base/memory.h"

#define DEPTH_MAX 16

/* The files being opened, outermost last: a file twice is a cycle. */
struct chain {
	const char *path;
	const struct chain *outer;
	int depth;
};

static bool out_of_memory(struct error_text *error)
{
	return error_set(error, "out of memory; free some");
}

bool document_is_whole(struct error_text *error)
{
	return !memory_was_short() || out_of_memory(error);
}

char *document_resolve(const struct document *document, const cJSON *item,
		       const struct scenario_options *options,
		       struct error_text *error)
{
	const char *file = json_file(&document->sources, item);
	char *path;

	if (!strcmp(item->valuestring, "-") && !file)
		return memory_copy("-"); /* standard input, from an option */
	path = path_resolve(item->valuestring, file, options->data_dir);
	if (!path)
		(void)error_set(error,
				"%s: no file \"%.100s\" here; it is searched "
				"%s and in %.100s",
				json_place(&document->sources, item).text,
				item->valuestring,
				file ? "beside this file"
				     : "in the current directory",
				options->data_dir ? options->data_dir
						  : "the data directory");
	return path;
}

static bool is_law(const cJSON *item)
{
	return cJSON_GetObjectItemCaseSensitive(item, "law") != NULL;
}

/* A scenario has one kind of workload: naming one drops the other. */
static void drop_other_workload(cJSON *base, const cJSON *over)
{
	bool named = false;

	for (size_t i = 0; i < WORKLOAD_KINDS; i++)
		named = named || cJSON_HasObjectItem(over, workload_kinds[i]);
	for (size_t i = 0; i < WORKLOAD_KINDS && named; i++)
		if (!cJSON_HasObjectItem(over, workload_kinds[i]))
			cJSON_DeleteItemFromObjectCaseSensitive(
			    base, workload_kinds[i]);
}

/* Put `over` on `base`; both are objects.  `over` is used up. */
static void merge(cJSON *base, cJSON *over)
{
	cJSON *item;

	while ((item = over->child) != NULL) {
		cJSON *old =
		    cJSON_GetObjectItemCaseSensitive(base, item->string);

		(void)cJSON_DetachItemViaPointer(over, item);
		if (cJSON_IsNull(item)) {
			cJSON_DeleteItemFromObjectCaseSensitive(base,
								item->string);
			cJSON_Delete(item);
		} else if (old && cJSON_IsObject(old) && cJSON_IsObject(item) &&
			   !is_law(item)) {
			if (!strcmp(item->string, "workload"))
				drop_other_workload(old, item);
			json_mark_like(old, item);
			merge(old, item);
		} else if (old) {
			(void)cJSON_ReplaceItemViaPointer(base, old, item);
		} else {
			(void)cJSON_AddItemToArray(base, item);
		}
	}
	cJSON_Delete(over);
}

/* Keys that are null mean "the default": take them out. */
static void drop_nulls(cJSON *item)
{
	cJSON *child = item->child;

	while (child) {
		cJSON *next = child->next;

		if (cJSON_IsNull(child) && cJSON_IsObject(item))
			cJSON_Delete(cJSON_DetachItemViaPointer(item, child));
		else
			drop_nulls(child);
		child = next;
	}
}

static bool same_file(const char *a, const char *b)
{
	struct stat facts_a, facts_b;

	return stat(a, &facts_a) == 0 && stat(b, &facts_b) == 0 &&
	       facts_a.st_dev == facts_b.st_dev &&
	       facts_a.st_ino == facts_b.st_ino;
}

static cJSON *read_extended(struct document *document, const char *path,
			    const struct chain *outer,
			    const struct scenario_options *options,
			    struct error_text *error);

/* Merge what `object` extends below it; returns the result, or NULL. */
static cJSON *extend(struct document *document, cJSON *object,
		     const struct chain *chain,
		     const struct scenario_options *options,
		     struct error_text *error)
{
	cJSON *extends =
	    cJSON_DetachItemFromObjectCaseSensitive(object, "extends");
	cJSON *base = NULL;
	char *path = NULL;

	if (!extends)
		return object;
	if (!cJSON_IsString(extends)) {
		(void)error_set(error,
				"%s: extends: is not a path; write "
				"\"extends\": \"file.json\"",
				json_place(&document->sources, extends).text);
		goto fail;
	}
	path = document_resolve(document, extends, options, error);
	if (!path)
		goto fail;
	for (const struct chain *c = chain; c; c = c->outer)
		if (same_file(c->path, path) || c->depth >= DEPTH_MAX) {
			(void)error_set(
			    error,
			    "%s: extends: \"%.100s\" extends itself in a "
			    "circle; remove this key",
			    json_place(&document->sources, extends).text,
			    extends->valuestring);
			goto fail;
		}
	base = read_extended(document, path, chain, options, error);
	if (!base)
		goto fail;
	json_mark_like(base, object);
	merge(base, object);
	object = base;
	goto out;
fail:
	cJSON_Delete(object);
	object = NULL;
out:
	cJSON_Delete(extends);
	free(path);
	return object;
}

/* "$schema" is for the editor of one file; it is not inherited. */
static bool drop_schema_name(const struct document *document, cJSON *root,
			     struct error_text *error)
{
	cJSON *item = cJSON_GetObjectItemCaseSensitive(root, "$schema");

	if (item && !cJSON_IsString(item) && !cJSON_IsNull(item))
		return error_set(error,
				 "%s: $schema: is not a text; write "
				 "\"$schema\": \"schema/"
				 "scenario.schema.json\", or nothing",
				 json_place(&document->sources, item).text);
	cJSON_DeleteItemFromObjectCaseSensitive(root, "$schema");
	return true;
}

/* What was read, or NULL, with what it extends; `chain` begins with it. */
static cJSON *settle_root(struct document *document, cJSON *root,
			  const struct chain *chain,
			  const struct scenario_options *options,
			  struct error_text *error)
{
	if (!root)
		return NULL;
	if (!cJSON_IsObject(root)) {
		(void)error_set(error,
				"%s: is not an object; a file holds one "
				"{ \"key\": value, ... }",
				json_place(&document->sources, root).text);
		cJSON_Delete(root);
		return NULL;
	}
	if (!drop_schema_name(document, root, error)) {
		cJSON_Delete(root);
		return NULL;
	}
	return extend(document, root, chain, options, error);
}

static cJSON *read_extended(struct document *document, const char *path,
			    const struct chain *outer,
			    const struct scenario_options *options,
			    struct error_text *error)
{
	struct chain chain = {.path = path,
			      .outer = outer,
			      .depth = outer ? outer->depth + 1 : 1};

	return settle_root(document,
			   json_read_file(&document->sources, path, error),
			   &chain, options, error);
}

/* The scenario itself. */
static bool read_root(struct document *document, const char *name_or_path,
		      const struct scenario_options *options,
		      struct error_text *error)
{
	const struct chain input = {.path = STANDARD_INPUT, .depth = 1};

	if (options->text && !strcmp(name_or_path, "-")) {
		document->path = strdup(STANDARD_INPUT);
		document->root = settle_root(
		    document,
		    json_read_text(&document->sources, STANDARD_INPUT,
				   options->text, options->text_size, error),
		    &input, options, error);
		return document->root != NULL;
	}
	document->path =
	    path_of_scenario(name_or_path, options->data_dir, error);
	if (document->path)
		document->root = read_extended(document, document->path, NULL,
					       options, error);
	return document->root != NULL;
}

/* Open the file that `key` names (or its default) into the document. */
static bool open_part(struct document *document, const char *key, char **name,
		      const struct scenario_options *options,
		      struct error_text *error)
{
	cJSON *item = cJSON_GetObjectItemCaseSensitive(document->root, key);
	const char *fallback =
	    schema_key_named(&schema_scenario, key)->fallback;
	cJSON *made = NULL, *part;
	const cJSON *extends;
	char *path;

	if (cJSON_IsObject(item)) {
		extends = cJSON_GetObjectItemCaseSensitive(item, "extends");
		*name = memory_copy(
		    cJSON_IsString(extends) ? extends->valuestring : "inline");
		part = cJSON_DetachItemViaPointer(document->root, item);
		part = extend(document, part, NULL, options, error);
		if (part)
			(void)cJSON_AddItemToObject(document->root, key, part);
		return part != NULL;
	}
	if (item && !cJSON_IsString(item))
		return error_set(error,
				 "%s: %s: is not a path; write \"%s\", or an "
				 "object with \"extends\"",
				 json_place(&document->sources, item).text, key,
				 fallback);
	if (!item) {
		item = made = cJSON_CreateString(fallback);
		if (!made)
			return out_of_memory(error);
		json_mark_like(made, document->root);
	}
	*name = memory_copy(item->valuestring);
	path = document_resolve(document, item, options, error);
	part =
	    path ? read_extended(document, path, NULL, options, error) : NULL;
	if (part) {
		cJSON_DeleteItemFromObjectCaseSensitive(document->root, key);
		(void)cJSON_AddItemToObject(document->root, key, part);
	}
	free(path);
	cJSON_Delete(made);
	return part != NULL;
}

/* Open the file that workload.generate names, or that its object extends. */
static bool open_generate(struct document *document,
			  const struct scenario_options *options,
			  struct error_text *error)
{
	cJSON *workload =
	    cJSON_GetObjectItemCaseSensitive(document->root, "workload");
	cJSON *item = cJSON_GetObjectItemCaseSensitive(workload, "generate");
	cJSON *part;
	char *path;

	if (cJSON_IsObject(item)) {
		part = cJSON_DetachItemViaPointer(workload, item);
		part = extend(document, part, NULL, options, error);
		if (part)
			(void)cJSON_AddItemToObject(workload, "generate", part);
		return part != NULL;
	}
	if (!cJSON_IsString(item))
		return true;
	path = document_resolve(document, item, options, error);
	part =
	    path ? read_extended(document, path, NULL, options, error) : NULL;
	free(path);
	if (part)
		(void)cJSON_ReplaceItemInObjectCaseSensitive(workload,
							     "generate", part);
	return part != NULL && document_is_whole(error);
}

bool document_load(struct document *document, const char *name_or_path,
		   const struct scenario_options *options,
		   struct error_text *error)
{
	*document = (struct document){.root = NULL};
	if (!read_root(document, name_or_path, options, error))
		goto fail;
	drop_nulls(document->root);
	if ((options->sessions &&
	     !document_set_sessions(document, options, error)) ||
	    !document_set_keys(document, options, false, error) ||
	    !open_part(document, "prices", &document->book_name, options,
		       error) ||
	    !open_part(document, "catalogue", &document->catalogue_name,
		       options, error) ||
	    !open_generate(document, options, error) ||
	    !document_set_keys(document, options, true, error) ||
	    !document_is_whole(error))
		goto fail;
	drop_nulls(document->root);
	return true;
fail:
	document_release(document);
	return false;
}

bool document_load_file(struct document *document, const char *path,
			const struct scenario_options *options,
			struct error_text *error)
{
	*document = (struct document){.root = NULL};
	document->path = memory_copy(path);
	document->root = read_extended(document, path, NULL, options, error);
	if (!document->root || !document_is_whole(error)) {
		document_release(document);
		return false;
	}
	drop_nulls(document->root);
	return true;
}

void document_release(struct document *document)
{
	cJSON_Delete(document->root);
	json_sources_release(&document->sources);
	free(document->path);
	free(document->book_name);
	free(document->catalogue_name);
	*document = (struct document){.root = NULL};
}
