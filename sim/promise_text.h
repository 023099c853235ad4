/*
 * promise_text.h - a promise as a command line says it:
 *
 *     wait_p95<=30s,no_room<=0.1%
 *
 * Owns a copy of the text.
 */
#ifndef SIM_PROMISE_TEXT_H
#define SIM_PROMISE_TEXT_H

#include <stdbool.h>

#include "scenarios/scenario.h"
#include "traces/base/error_text.h"

#define PROMISE_TEXT_MOST 3

struct promise_text {
	char *text; /* values point into it */
	struct scenario_override list[PROMISE_TEXT_MOST];
	unsigned count;
};

/* False: `error` says what would be right.  Released in every case. */
bool promise_text_read(const char *text, struct promise_text *out,
		       struct error_text *error);
void promise_text_release(struct promise_text *promise);

#endif /* SIM_PROMISE_TEXT_H */
