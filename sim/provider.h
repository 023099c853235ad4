/*
 * provider.h - who carries out what the engine commands: cloud, machines,
 * agents.
 *
 * An id carried out twice has the effect and gives the answer of once: answers
 * are kept until the engine takes them, so a command that comes again needs
 * nothing, unless its answer was lost with its node.  A node that is down
 * answers nothing any more.
 *
 * Owns the machines, what is in stock, the archive's lines and the links
 * between nodes.  Decides nothing: what runs where comes from the engine.
 */
#ifndef SIM_PROVIDER_H
#define SIM_PROVIDER_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "sim/calendar.h"
#include "sim/machines.h"

struct provider;
struct simulation;

/* NULL: out of memory. */
struct provider *provider_open(const struct simulation *sim);
void provider_close(struct provider *provider);

/* A dedicated node of this type is there, and says hello. */
void provider_dedicated(struct simulation *sim, uint32_t node, uint16_t type);

void provider_execute(struct simulation *sim, const struct command *command);

/* An answer that is due becomes an input, unless its node is gone. */
void provider_answer_due(struct simulation *sim, uint32_t number);
/* The next transfer may be complete: of this box, or from node to node, which
 * is BOXES_MAX. */
void provider_transfer_due(struct simulation *sim, uint32_t box,
			   uint32_t serial);
void provider_node_event(struct simulation *sim, const struct event *event);

/* A node as the provider knows it; all zero if it never was.  Good until the
 * provider does anything. */
const struct machine *provider_machine(const struct provider *provider,
				       uint32_t node);

/* How much of the busiest line of an archive box, and of the busiest link
 * between nodes, is in use: 0 to 1. */
double provider_archive_use(const struct provider *provider);
double provider_links_use(const struct provider *provider);

/* A hint that something will soon happen to this world. */
void provider_expect(const struct provider *provider, uint32_t world);

/* Memory ran out on the way. */
bool provider_failed(const struct provider *provider);

/* Does the world agree with the engine's book of nodes?  NULL or the reason. */
const char *provider_audit(const struct simulation *sim);

#endif /* SIM_PROVIDER_H */
