/*
 * json_lines.h - JSON in which every value still knows its line.
 *
 * Reads strict JSON plus comments from two slashes to the end of the line, into
 * a cJSON tree.  Every item carries where it was written (file and line, or the
 * --set option that gave it) in its field `valueint`, which nothing here uses
 * as a number; the mark stays with the item when trees are merged.  A key that
 * is given twice is an error.
 *
 * struct json_sources owns the names of everything read so far; the trees are
 * the caller's (cJSON_Delete).  A source is at most 1 MiB and 64 levels deep.
 */
#ifndef SCENARIOS_JSON_LINES_H
#define SCENARIOS_JSON_LINES_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "traces/base/error_text.h"

#define JSON_SOURCES_MAX 512
#define JSON_PLACE_MAX 256

struct json_sources {
	char *names[JSON_SOURCES_MAX]; /* paths, or "--set key=value" */
	bool has_lines[JSON_SOURCES_MAX];
	int count;
};

/* Where something was written: "file:12", or "--set key=value". */
struct json_place {
	char text[JSON_PLACE_MAX];
};

void json_sources_release(struct json_sources *sources);

/* Parse a text of `size` bytes; `name` is used in error lines.  NULL and an
 * error of one line if it is not valid. */
cJSON *json_read_text(struct json_sources *sources, const char *name,
		      const char *text, size_t size, struct error_text *error);

/* All of a file; the caller frees it.  NULL and an error: it cannot be read. */
char *json_text_of(FILE *file, const char *name, size_t *size,
		   struct error_text *error);

/* The same for a file. */
cJSON *json_read_file(struct json_sources *sources, const char *path,
		      struct error_text *error);

/* A value of the command line: JSON where it is JSON, else (and if `bare`) the
 * word as it is.  `name` is how the user wrote the option. */
cJSON *json_read_word(struct json_sources *sources, const char *name,
		      const char *word, bool bare, struct error_text *error);

struct json_place json_place(const struct json_sources *sources,
			     const cJSON *item);

/* The file an item came from; NULL: it came from an option. */
const char *json_file(const struct json_sources *sources, const cJSON *item);

/* Give `item` the place of `like`. */
void json_mark_like(cJSON *item, const cJSON *like);

#endif /* SCENARIOS_JSON_LINES_H */
