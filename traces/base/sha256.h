/*
 * sha256.h - SHA-256 (FIPS 180-4), to tell whether a file is as we wrote it.
 */
#ifndef TRACES_SHA256_H
#define TRACES_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_TEXT_SIZE 65 /* hexadecimal, with its end */

struct sha256 {
	uint32_t state[8];
	uint64_t size; /* bytes so far */
	unsigned char block[64];
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t size);
void sha256_end(struct sha256 *hash, char text[SHA256_TEXT_SIZE]);

/* Of a regular file; links are not followed.  False: it is none, or cannot be
 * read. */
bool sha256_file(const char *path, char text[SHA256_TEXT_SIZE]);

#endif /* TRACES_SHA256_H */
