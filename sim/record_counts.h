/*
 * record_counts.h - observer of worlds and guards: plain counts of what
 * happened in the window.  Owns nothing.
 */
#ifndef SIM_RECORD_COUNTS_H
#define SIM_RECORD_COUNTS_H

struct simulation;

void record_counts_open(struct simulation *sim);

#endif /* SIM_RECORD_COUNTS_H */
