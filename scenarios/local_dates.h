/*
 * local_dates.h - dates where a scenario asks for instants: "2024-11-08" is the
 * midnight of its own `clock` with which that day begins.
 */
#ifndef SCENARIOS_LOCAL_DATES_H
#define SCENARIOS_LOCAL_DATES_H

#include "document.h"

/* Write such dates of a scenario's document as the instants they are (keys of
 * the kind KEY_LOCAL).  What is neither is left to the reader.  False: the
 * clock is none. */
bool local_dates_settle(struct document *document, struct error_text *error);

#endif /* SCENARIOS_LOCAL_DATES_H */
