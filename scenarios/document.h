/*
 * document.h - the one merged JSON document that a scenario is.
 *
 * Follows `extends` (objects are merged, lists and laws replaced, null takes a
 * key back to its default), opens the price book and the catalogue into the
 * keys `prices` and `catalogue`, and puts --sessions and --set on top.  A file
 * that an option overrides is not opened.  Takes `$schema` out of each file:
 * it is for editors.  Knows nothing of what keys mean, except that naming
 * another kind of workload replaces the one before.
 *
 * A path is looked for beside the file that names it (for an option: in the
 * current directory), then in the data directory.
 *
 * Owns the tree and the names of its sources.
 */
#ifndef SCENARIOS_DOCUMENT_H
#define SCENARIOS_DOCUMENT_H

#include "json_lines.h"
#include "scenario.h"

/* What error lines call the scenario "-". */
#define STANDARD_INPUT "standard input"

struct document {
	struct json_sources sources;
	cJSON *root;
	char *path;	 /* of the scenario file */
	char *book_name; /* as the scenario names it; "inline" */
	char *catalogue_name;
};

/* Load by path, or by name from the data directory.  On failure the document
 * is released. */
bool document_load(struct document *document, const char *name_or_path,
		   const struct scenario_options *options,
		   struct error_text *error);

/* One file alone, with what it extends, as root. */
bool document_load_file(struct document *document, const char *path,
			const struct scenario_options *options,
			struct error_text *error);

/* A member that found no memory is missing, or has no name, and the library
 * tells nobody.  False: there is one. */
bool document_is_whole(struct error_text *error);

void document_release(struct document *document);

/* The file that the text `item` names; NULL and an error if there is none.
 * The caller frees it. */
char *document_resolve(const struct document *document, const cJSON *item,
		       const struct scenario_options *options,
		       struct error_text *error);

#endif /* SCENARIOS_DOCUMENT_H */
