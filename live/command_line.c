#include "live/command_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "live/replay.h"
#include "traces/base/cli.h"
#include "traces/base/times.h"

#define TIME_SIZE 40

static const struct cli_command replay_command = {
    .name = "replay",
    .usage = "JOURNAL [OPTION]...",
    .about =
	"Replay a journal through the engine and list every command it issues.",
    .notes = "TIME is RFC 3339 (2024-11-08T20:00:00+01:00) or epoch seconds, "
	     "within the journal.",
    .example = "  conductor sim friday-night --replications 1 --journal "
	       "night.db\n"
	       "  conductor replay night.db --verify\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one journal is needed",
};

struct replay_arguments {
	const char *path;
	int64_t from_us, until_us;
	bool verify;
};

static bool read_replay_arguments(int argc, char **argv,
				  struct replay_arguments *args, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_FLAG("verify", &args->verify,
			  "list nothing; compare every command and every state "
			  "with the record")},
	    {CLI_ROW_TIME("from", &args->from_us,
			  "list commands from TIME; start at the nearest "
			  "snapshot before it")},
	    {CLI_ROW_TIME("until", &args->until_us, "stop after TIME")},
	};
	struct cli_words words = {argc, argv};

	*args = (struct replay_arguments){.from_us = INT64_MIN,
					  .until_us = INT64_MAX};
	if (!cli_read(&replay_command, CLI_ROWS(options), &words, status))
		return false;
	args->path = words.word[0];
	if (args->from_us <= args->until_us)
		return true;
	*status = cli_wrong(&replay_command, "--from lies after --until");
	return false;
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
	struct replay_arguments args;
	struct error_text error = {""};
	struct listing listing = {.out = stdout};
	struct replay_listener listener = {.context = &listing,
					   .command = print_command};
	struct replay replay;
	int status;
	bool good;

	if (!read_replay_arguments(argc, argv, &args, &status))
		return status;
	if (args.verify)
		listener.command = NULL;
	listing.from_us = args.from_us;
	if (!replay_open(args.path, args.from_us, &listener, &replay, &error))
		return cli_failed(&error);
	good = journal_covers(&replay, "--from", args.from_us, &error) &&
	       journal_covers(&replay, "--until", args.until_us, &error);
	if (good && args.verify && args.from_us == INT64_MIN)
		good =
		    journal_is_whole(replay.reader, replay.loaded_seq, &error);
	if (good && !args.verify)
		(void)puts("# time\tid\tcommand\tworld\tnode\treason");
	good = good && replay_until(&replay, args.until_us, &error);
	if (good && args.verify)
		print_end(&replay, true);
	replay_close(&replay);
	return good ? 0 : cli_failed(&error);
}
