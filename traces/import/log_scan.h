/*
 * log_scan.h - a first look at a log: where it begins, and what its stamps
 * leave open.
 *
 * Reads to the first stamp, and further only where that does not suffice: to
 * the end of a log whose day is to follow from when it was changed last, until
 * the order of day and month is clear, over the first lines of a log that
 * begins a moment before midnight.
 */
#ifndef TRACES_LOG_SCAN_H
#define TRACES_LOG_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "log_files.h"
#include "log_stamp.h"

struct log_scan {
	bool any;   /* stamp at all */
	bool dated; /* by its stamps, or what wrapped them */
	struct log_stamp first;
	int64_t first_of_day_us, last_of_day_us;
	int64_t midnights;     /* crossed, by its stamps */
	bool begins_yesterday; /* a few lines came late over the midnight */
	enum date_order order; /* of its dates, if there is one */
};

/* `whole`: midnights and the last stamp are wanted. */
bool log_scan_file(const struct log_file *file, bool whole,
		   struct log_scan *out, struct error_text *error);

/* Do the first lines of an unknown file look like the log of a server? */
bool log_scan_sniff(const char *path);
bool log_scan_sniff_file(const struct log_file *file);
bool log_scan_sniff_stream(struct unpack *unpack);

#endif /* TRACES_LOG_SCAN_H */
