/*
 * log_stays.h - the log of one server, line by line, becomes stays.
 *
 * Owns who is online (pseudonyms only) and the clock of the log: the date of
 * the file, midnights, changes of the zone, dates that can be read in two ways.
 * A stamp a little behind the clock is that of another thread and means now;
 * one further behind sets the clock back, which is counted, so it never stands
 * still; one far behind, without a date, is a new day.  Who is online when the
 * server stops, starts anew, is silent for a day or the log ends has left then;
 * without a stop, at the last line before.
 *
 * The log of a proxy, if that is asked for, has a world for each server behind
 * it.
 *
 * A player who is logged in under one name and joins under another at the same
 * moment has a nickname: he is one.
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
	uint32_t player, world;
	int64_t since_us;
};

/* What is known about the days of a log's stamps. */
struct log_days {
	int64_t day;	       /* of the clock so far; -1: not known */
	enum date_order order; /* of its dates; ORDER_NONE: not known */
	uint32_t month_name;   /* of the last stamp, if it had one */
	int64_t day_of_name;
};

struct log_stays {
	struct import *import;
	const char *file;	  /* of the line, for errors */
	struct session_row facts; /* of its world, or of a proxy's worlds */
	uint32_t world;		  /* unless it is a proxy's log */
	bool file_begins;	  /* its next stamp is its first */
	struct log_days days;
	int64_t of_day_us; /* of the last stamp */
	int64_t last_us;   /* UTC; -1 before the first */
	struct online *online;
	size_t count, capacity;
	uint64_t events, almost; /* joins and leaves, and what may be one */
	uint64_t unclear_dates;	 /* of these, whose day is not clear */
	uint64_t passages;	 /* through a proxy, not asked for */
	char first_almost[IMPORT_PLACE];
	/* the last join, until its other line has come */
	bool joined, joined_by_login;
	uint32_t joined_player;
	int64_t joined_us;
	/* joins under names with blanks, which count by their logins */
	bool has_logins;
	uint64_t spaced;
	char first_spaced[IMPORT_PLACE];
};

/* `facts`: of the world, which is entered into the table unless the log is of
 * a proxy; `file` for the error. */
bool log_stays_open(struct log_stays *stays, struct import *import,
		    const struct session_row *facts, const char *file);

/* The next file of the server begins; day -1: only its stamps can tell. */
void log_stays_file(struct log_stays *stays, const char *file, int64_t day,
		    enum date_order order);

/* The line is changed: colours are taken out. */
bool log_stays_line(struct log_stays *stays, char *line, size_t length,
		    uint64_t number);

/* The last file has ended. */
bool log_stays_end(struct log_stays *stays);
void log_stays_release(struct log_stays *stays);

/* Does a stamp after another mean that a midnight lies between? */
bool log_rolls_over(int64_t before_of_day_us, int64_t of_day_us);

/* The day of a stamp with a date; false: it can be read in two ways, and
 * nothing tells which. */
bool log_day_of(struct log_days *days, const struct log_stamp *stamp,
		int64_t *day);

#endif /* TRACES_LOG_STAYS_H */
