#include "sha256.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES 64
#define ROUNDS 64
#define READ_BYTES 65536

/* FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube
 * roots of the first 64 primes */
static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned by)
{
	return x >> by | x << (32 - by);
}

static uint32_t big_endian(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

/* 6.2.2 */
static void take_block(uint32_t state[8], const unsigned char *block)
{
	uint32_t w[ROUNDS];
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3],
		 e = state[4], f = state[5], g = state[6], h = state[7];

	for (unsigned t = 0; t < 16; t++)
		w[t] = big_endian(block + (size_t)4 * t);
	for (unsigned t = 16; t < ROUNDS; t++)
		w[t] = (rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^
			w[t - 2] >> 10) +
		       w[t - 7] +
		       (rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^
			w[t - 15] >> 3) +
		       w[t - 16];
	for (unsigned t = 0; t < ROUNDS; t++) {
		uint32_t one = h +
			       (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			       ((e & f) ^ (~e & g)) + constants[t] + w[t];
		uint32_t two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
			       ((a & b) ^ (a & c) ^ (b & c));

		h = g;
		g = f;
		f = e;
		e = d + one;
		d = c;
		c = b;
		b = a;
		a = one + two;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

void sha256_begin(struct sha256 *hash)
{
	*hash = (struct sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
					  0xa54ff53a, 0x510e527f, 0x9b05688c,
					  0x1f83d9ab, 0x5be0cd19}};
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	size_t filled = hash->size % BLOCK_BYTES;

	hash->size += size;
	while (size > 0) {
		size_t part = BLOCK_BYTES - filled;

		if (part > size)
			part = size;
		if (part == BLOCK_BYTES) {
			take_block(hash->state, at);
		} else {
			memcpy(hash->block + filled, at, part);
			if (filled + part == BLOCK_BYTES)
				take_block(hash->state, hash->block);
		}
		at += part;
		size -= part;
		filled = 0;
	}
}

void sha256_end(struct sha256 *hash, char text[SHA256_TEXT_SIZE])
{
	static const unsigned char padding[BLOCK_BYTES] = {0x80};
	uint64_t bits = 8 * hash->size;
	size_t filled = hash->size % BLOCK_BYTES;
	unsigned char length[8];

	for (unsigned i = 0; i < sizeof length; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	sha256_add(hash, padding,
		   (filled < 56 ? 56 : 56 + BLOCK_BYTES) - filled);
	sha256_add(hash, length, sizeof length);
	for (unsigned i = 0; i < 8; i++)
		(void)snprintf(text + (size_t)8 * i, 9, "%08x", hash->state[i]);
}

bool sha256_file(const char *path, char text[SHA256_TEXT_SIZE])
{
	unsigned char bytes[READ_BYTES];
	struct stat facts;
	struct sha256 hash;
	ssize_t got = -1;
	/* a pipe would be waited for */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (file < 0)
		return false;
	sha256_begin(&hash);
	if (fstat(file, &facts) == 0 && S_ISREG(facts.st_mode))
		while ((got = read(file, bytes, sizeof bytes)) > 0)
			sha256_add(&hash, bytes, (size_t)got);
	(void)close(file);
	sha256_end(&hash, text);
	return got == 0;
}
