#include "commands.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "traces/base/blocks.h"
#include "traces/base/zone.h"
#include "traces/model/info.h"

static const char help[] =
    "Usage: conductor traces info SESSIONS [OPTION]...\n"
    "Show when, how long and how often is played.\n"
    "\n"
    "      --clock ZONE   the players' clock (Europe/Berlin)\n"
    "      --plot FILE    heat map and lengths as a drawing (.svg; needs "
    "gnuplot)\n"
    "      --plain        no block characters\n"
    "      --help         this text\n"
    "\n"
    "Example:\n"
    "  conductor traces info sessions.csv.zst --plot sessions.svg\n";

struct arguments {
	const char *sessions, *clock, *plot;
	bool plain, help;
};

static int usage(const char *what)
{
	return traces_usage("info", what);
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"clock", required_argument, NULL, 'c'},
	    {"plot", required_argument, NULL, 'p'},
	    {"plain", no_argument, NULL, 'a'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	*args = (struct arguments){.clock = "Europe/Berlin",
				   .plain = blocks_plain()};
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'c')
			args->clock = optarg;
		else if (option == 'p')
			args->plot = optarg;
		else if (option == 'a')
			args->plain = true;
		else if (option == 'h')
			args->help = true;
		else
			return usage("unknown option or missing value");
	}
	if (args->help)
		return 0;
	if (optind != argc - 1)
		return usage("exactly one file of sessions is needed");
	args->sessions = argv[optind];
	return 0;
}

static bool show(const struct arguments *args, struct error_text *error)
{
	const struct trace_defaults defaults = {.disk_mib = 2048};
	struct zone_clock zone;
	struct local_clock clock;
	struct trace trace;
	struct info info;
	bool good;

	if (!zone_clock_open(&zone, args->clock, error) ||
	    !trace_read_sessions(args->sessions, &defaults, &trace, error))
		return false;
	clock = (struct local_clock){zone.offsets, zone.count};
	good = info_make(&trace, &clock, &info, error);
	if (good)
		info_print(&info, args->sessions, &clock, args->plain, stdout);
	if (good && args->plot != NULL)
		good = info_plot(&info, args->plot, error);
	trace_release(&trace);
	return good;
}

int traces_cmd_info(int argc, char **argv)
{
	struct error_text error = {""};
	struct arguments args;
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (show(&args, &error))
		return EXIT_SUCCESS;
	(void)fprintf(stderr, "conductor: %s\n", error.text);
	return EXIT_FAILURE;
}
