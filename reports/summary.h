/*
 * summary.h - a run's summary.json, by dotted keys.
 *
 * Owns the parsed document.  Reads what sim wrote and nothing else of it.
 */
#ifndef REPORTS_SUMMARY_H
#define REPORTS_SUMMARY_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "traces/base/error_text.h"

struct summary {
	cJSON *root;
	char *directory;
};

/* False, with the reason, if it is not there or not one that sim wrote. */
bool summary_open(const char *directory, struct summary *out,
		  struct error_text *error);
void summary_close(struct summary *summary);
/* The same of another command's file: an object in it, and a list with
 * something in it, tell that the command wrote it. */
struct summary_kind {
	const char *command, *file, *object, *list;
};
bool summary_open_of(const struct summary_kind *kind, const char *directory,
		     struct summary *out, struct error_text *error);
/* Is there such a file? */
bool summary_is_in(const struct summary_kind *kind, const char *directory);

/* The value of a dotted key; a money string counts as its number.  0 when it is
 * null or absent (summary_has() distinguishes). */
double summary_number(const struct summary *summary, const char *key);
bool summary_has(const struct summary *summary, const char *key);
bool summary_true(const struct summary *summary, const char *key);
/* "" when it is null or absent. */
const char *summary_text(const struct summary *summary, const char *key);
const cJSON *summary_item(const struct summary *summary, const char *key);

/* The 95 % interval of a figure; false when there is none. */
bool summary_interval(const struct summary *summary, const char *key,
		      double *low, double *high);

#endif /* REPORTS_SUMMARY_H */
