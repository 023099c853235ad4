#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "memory.h"

/*
 * Three layers, of which a file has those that it needs: its own bytes; gzip
 * by zlib, which checks the sum at the end (libarchive 3.6 does not); all else
 * by libarchive.
 */

#define BUFFER_BYTES ((size_t)1 << 16)
#define HEAD_BYTES 512 /* of one block of a tar */
/* A trap: what is unpacked is this many times what is packed, beyond a size
 * that harms nobody; files without number; more than a disk has for logs. */
#define SWELL_MOST 1000
#define SWELL_FREE_BYTES (INT64_C(64) << 20)
#define FILES_MOST 1000000
#define UNPACKED_GIB_MOST 64
#define WINDOW_GZIP (15 + 16) /* zlib: the largest window, gzip header */

enum trouble {
	TROUBLE_NONE = 0,
	TROUBLE_DAMAGED,
	TROUBLE_LOCKED, /* needs a password */
	TROUBLE_SWELLS,
	TROUBLE_STREAM_SWELLS,
	TROUBLE_LARGE,
	TROUBLE_MANY,
	TROUBLE_PIPE, /* must be read from its end */
};

struct unpack {
	char *name;
	int file; /* -1: bytes in memory */
	bool file_borrowed;
	int64_t left; /* of the file; -1: to its end */
	unsigned char
	    *buffer; /* bytes of the file not yet used: [at, filled) */
	const unsigned char *bytes;
	size_t at, filled;
	bool file_ended;

	bool is_gzip;
	bool between; /* members: here the file may end */
	bool cut;     /* it ended elsewhere */
	bool more;    /* the decoder may hold more than there was room for */
	z_stream zlib;

	unsigned char head[HEAD_BYTES]; /* the first bytes without gzip */
	size_t head_at, head_size;
	bool head_torn; /* there should have been more */

	struct archive *archive; /* NULL: needs none */
	unsigned char *block;	 /* what it is given */
	struct archive_entry *entry;
	bool has_entry, holds_files;
	bool by_file; /* unpack_next() chooses, else there must be one */
	bool ended;
	enum trouble trouble;
	int why;	  /* errno of the file that could not be read; 0 */
	int64_t taken;	  /* bytes of the file */
	int64_t inflated; /* bytes that gzip has given */
	int64_t unpacked; /* bytes of the archive's files that were read */
	uint64_t entries, passed;
	char *first_passed;
};

/* --- the file ------------------------------------------------------------- */

static bool read_file_bytes(struct unpack *u, void *out, size_t room,
			    size_t *got)
{
	ssize_t size;

	*got = 0;
	if (u->left >= 0 && (uint64_t)u->left < room)
		room = (size_t)u->left;
	if (u->file < 0 || room == 0) /* bytes in memory are all there */
		return true;
	do
		size = read(u->file, out, room);
	while (size < 0 && errno == EINTR);
	if (size < 0) {
		u->why = errno;
		return false;
	}
	*got = (size_t)size;
	u->taken += size;
	if (u->left >= 0)
		u->left -= size;
	return true;
}

static bool fill_buffer(struct unpack *u)
{
	size_t got;

	if (u->file < 0) {
		u->file_ended = true;
		return true;
	}
	if (!read_file_bytes(u, u->buffer + u->filled, BUFFER_BYTES - u->filled,
			     &got))
		return false;
	u->filled += got;
	u->file_ended = got == 0;
	return true;
}

/* What is left of the first bytes, then straight from the file. */
static bool read_plain(struct unpack *u, void *out, size_t room, size_t *got)
{
	if (u->at == u->filled)
		return read_file_bytes(u, out, room, got);
	*got = u->filled - u->at < room ? u->filled - u->at : room;
	memcpy(out, u->bytes + u->at, *got);
	u->at += *got;
	return true;
}

/* Bytes of the file that are used. */
static int64_t taken(const struct unpack *u)
{
	return u->file >= 0 ? u->taken : (int64_t)u->at;
}

static bool is_out_of_proportion(int64_t unpacked, int64_t packed)
{
	return unpacked > SWELL_FREE_BYTES && unpacked / SWELL_MOST > packed;
}

/* --- gzip ----------------------------------------------------------------- */

static bool step_gzip(struct unpack *u, void *out, size_t room, size_t *got)
{
	size_t left = u->filled - u->at;
	int status;

	if (u->between && inflateReset(&u->zlib) != Z_OK)
		return false;
	/* zlib promises not to write, but says so without const */
	memcpy(&u->zlib.next_in, &(const unsigned char *){u->bytes + u->at},
	       sizeof u->zlib.next_in);
	u->zlib.avail_in = (unsigned)left;
	u->zlib.next_out = out;
	u->zlib.avail_out = (unsigned)room;
	status = inflate(&u->zlib, Z_NO_FLUSH);
	u->at += left - u->zlib.avail_in;
	*got = room - u->zlib.avail_out;
	u->inflated += (int64_t)*got;
	u->between = status == Z_STREAM_END;
	return status == Z_OK || status == Z_STREAM_END ||
	       status == Z_BUF_ERROR;
}

static bool read_gzip(struct unpack *u, void *out, size_t room, size_t *got)
{
	*got = 0;
	while (*got == 0) {
		if (u->at == u->filled && !u->more) {
			if (u->file >= 0)
				u->at = u->filled = 0;
			if (!fill_buffer(u))
				return false;
			if (u->file_ended) {
				u->cut = !u->between;
				return u->between;
			}
		}
		if (!step_gzip(u, out, room, got))
			return false;
		u->more = *got == room && !u->between;
	}
	if (u->archive == NULL && is_out_of_proportion(u->inflated, taken(u)))
		u->trouble = TROUBLE_STREAM_SWELLS;
	return u->trouble == TROUBLE_NONE;
}

static bool read_below(struct unpack *u, void *out, size_t room, size_t *got)
{
	return u->is_gzip ? read_gzip(u, out, room, got)
			  : read_plain(u, out, room, got);
}

/* The head again, then what follows it. */
static bool read_stream(struct unpack *u, void *out, size_t room, size_t *got)
{
	size_t left = u->head_size - u->head_at;

	if (left == 0)
		return !u->head_torn && read_below(u, out, room, got);
	*got = left < room ? left : room;
	memcpy(out, u->head + u->head_at, *got);
	u->head_at += *got;
	return true;
}

/* --- archives ------------------------------------------------------------- */

static la_ssize_t give_block(struct archive *archive, void *context,
			     const void **block)
{
	struct unpack *u = context;
	size_t got;

	*block = u->block;
	if (read_stream(u, u->block, BUFFER_BYTES, &got))
		return (la_ssize_t)got;
	archive_set_error(archive, u->why != 0 ? u->why : EILSEQ,
			  "cannot be read");
	return ARCHIVE_FATAL;
}

static bool begins_with(const struct unpack *u, const char *magic, size_t size)
{
	return u->head_size >= size && memcmp(u->head, magic, size) == 0;
}

static bool is_zip(const struct unpack *u)
{
	return begins_with(u, "PK\3\4", 4);
}

static bool is_7z(const struct unpack *u)
{
	return begins_with(u, "7z\xbc\xaf\x27\x1c", 6);
}

static bool is_archive(const struct unpack *u)
{
	static const char tar[] = "ustar";
	const size_t tar_at = 257;

	return is_zip(u) || is_7z(u) ||
	       (u->head_size == HEAD_BYTES &&
		memcmp(u->head + tar_at, tar, sizeof tar - 1) == 0);
}

static bool is_packed(const struct unpack *u)
{
	static const char full[] = "1AY&SY",
			  empty[] = "\x17\x72\x45\x38\x50\x90";
	const size_t bzip2 = 4 + sizeof full - 1;

	return begins_with(u, "\x28\xb5\x2f\xfd", 4) ||
	       begins_with(u, "\xfd\x37zXZ\0", 6) ||
	       (begins_with(u, "BZh", 3) && u->head_size >= bzip2 &&
		(memcmp(u->head + 4, full, sizeof full - 1) == 0 ||
		 memcmp(u->head + 4, empty, sizeof empty - 1) == 0));
}

/* What is unpacked so far, whoever asked for it, by what was packed: known
 * where the decoder is, so a trap shows before all of it is unpacked. */
static bool swells(struct unpack *u)
{
	int64_t packed =
	    u->is_gzip ? taken(u) : archive_filter_bytes(u->archive, -1);
	int64_t stream = archive_filter_bytes(u->archive, 0);

	return is_out_of_proportion(stream > u->unpacked ? stream : u->unpacked,
				    packed);
}

static enum trouble swell_trouble(const struct unpack *u)
{
	return u->holds_files ? TROUBLE_SWELLS : TROUBLE_STREAM_SWELLS;
}

static enum trouble find_trouble(struct unpack *u)
{
	if (archive_errno(u->archive) == EIO) /* it has read by itself */
		u->why = EIO;
	if (archive_read_has_encrypted_entries(u->archive) > 0)
		return TROUBLE_LOCKED;
	return TROUBLE_DAMAGED;
}

static void pass_over(struct unpack *u)
{
	const char *name = archive_entry_pathname(u->entry);

	if (u->passed++ == 0)
		u->first_passed = memory_copy(name != NULL ? name : "?");
}

/* To the end of an entry that nobody wants, in steps, because libarchive would
 * unpack all of it at once; a zip it just leaves out. */
static bool skip_entry(struct unpack *u)
{
	const void *bytes;
	size_t size;
	la_int64_t offset;
	int status = ARCHIVE_OK;

	if ((archive_format(u->archive) & ARCHIVE_FORMAT_BASE_MASK) ==
	    ARCHIVE_FORMAT_ZIP)
		return true;
	while (status == ARCHIVE_OK && !swells(u))
		status =
		    archive_read_data_block(u->archive, &bytes, &size, &offset);
	if (status == ARCHIVE_OK)
		u->trouble = TROUBLE_SWELLS;
	return u->trouble == TROUBLE_NONE;
}

/* The next entry that is a file; false also at the end. */
static bool next_entry(struct unpack *u)
{
	for (;;) {
		int status;

		if (u->has_entry && u->holds_files && !skip_entry(u))
			return false;
		status = archive_read_next_header(u->archive, &u->entry);
		if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
			if (status != ARCHIVE_EOF)
				u->trouble = find_trouble(u);
			return false;
		}
		u->has_entry = true;
		if (swells(u) || ++u->entries > FILES_MOST) {
			u->trouble =
			    swells(u) ? swell_trouble(u) : TROUBLE_MANY;
			return false;
		}
		if (archive_entry_filetype(u->entry) == AE_IFREG &&
		    archive_entry_hardlink(u->entry) == NULL)
			return true;
		if (archive_entry_filetype(u->entry) != AE_IFDIR)
			pass_over(u);
	}
}

/* A zip tells only at its end what is a link in it; if that is missing or out
 * of reach, its files come one by one. */
static bool set_formats(struct archive *archive, bool is_7z, bool seeks)
{
	return archive != NULL &&
	       archive_read_support_filter_zstd(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
	       archive_read_support_format_tar(archive) == ARCHIVE_OK &&
	       (is_7z ? archive_read_support_format_7zip(archive)
		: seeks
		    ? archive_read_support_format_zip(archive)
		    : archive_read_support_format_zip_streamable(archive)) ==
		   ARCHIVE_OK &&
	       archive_read_support_format_raw(archive) == ARCHIVE_OK &&
	       archive_read_support_format_empty(archive) == ARCHIVE_OK;
}

static bool can_seek(const struct unpack *u)
{
	return !u->is_gzip && !u->file_borrowed &&
	       (u->file < 0 || lseek(u->file, 0, SEEK_CUR) >= 0);
}

/* 7z has its list of files at the end. */
static int open_source(struct unpack *u, bool seeks)
{
	if (!seeks)
		return archive_read_open(u->archive, u, NULL, give_block, NULL);
	if (u->file < 0 && !u->is_gzip)
		return archive_read_open_memory(u->archive, u->bytes,
						u->filled);
	if (!u->is_gzip && !u->file_borrowed &&
	    lseek(u->file, 0, SEEK_SET) == 0)
		return archive_read_open_fd(u->archive, u->file, BUFFER_BYTES);
	u->trouble = TROUBLE_PIPE;
	return ARCHIVE_FATAL;
}

/* False: no memory.  What is damaged already is told when it is read. */
static bool open_archive(struct unpack *u)
{
	bool seeks = is_7z(u) || (is_zip(u) && can_seek(u));
	int kind;

	u->archive = archive_read_new();
	u->block = malloc(BUFFER_BYTES);
	if (u->block == NULL || !set_formats(u->archive, is_7z(u), seeks))
		return false;
	if (open_source(u, seeks) == ARCHIVE_OK)
		u->has_entry = next_entry(u);
	else if (u->trouble == TROUBLE_NONE)
		u->trouble = find_trouble(u);
	kind = archive_format(u->archive) & ARCHIVE_FORMAT_BASE_MASK;
	u->holds_files = kind == ARCHIVE_FORMAT_TAR ||
			 kind == ARCHIVE_FORMAT_ZIP ||
			 kind == ARCHIVE_FORMAT_7ZIP;
	/* libarchive takes what it cannot read for an empty file */
	if (is_archive(u) && !u->holds_files && u->trouble == TROUBLE_NONE)
		u->trouble = find_trouble(u);
	return true;
}

/* *got 0: the end of this file. */
static bool read_entry(struct unpack *u, void *out, size_t room, size_t *got)
{
	la_ssize_t size = -1;

	*got = 0;
	if (archive_entry_is_encrypted(u->entry) > 0)
		u->trouble = TROUBLE_LOCKED;
	else if ((size = archive_read_data(u->archive, out, room)) < 0)
		u->trouble = find_trouble(u);
	if (u->trouble != TROUBLE_NONE)
		return false;
	*got = (size_t)size;
	u->unpacked += size;
	if (swells(u))
		u->trouble = swell_trouble(u);
	else if (u->by_file && u->unpacked >> 30 >= UNPACKED_GIB_MOST)
		u->trouble = TROUBLE_LARGE;
	return u->trouble == TROUBLE_NONE;
}

/* The one file of an archive, or what was packed alone. */
static bool read_only_file(struct unpack *u, void *out, size_t room,
			   size_t *got, struct error_text *error)
{
	*got = 0;
	if (u->ended)
		return true;
	if (!u->has_entry && u->holds_files)
		return error_set(error, "%s: the archive holds no file",
				 u->name);
	if (u->has_entry && (!read_entry(u, out, room, got) || *got > 0))
		return u->trouble == TROUBLE_NONE;
	u->ended = true;
	if (!u->has_entry || !next_entry(u))
		return u->trouble == TROUBLE_NONE;
	return error_set(error,
			 "%s: the archive holds several files; unpack it and "
			 "give one of them",
			 u->name);
}

/* --- open and close ------------------------------------------------------- */

/* What packs it, from the first bytes. */
static bool recognise(struct unpack *u)
{
	size_t got = 1;

	while (u->filled < HEAD_BYTES && !u->file_ended)
		if (!fill_buffer(u))
			return false;
	if (u->filled >= 2 && memcmp(u->bytes, "\x1f\x8b", 2) == 0) {
		u->between = true;
		u->is_gzip = inflateInit2(&u->zlib, WINDOW_GZIP) == Z_OK;
		if (!u->is_gzip)
			return false;
	}
	while (u->head_size < HEAD_BYTES && got > 0 && !u->head_torn) {
		u->head_torn = !read_below(u, u->head + u->head_size,
					   HEAD_BYTES - u->head_size, &got);
		u->head_size += got;
	}
	return (!is_packed(u) && !is_archive(u)) || open_archive(u);
}

static struct unpack *create_unpack(const char *name, struct error_text *error)
{
	struct unpack *u = calloc(1, sizeof *u);

	if (u == NULL)
		goto out_of_memory;
	u->file = -1;
	u->left = -1;
	u->name = strdup(name);
	u->buffer = malloc(BUFFER_BYTES);
	if (u->name == NULL || u->buffer == NULL)
		goto out_of_memory;
	u->bytes = u->buffer;
	return u;
out_of_memory:
	unpack_close(u);
	(void)error_set(error, "%s: out of memory", name);
	return NULL;
}

/* Is it the path that is wrong? */
static bool is_about_path(int why)
{
	return why == 0 || why == ENOENT || why == ENOTDIR || why == EISDIR ||
	       why == ENAMETOOLONG || why == ELOOP;
}

static struct unpack *finish_open(struct unpack *u, struct error_text *error)
{
	if ((u->file >= 0 || u->bytes != u->buffer) && recognise(u))
		return u;
	if (is_about_path(u->why))
		(void)error_set(error,
				"%s: cannot be read; give the path of a file "
				"that exists",
				u->name);
	else
		(void)error_set(error, "%s: cannot be read: %s", u->name,
				strerror(u->why));
	unpack_close(u);
	return NULL;
}

struct unpack *unpack_open(const char *path, struct error_text *error)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct unpack *u =
	    create_unpack(is_stdin ? "standard input" : path, error);

	if (u == NULL)
		return NULL;
	u->file = is_stdin ? dup(STDIN_FILENO)
			   : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (u->file < 0)
		u->why = errno;
	return finish_open(u, error);
}

struct unpack *unpack_bytes(const char *name, const void *bytes, size_t size,
			    struct error_text *error)
{
	struct unpack *u = create_unpack(name, error);

	if (u == NULL)
		return NULL;
	u->bytes = bytes;
	u->filled = size;
	u->file_ended = true;
	return finish_open(u, error);
}

struct unpack *unpack_part(const char *name, int file, int64_t from,
			   int64_t size, struct error_text *error)
{
	struct unpack *u = create_unpack(name, error);

	if (u == NULL)
		return NULL;
	u->file_borrowed = true;
	u->file = lseek(file, from, SEEK_SET) == from ? file : -1;
	u->left = size;
	return finish_open(u, error);
}

void unpack_close(struct unpack *u)
{
	if (u == NULL)
		return;
	if (u->archive != NULL)
		(void)archive_read_free(u->archive);
	if (u->file >= 0 && !u->file_borrowed)
		(void)close(u->file);
	if (u->is_gzip)
		(void)inflateEnd(&u->zlib);
	free(u->first_passed);
	free(u->block);
	free(u->buffer);
	free(u->name);
	free(u);
}

/* --- reading -------------------------------------------------------------- */

const char *unpack_name(const struct unpack *u)
{
	return u->name;
}

static bool unpack_damaged(const struct unpack *u, struct error_text *error)
{
	static const char *const texts[] = {
	    [TROUBLE_LOCKED] = "the archive is encrypted; unpack it with its "
			       "password and give the folder",
	    [TROUBLE_SWELLS] = "the archive unpacks to more than a thousand "
			       "times its size; unpack it and give the folder, "
			       "if that is right",
	    [TROUBLE_STREAM_SWELLS] = "it unpacks to more than a thousand "
				      "times its size; unpack it yourself, if "
				      "that is right",
	    [TROUBLE_LARGE] = "the logs in the archive are more than 64 GB; "
			      "unpack it and give the folder",
	    [TROUBLE_MANY] = "the archive holds more than a million files; "
			     "unpack it and give the folder",
	    [TROUBLE_PIPE] = "a 7z archive can only be read from a file that "
			     "nothing else packs",
	};

	if (u->trouble > TROUBLE_DAMAGED)
		return error_set(error, "%s: %s", u->name, texts[u->trouble]);
	if (u->why != 0)
		return error_set(error, "%s: cannot be read: %s", u->name,
				 strerror(u->why));
	return error_set(error,
			 "%s: the file is damaged or ends too early; fetch it "
			 "again",
			 u->name);
}

bool unpack_read(struct unpack *u, void *out, size_t room, size_t *got,
		 struct error_text *error)
{
	*got = 0;
	if (u->trouble != TROUBLE_NONE)
		return unpack_damaged(u, error);
	if (u->archive == NULL ? read_stream(u, out, room, got)
	    : u->by_file       ? read_entry(u, out, room, got)
			       : read_only_file(u, out, room, got, error))
		return true;
	return unpack_damaged(u, error);
}

bool unpack_is_cut(const struct unpack *u)
{
	return u->cut && u->archive == NULL;
}

uint64_t unpack_passed(const struct unpack *u, const char **first)
{
	*first = u->first_passed;
	return u->passed;
}

bool unpack_is_archive(const struct unpack *u)
{
	return u->holds_files;
}

bool unpack_next(struct unpack *u, struct unpack_file *file,
		 struct error_text *error)
{
	const char *name;

	if (u->by_file && u->has_entry)
		u->has_entry = next_entry(u);
	u->by_file = true;
	if (u->trouble != TROUBLE_NONE)
		return unpack_damaged(u, error);
	if (!u->has_entry)
		return false;
	name = archive_entry_pathname_utf8(u->entry);
	if (name == NULL)
		name = archive_entry_pathname(u->entry);
	file->name = name != NULL ? name : "";
	file->changed_s = archive_entry_mtime_is_set(u->entry)
			      ? archive_entry_mtime(u->entry)
			      : -1;
	return true;
}
