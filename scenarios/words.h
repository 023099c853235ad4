/*
 * words.h - what Tab offers of scenarios: their names, and the keys of --set.
 */
#ifndef SCENARIOS_WORDS_H
#define SCENARIOS_WORDS_H

#include "traces/base/cli_complete.h"

/* The included scenarios. */
void words_scenarios(cli_offer *offer, void *context);

/* "policy.reactive.tick=", with its meaning; of a list the keys of its first
 * element: "fleet.dedicated.0.count=". */
void words_keys(cli_offer *offer, void *context);

#endif /* SCENARIOS_WORDS_H */
