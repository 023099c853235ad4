/*
 * quote_command.h - `conductor quote`: what a plan or a world costs, asked of
 * the engine's price book (engine/quote.h) before anything runs.
 */
#ifndef SIM_QUOTE_COMMAND_H
#define SIM_QUOTE_COMMAND_H

#include <cjson/cJSON.h>

#include "traces/base/language.h"

/* What it needs of rooms that it must not know; wired by conductor.c. */
struct quote_hooks {
	/* Show a quote as people read it; its keys: docs/formats.md. */
	void (*print)(const cJSON *quote, enum language language);
};

/* Returns the exit status. */
int cmd_quote(int argc, char **argv, const struct quote_hooks *hooks);

#endif /* SIM_QUOTE_COMMAND_H */
