/*
 * command_line.h - `conductor sim` and `conductor init`.
 */
#ifndef SIM_COMMAND_LINE_H
#define SIM_COMMAND_LINE_H

#include <stdbool.h>

#include "scenarios/scenario.h"
#include "sim/replication.h"
#include "traces/base/language.h"

/* What sim needs of rooms that it must not know; wired by conductor.c. */
struct sim_hooks {
	bool (*journal_open)(const char *path, struct journal_port *out,
			     struct error_text *error);
	bool (*journal_finish)(struct journal_port *port,
			       struct error_text *error);
	bool (*journal_close)(struct journal_port *port,
			      struct error_text *error);
	/* Close it and remove its file. */
	void (*journal_discard)(struct journal_port *port);
	/* Print the table of a run directory and write its page, both in this
	 * language; `force` replaces a page that is not as we wrote it. */
	int (*report)(const char *run_directory, enum language language,
		      bool force);
};

/* Returns the exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
int cmd_sim(int argc, char **argv, const struct sim_hooks *hooks);

/* `conductor init`: a scenario of one's own, from sessions. */
int cmd_init(int argc, char **argv);

#endif /* SIM_COMMAND_LINE_H */
