#include "commands.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "traces/base/times.h"
#include "traces/base/values.h"
#include "traces/import/import.h"
#include "traces/store/trace_out.h"

#define IDLE_STOP_US (INT64_C(1000000) * 60 * 10)
#define IDLE_STOP_LEAST_US INT64_C(1000000)
#define IDLE_STOP_MOST_US (INT64_C(1000000) * 86400 * 30)

static const char help[] =
    "Usage: conductor traces import PATH... -o FILE [OPTION]...\n"
    "Turn server logs, players' sessions or world sessions into sessions that\n"
    "`conductor sim` replays.  PATH is a folder of logs (of one server or of\n"
    "many), a log, or a CSV; also .gz and .zst, - is standard input.\n"
    "\n"
    "  -o, --out FILE         sessions.csv (.gz, .zst), - for standard "
    "output,\n"
    "                         or a store for many sessions: trace.db\n"
    "      --zone ZONE        of local times, such as Europe/Berlin\n"
    "      --ram SIZE         plan of the worlds, if the input does not say\n"
    "      --idle-stop TIME   a world stops when nobody has been online for\n"
    "                         this long (default: 10m)\n"
    "      --world NAME       name of the world (default: the folder's)\n"
    "      --date DAY         first day of logs whose name has none, such as\n"
    "                         latest.log (default: by their last change)\n"
    "      --columns MAP      names in a CSV of players' sessions:\n"
    "                         "
    "world=A,player=B,start=C,stop=D,ram_mb=E,owner=F\n"
    "      --salt-file FILE   key of the pseudonyms (default: a random one "
    "that\n"
    "                         is thrown away)\n"
    "      --help             this text\n"
    "\n"
    "Names of players, addresses and chat go nowhere.\n"
    "\n"
    "Example:\n"
    "  conductor traces import logs/ --zone Europe/Berlin --ram 4GB -o s.csv\n";

struct arguments {
	struct import_options options;
	char **paths; /* of argv */
	int path_count;
	char columns[512];
	bool help;
};

static int usage(const char *what)
{
	(void)traces_usage("import", what);
	return TRACES_EXIT_USAGE;
}

/* "world=server,player=user" */
static int parse_columns(struct arguments *args, const char *text)
{
	char *at = args->columns, *next;

	if (strlen(text) >= sizeof args->columns)
		return usage("--columns is too long");
	(void)snprintf(args->columns, sizeof args->columns, "%s", text);
	args->options.has_columns = true;
	for (; at != NULL && *at != '\0'; at = next) {
		char *equals;
		int column = 0;

		next = strchr(at, ',');
		if (next != NULL)
			*next++ = '\0';
		equals = strchr(at, '=');
		if (equals == NULL || equals[1] == '\0')
			return usage("--columns takes OURS=THEIRS,...");
		*equals = '\0';
		while (column < PLAYER_COLUMNS &&
		       strcmp(at, player_column_names[column]) != 0)
			column++;
		if (column == PLAYER_COLUMNS)
			return usage("--columns knows world, player, start, "
				     "stop, ram_mb and owner");
		args->options.columns[column] = equals + 1;
	}
	return 0;
}

static int parse_value(struct arguments *args, int option, const char *text)
{
	struct import_options *options = &args->options;
	int64_t value;

	switch (option) {
	case 'r':
		if (!value_size_mib(text, &value) || value < 1 ||
		    value > TRACE_RAM_MIB_MAX)
			return usage("--ram takes a size such as 4GB");
		options->ram_mib = (uint32_t)value;
		break;
	case 'i':
		if (!value_duration_us(text, &options->idle_stop_us) ||
		    options->idle_stop_us < IDLE_STOP_LEAST_US ||
		    options->idle_stop_us > IDLE_STOP_MOST_US)
			return usage("--idle-stop takes 1s to 30d, such as "
				     "10m");
		break;
	case 'd':
		if (strlen(text) != strlen("2024-11-08") ||
		    !date_parse(text, &options->date))
			return usage("--date takes a day such as 2024-11-08");
		break;
	case 'w':
		if (*text == '\0')
			return usage("--world takes a name");
		options->world = text;
		break;
	case 'c':
		return parse_columns(args, text);
	default:
		return usage("unknown option or missing value");
	}
	return 0;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"out", required_argument, NULL, 'o'},
	    {"zone", required_argument, NULL, 'z'},
	    {"ram", required_argument, NULL, 'r'},
	    {"idle-stop", required_argument, NULL, 'i'},
	    {"world", required_argument, NULL, 'w'},
	    {"date", required_argument, NULL, 'd'},
	    {"columns", required_argument, NULL, 'c'},
	    {"salt-file", required_argument, NULL, 's'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option, status = 0;

	*args = (struct arguments){
	    .options = {.date = -1, .idle_stop_us = IDLE_STOP_US}};
	opterr = 0;
	optind = 1;
	while (status == 0 &&
	       (option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (option == 'o')
			args->options.out = optarg;
		else if (option == 'z')
			args->options.zone = optarg;
		else if (option == 's')
			args->options.salt_path = optarg;
		else if (option == 'h')
			args->help = true;
		else
			status = parse_value(args, option, optarg);
	}
	if (status != 0 || args->help)
		return status;
	if (optind == argc)
		return usage("at least one folder, log or CSV is needed");
	args->paths = argv + optind;
	args->path_count = argc - optind;
	return args->options.out != NULL ? 0 : usage("-o FILE is needed");
}

/* What was read and what was mended, for people, on stderr: stdout may be the
 * sessions. */
static void tell(const struct import *import, const char *out)
{
	const struct import_counts *c = &import->counts;

	(void)fprintf(stderr,
		      "read      %" PRIu64 " files (%" PRIu64
		      " others left alone), %" PRIu64 " lines: %" PRIu64
		      " recognised, %" PRIu64 " skipped\n",
		      c->files, c->skipped_files, c->lines, c->recognised,
		      c->lines - c->recognised);
	if (import->stays != NULL)
		(void)fprintf(
		    stderr,
		    "stays     %" PRIu64 " of players; mended: %" PRIu64
		    " overlapped, %" PRIu64 " without an end, %" PRIu64
		    " dropped that ended before they began\n",
		    c->stays, c->overlaps, c->without_end, c->backwards);
	else
		(void)fprintf(stderr,
			      "sessions  %" PRIu64 " read; mended: %" PRIu64
			      " overlapped and were merged\n",
			      c->sessions_in, c->overlaps);
	(void)fprintf(stderr,
		      "written   %" PRIu64 " sessions of %" PRIu32
		      " worlds to %s\n",
		      c->sessions_out, import->table.worlds.count,
		      strcmp(out, "-") == 0 ? "standard output" : out);
}

/* Into a store, and from files that can be read again; a pipe cannot. */
static bool may_go_straight(const struct arguments *args)
{
	struct stat status;

	if (!store_is_named(args->options.out))
		return false;
	for (int i = 0; i < args->path_count; i++)
		if (stat(args->paths[i], &status) != 0 ||
		    !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))
			return false;
	return true;
}

static bool run(struct import *import, const struct arguments *args,
		bool straight, struct error_text *error)
{
	return import_open(import, &args->options, straight, error) &&
	       import_logs(import, args->paths, args->path_count) &&
	       import_tables(import, args->paths, args->path_count) &&
	       import_finish(import);
}

int traces_cmd_import(int argc, char **argv)
{
	struct error_text error = {""};
	struct arguments args;
	struct import import;
	int status = parse(argc, argv, &args);
	bool good;

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	good = run(&import, &args, may_go_straight(&args), &error);
	if (!good && import.out_of_order) {
		import_release(&import);
		good = run(&import, &args, false, &error);
	}
	if (good)
		tell(&import, args.options.out);
	else
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	import_release(&import);
	return good ? 0 : EXIT_FAILURE;
}
