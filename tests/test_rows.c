/*
 * test_rows.c - what a run leaves behind: rows that stay where they are, delays
 * kept only where there were any, and customers in order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/ranks.h"
#include "sim/rows.h"
#include "traces/base/random.h"

#define ROW_BYTES 32
#define FIRST_ROWS (ROWS_BLOCK_BYTES / ROW_BYTES)
#define CUSTOMERS 5000

/* Over the edges of the first, the second and the third block. */
static void a_row_stays_where_it_is_and_is_found_by_its_number(void **state)
{
	struct rows rows = {.row_bytes = ROW_BYTES};
	const uint64_t *first = NULL;

	(void)state;
	for (uint64_t i = 0; i < 7 * FIRST_ROWS + 1; i++) {
		uint64_t *row = rows_add(&rows);

		assert_non_null(row);
		for (size_t word = 0; word < ROW_BYTES / sizeof *row; word++)
			assert_int_equal(row[word], 0);
		row[0] = row[3] = i + 1;
		first = i == 0 ? row : first;
	}
	assert_int_equal(rows.count, 7 * FIRST_ROWS + 1);
	assert_ptr_equal(rows_at(&rows, 0), first);
	for (size_t i = 0; i < rows.count; i++) {
		const uint64_t *row = rows_at(&rows, i);

		assert_int_equal(row[0], i + 1);
		assert_int_equal(row[3], i + 1);
	}
	rows_release(&rows);
	assert_int_equal(rows.count, 0);
}

static int by_margin(const void *left, const void *right)
{
	const struct customer_rank *a = left, *b = right;

	if (a->margin_eur < b->margin_eur || a->margin_eur > b->margin_eur)
		return a->margin_eur < b->margin_eur ? -1 : 1;
	return (a->account > b->account) - (a->account < b->account);
}

/* Losses and profits of all sizes, many of them equal, and both zeros. */
static double any_margin(struct random_stream *stream)
{
	double scale = 1;

	switch (random_u64(stream) % 8) {
	case 0:
		return 0.0;
	case 1:
		return -0.0;
	case 2:
		return (double)(random_u64(stream) % 5) - 2;
	default:
		for (uint64_t i = random_u64(stream) % 40; i > 0; i--)
			scale /= 10;
		return (random_uniform(stream) - 0.5) * scale;
	}
}

static void customers_are_ranked_as_by_comparing_them(void **state)
{
	struct customer_rank ranks[CUSTOMERS], compared[CUSTOMERS];
	struct random_stream stream;

	(void)state;
	random_open(&stream, &(struct random_key){.seed = 1});
	for (uint32_t i = 0; i < CUSTOMERS; i++)
		ranks[i] = compared[i] =
		    (struct customer_rank){any_margin(&stream), i};
	qsort(compared, CUSTOMERS, sizeof *compared, by_margin);
	assert_true(customers_rank(ranks, CUSTOMERS));
	for (uint32_t i = 0; i < CUSTOMERS; i++)
		assert_int_equal(ranks[i].account, compared[i].account);
	assert_true(customers_rank(ranks, 0));
}

static void a_start_keeps_the_delays_that_it_had(void **state)
{
	struct figures figures = {.delays = {.row_bytes = sizeof(int64_t)}};
	struct start_row row = {.first_delay = 1,
				.delays =
				    1u << DELAY_ROOM | 1u << DELAY_START_UP,
				.end = START_SERVED};
	int64_t delay_us[DELAY_COUNT];

	(void)state;
	for (int64_t us = 10; us <= 30; us += 10) {
		int64_t *kept = rows_add(&figures.delays);

		assert_non_null(kept);
		*kept = us;
	}
	figures_delays(&figures, &row, delay_us);
	for (int i = 0; i < DELAY_COUNT; i++)
		assert_int_equal(delay_us[i], i == DELAY_ROOM	    ? 20
					      : i == DELAY_START_UP ? 30
								    : 0);
	assert_int_equal(figures_ready_us(&figures, &row), 50);
	row.end = START_ABANDONED;
	assert_int_equal(figures_ready_us(&figures, &row), -1);
	figures_release(&figures);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_row_stays_where_it_is_and_is_found_by_its_number),
	    cmocka_unit_test(customers_are_ranked_as_by_comparing_them),
	    cmocka_unit_test(a_start_keeps_the_delays_that_it_had),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
