/*
 * test_manifest.c - SHA-256 has its published values; a manifest knows what is
 * ours, also in the middle of a replacement.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "traces/base/manifest.h"

static char folder[] = "/tmp/conductor-manifest-XXXXXX";

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* In pieces of every size: blocks begin anywhere. */
static void assert_hash(const char *text, size_t times, const char *expected)
{
	size_t length = strlen(text);

	for (size_t piece = 1; piece <= 130; piece += 43) {
		struct sha256 hash;
		char found[SHA256_TEXT_SIZE];

		sha256_begin(&hash);
		for (size_t i = 0; i < times; i++)
			for (size_t at = 0; at < length; at += piece)
				sha256_add(&hash, text + at,
					   length - at < piece ? length - at
							       : piece);
		sha256_end(&hash, found);
		assert_string_equal(found, expected);
	}
}

/* NIST, Cryptographic Standards and Guidelines: examples with intermediate
 * values, SHA256.pdf; and the empty text and a million of "a" of FIPS 180-2. */
static void the_hash_has_its_published_values(void **state)
{
	(void)state;
	assert_hash("", 1,
		    "e3b0c44298fc1c149afbf4c8996fb924"
		    "27ae41e4649b934ca495991b7852b855");
	assert_hash("abc", 1,
		    "ba7816bf8f01cfea414140de5dae2223"
		    "b00361a396177a9cb410ff61f20015ad");
	assert_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    1,
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1");
	assert_hash("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
		    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		    1,
		    "cf5b16a778af8380036ce59e7b049237"
		    "0b249b11e8f07a51afac45037afee9d1");
	assert_hash("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    10000,
		    "cdc76e5c9914fb9281a1c7e284d73e67"
		    "f1809a48a497200e046d39ccc7112cd0");
}

static void assert_judged(const char *name, enum manifest_verdict expected)
{
	struct error_text error = {""};
	struct manifest manifest;

	assert_true(manifest_read(".", &manifest, &error));
	assert_int_equal(manifest_judge(&manifest, ".", name), expected);
}

/* Killed anywhere while a page is replaced: it is ours before and after. */
static void both_are_ours_while_a_file_is_replaced(void **state)
{
	struct error_text error = {""};
	struct manifest manifest = {.count = 0};

	(void)state;
	put("page", "old");
	put("new", "new");
	assert_true(manifest_add(&manifest, "page", "page", &error));
	assert_true(manifest_add(&manifest, "page", "new", &error));
	assert_true(manifest_write(&manifest, ".", &error));
	assert_judged("page", MANIFEST_OURS);
	assert_judged("new", MANIFEST_FOREIGN);
	assert_judged("nothing", MANIFEST_OURS);
	assert_int_equal(rename("new", "page"), 0);
	assert_judged("page", MANIFEST_OURS);
	manifest_drop(&manifest, "page", 1);
	assert_int_equal(manifest.count, 1);
	assert_true(manifest_write(&manifest, ".", &error));
	assert_judged("page", MANIFEST_OURS);
	put("page", "old");
	assert_judged("page", MANIFEST_CHANGED);
	assert_int_equal(unlink("page"), 0);
}

/* A manifest that is damaged, or that names what it must not, lists nothing. */
static void a_manifest_that_is_none_lists_nothing(void **state)
{
#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	static const struct {
		const char *text;
		size_t count;
	} cases[] = {
	    {HASH "  page\n", 1},
	    {"# words\n" HASH "  page\n" HASH "  two words\n", 2},
	    {HASH "  page", 1},
	    {HASH "  ../page\n", 0},
	    {HASH "  page\n" HASH "  a/b\n", 0},
	    {HASH "  \n", 0},
	    {HASH " page\n", 0},
	    {HASH "0  page\n", 0},
	    {"E" HASH "  page\n", 0},
	    {HASH "  page\nsomething else\n", 0},
	    {HASH "  "
		  "01234567890123456789012345678901234567890123456789"
		  "01234567890123456789012345678901234567890123456789\n",
	     0},
	    {"", 0},
	};
	struct error_text error = {""};
	struct manifest manifest;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		put(MANIFEST_FILE, cases[i].text);
		assert_true(manifest_read(".", &manifest, &error));
		assert_int_equal(manifest.count, cases[i].count);
	}
	assert_int_equal(unlink(MANIFEST_FILE), 0);
	assert_true(manifest_read(".", &manifest, &error));
	assert_int_equal(manifest.count, 0);
	/* one that cannot be read is not one that lists nothing */
	assert_int_equal(symlink(MANIFEST_FILE, MANIFEST_FILE), 0);
	assert_false(manifest_read(".", &manifest, &error));
	assert_non_null(strstr(error.text, MANIFEST_FILE ": cannot be read"));
	assert_int_equal(unlink(MANIFEST_FILE), 0);
}

static void no_more_lines_than_there_is_room_for(void **state)
{
	struct error_text error = {""};
	struct manifest manifest = {.count = 0};
	FILE *file = fopen(MANIFEST_FILE, "w");

	(void)state;
	assert_non_null(file);
	for (int i = 0; i <= MANIFEST_ROWS_MAX; i++)
		assert_true(fprintf(file, HASH "  page\n") > 0);
	assert_int_equal(fclose(file), 0);
	assert_true(manifest_read(".", &manifest, &error));
	assert_int_equal(manifest.count, 0);
	for (int i = 0; i <= MANIFEST_ROWS_MAX; i++)
		assert_int_equal(
		    manifest_add(&manifest, "m", MANIFEST_FILE, &error),
		    i < MANIFEST_ROWS_MAX);
	assert_int_equal(unlink(MANIFEST_FILE), 0);
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? chdir(folder) : -1;
}

static int tear_down(void **state)
{
	(void)state;
	(void)unlink(MANIFEST_FILE);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_hash_has_its_published_values),
	    cmocka_unit_test(both_are_ours_while_a_file_is_replaced),
	    cmocka_unit_test(a_manifest_that_is_none_lists_nothing),
	    cmocka_unit_test(no_more_lines_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
