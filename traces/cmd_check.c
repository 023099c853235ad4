#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/reader.h"
#include "traces/model/counts.h"
#include "traces/model/holidays.h"
#include "traces/store/sessions.h"
#include "traces/store/store.h"

static const char help[] =
    "Usage: conductor traces check FILE...\n"
    "Check files of sessions (world,start,stop,ram_mb,...), of counts\n"
    "(time,value) and of holidays (state,kind,name,from,to), also .gz and\n"
    ".zst, and trace stores (.db); - is standard input.  Prints one line for\n"
    "the first fault of a file.\n"
    "\n"
    "Example:\n"
    "  conductor traces check sessions.csv counts.csv.gz\n";

static const struct trace_defaults defaults = {.disk_mib = 2048};

static bool check_counts(struct reader *reader, struct error_text *error)
{
	struct counts counts;

	if (!counts_read_rows(reader, &counts, error))
		return false;
	(void)printf("%s: counts, sound: %" PRIu32 " values\n",
		     reader_name(reader), counts.count);
	counts_release(&counts);
	return true;
}

static bool check_sessions(struct reader *reader, struct error_text *error)
{
	struct trace trace;

	if (!trace_read_rows(reader, &defaults, &trace, error))
		return false;
	(void)printf("%s: sessions, sound: %zu of %" PRIu32 " worlds\n",
		     reader_name(reader), trace.session_count,
		     trace.world_count);
	trace_release(&trace);
	return true;
}

static bool check_calendar(struct reader *reader, struct error_text *error)
{
	struct holidays holidays;

	if (!holidays_read_rows(reader, "DE", &holidays, error))
		return false;
	(void)printf("%s: calendar, sound: %" PRIu32
		     " holidays of the whole country\n",
		     reader_name(reader), holidays.count);
	holidays_release(&holidays);
	return true;
}

static bool check_store(const char *path, struct error_text *error)
{
	struct trace trace;

	if (!trace_read_sessions(path, &defaults, &trace, error))
		return false;
	(void)printf("%s: trace store, sound: %zu of %" PRIu32 " worlds\n",
		     path, trace.session_count, trace.world_count);
	trace_release(&trace);
	return true;
}

bool traces_check_table(const char *path, struct error_text *error)
{
	struct reader *reader;
	struct row header;
	bool good, known;

	if (store_is_named(path))
		return check_store(path, error);
	reader = reader_open(path, error);
	if (reader == NULL)
		return false;
	known = reader_peek(reader, &header, error);
	if (known && counts_header_is(&header))
		good = check_counts(reader, error);
	else if (known && holidays_header_is(&header))
		good = check_calendar(reader, error);
	else
		good = check_sessions(reader, error);
	reader_close(reader);
	return good;
}

int traces_cmd_check(int argc, char **argv)
{
	int status = EXIT_SUCCESS;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (argc < 2 || (argv[1][0] == '-' && argv[1][1] != '\0'))
		return traces_usage("check", "at least one file is needed");
	for (int i = 1; i < argc; i++) {
		struct error_text error = {""};

		if (traces_check_table(argv[i], &error))
			continue;
		(void)fprintf(stderr, "conductor: %s\n", error.text);
		status = EXIT_FAILURE;
	}
	return status;
}
