/*
 * attribution.h - who earned and who cost: tiers and deciles of customers.
 *
 * Owns sums by world over the window, O(worlds) memory, and folds them into
 * figures at the end.  Hears notices; asks the engine at both edges of the
 * window what worlds have earned that is not posted yet.  Decides nothing.
 *
 * Units: nano-euro and MiB x microseconds while it sums; EUR and GB hours in
 * the figures.  Definitions: docs/figures.md, 'Tiers' and 'Customers'.
 */
#ifndef SIM_ATTRIBUTION_H
#define SIM_ATTRIBUTION_H

#include "sim/simulation.h"

/* NULL: out of memory. */
struct attribution *attribution_open(const struct simulation *sim);
void attribution_close(struct attribution *attribution);

/* What attribution_notice() wants to hear, as bits of enum notice_kind. */
uint64_t attribution_mask(void);
void attribution_notice(struct simulation *sim, const struct notice *notice);
void attribution_window_begins(struct simulation *sim);
void attribution_wait(struct simulation *sim, uint32_t world, int64_t wait_us);
/* A session that counts is over. */
void attribution_session_over(struct simulation *sim, uint32_t world,
			      enum start_end end);
/* Fill in the tiers, deciles and customers of `figures`, whose books are
 * those of the window already. */
void attribution_finish(struct simulation *sim, struct figures *figures);

#endif /* SIM_ATTRIBUTION_H */
