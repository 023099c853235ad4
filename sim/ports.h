/*
 * ports.h - where the engine's round meets the modelled world: commands go to
 * the provider, notices to observers and players, inputs to the journal.
 *
 * The functions have the form that drive.h wants; their context is the
 * simulation.
 */
#ifndef SIM_PORTS_H
#define SIM_PORTS_H

#include <stdbool.h>

#include "engine/command.h"
#include "engine/notice.h"

struct simulation;

/* Set the ports of drive(), and which notices it tells.  False with the error:
 * the journal cannot be begun. */
bool ports_open(struct simulation *sim);

/* To the observers, then to those whom it concerns. */
void port_notice(void *context, const struct notice *notice);
/* To the provider, unless the controller is dead. */
void port_command(void *context, const struct command *command);

#endif /* SIM_PORTS_H */
