/*
 * support_import.h - files made by a test, imported; what came out as text.
 */
#ifndef TESTS_SUPPORT_IMPORT_H
#define TESTS_SUPPORT_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "traces/import/import.h"

/* A fresh folder for files, and its end; cmocka's set-up and tear-down. */
int import_set_up(void **state);
int import_tear_down(void **state);

/* The whole path of a name in the folder; until the next call. */
const char *import_file(const char *name);

/* Files below the folder; their folders are made. */
void import_write(const char *name, const char *text);
void import_write_bytes(const char *name, const void *bytes, size_t size);
void import_write_gz(const char *name, const char *text);
/* Only the first bytes of it, as of a file that is still being written. */
void import_write_cut_gz(const char *name, const char *text, size_t keep);
/* When a file was changed last, in seconds since 1970. */
void import_touch(const char *name, long at_s);

struct imported {
	bool good;
	/* "WORLD START STOP PLAYERS\n" each, UTC, by start */
	char sessions[8192];
	char notes[8192]; /* a line each */
	struct import_counts counts;
	struct error_text error;
};

/* Europe/Berlin, 4 GB, no date; what else an option may be. */
extern const struct import_options import_berlin;

void import_run_on(const char *name, const struct import_options *options,
		   struct imported *out);

/* The same with import_berlin, and these sessions must come out. */
void import_gives(const char *name, const char *sessions);

/* It must be refused, with a line that holds this. */
void import_refuses(const char *name, const struct import_options *options,
		    const char *part);

#endif /* TESTS_SUPPORT_IMPORT_H */
