/*
 * paths.h - where the files of a scenario are looked for.
 *
 * Owns nothing; every path that is returned is freed by the caller.
 */
#ifndef SCENARIOS_PATHS_H
#define SCENARIOS_PATHS_H

#include "traces/base/error_text.h"

/* `name` beside the file `beside` (NULL: in the current directory), then in
 * data_dir (NULL: nowhere else).  NULL: no such file. */
char *path_resolve(const char *name, const char *beside, const char *data_dir);

/* A scenario by path, or by its name in data_dir.  NULL: there is none; the
 * error names the file that may be meant, or the nearest name. */
char *path_of_scenario(const char *name, const char *data_dir,
		       struct error_text *error);

#endif /* SCENARIOS_PATHS_H */
