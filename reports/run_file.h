/*
 * run_file.h - a file that is added to a run directory: whole or not there, and
 * listed in the manifest of the directory (manifest.h), so that the run can be
 * replaced later, and what somebody has changed is not.
 */
#ifndef REPORTS_RUN_FILE_H
#define REPORTS_RUN_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "traces/base/aside.h"
#include "traces/base/language.h"
#include "traces/base/manifest.h"

#define RUN_FILE_PATH_SIZE 4352

struct run_file {
	FILE *out; /* what to print into; closed by run_file_finish() */
	char path[RUN_FILE_PATH_SIZE]; /* for messages */
	const char *folder, *name;     /* borrowed */
	struct aside aside;
	struct manifest manifest;
	int lock;
};

/* "report.html", "report.de.html": one page a language, side by side. */
#define RUN_PAGE_NAME_SIZE 64
char *run_page_name(const char *stem, enum language language,
		    char out[RUN_PAGE_NAME_SIZE]);

/* Say on standard output where the page is, below the table.  `folder` may be
 * NULL: the page is named as it is. */
void run_page_tell(enum language language, const char *folder,
		   const char *page);

/* May the file be replaced?  If it is not as we wrote it: only by `force`. */
bool run_file_check(const char *folder, const char *name, bool force,
		    struct error_text *error);

bool run_file_open(struct run_file *file, const char *folder, const char *name,
		   struct error_text *error);

/* Let it appear if `good` and all was written; else it is removed, and `error`
 * is set. */
bool run_file_finish(struct run_file *file, bool good,
		     struct error_text *error);

#endif /* REPORTS_RUN_FILE_H */
