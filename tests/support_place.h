/*
 * support_place.h - a directory of its own with a scenario and its sessions,
 * for tests that play them.
 *
 * Every failure fails the test.  Whatever a test leaves in the directory goes
 * with it.
 */
#ifndef TESTS_SUPPORT_PLACE_H
#define TESTS_SUPPORT_PLACE_H

#include "scenarios/scenario.h"

#define PLACE_PATH_SIZE 256

struct place {
	char directory[64];
	char scenario[PLACE_PATH_SIZE], sessions[PLACE_PATH_SIZE];
};

/* Write `text` to a file, in place of what it held. */
void put_file(const char *path, const char *text);

/* A new directory; `scenario` and `sessions` are the texts of scenario.json and
 * sessions.csv in it, NULL for a file that is written later. */
void place_make(struct place *place, const char *scenario,
		const char *sessions);

void place_remove(const struct place *place);

/* The path of the file `name` in the directory. */
void place_path(const struct place *place, const char *name,
		char out[PLACE_PATH_SIZE]);

/* Load a scenario by name or path, some keys set; a NULL key ends the list. */
void load_scenario(const char *name_or_path,
		   const struct scenario_override *set, struct scenario *out);

/* Load one replication of a shipped Friday evening, cut down to so many hours
 * (1 to 3) from 19:00 on, with as long a warm-up. */
void load_evening(const char *name, unsigned hours, struct scenario *out);

#endif
