/*
 * unpack.h - a file as a stream of bytes, whatever packs it.
 *
 * Opens plain files, gzip, zstd, xz, bzip2, archives (zip, 7z, tar and packed
 * tar) and "-" (standard input); the first bytes tell which, not the name.  An
 * archive is a stream, too: of the one file in it, or of each file in turn.
 * Memory does not grow with the file.  Owns the file and its buffers.
 *
 * What is damaged, and what ends too early, is an error in every form of
 * packing that carries a sum.  So is a trap: an archive of very many files, and
 * whatever unpacks to more than a thousand times its size.
 */
#ifndef TRACES_UNPACK_H
#define TRACES_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error_text.h"

struct unpack;

/* NULL and an error when it cannot be opened. */
struct unpack *unpack_open(const char *path, struct error_text *error);

/* A stream over bytes in memory; they stay the caller's and must outlive it. */
struct unpack *unpack_bytes(const char *name, const void *bytes, size_t size,
			    struct error_text *error);

/* A stream over a part of an open file, which stays the caller's; one at a
 * time, because they share its position. */
struct unpack *unpack_part(const char *name, int file, int64_t from,
			   int64_t size, struct error_text *error);

/* Up to `room` bytes; *got 0 only at the end.  False and an error when the file
 * is damaged or cannot be read, or is an archive of no file or of several. */
bool unpack_read(struct unpack *unpack, void *out, size_t room, size_t *got,
		 struct error_text *error);

/* After an error: is it a gzip file whose end is missing, and all that came
 * before it is right?  A log is then still worth reading. */
bool unpack_is_cut(const struct unpack *unpack);

void unpack_close(struct unpack *unpack);

/* The name that error lines use. */
const char *unpack_name(const struct unpack *unpack);

/* --- archives of several files -------------------------------------------- */

/* Can it hold files? */
bool unpack_is_archive(const struct unpack *unpack);

struct unpack_file {
	const char *name; /* with its folders; until the next one */
	int64_t
	    changed_s; /* when it was changed last, since 1970; -1: unknown */
};

/* The next file of an archive; unpack_read() hands out its bytes then.  False
 * at the end, and with an error when the archive is damaged. */
bool unpack_next(struct unpack *unpack, struct unpack_file *file,
		 struct error_text *error);

/* Links and devices in it so far, which are no files, and the first one's name;
 * NULL: none. */
uint64_t unpack_passed(const struct unpack *unpack, const char **first);

#endif /* TRACES_UNPACK_H */
