/*
 * support_fleet_week.h - a week of a large fleet, for benchmarks.
 *
 * N worlds alternate idle -> start -> stop for a week: start rate 1.3 a week x
 * log-normal(sigma 1, mean 1), modulated by the hour (1 + 0.75 sin, weekend x
 * 1.25); lengths log-normal, mean 2 h, sigma 1; six plans.  No latencies, no
 * guards, nodes of 64 GB, a reactive tick of 60 s; engine, policies, meters and
 * ledger on.
 */
#ifndef TESTS_SUPPORT_FLEET_WEEK_H
#define TESTS_SUPPORT_FLEET_WEEK_H

#include "scenarios/scenario.h"
#include "traces/store/sessions.h"

/* The caller frees .worlds and .sessions; worlds have no names. */
struct trace fleet_week_trace(uint32_t worlds);
struct scenario fleet_week_scenario(uint32_t worlds);

#endif /* TESTS_SUPPORT_FLEET_WEEK_H */
