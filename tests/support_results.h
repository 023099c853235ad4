/*
 * support_results.h - a small fleet that is played, and its summary.
 *
 * One dedicated machine with room for four worlds of 1 GB and cloud machines of
 * the same size; six worlds play at once, two of them once more; nothing takes
 * time unless a test says so.  A figure that is missing fails the test.
 */
#ifndef TESTS_SUPPORT_RESULTS_H
#define TESTS_SUPPORT_RESULTS_H

#include "sim/run.h"
#include "sim/run_directory.h"
#include "support_place.h"

struct results {
	struct place place;
	struct scenario loaded;
	struct run run;
	cJSON *summary;
};

/* For cmocka: *state is a struct results with its scenario and sessions. */
int results_set_up(void **state);
int results_tear_down(void **state);

/* Run `name`, or the small fleet, with some keys set (a NULL key ends the list)
 * and summarise. */
void results_play(struct results *f, const char *name,
		  const struct scenario_override *overrides);
void results_play_small(struct results *f,
			const struct scenario_override *overrides);

/* What summary.json has at a dotted key: anything, a text, a number (also one
 * that is written as text), or null. */
const cJSON *results_item(const struct results *f, const char *key);
const char *results_text(const struct results *f, const char *key);
double results_number(const struct results *f, const char *key);
void results_is_null(const struct results *f, const char *key);

/* How long all starts of the first replication waited for this cause. */
int64_t results_delay_us(const struct results *f, enum delay delay);

#endif
