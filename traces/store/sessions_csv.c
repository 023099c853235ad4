#include "sessions_csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sorter.h"
#include "store.h"
#include "traces/base/csv_row.h"
#include "traces/base/pack.h"
#include "traces/base/times.h"

#define TIME_SIZE 40

struct sessions_csv {
	struct pack *pack;
	const struct world_table *worlds;
	struct sorter *sorter;
	uint32_t *rank;	   /* of a world by name */
	uint32_t *by_rank; /* the world of a rank */
	bool has_owner, has_cpu, has_disk;
	enum trace_players has_players;
	struct csv_row row;
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

static bool write_row(struct sessions_csv *csv, struct error_text *error)
{
	bool good;

	csv_row_end(&csv->row);
	good = csv->row.failed
		   ? error_set(error, "out of memory")
		   : pack_write(csv->pack, csv->row.text, csv->row.size, error);
	csv_row_clear(&csv->row);
	return good;
}

static bool write_header(struct sessions_csv *csv, struct error_text *error)
{
	static const char *const always[] = {"world", "start", "stop",
					     "ram_mb"};
	const struct {
		bool there;
		const char *name;
	} others[] = {
	    {csv->has_owner, "owner"},
	    {csv->has_cpu, "cpu_milli"},
	    {csv->has_disk, "disk_mb"},
	    {csv->has_players != TRACE_PLAYERS_UNKNOWN, "players"},
	    {csv->has_players == TRACE_PLAYERS_SECONDS, "player_seconds"},
	};
	const char *mark = csv_mark(csv->row.dialect);

	for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
		csv_row_text(&csv->row, always[i]);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (others[i].there)
			csv_row_text(&csv->row, others[i].name);
	return pack_write(csv->pack, mark, strlen(mark), error) &&
	       write_row(csv, error);
}

struct sessions_csv *sessions_csv_open(const struct out_file *to,
				       const struct world_table *worlds,
				       enum trace_players has_players,
				       enum csv_dialect dialect,
				       struct error_text *error)
{
	struct sessions_csv *csv = calloc(1, sizeof *csv);

	if (csv == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	csv->worlds = worlds;
	csv->has_players = has_players;
	csv->row.dialect = dialect;
	look_for_columns(csv);
	csv->pack = pack_open(to, error);
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
	csv_row_release(&csv->row);
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

/* An unknown fact leaves its field empty. */
static void put_session_number(struct csv_row *row, uint32_t value)
{
	char text[12] = "";

	if (value != STORE_UNKNOWN)
		(void)snprintf(text, sizeof text, "%" PRIu32, value);
	csv_row_number(row, text);
}

static void put_session_time(struct csv_row *row, int64_t at_us)
{
	char text[TIME_SIZE] = "";

	if (at_us != TRACE_STILL_RUNNING_US)
		(void)time_format(at_us, 0, text, sizeof text);
	csv_row_text(row, text);
}

static void put_players(struct sessions_csv *csv, uint32_t players,
			int64_t length_us)
{
	switch (csv->has_players) {
	case TRACE_PLAYERS_UNKNOWN:
		break;
	case TRACE_PLAYERS_COUNTED:
		put_session_number(&csv->row, players);
		break;
	case TRACE_PLAYERS_SECONDS:
		put_session_number(&csv->row,
				   players_of_seconds(players, length_us));
		put_session_number(&csv->row, players);
	}
}

static bool write_line(struct sessions_csv *csv, const struct sort_record *r,
		       struct error_text *error)
{
	const struct world_table *t = csv->worlds;
	uint32_t world = csv->by_rank[r->minor >> 32];
	const struct table_facts *facts = &t->facts[world];

	csv_row_text(&csv->row, world_table_name(t, world));
	put_session_time(&csv->row, (int64_t)r->key);
	put_session_time(&csv->row, r->stop_us);
	put_session_number(&csv->row, facts->ram_mib);
	if (csv->has_owner)
		csv_row_text(&csv->row, world_table_owner(t, world));
	if (csv->has_cpu)
		put_session_number(&csv->row, facts->cpu_milli);
	if (csv->has_disk)
		put_session_number(&csv->row, facts->disk_mib);
	put_players(csv, (uint32_t)r->minor, r->stop_us - (int64_t)r->key);
	return write_row(csv, error);
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
