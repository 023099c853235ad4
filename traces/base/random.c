#include "random.h"

#include <stddef.h>

#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)
#define PHILOX_ROUNDS 10
#define FIRSTS_AT_ONCE 256

void random_philox(const uint32_t counter[4], const uint32_t key[2],
		   uint32_t out[4])
{
	uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2],
		 c3 = counter[3];
	uint32_t k0 = key[0], k1 = key[1];

	for (int round = 0; round < PHILOX_ROUNDS; round++) {
		uint64_t p0 = (uint64_t)PHILOX_M0 * c0;
		uint64_t p1 = (uint64_t)PHILOX_M1 * c2;

		c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
		c1 = (uint32_t)p1;
		c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
		c3 = (uint32_t)p0;
		k0 += PHILOX_W0;
		k1 += PHILOX_W1;
	}
	out[0] = c0;
	out[1] = c1;
	out[2] = c2;
	out[3] = c3;
}

static uint32_t next_word(struct random_stream *stream)
{
	if (stream->used == 4) {
		random_philox(stream->counter, stream->key, stream->block);
		stream->counter[0]++;
		stream->used = 0;
	}
	return stream->block[stream->used++];
}

static void gsl_set(void *state, unsigned long seed)
{
	(void)state; /* a stream is opened by its key, never by a number */
	(void)seed;
}

static unsigned long gsl_get(void *state)
{
	return next_word(state);
}

static double gsl_get_double(void *state)
{
	return next_word(state) / 4294967296.0;
}

static const gsl_rng_type philox_type = {
    .name = "philox4x32-10",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(struct random_stream),
    .set = gsl_set,
    .get = gsl_get,
    .get_double = gsl_get_double,
};

/* Two rounds of a 64-bit finaliser (Steele, Lea, Flood 2014, SplitMix). */
static uint64_t mixed_word(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t generator_key(const struct random_key *key)
{
	return mixed_word(key->seed + mixed_word(key->purpose +
						 mixed_word(key->replication)));
}

void random_open(struct random_stream *stream, const struct random_key *key)
{
	uint64_t who = generator_key(key);

	stream->rng.type = &philox_type;
	stream->rng.state = stream;
	stream->key[0] = (uint32_t)who;
	stream->key[1] = (uint32_t)(who >> 32);
	who = mixed_word(key->entity);
	stream->counter[0] = 0; /* counts the blocks of this stream */
	stream->counter[1] = (uint32_t)who;
	stream->counter[2] = (uint32_t)(who >> 32);
	stream->counter[3] = (uint32_t)mixed_word(key->index + 1);
	stream->used = 4;
}

uint64_t random_u64(struct random_stream *stream)
{
	uint64_t low = next_word(stream);

	return low | (uint64_t)next_word(stream) << 32;
}

static double uniform_of(uint64_t word)
{
	/* 53 bits, and never 0 or 1 */
	return ((double)(word >> 12) + 0.5) / 4503599627370496.0;
}

double random_uniform(struct random_stream *stream)
{
	return uniform_of(random_u64(stream));
}

/* No stream is kept and nothing branches, so the compiler draws for several
 * entities at once. */
static void first_words(const struct random_key *key, const uint64_t *entities,
			size_t count, uint64_t *words)
{
	const uint64_t who = generator_key(key);
	const uint32_t halves[2] = {(uint32_t)who, (uint32_t)(who >> 32)};
	const uint32_t index = (uint32_t)mixed_word(key->index + 1);

	for (size_t i = 0; i < count; i++) {
		uint64_t entity = mixed_word(entities[i]);
		uint32_t counter[4] = {0, (uint32_t)entity,
				       (uint32_t)(entity >> 32), index};
		uint32_t block[4];

		random_philox(counter, halves, block);
		words[i] = block[0] | (uint64_t)block[1] << 32;
	}
}

void random_firsts(const struct random_key *key, const uint64_t *entities,
		   size_t count, double *out)
{
	uint64_t words[FIRSTS_AT_ONCE];

	while (count > 0) {
		size_t some = count < FIRSTS_AT_ONCE ? count : FIRSTS_AT_ONCE;

		first_words(key, entities, some, words);
		for (size_t i = 0; i < some; i++)
			out[i] = uniform_of(words[i]);
		entities += some;
		out += some;
		count -= some;
	}
}

uint64_t random_hash(const void *bytes, size_t size_bytes)
{
	const unsigned char *at = bytes;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < size_bytes; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}
