#include "reports/pairs.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/pairing.h"
#include "traces/base/sense.h"
#include "traces/base/sqlite_file.h"

#define PATH_SIZE 4352
#define FIGURES_MAX 1024
#define KEYS_MAX 1024

/* --- one figure ----------------------------------------------------------- */

static const enum text verdicts[] = {
    [JUDGED_UNKNOWN] = T_NOT_KNOWN,	[JUDGED_ONE_RUN] = T_VERDICT_NONE,
    [JUDGED_SAME] = T_VERDICT_SAME,	[JUDGED_NOISE] = T_VERDICT_NOISE,
    [JUDGED_MORE] = T_VERDICT_MORE,	[JUDGED_LESS] = T_VERDICT_LESS,
    [JUDGED_BETTER] = T_VERDICT_BETTER, [JUDGED_WORSE] = T_VERDICT_WORSE,
};

static void judge_figure(struct pairs *pairs, struct pair_figure *f,
			 const struct pairing *m)
{
	struct interval d = pairing_difference(m, pairs->paired);

	f->a = pairing_a(m);
	f->b = pairing_b(m);
	f->difference = (struct run_interval){d.mean, d.low, d.high, d.known};
	f->same = !m->differs;
	f->verdict = verdicts[judge_difference(f->key, m, &d, pairs->varies)];
}

/* --- reading -------------------------------------------------------------- */

static sqlite3_stmt *pairs_query(sqlite3 *db, const char *sql, bool *failed)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		*failed = true;
	return statement;
}

static double value_at(sqlite3_stmt *rows, int column)
{
	return sqlite3_column_type(rows, column) == SQLITE_NULL
		   ? (double)NAN
		   : sqlite3_column_double(rows, column);
}

/* Rows come figure by figure, in the order of the table in sim. */
static bool read_figures(sqlite3 *db, struct pairs *pairs)
{
	bool failed = false;
	struct pair_figure *f = NULL;
	struct pairing m = {0};
	sqlite3_stmt *rows = pairs_query(
	    db,
	    "WITH o AS (SELECT key, min(rowid) AS place FROM kpi GROUP BY key),"
	    " r AS (SELECT replication, key, unit FROM kpi UNION"
	    "  SELECT replication, key, unit FROM other.kpi)"
	    " SELECT r.key, r.unit, x.value, y.value FROM r"
	    " LEFT JOIN kpi x USING (replication, key)"
	    " LEFT JOIN other.kpi y ON y.replication = r.replication"
	    "  AND y.key = r.key LEFT JOIN o ON o.key = r.key"
	    " WHERE r.key NOT IN ('events', 'inputs')"
	    " ORDER BY o.place IS NULL, o.place, r.key, r.replication",
	    &failed);

	pairs->figures = calloc(FIGURES_MAX, sizeof *pairs->figures);
	if (pairs->figures == NULL)
		failed = true;
	while (!failed && sqlite3_step(rows) == SQLITE_ROW) {
		if (f == NULL ||
		    strcmp(f->key, sqlite_file_text(rows, 0)) != 0) {
			if (f != NULL)
				judge_figure(pairs, f, &m);
			if (pairs->figure_count == FIGURES_MAX)
				break;
			f = &pairs->figures[pairs->figure_count++];
			f->key = strdup(sqlite_file_text(rows, 0));
			f->unit = strdup(sqlite_file_text(rows, 1));
			m = (struct pairing){0};
			failed = f->key == NULL || f->unit == NULL;
		}
		pairing_add(&m, value_at(rows, 2), value_at(rows, 3));
	}
	if (!failed && f != NULL)
		judge_figure(pairs, f, &m);
	(void)sqlite3_finalize(rows);
	return !failed && pairs->figure_count > 0;
}

/* The name and title of a scenario are not part of the model. */
static bool read_keys(sqlite3 *db, struct pairs *pairs)
{
	bool failed = false;
	sqlite3_stmt *rows =
	    pairs_query(db,
			"WITH k AS (SELECT key FROM assumptions UNION"
			"  SELECT key FROM other.assumptions)"
			" SELECT k.key, x.value, y.value FROM k"
			" LEFT JOIN assumptions x ON x.key = k.key"
			" LEFT JOIN other.assumptions y ON y.key = k.key"
			" WHERE x.value IS NOT y.value"
			" AND k.key NOT IN ('name', 'title', 'source')"
			" ORDER BY k.key",
			&failed);

	pairs->keys = calloc(KEYS_MAX, sizeof *pairs->keys);
	if (pairs->keys == NULL)
		failed = true;
	while (!failed && pairs->key_count < KEYS_MAX &&
	       sqlite3_step(rows) == SQLITE_ROW) {
		struct pair_key *key = &pairs->keys[pairs->key_count++];

		key->key = strdup(sqlite_file_text(rows, 0));
		key->a = strdup(sqlite_file_text(rows, 1));
		key->b = strdup(sqlite_file_text(rows, 2));
		failed = key->key == NULL || key->a == NULL || key->b == NULL;
	}
	(void)sqlite3_finalize(rows);
	return !failed;
}

#define QUOTED(key) "'" key "', "

/* The same demand: as many sessions and starts in every replication. */
static bool same_demand(sqlite3 *db)
{
	bool failed = false, same;
	sqlite3_stmt *rows =
	    pairs_query(db,
			"SELECT count(*) FROM kpi x JOIN other.kpi y"
			" ON x.replication = y.replication AND x.key = y.key"
			" WHERE x.key IN (" DEMAND_FIGURES(
			    QUOTED) "'')"
				    " AND x.value IS NOT y.value",
			&failed);

	same = !failed && sqlite3_step(rows) == SQLITE_ROW &&
	       sqlite3_column_int64(rows, 0) == 0;
	(void)sqlite3_finalize(rows);
	return same;
}

/* --- the two -------------------------------------------------------------- */

static bool same_window(const struct pairs *pairs, struct error_text *error)
{
	static const char *const keys[] = {"from", "to"};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const char *a = summary_text(&pairs->a, keys[i]),
			   *b = summary_text(&pairs->b, keys[i]);

		if (strcmp(a, b) != 0)
			return error_set(
			    error,
			    "%s: its window has another '%s' (%s) than %s "
			    "(%s); compare runs over the same window",
			    pairs->b.directory, keys[i], b, pairs->a.directory,
			    a);
	}
	return true;
}

static void judge_pairing(sqlite3 *db, struct pairs *pairs)
{
	double a = summary_number(&pairs->a, "replications"),
	       b = summary_number(&pairs->b, "replications");
	double seed = summary_number(&pairs->a, "seed") -
		      summary_number(&pairs->b, "seed");

	pairs->varies = a > 1 && b > 1;
	pairs->paired = false;
	if (seed < 0 || seed > 0)
		pairs->unpaired = T_UNPAIRED_SEED;
	else if (a < b || a > b)
		pairs->unpaired = T_UNPAIRED_COUNT;
	else if (!same_demand(db))
		pairs->unpaired = T_UNPAIRED_DEMAND;
	else
		pairs->paired = true;
}

static bool attach_other(sqlite3 *db, const char *path)
{
	sqlite3_stmt *statement = NULL;
	bool good = sqlite3_prepare_v2(db, "ATTACH ? AS other", -1, &statement,
				       NULL) == SQLITE_OK &&
		    sqlite3_bind_text(statement, 1, path, -1,
				      SQLITE_TRANSIENT) == SQLITE_OK &&
		    sqlite3_step(statement) == SQLITE_DONE;

	(void)sqlite3_finalize(statement);
	return good;
}

bool pairs_open(const char *directory_a, const char *directory_b,
		struct pairs *out, struct error_text *error)
{
	char path[PATH_SIZE];
	sqlite3 *db = NULL, *other = NULL;
	bool good = false;

	*out = (struct pairs){0};
	if (!summary_open(directory_a, &out->a, error) ||
	    !summary_open(directory_b, &out->b, error) ||
	    !same_window(out, error))
		goto out;
	(void)snprintf(path, sizeof path, "%s/run.db", directory_b);
	good = sqlite_file_open(path, &other, error) == SQLITE_OK;
	(void)snprintf(path, sizeof path, "%s/run.db", directory_a);
	good = good && sqlite_file_open(path, &db, error) == SQLITE_OK;
	(void)snprintf(path, sizeof path, "%s/run.db", directory_b);
	good = good && attach_other(db, path);
	if (good) {
		judge_pairing(db, out);
		good = read_figures(db, out) && read_keys(db, out);
	}
	if (!good)
		(void)error_set(error,
				"%s and %s: run.db cannot be read: %s; run "
				"`conductor sim` again",
				directory_a, directory_b, sqlite3_errmsg(db));
	(void)sqlite3_close(db);
	(void)sqlite3_close(other);
out:
	if (!good)
		pairs_close(out);
	return good;
}

void pairs_close(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->figure_count; i++) {
		free(pairs->figures[i].key);
		free(pairs->figures[i].unit);
	}
	for (size_t i = 0; i < pairs->key_count; i++) {
		free(pairs->keys[i].key);
		free(pairs->keys[i].a);
		free(pairs->keys[i].b);
	}
	free(pairs->figures);
	free(pairs->keys);
	summary_close(&pairs->a);
	summary_close(&pairs->b);
	*pairs = (struct pairs){0};
}

const struct pair_figure *pairs_find(const struct pairs *pairs, const char *key)
{
	for (size_t i = 0; i < pairs->figure_count; i++)
		if (strcmp(pairs->figures[i].key, key) == 0)
			return &pairs->figures[i];
	return NULL;
}
