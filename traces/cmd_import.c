#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "traces/base/cli.h"
#include "traces/base/plural.h"
#include "traces/base/times.h"
#include "traces/base/values.h"
#include "traces/import/import.h"
#include "traces/store/trace_out.h"

#define IDLE_STOP_US (INT64_C(1000000) * 60 * 10)
#define US_PER_MIN INT64_C(60000000)
#define US_PER_HOUR 3600e6
#define TOLERATE_PPM 10000 /* 1 % */
#define IDLE_STOP_LEAST_US INT64_C(1000000)
#define IDLE_STOP_MOST_US (INT64_C(1000000) * 86400 * 30)

static const struct cli_command import_command = {
    .name = "traces import",
    .usage = "PATH... -o FILE [OPTION]...",
    .about = "Convert server logs, players' sessions or world sessions into "
	     "sessions that `conductor sim` replays.  PATH is a folder of logs "
	     "(of one server or of many), an archive of one (.zip, .tar.gz), a "
	     "log, or a CSV; also .gz, .zst, .xz and .bz2, - is standard "
	     "input.",
    .notes = "The output contains no player names, addresses or chat.",
    .example = "  conductor traces import logs/ --zone Europe/Berlin --ram 4GB "
	       "-o s.csv\n",
    .least = 1,
    .most = CLI_ANY,
    .needs = "at least one folder, log or CSV is needed",
};

struct import_arguments {
	struct import_options options;
	struct cli_words paths;
	char columns[512];
};

/* "world=server,player=user" */
static bool take_columns(void *context, const char *text,
			 struct error_text *error)
{
	struct import_arguments *args = context;
	char *at = args->columns, *next;

	if (strlen(text) >= sizeof args->columns)
		return error_set(error, "--columns is too long");
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
			return false;
		*equals = '\0';
		while (column < PLAYER_COLUMNS &&
		       strcmp(at, player_column_names[column]) != 0)
			column++;
		if (column == PLAYER_COLUMNS)
			return error_set(error, "--columns knows world, "
						"player, start, stop, ram_mb "
						"and owner");
		args->options.columns[column] = equals + 1;
	}
	return true;
}

static bool take_day(void *context, const char *text, struct error_text *error)
{
	(void)error;
	return strlen(text) == strlen("2024-11-08") &&
	       date_parse(text, context);
}

static bool take_share(void *context, const char *text,
		       struct error_text *error)
{
	(void)error;
	return value_percent_ppm(text, context);
}

static bool take_name(void *context, const char *text, struct error_text *error)
{
	const char **name = context;

	(void)error;
	*name = text;
	return *text != '\0';
}

static bool read_import_arguments(int argc, char **argv,
				  struct import_arguments *args, int *status)
{
	struct import_options *to = &args->options;
	int64_t ram_mib = 0;
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("out", "FILE", &to->out.path,
			  "sessions.csv (.gz, .zst), - for standard output, or "
			  "a store for many sessions: trace.db"),
	     .letter = 'o'},
	    {CLI_ROW_FORCE(&to->out.force)},
	    {CLI_ROW_TEXT("zone", "ZONE", &to->zone,
			  "zone of local times, such as Europe/Berlin")},
	    {CLI_ROW_SIZE("ram", &ram_mib,
			  "plan of the worlds, if the input has none"),
	     .least = 1, .most = TRACE_RAM_MIB_MAX},
	    {CLI_ROW_DURATION("idle-stop", "TIME", &to->idle_stop_us,
			      "a world stops after this long without players "
			      "(default: 10m)"),
	     .least = IDLE_STOP_LEAST_US, .most = IDLE_STOP_MOST_US,
	     .expects = "1s to 30d, such as 10m"},
	    {CLI_ROW_OWN("world", "NAME", take_name, &to->world,
			 "name of the world (default: the folder's)"),
	     .expects = "a name"},
	    {CLI_ROW_OWN(
		 "date", "DAY", take_day, &to->date,
		 "first day of logs without a date in their name, such as "
		 "latest.log (default: from their modification time)"),
	     .expects = "a day such as 2024-11-08"},
	    {CLI_ROW_OWN(
		 "tolerate", "SHARE", take_share, &to->tolerate_ppm,
		 "go on if no more than this share of the joins and leaves in "
		 "a server's logs is not understood (default: 1%)"),
	     .expects = "a share such as 5%"},
	    {CLI_ROW_FLAG("proxy", &to->proxy,
			  "the logs are of a proxy (Velocity, BungeeCord); "
			  "the worlds are its servers")},
	    {CLI_ROW_OWN("columns", "MAP", take_columns, args,
			 "names in a CSV of players' sessions: "
			 "world=A,player=B,start=C,stop=D,ram_mb=E,owner=F"),
	     .expects = "OURS=THEIRS,..."},
	    {CLI_ROW_TEXT("salt-file", "FILE", &to->salt_path,
			  "key of the pseudonyms (default: a random one, then "
			  "forgotten)")},
	};

	*args =
	    (struct import_arguments){.options = {.date = -1,
						  .idle_stop_us = IDLE_STOP_US,
						  .tolerate_ppm = TOLERATE_PPM},
				      .paths = {argc, argv}};
	if (!cli_read(&import_command, CLI_ROWS(options), &args->paths, status))
		return false;
	to->ram_mib = (uint32_t)ram_mib;
	if (to->out.path != NULL)
		return true;
	*status = cli_wrong(&import_command, "-o FILE is needed");
	return false;
}

/* What people must know about the input: said also where it fails. */
static void tell_notes(const struct import *import)
{
	for (size_t i = 0; i < import->notes.count; i++)
		(void)fprintf(stderr, "note      %s\n", import->notes.text[i]);
	if (import->notes.more > 0)
		(void)fprintf(stderr, "note      and %zu more of these\n",
			      import->notes.more);
}

/* What is not as it should be, if anything. */
static void tell_doubts(const struct import_counts *c)
{
	if (c->almost > 0)
		(void)fprintf(stderr,
			      "almost    %" PRIu64
			      " lines look like a player who joins or leaves, "
			      "but are not understood; the first: %s\n",
			      c->almost, c->first_almost);
	if (c->set_back > 0)
		(void)fprintf(
		    stderr,
		    "clock     went back %" PRIu64 " times, by %" PRId64
		    " min at most, and was followed; the first: %s\n",
		    c->set_back,
		    (c->set_back_most_us + US_PER_MIN - 1) / US_PER_MIN,
		    c->first_set_back);
	if (c->twice > 0)
		(void)fprintf(stderr,
			      "clock     %" PRIu64
			      " local times come twice, when summer time ends; "
			      "the first one was taken\n",
			      c->twice);
	if (c->small_ram > 0)
		(void)fprintf(stderr,
			      "ram       %" PRIu64
			      " %s less than %d MB; ram_mb is in MB "
			      "(4096 for 4 GB); the first: %s\n",
			      c->small_ram,
			      plural(c->small_ram, "world has", "worlds have"),
			      TRACE_RAM_SMALL_MIB, c->first_small_ram);
}

/* What was read and what was mended, for people, on stderr: stdout may be the
 * sessions. */
static void tell_counts(const struct import *import, const char *out)
{
	const struct import_counts *c = &import->counts;

	(void)fprintf(
	    stderr,
	    "read      %" PRIu64 " %s (%" PRIu64 " %s ignored), %" PRIu64
	    " %s: %" PRIu64 " recognised, %" PRIu64 " skipped\n",
	    c->files, plural(c->files, "file", "files"), c->skipped_files,
	    plural(c->skipped_files, "other", "others"), c->lines,
	    plural(c->lines, "line", "lines"), c->recognised,
	    c->lines - c->recognised);
	tell_doubts(c);
	if (import->stays != NULL)
		(void)fprintf(stderr,
			      "stays     %" PRIu64
			      " of players, %.1f hours together; "
			      "repaired: %" PRIu64 " overlapped, %" PRIu64
			      " without an end, %" PRIu64
			      " dropped that ended before they began\n",
			      c->stays, (double)c->player_us / US_PER_HOUR,
			      c->overlaps, c->without_end, c->backwards);
	else
		(void)fprintf(stderr,
			      "sessions  %" PRIu64 " read; repaired: %" PRIu64
			      " overlapped and were merged\n",
			      c->sessions_in, c->overlaps);
	(void)fprintf(
	    stderr, "written   %" PRIu64 " %s of %" PRIu32 " %s to %s\n",
	    c->sessions_out, plural(c->sessions_out, "session", "sessions"),
	    import->table.worlds.count,
	    plural(import->table.worlds.count, "world", "worlds"),
	    strcmp(out, "-") == 0 ? "standard output" : out);
}

/* Into a store, and from files that can be read again; a pipe cannot. */
static bool may_go_straight(const struct import_arguments *args)
{
	struct stat status;

	if (!store_is_named(args->options.out.path))
		return false;
	for (int i = 0; i < args->paths.count; i++)
		if (stat(args->paths.word[i], &status) != 0 ||
		    !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))
			return false;
	return true;
}

static bool run_import(struct import *import,
		       const struct import_arguments *args, bool straight,
		       struct error_text *error)
{
	return import_open(import, &args->options, straight, error) &&
	       import_logs(import, args->paths.word, args->paths.count) &&
	       import_tables(import, args->paths.word, args->paths.count) &&
	       import_finish(import);
}

int traces_cmd_import(int argc, char **argv)
{
	struct error_text error = {""};
	struct import_arguments args;
	struct import import;
	int status;
	bool good;

	if (!read_import_arguments(argc, argv, &args, &status))
		return status;
	if (!trace_out_check(&args.options.out, &error))
		return cli_failed(&error);
	good = run_import(&import, &args, may_go_straight(&args), &error);
	if (!good && import.out_of_order) {
		import_release(&import);
		good = run_import(&import, &args, false, &error);
	}
	tell_notes(&import);
	if (good)
		tell_counts(&import, args.options.out.path);
	import_release(&import);
	return good ? 0 : cli_failed(&error);
}
