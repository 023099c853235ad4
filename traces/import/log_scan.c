#include "log_scan.h"

#include "log_line.h"
#include "log_stays.h"
#include "traces/base/lines.h"

#define US_PER_S INT64_C(1000000)
/* A log that begins behind this may begin with lines of the day before. */
#define LATE_US (US_PER_S * (23 * 3600 + 59 * 60))
#define LATE_LINES 20
#define SNIFFED_LINES 400
#define SNIFFED_BYTES (1 << 20)

struct scanning {
	struct log_scan *out;
	bool whole;
	int late_lines; /* left to look at */
};

static void take_first(struct scanning *s, const struct log_line *line)
{
	struct log_scan *out = s->out;
	const struct log_stamp *stamp =
	    line->stamp.day_count == 0 && line->has_outer ? &line->outer
							  : &line->stamp;

	out->any = true;
	out->first = *stamp;
	out->dated = stamp->day_count > 0 && !stamp->yearless;
	out->first_of_day_us = line->stamp.of_day_us;
	out->last_of_day_us = line->stamp.of_day_us;
	if (!out->dated && line->stamp.of_day_us >= LATE_US)
		s->late_lines = LATE_LINES;
}

/* Is there more to find out? */
static bool take_line(struct scanning *s, const struct log_line *line)
{
	struct log_scan *out = s->out;
	int64_t of_day_us = line->stamp.of_day_us;

	if (!out->any)
		take_first(s, line);
	if (line->stamp.order != ORDER_NONE &&
	    line->stamp.order != ORDER_EITHER)
		out->order = line->stamp.order;
	if (line->event == LOG_SERVER_STARTS)
		s->late_lines = 0;
	if (log_rolls_over(out->last_of_day_us, of_day_us)) {
		out->midnights++;
		out->begins_yesterday =
		    out->begins_yesterday || s->late_lines > 0;
		s->late_lines = 0;
	}
	out->last_of_day_us = of_day_us;
	if (s->late_lines > 0)
		s->late_lines--;
	return s->late_lines > 0 || (s->whole && !out->dated) ||
	       (out->first.order == ORDER_EITHER && out->order == ORDER_NONE);
}

/* A log whose end is missing is read as far as it goes. */
static void forgive_cut(const struct unpack *unpack, struct error_text *error)
{
	if (error->text[0] != '\0' && unpack_is_cut(unpack))
		error->text[0] = '\0';
}

bool log_scan_file(const struct log_file *file, bool whole,
		   struct log_scan *out, struct error_text *error)
{
	struct unpack *unpack = log_file_open(file, error);
	struct scanning scanning = {.out = out, .whole = whole};
	struct lines lines;
	struct log_line line;

	*out = (struct log_scan){.any = false};
	if (unpack == NULL)
		return false;
	lines_open(&lines, unpack);
	while (lines_next(&lines, error)) {
		lines.length = log_line_clean(lines.line, lines.length);
		log_line_read(lines.line, lines.length, &line);
		if (line.has_stamp && !take_line(&scanning, &line))
			break;
	}
	forgive_cut(unpack, error);
	unpack_close(unpack);
	return error->text[0] == '\0';
}

bool log_scan_sniff_stream(struct unpack *unpack)
{
	struct error_text ignored = {""};
	struct lines lines;
	struct log_line line;
	bool found = false;

	lines_open(&lines, unpack);
	while (!found && lines.number < SNIFFED_LINES &&
	       lines.taken < SNIFFED_BYTES && lines_next(&lines, &ignored)) {
		lines.length = log_line_clean(lines.line, lines.length);
		log_line_read(lines.line, lines.length, &line);
		found = line.event != LOG_NOTHING || line.almost ||
			line.passage != LOG_NOTHING;
	}
	return found;
}

static bool sniff(struct unpack *unpack)
{
	bool found = unpack != NULL && !unpack_is_archive(unpack) &&
		     log_scan_sniff_stream(unpack);

	unpack_close(unpack);
	return found;
}

bool log_scan_sniff(const char *path)
{
	struct error_text ignored = {""};

	return sniff(unpack_open(path, &ignored));
}

bool log_scan_sniff_file(const struct log_file *file)
{
	struct error_text ignored = {""};

	return sniff(log_file_open(file, &ignored));
}
