#include <inttypes.h>

#include "import.h"
#include "log_files.h"
#include "log_stays.h"
#include "traces/base/lines.h"
#include "traces/store/store.h"

#define S_PER_DAY INT64_C(86400)

/* How many midnights a log crosses, by its stamps. */
static bool count_midnights(const struct log_file *file, int64_t *midnights,
			    struct error_text *error)
{
	struct unpack *unpack = log_file_open(file, error);
	struct lines lines;
	struct log_line line;
	int64_t of_day_us = 0;

	*midnights = 0;
	if (unpack == NULL)
		return false;
	lines_open(&lines, unpack);
	while (lines_next(&lines, error)) {
		log_line_read(lines.line, lines.length, &line);
		if (!line.has_stamp)
			continue;
		*midnights += log_rolls_over(of_day_us, line.of_day_us);
		of_day_us = line.of_day_us;
	}
	unpack_close(unpack);
	return error->text[0] == '\0';
}

/*
 * The day on which a log begins: that of its name, the one that was given, or
 * that of its last change less the midnights in it.  -1: unknown.
 */
static bool day_of(const struct import *import, const struct log_file *file,
		   int64_t *day)
{
	int64_t midnights, changed_s;

	*day = file->day >= 0 ? file->day : import->options->date;
	if (*day >= 0 || !log_file_changed_s(file, &changed_s))
		return true;
	if (!count_midnights(file, &midnights, import->error))
		return false;
	*day = zone_clock_local_s(&import->clock, changed_s) / S_PER_DAY -
	       midnights;
	return true;
}

static bool read_log_file(struct log_stays *stays, const struct log_file *file)
{
	struct error_text *error = stays->import->error;
	struct unpack *unpack;
	struct lines lines;
	int64_t day;

	if (!day_of(stays->import, file, &day))
		return false;
	unpack = log_file_open(file, error);
	if (unpack == NULL)
		return false;
	stays->import->counts.files++;
	log_stays_file(stays, unpack_name(unpack), day);
	lines_open(&lines, unpack);
	while (lines_next(&lines, error))
		if (!log_stays_line(stays, lines.line, lines.length,
				    lines.number))
			break;
	unpack_close(unpack);
	return error->text[0] == '\0';
}

static bool read_server(struct import *import, const struct log_server *server)
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
	uint32_t world;
	bool good = true;

	if (!world_table_enter(&import->table, &facts, server->name, &world,
			       import->error))
		return false;
	log_stays_open(&stays, import, world);
	for (size_t i = 0; i < server->count && good; i++)
		good = read_log_file(&stays, &server->files[i]);
	good = good && log_stays_end(&stays);
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
	return options->world == NULL || servers->count == 1 ||
	       error_set(import->error,
			 "--world %s: these are logs of %zu servers; leave it "
			 "out and they are named by their folders",
			 options->world, servers->count);
}

bool import_logs(struct import *import, char *const *paths, int count)
{
	struct log_servers servers = {0};
	bool good = true;

	for (int i = 0; i < count && good; i++)
		if (log_files_is_log(paths[i]))
			good = log_files_add(&servers, paths[i], import->error);
	log_files_sort(&servers);
	good = good &&
	       (servers.count == 0 || (options_suffice(import, &servers) &&
				       import_takes_stays(import, "logs")));
	for (size_t i = 0; i < servers.count && good; i++)
		good = read_server(import, &servers.servers[i]);
	import->counts.skipped_files += servers.skipped_files;
	log_files_release(&servers);
	return good;
}
