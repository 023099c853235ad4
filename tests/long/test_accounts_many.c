/*
 * test_accounts_many.c - 10,000 random histories of prepaid accounts;
 * CONDUCTOR_HISTORIES=N runs N.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "support_accounts.h"

static void money_adds_up_in_all_histories(void **state)
{
	const char *number = getenv("CONDUCTOR_HISTORIES");
	uint64_t seeds = number != NULL ? strtoull(number, NULL, 10) : 10000;

	(void)state;
	for (uint64_t seed = 1; seed <= seeds; seed++) {
		if (seed % 1000 == 1)
			print_message("from seed %u\n", (unsigned)seed);
		random_history(seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(money_adds_up_in_all_histories),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
