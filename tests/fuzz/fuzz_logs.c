/*
 * fuzz_logs.c - any bytes as the log of a server: sessions come out that do not
 * overlap and whose times and players are possible, or one line of refusal.
 */
#include <stdlib.h>

#include "traces/base/lines.h"
#include "traces/base/times.h"
#include "traces/base/unpack.h"
#include "traces/import/import.h"
#include "traces/import/log_stays.h"
#include "traces/store/store.h"

struct last_session {
	uint32_t world;
	int64_t stop_us;
};

static bool check_session(void *context, const struct session *session,
			  struct error_text *error)
{
	struct last_session *last = context;

	(void)error;
	if (session->world != last->world)
		last->stop_us = 0;
	if (session->start_us < last->stop_us ||
	    session->stop_us <= session->start_us)
		abort();
	*last = (struct last_session){session->world, session->stop_us};
	return true;
}

static bool read_log(struct import *import, const uint8_t *data, size_t size)
{
	static struct lines lines;
	struct unpack *unpack =
	    unpack_bytes("bytes", data, size, import->error);
	const struct session_row facts = {.world = "mc",
					  .owner = "",
					  .ram_mib = 1024,
					  .cpu_milli = STORE_UNKNOWN,
					  .disk_mib = STORE_UNKNOWN};
	struct log_stays stays;
	bool good = true;

	if (unpack == NULL)
		return false;
	if (!log_stays_open(&stays, import, &facts, "bytes"))
		abort();
	log_stays_file(&stays, "bytes", days_from_civil(2024, 10, 26),
		       ORDER_NONE);
	lines_open(&lines, unpack);
	while (good && lines_next(&lines, import->error))
		good = log_stays_line(&stays, lines.line, lines.length,
				      lines.number);
	good = good && import->error->text[0] == '\0' && log_stays_end(&stays);
	log_stays_release(&stays);
	unpack_close(unpack);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct import_options options = {
	    .zone = "Europe/Berlin",
	    .ram_mib = 1024,
	    .date = -1,
	    .idle_stop_us = 600000000,
	    .proxy = size > 0 && data[size - 1] == ' ',
	};
	struct error_text error = {""};
	struct import import;
	struct last_session last = {0};

	if (!import_open(&import, &options, false, &error) ||
	    !import_takes_stays(&import, "bytes"))
		abort();
	if (read_log(&import, data, size)) {
		if (!import_run(&import, check_session, &last))
			abort();
	} else if (error.text[0] == '\0') {
		abort();
	}
	import_release(&import);
	return 0;
}
