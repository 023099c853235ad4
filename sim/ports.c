#include "sim/ports.h"

#include "sim/simulation.h"

/* --- the journal ---------------------------------------------------------- */

static int port_record(void *context, const struct input *input)
{
	const struct simulation *sim = context;
	const struct journal_port *journal = sim->options->journal;

	return journal->record(journal->context, input);
}

static int port_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	const struct simulation *sim = context;
	const struct journal_port *journal = sim->options->journal;
	int status = journal->commit(journal->context, last_seq, trail);

	if (status == 0 && journal->committed != NULL)
		status = journal->committed(journal->context, sim->engine);
	return status;
}

static bool begin_journal(struct simulation *sim)
{
	const struct journal_port *journal = sim->options->journal;

	if (journal == NULL)
		return true;
	sim->ports.record = port_record;
	sim->ports.commit = port_commit;
	return journal->begin == NULL ||
	       journal->begin(journal->context, &sim->config, sim->engine) ==
		   0 ||
	       error_set(sim->error,
			 "the journal cannot be written; is the disk full?");
}

/* --- commands and notices ------------------------------------------------- */

static void execute(void *context, const struct command *command)
{
	provider_execute(context, command);
}

void port_command(void *context, const struct command *command)
{
	struct simulation *sim = context;
	const struct death_port *port = sim->options->deaths;
	struct deaths *deaths = &sim->deaths;

	if (port != NULL && !deaths->died)
		deaths->died = port->dies(port->context, command);
	if (!deaths->died)
		provider_execute(sim, command);
}

/* The operator hears that a guard holds, and lets it go after a while. */
static void operator_notice(struct simulation *sim, const struct notice *notice)
{
	int64_t after_us = sim->scenario->world.operator_answers_us;

	if (notice->guard.holds && after_us != TIME_NEVER_US)
		calendar_enter(&sim->calendar, sim->now_us + after_us,
			       EVENT_OPERATOR, 0, notice->guard.guard);
}

/* To all whom it concerns. */
static void tell(void *context, const struct notice *notice)
{
	struct simulation *sim = context;

	observers_notice(&sim->observers, notice);
	if ((sim->concerning >> notice->kind & 1) == 0)
		return;
	if (notice->kind == NOTICE_GUARD) {
		operator_notice(sim, notice);
		return;
	}
	if (sim->customers != NULL)
		customers_notice(sim, notice);
	if (notice->kind != NOTICE_BALANCE_LOW)
		demand_notice(sim, notice);
}

void port_notice(void *context, const struct notice *notice)
{
	struct simulation *sim = context;

	if (notice_is_new(&sim->deaths.heard, notice))
		tell(sim, notice);
}

bool ports_open(struct simulation *sim)
{
	bool mortal = sim->options->deaths != NULL;

	sim->concerning = demand_mask(sim) | UINT64_C(1) << NOTICE_GUARD;
	if (sim->customers != NULL)
		sim->concerning |= customers_mask();
	drive_scratch_init(sim->scratch, sim->observers.mask | sim->concerning);
	sim->ports = (struct driver_ports){
	    .context = sim,
	    /* a controller that does not die loses no command on the way, and
	     * is told nothing twice */
	    .execute = mortal ? port_command : execute,
	    .notify = mortal ? port_notice : tell,
	};
	return begin_journal(sim);
}
