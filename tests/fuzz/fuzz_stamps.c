/*
 * fuzz_stamps.c - any bytes as one line of a log: a stamp that can be, a name
 * inside the line, and the same when it is read again.
 */
#include <stdio.h>
#include <string.h>

#include "support_fuzz.h"
#include "traces/base/lines.h"
#include "traces/import/log_line.h"
#include "traces/import/table_time.h"

#define DAY_US INT64_C(86400000000)
#define DAYS_MAX INT64_C(2932896) /* the last of the year 9999 */

static void check_stamp(const struct log_stamp *stamp)
{
	FUZZ_HOLDS(stamp->of_day_us >= 0 && stamp->of_day_us < DAY_US);
	FUZZ_HOLDS(stamp->day_count >= 0 && stamp->day_count <= STAMP_DAYS_MAX);
	for (int i = 0; i < stamp->day_count; i++)
		FUZZ_HOLDS(stamp->days[i] >= 0 && stamp->days[i] <= DAYS_MAX);
	FUZZ_HOLDS(stamp->order != ORDER_EITHER || stamp->day_count >= 2);
	FUZZ_HOLDS(stamp->has_offset || stamp->offset_s == 0);
	FUZZ_HOLDS(stamp->offset_s > -86400 && stamp->offset_s < 86400);
}

/* The same as a cell of a table. */
static void check_cell(const char *text, size_t length)
{
	char cell[64];
	struct log_stamp stamp;
	int64_t local_us;

	(void)snprintf(cell, sizeof cell, "%.*s", (int)length, text);
	if (!table_time_read(cell, &stamp))
		return;
	check_stamp(&stamp);
	FUZZ_HOLDS(stamp.day_count > 0 && !stamp.yearless);
	FUZZ_HOLDS(!table_time_in_order(&stamp, ORDER_DAY_FIRST, &local_us) ||
		   local_us >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char line[LINE_LENGTH_MAX];
	size_t length = size < sizeof line ? size : sizeof line;
	struct log_line read, again;

	if (size == 0)
		return 0;
	memcpy(line, data, length);
	check_cell(line, length);
	length = log_line_clean(line, length);
	FUZZ_HOLDS(length <= size);
	log_line_read(line, length, &read);
	log_line_read(line, length, &again);
	FUZZ_HOLDS(read.has_stamp == again.has_stamp &&
		   read.almost == again.almost && read.event == again.event);
	FUZZ_HOLDS(!read.almost || read.event == LOG_NOTHING);
	FUZZ_HOLDS(read.event == LOG_NOTHING || read.has_stamp);
	if (read.has_stamp)
		check_stamp(&read.stamp);
	if (read.has_outer) {
		FUZZ_HOLDS(read.outer.day_count > 0);
		check_stamp(&read.outer);
	}
	FUZZ_HOLDS(read.passage == LOG_NOTHING || read.event == LOG_NOTHING);
	if (read.passage != LOG_NOTHING && read.server != NULL)
		FUZZ_HOLDS(read.server >= line &&
			   read.server + read.server_length <= line + length);
	if (read.event == LOG_JOIN || read.event == LOG_LEAVE ||
	    read.passage != LOG_NOTHING)
		FUZZ_HOLDS(read.name_length > 0 && read.name >= line &&
			   read.name + read.name_length <= line + length);
	return 0;
}
