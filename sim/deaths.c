#include "sim/deaths.h"

#include "sim/ports.h"
#include "sim/simulation.h"

static bool recover_engine(struct simulation *sim)
{
	const struct death_port *port = sim->options->deaths;
	const struct notice_listener listener = {
	    sim, sim->scratch->output.notice_mask, port_notice};
	struct deaths *deaths = &sim->deaths;
	int64_t away_us = 0;

	if (port == NULL)
		return error_set(sim->error,
				 "the journal cannot be written; is the disk "
				 "full?");
	engine_destroy(sim->engine);
	sim->engine = port->recover(port->context, &listener, &away_us);
	if (sim->engine == NULL)
		return error_set(sim->error, "the engine was not recovered");
	deaths->died = false;
	deaths->away_us = away_us;
	deaths->back_at_us = away_us > 0 ? sim->now_us + away_us : 0;
	return true;
}

bool deaths_revive(struct simulation *sim)
{
	do {
		if (!recover_engine(sim))
			return false;
		if (deaths_away(&sim->deaths, sim->now_us))
			return true;
		engine_each_pending_command(sim->engine, port_command, sim);
	} while (sim->deaths.died);
	return true;
}

bool deaths_come_back(struct simulation *sim)
{
	const struct input resumed = {.kind = INPUT_RESUMED,
				      .resumed = {sim->deaths.away_us}};

	sim->deaths.back_at_us = 0;
	inbox_put_first(&sim->inbox, &resumed, 1);
	engine_each_pending_command(sim->engine, port_command, sim);
	return !sim->deaths.died || deaths_revive(sim);
}
