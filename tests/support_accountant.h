/*
 * support_accountant.h - a second set of books, kept beside a bench.
 *
 * Hears what the engine is fed and what it tells, and computes by the rules of
 * docs/figures.md, minute by minute and hour by hour, what every account of the
 * ledger must be.  Knows none of the engine's pricing.  Where the two differ,
 * the running test fails.
 *
 * Not computed: when the money of a prepaid account ends (a run that ends so is
 * held against its own notice), and what of a credit lapses.
 */
#ifndef TESTS_SUPPORT_ACCOUNTANT_H
#define TESTS_SUPPORT_ACCOUNTANT_H

#include "engine/engine.h"

struct accountant;

struct accountant *accountant_open(const struct engine_config *config);
void accountant_close(struct accountant *accountant);

/* An input was accepted; `before` is the engine's state before it. */
void accountant_input(struct accountant *accountant,
		      const struct engine *before, const struct input *input);
void accountant_notice(struct accountant *accountant,
		       const struct notice *notice);

/* Hold the engine's books of now against these, every account; each time at the
 * beginning, more seldom if there are many worlds or inputs.  All notices must
 * have been heard.
 */
void accountant_compare(struct accountant *accountant,
			const struct engine *engine);

#endif /* TESTS_SUPPORT_ACCOUNTANT_H */
