#include "reports/run_data.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"
#include "traces/base/sqlite_file.h"

#define PATH_SIZE 4352

/* Rows of one query; the first failure is kept and ends all later ones. */
struct reading {
	sqlite3 *db;
	sqlite3_stmt *statement;
	size_t capacity; /* of the list that this query fills */
	bool failed, no_memory;
};

static void read_query(struct reading *in, const char *sql)
{
	(void)sqlite3_finalize(in->statement);
	in->statement = NULL;
	in->capacity = 0;
	if (!in->failed && sqlite3_prepare_v2(in->db, sql, -1, &in->statement,
					      NULL) != SQLITE_OK)
		in->failed = true;
}

static bool read_next(struct reading *in)
{
	int got;

	if (in->failed || in->no_memory || in->statement == NULL)
		return false;
	got = sqlite3_step(in->statement);
	in->failed = got != SQLITE_ROW && got != SQLITE_DONE;
	return got == SQLITE_ROW;
}

static double read_real(struct reading *in, int column)
{
	return sqlite3_column_double(in->statement, column);
}

static int64_t read_whole(struct reading *in, int column)
{
	return sqlite3_column_int64(in->statement, column);
}

static const char *read_text(struct reading *in, int column)
{
	return sqlite_file_text(in->statement, column);
}

/* The list with room for one more element, zeroed and counted; as it was when
 * memory is short. */
static void *grown_list(struct reading *in, void *list, size_t *count,
			size_t size)
{
	char *more = list;

	if (!array_room(&more, &in->capacity, *count + 1, size)) {
		in->no_memory = true;
		return list;
	}
	memset(more + *count * size, 0, size);
	*count += 1;
	return more;
}

/* The new element, or NULL. */
#define MORE(in, list, count)                                                  \
	((list) = grown_list((in), (list), &(count), sizeof *(list)),          \
	 (in)->no_memory ? NULL : &(list)[(count)-1])

/* --- the tables ----------------------------------------------------------- */

static void read_slots(struct reading *in, struct run_data *data)
{
	size_t at = 0;

	read_query(
	    in,
	    "SELECT from_us, max(CASE name WHEN 'demand_gb' THEN value END),"
	    " max(CASE name WHEN 'dedicated_gb' THEN value END),"
	    " max(CASE name WHEN 'cloud_gb' THEN value END),"
	    " max(CASE name WHEN 'booting_gb' THEN value END),"
	    " max(CASE name WHEN 'draining_gb' THEN value END),"
	    " max(CASE name WHEN 'spare_gb' THEN value END),"
	    " max(CASE name WHEN 'archive_use' THEN value END),"
	    " max(CASE name WHEN 'links_use' THEN value END)"
	    " FROM series0 GROUP BY slot ORDER BY slot");
	while (read_next(in)) {
		struct run_slot *slot = MORE(in, data->slots, data->slot_count);

		if (slot == NULL)
			return;
		slot->from_us = read_whole(in, 0);
		slot->demand_gb = read_real(in, 1);
		slot->dedicated_gb = read_real(in, 2);
		slot->cloud_gb = read_real(in, 3);
		slot->booting_gb = read_real(in, 4);
		slot->draining_gb = read_real(in, 5);
		slot->spare_gb = read_real(in, 6);
		slot->archive_use = read_real(in, 7);
		slot->links_use = read_real(in, 8);
	}
	read_query(in, "SELECT max(CASE name WHEN 'demand_gb' THEN mean END),"
		       " max(CASE name WHEN 'demand_gb' THEN low END),"
		       " max(CASE name WHEN 'demand_gb' THEN high END),"
		       " max(CASE name WHEN 'judged' THEN mean END),"
		       " max(CASE name WHEN 'late' THEN mean END)"
		       " FROM series GROUP BY slot ORDER BY slot");
	while (at < data->slot_count && read_next(in)) {
		struct run_slot *slot = &data->slots[at++];

		slot->demand_mean_gb = read_real(in, 0);
		slot->demand_low_gb = read_real(in, 1);
		slot->demand_high_gb = read_real(in, 2);
		slot->judged = read_real(in, 3);
		slot->late = read_real(in, 4);
	}
	data->slot_us = data->slot_count > 1
			    ? data->slots[1].from_us - data->slots[0].from_us
			    : 1;
}

static void read_marks(struct reading *in, struct run_data *data)
{
	read_query(in, "SELECT ordered_us, 0 FROM nodes WHERE location <> ''"
		       " UNION ALL SELECT ready_us, 1 FROM nodes"
		       "  WHERE location <> '' AND ready_us IS NOT NULL"
		       " UNION ALL SELECT drain_us, 2 FROM nodes"
		       "  WHERE location <> '' AND drain_us IS NOT NULL"
		       " UNION ALL SELECT gone_us, 3 FROM nodes"
		       "  WHERE location <> '' AND gone_us IS NOT NULL"
		       " UNION ALL SELECT requested_us, 4 FROM starts"
		       "  WHERE end IN ('refused', 'abandoned') ORDER BY 2, 1");
	while (read_next(in)) {
		struct run_mark *mark;

		if (read_whole(in, 0) < run_data_from_us(data) ||
		    read_whole(in, 0) >= run_data_to_us(data))
			continue;
		mark = MORE(in, data->marks, data->mark_count);
		if (mark == NULL)
			return;
		mark->at_us = read_whole(in, 0);
		mark->kind = (enum run_mark_kind)read_whole(in, 1);
	}
}

static void read_paths(struct reading *in, double late_s, struct run_data *data)
{
	read_query(in,
		   "SELECT path, count(*), sum(wait_us > ?), sum(wait_us) / 1e6"
		   " FROM starts GROUP BY path ORDER BY 4 DESC, 1");
	if (in->statement != NULL)
		(void)sqlite3_bind_double(in->statement, 1, late_s * 1e6);
	while (read_next(in)) {
		struct run_path *path = MORE(in, data->paths, data->path_count);

		if (path == NULL)
			return;
		(void)snprintf(path->name, sizeof path->name, "%s",
			       read_text(in, 0));
		path->starts = read_real(in, 1);
		path->late = read_real(in, 2);
		path->wait_s = read_real(in, 3);
	}
}

/* The slowest one per cent: by the time until the server was ready, or until
 * the player left. */
static void read_slowest(struct reading *in, struct run_slowest *out)
{
	read_query(in, "SELECT count(*) FROM starts WHERE wait_us >= 0");
	if (read_next(in))
		out->all = read_real(in, 0);
	read_query(
	    in, "SELECT saving_us, room_us, boot_us, line_us, transfer_us,"
		" start_up_us, CASE WHEN ready_us >= 0 THEN ready_us"
		" ELSE wait_us END AS delay_us FROM starts WHERE wait_us >= 0"
		" ORDER BY delay_us DESC, requested_us, world LIMIT ?");
	if (in->statement != NULL)
		(void)sqlite3_bind_int64(in->statement, 1,
					 (int64_t)ceil(out->all / 100));
	while (read_next(in)) {
		int most = 0;

		for (int i = 0; i < RUN_DELAYS; i++) {
			out->seconds_by[i] += read_real(in, i) / 1e6;
			if (read_real(in, i) > read_real(in, most))
				most = i;
		}
		out->starts_by[most]++;
		out->starts++;
		out->least_s = read_real(in, RUN_DELAYS) / 1e6;
	}
}

/* Most nodes of a type at one instant: +1 at the order, -1 when gone. */
static void read_at_once(struct reading *in, struct run_data *data)
{
	read_query(
	    in, "SELECT type, max(n) FROM (SELECT type, sum(d) OVER (PARTITION"
		" BY type ORDER BY at, d ROWS UNBOUNDED PRECEDING) AS n"
		" FROM (SELECT type, max(ordered_us, ?1) AS at, 1 AS d"
		"  FROM nodes WHERE gone_us IS NULL OR gone_us >= ?1"
		" UNION ALL SELECT type, gone_us, -1 FROM nodes"
		"  WHERE gone_us >= ?1)) GROUP BY type");
	if (in->statement != NULL)
		(void)sqlite3_bind_int64(in->statement, 1,
					 run_data_from_us(data));
	while (read_next(in))
		for (size_t i = 0; i < data->type_count; i++)
			if (strcmp(data->types[i].name, read_text(in, 0)) == 0)
				data->types[i].at_once = read_real(in, 1);
}

static void read_types(struct reading *in, struct run_data *data)
{
	double window_h =
	    (double)(run_data_to_us(data) - run_data_from_us(data)) / 3.6e9;

	read_query(
	    in, "SELECT type, location = '', count(*), sum(hours_billed),"
		" sum(cost_eur), sum(ready_us IS NULL AND gone_us IS NOT NULL),"
		" max(sellable_gb), sum(held_gb_hours) FROM nodes"
		" WHERE gone_us IS NULL OR gone_us >= ?"
		" GROUP BY 1, 2 ORDER BY 2 DESC, 1");
	if (in->statement != NULL)
		(void)sqlite3_bind_int64(in->statement, 1,
					 run_data_from_us(data));
	while (read_next(in)) {
		struct run_type *type = MORE(in, data->types, data->type_count);
		double paid_gb_hours;

		if (type == NULL)
			return;
		(void)snprintf(type->name, sizeof type->name, "%s",
			       read_text(in, 0));
		type->dedicated = read_whole(in, 1) != 0;
		type->nodes = read_real(in, 2);
		type->hours_paid =
		    type->dedicated ? type->nodes * window_h : read_real(in, 3);
		type->cost_eur = read_real(in, 4);
		type->unfilled = read_real(in, 5);
		paid_gb_hours = type->hours_paid * read_real(in, 6);
		type->used_share =
		    paid_gb_hours > 0 ? read_real(in, 7) / paid_gb_hours : -1;
	}
	read_at_once(in, data);
}

static void read_losers(struct reading *in, struct run_data *data)
{
	read_query(in, "SELECT customer, starts, held_gb_hours, cloud_gb_hours,"
		       " disk_gb, net_eur, cost_eur FROM customers"
		       " ORDER BY margin_eur, customer LIMIT 10");
	while (read_next(in)) {
		struct run_customer *row =
		    MORE(in, data->losers, data->loser_count);

		if (row == NULL)
			return;
		row->name = strdup(read_text(in, 0));
		row->starts = read_real(in, 1);
		row->held_gb_hours = read_real(in, 2);
		row->cloud_gb_hours = read_real(in, 3);
		row->disk_gb = read_real(in, 4);
		row->net_eur = read_real(in, 5);
		row->cost_eur = read_real(in, 6);
		if (row->name == NULL)
			in->no_memory = true;
	}
}

static void read_offsets(struct reading *in, struct run_data *data)
{
	read_query(in, "SELECT from_us, offset_s FROM utc_offsets ORDER BY 1");
	while (read_next(in)) {
		struct run_offset *offset =
		    MORE(in, data->offsets, data->offset_count);

		if (offset == NULL)
			return;
		offset->from_us = read_whole(in, 0);
		offset->offset_s = read_whole(in, 1);
	}
}

static void read_assumptions(struct reading *in, struct run_data *data)
{
	read_query(in, "SELECT key, value, source, is_default FROM assumptions"
		       " ORDER BY rowid");
	while (read_next(in)) {
		struct run_assumption *row =
		    MORE(in, data->assumptions, data->assumption_count);

		if (row == NULL)
			return;
		row->key = strdup(read_text(in, 0));
		row->value = strdup(read_text(in, 1));
		row->source = strdup(read_text(in, 2));
		row->is_default = read_whole(in, 3) != 0;
		if (row->key == NULL || row->value == NULL ||
		    row->source == NULL)
			in->no_memory = true;
	}
}

bool run_data_read(const char *directory, double late_s, struct run_data *out,
		   struct error_text *error)
{
	struct reading in = {0};
	char path[PATH_SIZE];

	*out = (struct run_data){0};
	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	if (sqlite_file_open(path, &in.db, error) != SQLITE_OK)
		in.failed = true;
	read_slots(&in, out);
	if (!in.failed && !in.no_memory && out->slot_count > 0) {
		read_marks(&in, out);
		read_paths(&in, late_s, out);
		read_types(&in, out);
		read_offsets(&in, out);
		read_assumptions(&in, out);
		read_slowest(&in, &out->slowest);
		read_losers(&in, out);
	}
	if (in.no_memory)
		(void)error_set(error, "out of memory");
	else if (in.failed)
		(void)error_set(error,
				"%s: cannot be read: %s; run `conductor sim` "
				"again",
				path, sqlite3_errmsg(in.db));
	else if (out->slot_count == 0)
		(void)error_set(error,
				"%s: holds no series; run `conductor sim` "
				"again",
				path);
	(void)sqlite3_finalize(in.statement);
	(void)sqlite3_close(in.db);
	if (in.failed || in.no_memory || out->slot_count == 0) {
		run_data_release(out);
		return false;
	}
	return true;
}

void run_data_release(struct run_data *data)
{
	for (size_t i = 0; i < data->assumption_count; i++) {
		free(data->assumptions[i].key);
		free(data->assumptions[i].value);
		free(data->assumptions[i].source);
	}
	for (size_t i = 0; i < data->loser_count; i++)
		free(data->losers[i].name);
	free(data->losers);
	free(data->slots);
	free(data->marks);
	free(data->paths);
	free(data->types);
	free(data->offsets);
	free(data->assumptions);
	*data = (struct run_data){0};
}

int64_t run_data_local_s(const struct run_data *data, int64_t at_us)
{
	int64_t offset_s = 0;

	for (size_t i = 0; i < data->offset_count; i++)
		if (i == 0 || data->offsets[i].from_us <= at_us)
			offset_s = data->offsets[i].offset_s;
	return at_us / 1000000 + offset_s;
}

size_t run_data_marks_between(const struct run_data *data,
			      enum run_mark_kind kind, int64_t from_us,
			      int64_t to_us)
{
	size_t count = 0;

	for (size_t i = 0; i < data->mark_count; i++)
		count += data->marks[i].kind == kind &&
			 data->marks[i].at_us >= from_us &&
			 data->marks[i].at_us < to_us;
	return count;
}

size_t run_data_marks(const struct run_data *data, enum run_mark_kind kind)
{
	return run_data_marks_between(data, kind, INT64_MIN, INT64_MAX);
}

int64_t run_data_from_us(const struct run_data *data)
{
	return data->slots[0].from_us;
}

int64_t run_data_to_us(const struct run_data *data)
{
	return data->slots[data->slot_count - 1].from_us + data->slot_us;
}
