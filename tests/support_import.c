#include "support_import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <zlib.h>

#include "traces/base/times.h"

#define SESSIONS_MAX 200

static char directory[64];

const struct import_options import_berlin = {.zone = "Europe/Berlin",
					     .ram_mib = 4096,
					     .date = -1,
					     .tolerate_ppm = 10000,
					     .idle_stop_us = 600000000};

int import_set_up(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof directory,
		       "/tmp/conductor-import-XXXXXX");
	return mkdtemp(directory) == NULL ? -1 : 0;
}

int import_tear_down(void **state)
{
	char command[100];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", directory);
	return system(command);
}

const char *import_file(const char *name)
{
	static char path[300];

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	return path;
}

static const char *made_file(const char *name)
{
	char path[300];

	(void)snprintf(path, sizeof path, "%s", import_file(name));
	for (char *at = path + strlen(directory) + 1;
	     (at = strchr(at, '/')) != NULL; at++) {
		*at = '\0';
		(void)mkdir(path, 0777);
		*at = '/';
	}
	return import_file(name);
}

void import_write_bytes(const char *name, const void *bytes, size_t size)
{
	FILE *file = fopen(made_file(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

void import_write(const char *name, const char *text)
{
	import_write_bytes(name, text, strlen(text));
}

void import_write_gz(const char *name, const char *text)
{
	gzFile file = gzopen(made_file(name), "wb");

	assert_non_null(file);
	assert_int_equal(gzputs(file, text), (int)strlen(text));
	assert_int_equal(gzclose(file), Z_OK);
}

void import_write_cut_gz(const char *name, const char *text, size_t keep)
{
	import_write_gz(name, text);
	assert_int_equal(truncate(import_file(name), (off_t)keep), 0);
}

void import_touch(const char *name, long at_s)
{
	const struct timeval changed[2] = {{at_s, 0}, {at_s, 0}};

	assert_int_equal(utimes(import_file(name), changed), 0);
}

struct kept {
	struct session sessions[SESSIONS_MAX];
	size_t count;
};

static bool keep(void *context, const struct session *session,
		 struct error_text *error)
{
	struct kept *kept = context;

	(void)error;
	assert_true(kept->count < SESSIONS_MAX);
	kept->sessions[kept->count++] = *session;
	return true;
}

static int by_start_and_world(const void *a, const void *b)
{
	const struct session *l = a, *r = b;

	if (l->start_us != r->start_us)
		return l->start_us < r->start_us ? -1 : 1;
	return l->world < r->world ? -1 : l->world > r->world;
}

static void write_sessions(const struct import *import, struct kept *kept,
			   struct imported *out)
{
	char start[40], stop[40], line[300];

	qsort(kept->sessions, kept->count, sizeof *kept->sessions,
	      by_start_and_world);
	for (size_t i = 0; i < kept->count; i++) {
		const struct session *s = &kept->sessions[i];

		(void)snprintf(
		    line, sizeof line, "%s %s %s %u\n",
		    world_table_name(&import->table, s->world),
		    time_format(s->start_us, 0, start, sizeof start),
		    time_format(s->stop_us, 0, stop, sizeof stop),
		    players_of_seconds(s->players, s->stop_us - s->start_us));
		assert_true(strlen(out->sessions) + strlen(line) <
			    sizeof out->sessions);
		strcat(out->sessions, line);
	}
}

void import_run_on(const char *name, const struct import_options *options,
		   struct imported *out)
{
	char path[300], *paths[] = {path};
	struct import import;
	struct kept kept = {.count = 0};

	memset(out, 0, sizeof *out);
	(void)snprintf(path, sizeof path, "%s", import_file(name));
	out->good = import_open(&import, options, false, &out->error) &&
		    import_logs(&import, paths, 1) &&
		    import_tables(&import, paths, 1) &&
		    import_run(&import, keep, &kept);
	if (out->good)
		write_sessions(&import, &kept, out);
	for (size_t i = 0; i < import.notes.count; i++) {
		strcat(out->notes, import.notes.text[i]);
		strcat(out->notes, "\n");
	}
	out->counts = import.counts;
	import_release(&import);
}

void import_gives(const char *name, const char *sessions)
{
	struct imported out;

	import_run_on(name, &import_berlin, &out);
	if (!out.good)
		fail_msg("%s", out.error.text);
	assert_string_equal(out.sessions, sessions);
}

void import_refuses(const char *name, const struct import_options *options,
		    const char *part)
{
	struct imported out;

	import_run_on(name, options, &out);
	if (out.good)
		fail_msg("not refused: %s", out.sessions);
	if (strstr(out.error.text, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", out.error.text, part);
}
