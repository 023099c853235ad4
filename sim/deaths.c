/*
 * deaths.c - the controller's crashes, as the modelled world sees them.
 *
 * The world keeps what the controller has not committed: answers and requests
 * stay on their way and arrive again, in order.
 */
#include <string.h>

#include "sim/simulation.h"

/* Notices that were delivered before the crash are not news. */
static void hear(void *context, uint64_t seq, const struct notice *notice)
{
	struct simulation *sim = context;

	if (seq > sim->heard_seq)
		sim_notice(sim, notice);
}

static bool recover(struct simulation *sim)
{
	const struct death_port *deaths = sim->options->deaths;
	const struct notice_listener listener = {sim, hear};
	int64_t away_us = 0;

	if (deaths == NULL)
		return error_set(sim->error,
				 "the journal cannot be written; is the disk "
				 "full?");
	engine_destroy(sim->engine);
	sim->engine = deaths->recover(deaths->context, &listener, &away_us);
	if (sim->engine == NULL)
		return error_set(sim->error, "the engine was not recovered");
	sim->heard_seq = engine_next_seq(sim->engine) - 1;
	sim->died = false;
	sim->away_us = away_us;
	sim->back_at_us = away_us > 0 ? sim->now_us + away_us : 0;
	return true;
}

bool deaths_revive(struct simulation *sim)
{
	do {
		if (!recover(sim))
			return false;
		if (deaths_away(sim))
			return true;
		engine_each_pending_command(sim->engine, sim_command, sim);
	} while (sim->died);
	return true;
}

bool deaths_come_back(struct simulation *sim)
{
	struct input resumed = {.kind = INPUT_RESUMED,
				.resumed = {sim->away_us}};

	sim->back_at_us = 0;
	sim_input(sim, &resumed); /* makes room */
	memmove(sim->inputs + 1, sim->inputs,
		(sim->input_count - 1) * sizeof *sim->inputs);
	sim->inputs[0] = resumed;
	engine_each_pending_command(sim->engine, sim_command, sim);
	return !sim->died || deaths_revive(sim);
}
