#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define BUFFER_BYTES ((size_t)1 << 16)
#define MAGIC_BYTES 4
#define WINDOW_GZIP (15 + 16) /* zlib: the largest window, gzip header */

enum packing { PACKING_NONE = 0, PACKING_GZIP, PACKING_ZSTD };

struct unpack {
	char *name;
	int file; /* -1: bytes in memory */
	enum packing packing;
	unsigned char *buffer; /* packed bytes not yet used: [at, filled) */
	const unsigned char *bytes;
	size_t at, filled;
	bool file_ended;
	bool between; /* gzip members or zstd frames: here the file may end */
	bool more;    /* the decoder may hold more than there was room for */
	bool has_zlib;
	z_stream zlib;
	ZSTD_DStream *zstd;
};

static bool fill(struct unpack *u)
{
	ssize_t got;

	if (u->file < 0) {
		u->file_ended = true;
		return true;
	}
	do
		got = read(u->file, u->buffer + u->filled,
			   BUFFER_BYTES - u->filled);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return false;
	u->filled += (size_t)got;
	u->file_ended = got == 0;
	return true;
}

static bool begins_with(const struct unpack *u, const char *magic, size_t size)
{
	return u->filled >= size && memcmp(u->bytes, magic, size) == 0;
}

/* What packs it, from the first bytes. */
static bool recognise(struct unpack *u)
{
	while (u->filled < MAGIC_BYTES && !u->file_ended)
		if (!fill(u))
			return false;
	u->between = true;
	if (begins_with(u, "\x1f\x8b", 2)) {
		u->packing = PACKING_GZIP;
		u->has_zlib = inflateInit2(&u->zlib, WINDOW_GZIP) == Z_OK;
		return u->has_zlib;
	}
	if (begins_with(u, "\x28\xb5\x2f\xfd", MAGIC_BYTES)) {
		u->packing = PACKING_ZSTD;
		u->zstd = ZSTD_createDStream();
		return u->zstd != NULL;
	}
	return true;
}

static struct unpack *create(const char *name, struct error_text *error)
{
	struct unpack *u = calloc(1, sizeof *u);

	if (u == NULL)
		goto out_of_memory;
	u->file = -1;
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

struct unpack *unpack_open(const char *path, struct error_text *error)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct unpack *u = create(is_stdin ? "standard input" : path, error);

	if (u == NULL)
		return NULL;
	u->file = is_stdin ? dup(STDIN_FILENO)
			   : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (u->file >= 0 && recognise(u))
		return u;
	(void)error_set(error,
			"%s: cannot be read; give the path of a file "
			"that exists",
			path);
	unpack_close(u);
	return NULL;
}

struct unpack *unpack_bytes(const char *name, const void *bytes, size_t size,
			    struct error_text *error)
{
	struct unpack *u = create(name, error);

	if (u == NULL)
		return NULL;
	u->bytes = bytes;
	u->filled = size;
	if (recognise(u))
		return u;
	(void)error_set(error, "%s: out of memory", name);
	unpack_close(u);
	return NULL;
}

void unpack_close(struct unpack *u)
{
	if (u == NULL)
		return;
	if (u->file >= 0)
		(void)close(u->file);
	if (u->has_zlib)
		(void)inflateEnd(&u->zlib);
	(void)ZSTD_freeDStream(u->zstd);
	free(u->buffer);
	free(u->name);
	free(u);
}

const char *unpack_name(const struct unpack *u)
{
	return u->name;
}

/* Plain: what is left of the first bytes, then straight from the file. */
static bool read_plain(struct unpack *u, void *out, size_t room, size_t *got)
{
	ssize_t size;

	if (u->at < u->filled) {
		*got = u->filled - u->at < room ? u->filled - u->at : room;
		memcpy(out, u->bytes + u->at, *got);
		u->at += *got;
		return true;
	}
	*got = 0;
	if (u->file < 0)
		return true;
	do
		size = read(u->file, out, room);
	while (size < 0 && errno == EINTR);
	if (size < 0)
		return false;
	*got = (size_t)size;
	return true;
}

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

static bool step_zstd(struct unpack *u, void *out, size_t room, size_t *got)
{
	ZSTD_inBuffer from = {u->bytes, u->filled, u->at};
	ZSTD_outBuffer to = {out, room, 0};
	size_t left = ZSTD_decompressStream(u->zstd, &to, &from);

	u->at = from.pos;
	*got = to.pos;
	u->between = left == 0;
	return !ZSTD_isError(left);
}

static bool read_packed(struct unpack *u, void *out, size_t room, size_t *got)
{
	*got = 0;
	while (*got == 0) {
		if (u->at == u->filled && !u->more) {
			if (u->file >= 0)
				u->at = u->filled = 0;
			if (!fill(u))
				return false;
			if (u->file_ended)
				return u->between;
		}
		if (!(u->packing == PACKING_GZIP ? step_gzip : step_zstd)(
			u, out, room, got))
			return false;
		u->more = *got == room && !u->between;
	}
	return true;
}

bool unpack_read(struct unpack *u, void *out, size_t room, size_t *got,
		 struct error_text *error)
{
	if (u->packing == PACKING_NONE ? read_plain(u, out, room, got)
				       : read_packed(u, out, room, got))
		return true;
	return error_set(error,
			 "%s: the file is damaged or ends too "
			 "early; fetch it again",
			 u->name);
}
