/*
 * command_line.h - `conductor check`, `machines`, `schema` and
 * `scenarios`.
 *
 * Each returns the exit status: 0 all good, 1 something is wrong, 2 wrong
 * usage.
 */
#ifndef SCENARIOS_COMMAND_LINE_H
#define SCENARIOS_COMMAND_LINE_H

#include <stdbool.h>

#include "scenarios/scenario.h"
#include "traces/base/error_text.h"
#include "traces/model/generate.h"

int cmd_check(int argc, char **argv, demand_check *demand);
int cmd_schema(int argc, char **argv);
int cmd_machines(int argc, char **argv);
int cmd_scenarios(int argc, char **argv);

/* A model of demand, its calendar looked for beside it and in the data
 * directory; for struct traces_hooks. */
bool scenarios_load_model(const char *path, struct generate_plan *out,
			  struct error_text *error);

#endif /* SCENARIOS_COMMAND_LINE_H */
