/*
 * sweep_command.h - `conductor sweep`: every combination of values, in one
 * file; and `conductor sweep merge`.
 */
#ifndef SIM_SWEEP_COMMAND_H
#define SIM_SWEEP_COMMAND_H

#include <stdbool.h>

#include "traces/base/language.h"

/* What it needs of rooms that it must not know; wired by conductor.c. */
struct sweep_hooks {
	/* Print the table of the file, or JSON, and write its page; `force`
	 * replaces a page that is not as we wrote it. */
	int (*report)(const char *path, enum language language, bool force,
		      bool json);
};

/* Returns the exit status. */
int cmd_sweep(int argc, char **argv, const struct sweep_hooks *hooks);

#endif /* SIM_SWEEP_COMMAND_H */
