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

#include "traces/error_text.h"

struct summary {
	cJSON *root;
	char *directory;
};

/* False, with the reason, if it is not there or not one that sim wrote. */
bool summary_open(const char *directory, struct summary *out,
		  struct error_text *error);
void summary_close(struct summary *summary);

/* Does this directory hold a summary that sim wrote? */
bool summary_is_run(const char *directory);

/* The value of a dotted key; a money string counts as its number.  0 when it is
 * null or absent (summary_has() tells). */
double summary_number(const struct summary *summary, const char *key);
bool summary_has(const struct summary *summary, const char *key);
bool summary_true(const struct summary *summary, const char *key);
/* "" when it is null or absent. */
const char *summary_text(const struct summary *summary, const char *key);
const cJSON *summary_item(const struct summary *summary, const char *key);

/* The 95 % interval of a figure; false when there is none. */
bool summary_interval(const struct summary *summary, const char *key,
		      double *low, double *high);

/* --- numbers as people read them; `out` has TEXT_SIZE bytes
 * ------------------- */

#define TEXT_SIZE 64

/* "412.30"; thousands are not grouped, so that columns align. */
char *text_eur(double eur, char *out);
/* At most three significant digits: "0.03", "18.2", "1240". */
char *text_short(double value, char *out);
/* "412 EUR (395 ... 428)", or without the bracket for one run. */
char *text_eur_interval(const struct summary *summary, const char *key,
			char *out);

#endif /* REPORTS_SUMMARY_H */
