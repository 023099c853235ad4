/*
 * test_key_index.c - the ordered index against an array that is searched from
 * end to end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/kit/key_index.h"

#define MEMBERS_MAX 9000
#define STEPS 3000

/* Steele, Lea, Flood 2014, SplitMix: the tests draw on their own. */
static uint64_t draw(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

struct pair {
	void *memory;
	struct key_index *index;
	uint32_t keys, members;
	uint32_t key_of[MEMBERS_MAX]; /* KEY_INDEX_NONE: not in */
	uint64_t random;
};

static void pair_open(struct pair *pair, uint32_t keys, uint32_t members)
{
	size_t size = (key_index_size_bytes(keys, members) + 63) / 64 * 64;

	pair->keys = keys;
	pair->members = members;
	pair->random = keys * UINT64_C(1000003) + members;
	pair->memory = aligned_alloc(64, size);
	assert_non_null(pair->memory);
	memset(pair->memory, 0, size);
	pair->index = key_index_init(pair->memory, keys, members);
	for (uint32_t i = 0; i < members; i++)
		pair->key_of[i] = KEY_INDEX_NONE;
}

/* The smallest key in [low, high] or the largest; of these the lowest member.
 */
static uint32_t search(const struct pair *pair, uint32_t low, uint32_t high,
		       bool smallest)
{
	uint32_t best = KEY_INDEX_NONE;

	for (uint32_t i = 0; i < pair->members; i++) {
		uint32_t key = pair->key_of[i];

		if (key == KEY_INDEX_NONE || key < low || key > high)
			continue;
		if (best == KEY_INDEX_NONE ||
		    (smallest ? key < pair->key_of[best]
			      : key > pair->key_of[best]))
			best = i;
	}
	return best;
}

static uint32_t neighbour(const struct pair *pair, uint32_t member, bool after)
{
	uint32_t key = pair->key_of[member];

	for (uint32_t i = member + 1; i < pair->members; i++)
		if (pair->key_of[i] == key)
			return i;
	if (after)
		return search(pair, key + 1, KEY_INDEX_NONE - 1, true);
	return key == 0 ? KEY_INDEX_NONE : search(pair, 0, key - 1, false);
}

static void assert_agree(struct pair *pair, uint32_t key)
{
	uint32_t count = 0;
	uint32_t member = (uint32_t)(draw(&pair->random) % pair->members);

	for (uint32_t i = 0; i < pair->members; i++)
		count += pair->key_of[i] != KEY_INDEX_NONE;
	assert_int_equal(key_index_count(pair->index), count);
	assert_int_equal(key_index_at_least(pair->index, key),
			 search(pair, key, KEY_INDEX_NONE - 1, true));
	assert_int_equal(key_index_at_most(pair->index, key),
			 search(pair, 0, key, false));
	assert_int_equal(key_index_contains(pair->index, member),
			 pair->key_of[member] != KEY_INDEX_NONE);
	if (pair->key_of[member] == KEY_INDEX_NONE)
		return;
	assert_int_equal(key_index_key(pair->index, member),
			 pair->key_of[member]);
	assert_int_equal(key_index_next(pair->index, member),
			 neighbour(pair, member, true));
	assert_int_equal(key_index_previous(pair->index, member),
			 neighbour(pair, member, false));
}

/* Few keys for many members, all over the place, or near both ends. */
static uint32_t draw_key(struct pair *pair)
{
	uint64_t pick = draw(&pair->random);

	switch (pick % 4) {
	case 0:
		return (uint32_t)(pick / 4 % (pair->keys < 5 ? 2 : 5)) %
		       pair->keys;
	case 1:
		return pair->keys - 1 - (uint32_t)(pick / 4 % 3) % pair->keys;
	default:
		return (uint32_t)(pick / 4 % pair->keys);
	}
}

static void any_history_agrees_with_a_search(void **state)
{
	static const struct {
		uint32_t keys, members;
	} sizes[] = {
	    {1, 1},	  {1, 300},   {2, 64},	   {63, 65},	{64, 64},
	    {65, 63},	  {100, 1},   {4096, 100}, {4097, 130}, {65536, 1000},
	    {300000, 40}, {70, 4096}, {70, 4097},  {500, 9000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct pair pair;

		pair_open(&pair, sizes[i].keys, sizes[i].members);
		for (int step = 0; step < STEPS; step++) {
			/* fills, then empties, then fills again */
			uint64_t sets = step / 800 % 2 ? 2 : 6;
			uint32_t member =
			    (uint32_t)(draw(&pair.random) % pair.members);

			if (draw(&pair.random) % 8 < sets) {
				uint32_t key = draw_key(&pair);

				key_index_set(pair.index, member, key);
				pair.key_of[member] = key;
			} else {
				key_index_remove(pair.index, member);
				pair.key_of[member] = KEY_INDEX_NONE;
			}
			assert_agree(&pair, draw_key(&pair));
		}
		free(pair.memory);
	}
}

static void a_key_beyond_the_range_counts_as_the_largest(void **state)
{
	struct pair pair;

	(void)state;
	pair_open(&pair, 100, 10);
	key_index_set(pair.index, 3, 100);
	key_index_set(pair.index, 2, UINT32_MAX);
	key_index_set(pair.index, 7, 98);
	assert_int_equal(key_index_key(pair.index, 3), 99);
	assert_int_equal(key_index_key(pair.index, 2), 99);
	assert_int_equal(key_index_at_least(pair.index, 99), 2);
	assert_int_equal(key_index_at_most(pair.index, UINT32_MAX), 2);
	assert_int_equal(key_index_at_least(pair.index, 100), KEY_INDEX_NONE);
	assert_int_equal(key_index_at_least(pair.index, UINT32_MAX),
			 KEY_INDEX_NONE);
	free(pair.memory);
}

/* From one end to the other, in both directions, nobody twice. */
static void a_walk_meets_every_member_once(void **state)
{
	struct pair pair;
	uint32_t at, seen = 0;

	(void)state;
	pair_open(&pair, 1000, 1000);
	for (uint32_t i = 0; i < 700; i++) {
		uint32_t member = i * 7 % 1000;

		pair.key_of[member] = draw_key(&pair);
		key_index_set(pair.index, member, pair.key_of[member]);
	}
	at = key_index_at_least(pair.index, 0);
	for (uint32_t next; at != KEY_INDEX_NONE; at = next, seen++) {
		next = key_index_next(pair.index, at);
		assert_true(
		    next == KEY_INDEX_NONE ||
		    pair.key_of[next] > pair.key_of[at] ||
		    (pair.key_of[next] == pair.key_of[at] && next > at));
	}
	assert_int_equal(seen, 700);
	at = key_index_at_most(pair.index, UINT32_MAX);
	for (uint32_t next; at != KEY_INDEX_NONE; at = next, seen++) {
		next = key_index_previous(pair.index, at);
		assert_true(
		    next == KEY_INDEX_NONE ||
		    pair.key_of[next] < pair.key_of[at] ||
		    (pair.key_of[next] == pair.key_of[at] && next > at));
	}
	assert_int_equal(seen, 1400);
	free(pair.memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_history_agrees_with_a_search),
	    cmocka_unit_test(a_key_beyond_the_range_counts_as_the_largest),
	    cmocka_unit_test(a_walk_meets_every_member_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
