#include "sim/figures.h"

#include <stdlib.h>

#include "traces/base/engine_heap.h"

#define GIB 1024.0
#define GB_HOURS (GIB * (double)US_PER_HOUR) /* in MiB x us */

static const struct trace *trace_of(const struct figures *figures)
{
	return figures->trace != NULL ? figures->trace : &figures->own_trace;
}

const struct trace_world *figures_world(const struct figures *figures,
					uint32_t world)
{
	const struct trace *trace = trace_of(figures);

	return world == 0 || world > trace->world_count
		   ? NULL
		   : &trace->worlds[world - 1];
}

const char *figures_world_name(const struct figures *figures, uint32_t world)
{
	const struct trace_world *of = figures_world(figures, world);

	return of != NULL && of->name != NULL ? of->name : "";
}

const char *figures_account_name(const struct figures *figures,
				 uint32_t customer)
{
	const struct trace *trace = trace_of(figures);
	const char *name = customer == 0 || customer > trace->account_count
			       ? NULL
			       : trace->accounts[customer - 1];

	return name != NULL ? name : "";
}

/* --- rows ----------------------------------------------------------------- */

const struct ledger_row *figures_posting(const struct figures *figures,
					 size_t index)
{
	return rows_at(&figures->ledger, index);
}

const struct start_row *figures_start(const struct figures *figures,
				      size_t index)
{
	return rows_at(&figures->starts, index);
}

void figures_delays(const struct figures *figures, const struct start_row *row,
		    int64_t delay_us[DELAY_COUNT])
{
	size_t next = row->first_delay;

	for (int delay = 0; delay < DELAY_COUNT; delay++) {
		const int64_t *kept;

		delay_us[delay] = 0;
		if ((row->delays >> delay & 1) == 0)
			continue;
		kept = rows_at(&figures->delays, next++);
		delay_us[delay] = *kept;
	}
}

int64_t figures_ready_us(const struct figures *figures,
			 const struct start_row *row)
{
	int64_t delay_us[DELAY_COUNT], sum_us = 0;

	if (row->end != START_SERVED)
		return -1;
	figures_delays(figures, row, delay_us);
	for (int delay = 0; delay < DELAY_COUNT; delay++)
		sum_us += delay_us[delay];
	return sum_us;
}

struct customer_row figures_customer(const struct figures *figures,
				     size_t index)
{
	uint32_t account = figures->ranks[index].account;
	const struct customer_sums *sums = &figures->sums[account];
	double held_mib_us =
	    sums->held_mib_us[POOL_DEDICATED] + sums->held_mib_us[POOL_CLOUD];

	return (struct customer_row){
	    .account = account + 1,
	    .worlds = sums->worlds,
	    .starts = sums->starts,
	    .unserved = sums->unserved,
	    .decile = (uint8_t)(decile_of(index, figures->customers) + 1),
	    .billed_gb_hours = sums->billed_gb_hours,
	    .held_gb_hours = held_mib_us / GB_HOURS,
	    .cloud_gb_hours = sums->held_mib_us[POOL_CLOUD] / GB_HOURS,
	    .disk_gb = sums->disk_mib / GIB,
	    .net_eur = sums->net,
	    .cost_eur = sums->cost,
	};
}

void figures_drop_customers(struct figures *figures)
{
	engine_heap.release(NULL, figures->sums,
			    figures->sums_count * sizeof *figures->sums);
	free(figures->ranks);
	figures->sums = NULL;
	figures->ranks = NULL;
}

void figures_release(struct figures *figures)
{
	free(figures->series);
	free(figures->nodes);
	rows_release(&figures->ledger);
	rows_release(&figures->starts);
	rows_release(&figures->delays);
	figures_drop_customers(figures);
	statements_close(figures->statements);
	decisions_release(&figures->decisions);
	trace_release(&figures->own_trace);
	*figures = (struct figures){0};
}
