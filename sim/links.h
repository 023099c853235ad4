/*
 * links.h - the links between nodes: worlds that are copied directly.
 *
 * Every node has one line out and one line in.  A copy takes part in two of
 * them, out of its source and into its target, and has a speed of its own.
 * The rates are max-min fair over all of that: none can grow without one that
 * is not faster shrinking (Bertsekas and Gallager 1992, 6.5.2, by filling up).
 * Transfers of the archive do not take part: their line is the box's.
 *
 * A copy may fail, at any of its bytes alike.  One whose target goes down is
 * gone and gets no answer; one whose source goes down fails.  One more copy
 * than a link takes fails, and links_audit() says so ever after.
 *
 * Owns the copies that run and the ends of the links, and grows.  Bytes,
 * microseconds.
 */
#ifndef SIM_LINKS_H
#define SIM_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "scenarios/scenario.h"

struct links;
struct simulation;

/* Borrows the model.  `copies_max` of them in one direction of a node's link;
 * 0: any number.  NULL: out of memory. */
struct links *links_open(const struct link_model *model, uint32_t copies_max);
void links_close(struct links *links);

/* The node of the command takes the world from its peer. */
void links_begin(struct simulation *sim, struct links *links,
		 const struct command *command);
/* False: it does not run on a link. */
bool links_cancel(struct simulation *sim, struct links *links,
		  uint64_t command_id);
/* The calendar says that something changes; `serial` tells a stale entry. */
void links_due(struct simulation *sim, struct links *links, uint32_t serial);
void links_drop_node(struct simulation *sim, struct links *links,
		     uint32_t node);

/* MB/s of a copy now; 0: its latency is not over, or it does not run. */
double links_rate(const struct links *links, uint64_t command_id);

/* How much of the busiest link is in use, 0 to 1; 0 if links have no limit. */
double links_use(const struct links *links);

/* NULL, or what must never have happened. */
const char *links_audit(const struct links *links);

#endif /* SIM_LINKS_H */
