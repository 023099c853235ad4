/*
 * log_passage.h - what a proxy (Velocity, BungeeCord, Waterfall, Lightfall)
 * says about a player who passes through it to one of its servers.
 *
 *   [server connection] Kim -> lobby has connected             Velocity
 *   [connected player] Kim (/192.0.2.7:40100) has disconnected
 *   [Kim] <-> ServerConnector [lobby] has connected            BungeeCord
 *   [Kim] <-> DownstreamBridge <-> [lobby] has disconnected
 *   [Kim] -> UpstreamBridge has disconnected
 *
 * Pure; allocates nothing; name and server point into the line.
 */
#ifndef TRACES_LOG_PASSAGE_H
#define TRACES_LOG_PASSAGE_H

#include "log_line.h"

/* A message, into `passage`, `name` and `server` of the line; LOG_NOTHING if it
 * is none. */
void log_passage_read(const struct text *message, struct log_line *out);

/* Does a whole line speak of such a thing, whatever its form? */
bool log_passage_is_like(const struct text *line);

#endif /* TRACES_LOG_PASSAGE_H */
