/*
 * compare_command.h - `conductor compare`: scenarios, runs and variants side by
 * side on the same draws.
 */
#ifndef SIM_COMPARE_COMMAND_H
#define SIM_COMPARE_COMMAND_H

#include <stdbool.h>

#include "traces/base/language.h"

/* What it needs of rooms that it must not know; wired by conductor.c. */
struct compare_hooks {
	/* Print the table of DIRECTORY/comparison.json and write its page, both
	 * in this language; `force` replaces a page that is not as we wrote it.
	 */
	int (*report)(const char *directory, enum language language,
		      bool force);
};

/* Returns the exit status. */
int cmd_compare(int argc, char **argv, const struct compare_hooks *hooks);

#endif /* SIM_COMPARE_COMMAND_H */
