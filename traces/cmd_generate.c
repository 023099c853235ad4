#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/pack.h"
#include "traces/base/times.h"
#include "traces/base/values.h"
#include "traces/base/zone.h"
#include "traces/model/generate.h"

#define LINE_SIZE 256
#define TIME_SIZE 40

static const char help[] =
    "Usage: conductor traces generate MODEL --from TIME --to TIME -o FILE "
    "[OPTION]\n"
    "Draw sessions from a model of demand, such as `conductor traces fit` "
    "writes.\n"
    "\n"
    "  -o, --out FILE        sessions.csv (.gz, .zst); - is standard output\n"
    "      --from TIME       RFC 3339 or epoch seconds\n"
    "      --to TIME         sessions that run at an edge are written whole\n"
    "      --seed N          of all draws (1); the same seed gives the same "
    "file\n"
    "      --replication N   another draw of the same seed (0)\n"
    "      --clock ZONE      whose hours the model means (Europe/Berlin)\n"
    "      --help            this text\n"
    "\n"
    "Memory grows with the number of worlds, not with the time.\n"
    "\n"
    "Example:\n"
    "  conductor traces generate model.json --from 2026-03-02T06:00:00+01:00 "
    "\\\n"
    "    --to 2026-03-09T06:00:00+01:00 -o week.csv.zst\n";

struct arguments {
	const char *model, *out, *clock;
	int64_t from_us, to_us;
	uint64_t seed, replication;
	bool help;
};

static int usage(const char *what)
{
	return traces_usage("generate", what);
}

static int parse_value(struct arguments *args, int option, const char *text)
{
	switch (option) {
	case 'o':
		args->out = text;
		return 0;
	case 'c':
		args->clock = text;
		return 0;
	case 'f':
		return time_parse(text, &args->from_us)
			   ? 0
			   : usage("--from takes RFC 3339 or epoch seconds");
	case 't':
		return time_parse(text, &args->to_us)
			   ? 0
			   : usage("--to takes RFC 3339 or epoch seconds");
	case 's':
		return value_whole(text, UINT64_MAX, &args->seed)
			   ? 0
			   : usage("--seed takes a whole number");
	case 'r':
		return value_whole(text, UINT32_MAX, &args->replication)
			   ? 0
			   : usage("--replication takes a whole number");
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
	    {"seed", required_argument, NULL, 's'},
	    {"replication", required_argument, NULL, 'r'},
	    {"clock", required_argument, NULL, 'c'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option, status = 0;

	*args = (struct arguments){.from_us = INT64_MIN,
				   .to_us = INT64_MIN,
				   .seed = 1,
				   .clock = "Europe/Berlin"};
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
		return usage("exactly one model is needed");
	args->model = argv[optind];
	if (args->from_us == INT64_MIN || args->to_us == INT64_MIN)
		return usage("--from TIME and --to TIME are needed");
	if (args->to_us <= args->from_us)
		return usage("--to is not after --from");
	return args->out != NULL ? 0 : usage("-o FILE is needed");
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

static bool generate(const struct arguments *args,
		     const struct traces_hooks *hooks,
		     struct generate_report *report, struct error_text *error)
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
	writing.pack = pack_open(args->out, error);
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
	struct arguments args;
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (!generate(&args, hooks, &report, &error)) {
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		return EXIT_FAILURE;
	}
	(void)fprintf(stderr,
		      "%" PRIu64 " sessions, %" PRIu64
		      " of them joins, of %" PRIu32 " worlds\n",
		      report.sessions, report.joins, report.worlds);
	return EXIT_SUCCESS;
}
