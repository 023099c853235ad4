/*
 * test_timers.c - the timer queue against a plain sorted array, which does the
 * same the slow way: every push, pop, peek and list must agree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "engine/kit/timers.h"

#define CAPACITY 3000
#define STEPS 30000

/* Steele, Lea, Flood 2014, SplitMix: the tests draw on their own. */
static uint64_t draw(uint64_t *state)
{
	uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* The queue under test beside the slow one. */
struct pair {
	void *memory;
	struct timers *timers;
	struct timer sorted[CAPACITY];
	uint32_t count;
	int64_t popped_us;
	uint32_t pushed; /* numbers the entries */
	uint64_t random;
};

static void pair_open(struct pair *pair, uint32_t capacity, uint64_t seed)
{
	size_t size = (timers_size_bytes(capacity) + 63) / 64 * 64;

	*pair = (struct pair){.random = seed};
	pair->memory = aligned_alloc(64, size);
	assert_non_null(pair->memory);
	memset(pair->memory, 0xa5, size); /* it need not be zero */
	pair->timers = timers_init(pair->memory, capacity);
	assert_int_equal(timers_count(pair->timers), 0);
	assert_true(timers_next_us(pair->timers) == TIME_NEVER_US);
}

static void pair_push(struct pair *pair, int64_t at_us)
{
	struct timer timer = {at_us, (uint32_t)draw(&pair->random),
			      pair->pushed++};
	uint32_t at = pair->count++;

	assert_true(timers_push(pair->timers, timer));
	if (timer.at_us < pair->popped_us)
		timer.at_us = pair->popped_us;
	for (; at > 0 && pair->sorted[at - 1].at_us > timer.at_us; at--)
		pair->sorted[at] = pair->sorted[at - 1];
	pair->sorted[at] = timer;
}

static void assert_same(const struct timer *a, const struct timer *b)
{
	assert_true(a->at_us == b->at_us);
	assert_int_equal(a->entity, b->entity);
	assert_int_equal(a->kind, b->kind);
}

static void pair_pop(struct pair *pair)
{
	static const struct timer untouched = {-7, 7, 7};
	struct timer got = untouched;
	int64_t next_us = pair->sorted[0].at_us;

	if (next_us > INT64_MIN) {
		assert_false(timers_pop(pair->timers, next_us - 1, &got));
		assert_same(&got, &untouched);
	}
	assert_true(timers_pop(
	    pair->timers, draw(&pair->random) % 2 ? next_us : INT64_MAX, &got));
	assert_same(&got, &pair->sorted[0]);
	pair->popped_us = got.at_us;
	pair->count--;
	memmove(pair->sorted, pair->sorted + 1,
		pair->count * sizeof *pair->sorted);
}

/* Listing twice gives the same twice: it changes nothing.  The room is exactly
 * what the header asks for, so that a checker sees a write beyond. */
static void assert_listed(const struct pair *pair)
{
	struct timer *scratch =
	    malloc(2 * (size_t)pair->count * sizeof *scratch + !pair->count);

	assert_non_null(scratch);
	for (int twice = 0; twice < 2; twice++) {
		timers_list(pair->timers, scratch);
		for (uint32_t i = 0; i < pair->count; i++)
			assert_same(&scratch[i], &pair->sorted[i]);
	}
	free(scratch);
}

static void assert_agree(const struct pair *pair)
{
	struct timer hint;

	assert_int_equal(timers_count(pair->timers), pair->count);
	assert_true(timers_next_us(pair->timers) ==
		    (pair->count == 0 ? TIME_NEVER_US : pair->sorted[0].at_us));
	for (uint32_t ahead = 0; ahead < pair->count + 2; ahead++) {
		if (!timers_peek(pair->timers, ahead, &hint)) {
			assert_true(ahead != 0 || pair->count == 0);
			break;
		}
		assert_true(ahead < pair->count);
		assert_same(&hint, &pair->sorted[ahead]);
	}
}

/* --- how far ahead the next entry lies ------------------------------------ */

typedef int64_t ahead_of(struct pair *pair);

static int64_t at_once(struct pair *pair)
{
	return pair->popped_us;
}

static int64_t within_a_digit(struct pair *pair)
{
	return pair->popped_us + (int64_t)(draw(&pair->random) % 20);
}

static int64_t within_a_minute(struct pair *pair)
{
	return pair->popped_us +
	       (int64_t)(draw(&pair->random) % (uint64_t)US_PER_MINUTE);
}

/* Whole seconds: many equal ones, in many groups. */
static int64_t on_the_second(struct pair *pair)
{
	return (pair->popped_us / US_PER_SECOND +
		(int64_t)(draw(&pair->random) % 90)) *
	       US_PER_SECOND;
}

/* A timeout: always the same stretch behind a present that goes on. */
static int64_t monotone(struct pair *pair)
{
	return pair->popped_us + 5 * US_PER_MINUTE + pair->pushed;
}

static int64_t falling(struct pair *pair)
{
	return pair->popped_us + INT64_C(1000000000) - pair->pushed;
}

/* Every order of magnitude is as likely as any other. */
static int64_t any_magnitude(struct pair *pair)
{
	uint64_t reach = UINT64_C(1) << draw(&pair->random) % 50;

	return pair->popped_us + (int64_t)(draw(&pair->random) % reach);
}

static int64_t next_century_or_now(struct pair *pair)
{
	return draw(&pair->random) % 8
		   ? pair->popped_us + (int64_t)(draw(&pair->random) % 1000)
		   : INT64_C(4102444800000000) +
			 (int64_t)(draw(&pair->random) % 3);
}

/* Entries that shall never be due among some that are. */
static int64_t hardly_ever(struct pair *pair)
{
	uint64_t pick = draw(&pair->random);

	return pick % 150 == 0
		   ? TIME_NEVER_US - (int64_t)(pick / 150 % 2)
		   : pair->popped_us +
			 (int64_t)(pick / 150 % (uint64_t)US_PER_MINUTE);
}

/* A caller's mistake: it is put at the last popped instant. */
static int64_t too_late(struct pair *pair)
{
	int64_t at_us =
	    pair->popped_us + (int64_t)(draw(&pair->random) % 2000) - 1000;

	return at_us < 0 ? 0 : at_us;
}

static void compare(ahead_of *ahead, uint64_t seed, uint64_t growing,
		    bool from_now)
{
	struct pair pair;

	pair_open(&pair, CAPACITY, seed);
	if (from_now) { /* the present of a run is far from the beginning */
		pair_push(&pair, INT64_C(1731085200000000));
		pair_pop(&pair);
	}
	for (int step = 0; step < STEPS; step++) {
		/* the queue grows and shrinks in turns */
		uint64_t pushes = step / 5000 % 2 ? 8 - growing : growing;

		if (draw(&pair.random) % 8 < pushes) {
			if (pair.count < CAPACITY)
				pair_push(&pair, ahead(&pair));
		} else if (pair.count > 0 &&
			   pair.sorted[0].at_us < TIME_NEVER_US - 1) {
			pair_pop(&pair);
		}
		if (step % 16 == 0)
			assert_agree(&pair);
		if (step % 997 == 0)
			assert_listed(&pair);
	}
	assert_listed(&pair);
	while (pair.count > 0 && pair.sorted[0].at_us < TIME_NEVER_US - 1)
		pair_pop(&pair);
	assert_agree(&pair);
	free(pair.memory);
}

static void any_history_agrees_with_a_sorted_array(void **state)
{
	static ahead_of *const every[] = {
	    at_once,	   within_a_digit, within_a_minute,
	    on_the_second, monotone,	   falling,
	    any_magnitude, too_late,	   next_century_or_now,
	    hardly_ever,
	};

	(void)state;
	for (size_t i = 0; i < sizeof every / sizeof *every; i++)
		for (uint64_t seed = 1; seed <= 2; seed++)
			for (uint64_t growing = 4; growing <= 6; growing++)
				compare(every[i], 100 * i + seed, growing,
					seed == 2);
}

static void equal_instants_fire_in_the_order_they_were_set(void **state)
{
	const int64_t at_us = INT64_C(1731085200000000);
	struct pair pair;

	(void)state;
	pair_open(&pair, CAPACITY, 1);
	/* many at one instant, pushed while it is far, near and present */
	for (uint32_t i = 0; i < 900; i++) {
		pair_push(&pair, at_us);
		pair_push(&pair, at_us - 1 - (int64_t)(i % 7) * 100000);
		if (i % 3 == 0)
			pair_pop(&pair);
	}
	while (pair.count > 0 && pair.sorted[0].at_us < at_us)
		pair_pop(&pair);
	for (uint32_t i = 0; i < 900; i++) {
		pair_pop(&pair);
		assert_true(pair.popped_us == at_us);
		if (i % 2)
			pair_push(&pair, at_us);
	}
	while (pair.count > 0)
		pair_pop(&pair);
	assert_agree(&pair);
	free(pair.memory);
}

static void a_full_queue_refuses_and_stays_as_it_was(void **state)
{
	static const uint32_t capacities[] = {1, 2, 31, 32, 63, 64, 129, 1000};

	(void)state;
	for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
		struct timer got;
		struct pair pair;

		pair_open(&pair, capacities[i], i);
		/* the memory suffices however the entries lie */
		for (int round = 0; round < 20; round++) {
			while (pair.count < capacities[i])
				pair_push(&pair, any_magnitude(&pair));
			assert_false(timers_push(
			    pair.timers,
			    (struct timer){.at_us = pair.popped_us}));
			assert_agree(&pair);
			assert_listed(&pair);
			for (uint32_t n = pair.count / 2 + 1; n > 0; n--)
				pair_pop(&pair);
		}
		while (pair.count > 0)
			pair_pop(&pair);
		assert_false(timers_pop(pair.timers, TIME_NEVER_US, &got));
		assert_false(timers_peek(pair.timers, 0, &got));
		free(pair.memory);
	}
}

/* One bucket, the most chunks in a row. */
static void a_queue_holds_as_many_as_it_was_made_for(void **state)
{
	const uint32_t capacity = 200000;
	void *memory = aligned_alloc(64, timers_size_bytes(capacity) + 64);
	struct timers *timers = timers_init(memory, capacity);
	struct timer timer;

	(void)state;
	for (uint32_t i = 0; i < capacity; i++)
		assert_true(timers_push(
		    timers, (struct timer){INT64_C(1) << 40, i, 0}));
	assert_false(
	    timers_push(timers, (struct timer){INT64_C(1) << 40, 0, 0}));
	for (uint32_t i = 0; i < capacity; i++) {
		assert_true(timers_pop(timers, INT64_MAX, &timer));
		assert_int_equal(timer.entity, i);
	}
	free(memory);
}

/* Half a chunk in each bucket above the base, then so many earlier ones that
 * the base goes back by a higher digit and all of it becomes one bucket, of
 * chunks that are half full; and again. */
static uint32_t push_half_chunks(struct timers *timers)
{
	const int digits = 13;
	int64_t base_us = (INT64_C(1) << 4 * digits) / 15; /* 0x1111... */
	uint32_t pushed = 0;

	for (int top = 0; top < digits; top++) {
		base_us &= ~(INT64_C(15) << 4 * top);
		for (int i = 0; i < 400; i++)
			pushed += timers_push(
			    timers, (struct timer){base_us, pushed, 0});
		for (int at = 0; at < 15 * top * 32; at++) {
			int64_t digit = 1 + at / 32 % 15;
			int level = at / 32 / 15;

			pushed += timers_push(
			    timers,
			    (struct timer){base_us + (digit << 4 * level),
					   pushed, 0});
		}
	}
	return pushed;
}

static void a_queue_of_half_chunks_holds_as_many(void **state)
{
	uint32_t capacity = 1, count;
	int64_t last_us = 0;

	(void)state;
	for (int round = 0; round < 2; round++) { /* how many, then so many */
		size_t size = timers_size_bytes(round == 0 ? 100000 : capacity);
		void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
		struct timers *timers =
		    timers_init(memory, round == 0 ? 100000 : capacity);
		struct timer timer;

		capacity = push_half_chunks(timers);
		count = 0;
		last_us = 0;
		while (timers_pop(timers, INT64_MAX, &timer)) {
			assert_true(timer.at_us >= last_us);
			last_us = timer.at_us;
			count++;
		}
		assert_int_equal(count, capacity);
		free(memory);
	}
}

/* While nothing is pushed every entry is foreseen once, before it is popped. */
static void each_timer_is_foreseen_once(void **state)
{
	struct pair pair;

	(void)state;
	for (uint32_t ahead = 1; ahead < 40; ahead += 6) {
		struct timer seen, got;
		uint32_t foreseen = 0, popped = 0;

		pair_open(&pair, CAPACITY, 7 + ahead);
		for (uint32_t i = 0; i < CAPACITY; i++)
			pair_push(&pair, any_magnitude(&pair));
		while (popped < CAPACITY) {
			while (timers_foresee(pair.timers, ahead, &seen)) {
				assert_same(&seen, &pair.sorted[foreseen]);
				foreseen++;
				assert_true(foreseen <= popped + ahead);
			}
			assert_true(foreseen > popped);
			assert_true(
			    timers_pop(pair.timers, TIME_NEVER_US, &got));
			assert_same(&got, &pair.sorted[popped++]);
		}
		assert_false(timers_foresee(pair.timers, ahead, &seen));
		free(pair.memory);
	}
}

static void a_cleared_queue_is_a_new_one(void **state)
{
	struct pair pair;

	(void)state;
	pair_open(&pair, CAPACITY, 5);
	for (int round = 0; round < 5; round++) {
		for (uint32_t i = 0; i < CAPACITY; i++)
			pair_push(&pair, any_magnitude(&pair));
		for (uint32_t i = 0; i < CAPACITY / 3; i++)
			pair_pop(&pair);
		timers_clear(pair.timers);
		pair.count = 0;
		pair.popped_us = 0;
		assert_agree(&pair);
		pair_push(&pair, 1); /* long before what was popped */
		assert_true(timers_next_us(pair.timers) == 1);
		pair_pop(&pair);
	}
	free(pair.memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_history_agrees_with_a_sorted_array),
	    cmocka_unit_test(equal_instants_fire_in_the_order_they_were_set),
	    cmocka_unit_test(a_full_queue_refuses_and_stays_as_it_was),
	    cmocka_unit_test(a_queue_holds_as_many_as_it_was_made_for),
	    cmocka_unit_test(a_queue_of_half_chunks_holds_as_many),
	    cmocka_unit_test(each_timer_is_foreseen_once),
	    cmocka_unit_test(a_cleared_queue_is_a_new_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
