#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "import.h"
#include "log_files.h"
#include "log_scan.h"
#include "log_stays.h"
#include "traces/base/lines.h"
#include "traces/base/times.h"
#include "traces/store/store.h"

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY INT64_C(86400)
/* A server's last line is this near to the last change of its log. */
#define WRITTEN_S 300
#define DAY_SIZE 11
#define PPM INT64_C(1000000)

/* --- the day of a log ----------------------------------------------------- */

static const char *day_text(int64_t day, char out[DAY_SIZE])
{
	int64_t year;
	unsigned month, of_month;

	civil_from_days(day, &year, &month, &of_month);
	(void)snprintf(out, DAY_SIZE, "%04u-%02u-%02u",
		       (unsigned)(year % 10000), month % 100, of_month % 100);
	return out;
}

/* The day follows from when the file was changed last: always said, because
 * whatever copies a file may set another time. */
static void say_guess(struct import *import, const struct log_file *file,
		      const struct log_scan *scan, int64_t changed_local_s)
{
	int64_t of_day_s = changed_local_s % S_PER_DAY;
	int64_t last_s = scan->last_of_day_us / US_PER_S;
	int64_t apart_s = llabs(of_day_s - last_s);
	char day[DAY_SIZE], changed[DAY_SIZE];

	(void)day_text(file->begins, day);
	(void)day_text(changed_local_s / S_PER_DAY, changed);
	if (apart_s <= WRITTEN_S || apart_s >= S_PER_DAY - WRITTEN_S) {
		import_note(import,
			    "%s: its first day is taken to be %s, from when it "
			    "was changed last; another one: --date %s",
			    file->path, day, day);
		return;
	}
	import_note(import,
		    "WARNING: %s: its first day is taken to be %s, because it "
		    "was changed last on %s at %02d:%02d; but its last line is "
		    "of %02d:%02d, so that was a copy: give the day with "
		    "--date 2024-11-08",
		    file->path, day, changed, (int)(of_day_s / 3600),
		    (int)(of_day_s / 60 % 60), (int)(last_s / 3600),
		    (int)(last_s / 60 % 60));
}

/* Of stamps with a date: the day is theirs, if it is clear; for the order of
 * the files nearly is enough. */
static int64_t day_of_stamps(const struct log_file *file,
			     const struct log_scan *scan)
{
	struct log_days days = {.day = file->day, .order = file->order};
	int64_t day;

	return log_day_of(&days, &scan->first, &day) ? day
						     : scan->first.days[0];
}

/*
 * The day on which a log begins: that of its stamps, of its name, the one that
 * was given, or that of its last change less the midnights in it.  -1: unknown.
 */
static bool date_file(struct import *import, struct log_file *file)
{
	int64_t given = file->day >= 0 ? file->day : import->options->date;
	struct log_scan scan;
	int64_t changed_s, local_s;

	file->begins = file->known_day = given;
	if (log_file_is_stream(file))
		return true;
	if (!log_scan_file(file, given < 0, &scan, import->error))
		return false;
	file->order = scan.order;
	file->begins_us = scan.any ? scan.first_of_day_us : -1;
	if (scan.dated) {
		file->begins = day_of_stamps(file, &scan);
		return true;
	}
	if (file->day >= 0 && scan.begins_yesterday)
		file->known_day = --file->begins;
	if (given >= 0 || !scan.any || !log_file_changed_s(file, &changed_s))
		return true;
	local_s = zone_clock_local_s(&import->clock, changed_s);
	file->known_day = local_s / S_PER_DAY - scan.midnights;
	file->begins = file->known_day;
	say_guess(import, file, &scan, local_s);
	return true;
}

/* On the night when summer time ends, an hour comes twice: what begins first
 * may have the later stamp. */
static bool is_repeated_night(const struct import *import, int64_t day)
{
	int64_t begin_s = day * S_PER_DAY, end_s = begin_s + S_PER_DAY;

	return zone_clock_utc_s(&import->clock, end_s, INT64_MIN) -
		   zone_clock_utc_s(&import->clock, begin_s, INT64_MIN) >
	       S_PER_DAY;
}

static bool date_files(struct import *import, struct log_server *server)
{
	for (size_t i = 0; i < server->count; i++) {
		struct log_file *file = &server->files[i];

		if (!date_file(import, file))
			return false;
		if (file->begins >= 0 &&
		    is_repeated_night(import, file->begins))
			file->begins_us = -1;
	}
	return true;
}

/* --- reading -------------------------------------------------------------- */

static bool read_log_file(struct log_stays *stays, const struct log_file *file)
{
	struct import *import = stays->import;
	struct error_text *error = import->error;
	struct unpack *unpack = log_file_open(file, error);
	struct lines lines;

	if (unpack == NULL)
		return false;
	import->counts.files++;
	log_stays_file(stays, unpack_name(unpack), file->known_day,
		       file->order);
	lines_open(&lines, unpack);
	while (lines_next(&lines, error))
		if (!log_stays_line(stays, lines.line, lines.length,
				    lines.number))
			break;
	if (error->text[0] != '\0' && unpack_is_cut(unpack)) {
		error->text[0] = '\0';
		import->counts.cut_files++;
		import_note(import,
			    "%s: one file is cut off: its end is missing, "
			    "after line %" PRIu64,
			    unpack_name(unpack), lines.number);
	}
	unpack_close(unpack);
	return error->text[0] == '\0';
}

/* Nothing that was read may be taken for "nobody played". */
static bool was_understood(struct import *import, const struct log_stays *stays,
			   const struct log_server *server)
{
	int64_t all = (int64_t)(stays->events + stays->almost);
	int64_t most = all / PPM * import->options->tolerate_ppm +
		       all % PPM * import->options->tolerate_ppm / PPM;

	if (stays->almost == 0 ||
	    (stays->events > 0 && (int64_t)stays->almost <= most))
		return true;
	return error_set(
	    import->error,
	    "%s: %" PRIu64 " lines look like a player who joins or leaves, but "
	    "their stamp or form is not understood (%" PRIu64 " are); the "
	    "first is %s%s",
	    server->name, stays->almost, stays->events, stays->first_almost,
	    stays->unclear_dates > 0
		? "; dates such as 08/11/24 may be of several days: --date "
		  "2024-11-08 tells the first"
	    : stays->events == 0 ? ""
				 : "; --tolerate 5% goes on with up to 5 % of "
				   "them");
}

/* What passes through a proxy is in the logs of its servers, too: counted once
 * only. */
static void say_proxy(struct import *import, const struct log_stays *stays,
		      const struct log_server *server)
{
	if (stays->passages > 0)
		import_note(import,
			    "%s: not read: %" PRIu64
			    " lines of a proxy, which passes players on to its "
			    "servers; import their logs, or this one alone "
			    "with --proxy",
			    server->name, stays->passages);
}

static bool read_server(struct import *import, struct log_server *server)
{
	const struct import_options *options = import->options;
	const struct session_row facts = {
	    .world = options->world != NULL ? options->world : server->name,
	    .owner = "",
	    .ram_mib = options->ram_mib,
	    .cpu_milli = STORE_UNKNOWN,
	    .disk_mib = STORE_UNKNOWN,
	};
	struct log_stays stays;
	bool good = true;

	if (!date_files(import, server) ||
	    !log_stays_open(&stays, import, &facts, server->name))
		return false;
	log_files_sort(server);
	for (size_t i = 0; i < server->count && good; i++)
		good = read_log_file(&stays, &server->files[i]);
	good = good && log_stays_end(&stays) &&
	       was_understood(import, &stays, server);
	import->counts.player_events += stays.events;
	import->counts.passages += stays.passages;
	say_proxy(import, &stays, server);
	log_stays_release(&stays);
	return good;
}

static bool options_suffice(const struct import *import,
			    const struct log_servers *servers)
{
	const struct import_options *options = import->options;

	if (options->zone == NULL)
		return error_set(
		    import->error,
		    "%s: logs contain local times; name their zone "
		    "with --zone Europe/Berlin",
		    servers->servers[0].files[0].path);
	if (options->ram_mib == 0)
		return error_set(
		    import->error,
		    "%s: logs do not contain the plan; give the RAM "
		    "of the worlds with --ram 4GB",
		    servers->servers[0].files[0].path);
	if (options->world != NULL && options->proxy)
		return error_set(import->error,
				 "--world %s: with --proxy, worlds have the "
				 "names of its servers; leave it out",
				 options->world);
	return options->world == NULL || servers->count == 1 ||
	       error_set(import->error,
			 "--world %s: these are logs of %zu servers; leave it "
			 "out and they are named by their folders",
			 options->world, servers->count);
}

static bool anybody_played(const struct import *import,
			   const struct log_servers *servers)
{
	const char *looked_for =
	    import->options->proxy
		? "\"has connected\" and \"has disconnected\" of Velocity and "
		  "BungeeCord"
		: "\"joined the game\", \"left the game\", \"logged in with "
		  "entity id\", \"lost connection\" and \"Player connected\"";

	return import->counts.player_events > 0 ||
	       error_set(import->error,
			 "%s%s: no player joins or leaves in %" PRIu64
			 " lines; looked for %s behind a stamp",
			 servers->servers[0].files[0].path,
			 import->counts.files > 1 ? " and other files" : "",
			 import->counts.lines, looked_for);
}

/* Nothing is left out in silence: said also where nothing else is there. */
static void say_left_out(struct import *import,
			 const struct log_servers *servers)
{
	for (size_t i = 0; i < LEFT_KINDS; i++) {
		const struct log_left_out *left = &servers->left[i];

		if (left->count > 0)
			import_note(import,
				    "left out: %" PRIu64 " %s; the first: %s",
				    left->count, log_left_texts[i],
				    left->first != NULL ? left->first : "?");
	}
}

bool import_logs(struct import *import, char *const *paths, int count)
{
	struct log_servers servers = {.one_server =
					  import->options->world != NULL};
	bool good = true;

	for (int i = 0; i < count && good; i++)
		if (log_files_is_log(paths[i]))
			good = log_files_add(&servers, paths[i], import->error);
	say_left_out(import, &servers);
	good = good && (servers.count == 0 ||
			(log_files_name(&servers, import->error) &&
			 options_suffice(import, &servers) &&
			 import_takes_stays(import, "logs")));
	for (size_t i = 0; i < servers.count && good; i++)
		good = read_server(import, &servers.servers[i]);
	import->counts.skipped_files += servers.skipped_files;
	good = good && (servers.count == 0 || anybody_played(import, &servers));
	log_files_release(&servers);
	return good;
}
