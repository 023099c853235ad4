/*
 * document_set.h - what a command line puts on top of a document: --set and
 * --sessions.
 *
 * Private to document.c, which knows when.
 */
#ifndef SCENARIOS_DOCUMENT_SET_H
#define SCENARIOS_DOCUMENT_SET_H

#include "document.h"

/* The keys of `workload` that each say where demand comes from. */
#define WORKLOAD_KINDS 3
extern const char *const workload_kinds[WORKLOAD_KINDS];

/* Each --set KEY=VALUE whose key is (not) `inside` a file that the scenario
 * names: these are set when it has been opened. */
bool document_set_keys(struct document *document,
		       const struct scenario_options *options, bool inside,
		       struct error_text *error);

/* --sessions FILE instead of the scenario's demand, and the window that these
 * sessions ask for. */
bool document_set_sessions(struct document *document,
			   const struct scenario_options *options,
			   struct error_text *error);

#endif /* SCENARIOS_DOCUMENT_SET_H */
