/*
 * import.h - what an import reads, and what it counts on the way.
 *
 * Three kinds of input: logs of servers (import_logs.c) and files of players'
 * sessions (import_players.c) become stays; files of world sessions
 * (import_sessions.c) are sessions already.  Private to the import.
 *
 * World sessions that come by their start go straight into a store; those that
 * do not are sorted first, which costs as much as all the reading, and CSV
 * always, as it comes by the worlds' names.  This is unknown before the last
 * row, so the import begins straight, and where a row comes too late it says so
 * and is done again, sorted.
 */
#ifndef TRACES_IMPORT_H
#define TRACES_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "merge.h"
#include "pseudonyms.h"
#include "stays.h"
#include "traces/base/error_text.h"
#include "traces/base/zone.h"
#include "traces/store/trace_out.h"
#include "traces/store/world_table.h"

/* Columns of a file of players' sessions, by what they mean to us. */
enum player_column {
	PLAYER_WORLD = 0,
	PLAYER_PLAYER,
	PLAYER_START,
	PLAYER_STOP,
	PLAYER_RAM,
	PLAYER_OWNER,
	PLAYER_COLUMNS
};
extern const char *const player_column_names[PLAYER_COLUMNS];

struct import_options {
	const char *zone;  /* IANA; NULL: not given */
	const char *world; /* name, or NULL */
	uint32_t ram_mib;  /* 0: not given */
	int64_t date;	   /* day of logs whose name does not say; -1 */
	int64_t idle_stop_us;
	int64_t tolerate_ppm; /* of the joins and leaves, not understood */
	bool proxy; /* logs are of proxies, and the worlds their servers */
	const char *salt_path;
	/* names in the file of players' sessions; NULL: our own */
	const char *columns[PLAYER_COLUMNS];
	bool has_columns;
	struct out_file out;
};

#define IMPORT_PLACE 300 /* "FILE:LINE" */

struct import_counts {
	uint64_t files, skipped_files;
	uint64_t lines; /* read */
	uint64_t
	    recognised; /* of them: joins, leaves, starts, stops; or rows */
	uint64_t player_events; /* of these, joins and leaves */
	uint64_t stays, sessions_in, sessions_out;
	uint64_t overlaps;	/* merged */
	uint64_t without_end;	/* stays that a crash or the end of the log cut,
				   or   rows without a stop */
	uint64_t without_start; /* leaves of a player who had not joined */
	int64_t player_us;	/* of all stays together */
	uint64_t backwards; /* stays that ended before they began: dropped */
	uint64_t almost;    /* lines of joins and leaves, not understood, and */
	char first_almost[IMPORT_PLACE]; /* where */
	uint64_t passages; /* of players through a proxy, not asked for */
	uint64_t set_back; /* how often a log's clock was, by how much, where */
	int64_t set_back_most_us;
	char first_set_back[IMPORT_PLACE];
	uint64_t cut_files; /* logs without their end */
	uint64_t twice;	    /* local times that come twice in autumn */
	uint64_t small_ram; /* worlds with less RAM than any has */
	char first_small_ram[IMPORT_PLACE]; /* its name, and the RAM */
};

#define IMPORT_NOTES_MAX 20

/* What a person must know about the input, a line each. */
struct import_notes {
	char *text[IMPORT_NOTES_MAX];
	size_t count, more; /* more: there was no room for these */
};

struct import {
	const struct import_options *options;
	struct zone_clock clock; /* if a zone was given */
	struct pseudonyms pseudonyms;
	struct world_table table;
	struct stays *stays;	/* logs and players' sessions */
	struct merge *sessions; /* or sessions */
	enum trace_players has_players;
	bool straight;	   /* sessions are not sorted */
	bool out_of_order; /* and one of them should have been */
	int64_t latest_start_us;
	struct trace_out out;
	session_sink *sink; /* that or another */
	void *sink_context;
	struct import_counts counts;
	struct import_notes notes;
	struct error_text *error;
};

bool import_open(struct import *import, const struct import_options *options,
		 bool straight, struct error_text *error);
void import_release(struct import *import);

/* Those of the paths that are folders or logs (log_files.h). */
bool import_logs(struct import *import, char *const *paths, int count);

/* The others: CSV of players' or of world sessions, as the header says. */
bool import_tables(struct import *import, char *const *paths, int count);
bool import_players(struct import *import, struct reader *reader,
		    bool is_stream);
bool import_sessions(struct import *import, struct reader *reader);

/* All input is read, and nothing has gone straight: sessions without overlaps
 * into the sink. */
bool import_run(struct import *import, session_sink *sink, void *context);

/* All input is read: write the sessions, without overlaps, and be done. */
bool import_finish(struct import *import);

/* The first stay or session makes room for its kind; false when the other kind
 * came before. */
bool import_takes_stays(struct import *import, const char *file);
bool import_takes_sessions(struct import *import, const char *file,
			   enum trace_players has_players);

/* "FILE:LINE" into a place of the counts. */
void import_place(char place[IMPORT_PLACE], const char *file, uint64_t line);

void import_note(struct import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool import_stay(struct import *import, const struct stay *stay);
bool import_session(struct import *import, const struct stretch *session);

#endif /* TRACES_IMPORT_H */
