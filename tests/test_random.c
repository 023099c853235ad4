/*
 * test_random.c - the generator's known answers, and streams that depend on
 * every part of their key and on nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "traces/base/random.h"
#include "traces/model/population.h"

#define DRAWS 100000

static struct random_key a_key(void)
{
	return (struct random_key){.seed = 1,
				   .replication = 0,
				   .purpose = RANDOM_TEST,
				   .entity = 5,
				   .index = 0};
}

/* kat_vectors of Random123, philox4x32 10. */
static void philox_gives_the_published_answers(void **state)
{
	static const struct {
		uint32_t counter[4], key[2], out[4];
	} known[] = {
	    {{0, 0, 0, 0},
	     {0, 0},
	     {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
	    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
	     {0xffffffff, 0xffffffff},
	     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
	    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
	     {0xa4093822, 0x299f31d0},
	     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		uint32_t out[4];

		random_philox(known[i].counter, known[i].key, out);
		for (int word = 0; word < 4; word++)
			assert_int_equal(out[word], known[i].out[word]);
	}
}

/* FNV's own test vectors. */
static void names_are_hashed_by_fnv_1a(void **state)
{
	(void)state;
	assert_true(random_hash("", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(random_hash("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(random_hash("foobar", 6) == UINT64_C(0x85944171f73967e8));
	assert_true(random_hash("\xff", 1) == UINT64_C(0xaf64724c8602eb6e));
}

static void a_stream_is_a_function_of_its_key(void **state)
{
	struct random_key key = a_key();
	struct random_stream one, other, between;
	uint64_t first[64];

	(void)state;
	random_open(&one, &key);
	for (int i = 0; i < 64; i++)
		first[i] = random_u64(&one);
	/* opened again, and mixed with draws of another stream */
	random_open(&other, &key);
	key.entity++;
	random_open(&between, &key);
	for (int i = 0; i < 64; i++) {
		(void)random_u64(&between);
		(void)random_uniform(&between);
		assert_true(random_u64(&other) == first[i]);
	}
}

/* Many at once, in whatever portions, as each stream by itself. */
static void first_draws_are_those_of_the_streams(void **state)
{
	enum { ENTITIES = 1000 };
	static uint64_t entities[ENTITIES];
	static double firsts[ENTITIES];
	struct random_key key = a_key();

	(void)state;
	key.index = 1003;
	for (uint64_t i = 0; i < ENTITIES; i++)
		entities[i] = random_hash(&i, sizeof i);
	for (size_t count = 0; count <= ENTITIES; count += 125) {
		memset(firsts, 0, sizeof firsts);
		random_firsts(&key, entities, count, firsts);
		for (size_t i = 0; i < count; i++) {
			struct random_stream stream;

			key.entity = entities[i];
			random_open(&stream, &key);
			assert_true(firsts[i] <= random_uniform(&stream) &&
				    firsts[i] > 0);
			random_open(&stream, &key);
			assert_true(firsts[i] >= random_uniform(&stream));
		}
		assert_true(count == ENTITIES || firsts[count] <= 0);
	}
}

/* As they were printed before: the draws of every shipped scenario hang on
 * them. */
static void worlds_are_named_by_number(void **state)
{
	static const uint32_t indices[] = {
	    0, 8, 9, 98, 99998, 99999, 100000, 999999, 4294967294};

	(void)state;
	for (size_t i = 0; i < sizeof indices / sizeof *indices; i++) {
		char name[WORLD_NAME_SIZE], expected[WORLD_NAME_SIZE];

		(void)snprintf(expected, sizeof expected, "w%05u",
			       indices[i] + 1);
		world_name(indices[i], name);
		assert_string_equal(name, expected);
		assert_true(world_entity(indices[i]) ==
			    random_hash(expected, strlen(expected)));
	}
}

/* Neighbours in any part of the key have nothing in common. */
static void each_part_of_the_key_selects_another_stream(void **state)
{
	enum { KEYS = 6 * 40 };
	static uint64_t seen[KEYS][4];
	int count = 0;

	(void)state;
	for (int part = 0; part < 6; part++) {
		for (uint64_t step = 1; step <= 40; step++) {
			struct random_key key = a_key();
			struct random_stream stream;

			switch (part) {
			case 0:
				key.seed += step;
				break;
			case 1:
				key.replication += (uint32_t)step;
				break;
			case 2:
				key.purpose =
				    (uint32_t)step - 1 + (step > RANDOM_TEST);
				break;
			case 3:
				key.entity += step;
				break;
			case 4:
				key.index += step;
				break;
			default: /* high halves count too */
				key.seed += step % 2 ? step << 32 : 0;
				key.entity += step % 2 ? 0 : step << 32;
				break;
			}
			random_open(&stream, &key);
			for (int i = 0; i < 4; i++)
				seen[count][i] = random_u64(&stream);
			count++;
		}
	}
	for (int i = 0; i < count * 4; i++)
		for (int j = 0; j < i; j++)
			assert_true(seen[i / 4][i % 4] != seen[j / 4][j % 4]);
}

/* First draws over a row of keys are as good as draws of one stream: this is
 * how the simulator uses them. */
static void check_uniform(double (*next)(void *context, int i), void *context)
{
	double sum = 0, squares = 0, products = 0, before = 0.5;
	uint32_t bins[100] = {0};
	double chi = 0;

	for (int i = 0; i < DRAWS; i++) {
		double u = next(context, i);

		assert_true(u > 0 && u < 1);
		sum += u;
		squares += (u - 0.5) * (u - 0.5);
		products += (u - 0.5) * (before - 0.5);
		before = u;
		bins[(int)(u * 100)]++;
	}
	for (int i = 0; i < 100; i++)
		chi += (bins[i] - DRAWS / 100.0) * (bins[i] - DRAWS / 100.0);
	chi /= DRAWS / 100.0;
	/* four sigma of the mean, the variance and the covariance */
	assert_true(fabs(sum / DRAWS - 0.5) < 4 / sqrt(12.0 * DRAWS));
	assert_true(fabs(squares / DRAWS - 1 / 12.0) < 4 / sqrt(180.0 * DRAWS));
	assert_true(fabs(products / DRAWS) < 4 / 12.0 / sqrt(DRAWS));
	assert_true(fabs(chi - 99) < 4 * sqrt(2 * 99.0));
}

static double of_one_stream(void *context, int i)
{
	(void)i;
	return random_uniform(context);
}

static double of_an_index(void *context, int i)
{
	struct random_key key = a_key();
	struct random_stream stream;

	(void)context;
	key.index = (uint64_t)i;
	random_open(&stream, &key);
	return random_uniform(&stream);
}

static double of_an_entity(void *context, int i)
{
	struct random_key key = a_key();
	struct random_stream stream;

	(void)context;
	key.entity = (uint64_t)i;
	random_open(&stream, &key);
	return random_uniform(&stream);
}

static double of_a_replication(void *context, int i)
{
	struct random_key key = a_key();
	struct random_stream stream;

	(void)context;
	key.replication = (uint32_t)i;
	random_open(&stream, &key);
	return random_uniform(&stream);
}

static void draws_are_uniform_along_and_across_streams(void **state)
{
	struct random_key key = a_key();
	struct random_stream stream;

	(void)state;
	random_open(&stream, &key);
	check_uniform(of_one_stream, &stream);
	check_uniform(of_an_index, NULL);
	check_uniform(of_an_entity, NULL);
	check_uniform(of_a_replication, NULL);
}

/* Two policies draw by neighbouring keys: no correlation between them. */
static void neighbouring_keys_are_not_correlated(void **state)
{
	(void)state;
	for (int part = 0; part < 3; part++) {
		struct random_key key = a_key();
		struct random_stream one, other;
		double products = 0;

		random_open(&one, &key);
		key.seed += part == 0;
		key.purpose -= part == 1;
		key.index += part == 2;
		random_open(&other, &key);
		for (int i = 0; i < DRAWS; i++)
			products += (random_uniform(&one) - 0.5) *
				    (random_uniform(&other) - 0.5);
		assert_true(fabs(products / DRAWS) < 4 / 12.0 / sqrt(DRAWS));
	}
}

static void every_bit_of_a_word_is_as_often_set_as_not(void **state)
{
	struct random_key key = a_key();
	struct random_stream stream;
	uint64_t set[64] = {0};

	(void)state;
	random_open(&stream, &key);
	for (int i = 0; i < DRAWS; i++) {
		uint64_t word = random_u64(&stream);

		for (int bit = 0; bit < 64; bit++)
			set[bit] += word >> bit & 1;
	}
	for (int bit = 0; bit < 64; bit++)
		assert_true(fabs((double)set[bit] - DRAWS / 2.0) <
			    4.5 * sqrt(DRAWS / 4.0));
}

static void distributions_of_gsl_work_on_a_stream(void **state)
{
	struct random_key key = a_key();
	struct random_stream stream;
	double sum = 0;

	(void)state;
	random_open(&stream, &key);
	assert_true(gsl_rng_max(&stream.rng) == UINT32_MAX);
	assert_true(gsl_rng_min(&stream.rng) == 0);
	for (int i = 0; i < DRAWS; i++) {
		double u = gsl_rng_uniform(&stream.rng);

		assert_true(u >= 0 && u < 1); /* what GSL promises */
		sum += gsl_ran_ugaussian(&stream.rng);
	}
	assert_true(fabs(sum / DRAWS) < 4 / sqrt(DRAWS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(philox_gives_the_published_answers),
	    cmocka_unit_test(names_are_hashed_by_fnv_1a),
	    cmocka_unit_test(a_stream_is_a_function_of_its_key),
	    cmocka_unit_test(first_draws_are_those_of_the_streams),
	    cmocka_unit_test(worlds_are_named_by_number),
	    cmocka_unit_test(each_part_of_the_key_selects_another_stream),
	    cmocka_unit_test(draws_are_uniform_along_and_across_streams),
	    cmocka_unit_test(neighbouring_keys_are_not_correlated),
	    cmocka_unit_test(every_bit_of_a_word_is_as_often_set_as_not),
	    cmocka_unit_test(distributions_of_gsl_work_on_a_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
