/*
 * session_rows.h - sessions.csv row by row: the rules of one line.
 *
 * Header `world,start,stop,ram_mb` and optionally owner, cpu_milli, disk_mb,
 * tier, players, player_seconds in any order.  Whether rows agree with each
 * other is for others (world_table.h, sessions.h, merge.h).  Owns nothing;
 * texts are the reader's and live until its next row.
 */
#ifndef TRACES_SESSION_ROWS_H
#define TRACES_SESSION_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"
#include "traces/base/reader.h"

#define TRACE_STILL_RUNNING_US INT64_MAX
#define TRACE_PLAYERS_MAX 100000
#define TRACE_RAM_MIB_MAX (1 << 20)  /* 1 TiB */
#define TRACE_DISK_MIB_MAX (1 << 26) /* 64 TiB */
/* No server runs in less; a smaller number is likely in GB. */
#define TRACE_RAM_SMALL_MIB 256

/* What sessions say about the players in them, besides that there are some. */
enum trace_players {
	TRACE_PLAYERS_UNKNOWN = 0,
	TRACE_PLAYERS_COUNTED, /* the mean number, rounded */
	TRACE_PLAYERS_SECONDS  /* seconds that all were online together */
};

/* The mean number of players, rounded, at least 1. */
uint32_t players_of_seconds(uint32_t player_s, int64_t length_us);

/* What a column that is missing or empty is worth. */
struct trace_defaults {
	uint32_t cpu_milli;
	uint32_t disk_mib; /* 2048 */
};

struct session_row {
	const char *world, *owner; /* owner "": its own */
	uint32_t ram_mib, cpu_milli, disk_mib;
	uint32_t players; /* or their seconds (has_players); 0: unknown, or
			     none */
	int64_t start_us, stop_us; /* TRACE_STILL_RUNNING_US if unknown */
	uint64_t line;
};

#define SESSION_COLUMNS 10

struct session_rows {
	struct reader *reader; /* borrowed */
	const struct trace_defaults *defaults;
	int position[SESSION_COLUMNS]; /* in the row; -1: not there */
	size_t columns;
	enum trace_players has_players;
	struct error_text *error;
};

/* Read the header. */
bool session_rows_open(struct session_rows *rows, struct reader *reader,
		       const struct trace_defaults *defaults,
		       struct error_text *error);

/* False at the end and on an error: then the error text is set. */
bool session_rows_next(struct session_rows *rows, struct session_row *out);

/* A ram_mb as a row has it. */
bool ram_mib_parse(const char *text, uint32_t *ram_mib);

/* The error of an instant that cannot be read, in any column. */
bool instant_error(struct error_text *error, const char *file, uint64_t line,
		   const char *column, const char *text);

#endif /* TRACES_SESSION_ROWS_H */
