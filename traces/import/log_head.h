/*
 * log_head.h - what stands in front of a line's message: when it was written,
 * and who speaks.
 *
 *   [18:03:12] [Server thread/INFO]:             vanilla, Fabric, Paper
 *   [18:03:12] [Server thread/INFO] [logger]:    Forge
 *   [18:03:12 INFO]:                             Paper's console
 *   2013-05-04 18:00:00 [INFO]                   before 1.7
 *   18:03:12.123 [Server thread] INFO logger -   log4j
 *   08.11 18:00:00 [Server] Server thread/INFO   Multicraft
 *
 * Docker, the journal and panels may have written something in front of that,
 * also a stamp of their own.  Pure; allocates nothing.
 */
#ifndef TRACES_LOG_HEAD_H
#define TRACES_LOG_HEAD_H

#include <stdbool.h>

#include "log_stamp.h"

enum wrapping {
	WRAPPING_UNKNOWN = 0,
	WRAPPING_OTHER, /* understood, but not the server speaks */
	WRAPPING_SERVER
};

struct log_head {
	enum wrapping wrapping;
	struct text group; /* that names thread and level; empty: none */
	struct log_stamp stamp;
	bool has_outer; /* stamp of what wrapped the line: with a date */
	struct log_stamp outer;
};

/* False: there is no stamp.  The text then begins with the message, if the
 * wrapping is understood. */
bool log_head_read(struct text *t, struct log_head *head);

/* Chat, and what is not of level INFO, can say what it likes; may this be a
 * server's own thread? */
bool log_head_may_be_server(const struct log_head *head);

#endif /* TRACES_LOG_HEAD_H */
