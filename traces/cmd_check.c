#include "commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "traces/base/cli.h"
#include "traces/base/plural.h"
#include "traces/base/reader.h"
#include "traces/model/counts.h"
#include "traces/model/holidays.h"
#include "traces/store/sessions.h"
#include "traces/store/store.h"

static const struct cli_command check_command = {
    .name = "traces check",
    .usage = "FILE... [OPTION]...",
    .about =
	"Check files of sessions (world,start,stop,ram_mb,...), of counts "
	"(time,value) and of holidays (state,kind,name,from,to), also .gz, "
	".zst, .xz and .bz2, and trace stores (.db); - is standard input.  "
	"Prints "
	"one line for the first error of a file.",
    .example = "  conductor traces check sessions.csv counts.csv.gz\n",
    .least = 1,
    .most = CLI_ANY,
    .needs = "at least one file is needed",
};

static const struct trace_defaults defaults = {.disk_mib = 2048};

static void tell_sessions(struct file_facts *out, const char *kind,
			  const struct trace *trace)
{
	out->kind = kind;
	(void)snprintf(out->text, sizeof out->text, "%zu of %" PRIu32 " %s",
		       trace->session_count, trace->world_count,
		       plural(trace->world_count, "world", "worlds"));
}

static bool check_counts(struct reader *reader, const char *zone,
			 struct file_facts *out, struct error_text *error)
{
	struct counts counts;

	if (!counts_read_rows(reader, zone, &counts, error))
		return false;
	out->kind = "counts";
	(void)snprintf(out->text, sizeof out->text, "%" PRIu32 " %s",
		       counts.count, plural(counts.count, "value", "values"));
	counts_release(&counts);
	return true;
}

static bool check_sessions(struct reader *reader, struct file_facts *out,
			   struct error_text *error)
{
	struct trace trace;

	if (!trace_read_rows(reader, &defaults, &trace, error))
		return false;
	if (!trace_holds_any(&trace, reader_name(reader), error)) {
		trace_release(&trace);
		return false;
	}
	trace_tell_small_ram(&trace, reader_name(reader));
	tell_sessions(out, "sessions", &trace);
	trace_release(&trace);
	return true;
}

static bool check_calendar(struct reader *reader, struct file_facts *out,
			   struct error_text *error)
{
	struct holidays holidays;

	if (!holidays_read_rows(reader, "DE", &holidays, error))
		return false;
	out->kind = "calendar";
	(void)snprintf(out->text, sizeof out->text,
		       "%" PRIu32 " holidays of the whole country",
		       holidays.count);
	holidays_release(&holidays);
	return true;
}

static bool check_store(const char *path, struct file_facts *out,
			struct error_text *error)
{
	struct trace trace;

	if (!trace_read_sessions(path, &defaults, &trace, error))
		return false;
	if (!trace_holds_any(&trace, path, error)) {
		trace_release(&trace);
		return false;
	}
	trace_tell_small_ram(&trace, path);
	tell_sessions(out, "trace store", &trace);
	trace_release(&trace);
	return true;
}

bool traces_check_table(const char *path, const char *zone,
			struct file_facts *out, struct error_text *error)
{
	struct reader *reader;
	struct row header;
	bool good, known;

	if (store_is_named(path))
		return check_store(path, out, error);
	reader = reader_open(path, error);
	if (reader == NULL)
		return false;
	known = reader_peek(reader, &header, error);
	if (known && counts_header_is(&header))
		good = check_counts(reader, zone, out, error);
	else if (known && holidays_header_is(&header))
		good = check_calendar(reader, out, error);
	else
		good = check_sessions(reader, out, error);
	reader_close(reader);
	return good;
}

static bool check_table(const void *context, const char *path,
			struct file_facts *out, struct error_text *error)
{
	return traces_check_table(path, context, out, error);
}

int traces_cmd_check(int argc, char **argv)
{
	const char *zone = NULL;
	bool json = false;
	const struct cli_option options[] = {
	    {CLI_ROW_TEXT("zone", "ZONE", &zone,
			  "zone of local times in counts, such as "
			  "Europe/Berlin")},
	    FILE_FACTS_JSON(&json),
	};
	struct cli_words files = {argc, argv};
	int status;

	if (!cli_read(&check_command, CLI_ROWS(options), &files, &status))
		return status;
	return file_facts_tell(&files, json, check_table, zone);
}
