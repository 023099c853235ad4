#include "live/command_line.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "live/replay.h"
#include "traces/base/times.h"

#define EXIT_USAGE 2
#define TIME_SIZE 40

static const char help[] =
    "Usage: conductor replay JOURNAL [OPTION]...\n"
    "Feed a journal to the engine again and list every command it gives.\n"
    "\n"
    "      --verify       list nothing; compare every command and every state\n"
    "                     with what was recorded\n"
    "      --from TIME    list what is commanded from TIME on; begin at the\n"
    "                     nearest snapshot before it\n"
    "      --until TIME   stop after TIME\n"
    "      --help         this text\n"
    "\n"
    "TIME is RFC 3339 (2024-11-08T20:00:00+01:00) or epoch seconds, within\n"
    "the journal.\n"
    "\n"
    "Example:\n"
    "  conductor sim friday-night --replications 1 --journal night.db\n"
    "  conductor replay night.db --verify\n";

struct arguments {
	const char *path;
	int64_t from_us, until_us;
	bool verify, help;
};

static int usage(const char *what)
{
	(void)fprintf(stderr,
		      "conductor: replay: %s; see `conductor replay --help`\n",
		      what);
	return EXIT_USAGE;
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"verify", no_argument, NULL, 'v'},
	    {"from", required_argument, NULL, 'f'},
	    {"until", required_argument, NULL, 'u'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	*args = (struct arguments){.from_us = INT64_MIN, .until_us = INT64_MAX};
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		int64_t *instant =
		    option == 'f' ? &args->from_us : &args->until_us;

		switch (option) {
		case 'v':
			args->verify = true;
			break;
		case 'f':
		case 'u':
			if (!time_parse(optarg, instant))
				return usage("a time is RFC 3339 or epoch "
					     "seconds");
			break;
		case 'h':
			args->help = true;
			return 0;
		default:
			return usage("unknown option or missing value");
		}
	}
	if (optind != argc - 1)
		return usage("exactly one journal is needed");
	if (args->from_us > args->until_us)
		return usage("--from lies after --until");
	args->path = argv[optind];
	return 0;
}

/* Is this a TIME of the journal, if one was given? */
static bool journal_covers(const struct replay *replay, const char *name,
			   int64_t at_us, struct error_text *error)
{
	char at[TIME_SIZE], first[TIME_SIZE], last[TIME_SIZE];
	int64_t first_us, last_us;

	if (at_us == INT64_MIN || at_us == INT64_MAX)
		return true;
	if (!journal_span(replay->reader, &first_us, &last_us))
		return error_set(error,
				 "%s: the journal is empty; leave out "
				 "%s",
				 replay->path, name);
	if (at_us >= first_us && at_us <= last_us)
		return true;
	return error_set(error,
			 "%s: %s %s lies outside the journal; it covers %s to "
			 "%s",
			 replay->path, name,
			 time_format(at_us, 0, at, sizeof at),
			 time_format(first_us, 0, first, sizeof first),
			 time_format(last_us, 0, last, sizeof last));
}

struct listing {
	FILE *out;
	int64_t from_us; /* what was commanded before is not wanted */
};

/* One line a command, tab-separated; what does not apply is "-". */
static void print_command(void *context, const struct command *c)
{
	const struct listing *listing = context;
	char at[TIME_SIZE], world[24] = "-", node[24] = "-";

	if (c->issued_at_us < listing->from_us)
		return;
	if (c->world.value != 0)
		(void)snprintf(world, sizeof world, "%" PRIu32, c->world.value);
	if (c->node.value != 0)
		(void)snprintf(node, sizeof node, "%" PRIu32, c->node.value);
	(void)fprintf(listing->out, "%s\t%" PRIu64 "\t%s\t%s\t%s\t%s\n",
		      time_format(c->issued_at_us, 0, at, sizeof at),
		      c->id.value,
		      command_kind_name((enum command_kind)c->kind), world,
		      node, reason_name((enum reason)c->reason));
}

static void print_end(const struct replay *replay, bool verified)
{
	char at[TIME_SIZE];

	(void)printf(
	    "%s%" PRIu64 " inputs, %" PRIu64 " commands, %" PRIu64
	    " commits and %" PRIu64 " snapshots as recorded, up to "
	    "%s\ntrail %016" PRIx64 ", digest %016" PRIx64 "\n",
	    verified ? "verified: " : "# ", replay->inputs, replay->commands,
	    replay->commits, replay->snapshots,
	    time_format(engine_now_us(replay->engine), 0, at, sizeof at),
	    engine_trail(replay->engine), engine_digest(replay->engine));
}

int cmd_replay(int argc, char **argv)
{
	struct arguments args;
	struct error_text error = {""};
	struct listing listing = {.out = stdout};
	struct replay_listener listener = {.context = &listing,
					   .command = print_command};
	struct replay replay;
	int status = parse(argc, argv, &args);
	bool good;

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (args.verify)
		listener.command = NULL;
	listing.from_us = args.from_us;
	if (!replay_open(args.path, args.from_us, &listener, &replay, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	good = journal_covers(&replay, "--from", args.from_us, &error) &&
	       journal_covers(&replay, "--until", args.until_us, &error);
	if (good && !args.verify)
		(void)puts("# time\tid\tcommand\tworld\tnode\treason");
	good = good && replay_until(&replay, args.until_us, &error);
	if (good && args.verify)
		print_end(&replay, true);
	if (!good)
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	replay_close(&replay);
	return good ? 0 : EXIT_FAILURE;
}
