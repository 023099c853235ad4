/*
 * pack.h - bytes into a file, packed as its name says: .gz, .zst, else plain;
 * "-" is standard output.  The other side of unpack.h.
 *
 * A file is whole or not there, and none is replaced unasked (aside.h).  Owns a
 * buffer.
 */
#ifndef TRACES_PACK_H
#define TRACES_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "error_text.h"
#include "out_file.h"

struct pack;

struct pack *pack_open(const struct out_file *to, struct error_text *error);

bool pack_write(struct pack *pack, const void *bytes, size_t size,
		struct error_text *error);

/* Write the rest and let the file appear. */
bool pack_finish(struct pack *pack, struct error_text *error);

/* Also removes what was not finished. */
void pack_close(struct pack *pack);

#endif /* TRACES_PACK_H */
