/*
 * test_merge.c - unions of stretches, against an oracle that colours seconds;
 * sorting in little memory; players per session.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "traces/base/random.h"
#include "traces/import/merge.h"
#include "traces/import/stays.h"
#include "traces/store/sorter.h"

#define US INT64_C(1000000)
#define WORLDS 5
#define PLAYERS 4
#define SPAN_S 260000 /* three days: unions reach over midnights */
#define ROUNDS 60

/* --- the sorter ----------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct sort_record *l = a, *r = b;

	if (l->key != r->key)
		return l->key < r->key ? -1 : 1;
	return l->minor < r->minor ? -1 : l->minor > r->minor;
}

/* Sorted as qsort sorts, whether it fits into memory or not. */
static void sorts(size_t count, size_t in_memory, uint64_t spread, bool sorted)
{
	const struct random_key key = {.seed = count, .purpose = RANDOM_TEST};
	struct sort_record *expected = calloc(count + 1, sizeof *expected);
	const struct sort_record *got;
	struct error_text error = {""};
	struct random_stream stream;
	struct sorter *sorter = sorter_create(in_memory, &error);

	assert_non_null(sorter);
	assert_non_null(expected);
	random_open(&stream, &key);
	for (size_t i = 0; i < count; i++) {
		expected[i].key = random_u64(&stream) % spread;
		expected[i].minor = random_u64(&stream);
		expected[i].stop_us = (int64_t)expected[i].minor / 2;
	}
	if (sorted)
		qsort(expected, count, sizeof *expected, by_key);
	for (size_t i = 0; i < count; i++)
		assert_true(sorter_put(sorter, &expected[i], &error));
	assert_true(sorter_end(sorter, &error));
	qsort(expected, count, sizeof *expected, by_key);
	for (size_t i = 0; i < count; i++) {
		got = sorter_take(sorter, &error);
		assert_non_null(got);
		assert_true(got->key == expected[i].key);
		assert_true(got->minor == expected[i].minor);
		assert_true(got->stop_us == expected[i].stop_us);
	}
	assert_null(sorter_take(sorter, &error));
	assert_string_equal(error.text, "");
	sorter_release(sorter);
	free(expected);
}

static void more_records_than_fit_in_memory_come_sorted(void **state)
{
	(void)state;
	sorts(0, 0, 1, false);
	sorts(1, 0, 1, false);
	sorts(5000, 0, UINT64_MAX, false);
	sorts(5000, 0, 3, false);
	sorts(50000, 100, UINT64_MAX, false); /* 500 runs */
	sorts(50000, 777, 1000, false);
	sorts(50000, 1000, 1000, true); /* one run */
	sorts(70000, 0, 1000, true);	/* in pieces */
}

/* --- the oracle ----------------------------------------------------------- */

/* Second by second: is world w wanted, and how many players are there? */
struct coloured {
	unsigned char on[WORLDS][SPAN_S];
	unsigned char players[WORLDS][SPAN_S]; /* one bit each */
};

static int by_world_and_start(const void *a, const void *b)
{
	const struct session *l = a, *r = b;

	if (l->world != r->world)
		return l->world < r->world ? -1 : 1;
	return l->start_us < r->start_us ? -1 : l->start_us > r->start_us;
}

struct list {
	struct session sessions[20000];
	size_t count;
};

static bool keep(void *context, const struct session *session,
		 struct error_text *error)
{
	struct list *list = context;

	(void)error;
	assert_true(list->count < 20000);
	list->sessions[list->count++] = *session;
	return true;
}

static bool keep_stretch(void *context, const struct stretch *stretch,
			 struct error_text *error)
{
	const struct session session = {.start_us = stretch->start_us,
					.stop_us = stretch->stop_us,
					.world = stretch->world,
					.players = stretch->weight};

	return keep(context, &session, error);
}

/* Runs of coloured seconds.  `players`: their seconds. */
static void runs_of(const struct coloured *c, struct list *out)
{
	out->count = 0;
	for (uint32_t w = 0; w < WORLDS; w++) {
		for (int64_t s = 0; s < SPAN_S; s++) {
			int64_t begin = s, sum = 0;

			for (; s < SPAN_S && c->on[w][s]; s++)
				sum += __builtin_popcount(c->players[w][s]);
			if (s == begin)
				continue;
			out->sessions[out->count++] =
			    (struct session){.start_us = begin * US,
					     .stop_us = s * US,
					     .world = w,
					     .players = (uint32_t)sum};
		}
	}
}

static void same(const struct list *got, const struct list *expected,
		 uint64_t seed)
{
	if (got->count != expected->count)
		fail_msg("seed %llu: %zu sessions, not %zu",
			 (unsigned long long)seed, got->count, expected->count);
	for (size_t i = 0; i < got->count; i++) {
		const struct session *g = &got->sessions[i];
		const struct session *e = &expected->sessions[i];

		if (g->start_us != e->start_us || g->stop_us != e->stop_us ||
		    g->world != e->world || g->players != e->players)
			fail_msg("seed %llu: session %zu is world %u %lld "
				 "%lld %u, not world %u %lld %lld %u",
				 (unsigned long long)seed, i, g->world,
				 (long long)(g->start_us / US),
				 (long long)(g->stop_us / US), g->players,
				 e->world, (long long)(e->start_us / US),
				 (long long)(e->stop_us / US), e->players);
	}
}

/* --- stays ---------------------------------------------------------------- */

/* What all players together were online, by counting. */
static int64_t player_seconds(const struct coloured *c)
{
	int64_t sum = 0;

	for (int world = 0; world < WORLDS; world++)
		for (int s = 0; s < SPAN_S; s++)
			sum += __builtin_popcount(c->players[world][s]);
	return sum;
}

static void stays_merge_into_their_union_with_its_players(void **state)
{
	struct coloured *c = malloc(sizeof *c);
	struct list *got = malloc(sizeof *got),
		    *expected = malloc(sizeof *expected);

	(void)state;
	assert_non_null(c);
	assert_non_null(got);
	assert_non_null(expected);
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		const struct random_key key = {.seed = seed,
					       .purpose = RANDOM_TEST};
		struct random_stream stream;
		struct error_text error = {""};
		struct stays_found found;
		struct stays *stays;
		int64_t idle_s;

		random_open(&stream, &key);
		idle_s = 1 + (int64_t)(random_u64(&stream) % 3000);
		stays = stays_create(idle_s * US, &error);
		assert_non_null(stays);
		memset(c, 0, sizeof *c);
		for (uint64_t n = random_u64(&stream) % 400; n > 0; n--) {
			uint32_t world =
			    (uint32_t)(random_u64(&stream) % WORLDS);
			uint32_t player =
			    (uint32_t)(random_u64(&stream) % PLAYERS);
			int64_t start = (int64_t)(random_u64(&stream) % 200000);
			int64_t stop =
			    start + (int64_t)(random_u64(&stream) % 5000);
			const struct stay stay = {start * US, stop * US, world,
						  player};

			assert_true(stays_put(stays, &stay, &error));
			memset(&c->on[world][start], 1,
			       (size_t)(stop - start + idle_s));
			for (int64_t s = start; s < stop; s++)
				c->players[world][s] |=
				    (unsigned char)(1 << player);
		}
		got->count = 0;
		assert_true(stays_run(stays, keep, got, &found, &error));
		assert_true(found.player_us == player_seconds(c) * US);
		qsort(got->sessions, got->count, sizeof *got->sessions,
		      by_world_and_start);
		runs_of(c, expected);
		/* two unions that touch are one run of seconds */
		for (size_t i = 1; i < got->count; i++)
			if (got->sessions[i].world ==
				got->sessions[i - 1].world &&
			    got->sessions[i].start_us ==
				got->sessions[i - 1].stop_us)
				goto next;
		same(got, expected, seed);
	next:
		stays_release(stays);
	}
	free(c);
	free(got);
	free(expected);
}

/* --- sessions ------------------------------------------------------------- */

/* A union has the largest weight of the stretches in it. */
static void weights_are_the_largest(const struct list *unions,
				    const struct stretch *stretches,
				    size_t count)
{
	for (size_t i = 0; i < unions->count; i++) {
		const struct session *u = &unions->sessions[i];
		uint32_t largest = 0;

		for (size_t k = 0; k < count; k++)
			if (stretches[k].world == u->world &&
			    stretches[k].start_us >= u->start_us &&
			    stretches[k].start_us < u->stop_us &&
			    stretches[k].weight > largest)
				largest = stretches[k].weight;
		assert_int_equal(u->players, largest);
	}
}

/* The way without sorting: by their start, and no other way to the same. */
static bool unite_in_order(struct merge *merge, const struct stretch *stretches,
			   size_t count, struct list *got, uint64_t *merged,
			   struct error_text *error)
{
	merge_begin(merge, keep_stretch, got);
	for (size_t i = 0; i < count; i++)
		if (!merge_put_in_order(merge, &stretches[i], error))
			return false;
	return merge_end(merge, merged, error);
}

static bool unite_sorted(struct merge *merge, const struct stretch *stretches,
			 size_t count, struct list *got, uint64_t *merged,
			 struct error_text *error)
{
	for (size_t i = 0; i < count; i++)
		if (!merge_put(merge, &stretches[i], error))
			return false;
	return merge_run(merge, keep_stretch, got, merged, error);
}

static int by_start(const void *a, const void *b)
{
	const struct stretch *left = a, *right = b;

	return (left->start_us > right->start_us) -
	       (left->start_us < right->start_us);
}

/* The same stretches in another order and in little memory, or in order and in
 * none: the same unions. */
static void input_order_and_memory_limit_change_nothing(void **state)
{
	enum { COUNT = 3000 };
	static struct stretch stretches[COUNT];
	struct list *got = malloc(sizeof *got), *first = malloc(sizeof *first);
	const struct random_key key = {.seed = 9, .purpose = RANDOM_TEST};
	struct random_stream stream;

	(void)state;
	assert_non_null(got);
	assert_non_null(first);
	random_open(&stream, &key);
	for (size_t i = 0; i < COUNT; i++) {
		int64_t start = (int64_t)(random_u64(&stream) % 2000000);

		stretches[i] = (struct stretch){
		    start * US,
		    i % 500 == 0
			? INT64_MAX /* runs on */
			: (start + 1 + (int64_t)(random_u64(&stream) % 900)) *
			      US,
		    (uint32_t)(random_u64(&stream) % 50),
		    .weight = (uint32_t)(random_u64(&stream) % 7)};
	}
	for (int round = 0; round < 5; round++) {
		const struct merge_plan plan = {.records_in_memory =
						    round % 2 == 0 ? 0 : 64};
		struct error_text error = {""};
		struct merge *merge = merge_create(&plan, &error);
		uint64_t merged;

		assert_non_null(merge);
		for (size_t i = COUNT - 1; i > 0 && round > 1; i--) {
			size_t k = (size_t)(random_u64(&stream) % (i + 1));
			struct stretch swap = stretches[i];

			stretches[i] = stretches[k];
			stretches[k] = swap;
		}
		if (round == 4)
			qsort(stretches, COUNT, sizeof *stretches, by_start);
		got->count = 0;
		assert_true((round == 4 ? unite_in_order : unite_sorted)(
		    merge, stretches, COUNT, got, &merged, &error));
		assert_int_equal(got->count + merged, COUNT);
		assert_true(merged > 100);
		qsort(got->sessions, got->count, sizeof *got->sessions,
		      by_world_and_start);
		for (size_t i = 1; i < got->count; i++)
			assert_true(got->sessions[i].world !=
					got->sessions[i - 1].world ||
				    got->sessions[i].start_us >=
					got->sessions[i - 1].stop_us);
		if (round == 0)
			*first = *got;
		same(got, first, 9);
		weights_are_the_largest(got, stretches, COUNT);
		merge_release(merge);
	}
	free(got);
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(more_records_than_fit_in_memory_come_sorted),
	    cmocka_unit_test(stays_merge_into_their_union_with_its_players),
	    cmocka_unit_test(input_order_and_memory_limit_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
