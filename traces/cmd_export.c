#include "commands.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/random.h"
#include "traces/base/times.h"
#include "traces/base/values.h"
#include "traces/store/store.h"
#include "traces/store/trace_out.h"

static const char help[] =
    "Usage: conductor traces export STORE -o FILE [OPTION]...\n"
    "Take sessions out of a store (trace.db) that `conductor traces import`\n"
    "wrote.\n"
    "\n"
    "  -o, --out FILE     sessions.csv (.gz, .zst), - for standard output, or\n"
    "                     another store: trace.db\n"
    "      --from TIME    only sessions that still run at TIME or later\n"
    "      --to TIME      only sessions that begin before TIME\n"
    "      --worlds N     only N of the worlds, picked by a hash of their "
    "names:\n"
    "                     the same ones every time, and among those of any\n"
    "                     larger N\n"
    "      --csv plain|excel  for programs, or for a German spreadsheet, "
    "which\n"
    "                         conductor does not read (default: plain)\n"
    "      --help         this text\n"
    "\n"
    "Sessions are not cut at the edges.  TIME is RFC 3339 or epoch seconds.\n"
    "\n"
    "Example:\n"
    "  conductor traces export year.db --from 2024-11-08T12:00:00+01:00 \\\n"
    "    --to 2024-11-09T08:00:00+01:00 --worlds 1000 -o night.csv\n";

struct arguments {
	const char *store, *out;
	int64_t from_us, to_us;
	uint64_t worlds; /* 0: all */
	enum csv_dialect csv;
	bool help;
};

static int usage(const char *what)
{
	(void)traces_usage("export", what);
	return TRACES_EXIT_USAGE;
}

static int parse_value(struct arguments *args, int option, const char *text)
{
	switch (option) {
	case 'o':
		args->out = text;
		return 0;
	case 'f':
		return time_parse(text, &args->from_us)
			   ? 0
			   : usage("--from takes RFC 3339 or epoch seconds");
	case 't':
		return time_parse(text, &args->to_us)
			   ? 0
			   : usage("--to takes RFC 3339 or epoch seconds");
	case 'w':
		return value_whole(text, UINT32_MAX - 1, &args->worlds) &&
			       args->worlds > 0
			   ? 0
			   : usage("--worlds takes a number of worlds");
	case 'c':
		return csv_dialect_named(text, &args->csv)
			   ? 0
			   : usage(CSV_DIALECT_ERROR);
	default:
		return usage("unknown option or missing value");
	}
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"out", required_argument, NULL, 'o'},
	    {"from", required_argument, NULL, 'f'},
	    {"to", required_argument, NULL, 't'},
	    {"worlds", required_argument, NULL, 'w'},
	    {"csv", required_argument, NULL, 'c'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option, status = 0;

	*args = (struct arguments){.to_us = INT64_MAX};
	opterr = 0;
	optind = 1;
	while (status == 0 &&
	       (option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (option == 'h')
			args->help = true;
		else
			status = parse_value(args, option, optarg);
	}
	if (status != 0 || args->help)
		return status;
	if (optind != argc - 1)
		return usage("exactly one store is needed");
	if (args->to_us <= args->from_us)
		return usage("--to is not after --from");
	if (args->out == NULL)
		return usage("-o FILE is needed");
	if (args->csv != CSV_PLAIN && store_is_named(args->out))
		return usage("--csv is for CSV, not for a store");
	args->store = argv[optind];
	return 0;
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

static bool put(void *context, const struct session *session,
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

static bool export_store(const struct arguments *args, struct error_text *error)
{
	static const struct trace_defaults unknown = {STORE_UNKNOWN,
						      STORE_UNKNOWN};
	struct store *store = store_open(args->store, error);
	struct world_table all = {0}, picked = {0};
	struct exporting e = {0};
	uint32_t *renumbered = NULL;
	bool good = false;

	if (store == NULL || !store_read_worlds(store, &unknown, &all, error))
		goto out;
	renumbered = pick_worlds(
	    &all, args->worlds != 0 ? (uint32_t)args->worlds : UINT32_MAX,
	    &picked, error);
	if (renumbered == NULL)
		goto out;
	e.renumbered = renumbered;
	good = trace_out_open(&e.out, args->out, &picked,
			      store_has_players(store), args->csv, error) &&
	       store_read_sessions(store, args->from_us, args->to_us, put, &e,
				   error) &&
	       trace_out_finish(&e.out, error);
	if (good)
		(void)fprintf(stderr,
			      "written   %" PRIu64 " of %" PRIu64
			      " sessions, %" PRIu32 " of %" PRIu32 " worlds\n",
			      e.count, store_session_count(store),
			      picked.worlds.count, all.worlds.count);
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
	struct arguments args;
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (export_store(&args, &error))
		return 0;
	(void)fprintf(stderr, "conductor: %s\n", error.text);
	return EXIT_FAILURE;
}
