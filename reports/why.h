/*
 * why.h - the decisions about a world or a node, from a run.db.
 *
 * Reads only, and only the tables of docs/formats.md: `conductor why` is given
 * those of a run, or the ones that live/why.c fills from a journal.  An answer
 * is a list of items in the order of time; each is a decision, a requested
 * start, or its outcome, and has its sentence.  Terminal and JSON print the
 * same items.
 *
 * why_find.c resolves subject and time, why_tell.c writes the sentences,
 * why_list.c lists and prints.  Every function that returns false
 * has set the error.
 */
#ifndef REPORTS_WHY_H
#define REPORTS_WHY_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "traces/base/error_text.h"
#include "traces/base/language.h"

#define WHY_TEXT_SIZE 4096

struct why_question {
	sqlite3 *db;
	const char *path;    /* of the run or journal, for errors */
	const char *subject; /* a world's name; "12" or "node-12" */
	const char *time;    /* or NULL: everything */
	enum language language;
};

/* The subject and its time. */
struct why {
	sqlite3 *db;
	enum language language;
	const char *world; /* NULL: a node */
	int64_t node;
	int64_t from_us, until_us; /* inclusive; what is explained */
	int64_t ends_us;	   /* of the run */
	bool at_time;		   /* a moment was given ... */
	int64_t start;		   /* ... and this start: rowid, or 0 */
};

bool why_find(const struct why_question *question, struct why *out,
	      struct error_text *error);

/* Print as text or as JSON. */
bool why_print(const struct why *why, FILE *out, struct error_text *error);
bool why_print_json(const struct why *why, FILE *out, struct error_text *error);

/* --- why_tell.c: sentences, WHY_TEXT_SIZE bytes each ---------------------- */

/* A decision by its number, with the rejected alternatives. */
void why_tell_decision(const struct why *why, int64_t decision, char *out);
/* A start by its rowid: the request; the outcome, and where the time went if
 * that is known. */
void why_tell_asked(const struct why *why, int64_t start, char *out);
void why_tell_outcome(const struct why *why, int64_t start, bool with_causes,
		      char *out);
/* The start in question, as a whole. */
void why_tell_start(const struct why *why, char *out);
/* A node's lifetime, and how often starts did not use it in that time. */
void why_tell_life(const struct why *why, char *out);
void why_tell_refusals(const struct why *why, char *out);
void why_tell_nothing(const struct why *why, char *out);

/* --- why_find.c ----------------------------------------------------------- */

#define WHY_TIME_SIZE 128
/* "2024-11-08" (as the language writes it) and "20:17:03" on the clock of the
 * run; out has WHY_TIME_SIZE bytes. */
char *why_date(const struct why *why, int64_t at_us, char *out);
char *why_clock(const struct why *why, int64_t at_us, char *out);
int64_t why_offset_s(sqlite3 *db, int64_t at_us);

/* A statement with numbers and one text bound, ?1 ...; NULL on failure. */
sqlite3_stmt *why_ask(sqlite3 *db, const char *sql, const char *text,
		      const int64_t *numbers, int count);
#define WHY_ASK(db, sql, text, ...)                                            \
	why_ask(                                                               \
	    (db), (sql), (text), (const int64_t[]){__VA_ARGS__},               \
	    (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)))

#endif /* REPORTS_WHY_H */
