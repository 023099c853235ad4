/* support_place.c - see support_place.h */
#include "support_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

void put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

void place_path(const struct place *place, const char *name,
		char out[PLACE_PATH_SIZE])
{
	(void)snprintf(out, PLACE_PATH_SIZE, "%s/%s", place->directory, name);
}

void place_make(struct place *place, const char *scenario, const char *sessions)
{
	(void)snprintf(place->directory, sizeof place->directory,
		       "/tmp/conductor-test-XXXXXX");
	assert_non_null(mkdtemp(place->directory));
	place_path(place, "scenario.json", place->scenario);
	place_path(place, "sessions.csv", place->sessions);
	if (scenario != NULL)
		put_file(place->scenario, scenario);
	if (sessions != NULL)
		put_file(place->sessions, sessions);
}

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

void place_remove(const struct place *place)
{
	assert_int_equal(
	    nftw(place->directory, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

void load_scenario(const char *name_or_path,
		   const struct scenario_override *set, struct scenario *out)
{
	struct scenario_options options = {.data_dir = CONDUCTOR_SOURCE_DATA,
					   .overrides = set};
	struct error_text error = {""};

	while (set[options.override_count].key != NULL)
		options.override_count++;
	if (!scenario_load(name_or_path, &options, out, &error))
		fail_msg("%s", error.text);
}

void load_evening(const char *name, unsigned hours, struct scenario *out)
{
	char to[32], warm_up[8];
	const struct scenario_override set[] = {
	    {"replications", "1"},
	    {"window.from", "2024-11-08T19:00:00+01:00"},
	    {"window.to", to},
	    {"window.warm_up", warm_up},
	    {"workload.counts.peak_from", "2024-11-08T19:00:00+01:00"},
	    {"workload.counts.peak_to", "2024-11-08T20:00:00+01:00"},
	    {NULL, NULL},
	};

	(void)snprintf(to, sizeof to, "2024-11-08T%02u:00:00+01:00",
		       19 + hours);
	(void)snprintf(warm_up, sizeof warm_up, "%uh", hours);
	load_scenario(name, set, out);
}
