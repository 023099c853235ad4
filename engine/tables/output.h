/*
 * output.h - output of a step: notices, room left for commands, the request for
 * a wake.
 */
#ifndef ENGINE_TABLES_OUTPUT_H
#define ENGINE_TABLES_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/notice.h"

struct engine;

/* Commands that this step may still emit on a plan's behalf. */
uint32_t output_room(const struct engine *engine);
/* The same for what is pending already and takes no new place. */
uint32_t output_step_room(const struct engine *engine);
bool output_listens(const struct engine *engine, enum notice_kind kind);
/* Fills in at_us, seq and index. */
void output_notice(struct engine *engine, const struct notice *notice);

/* Plan at once, in the coming wake. */
void plan_soon(struct engine *engine);
/* This step has no room for more: plan the rest in the next wake, or when an
 * answer has freed a place for it. */
void plan_when_room(struct engine *engine);

#endif /* ENGINE_TABLES_OUTPUT_H */
