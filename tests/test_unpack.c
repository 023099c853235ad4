/*
 * test_unpack.c - whatever packs a file, its bytes are the same; what is
 * damaged or ends too early is refused.
 */
#include <archive.h>
#include <archive_entry.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "traces/base/unpack.h"

#define TEXT_SIZE 200000
#define PACKED_SIZE 1000000

struct packing {
	const char *name;
	int filter, format;
};

static const struct packing alone[] = {
    {"gzip", ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_RAW},
    {"zstd", ARCHIVE_FILTER_ZSTD, ARCHIVE_FORMAT_RAW},
    {"xz", ARCHIVE_FILTER_XZ, ARCHIVE_FORMAT_RAW},
    {"bzip2", ARCHIVE_FILTER_BZIP2, ARCHIVE_FORMAT_RAW},
};
static const struct packing archives[] = {
    {"zip", ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_ZIP},
    {"tar", ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_TAR_USTAR},
    {"tar.gz", ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_TAR_USTAR},
    {"tar.zst", ARCHIVE_FILTER_ZSTD, ARCHIVE_FORMAT_TAR_USTAR},
    {"tar.xz", ARCHIVE_FILTER_XZ, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED},
    {"7z", ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_7ZIP},
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static char text[TEXT_SIZE];	 /* lines that differ */
static char packed[PACKED_SIZE]; /* a few of these texts, packed */

static int fill_text(void **state)
{
	size_t used = 0;

	(void)state;
	for (unsigned i = 0; used + 40 < sizeof text; i++)
		used +=
		    (size_t)snprintf(text + used, sizeof text - used,
				     "[%08x] line %u\n", i * 2654435761u, i);
	memset(text + used, '\n', sizeof text - used);
	return 0;
}

/* A folder and `count` files with the first `size` bytes of the text. */
static size_t pack(const struct packing *how, int count, size_t size)
{
	struct archive *a = archive_write_new();
	size_t used = 0;

	assert_int_equal(archive_write_add_filter(a, how->filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_format(a, how->format), ARCHIVE_OK);
	(void)archive_write_set_bytes_in_last_block(a, 1);
	assert_int_equal(
	    archive_write_open_memory(a, packed, sizeof packed, &used),
	    ARCHIVE_OK);
	for (int i = how->format == ARCHIVE_FORMAT_RAW ? 0 : -1; i < count;
	     i++) {
		struct archive_entry *entry = archive_entry_new();
		char name[30];

		(void)snprintf(name, sizeof name, i < 0 ? "logs" : "logs/%d",
			       i);
		archive_entry_set_pathname(entry, name);
		archive_entry_set_filetype(entry, i < 0 ? AE_IFDIR : AE_IFREG);
		archive_entry_set_perm(entry, 0755);
		archive_entry_set_mtime(entry, 1731099600 + i, 0);
		archive_entry_set_size(entry, i < 0 ? 0 : (int64_t)size);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		if (i >= 0)
			assert_int_equal(archive_write_data(a, text, size),
					 size);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	return used;
}

/* All bytes that come, in pieces of an odd size; they must be those of the
 * text, again and again.  False and an error as unpack_read(). */
static bool read_all(struct unpack *unpack, size_t *size,
		     struct error_text *error)
{
	char piece[4093];
	size_t got;

	*size = 0;
	do {
		if (!unpack_read(unpack, piece, sizeof piece, &got, error))
			return false;
		for (size_t i = 0; i < got; i++)
			assert_int_equal(piece[i],
					 text[(*size + i) % sizeof text]);
		*size += got;
	} while (got > 0);
	return true;
}

/* What `size` packed bytes give, in one stream. */
static bool unpacked(size_t size, size_t *out, struct error_text *error)
{
	struct unpack *unpack = unpack_bytes("it", packed, size, error);
	bool good;

	assert_non_null(unpack);
	*error = (struct error_text){""};
	good = read_all(unpack, out, error);
	unpack_close(unpack);
	return good;
}

static void assert_refused(size_t size, const char *why)
{
	struct error_text error;
	size_t got;

	assert_false(unpacked(size, &got, &error));
	if (strstr(error.text, why) == NULL)
		fail_msg("%s: not: %s", error.text, why);
}

static void every_packing_gives_the_same(void **state)
{
	struct error_text error;
	size_t got;

	(void)state;
	for (size_t i = 0; i < COUNT(alone); i++) {
		size_t size = pack(&alone[i], 1, sizeof text);

		assert_true(unpacked(size, &got, &error));
		assert_int_equal(got, sizeof text);
		assert_true(unpacked(pack(&alone[i], 1, 0), &got, &error));
		assert_int_equal(got, 0);
	}
	for (size_t i = 0; i < COUNT(archives); i++) {
		size_t size = pack(&archives[i], 1, sizeof text);

		assert_true(unpacked(size, &got, &error));
		assert_int_equal(got, sizeof text);
	}
	memcpy(packed, text, sizeof text);
	assert_true(unpacked(sizeof text, &got, &error));
	assert_int_equal(got, sizeof text);
}

static void members_and_frames_follow_each_other(void **state)
{
	struct error_text error;
	size_t got;

	(void)state;
	for (size_t i = 0; i < COUNT(alone); i++) {
		size_t size = pack(&alone[i], 1, sizeof text);

		memcpy(packed + size, packed, size);
		assert_true(unpacked(2 * size, &got, &error));
		assert_int_equal(got, 2 * sizeof text);
	}
}

static void what_ends_too_early_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alone); i++) {
		size_t size = pack(&alone[i], 1, sizeof text);

		assert_refused(size - 5, "it: the file is damaged or ends too");
		assert_refused(size / 2, "it: the file is damaged or ends too");
		assert_refused(20, "it: the file is damaged or ends too");
	}
	for (size_t i = 0; i < COUNT(archives); i++) {
		size_t size = pack(&archives[i], 1, sizeof text);

		assert_refused(size / 2, "it: the file is damaged or ends too");
	}
}

/* A bit of the sum of a gzip is turned: zlib sees it, libarchive would not. */
static void a_wrong_sum_is_refused(void **state)
{
	size_t size = pack(&alone[0], 1, sizeof text);

	(void)state;
	packed[size - 7] ^= 1;
	assert_refused(size, "it: the file is damaged");
	size = pack(&archives[0], 1, sizeof text);
	for (size_t i = 0; i + 16 < size; i++) /* before the sums of zip */
		if (memcmp(packed + i, "PK\7\10", 4) == 0)
			packed[i + 4] ^= 1;
		else if (memcmp(packed + i, "PK\1\2", 4) == 0)
			packed[i + 16] ^= 1;
	assert_refused(size, "it: the file is damaged");
}

static void an_archive_is_a_stream_only_with_one_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(archives); i++) {
		assert_refused(pack(&archives[i], 2, 1000),
			       "it: the archive holds several files");
		assert_refused(pack(&archives[i], 0, 0),
			       "it: the archive holds no file");
	}
}

static void files_of_an_archive_come_in_turn(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(archives); i++) {
		struct error_text error = {""};
		struct unpack_file file;
		size_t got, size = pack(&archives[i], 3, 70000);
		struct unpack *unpack =
		    unpack_bytes("it", packed, size, &error);

		assert_true(unpack_is_archive(unpack));
		assert_true(unpack_next(unpack, &file, &error));
		assert_string_equal(file.name, "logs/0");
		assert_true(unpack_next(unpack, &file, &error));
		assert_string_equal(file.name, "logs/1");
		assert_int_equal(file.changed_s, 1731099601);
		assert_true(read_all(unpack, &got, &error));
		assert_int_equal(got, 70000);
		assert_true(unpack_next(unpack, &file, &error));
		assert_string_equal(file.name, "logs/2");
		assert_true(read_all(unpack, &got, &error));
		assert_int_equal(got, 70000);
		assert_false(unpack_next(unpack, &file, &error));
		assert_string_equal(error.text, "");
		unpack_close(unpack);
	}
}

static void a_part_of_a_file_is_a_stream(void **state)
{
	struct error_text error = {""};
	size_t got, size = pack(&alone[0], 1, sizeof text);
	FILE *file = tmpfile();
	struct unpack *unpack;

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite("before", 1, 6, file), 6);
	assert_int_equal(fwrite(packed, 1, size, file), size);
	assert_int_equal(fwrite("behind", 1, 6, file), 6);
	assert_int_equal(fflush(file), 0);
	for (int i = 0; i < 2; i++) {
		unpack =
		    unpack_part("it", fileno(file), 6, (int64_t)size, &error);
		assert_true(read_all(unpack, &got, &error));
		assert_int_equal(got, sizeof text);
		unpack_close(unpack);
	}
	(void)fclose(file);
}

/* One entry of the archive that is being written. */
static void put_entry(struct archive *a, const char *name, int type,
		      const char *bytes, int64_t times)
{
	struct archive_entry *entry = archive_entry_new();
	int64_t size = bytes == NULL ? 0 : (int64_t)strlen(bytes);

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, (unsigned)type);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, size * times);
	if (type == AE_IFLNK)
		archive_entry_set_symlink(entry, "elsewhere");
	if (type == AE_IFREG && bytes == NULL)
		archive_entry_set_hardlink(entry, "elsewhere");
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	for (int64_t i = 0; i < times && size > 0; i++)
		assert_int_equal(archive_write_data(a, bytes, (size_t)size),
				 size);
	archive_entry_free(entry);
}

static struct archive *begin_archive(int filter, int format, size_t *used)
{
	struct archive *a = archive_write_new();

	assert_int_equal(archive_write_add_filter(a, filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_format(a, format), ARCHIVE_OK);
	*used = 0;
	assert_int_equal(
	    archive_write_open_memory(a, packed, sizeof packed, used),
	    ARCHIVE_OK);
	return a;
}

static void make_trap(int filter, int format, size_t *used)
{
	static char same[1 << 16];
	struct archive *a = begin_archive(filter, format, used);

	memset(same, 'a', sizeof same - 1);
	put_entry(a, "first", AE_IFREG, same, 5000);
	if (format != ARCHIVE_FORMAT_RAW)
		put_entry(a, "second", AE_IFREG, "end", 1);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
}

/* Read by the one file, by all files, or passing all over: the end comes long
 * before all is unpacked. */
static void a_trap_ends_with_one_line(void **state)
{
	static const int kinds[][2] = {
	    {ARCHIVE_FILTER_ZSTD, ARCHIVE_FORMAT_TAR_USTAR},
	    {ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_TAR_USTAR},
	    {ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_ZIP},
	};
	struct unpack_file file;
	size_t used, got;

	(void)state;
	for (int i = 0; i < 9; i++) {
		int way = i % 3;
		struct error_text error = {""};
		struct unpack *unpack;
		char piece[4096];
		int64_t all = 0;

		/* a zip is not unpacked where it is passed over */
		if (kinds[i / 3][1] == ARCHIVE_FORMAT_ZIP && way == 2)
			continue;
		make_trap(kinds[i / 3][0], kinds[i / 3][1], &used);
		unpack = unpack_bytes("it", packed, used, &error);
		got = 1;
		if (way > 0)
			assert_true(unpack_next(unpack, &file, &error));
		while (way < 2 && got > 0 &&
		       unpack_read(unpack, piece, sizeof piece, &got, &error))
			all += (int64_t)got;
		if (way == 2)
			assert_false(unpack_next(unpack, &file, &error));
		assert_in_range(all, 0, 70 << 20);
		assert_string_equal(
		    error.text,
		    "it: the archive unpacks to more than a thousand times its "
		    "size; unpack it and give the folder, if that is right");
		unpack_close(unpack);
	}
}

/* What is packed alone has the same bound. */
static void a_packed_stream_may_be_a_trap_too(void **state)
{
	static const int filters[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD,
				      ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_BZIP2};
	char piece[4096];
	size_t used, got;

	(void)state;
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct error_text error = {""};
		struct unpack *unpack;
		int64_t all = 0;

		make_trap(filters[i], ARCHIVE_FORMAT_RAW, &used);
		unpack = unpack_bytes("it", packed, used, &error);
		got = 1;
		while (got > 0 &&
		       unpack_read(unpack, piece, sizeof piece, &got, &error))
			all += (int64_t)got;
		assert_in_range(all, 60 << 20, 70 << 20);
		assert_string_equal(
		    error.text,
		    "it: it unpacks to more than a thousand times "
		    "its size; unpack it yourself, if that is right");
		assert_false(unpack_is_cut(unpack));
		unpack_close(unpack);
	}
}

static void what_is_locked_is_said_to_be(void **state)
{
	struct archive *a = archive_write_new();
	size_t used = 0;

	(void)state;
	assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
	assert_int_equal(
	    archive_write_set_options(a, "zip:encryption=traditional"),
	    ARCHIVE_OK);
	assert_int_equal(archive_write_set_passphrase(a, "secret"), ARCHIVE_OK);
	assert_int_equal(
	    archive_write_open_memory(a, packed, sizeof packed, &used),
	    ARCHIVE_OK);
	put_entry(a, "latest.log", AE_IFREG, "text", 100);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	assert_refused(used, "it: the archive is encrypted; unpack it with");
}

/* The names of the files in the archive of `used` bytes, and what is passed
 * over. */
static uint64_t files_of(size_t used, char names[100], const char **first,
			 struct unpack **unpack)
{
	struct error_text error = {""};
	struct unpack_file file;

	*names = '\0';
	*unpack = unpack_bytes("it", packed, used, &error);
	while (unpack_next(*unpack, &file, &error)) {
		strcat(names, file.name);
		strcat(names, " ");
	}
	assert_string_equal(error.text, "");
	return unpack_passed(*unpack, first);
}

static void links_and_devices_are_passed_over(void **state)
{
	struct unpack *unpack;
	const char *first;
	char names[100];
	size_t used;
	struct archive *a =
	    begin_archive(ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_TAR_USTAR, &used);

	(void)state;
	put_entry(a, "link", AE_IFLNK, NULL, 0);
	put_entry(a, "hard", AE_IFREG, NULL, 0);
	put_entry(a, "pipe", AE_IFIFO, NULL, 0);
	put_entry(a, "file", AE_IFREG, "text", 1);
	put_entry(a, "device", AE_IFCHR, NULL, 0);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	assert_int_equal(files_of(used, names, &first, &unpack), 4);
	assert_string_equal(names, "file ");
	assert_string_equal(first, "link");
	unpack_close(unpack);
}

/* In a zip, a link is a file until its end says what it is. */
static void a_link_in_a_zip_is_passed_over(void **state)
{
	struct unpack *unpack;
	const char *first;
	char names[100];
	size_t used;
	struct archive *a =
	    begin_archive(ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_ZIP, &used);

	(void)state;
	put_entry(a, "latest.log", AE_IFLNK, NULL, 0);
	put_entry(a, "file", AE_IFREG, "text", 1);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	assert_int_equal(files_of(used, names, &first, &unpack), 1);
	assert_string_equal(names, "file ");
	assert_string_equal(first, "latest.log");
	unpack_close(unpack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_packing_gives_the_same),
	    cmocka_unit_test(members_and_frames_follow_each_other),
	    cmocka_unit_test(what_ends_too_early_is_refused),
	    cmocka_unit_test(a_wrong_sum_is_refused),
	    cmocka_unit_test(an_archive_is_a_stream_only_with_one_file),
	    cmocka_unit_test(files_of_an_archive_come_in_turn),
	    cmocka_unit_test(a_part_of_a_file_is_a_stream),
	    cmocka_unit_test(a_trap_ends_with_one_line),
	    cmocka_unit_test(a_packed_stream_may_be_a_trap_too),
	    cmocka_unit_test(what_is_locked_is_said_to_be),
	    cmocka_unit_test(links_and_devices_are_passed_over),
	    cmocka_unit_test(a_link_in_a_zip_is_passed_over),
	};

	return cmocka_run_group_tests(tests, fill_text, NULL);
}
