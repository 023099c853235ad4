/*
 * commands.h - the subcommands of `conductor traces`, one file each
 * (cmd_NAME.c).
 *
 * Each takes its own name as argv[0], answers --help with an example, writes
 * errors as one line to stderr and returns the exit status: 0 done, 1 failed,
 * 2 wrong usage.  Their names are in the table of conductor.c.
 */
#ifndef TRACES_COMMANDS_H
#define TRACES_COMMANDS_H

#include <stdbool.h>

#include "traces/base/error_text.h"
#include "traces/base/file_facts.h"
#include "traces/model/generate.h"

int traces_cmd_import(int argc, char **argv);
int traces_cmd_check(int argc, char **argv);
int traces_cmd_info(int argc, char **argv);
int traces_cmd_fit(int argc, char **argv);

/* What a command needs of the rooms above: how a model's JSON is read. */
struct traces_hooks {
	bool (*model_load)(const char *path, struct generate_plan *out,
			   struct error_text *error);
};
int traces_cmd_generate(int argc, char **argv,
			const struct traces_hooks *hooks);
int traces_cmd_export(int argc, char **argv);

/* Read a file of sessions or counts, whichever its header says.  `zone`: of
 * local times, or NULL. */
bool traces_check_table(const char *path, const char *zone,
			struct file_facts *out, struct error_text *error);

#endif /* TRACES_COMMANDS_H */
