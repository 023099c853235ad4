/*
 * attribution.h - observer of worlds: who earned and who cost, by tiers and
 * deciles of customers.
 *
 * Owns sums by world over the window, O(worlds) memory, and folds them into
 * figures at the end, whose books are those of the window by then.  Asks the
 * engine at both edges of the window what worlds have earned that is not posted
 * yet.  Decides nothing.
 *
 * Units: nano-euro and MiB x microseconds while it sums; EUR and GB hours in
 * the figures.  Definitions: docs/figures.md, 'Tiers' and 'Customers'.
 */
#ifndef SIM_ATTRIBUTION_H
#define SIM_ATTRIBUTION_H

#include <stdbool.h>

struct simulation;

/* False: out of memory. */
bool attribution_open(struct simulation *sim);

#endif /* SIM_ATTRIBUTION_H */
