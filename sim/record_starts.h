/*
 * record_starts.h - observer of starts: how many were asked for, served and
 * not, how long they waited by which path, and what for.
 *
 * Owns the histograms of waits, also by tier; a clock for each attempt under
 * way (delays.h), if the promise is judged or causes of waiting are asked for,
 * else only its wait; and with the detail a row an attempt.
 */
#ifndef SIM_RECORD_STARTS_H
#define SIM_RECORD_STARTS_H

#include <stdbool.h>

struct replication_options;
struct simulation;

/* False: out of memory. */
bool record_starts_open(struct simulation *sim);
/* Does anybody ask for what a clock tells: late, without room, causes? */
bool record_starts_has_clocks(const struct replication_options *options);

#endif /* SIM_RECORD_STARTS_H */
