#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/*
 * Three layers, of which a file has those that it needs: its own bytes; gzip
 * by zlib, which checks the sum at the end (libarchive 3.6 does not); all else
 * by libarchive.
 */

#define BUFFER_BYTES ((size_t)1 << 16)
#define HEAD_BYTES 512	      /* of one block of a tar */
#define WINDOW_GZIP (15 + 16) /* zlib: the largest window, gzip header */

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
	bool ended, torn;
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
	if (size < 0)
		return false;
	*got = (size_t)size;
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
	return true;
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
	archive_set_error(archive, EIO, "cannot be read");
	return ARCHIVE_FATAL;
}

static bool begins_with(const struct unpack *u, const char *magic, size_t size)
{
	return u->head_size >= size && memcmp(u->head, magic, size) == 0;
}

static bool is_archive(const struct unpack *u)
{
	static const char tar[] = "ustar";
	const size_t tar_at = 257;

	return begins_with(u, "PK\3\4", 4) ||
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

/* The next entry that is a file; false also at the end. */
static bool next_entry(struct unpack *u)
{
	int status;

	do
		status = archive_read_next_header(u->archive, &u->entry);
	while ((status == ARCHIVE_OK || status == ARCHIVE_WARN) &&
	       archive_entry_filetype(u->entry) != AE_IFREG);
	u->torn = status != ARCHIVE_OK && status != ARCHIVE_WARN &&
		  status != ARCHIVE_EOF;
	return status == ARCHIVE_OK || status == ARCHIVE_WARN;
}

/* False: no memory.  What is damaged already is told when it is read. */
static bool open_archive(struct unpack *u)
{
	int kind;

	u->archive = archive_read_new();
	u->block = malloc(BUFFER_BYTES);
	if (u->archive == NULL || u->block == NULL ||
	    archive_read_support_filter_zstd(u->archive) != ARCHIVE_OK ||
	    archive_read_support_filter_xz(u->archive) != ARCHIVE_OK ||
	    archive_read_support_filter_bzip2(u->archive) != ARCHIVE_OK ||
	    archive_read_support_format_tar(u->archive) != ARCHIVE_OK ||
	    archive_read_support_format_zip_streamable(u->archive) !=
		ARCHIVE_OK ||
	    archive_read_support_format_raw(u->archive) != ARCHIVE_OK ||
	    archive_read_support_format_empty(u->archive) != ARCHIVE_OK)
		return false;
	if (archive_read_open(u->archive, u, NULL, give_block, NULL) ==
	    ARCHIVE_OK)
		u->has_entry = next_entry(u);
	else
		u->torn = true;
	kind = archive_format(u->archive) & ARCHIVE_FORMAT_BASE_MASK;
	u->holds_files =
	    kind == ARCHIVE_FORMAT_TAR || kind == ARCHIVE_FORMAT_ZIP;
	return true;
}

/* *got 0: the end of this file. */
static bool read_entry(struct unpack *u, void *out, size_t room, size_t *got)
{
	la_ssize_t size = archive_read_data(u->archive, out, room);

	u->torn = size < 0;
	*got = size < 0 ? 0 : (size_t)size;
	return size >= 0;
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
		return !u->torn;
	u->ended = true;
	if (!u->has_entry || !next_entry(u))
		return !u->torn;
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

static struct unpack *finish_open(struct unpack *u, struct error_text *error)
{
	if ((u->file >= 0 || u->bytes != u->buffer) && recognise(u))
		return u;
	(void)error_set(error,
			"%s: cannot be read; give the path of a file "
			"that exists",
			u->name);
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
	return error_set(error,
			 "%s: the file is damaged or ends too early; fetch it "
			 "again",
			 u->name);
}

bool unpack_read(struct unpack *u, void *out, size_t room, size_t *got,
		 struct error_text *error)
{
	*got = 0;
	if (u->torn)
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
	if (u->torn)
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
