/*
 * plan_command.h - `conductor plan`: the cheapest fleet and policy that keeps
 * the promise.
 */
#ifndef SIM_PLAN_COMMAND_H
#define SIM_PLAN_COMMAND_H

#include <stdbool.h>

#include "traces/base/language.h"

/* What it needs of rooms that it must not know; wired by conductor.c. */
struct plan_hooks {
	/* Print the table of DIRECTORY/plan.json and write its page, both in
	 * this language; `force` replaces a page that is not as we wrote it.
	 */
	int (*report)(const char *directory, enum language language,
		      bool force);
};

/* Returns the exit status. */
int cmd_plan(int argc, char **argv, const struct plan_hooks *hooks);

#endif /* SIM_PLAN_COMMAND_H */
