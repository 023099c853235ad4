/*
 * test_log_servers.c - a host's folders by the hundred thousand: each has a
 * name of its own, in time that does not grow with their square.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "traces/import/log_files.h"

#define HOSTS 500
#define SERVERS 400 /* of each; every second name is on all hosts */

static void enter(struct log_servers *servers, int host, int server)
{
	struct log_file file = {.day = -1};
	char folder[100], path[120];

	(void)snprintf(folder, sizeof folder, "/srv/h%d/%s%d", host,
		       server % 2 ? "mc" : "own",
		       server % 2 ? server : host * SERVERS + server);
	(void)snprintf(path, sizeof path, "%s/latest.log", folder);
	file.path = strdup(path);
	assert_true(log_files_enter(servers, folder, false, &file));
}

/* Who compares each with each needs 2 * 10^10 comparisons: more than a test
 * may take. */
static void many_folders_are_told_apart(void **state)
{
	struct log_servers servers = {.count = 0};
	struct error_text error = {""};
	char right[40];

	(void)state;
	for (int i = 0; i < 2; i++) /* a second log of each */
		for (int host = 0; host < HOSTS; host++)
			for (int server = 0; server < SERVERS; server++)
				enter(&servers, host, server);
	assert_int_equal(servers.count, HOSTS * SERVERS);
	assert_true(log_files_name(&servers, &error));
	for (int i = 0; i < HOSTS * SERVERS; i++) {
		int host = i / SERVERS, server = i % SERVERS;

		if (server % 2)
			(void)snprintf(right, sizeof right, "h%d/mc%d", host,
				       server);
		else
			(void)snprintf(right, sizeof right, "own%d",
				       host * SERVERS + server);
		assert_string_equal(servers.servers[i].name, right);
		assert_int_equal(servers.servers[i].count, 2);
	}
	log_files_release(&servers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(many_folders_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
