#include "commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "traces/base/aside.h"
#include "traces/base/blocks.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"
#include "traces/base/zone.h"
#include "traces/model/fit.h"
#include "traces/model/fit_print.h"
#include "traces/model/gof.h"

#define SHIFT_DEFAULT_US (INT64_C(600) * 1000000)
#define MAX_DEFAULT_S 86400.0
#define NOT_GIVEN INT64_MIN

static const struct cli_command fit_command = {
    .name = "traces fit",
    .usage = "SESSIONS [-o MODEL.json] [OPTION]...",
    .about = "Fit a model of demand to sessions: who plays how often, when and "
	     "how long. Shows each number with its 95 % interval, and whether "
	     "the model fits.",
    .example = "  conductor traces fit sessions.csv.zst -o model.json\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one file of sessions is needed",
};

struct fit_arguments {
	const char *sessions, *clock, *calendar, *state;
	struct out_file out;
	int64_t from_us, to_us, now_us, shift_us, max_us;
	uint64_t dormant, seed;
	enum rate_law law;
	bool plain, json;
};

static bool take_law(void *context, const char *text, struct error_text *error)
{
	enum rate_law *law = context;

	(void)error;
	*law = strcmp(text, "gamma") == 0 ? RATE_GAMMA : RATE_LOGNORMAL;
	return *law == RATE_GAMMA || strcmp(text, "lognormal") == 0;
}

static bool read_fit_options(struct fit_arguments *args,
			     struct cli_words *words, int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("out", "FILE", &args->out.path,
			  "write the model: for `conductor traces generate` "
			  "and `conductor sim X --set workload.generate=FILE`"),
	     .letter = 'o'},
	    {CLI_ROW_FORCE(&args->out.force)},
	    {CLI_ROW_TEXT("clock", "ZONE", &args->clock,
			  "the players' clock (Europe/Berlin)")},
	    {CLI_ROW_TIME("from", &args->from_us,
			  "only whole playing days (06:00 to 06:00) from here "
			  "...")},
	    {CLI_ROW_TIME("to", &args->to_us,
			  "... to here; default: all of the file")},
	    {CLI_ROW_WHOLE("dormant", "N", &args->dormant,
			   "worlds in the archive that the file cannot show "
			   "(0)"),
	     .most = UINT32_MAX},
	    {CLI_ROW_DURATION("shift", "DURATION", &args->shift_us,
			      "idle stop contained in every session (default: "
			      "10m if no session is shorter, else 0s)")},
	    {CLI_ROW_DURATION("max", "DURATION", &args->max_us,
			      "maximum length of a session (24h)")},
	    {CLI_ROW_OWN("law", "LAW", take_law, &args->law,
			 "law of the rates between worlds: lognormal (default) "
			 "or gamma"),
	     .expects = "lognormal or gamma"},
	    {CLI_ROW_TEXT("calendar", "FILE", &args->calendar,
			  "holidays: state,kind,name,from,to")},
	    {CLI_ROW_TEXT("state", "STATE", &args->state,
			  "state whose holidays count, in addition to national "
			  "ones (DE)")},
	    {CLI_ROW_WHOLE("seed", "N", &args->seed, "seed of the tests (1)")},
	    {CLI_ROW_TIME(
		"now", &args->now_us,
		"instant from which to count the age of the data (now)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print JSON: each number with its interval, each "
			  "test")},
	    {CLI_ROW_FLAG("plain", &args->plain,
			  "do not use block characters")},
	};

	return cli_read(&fit_command, CLI_ROWS(options), words, status);
}

static bool read_fit_arguments(int argc, char **argv,
			       struct fit_arguments *args, int *status)
{
	struct cli_words words = {argc, argv};

	*args = (struct fit_arguments){.clock = "Europe/Berlin",
				       .state = "DE",
				       .shift_us = NOT_GIVEN,
				       .max_us = (int64_t)(MAX_DEFAULT_S * 1e6),
				       .now_us = (int64_t)time(NULL) * 1000000,
				       .seed = 1,
				       .plain = blocks_plain()};
	if (!read_fit_options(args, &words, status))
		return false;
	args->sessions = words.word[0];
	if (args->max_us > 0 && args->max_us > args->shift_us)
		return true;
	*status = cli_wrong(&fit_command, "--max is not above --shift");
	return false;
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

static bool write_model(const struct fit_arguments *args, const struct fit *fit,
			const struct fit_options *options,
			struct error_text *error)
{
	struct aside aside;
	FILE *file;
	bool good;

	if (args->out.path == NULL)
		return true;
	if (!aside_open(&aside, &args->out, error))
		return false;
	file = aside_stream(&aside);
	if (file != NULL)
		fit_print_model(fit, options, args->sessions, file);
	good = aside_finish_stream(&aside, file, error);
	aside_release(&aside);
	return good;
}

static bool fit_trace(const struct fit_arguments *args,
		      const struct trace *trace, struct fit *fit,
		      struct error_text *error)
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
	struct fit_arguments args;
	struct trace trace;
	struct fit *fit;
	int status;

	if (!read_fit_arguments(argc, argv, &args, &status))
		return status;
	status = EXIT_FAILURE;
	fit = calloc(1, sizeof *fit);
	if (fit == NULL)
		(void)error_set(&error, "out of memory");
	else if ((args.out.path == NULL || aside_check(&args.out, &error)) &&
		 trace_read_sessions(args.sessions, &defaults, &trace,
				     &error)) {
		if (fit_trace(&args, &trace, fit, &error)) {
			status = EXIT_SUCCESS;
			if (args.json)
				json_out(fit_json(fit, args.sessions));
			else
				fit_print_table(fit, args.sessions, args.now_us,
						args.plain, stdout);
		}
		trace_release(&trace);
	}
	if (status != EXIT_SUCCESS)
		(void)cli_failed(&error);
	free(fit);
	return status;
}
