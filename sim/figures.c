#include "sim/figures.h"

#include <stdlib.h>
#include <string.h>

/* "" stands for none, and for a name that was not kept. */
static const char *name_of(const struct names *names, uint32_t number)
{
	return number == 0 || number > names->count
		   ? ""
		   : names->text + names->at[number - 1];
}

const char *figures_world_name(const struct figures *figures, uint32_t world)
{
	return name_of(&figures->worlds, world);
}

const char *figures_account_name(const struct figures *figures,
				 uint32_t customer)
{
	return name_of(&figures->accounts, customer);
}

static size_t size_of_name(const char *name)
{
	return name != NULL ? strlen(name) + 1 : 1;
}

/* Room for names of so many bytes together. */
static bool open_names(struct names *names, uint32_t count, size_t bytes)
{
	names->at = calloc((size_t)count + 1, sizeof *names->at);
	names->text = malloc(bytes + 1);
	return names->at != NULL && names->text != NULL;
}

static void add_name(struct names *names, size_t *used, const char *name)
{
	size_t size = size_of_name(name);

	memcpy(names->text + *used, name != NULL ? name : "", size);
	names->at[names->count++] = *used;
	*used += size;
}

bool figures_keep_names(struct figures *figures, const struct trace *trace)
{
	size_t worlds = 0, accounts = 0;

	for (uint32_t i = 0; i < trace->world_count; i++)
		worlds += size_of_name(trace->worlds[i].name);
	for (uint32_t i = 0; i < trace->account_count; i++)
		accounts += size_of_name(trace->accounts[i]);
	if (!open_names(&figures->worlds, trace->world_count, worlds) ||
	    !open_names(&figures->accounts, trace->account_count, accounts))
		return false;
	worlds = accounts = 0; /* used so far */
	for (uint32_t i = 0; i < trace->world_count; i++)
		add_name(&figures->worlds, &worlds, trace->worlds[i].name);
	for (uint32_t i = 0; i < trace->account_count; i++)
		add_name(&figures->accounts, &accounts, trace->accounts[i]);
	return true;
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

void figures_release(struct figures *figures)
{
	free(figures->series);
	free(figures->nodes);
	rows_release(&figures->ledger);
	rows_release(&figures->starts);
	rows_release(&figures->delays);
	free(figures->customer_rows);
	free(figures->statements);
	free(figures->bills);
	decisions_release(&figures->decisions);
	free(figures->worlds.at);
	free(figures->worlds.text);
	free(figures->accounts.at);
	free(figures->accounts.text);
	*figures = (struct figures){0};
}
