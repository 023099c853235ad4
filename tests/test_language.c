/*
 * test_language.c - the catalogue in every language: nothing is missing, every
 * place is kept, columns hold; numbers and days as their readers write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/number.h"
#include "reports/text.h"

#define COLUMN_LETTERS 9

/* Words that both languages share. */
static bool may_be_equal(const char *text)
{
	static const char *const shared[] = {"A: {1}; {2}",
					     "B: {1}; {2}",
					     "B - A",
					     "A - B",
					     "EUR",
					     "Cloud, GB",
					     "Starts",
					     "warm",
					     "seconds",
					     "starts",
					     "Version",
					     "cloud",
					     "Cloud",
					     "GB",
					     "-",
					     "{1} ({2})",
					     "{2} ({1} s)",
					     "{1} h",
					     "EUR in {1}",
					     "{1} EUR in {2}: {3}",
					     "RAM, GB",
					     "Jan",
					     "Feb",
					     "Apr",
					     "Jun",
					     "Jul",
					     "Aug",
					     "Sep",
					     "Nov",
					     "{1}={2}",
					     "{1} in {2}, {3}",
					     "Plan {1}"};

	for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
		if (strcmp(text, shared[i]) == 0)
			return true;
	return false;
}

static int places_of(const char *text, int place)
{
	char form[16];
	int count = 0;

	(void)snprintf(form, sizeof form, "{%d}", place);
	while ((text = strstr(text, form)) != NULL) {
		count++;
		text++;
	}
	return count;
}

static void no_text_lacks_its_german(void **state)
{
	(void)state;
	for (int i = 0; i < TEXT_COUNT; i++) {
		const char *english = text_of(LANGUAGE_EN, (enum text)i);
		const char *german = text_of(LANGUAGE_DE, (enum text)i);

		assert_non_null(german);
		assert_true(german[0] != '\0');
		if (strcmp(english, german) == 0 && !may_be_equal(english))
			fail_msg("not translated: %s", english);
	}
}

static void a_translation_keeps_every_place(void **state)
{
	(void)state;
	for (int i = 0; i < TEXT_COUNT; i++)
		for (int place = 1; place <= 9; place++) {
			const char *english =
			    text_of(LANGUAGE_EN, (enum text)i);
			const char *german = text_of(LANGUAGE_DE, (enum text)i);

			if (places_of(english, place) !=
			    places_of(german, place))
				fail_msg("{%d}: %s | %s", place, english,
					 german);
		}
}

static void heads_of_columns_fit(void **state)
{
	static const enum text heads[] = {
	    T_SHORT_NEW,    T_SHORT_WARM,   T_SHORT_MOVED,    T_SHORT_RESTORED,
	    T_SHORT_QUEUED, T_TABLE_ASKED,  T_TABLE_UNSERVED, T_TABLE_BROKEN,
	    T_TABLE_STATIC, T_TABLE_ELASTIC};

	(void)state;
	for (int l = 0; l < LANGUAGE_COUNT; l++)
		for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
			assert_in_range(
			    columns_of(text_of((enum language)l, heads[i])), 1,
			    COLUMN_LETTERS);
}

/* --- one and many --------------------------------------------------------- */

static void assert_filled(enum language language, enum text id,
			  const char *value, const char *expected)
{
	char text[256];

	assert_string_equal(
	    text_fill(text, sizeof text, language, id, WITH(value)), expected);
}

static void words_follow_their_number(void **state)
{
	char text[16];

	(void)state;
	assert_filled(LANGUAGE_EN, T_FEW_STARTS, "1",
		      "Too few to judge: 1 start, at least 100 are needed.");
	assert_filled(LANGUAGE_EN, T_FEW_STARTS, "21",
		      "Too few to judge: 21 starts, at least 100 are needed.");
	assert_filled(LANGUAGE_EN, T_FEW_STARTS, "1.0",
		      "Too few to judge: 1.0 starts, at least 100 are needed.");
	assert_filled(
	    LANGUAGE_DE, T_FEW_STARTS, "1",
	    "Zu wenig f\u00fcr ein Urteil: 1 Start, n\u00f6tig sind mindestens "
	    "100.");
	assert_filled(LANGUAGE_EN, T_KEYS_DEFAULT, "1",
		      "1 key left at its default");
	assert_filled(LANGUAGE_EN, T_KEYS_DEFAULT, "0",
		      "0 keys left at their default");
	/* cut within the words */
	assert_string_equal(text_fill(text, sizeof text, LANGUAGE_EN,
				      T_KEYS_DEFAULT, WITH("1")),
			    "1 key left at i");
}

/* Words in the plural behind a number that may be one. */
static const char *fixed_plural(const char *text)
{
	static const char *const between[] = {"more ", "started ", "archive ",
					      "weitere ", "angefangene "};
	static const char *const many[] = {
	    "sessions",	   "starts",	 "replications", "worlds",
	    "runs",	   "rows",	 "customers",	 "hours",
	    "minutes",	   "days",	 "orders",	 "nodes",
	    "machines",	   "keys",	 "figures",	 "alternatives",
	    "boxes",	   "attempts",	 "drains",	 "comparisons",
	    "Sitzungen",   "Starts",	 "Welten",	 "Wiederholungen",
	    "L\u00e4ufen", "Zeilen",	 "Kunden",	 "Stunden",
	    "Minuten",	   "Tagen",	 "Bestellungen", "Maschinen",
	    "Kennzahlen",  "Vergleiche", "Alternativen", "Archivboxen",
	    "Versuchen"};

	for (const char *at = text; (at = strstr(at, "} ")) != NULL; at += 2) {
		const char *word = at + 2;

		if (at < text + 2 || at[-2] != '{')
			continue; /* not the end of a place */
		for (size_t i = 0; i < sizeof between / sizeof *between; i++)
			if (strncmp(word, between[i], strlen(between[i])) == 0)
				word += strlen(between[i]);
		for (size_t i = 0; i < sizeof many / sizeof *many; i++)
			if (strncmp(word, many[i], strlen(many[i])) == 0)
				return many[i];
	}
	return NULL;
}

/* These numbers are never "1": limits, hours with a decimal, replications that
 * vary. */
static bool is_never_one(enum text id)
{
	return id == T_PATH_NOTE || id == T_WAITS_CAPTION ||
	       id == T_WAITS_CAPTION_ONE || id == T_LEVER_SHARE ||
	       id == T_LEVER_SHARE_ONE || id == T_ADVICE_TRIED;
}

static void no_number_stands_before_a_fixed_plural(void **state)
{
	(void)state;
	for (int i = 0; i < TEXT_COUNT; i++)
		for (int l = 0; l < LANGUAGE_COUNT; l++) {
			const char *text =
			    text_of((enum language)l, (enum text)i);
			const char *word = fixed_plural(text);

			if (word != NULL && !is_never_one((enum text)i))
				fail_msg("\"1 %s\": %s", word, text);
		}
}

/* --- numbers -------------------------------------------------------------- */

static void assert_number(enum language language, double value, int decimals,
			  const char *expected)
{
	char text[NUMBER_SIZE];

	assert_string_equal(number_text(language, value, decimals, text),
			    expected);
}

static void numbers_are_written_as_their_readers_do(void **state)
{
	char text[NUMBER_SIZE];

	(void)state;
	assert_number(LANGUAGE_EN, 1234.5, 2, "1,234.50");
	assert_number(LANGUAGE_EN, -151488.26, 2, "-151,488.26");
	assert_number(LANGUAGE_EN, 999.5, 1, "999.5");
	assert_number(LANGUAGE_DE, 1234.5, 2, "1.234,50");
	assert_number(LANGUAGE_DE, 102.4, 1, "102,4");
	assert_number(LANGUAGE_DE, 999, 0, "999");
	assert_number(LANGUAGE_DE, 1000, 0, "1.000");
	assert_number(LANGUAGE_DE, -1234567.891, 2, "-1.234.567,89");
	assert_number(LANGUAGE_DE, -0.001, 2, "0,00");
	assert_number(LANGUAGE_EN, -0.001, 2, "0.00");
	assert_string_equal(number_written(LANGUAGE_EN, "-0.0000", text),
			    "0.0000");
	assert_string_equal(number_signed(LANGUAGE_EN, -0.001, 2, text),
			    "+0.00");
	assert_string_equal(number_signed(LANGUAGE_DE, 1716, 1, text),
			    "+1.716,0");
	assert_string_equal(
	    number_range(LANGUAGE_DE, -6.89, 7.344, 2, true, text),
	    "-6,89 ... +7,34");
	assert_string_equal(number_short(LANGUAGE_DE, 0.03, text), "0,0300");
}

/* With a comma for each point and a point for its comma a German number is the
 * English one. */
static void both_languages_write_the_same_number(void **state)
{
	(void)state;
	for (int i = -4000; i < 4000; i++) {
		double value = (double)i * i * i / 977.0;
		char english[NUMBER_SIZE], german[NUMBER_SIZE];

		(void)number_text(LANGUAGE_EN, value, 1 + (i & 3), english);
		(void)number_text(LANGUAGE_DE, value, 1 + (i & 3), german);
		for (char *at = german; *at != '\0'; at++)
			*at = *at == '.' ? ',' : *at == ',' ? '.' : *at;
		assert_string_equal(english, german);
	}
}

static void days_are_written_as_their_readers_do(void **state)
{
	static const char time[] = "2024-11-08T20:05:00+01:00";
	char text[NUMBER_SIZE];

	(void)state;
	assert_string_equal(number_day(LANGUAGE_EN, time, text), "2024-11-08");
	assert_string_equal(number_day(LANGUAGE_DE, time, text), "08.11.2024");
	assert_string_equal(number_minute(LANGUAGE_EN, time, text),
			    "2024-11-08 20:05");
	assert_string_equal(number_minute(LANGUAGE_DE, time, text),
			    "08.11.2024 20:05");
	assert_string_equal(number_day_short(LANGUAGE_DE, time, text),
			    "08.11.");
	/* what is no day stays what it is */
	assert_string_equal(number_day(LANGUAGE_DE, "", text), "");
	assert_string_equal(number_day(LANGUAGE_DE, "order", text), "order");
}

static void an_unknown_language_changes_nothing(void **state)
{
	enum language language = LANGUAGE_DE;

	(void)state;
	assert_true(language_named("en", &language));
	assert_int_equal(language, LANGUAGE_EN);
	assert_false(language_named("EN", &language));
	assert_false(language_named("", &language));
	assert_int_equal(language, LANGUAGE_EN);
}

/* --- columns -------------------------------------------------------------- */

static void columns_count_characters(void **state)
{
	char text[256] = "";
	FILE *out = fmemopen(text, sizeof text, "w");

	(void)state;
	assert_non_null(out);
	columns_left(out, "Kapazit\xc3\xa4t", 10);
	columns_right(out, "\xc3\xbc", 3);
	(void)fputs("|\n", out);
	columns_wrap(out, "ab", 4,
		     "eins zwei drei vier f\xc3\xbcnf sechs sieben acht neun "
		     "zehn elf zwoelf dreizehn vierzehn fuenfzehn");
	assert_int_equal(fclose(out), 0);
	assert_string_equal(
	    text, "Kapazit\xc3\xa4t   \xc3\xbc|\n"
		  "ab  eins zwei drei vier f\xc3\xbcnf sechs sieben acht neun "
		  "zehn elf zwoelf dreizehn\n"
		  "    vierzehn fuenfzehn\n");
}

static void wide_letters_take_two_columns(void **state)
{
	(void)state;
	assert_int_equal(columns_of("abc"), 3);
	assert_int_equal(columns_of("K\xc3\xa4se"), 4);
	assert_int_equal(columns_of("\xe4\xb8\x96\xe7\x95\x8c"), 4); /* CJK */
	assert_int_equal(columns_of("\xf0\x9f\x8c\x8d!"), 3); /* a globe */
	assert_int_equal(columns_of("e\xcc\x81"), 1); /* e and its accent */
	assert_int_equal(columns_of("\xe4\xb8"), 2);  /* cut: two bytes */
	assert_int_equal(columns_of("\xff\xfe"), 2);
	assert_int_equal(columns_of(""), 0);
}

static void what_is_too_wide_is_wrapped_or_cut(void **state)
{
	char text[512] = "";
	FILE *out = fmemopen(text, sizeof text, "w");

	(void)state;
	assert_non_null(out);
	columns_line(out, 2, "short   as it is");
	columns_line(out, 2,
		     "a line of words that is wider than eighty columns, and "
		     "so goes on in a second one");
	columns_cut(out, "name", 6, 10);
	columns_cut(out, "a name too long", 6, 10);
	columns_cut(out, "\xe4\xb8\x96\xe7\x95\x8c\xe4\xb8\x96\xe7\x95\x8c", 2,
		    7);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(
	    text, "short   as it is\n"
		  "a line of words that is wider than eighty columns, and so "
		  "goes on in a second\n  one\n"
		  "name  a name ...\xe4\xb8\x96\xe7\x95\x8c...");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_text_lacks_its_german),
	    cmocka_unit_test(a_translation_keeps_every_place),
	    cmocka_unit_test(heads_of_columns_fit),
	    cmocka_unit_test(words_follow_their_number),
	    cmocka_unit_test(no_number_stands_before_a_fixed_plural),
	    cmocka_unit_test(numbers_are_written_as_their_readers_do),
	    cmocka_unit_test(both_languages_write_the_same_number),
	    cmocka_unit_test(days_are_written_as_their_readers_do),
	    cmocka_unit_test(an_unknown_language_changes_nothing),
	    cmocka_unit_test(columns_count_characters),
	    cmocka_unit_test(wide_letters_take_two_columns),
	    cmocka_unit_test(what_is_too_wide_is_wrapped_or_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
