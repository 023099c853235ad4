/*
 * with.h - a variant in one word: "KEY=VALUE,KEY=VALUE".
 *
 * A comma begins the next key only outside of [lists], {objects} and "text",
 * and only before something of the form KEY=; every other comma belongs to the
 * value:
 *
 *     fleet.dedicated.0.count=11,policy.sleep_window=96h
 *     fleet.cloud.types=["SB-64@fsn1","CCX33@fsn1"],fleet.cloud.max=4
 *     fleet.cloud.types=SB-64@fsn1,CCX33@fsn1
 *
 * Owns a copy of the text.
 */
#ifndef SIM_WITH_H
#define SIM_WITH_H

#include <stddef.h>

#include "scenarios/scenario.h"
#include "sim/overrides.h"

struct with {
	char *text; /* keys and values point into it */
	struct scenario_override list[OVERRIDES_MAX];
	uint32_t count;
};

/* False: it is not of that form, and `error` says nothing; or it sets what
 * belongs to all variants alike (seed, replications).  Released in every case
 * with with_release(). */
bool with_read(const char *text, struct with *out, struct error_text *error);

/* Of the same form, for others: how long the key is with which the text begins
 * (0: with none); the end of the value that begins it, at a comma or '\0'. With
 * `values`, every comma outside of [], {} and "" ends it. */
size_t with_key_length(const char *text);
char *with_value_end(char *text, bool values);
/* False: the key belongs to all variants alike. */
bool with_may_vary(const char *key, struct error_text *error);

void with_release(struct with *with);

#endif /* SIM_WITH_H */
