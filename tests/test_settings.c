/*
 * test_settings.c - every setting is written to its own field and read from
 * there, at both ends of what it may be, and refused beyond them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/settings.h"

/* What the list says, without the table that settings.c makes of it. */
static const struct {
	int64_t least, most;
} ends[SETTING_COUNT] = {
#define X(setting, key, kind, field, least, most) [setting] = {least, most},
    SETTINGS(X)
#undef X
};

static int64_t field_of(const struct engine_config *config,
			enum setting setting)
{
	switch (setting) {
#define X(setting, key, kind, field, least, most)                              \
	case setting:                                                          \
		return (int64_t)config->field;
		SETTINGS(X)
#undef X
	case SETTING_NONE:
	case SETTING_COUNT:
		break;
	}
	fail_msg("no setting: %d", (int)setting);
	return 0;
}

static void a_setting_is_written_where_it_is_read(void **state)
{
	(void)state;
	for (int i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;
		const int64_t values[] = {ends[i].most, ends[i].least};

		for (int v = 0; v < 2; v++) {
			struct engine_config config = {0};

			/* it is not by chance what it was before */
			setting_write(&config, setting, values[1 - v]);
			setting_write(&config, setting, values[v]);
			assert_true(field_of(&config, setting) == values[v]);
			assert_true(setting_value(&config, setting) ==
				    values[v]);
			for (int j = 1; j < SETTING_COUNT; j++)
				if (j != i)
					assert_int_equal(
					    field_of(&config, (enum setting)j),
					    0);
		}
	}
}

static void a_setting_is_refused_beyond_its_ends(void **state)
{
	(void)state;
	for (uint32_t i = 1; i < SETTING_COUNT; i++) {
		assert_true(setting_allows(i, ends[i].least));
		assert_true(setting_allows(i, ends[i].most));
		assert_false(setting_allows(i, ends[i].least - 1));
		if (ends[i].most != INT64_MAX)
			assert_false(setting_allows(i, ends[i].most + 1));
	}
	assert_false(setting_allows(SETTING_NONE, 0));
	assert_false(setting_allows(SETTING_COUNT, 0));
}

static void each_setting_has_its_own_key(void **state)
{
	(void)state;
	for (int a = 0; a < SETTING_COUNT; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(setting_key((enum setting)a),
						setting_key((enum setting)b));
	assert_string_equal(setting_key(SETTING_NONE), "?");
	assert_string_equal(setting_key(SETTING_COUNT), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_setting_is_written_where_it_is_read),
	    cmocka_unit_test(a_setting_is_refused_beyond_its_ends),
	    cmocka_unit_test(each_setting_has_its_own_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
