/*
 * command_parts.h - what the commands that simulate have in common.
 */
#ifndef SIM_COMMAND_PARTS_H
#define SIM_COMMAND_PARTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "traces/base/error_text.h"

#define COMMAND_JOBS_MAX 1024

/* --seed N and --replications N; the context is a struct overrides. */
bool command_take_seed(void *overrides, const char *text,
		       struct error_text *error);
bool command_take_replications(void *overrides, const char *text,
			       struct error_text *error);

/* The command as one could type it again, cut at `size`. */
#define COMMAND_LINE_SIZE 4096
void command_join(int argc, char **argv, char out[COMMAND_LINE_SIZE]);

/* From now on a signal to end sets this flag. */
const atomic_bool *command_hear_stop(void);

/* Print what went wrong; returns the exit status, which is another where it
 * was stopped. */
int command_failed(const struct error_text *error);

#endif /* SIM_COMMAND_PARTS_H */
