#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/cli.h"
#include "traces/base/plural.h"
#include "traces/base/random.h"
#include "traces/store/store.h"
#include "traces/store/trace_out.h"

static const struct cli_command export_command = {
    .name = "traces export",
    .usage = "STORE -o FILE [OPTION]...",
    .about = "Export sessions from a store (trace.db) that `conductor traces "
	     "import` wrote.",
    .notes = "Sessions are not cut at the edges.  TIME is RFC 3339 or epoch "
	     "seconds.",
    .example =
	"  conductor traces export year.db --from 2024-11-08T12:00:00+01:00 "
	"\\\n"
	"    --to 2024-11-09T08:00:00+01:00 --worlds 1000 -o night.csv\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one store is needed",
};

struct export_arguments {
	const char *store;
	struct out_file out;
	int64_t from_us, to_us;
	uint64_t worlds; /* 0: all */
	enum csv_dialect csv;
};

static bool read_export_arguments(int argc, char **argv,
				  struct export_arguments *args, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("out", "FILE", &args->out.path,
			  "sessions.csv (.gz, .zst), - for standard output, or "
			  "another store: trace.db"),
	     .letter = 'o'},
	    {CLI_ROW_FORCE(&args->out.force)},
	    {CLI_ROW_TIME("from", &args->from_us,
			  "only sessions that still run at or after TIME")},
	    {CLI_ROW_TIME("to", &args->to_us,
			  "only sessions that begin before TIME")},
	    {CLI_ROW_WHOLE("worlds", "N", &args->worlds,
			   "only N of the worlds, picked by a hash of their "
			   "names: the same ones every time, and among those "
			   "of any larger N"),
	     .least = 1, .most = UINT32_MAX - 1},
	    {CLI_ROW_CSV(&args->csv,
			 "for programs, or for a German spreadsheet, which "
			 "conductor does not read (default: plain)")},
	};
	struct cli_words words = {argc, argv};
	const char *wrong = NULL;

	*args = (struct export_arguments){.to_us = INT64_MAX};
	if (!cli_read(&export_command, CLI_ROWS(options), &words, status))
		return false;
	args->store = words.word[0];
	if (args->to_us <= args->from_us)
		wrong = "--to is not after --from";
	else if (args->out.path == NULL)
		wrong = "-o FILE is needed";
	else if (args->csv != CSV_PLAIN && store_is_named(args->out.path))
		wrong = "--csv is for CSV, not for a store";
	if (wrong != NULL)
		*status = cli_wrong(&export_command, wrong);
	return wrong == NULL;
}

/* --- which worlds --------------------------------------------------------- */

struct hashed {
	uint64_t hash;
	uint32_t world;
};

static int by_hash(const void *a, const void *b)
{
	const struct hashed *l = a, *r = b;

	if (l->hash != r->hash)
		return l->hash < r->hash ? -1 : 1;
	return l->world < r->world ? -1 : l->world > r->world;
}

#define NOT_PICKED UINT32_MAX

/*
 * The `wanted` worlds with the smallest hashes of their names (bottom-k
 * sampling, Cohen and Kaplan 2007) in a table of their own; renumbered[old] is
 * the new number or NOT_PICKED.  NULL: an error is set.
 */
static uint32_t *pick_worlds(const struct world_table *all, uint32_t wanted,
			     struct world_table *picked,
			     struct error_text *error)
{
	uint32_t count = all->worlds.count;
	struct hashed *hashed = malloc((count + (size_t)1) * sizeof *hashed);
	uint32_t *renumbered = malloc((count + (size_t)1) * sizeof *renumbered);
	bool good = hashed != NULL && renumbered != NULL;

	if (!good)
		(void)error_set(error, "out of memory");
	for (uint32_t i = 0; i < count && good; i++) {
		const char *name = world_table_name(all, i);

		hashed[i] = (struct hashed){random_hash(name, strlen(name)), i};
		renumbered[i] = NOT_PICKED;
	}
	if (good)
		qsort(hashed, count, sizeof *hashed, by_hash);
	for (uint32_t i = 0; i < count && i < wanted && good; i++)
		good = world_table_copy(picked, all, hashed[i].world,
					&renumbered[hashed[i].world], error);
	free(hashed);
	if (good)
		return renumbered;
	free(renumbered);
	return NULL;
}

/* --- out ------------------------------------------------------------------ */

struct exporting {
	struct trace_out out;
	const uint32_t *renumbered;
	uint64_t count;
};

static bool put_picked(void *context, const struct session *session,
		       struct error_text *error)
{
	struct exporting *e = context;
	struct session picked = *session;

	picked.world = e->renumbered[session->world];
	if (picked.world == NOT_PICKED)
		return true;
	e->count++;
	return trace_out_put(&e->out, &picked, error);
}

static bool export_store(const struct export_arguments *args,
			 struct error_text *error)
{
	static const struct trace_defaults unknown = {STORE_UNKNOWN,
						      STORE_UNKNOWN};
	struct store *store = store_open(args->store, error);
	struct world_table all = {0}, picked = {0};
	struct exporting e = {0};
	uint32_t *renumbered = NULL;
	bool good = false;

	if (store == NULL || !trace_out_check(&args->out, error) ||
	    !store_read_worlds(store, &unknown, &all, error))
		goto out;
	renumbered = pick_worlds(
	    &all, args->worlds != 0 ? (uint32_t)args->worlds : UINT32_MAX,
	    &picked, error);
	if (renumbered == NULL)
		goto out;
	e.renumbered = renumbered;
	good = trace_out_open(&e.out, &args->out, &picked,
			      store_has_players(store), args->csv, error) &&
	       store_read_sessions(store, args->from_us, args->to_us,
				   put_picked, &e, error) &&
	       trace_out_finish(&e.out, error);
	if (good)
		(void)fprintf(
		    stderr,
		    "written   %" PRIu64 " of %" PRIu64 " %s, %" PRIu32
		    " of %" PRIu32 " %s\n",
		    e.count, store_session_count(store),
		    plural(store_session_count(store), "session", "sessions"),
		    picked.worlds.count, all.worlds.count,
		    plural(all.worlds.count, "world", "worlds"));
out:
	trace_out_close(&e.out);
	free(renumbered);
	world_table_release(&picked);
	world_table_release(&all);
	store_close(store);
	return good;
}

int traces_cmd_export(int argc, char **argv)
{
	struct error_text error = {""};
	struct export_arguments args;
	int status;

	if (!read_export_arguments(argc, argv, &args, &status))
		return status;
	return export_store(&args, &error) ? 0 : cli_failed(&error);
}
