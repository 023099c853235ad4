#include "commands.h"

#include <stdio.h>

#include "traces/base/aside.h"
#include "traces/base/blocks.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"
#include "traces/base/zone.h"
#include "traces/model/info.h"

static const struct cli_command info_command = {
    .name = "traces info",
    .usage = "SESSIONS [OPTION]...",
    .about = "Show when, how long and how often players play.",
    .example = "  conductor traces info sessions.csv.zst --plot sessions.svg\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one file of sessions is needed",
};

struct info_arguments {
	const char *sessions, *clock;
	struct out_file plot;
	bool plain, json;
};

static bool show_info(const struct info_arguments *args,
		      struct error_text *error)
{
	const struct trace_defaults defaults = {.disk_mib = 2048};
	struct zone_clock zone;
	struct local_clock clock;
	struct trace trace;
	struct info info;
	bool good;

	if ((args->plot.path != NULL && !aside_check(&args->plot, error)) ||
	    !zone_clock_open(&zone, args->clock, error) ||
	    !trace_read_sessions(args->sessions, &defaults, &trace, error))
		return false;
	clock = (struct local_clock){zone.offsets, zone.count};
	good = info_make(&trace, &clock, &info, error);
	if (good && args->json)
		json_out(info_json(&info, args->sessions, &clock));
	else if (good)
		info_print(&info, args->sessions, &clock, args->plain, stdout);
	if (good && args->plot.path != NULL)
		good = info_plot(&info, &args->plot, error);
	trace_release(&trace);
	return good;
}

int traces_cmd_info(int argc, char **argv)
{
	struct info_arguments args = {.clock = "Europe/Berlin",
				      .plain = blocks_plain()};
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("clock", "ZONE", &args.clock,
			  "the players' clock (Europe/Berlin)")},
	    {CLI_ROW_TEXT(
		"plot", "FILE", &args.plot.path,
		"draw a heat map and the lengths (.svg; needs gnuplot)")},
	    {CLI_ROW_FORCE(&args.plot.force)},
	    {CLI_ROW_FLAG("json", &args.json, "print JSON")},
	    {CLI_ROW_FLAG("plain", &args.plain, "do not use block characters")},
	};
	struct cli_words words = {argc, argv};
	struct error_text error = {""};
	int status;

	if (!cli_read(&info_command, CLI_ROWS(options), &words, &status))
		return status;
	args.sessions = words.word[0];
	return show_info(&args, &error) ? 0 : cli_failed(&error);
}
