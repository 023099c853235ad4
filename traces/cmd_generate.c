#include "commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "traces/base/cli.h"
#include "traces/base/pack.h"
#include "traces/base/plural.h"
#include "traces/base/times.h"
#include "traces/base/zone.h"
#include "traces/model/generate.h"

#define LINE_SIZE 256
#define TIME_SIZE 40

static const struct cli_command generate_command = {
    .name = "traces generate",
    .usage = "MODEL --from TIME --to TIME -o FILE [OPTION]...",
    .about = "Generate sessions from a model of demand, such as `conductor "
	     "traces fit` writes.",
    .notes =
	"Memory grows with the number of worlds, not with the length of time.",
    .example = "  conductor traces generate model.json --from "
	       "2026-03-02T06:00:00+01:00 \\\n"
	       "    --to 2026-03-09T06:00:00+01:00 -o week.csv.zst\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one model is needed",
};

struct generate_arguments {
	const char *model, *clock;
	struct out_file out;
	int64_t from_us, to_us;
	uint64_t seed, replication;
};

static bool read_generate_arguments(int argc, char **argv,
				    struct generate_arguments *args,
				    int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("out", "FILE", &args->out.path,
			  "sessions.csv (.gz, .zst); - is standard output"),
	     .letter = 'o'},
	    {CLI_ROW_FORCE(&args->out.force)},
	    {CLI_ROW_TIME("from", &args->from_us, "RFC 3339 or epoch seconds")},
	    {CLI_ROW_TIME(
		"to", &args->to_us,
		"the same; sessions that cross an edge are written whole")},
	    {CLI_ROW_WHOLE(
		"seed", "N", &args->seed,
		"seed of all draws (1); the same seed gives the same file")},
	    {CLI_ROW_WHOLE("replication", "N", &args->replication,
			   "number of the draw with this seed (0)"),
	     .most = UINT32_MAX},
	    {CLI_ROW_TEXT("clock", "ZONE", &args->clock,
			  "clock of the model's hours (Europe/Berlin)")},
	};
	struct cli_words words = {argc, argv};
	const char *wrong = NULL;

	*args = (struct generate_arguments){.from_us = INT64_MIN,
					    .to_us = INT64_MIN,
					    .seed = 1,
					    .clock = "Europe/Berlin"};
	if (!cli_read(&generate_command, CLI_ROWS(options), &words, status))
		return false;
	args->model = words.word[0];
	if (args->from_us == INT64_MIN || args->to_us == INT64_MIN)
		wrong = "--from TIME and --to TIME are needed";
	else if (args->to_us <= args->from_us)
		wrong = "--to is not after --from";
	else if (args->out.path == NULL)
		wrong = "-o FILE is needed";
	if (wrong != NULL)
		*status = cli_wrong(&generate_command, wrong);
	return wrong == NULL;
}

struct writing {
	struct pack *pack;
	struct error_text *error;
};

static bool write_session(void *context, const struct generated *session)
{
	struct writing *w = context;
	char line[LINE_SIZE], start[TIME_SIZE], stop[TIME_SIZE];
	char name[WORLD_NAME_SIZE];
	int size;

	world_name(session->index, name);
	size = snprintf(line, sizeof line,
			"%s,%s,%s,%" PRIu32 ",%" PRIu32 ",%" PRIu32 "\n", name,
			time_format(session->start_us, 0, start, sizeof start),
			time_format(session->stop_us, 0, stop, sizeof stop),
			session->world.ram_mib, session->world.cpu_milli,
			session->world.disk_mib);
	return pack_write(w->pack, line, (size_t)size, w->error);
}

static bool generate_file(const struct generate_arguments *args,
			  const struct traces_hooks *hooks,
			  struct generate_report *report,
			  struct error_text *error)
{
	static const char header[] =
	    "world,start,stop,ram_mb,cpu_milli,disk_mb\n";
	struct generate_plan plan = {0};
	struct zone_clock zone;
	struct writing writing = {.error = error};
	bool good = false;

	if (!zone_clock_open(&zone, args->clock, error) ||
	    !hooks->model_load(args->model, &plan, error))
		return false;
	plan.clock = (struct local_clock){zone.offsets, zone.count};
	plan.seed = args->seed;
	plan.replication = (uint32_t)args->replication;
	writing.pack = pack_open(&args->out, error);
	if (writing.pack != NULL &&
	    pack_write(writing.pack, header, sizeof header - 1, error))
		good =
		    generate_sessions(&plan, args->from_us, args->to_us,
				      write_session, &writing, report, error) &&
		    pack_finish(writing.pack, error);
	if (writing.pack != NULL)
		pack_close(writing.pack);
	generate_plan_release(&plan);
	return good;
}

int traces_cmd_generate(int argc, char **argv, const struct traces_hooks *hooks)
{
	struct generate_report report;
	struct error_text error = {""};
	struct generate_arguments args;
	int status;

	if (!read_generate_arguments(argc, argv, &args, &status))
		return status;
	if (!generate_file(&args, hooks, &report, &error))
		return cli_failed(&error);
	(void)fprintf(
	    stderr,
	    "%" PRIu64 " %s, %" PRIu64 " of them joins, of %" PRIu32 " %s\n",
	    report.sessions, plural(report.sessions, "session", "sessions"),
	    report.joins, report.worlds,
	    plural(report.worlds, "world", "worlds"));
	return 0;
}
