/*
 * log_line.h - what one line of a Minecraft server's log says about players.
 *
 * Knows the lines of vanilla, Fabric, Paper, Spigot, Folia, Forge and NeoForge,
 * of servers before 1.7, of Bedrock, PocketMine and Nukkit, with any stamp of
 * log_stamp.h, in the patterns of log4j and of Multicraft, and what Docker, the
 * journal and panels write around them.  A name is only taken
 * where the server itself speaks: a line of chat (`<Steve> Alex joined the
 * game`), of a command (`[Server] Alex joined the game`) or of another thread
 * says nothing.  Pure; allocates nothing; the name points into the line.
 *
 * A line that speaks of a player who joins or leaves, but whose stamp or
 * wrapping is not understood, is `almost` an event.  Whoever reads many of
 * those reads a log that is not what it seems.
 */
#ifndef TRACES_LOG_LINE_H
#define TRACES_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "log_stamp.h"

enum log_event {
	LOG_NOTHING = 0, /* a stamp and anything else */
	LOG_JOIN,
	LOG_LEAVE,
	LOG_SERVER_STARTS, /* who was online is not any more */
	LOG_SERVER_STOPS
};

struct log_line {
	bool has_stamp; /* else the line continues another */
	struct log_stamp stamp;
	bool has_outer; /* of what wrapped the line: always with a date */
	struct log_stamp outer;
	bool almost; /* an event; then `event` is LOG_NOTHING */
	enum log_event event;
	bool is_login;	  /* of JOIN: the line with the real name */
	bool is_spaced;	  /* the name has blanks: it is one of a player only if
			     he is logged in */
	const char *name; /* of JOIN and LEAVE */
	size_t name_length;
	/* of a proxy (log_passage.h): JOIN or LEAVE, to which of its servers */
	enum log_event passage;
	bool almost_passage;
	const char *server; /* NULL: all of them */
	size_t server_length;
};

/* `line` without its newline; not changed, need not end with a 0 byte. */
void log_line_read(const char *line, size_t length, struct log_line *out);

/* Take a line out of JSON (log_json.h), and the colours of a terminal and of
 * the game out of it; its length then. */
size_t log_line_clean(char *line, size_t length);

#endif /* TRACES_LOG_LINE_H */
