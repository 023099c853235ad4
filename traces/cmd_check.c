#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "reader.h"
#include "sessions.h"

static const char help[] =
    "Usage: conductor traces check FILE...\n"
    "Check files of sessions (world,start,stop,ram_mb,...) and of counts\n"
    "(time,value); also .gz and .zst, - is standard input.  Prints one line "
    "for\n"
    "the first fault of a file.\n"
    "\n"
    "Example:\n"
    "  conductor traces check sessions.csv counts.csv.gz\n";

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
	const struct trace_defaults defaults = {.disk_mib = 2048};
	struct trace trace;

	if (!trace_read_rows(reader, &defaults, &trace, error))
		return false;
	(void)printf("%s: sessions, sound: %zu of %" PRIu32 " worlds\n",
		     reader_name(reader), trace.session_count,
		     trace.world_count);
	trace_release(&trace);
	return true;
}

bool traces_check_table(const char *path, struct error_text *error)
{
	struct reader *reader = reader_open(path, error);
	struct row header;
	bool good;

	if (reader == NULL)
		return false;
	good = reader_peek(reader, &header, error) && counts_header_is(&header)
		   ? check_counts(reader, error)
		   : check_sessions(reader, error);
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
