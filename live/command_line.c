#include "live/command_line.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "live/replay.h"
#include "traces/base/cli.h"
#include "traces/base/memory.h"
#include "traces/base/plural.h"
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
	bool verify, json;
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
	    {CLI_ROW_FLAG("json", &args->json,
			  "print JSON: every command, or what was verified")},
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
	uint64_t count;	 /* commands that were printed */
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

static void print_verified(const struct replay *replay)
{
	char at[TIME_SIZE];

	(void)printf(
	    "verified: %" PRIu64 " %s, %" PRIu64 " %s, %" PRIu64
	    " %s and %" PRIu64 " %s as recorded, up to "
	    "%s\ntrail %016" PRIx64 ", digest %016" PRIx64 "\n",
	    replay->inputs, plural(replay->inputs, "input", "inputs"),
	    replay->commands, plural(replay->commands, "command", "commands"),
	    replay->commits, plural(replay->commits, "commit", "commits"),
	    replay->snapshots,
	    plural(replay->snapshots, "snapshot", "snapshots"),
	    time_format(engine_now_us(replay->engine), 0, at, sizeof at),
	    engine_trail(replay->engine), engine_digest(replay->engine));
}

/* --- as JSON: written as it is replayed, since a journal may be longer than
 * memory ------------------------------------------------------------------- */

/* One element of a list, on a line of its own, or what follows the list. */
static void put_json(cJSON *item, const char *before)
{
	char *text = item != NULL ? cJSON_PrintUnformatted(item) : NULL;

	if (text != NULL)
		(void)printf("%s%s", before, text);
	else
		memory_ran_short();
	cJSON_free(text);
	cJSON_Delete(item);
}

static void add_number_or_null(cJSON *item, const char *key, uint32_t value)
{
	if (value != 0)
		(void)cJSON_AddNumberToObject(item, key, value);
	else
		(void)cJSON_AddNullToObject(item, key);
}

static void print_json_command(void *context, const struct command *c)
{
	struct listing *listing = context;
	char at[TIME_SIZE];
	cJSON *item;

	if (c->issued_at_us < listing->from_us)
		return;
	item = cJSON_CreateObject();
	(void)cJSON_AddStringToObject(
	    item, "time", time_format(c->issued_at_us, 0, at, sizeof at));
	(void)cJSON_AddNumberToObject(item, "id", (double)c->id.value);
	(void)cJSON_AddStringToObject(
	    item, "command", command_kind_name((enum command_kind)c->kind));
	add_number_or_null(item, "world", c->world.value);
	add_number_or_null(item, "node", c->node.value);
	(void)cJSON_AddStringToObject(item, "reason",
				      reason_name((enum reason)c->reason));
	put_json(item, listing->count++ == 0 ? "\n" : ",\n");
}

/* "0123456789abcdef": it does not fit into a number of JSON. */
static void add_hash(cJSON *item, const char *key, uint64_t value)
{
	char text[20];

	(void)snprintf(text, sizeof text, "%016" PRIx64, value);
	(void)cJSON_AddStringToObject(item, key, text);
}

static void print_json_end(const struct replay *replay,
			   const struct replay_arguments *args, bool good)
{
	cJSON *item = cJSON_CreateObject();
	char at[TIME_SIZE];

	(void)cJSON_AddStringToObject(item, "journal", args->path);
	(void)cJSON_AddNumberToObject(item, "inputs", (double)replay->inputs);
	(void)cJSON_AddNumberToObject(item, "commands_issued",
				      (double)replay->commands);
	(void)cJSON_AddNumberToObject(item, "commits", (double)replay->commits);
	(void)cJSON_AddNumberToObject(item, "snapshots",
				      (double)replay->snapshots);
	(void)cJSON_AddStringToObject(
	    item, "until",
	    time_format(engine_now_us(replay->engine), 0, at, sizeof at));
	add_hash(item, "trail", engine_trail(replay->engine));
	add_hash(item, "digest", engine_digest(replay->engine));
	(void)cJSON_AddBoolToObject(item, "as_recorded", good);
	put_json(item, args->verify ? "" : "\n], \"replay\": ");
	(void)puts(args->verify ? "" : "}");
}

static void print_begin(const struct replay_arguments *args)
{
	if (args->json && !args->verify)
		(void)fputs("{\"commands\": [", stdout);
	else if (!args->json && !args->verify)
		(void)puts("# time\tid\tcommand\tworld\tnode\treason");
}

static void print_end(const struct replay *replay,
		      const struct replay_arguments *args, bool good)
{
	if (args->json)
		print_json_end(replay, args, good);
	else if (good && args->verify)
		print_verified(replay);
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
	if (args.json)
		listener.command = print_json_command;
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
	if (good) {
		print_begin(&args);
		good = replay_until(&replay, args.until_us, &error);
		print_end(&replay, &args, good);
	}
	replay_close(&replay);
	return good ? 0 : cli_failed(&error);
}
