/*
 * demand.h - the players: they ask, wait, give up, come again and stop.
 *
 * What a player feels comes from notices only.  Every session of the trace is a
 * first attempt at its start; after an end without play the player asks again
 * with some probability, as long as the recorded stop is still ahead.
 *
 * Owns a visitor a world, and where in the trace the run stands.  Tells the
 * observers of each attempt; decides nothing that runs.
 */
#ifndef SIM_DEMAND_H
#define SIM_DEMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/notice.h"
#include "sim/calendar.h"

struct demand;
struct simulation;

/* NULL: out of memory. */
struct demand *demand_open(const struct simulation *sim);
void demand_close(struct demand *demand);

/* When the next session begins; TIME_NEVER_US: no more do. */
int64_t demand_next_start_us(const struct simulation *sim);
/* Sessions of the trace that begin now become start requests. */
void demand_starts_due(struct simulation *sim);
void demand_event(struct simulation *sim, const struct event *event);

/* What demand_notice() wants to hear, as bits of enum notice_kind. */
uint64_t demand_mask(const struct simulation *sim);
void demand_notice(struct simulation *sim, const struct notice *notice);

/* The run is over: the sessions that are open end with it. */
void demand_finish(struct simulation *sim);

/* Plan RAM that players ask for now, running or waiting, MiB. */
uint64_t demand_asked_mib(const struct demand *demand);
/* Millionths of players online now, if the trace says. */
uint64_t demand_micro_players(const struct demand *demand);
/* Of the latest attempt of a world: the index of its draws. */
uint64_t demand_attempt_number(const struct demand *demand, uint32_t world);

/* Hints that something will soon happen to this world, and next. */
void demand_expect(const struct simulation *sim, uint32_t world);
void demand_expect_next(const struct simulation *sim, uint32_t world);

#endif /* SIM_DEMAND_H */
