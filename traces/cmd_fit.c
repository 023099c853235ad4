#include "commands.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "traces/base/aside.h"
#include "traces/base/blocks.h"
#include "traces/base/times.h"
#include "traces/base/values.h"
#include "traces/base/zone.h"
#include "traces/model/fit.h"
#include "traces/model/fit_print.h"
#include "traces/model/gof.h"

#define SHIFT_DEFAULT_US (INT64_C(600) * 1000000)
#define MAX_DEFAULT_S 86400.0
#define NOT_GIVEN INT64_MIN

static const char help[] =
    "Usage: conductor traces fit SESSIONS [-o MODEL.json] [OPTION]...\n"
    "Find the model of demand behind sessions: who plays how often, when and "
    "how\n"
    "long; each number with its 95 % interval, and whether the model fits.\n"
    "\n"
    "  -o, --out FILE        write the model: for `conductor traces generate` "
    "and\n"
    "                        `conductor sim X --set workload.generate=FILE`\n"
    "      --clock ZONE      the players' clock (Europe/Berlin)\n"
    "      --from TIME       only whole playing days (06:00 to 06:00) from "
    "here ...\n"
    "      --to TIME         ... to here; default: all of the file\n"
    "      --dormant N       worlds in the archive that the file cannot show "
    "(0)\n"
    "      --shift DURATION  part of every session: the idle stop (10m if no\n"
    "                        session is shorter, else 0s)\n"
    "      --max DURATION    no session is longer (24h)\n"
    "      --law LAW         how worlds differ: lognormal (default) or gamma\n"
    "      --calendar FILE   holidays: state,kind,name,from,to\n"
    "      --state STATE     whose holidays beside the country's (DE)\n"
    "      --seed N          of the tests (1)\n"
    "      --now TIME        when the age of the data is counted (now)\n"
    "      --plain           no block characters\n"
    "      --help            this text\n"
    "\n"
    "Example:\n"
    "  conductor traces fit sessions.csv.zst -o model.json\n";

struct arguments {
	const char *sessions, *out, *clock, *calendar, *state;
	int64_t from_us, to_us, now_us, shift_us, max_us;
	uint64_t dormant, seed;
	enum rate_law law;
	bool plain, help;
};

static int usage(const char *what)
{
	return traces_usage("fit", what);
}

static int parse_time(const char *text, int64_t *at_us)
{
	return time_parse(text, at_us)
		   ? 0
		   : usage("--from, --to and --now take RFC 3339 or epoch "
			   "seconds");
}

static int parse_duration(const char *text, int64_t *us)
{
	return value_duration_us(text, us)
		   ? 0
		   : usage("--shift and --max take a duration such as 10m");
}

static int parse_count(const char *text, uint64_t most, uint64_t *count)
{
	return value_whole(text, most, count)
		   ? 0
		   : usage("--dormant and --seed take a whole number");
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
	case 'C':
		args->calendar = text;
		return 0;
	case 'S':
		args->state = text;
		return 0;
	case 'p':
		args->plain = true;
		return 0;
	case 'f':
		return parse_time(text, &args->from_us);
	case 't':
		return parse_time(text, &args->to_us);
	case 'n':
		return parse_time(text, &args->now_us);
	case 'd':
		return parse_count(text, UINT32_MAX, &args->dormant);
	case 's':
		return parse_count(text, UINT64_MAX, &args->seed);
	case 'x':
		return parse_duration(text, &args->shift_us);
	case 'm':
		return parse_duration(text, &args->max_us);
	case 'l':
		args->law =
		    strcmp(text, "gamma") == 0 ? RATE_GAMMA : RATE_LOGNORMAL;
		return args->law == RATE_GAMMA || strcmp(text, "lognormal") == 0
			   ? 0
			   : usage("--law takes lognormal or gamma");
	default:
		return usage("unknown option or missing value");
	}
}

static int parse(int argc, char **argv, struct arguments *args)
{
	static const struct option options[] = {
	    {"out", required_argument, NULL, 'o'},
	    {"clock", required_argument, NULL, 'c'},
	    {"from", required_argument, NULL, 'f'},
	    {"to", required_argument, NULL, 't'},
	    {"dormant", required_argument, NULL, 'd'},
	    {"shift", required_argument, NULL, 'x'},
	    {"max", required_argument, NULL, 'm'},
	    {"law", required_argument, NULL, 'l'},
	    {"calendar", required_argument, NULL, 'C'},
	    {"state", required_argument, NULL, 'S'},
	    {"seed", required_argument, NULL, 's'},
	    {"now", required_argument, NULL, 'n'},
	    {"plain", no_argument, NULL, 'p'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	int option, status = 0;

	*args = (struct arguments){.clock = "Europe/Berlin",
				   .state = "DE",
				   .shift_us = NOT_GIVEN,
				   .max_us = (int64_t)(MAX_DEFAULT_S * 1e6),
				   .now_us = (int64_t)time(NULL) * 1000000,
				   .seed = 1,
				   .plain = blocks_plain()};
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
		return usage("exactly one file of sessions is needed");
	args->sessions = argv[optind];
	if (args->max_us <= 0 || args->max_us <= args->shift_us)
		return usage("--max is not above --shift");
	return 0;
}

/* The idle stop, if all sessions are that long. */
static int64_t usual_shift(const struct trace *trace)
{
	for (size_t i = 0; i < trace->session_count; i++)
		if (trace->sessions[i].stop_us - trace->sessions[i].start_us <
		    SHIFT_DEFAULT_US)
			return 0;
	return SHIFT_DEFAULT_US;
}

static bool write_model(const struct arguments *args, const struct fit *fit,
			const struct fit_options *options,
			struct error_text *error)
{
	struct aside aside;
	FILE *file;
	bool good;

	if (args->out == NULL)
		return true;
	if (!aside_open(&aside, args->out, error))
		return false;
	file = fopen(aside.temporary, "w");
	if (file != NULL)
		fit_print_model(fit, options, args->sessions, file);
	good = file != NULL && ferror(file) == 0;
	if (file != NULL && fclose(file) != 0)
		good = false;
	if (good)
		good = aside_finish(&aside, error);
	else
		(void)error_set(error, "%s: %s", args->out, strerror(errno));
	aside_release(&aside);
	return good;
}

static bool fit_trace(const struct arguments *args, const struct trace *trace,
		      struct fit *fit, struct error_text *error)
{
	struct holidays holidays = {0};
	struct fit_options options = {
	    .from_us = args->from_us,
	    .to_us = args->to_us,
	    .dormant = (uint32_t)args->dormant,
	    .max_s = (double)args->max_us / 1e6,
	    .rate_law = args->law,
	    .seed = args->seed,
	    .calendar_file = args->calendar,
	    .calendar_state = args->state,
	};
	struct zone_clock zone;
	bool good;

	options.shift_s =
	    (double)(args->shift_us == NOT_GIVEN ? usual_shift(trace)
						 : args->shift_us) /
	    1e6;
	if (!zone_clock_open(&zone, args->clock, error))
		return false;
	options.clock = (struct local_clock){zone.offsets, zone.count};
	if (args->calendar != NULL) {
		if (!holidays_read(args->calendar, args->state, &holidays,
				   error))
			return false;
		options.holidays = &holidays;
	}
	good = fit_sessions(trace, &options, fit, error) &&
	       gof_generator(trace, &options, fit, error) &&
	       write_model(args, fit, &options, error);
	holidays_release(&holidays);
	return good;
}

int traces_cmd_fit(int argc, char **argv)
{
	const struct trace_defaults defaults = {.disk_mib = 2048,
						.cpu_milli = 1000};
	struct error_text error = {""};
	struct arguments args;
	struct trace trace;
	struct fit *fit;
	int status = parse(argc, argv, &args);

	if (status != 0)
		return status;
	if (args.help) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	status = EXIT_FAILURE;
	fit = calloc(1, sizeof *fit);
	if (fit == NULL)
		(void)error_set(&error, "out of memory");
	else if (trace_read_sessions(args.sessions, &defaults, &trace,
				     &error)) {
		if (fit_trace(&args, &trace, fit, &error)) {
			fit_print_table(fit, args.sessions, args.now_us,
					args.plain, stdout);
			status = EXIT_SUCCESS;
		}
		trace_release(&trace);
	}
	if (status != EXIT_SUCCESS)
		(void)fprintf(stderr, "conductor: %s\n", error.text);
	free(fit);
	return status;
}
