#include "support_disk_journal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "live/journal.h"
#include "live/recovery.h"

#define PATH_SIZE 120

struct bytes {
	uint8_t *at;
	size_t size;
};

/* Both files, as a machine that starts again finds them. */
struct image {
	struct bytes db, wal;
};

struct disk_journal {
	char directory[64];
	uint32_t deaths;
	struct journal_options options;
	struct journal_port port;
	struct image image; /* left by a death in a commit; else empty */
};

/* --- files ---------------------------------------------------------------- */

static void path_of(const struct disk_journal *disk, const char *suffix,
		    char *out)
{
	(void)snprintf(out, PATH_SIZE, "%s/%u.db%s", disk->directory,
		       disk->deaths, suffix);
}

/* A file that does not exist is empty. */
static struct bytes read_file(const char *path)
{
	struct bytes bytes = {NULL, 0};
	FILE *file = fopen(path, "rb");
	long size = 0;

	if (file != NULL) {
		assert_int_equal(fseek(file, 0, SEEK_END), 0);
		size = ftell(file);
		rewind(file);
	}
	assert_true(size >= 0);
	bytes.size = (size_t)size;
	bytes.at = malloc(bytes.size + 1);
	assert_non_null(bytes.at);
	if (file != NULL) {
		assert_int_equal(fread(bytes.at, 1, bytes.size, file),
				 bytes.size);
		assert_int_equal(fclose(file), 0);
	}
	return bytes;
}

static void write_file(const char *path, struct bytes bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static struct image read_image(const struct disk_journal *disk)
{
	char db[PATH_SIZE], wal[PATH_SIZE];

	path_of(disk, "", db);
	path_of(disk, "-wal", wal);
	return (struct image){read_file(db), read_file(wal)};
}

static void release_image(struct image *image)
{
	free(image->db.at);
	free(image->wal.at);
	*image = (struct image){{NULL, 0}, {NULL, 0}};
}

/* --- torn writes ---------------------------------------------------------- */

/* Where the first and the last difference are; false: there is none. */
static bool differ(struct bytes a, struct bytes b, size_t *first, size_t *last)
{
	size_t size = a.size > b.size ? a.size : b.size;
	bool found = false;

	for (size_t i = 0; i < size; i++) {
		if (i < a.size && i < b.size && a.at[i] == b.at[i])
			continue;
		if (!found)
			*first = i;
		*last = i;
		found = true;
	}
	return found;
}

/* The first `written` bytes are new, the rest is what was there before. */
static struct bytes torn(struct bytes before, struct bytes after,
			 size_t written)
{
	struct bytes bytes;

	assert_true(written <= after.size);
	bytes.size = written > before.size ? written : before.size;
	bytes.at = malloc(bytes.size + 1);
	assert_non_null(bytes.at);
	if (before.size > 0)
		memcpy(bytes.at, before.at, before.size);
	memcpy(bytes.at, after.at, written);
	return bytes;
}

static struct image torn_commit(const struct image *before,
				const struct image *after, bool kept,
				uint64_t draw)
{
	struct image image;
	size_t first, last;

	if (kept) { /* a checkpoint may follow; the log has all of it */
		image.db = torn(before->db, after->db,
				(size_t)(draw % (after->db.size + 1)));
		image.wal = torn(before->wal, after->wal, after->wal.size);
		return image;
	}
	assert_true(differ(before->wal, after->wal, &first, &last));
	image.db = torn(after->db, before->db, before->db.size);
	image.wal = torn(before->wal, after->wal,
			 first + (size_t)(draw % (last - first + 1)));
	return image;
}

/* --- death and return ----------------------------------------------------- */

void disk_journal_die_in_commit(struct disk_journal *disk, uint64_t last_seq,
				uint64_t trail, bool kept, uint64_t draw)
{
	struct image before = read_image(disk), after;

	assert_int_equal(disk->port.commit(disk->port.context, last_seq, trail),
			 0);
	after = read_image(disk);
	disk->image = torn_commit(&before, &after, kept, draw);
	release_image(&before);
	release_image(&after);
}

/* The dead one's files; its process may not tidy up, but the test must. */
static void bury(struct disk_journal *disk)
{
	struct error_text error = {""};
	char path[PATH_SIZE];

	if (!journal_port_close(&disk->port, &error))
		fail_msg("%s", error.text);
	path_of(disk, "", path);
	assert_int_equal(unlink(path), 0);
}

struct engine *disk_journal_recover(struct disk_journal *disk,
				    const struct replay_listener *listener)
{
	struct error_text error = {""};
	struct recovered recovered;
	char path[PATH_SIZE], wal[PATH_SIZE];

	if (disk->image.db.at == NULL)
		disk->image = read_image(disk);
	bury(disk);
	disk->deaths++;
	path_of(disk, "", path);
	path_of(disk, "-wal", wal);
	write_file(path, disk->image.db);
	write_file(wal, disk->image.wal);
	release_image(&disk->image);
	if (!recovery_open(path, &disk->options, listener, &recovered, &error))
		fail_msg("%s", error.text);
	disk->port = recovered.port;
	return recovered.engine;
}

struct disk_journal *disk_journal_open(uint32_t inputs_per_snapshot)
{
	struct disk_journal *disk = calloc(1, sizeof *disk);
	struct error_text error = {""};
	char path[PATH_SIZE];

	assert_non_null(disk);
	disk->options = (struct journal_options){
	    .commits_per_transaction = 1,
	    .inputs_per_snapshot = inputs_per_snapshot,
	};
	/* in memory where there is such a place: thousands of syncs */
	(void)snprintf(disk->directory, sizeof disk->directory,
		       "%s/conductor-crash-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(disk->directory));
	path_of(disk, "", path);
	if (!journal_port_open(path, &disk->options, &disk->port, &error))
		fail_msg("%s", error.text);
	return disk;
}

void disk_journal_close(struct disk_journal *disk)
{
	if (disk == NULL)
		return;
	bury(disk);
	assert_int_equal(rmdir(disk->directory), 0);
	free(disk);
}

const struct journal_port *disk_journal_port(const struct disk_journal *disk)
{
	return &disk->port;
}
