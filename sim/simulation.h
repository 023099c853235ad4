/*
 * simulation.h - one replication: the modelled world around one engine.
 *
 * Private to sim/.  Only the composition: what is given, what all parts share,
 * the parts themselves, and who looks on.  Each part has a header of its own
 * and changes what it owns, nothing else:
 *
 *	given     scenario, options, trace, window
 *	shared    calendar, draws, inbox, answers
 *	world     provider (machines, stock, archive line), demand, customers
 *	observers record_*.c, attribution.c
 *	driving   ports, loop, deaths
 *
 * None of them decides what runs where.  Instants are microseconds UTC.
 */
#ifndef SIM_SIMULATION_H
#define SIM_SIMULATION_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/drive.h"
#include "scenarios/scenario.h"
#include "sim/answers.h"
#include "sim/calendar.h"
#include "sim/customers.h"
#include "sim/deaths.h"
#include "sim/demand.h"
#include "sim/draws.h"
#include "sim/figures.h"
#include "sim/inbox.h"
#include "sim/node_lives.h"
#include "sim/observers.h"
#include "sim/provider.h"
#include "sim/replication.h"

struct simulation {
	/* given */
	const struct scenario *scenario;
	const struct replication_options *options;
	const struct trace *trace;
	struct engine_config config;
	int64_t begin_us, from_us, to_us;

	/* shared */
	int64_t now_us;
	uint64_t rounds_here; /* of the engine, at this instant */
	bool in_window;
	struct calendar calendar;
	struct draws draws;
	struct inbox inbox;
	struct answers answers;
	struct error_text *error;
	bool failed; /* error is set, or memory ran out; sim_failed() */

	/* the world */
	struct provider *provider;
	struct demand *demand;
	struct customers *customers; /* NULL: no account is prepaid */

	/* who looks on */
	struct observers observers;
	struct node_lives lives;
	struct figures *figures; /* being filled in */

	/* driving */
	struct engine *engine;
	struct drive_scratch *scratch;
	struct driver_ports ports;
	uint64_t concerning; /* notices that the world hears, bits of kinds */
	struct deaths deaths;
};

/* Has anything gone wrong that makes the result worthless? */
static inline bool sim_failed(const struct simulation *sim)
{
	return sim->failed || sim->calendar.failed || sim->inbox.failed ||
	       sim->answers.failed || provider_failed(sim->provider);
}

#endif /* SIM_SIMULATION_H */
