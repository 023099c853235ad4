#include "sim/figures.h"

#include <stdlib.h>
#include <string.h>

static void free_names(char **names, uint32_t count)
{
	for (uint32_t i = 0; names != NULL && i < count; i++)
		free(names[i]);
	free(names);
}

/* "" stands for none, and for a name that was not kept. */
static const char *name_of(char *const *names, uint32_t count, uint32_t number)
{
	return number == 0 || number > count || names[number - 1] == NULL
		   ? ""
		   : names[number - 1];
}

const char *figures_world_name(const struct figures *figures, uint32_t world)
{
	return name_of(figures->world_names, figures->world_count, world);
}

const char *figures_account_name(const struct figures *figures,
				 uint32_t customer)
{
	return name_of(figures->account_names, figures->account_count,
		       customer);
}

static bool keep_name(char **names, uint32_t *count, const char *name)
{
	names[*count] = strdup(name != NULL ? name : "");
	return names[(*count)++] != NULL;
}

bool figures_keep_names(struct figures *figures, const struct trace *trace)
{
	struct figures *f = figures;
	bool good;

	f->world_names =
	    calloc((size_t)trace->world_count + 1, sizeof *f->world_names);
	f->account_names =
	    calloc((size_t)trace->account_count + 1, sizeof *f->account_names);
	good = f->world_names != NULL && f->account_names != NULL;
	for (uint32_t i = 0; good && i < trace->world_count; i++)
		good = keep_name(f->world_names, &f->world_count,
				 trace->worlds[i].name);
	for (uint32_t i = 0; good && i < trace->account_count; i++)
		good = keep_name(f->account_names, &f->account_count,
				 trace->accounts[i]);
	return good;
}

void figures_release(struct figures *figures)
{
	free(figures->series);
	free(figures->nodes);
	free(figures->ledger);
	free(figures->starts);
	free(figures->customer_rows);
	free(figures->statements);
	free(figures->bills);
	decisions_release(&figures->decisions);
	free_names(figures->world_names, figures->world_count);
	free_names(figures->account_names, figures->account_count);
	*figures = (struct figures){0};
}
