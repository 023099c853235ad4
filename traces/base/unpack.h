/*
 * unpack.h - a file as a stream of bytes, whatever packs it.
 *
 * Opens plain files, gzip, zstd and "-" (standard input); the first bytes tell
 * which, not the name.  Memory does not grow with the file.  Owns the file and
 * a buffer.
 */
#ifndef TRACES_UNPACK_H
#define TRACES_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "error_text.h"

struct unpack;

/* NULL and an error when it cannot be opened. */
struct unpack *unpack_open(const char *path, struct error_text *error);

/* A stream over bytes in memory; they stay the caller's and must outlive it. */
struct unpack *unpack_bytes(const char *name, const void *bytes, size_t size,
			    struct error_text *error);

/* Up to `room` bytes; *got 0 only at the end.  False and an error when the file
 * is damaged or cannot be read. */
bool unpack_read(struct unpack *unpack, void *out, size_t room, size_t *got,
		 struct error_text *error);

void unpack_close(struct unpack *unpack);

/* The name that error lines use. */
const char *unpack_name(const struct unpack *unpack);

#endif /* TRACES_UNPACK_H */
