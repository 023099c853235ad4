/*
 * source.h - where a scenario comes from, as a command line says it: its name,
 * the keys that are set, and sessions in the place of its demand.
 *
 * Owns what was read of standard input and of the sessions, and the window that
 * follows from them; names and overrides are borrowed.
 */
#ifndef SIM_SOURCE_H
#define SIM_SOURCE_H

#include "scenarios/scenario.h"

struct source {
	const char *name; /* "-": standard input */
	struct scenario_options options;
	char *input;		      /* the scenario, if it came from there */
	struct session_window window; /* of the sessions, if it counts */
	struct trace sessions;	      /* if they had to be read, uncut */
	bool has_sessions;
};

/* Load the scenario.  Sessions of one's own often have other dates: when none
 * of them lies in the scenario's run, and its window is not set too, the window
 * follows from them.  They are read once. */
bool source_load(struct source *source, struct scenario *out,
		 struct error_text *error);
void source_release(struct source *source);

#endif /* SIM_SOURCE_H */
