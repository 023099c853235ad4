/*
 * log_stays.h - the log of one server, line by line, becomes stays.
 *
 * Owns who is online (pseudonyms only) and the clock of the log: the date of
 * the file, midnights, changes of the zone.  Time never runs backwards; a log
 * that goes back less than ROLL_OVER is clamped, more is a new day.  Who is
 * online when the server stops, starts anew, is silent for a day or the log
 * ends has left then; without a stop, at the last line before.
 */
#ifndef TRACES_LOG_STAYS_H
#define TRACES_LOG_STAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import.h"
#include "log_line.h"
#include "traces/base/error_text.h"

struct online {
	uint32_t player;
	int64_t since_us;
};

struct log_stays {
	struct import *import;
	const char *file; /* of the line, for errors */
	uint32_t world;
	int64_t day;	   /* of the file so far; -1: not known */
	int64_t of_day_us; /* of the last stamp */
	int64_t last_us;   /* UTC; -1 before the first */
	struct online *online;
	size_t count, capacity;
};

void log_stays_open(struct log_stays *stays, struct import *import,
		    uint32_t world);

/* The next file of the server begins; day -1: only its stamps can tell. */
void log_stays_file(struct log_stays *stays, const char *file, int64_t day);

bool log_stays_line(struct log_stays *stays, const char *line, size_t length,
		    uint64_t number);

/* The last file has ended. */
bool log_stays_end(struct log_stays *stays);
void log_stays_release(struct log_stays *stays);

/* Does a stamp after another mean that a midnight lies between? */
bool log_rolls_over(int64_t before_of_day_us, int64_t of_day_us);

#endif /* TRACES_LOG_STAYS_H */
