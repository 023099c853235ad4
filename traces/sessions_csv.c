#include "sessions_csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "sorter.h"
#include "store.h"
#include "times.h"

#define LINE_ROOM 512 /* all of a line but its names */
#define TIME_SIZE 40

struct sessions_csv {
	struct pack *pack;
	const struct world_table *worlds;
	struct sorter *sorter;
	uint32_t *rank;	   /* of a world by name */
	uint32_t *by_rank; /* the world of a rank */
	bool has_owner, has_cpu, has_disk, has_players;
	char *line;
	size_t line_room;
};

static void look_for_columns(struct sessions_csv *csv)
{
	const struct world_table *t = csv->worlds;

	for (uint32_t i = 0; i < t->worlds.count; i++) {
		const struct table_facts *facts = &t->facts[i];

		if (facts->owner != WORLD_OWNS_ITSELF)
			csv->has_owner = true;
		if (facts->cpu_milli != STORE_UNKNOWN)
			csv->has_cpu = true;
		if (facts->disk_mib != STORE_UNKNOWN)
			csv->has_disk = true;
	}
}

static bool rank_worlds(struct sessions_csv *csv)
{
	uint32_t count = csv->worlds->worlds.count;
	char **names = malloc((count + (size_t)1) * sizeof *names);

	csv->by_rank = malloc((count + (size_t)1) * sizeof *csv->by_rank);
	if (names != NULL && csv->by_rank != NULL) {
		for (uint32_t i = 0; i < count; i++)
			names[i] = csv->worlds->worlds.entries[i].name;
		csv->rank = ranks_by_name(names, count);
	}
	free(names);
	if (csv->rank == NULL)
		return false;
	for (uint32_t i = 0; i < count; i++)
		csv->by_rank[csv->rank[i]] = i;
	return true;
}

static bool write_header(struct sessions_csv *csv, struct error_text *error)
{
	char header[128];
	int size = snprintf(
	    header, sizeof header, "world,start,stop,ram_mb%s%s%s%s\n",
	    csv->has_owner ? ",owner" : "", csv->has_cpu ? ",cpu_milli" : "",
	    csv->has_disk ? ",disk_mb" : "",
	    csv->has_players ? ",players" : "");

	return pack_write(csv->pack, header, (size_t)size, error);
}

struct sessions_csv *sessions_csv_open(const char *path,
				       const struct world_table *worlds,
				       bool has_players,
				       struct error_text *error)
{
	struct sessions_csv *csv = calloc(1, sizeof *csv);

	if (csv == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	csv->worlds = worlds;
	csv->has_players = has_players;
	look_for_columns(csv);
	csv->pack = pack_open(path, error);
	csv->sorter = sorter_create(0, error);
	if (csv->pack == NULL || csv->sorter == NULL)
		goto failed;
	if (!rank_worlds(csv)) {
		(void)error_set(error, "out of memory");
		goto failed;
	}
	if (write_header(csv, error))
		return csv;
failed:
	sessions_csv_close(csv);
	return NULL;
}

void sessions_csv_close(struct sessions_csv *csv)
{
	if (csv == NULL)
		return;
	pack_close(csv->pack);
	sorter_release(csv->sorter);
	free(csv->rank);
	free(csv->by_rank);
	free(csv->line);
	free(csv);
}

bool sessions_csv_put(struct sessions_csv *csv, const struct session *session,
		      struct error_text *error)
{
	const struct sort_record record = {
	    .key = (uint64_t)session->start_us,
	    .minor =
		(uint64_t)csv->rank[session->world] << 32 | session->players,
	    .stop_us = session->stop_us,
	};

	return sorter_put(csv->sorter, &record, error);
}

/* --- one line ------------------------------------------------------------- */

/* A field as CSV wants it: quoted when it must be. */
static char *put_text(char *at, const char *text)
{
	size_t length = strlen(text);
	bool blank = length > 0 && (strchr(" \t", text[0]) != NULL ||
				    strchr(" \t", text[length - 1]) != NULL);

	if (!blank && strpbrk(text, ",\"\r\n") == NULL) {
		/* part of a line, no text of its own */
		/* NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
		memcpy(at, text, length);
		return at + length;
	}
	*at++ = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"')
			*at++ = '"';
		*at++ = *text;
	}
	*at++ = '"';
	return at;
}

static char *put_number(char *at, uint32_t value)
{
	return at + snprintf(at, 12, ",%" PRIu32, value);
}

/* An unknown fact leaves its field empty. */
static char *put_known(char *at, uint32_t value)
{
	if (value != STORE_UNKNOWN)
		return put_number(at, value);
	*at++ = ',';
	return at;
}

static char *put_time(char *at, int64_t at_us)
{
	*at++ = ',';
	if (at_us == TRACE_STILL_RUNNING_US)
		return at;
	return at + strlen(time_format(at_us, 0, at, TIME_SIZE));
}

static bool room_for(struct sessions_csv *csv, const char *world,
		     const char *owner)
{
	size_t size = 2 * (strlen(world) + strlen(owner)) + LINE_ROOM;
	char *line;

	if (size <= csv->line_room)
		return true;
	line = realloc(csv->line, size);
	if (line == NULL)
		return false;
	csv->line = line;
	csv->line_room = size;
	return true;
}

static bool write_line(struct sessions_csv *csv, const struct sort_record *r,
		       struct error_text *error)
{
	const struct world_table *t = csv->worlds;
	uint32_t world = csv->by_rank[r->minor >> 32];
	const struct table_facts *facts = &t->facts[world];
	const char *name = world_table_name(t, world);
	const char *owner = world_table_owner(t, world);
	char *at;

	if (!room_for(csv, name, owner))
		return error_set(error, "out of memory");
	at = put_text(csv->line, name);
	at = put_time(at, (int64_t)r->key);
	at = put_time(at, r->stop_us);
	at = put_number(at, facts->ram_mib);
	if (csv->has_owner) {
		*at++ = ',';
		at = put_text(at, owner);
	}
	if (csv->has_cpu)
		at = put_known(at, facts->cpu_milli);
	if (csv->has_disk)
		at = put_known(at, facts->disk_mib);
	if (csv->has_players)
		at = put_number(at, (uint32_t)r->minor);
	*at++ = '\n';
	return pack_write(csv->pack, csv->line, (size_t)(at - csv->line),
			  error);
}

bool sessions_csv_finish(struct sessions_csv *csv, struct error_text *error)
{
	const struct sort_record *next;

	if (!sorter_end(csv->sorter, error))
		return false;
	while ((next = sorter_take(csv->sorter, error)) != NULL)
		if (!write_line(csv, next, error))
			return false;
	return error->text[0] == '\0' && pack_finish(csv->pack, error);
}
