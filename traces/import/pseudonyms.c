#include "pseudonyms.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define SALT_BYTES_LEAST 16
#define SALT_BYTES_MAX 4096

static uint64_t rotate(uint64_t x, unsigned by)
{
	return x << by | x >> (64 - by);
}

static void rounds(uint64_t v[4], int count)
{
	while (count-- > 0) {
		v[0] += v[1];
		v[1] = rotate(v[1], 13) ^ v[0];
		v[0] = rotate(v[0], 32);
		v[2] += v[3];
		v[3] = rotate(v[3], 16) ^ v[2];
		v[0] += v[3];
		v[3] = rotate(v[3], 21) ^ v[0];
		v[2] += v[1];
		v[1] = rotate(v[1], 17) ^ v[2];
		v[2] = rotate(v[2], 32);
	}
}

static uint64_t word(const unsigned char *bytes, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value |= (uint64_t)bytes[i] << (8 * i);
	return value;
}

uint64_t siphash24(const uint64_t key[2], const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	uint64_t last = (uint64_t)size << 56;
	uint64_t v[4] = {key[0] ^ UINT64_C(0x736f6d6570736575),
			 key[1] ^ UINT64_C(0x646f72616e646f6d),
			 key[0] ^ UINT64_C(0x6c7967656e657261),
			 key[1] ^ UINT64_C(0x7465646279746573)};

	for (; size >= 8; size -= 8, at += 8) {
		uint64_t m = word(at, 8);

		v[3] ^= m;
		rounds(v, 2);
		v[0] ^= m;
	}
	last |= word(at, size);
	v[3] ^= last;
	rounds(v, 2);
	v[0] ^= last;
	v[2] ^= 0xff;
	rounds(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* A file of any size becomes a key: its two hashes under two constants. */
static bool read_salt(struct pseudonyms *p, const char *path,
		      struct error_text *error)
{
	static const uint64_t first[2] = {0, 0}, second[2] = {1, 0};
	unsigned char bytes[SALT_BYTES_MAX];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (file == NULL)
		return error_set(error,
				 "%s: cannot be read; give the path of a "
				 "file that exists",
				 path);
	size = fread(bytes, 1, sizeof bytes, file);
	(void)fclose(file);
	if (size < SALT_BYTES_LEAST)
		return error_set(error,
				 "%s: %zu bytes of salt; at least %d random "
				 "bytes are needed",
				 path, size, SALT_BYTES_LEAST);
	p->key[0] = siphash24(first, bytes, size);
	p->key[1] = siphash24(second, bytes, size);
	return true;
}

bool pseudonyms_open(struct pseudonyms *p, const char *salt_path,
		     struct error_text *error)
{
	if (salt_path != NULL)
		return read_salt(p, salt_path, error);
	return getrandom(p->key, sizeof p->key, 0) == (ssize_t)sizeof p->key ||
	       error_set(error, "no random salt; give one with --salt-file");
}

uint32_t pseudonym(const struct pseudonyms *p, const char *name, size_t length)
{
	return (uint32_t)siphash24(p->key, name, length);
}
