/*
 * log_line.h - what one line of a Minecraft server's log says about players.
 *
 * Knows the stamps of vanilla, Fabric, Paper and Spigot, Forge and NeoForge,
 * and the few messages that matter.  A name is only taken where the server
 * itself speaks: a line of chat (`<Steve> Alex joined the game`), of a command
 * (`[Server] Alex joined the game`) or of another thread says nothing.  Pure;
 * allocates nothing; the name points into the line.
 */
#ifndef TRACES_LOG_LINE_H
#define TRACES_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_event {
	LOG_NOTHING = 0, /* a stamp and anything else */
	LOG_JOIN,
	LOG_LEAVE,
	LOG_SERVER_STARTS, /* who was online is not any more */
	LOG_SERVER_STOPS
};

struct log_line {
	bool has_stamp; /* else the line continues another */
	bool has_date;	/* Forge */
	int64_t day;	/* since 1970-01-01, local; with has_date */
	int64_t of_day_us;
	enum log_event event;
	const char *name; /* of JOIN and LEAVE */
	size_t name_length;
};

/* `line` without its newline; not changed, need not end with a 0 byte. */
void log_line_read(const char *line, size_t length, struct log_line *out);

#endif /* TRACES_LOG_LINE_H */
