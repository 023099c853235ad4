/*
 * test_wording.c - every figure, and every scenario that comes with us, has
 * words in every language.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reports/wording.h"
#include "scenarios/scenario.h"
#include "sim/kpi.h"

#define DATA_DIR CONDUCTOR_SOURCE_DATA

static void every_figure_has_words(void **state)
{
	static const char *const for_programs[] = {"events", "inputs"};

	(void)state;
	for (unsigned i = 0; i < kpi_count; i++) {
		const char *key = kpis[i].key;
		char english[WORDING_SIZE], german[WORDING_SIZE];

		if (strcmp(key, for_programs[0]) == 0 ||
		    strcmp(key, for_programs[1]) == 0)
			continue;
		(void)wording_figure(LANGUAGE_EN, key, english);
		(void)wording_figure(LANGUAGE_DE, key, german);
		if (strcmp(english, key) == 0 || strcmp(german, english) == 0)
			fail_msg("%s has no words: %s, %s", key, english,
				 german);
	}
}

static void composed_keys_are_put_together(void **state)
{
	char words[WORDING_SIZE];

	(void)state;
	assert_string_equal(
	    wording_figure(LANGUAGE_EN, "wait_seconds.by_path.moved.direct.p95",
			   words),
	    "copied from another node: wait p95");
	assert_string_equal(
	    wording_figure(LANGUAGE_DE, "customers.deciles.d10.net_eur", words),
	    "Kunden, Dezil 10: Nettoumsatz");
	assert_string_equal(wording_figure(LANGUAGE_DE, "no.such", words),
			    "no.such");
}

static struct summary summary_of(const char *key, const char *text)
{
	struct summary summary = {.root = cJSON_CreateObject()};

	assert_non_null(cJSON_AddStringToObject(summary.root, key, text));
	return summary;
}

static void assert_translated(const char *key, const char *text)
{
	struct summary summary = summary_of(key, text);
	char words[WORDING_SIZE];

	assert_string_equal(wording_own(&summary, LANGUAGE_EN, key, words),
			    text);
	if (strcmp(wording_own(&summary, LANGUAGE_DE, key, words), text) == 0)
		fail_msg("not translated: %s", text);
	summary_close(&summary);
}

static void shipped_scenarios_are_translated(void **state)
{
	static const char *const names[] = {
	    "archive-box", "auction",	   "friday-night", "friday-night-raw",
	    "holiday",	   "launch",	   "sold-out",	   "streamer",
	    "tuesday",	   "update-spike", "winter-break"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct scenario_options options = {.data_dir = DATA_DIR};
		struct error_text error = {""};
		struct scenario scenario;

		assert_true(
		    scenario_load(names[i], &options, &scenario, &error));
		assert_translated("title", scenario.title);
		if (scenario.source_note != NULL)
			assert_translated("source_note", scenario.source_note);
		scenario_release(&scenario);
	}
}

/* Sessions of one's own have a title and a source of their own. */
static void own_demand_has_its_own_title(void **state)
{
	struct scenario_options options = {.data_dir = DATA_DIR,
					   .sessions = TEST_DIR
					   "/bad/scenarios/parts/sessions.csv"};
	struct error_text error = {""};
	struct scenario scenario;
	struct summary summary;
	char words[WORDING_SIZE];

	(void)state;
	if (!scenario_load("tuesday", &options, &scenario, &error))
		fail_msg("%s", error.text);
	assert_string_equal(scenario.title,
			    "Sessions of sessions.csv on the fleet of tuesday");
	assert_string_equal(scenario.source_note,
			    "the sessions of sessions.csv");
	summary = summary_of("title", scenario.title);
	assert_string_equal(
	    wording_own(&summary, LANGUAGE_DE, "title", words),
	    "Sitzungen aus sessions.csv auf der Flotte von tuesday");
	summary_close(&summary);
	scenario_release(&scenario);
}

static void a_title_of_ones_own_stays(void **state)
{
	struct scenario_override title = {"title", "Ours"};
	struct scenario_options options = {.data_dir = DATA_DIR,
					   .sessions = TEST_DIR
					   "/bad/scenarios/parts/sessions.csv",
					   .overrides = &title,
					   .override_count = 1};
	struct error_text error = {""};
	struct scenario scenario;
	struct summary summary;
	char words[WORDING_SIZE];

	(void)state;
	if (!scenario_load("tuesday", &options, &scenario, &error))
		fail_msg("%s", error.text);
	assert_string_equal(scenario.title, "Ours");
	summary = summary_of("title", scenario.title);
	assert_string_equal(wording_own(&summary, LANGUAGE_DE, "title", words),
			    "Ours");
	summary_close(&summary);
	scenario_release(&scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_figure_has_words),
	    cmocka_unit_test(composed_keys_are_put_together),
	    cmocka_unit_test(shipped_scenarios_are_translated),
	    cmocka_unit_test(own_demand_has_its_own_title),
	    cmocka_unit_test(a_title_of_ones_own_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
