#include "reports/run_data.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 4352

/* Rows of one query; the first failure is kept and ends all later ones. */
struct reading {
	sqlite3 *db;
	sqlite3_stmt *statement;
	bool failed, no_memory;
};

static void ask(struct reading *in, const char *sql)
{
	(void)sqlite3_finalize(in->statement);
	in->statement = NULL;
	if (!in->failed && sqlite3_prepare_v2(in->db, sql, -1, &in->statement,
					      NULL) != SQLITE_OK)
		in->failed = true;
}

static bool next(struct reading *in)
{
	int got;

	if (in->failed || in->no_memory || in->statement == NULL)
		return false;
	got = sqlite3_step(in->statement);
	in->failed = got != SQLITE_ROW && got != SQLITE_DONE;
	return got == SQLITE_ROW;
}

static double real(struct reading *in, int column)
{
	return sqlite3_column_double(in->statement, column);
}

static int64_t whole(struct reading *in, int column)
{
	return sqlite3_column_int64(in->statement, column);
}

static const char *text(struct reading *in, int column)
{
	const unsigned char *value = sqlite3_column_text(in->statement, column);

	return value != NULL ? (const char *)value : "";
}

/* The list with room for one more element, zeroed and counted; as it was when
 * memory is short. */
static void *grown(struct reading *in, void *list, size_t *count, size_t size)
{
	char *more = list;

	/* room doubles whenever the count is a power of two */
	if ((*count & (*count - 1)) == 0)
		more = realloc(list, (*count == 0 ? 1 : 2 * *count) * size);
	if (more == NULL) {
		in->no_memory = true;
		return list;
	}
	memset(more + *count * size, 0, size);
	*count += 1;
	return more;
}

/* The new element, or NULL. */
#define MORE(in, list, count)                                                  \
	((list) = grown((in), (list), &(count), sizeof *(list)),               \
	 (in)->no_memory ? NULL : &(list)[(count)-1])

/* --- the tables
 * ------------------------------------------------------------------- */

static void read_slots(struct reading *in, struct run_data *data)
{
	size_t at = 0;

	ask(in,
	    "SELECT from_us, max(CASE name WHEN 'demand_gb' THEN value END),"
	    " max(CASE name WHEN 'dedicated_gb' THEN value END),"
	    " max(CASE name WHEN 'cloud_gb' THEN value END),"
	    " max(CASE name WHEN 'booting_gb' THEN value END),"
	    " max(CASE name WHEN 'draining_gb' THEN value END)"
	    " FROM series0 GROUP BY slot ORDER BY slot");
	while (next(in)) {
		struct run_slot *slot = MORE(in, data->slots, data->slot_count);

		if (slot == NULL)
			return;
		slot->from_us = whole(in, 0);
		slot->demand_gb = real(in, 1);
		slot->dedicated_gb = real(in, 2);
		slot->cloud_gb = real(in, 3);
		slot->booting_gb = real(in, 4);
		slot->draining_gb = real(in, 5);
	}
	ask(in, "SELECT mean, low, high FROM series WHERE name = 'demand_gb'"
		" ORDER BY slot");
	while (at < data->slot_count && next(in)) {
		struct run_slot *slot = &data->slots[at++];

		slot->demand_mean_gb = real(in, 0);
		slot->demand_low_gb = real(in, 1);
		slot->demand_high_gb = real(in, 2);
	}
	data->slot_us = data->slot_count > 1
			    ? data->slots[1].from_us - data->slots[0].from_us
			    : 1;
}

static void read_marks(struct reading *in, struct run_data *data)
{
	ask(in, "SELECT ordered_us, 0 FROM nodes WHERE location <> ''"
		" UNION ALL SELECT gone_us, 1 FROM nodes"
		"  WHERE location <> '' AND gone_us IS NOT NULL"
		" UNION ALL SELECT requested_us, 2 FROM starts"
		"  WHERE end IN ('refused', 'abandoned') ORDER BY 2, 1");
	while (next(in)) {
		struct run_mark *mark;

		if (whole(in, 0) < run_data_from_us(data) ||
		    whole(in, 0) >= run_data_to_us(data))
			continue;
		mark = MORE(in, data->marks, data->mark_count);
		if (mark == NULL)
			return;
		mark->at_us = whole(in, 0);
		mark->kind = (enum run_mark_kind)whole(in, 1);
	}
}

static void read_paths(struct reading *in, double late_s, struct run_data *data)
{
	ask(in, "SELECT path, count(*), sum(wait_us > ?), sum(wait_us) / 1e6"
		" FROM starts GROUP BY path ORDER BY 4 DESC, 1");
	if (in->statement != NULL)
		(void)sqlite3_bind_double(in->statement, 1, late_s * 1e6);
	while (next(in)) {
		struct run_path *path = MORE(in, data->paths, data->path_count);

		if (path == NULL)
			return;
		(void)snprintf(path->name, sizeof path->name, "%s",
			       text(in, 0));
		path->starts = real(in, 1);
		path->late = real(in, 2);
		path->wait_s = real(in, 3);
	}
}

static void read_types(struct reading *in, struct run_data *data)
{
	ask(in, "SELECT type, location = '', count(*), sum(hours_billed),"
		" sum(cost_eur), sum(lost) FROM nodes"
		" WHERE gone_us IS NULL OR gone_us >= ?"
		" GROUP BY 1, 2 ORDER BY 2 DESC, 1");
	if (in->statement != NULL)
		(void)sqlite3_bind_int64(in->statement, 1,
					 run_data_from_us(data));
	while (next(in)) {
		struct run_type *type = MORE(in, data->types, data->type_count);

		if (type == NULL)
			return;
		(void)snprintf(type->name, sizeof type->name, "%s",
			       text(in, 0));
		type->dedicated = whole(in, 1) != 0;
		type->nodes = real(in, 2);
		type->hours_billed = real(in, 3);
		type->cost_eur = real(in, 4);
		type->lost = real(in, 5);
	}
}

static void read_offsets(struct reading *in, struct run_data *data)
{
	ask(in, "SELECT from_us, offset_s FROM utc_offsets ORDER BY 1");
	while (next(in)) {
		struct run_offset *offset =
		    MORE(in, data->offsets, data->offset_count);

		if (offset == NULL)
			return;
		offset->from_us = whole(in, 0);
		offset->offset_s = whole(in, 1);
	}
}

static void read_assumptions(struct reading *in, struct run_data *data)
{
	ask(in, "SELECT key, value, source, is_default FROM assumptions"
		" ORDER BY rowid");
	while (next(in)) {
		struct run_assumption *row =
		    MORE(in, data->assumptions, data->assumption_count);

		if (row == NULL)
			return;
		row->key = strdup(text(in, 0));
		row->value = strdup(text(in, 1));
		row->source = strdup(text(in, 2));
		row->is_default = whole(in, 3) != 0;
		if (row->key == NULL || row->value == NULL ||
		    row->source == NULL)
			in->no_memory = true;
	}
}

/* Two-sided 95 % point of Student's t (Student, 1908); the tail of the table
 * to three digits by its first-order expansion. */
static double student(size_t freedom)
{
	static const double t[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447,
				   2.365,  2.306, 2.262, 2.228, 2.201, 2.179,
				   2.160,  2.145, 2.131, 2.120, 2.110, 2.101,
				   2.093,  2.086, 2.080, 2.074, 2.069, 2.064,
				   2.060,  2.056, 2.052, 2.048, 2.045, 2.042};

	return freedom <= sizeof t / sizeof t[0] ? t[freedom - 1]
						 : 1.96 + 2.4 / (double)freedom;
}

/* Mean and interval of one value per run, by Welford's sums (1962). */
static void read_cost_of_hour(struct reading *in, struct run_interval *out)
{
	double squares = 0, half;
	size_t n = 0;

	ask(in, "SELECT c.value / h.value FROM kpi c JOIN kpi h"
		" ON c.replication = h.replication"
		" WHERE c.key = 'cost_eur.total'"
		" AND h.key = 'usage.active_gb_hours' AND h.value > 0"
		" ORDER BY c.replication");
	while (next(in)) {
		double value = real(in, 0), off = value - out->mean;

		out->mean += off / (double)++n;
		squares += off * (value - out->mean);
	}
	if (n < 2)
		return;
	half = student(n - 1) * sqrt(squares / (double)(n - 1) / (double)n);
	out->low = out->mean - half;
	out->high = out->mean + half;
	out->known = true;
}

bool run_data_read(const char *directory, double late_s, struct run_data *out,
		   struct error_text *error)
{
	struct reading in = {0};
	char path[PATH_SIZE];

	*out = (struct run_data){0};
	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	if (sqlite3_open_v2(path, &in.db, SQLITE_OPEN_READONLY, NULL) !=
	    SQLITE_OK)
		in.failed = true;
	read_slots(&in, out);
	if (!in.failed && !in.no_memory && out->slot_count > 0) {
		read_marks(&in, out);
		read_paths(&in, late_s, out);
		read_types(&in, out);
		read_offsets(&in, out);
		read_assumptions(&in, out);
		read_cost_of_hour(&in, &out->eur_per_gb_hour);
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

int64_t run_data_from_us(const struct run_data *data)
{
	return data->slots[0].from_us;
}

int64_t run_data_to_us(const struct run_data *data)
{
	return data->slots[data->slot_count - 1].from_us + data->slot_us;
}
