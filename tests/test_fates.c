/*
 * test_fates.c - a variant that cannot be loaded or run: is it forbidden, or
 * did a file fail?  What is forbidden is left out; a file that fails must not
 * change an answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sim/variants.h"
#include "support_place.h"

#define WINDOW                                                                 \
	"\"window\":{\"from\":\"2024-11-08T17:00:00Z\","                       \
	"\"to\":\"2024-11-08T21:00:00Z\",\"warm_up\":\"0s\"},"                 \
	"\"fleet\":{\"dedicated\":[{\"type\":\"AX41\",\"count\":1}]}"

static const char recorded[] =
    "{\"name\":\"t\",\"workload\":{\"sessions\":\"sessions.csv\"}," WINDOW "}";
static const char counted[] =
    "{\"name\":\"t\",\"workload\":{\"counts\":{\"file\":\"sessions.csv\","
    "\"peak_worlds\":5,\"worlds\":{\"living\":20},\"ram_mix\":"
    "[{\"ram\":\"2GB\",\"share\":\"100%\"}]}}," WINDOW "}";
static const char sessions[] = "world,start,stop,ram_mb\n"
			       "a,2024-11-08T17:10:00Z,2024-11-08T18:00:00Z,"
			       "2048\n";
static const char counts[] = "time,value\n"
			     "2024-11-08T16:00:00Z,10\n"
			     "2024-11-08T18:00:00Z,30\n"
			     "2024-11-08T20:00:00Z,20\n"
			     "2024-11-08T22:00:00Z,10\n";

/* A variant is tried with one key set, as a plan, a sweep and the advice do. */
struct trial {
	struct place place;
	struct source source;
	struct demands demands;
	struct variant variant;
	struct error_text why;
};

static void open_trial(struct trial *t, const char *scenario, const char *file)
{
	memset(t, 0, sizeof *t);
	place_make(&t->place, scenario, file);
	t->source.name = t->place.scenario;
	t->source.options.data_dir = CONDUCTOR_SOURCE_DATA;
}

static void close_trial(struct trial *t)
{
	variant_release(&t->variant);
	demands_release(&t->demands);
	place_remove(&t->place);
}

static enum variant_fate with(struct trial *t, const char *key,
			      const char *value)
{
	const struct variant_sets sets = {.list = {{key, value}}, .count = 1};

	variant_release(&t->variant);
	t->why = (struct error_text){""};
	return variant_try(&t->variant, &t->source, &sets, &t->demands, NULL,
			   &t->why);
}

static bool play(struct trial *t, struct error_text *error)
{
	struct variant *list[] = {&t->variant};

	return variants_run(list, 1, 2, &(struct run_options){.jobs = 1}, true,
			    error);
}

static void a_rule_forbids(void **state)
{
	struct trial t;

	(void)state;
	open_trial(&t, recorded, sessions);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_LOADED);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "many"),
			 VARIANT_FORBIDDEN);
	assert_non_null(strstr(t.why.text, "count"));
	assert_int_equal(with(&t, "no.such.key", "1"), VARIANT_FORBIDDEN);
	close_trial(&t);
}

static void a_file_is_gone(void **state)
{
	struct trial t;

	(void)state;
	open_trial(&t, recorded, sessions);
	assert_int_equal(unlink(t.place.scenario), 0);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_FAILED);
	assert_non_null(strstr(t.why.text, "scenario.json"));
	close_trial(&t);
}

/* Sessions that failed once are read again, and not taken for none. */
static void the_demand_cannot_be_read(void **state)
{
	struct trial t;

	(void)state;
	open_trial(&t, recorded, "world,start\n");
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_FAILED);
	assert_non_null(strstr(t.why.text, "sessions.csv"));
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_FAILED);
	put_file(t.place.sessions, sessions);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_LOADED);
	assert_int_equal(t.variant.sessions->session_count, 1);
	close_trial(&t);
}

/* Counts are read by each replication. */
static void a_replication_cannot_read(void **state)
{
	struct error_text error = {""};
	struct trial t;

	(void)state;
	open_trial(&t, counted, counts);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "2"),
			 VARIANT_LOADED);
	assert_true(play(&t, &error));
	assert_false(t.variant.lost);
	assert_int_equal(with(&t, "fleet.dedicated.0.count", "1"),
			 VARIANT_LOADED);
	assert_int_equal(unlink(t.place.sessions), 0);
	assert_false(play(&t, &error));
	assert_non_null(strstr(error.text, "sessions.csv"));
	close_trial(&t);
}

/* The window needs what the counts do not have: it is lost, and says why. */
static void counts_do_not_reach(void **state)
{
	struct error_text error = {""};
	struct trial t;

	(void)state;
	open_trial(&t, counted, counts);
	assert_int_equal(with(&t, "window.to", "2024-11-09T21:00:00Z"),
			 VARIANT_LOADED);
	assert_true(play(&t, &error));
	assert_true(t.variant.lost);
	assert_true(t.variant.why.text[0] != '\0');
	close_trial(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_rule_forbids),
	    cmocka_unit_test(a_file_is_gone),
	    cmocka_unit_test(the_demand_cannot_be_read),
	    cmocka_unit_test(a_replication_cannot_read),
	    cmocka_unit_test(counts_do_not_reach),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
