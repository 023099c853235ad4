/*
 * pseudonyms.h - players without names.
 *
 * A player becomes 32 bits of SipHash-2-4 (Aumasson and Bernstein 2012) of the
 * name under a key.  The key comes from a file that its owner keeps, or is
 * drawn and forgotten: then the player cannot be identified afterwards.  The
 * name goes no further than this function.  Two of the players that are online
 * in a world at once share a pseudonym with a chance of about 1e-9; they would
 * count as one.
 */
#ifndef TRACES_PSEUDONYMS_H
#define TRACES_PSEUDONYMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"

struct pseudonyms {
	uint64_t key[2];
};

/* `salt_path` NULL: a random key.  A salt file has at least 16 bytes. */
bool pseudonyms_open(struct pseudonyms *pseudonyms, const char *salt_path,
		     struct error_text *error);

uint32_t pseudonym(const struct pseudonyms *pseudonyms, const char *name,
		   size_t length);

/* The hash itself, for its known answers. */
uint64_t siphash24(const uint64_t key[2], const void *bytes, size_t size);

#endif /* TRACES_PSEUDONYMS_H */
