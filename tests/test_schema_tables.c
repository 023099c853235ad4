/*
 * test_schema_tables.c - what the tables say about files beyond single values:
 * what lists hold and how many, and the key that is for editors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "scenarios/scenario.h"
#include "scenarios/schema_tables.h"

#define DATA_DIR "../../../scenarios" /* from tests/bad/scenarios */

static int enter_directory(void **state)
{
	(void)state;
	return chdir(TEST_DIR "/bad/scenarios");
}

static void refuse(const char *path, const char *key, const char *value,
		   const char *message)
{
	struct scenario_override set = {key, value};
	struct scenario_options options = {
	    .data_dir = DATA_DIR, .overrides = &set, .override_count = 1};
	struct error_text error = {.text = ""};
	struct scenario scenario;

	assert_false(scenario_load(path, &options, &scenario, &error));
	assert_string_equal(error.text, message);
}

/* The JSON Schema can say what a list or map holds. */
static void check_elements(const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];

		if (key->kind == KEY_LIST && !key->element && !key->form &&
		    key->item != KEY_NUMBER)
			fail_msg("%s: a list of what?", key->key);
		if ((key->kind == KEY_MAP || key->kind == KEY_PART) &&
		    !key->element)
			fail_msg("%s: a map of what?", key->key);
		if (key->element)
			check_elements(key->element);
	}
}

static void every_list_and_map_says_what_it_holds(void **state)
{
	(void)state;
	check_elements(&schema_scenario);
}

static void lists_have_the_limits_of_the_table(void **state)
{
	(void)state;
	refuse("parts/counts.json", "workload.counts.ram_mix", "[]",
	       "--set workload.counts.ram_mix=[]: workload.counts.ram_mix: "
	       "0 elements are too few; write at least 1");
	refuse("parts/good.json", "fleet.cloud.types",
	       "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]",
	       "--set fleet.cloud.types="
	       "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]: "
	       "fleet.cloud.types: 17 elements are too many; write at most "
	       "16");
}

/* "$schema" is for the editor: accepted in any file, part of none. */
static void the_name_of_the_schema_is_accepted(void **state)
{
	struct scenario_override set = {"$schema", "x"};
	struct scenario_options options = {.data_dir = DATA_DIR};
	struct error_text error = {.text = ""};
	struct scenario s;

	(void)state;
	assert_true(
	    scenario_load("parts/with-schema.json", &options, &s, &error));
	assert_string_equal(s.name, "good");
	for (uint32_t i = 0; i < s.assumption_count; i++)
		assert_string_not_equal(s.assumptions[i].key, "$schema");
	scenario_release(&s);
	options.overrides = &set;
	options.override_count = 1;
	assert_false(scenario_load("parts/good.json", &options, &s, &error));
	assert_non_null(strstr(error.text, "unknown key \"$schema\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_list_and_map_says_what_it_holds),
	    cmocka_unit_test(lists_have_the_limits_of_the_table),
	    cmocka_unit_test(the_name_of_the_schema_is_accepted),
	};

	return cmocka_run_group_tests(tests, enter_directory, NULL);
}
