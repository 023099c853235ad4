/*
 * run_files.h - is this a file that a run wrote?  For `check`, which is given
 * anything.
 */
#ifndef SCENARIOS_RUN_FILES_H
#define SCENARIOS_RUN_FILES_H

#include <stdbool.h>

#include "traces/base/file_facts.h"

/* True, with what it is: a run directory, or a file that the manifest of its
 * folder lists. */
bool run_files_tell(const char *path, struct file_facts *out);

#endif /* SCENARIOS_RUN_FILES_H */
