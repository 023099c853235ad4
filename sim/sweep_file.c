#include "sim/sweep_file.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/differences.h"
#include "traces/base/aside.h"
#include "traces/base/memory.h"
#include "traces/base/sqlite_file.h"

#define SQL_SIZE 4096
#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* What else tells one fleet from another. */
static const char *const besides[] = {
    "cost_eur.dedicated",	 "cost_eur.cloud",	 "cost_eur.storage",
    "usage.active_gb_hours",	 "fleet.ram_used_mean",	 "fleet.cloud_peak",
    "fleet.vm_hours_billed",	 "fleet.vm_sold_out",	 "worlds.moved",
    "worlds.woken_from_archive", "recovery.worlds_lost",
};

/* Their columns, in order; the figures of `figures` follow from the list. */
static const struct {
	const char *name, *columns;
	int count;
	bool of_points;
} tables[SWEEP_TABLE_COUNT] = {
    [SWEEP_META] = {"meta", "key TEXT PRIMARY KEY, value TEXT NOT NULL", 2,
		    false},
    [SWEEP_AXES] = {"axes",
		    "axis INTEGER PRIMARY KEY, key TEXT NOT NULL, given TEXT"
		    " NOT NULL, \"values\" INT NOT NULL",
		    4, false},
    [SWEEP_ASSUMPTIONS] = {"assumptions",
			   "key TEXT NOT NULL, value TEXT, is_default INT", 3,
			   false},
    [SWEEP_POINTS] = {"points",
		      "point INTEGER PRIMARY KEY, promise TEXT, digest TEXT,"
		      " drawn INT, refused TEXT, command TEXT NOT NULL",
		      6, true},
    [SWEEP_SETTINGS] = {"settings",
			"point INT NOT NULL, axis INT NOT NULL, value TEXT NOT"
			" NULL, PRIMARY KEY(point, axis)",
			3, true},
    [SWEEP_FIGURES] = {"figures", NULL, 2, true},
    [SWEEP_INTERVALS] = {"intervals",
			 "point INT NOT NULL, key TEXT NOT NULL, mean REAL,"
			 " low REAL, high REAL, PRIMARY KEY(point, key)",
			 5, true},
};

void sweep_columns(struct variant_columns *out)
{
	*out = (struct variant_columns){.count = 0};
	differences_add_shown(out);
	for (size_t i = 0; i < LENGTH(besides); i++)
		(void)variant_column(out, kpi_named(besides[i]));
	differences_add_demand(out);
}

/* --- statements ----------------------------------------------------------- */

/* SQLite ends a transaction that meets a full disk, and what was put after that
 * would be kept for itself: nothing is. */
static void note_failed(struct sweep_file *file)
{
	if (!file->failed)
		(void)snprintf(file->why, sizeof file->why, "%s",
			       sqlite3_errmsg(file->db));
	file->failed = true;
}

static bool run_sql(struct sweep_file *file, const char *sql)
{
	bool good = sqlite3_exec(file->db, sql, NULL, NULL, NULL) == SQLITE_OK;

	if (!good)
		note_failed(file);
	return good;
}

static size_t list_figures(char *sql, size_t used, const char *type)
{
	struct variant_columns columns;

	sweep_columns(&columns);
	for (unsigned i = 0; i < columns.count && used < SQL_SIZE; i++)
		used +=
		    (size_t)snprintf(sql + used, SQL_SIZE - used, ", \"%s\"%s",
				     columns.list[i]->key, type);
	return used;
}

static bool create_table(struct sweep_file *file, enum sweep_table table)
{
	char sql[SQL_SIZE];
	size_t used = (size_t)snprintf(sql, sizeof sql, "CREATE TABLE %s(",
				       tables[table].name);

	if (tables[table].columns != NULL) {
		used += (size_t)snprintf(sql + used, sizeof sql - used, "%s",
					 tables[table].columns);
	} else {
		used += (size_t)snprintf(sql + used, sizeof sql - used,
					 "point INT NOT NULL,"
					 " replication INT NOT NULL");
		used = list_figures(sql, used, " REAL");
		used += (size_t)snprintf(sql + used, sizeof sql - used,
					 ", PRIMARY KEY(point, replication)");
	}
	(void)snprintf(sql + used, sizeof sql - used, ")%s",
		       strstr(sql, "PRIMARY KEY(") != NULL ? " WITHOUT ROWID"
							   : "");
	return run_sql(file, sql);
}

static bool create_tables(struct sweep_file *file, int application)
{
	char sql[128];
	bool good = true;

	(void)snprintf(sql, sizeof sql,
		       "PRAGMA application_id=%d; PRAGMA user_version=%d",
		       application, SWEEP_FORMAT);
	good = run_sql(file, sql);
	for (unsigned i = 0; i < SWEEP_TABLE_COUNT && good; i++)
		good = create_table(file, (enum sweep_table)i);
	return good;
}

static int column_count(enum sweep_table table)
{
	struct variant_columns columns;

	if (table != SWEEP_FIGURES)
		return tables[table].count;
	sweep_columns(&columns);
	return tables[table].count + (int)columns.count;
}

/* The statement that puts a row, made when it is first needed; NULL: nothing
 * can be put any more. */
static sqlite3_stmt *putting(struct sweep_file *file, enum sweep_table table)
{
	char sql[SQL_SIZE];
	size_t used;

	if (file->failed)
		return NULL;
	if (file->put[table] != NULL)
		return file->put[table];
	used = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?",
				tables[table].name);
	for (int i = 1; i < column_count(table) && used < sizeof sql; i++)
		used += (size_t)snprintf(sql + used, sizeof sql - used, ",?");
	(void)snprintf(sql + used, sizeof sql - used, ")");
	if (sqlite3_prepare_v2(file->db, sql, -1, &file->put[table], NULL) !=
	    SQLITE_OK)
		note_failed(file);
	return file->put[table];
}

void sweep_put_text(struct sweep_file *file, enum sweep_table table,
		    const char *text)
{
	sqlite3_stmt *put = putting(file, table);

	/* the text need not outlive the call */
	if (put != NULL && sqlite3_bind_text(put, ++file->column, text, -1,
					     SQLITE_TRANSIENT) != SQLITE_OK)
		note_failed(file);
}

void sweep_put_number(struct sweep_file *file, enum sweep_table table,
		      int64_t number)
{
	sqlite3_stmt *put = putting(file, table);

	if (put != NULL)
		(void)sqlite3_bind_int64(put, ++file->column, number);
}

void sweep_put_real(struct sweep_file *file, enum sweep_table table,
		    double value)
{
	sqlite3_stmt *put = putting(file, table);

	if (put == NULL)
		return;
	if (isnan(value))
		(void)sqlite3_bind_null(put, ++file->column);
	else
		(void)sqlite3_bind_double(put, ++file->column, value);
}

void sweep_put_end(struct sweep_file *file, enum sweep_table table)
{
	sqlite3_stmt *put = putting(file, table);

	if (put != NULL && (sqlite3_step(put) != SQLITE_DONE ||
			    sqlite3_reset(put) != SQLITE_OK))
		note_failed(file);
	file->column = 0;
}

/* --- opening -------------------------------------------------------------- */

static bool begin(struct sweep_file *out, const char *path,
		  struct error_text *error)
{
	*out = (struct sweep_file){.path = memory_copy(path)};
	return out->path != NULL || error_set(error, "out of memory");
}

static bool cannot_write(const struct sweep_file *file,
			 struct error_text *error)
{
	return error_set(error, "%s: cannot be written (%s)", file->path,
			 file->db == NULL ? "out of memory"
			 : file->failed	  ? file->why
					  : sqlite3_errmsg(file->db));
}

void sweep_file_close(struct sweep_file *file)
{
	for (unsigned i = 0; i < SWEEP_TABLE_COUNT; i++) {
		(void)sqlite3_finalize(file->put[i]);
		(void)sqlite3_finalize(file->take[i]);
	}
	(void)sqlite3_close(file->db);
	free(file->path);
	*file = (struct sweep_file){.path = NULL};
}

bool sweep_file_begin(struct sweep_file *out, struct error_text *error)
{
	if (!begin(out, "the sweep", error))
		return false;
	return (sqlite3_open(":memory:", &out->db) == SQLITE_OK &&
		create_tables(out, SWEEP_WORK_ID)) ||
	       error_set(error, "out of memory");
}

/* The first number that a query gives; -1: it gives none. */
static int64_t ask(const struct sweep_file *file, const char *sql)
{
	sqlite3_stmt *query = NULL;
	int64_t out = -1;

	if (sqlite3_prepare_v2(file->db, sql, -1, &query, NULL) == SQLITE_OK &&
	    sqlite3_step(query) == SQLITE_ROW)
		out = sqlite3_column_int64(query, 0);
	(void)sqlite3_finalize(query);
	return out;
}

bool sweep_file_open(const char *path, struct sweep_file *out,
		     struct error_text *error)
{
	int64_t application;

	if (!begin(out, path, error))
		return false;
	if (sqlite_file_open(path, &out->db, error) != SQLITE_OK)
		return error_set(error,
				 "%s: cannot be read; give the path of a file "
				 "that exists",
				 path);
	application = ask(out, "PRAGMA application_id");
	if (application == SWEEP_WORK_ID)
		return error_set(error,
				 "%s: belongs to a sweep that is not finished; "
				 "run its command again",
				 path);
	if (application != SWEEP_APPLICATION_ID ||
	    ask(out, "PRAGMA user_version") != SWEEP_FORMAT) {
		(void)sqlite_file_unread(path, error);
		return error_set(error,
				 "%s: no file of a sweep; `conductor sweep` "
				 "writes one",
				 path);
	}
	return true;
}

/* --- the head ------------------------------------------------------------- */

char *sweep_file_value(const struct sweep_file *file, const char *key,
		       char out[SWEEP_VALUE_SIZE])
{
	sqlite3_stmt *query = NULL;

	out[0] = '\0';
	if (sqlite3_prepare_v2(file->db, "SELECT value FROM meta WHERE key=?",
			       -1, &query, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(query, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(query) == SQLITE_ROW)
		(void)snprintf(out, SWEEP_VALUE_SIZE, "%s",
			       sqlite_file_text(query, 0));
	(void)sqlite3_finalize(query);
	return out;
}

/* Both rows are there and equal; or both have come to their end. */
static bool same_row(sqlite3_stmt *a, sqlite3_stmt *b, int status_a,
		     int status_b)
{
	if (status_a != SQLITE_ROW || status_b != SQLITE_ROW)
		return status_a == status_b;
	return strcmp(sqlite_file_text(a, 0), sqlite_file_text(b, 0)) == 0 &&
	       strcmp(sqlite_file_text(a, 1), sqlite_file_text(b, 1)) == 0;
}

static bool tell_difference(sqlite3_stmt *a, sqlite3_stmt *b, int status_a,
			    int status_b, struct error_text *what)
{
	const bool in_a = status_a == SQLITE_ROW, in_b = status_b == SQLITE_ROW;
	const char *key = sqlite_file_text(in_a ? a : b, 0);

	if (in_a && in_b && strcmp(key, sqlite_file_text(b, 0)) == 0)
		return error_set(what, "%.100s is %.80s there, not %.80s", key,
				 sqlite_file_text(a, 1),
				 sqlite_file_text(b, 1));
	if (in_a && in_b && strcmp(key, sqlite_file_text(b, 0)) > 0)
		return error_set(what, "%.100s is not set there",
				 sqlite_file_text(b, 0));
	return error_set(
	    what, in_a ? "%.100s is set there" : "%.100s is not set there",
	    key);
}

static bool agree(const struct sweep_file *a, const struct sweep_file *b,
		  const char *sql, struct error_text *what)
{
	sqlite3_stmt *rows_a = NULL, *rows_b = NULL;
	int status_a = SQLITE_ROW, status_b = SQLITE_ROW;
	bool good = true;

	if (sqlite3_prepare_v2(a->db, sql, -1, &rows_a, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(b->db, sql, -1, &rows_b, NULL) != SQLITE_OK)
		good = error_set(what, "it is damaged");
	while (good && status_a == SQLITE_ROW && status_b == SQLITE_ROW) {
		status_a = sqlite3_step(rows_a);
		status_b = sqlite3_step(rows_b);
		good =
		    same_row(rows_a, rows_b, status_a, status_b) ||
		    tell_difference(rows_a, rows_b, status_a, status_b, what);
	}
	(void)sqlite3_finalize(rows_a);
	(void)sqlite3_finalize(rows_b);
	return good;
}

bool sweep_file_agree(const struct sweep_file *a, const struct sweep_file *b,
		      struct error_text *what)
{
	/* what names a difference best comes first */
	return agree(a, b, "SELECT key, given FROM axes ORDER BY axis", what) &&
	       agree(a, b,
		     "SELECT key, value FROM assumptions ORDER BY key, rowid",
		     what) &&
	       agree(a, b,
		     "SELECT key, value FROM meta WHERE key <> 'shard'"
		     " ORDER BY key",
		     what);
}

bool sweep_file_done(const struct sweep_file *file, unsigned char *done,
		     uint64_t points)
{
	sqlite3_stmt *query = NULL;
	int status;

	if (sqlite3_prepare_v2(file->db, "SELECT point FROM points", -1, &query,
			       NULL) != SQLITE_OK)
		return false;
	while ((status = sqlite3_step(query)) == SQLITE_ROW) {
		int64_t point = sqlite3_column_int64(query, 0);

		if (point >= 1 && (uint64_t)point <= points)
			done[point - 1] = 1;
	}
	(void)sqlite3_finalize(query);
	return status == SQLITE_DONE;
}

/* --- copying -------------------------------------------------------------- */

static bool copy_rows(struct sweep_file *from, struct sweep_file *to,
		      enum sweep_table table, sqlite3_stmt *take)
{
	sqlite3_stmt *put = putting(to, table);
	int status;

	if (put == NULL)
		return false;
	while ((status = sqlite3_step(take)) == SQLITE_ROW) {
		for (int i = 0; i < column_count(table); i++)
			if (sqlite3_bind_value(put, i + 1,
					       sqlite3_column_value(take, i)) !=
			    SQLITE_OK)
				note_failed(to);
		sweep_put_end(to, table);
	}
	if (status != SQLITE_DONE)
		from->failed = true;
	(void)sqlite3_reset(take);
	return !from->failed && !to->failed;
}

static bool copy_head(struct sweep_file *from, struct sweep_file *to)
{
	static const char *const queries[] = {
	    [SWEEP_META] = ("SELECT * FROM meta WHERE key <> 'shard'"
			    " ORDER BY key"),
	    [SWEEP_AXES] = "SELECT * FROM axes ORDER BY axis",
	    [SWEEP_ASSUMPTIONS] = "SELECT * FROM assumptions ORDER BY rowid",
	};

	for (unsigned i = 0; i < LENGTH(queries); i++) {
		sqlite3_stmt *take = NULL;
		bool good = sqlite3_prepare_v2(from->db, queries[i], -1, &take,
					       NULL) == SQLITE_OK &&
			    copy_rows(from, to, (enum sweep_table)i, take);

		(void)sqlite3_finalize(take);
		if (!good)
			return false;
	}
	return true;
}

static bool copy_point(struct sweep_file *from, struct sweep_file *to,
		       uint64_t point)
{
	static const char *const queries[] = {
	    [SWEEP_POINTS] = "SELECT * FROM points WHERE point=?",
	    [SWEEP_SETTINGS] = ("SELECT * FROM settings WHERE point=?"
				" ORDER BY axis"),
	    [SWEEP_FIGURES] = ("SELECT * FROM figures WHERE point=?"
			       " ORDER BY replication"),
	    [SWEEP_INTERVALS] = ("SELECT * FROM intervals WHERE point=?"
				 " ORDER BY key"),
	};

	for (unsigned i = SWEEP_POINTS; i < SWEEP_TABLE_COUNT; i++) {
		if (from->take[i] == NULL &&
		    sqlite3_prepare_v2(from->db, queries[i], -1, &from->take[i],
				       NULL) != SQLITE_OK)
			return false;
		(void)sqlite3_bind_int64(from->take[i], 1, (int64_t)point + 1);
		if (!copy_rows(from, to, (enum sweep_table)i, from->take[i]))
			return false;
	}
	return true;
}

/* --- the work file -------------------------------------------------------- */

static bool new_work(const struct sweep_file *head, struct sweep_file *work)
{
	struct sweep_file from = *head;
	char shard[SWEEP_VALUE_SIZE];

	if (!create_tables(work, SWEEP_WORK_ID) || !copy_head(&from, work))
		return false;
	if (sweep_file_value(head, "shard", shard)[0] != '\0') {
		sweep_put_text(work, SWEEP_META, "shard");
		sweep_put_text(work, SWEEP_META, shard);
		sweep_put_end(work, SWEEP_META);
	}
	return !work->failed;
}

static bool is_locked(const struct sweep_file *work)
{
	int code = sqlite3_errcode(work->db) & 0xff;

	return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

/* What is there is ours, and nobody else's at the moment. */
static bool look_at_work(struct sweep_file *work, bool *fresh,
			 struct error_text *error)
{
	int64_t application;

	if (sqlite3_exec(work->db,
			 "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE", NULL,
			 NULL, NULL) != SQLITE_OK)
		return is_locked(work)
			   ? error_set(error,
				       "%s: another sweep is writing it; wait "
				       "for it, or choose another --out FILE",
				       work->path)
			   : error_set(error,
				       "%s: no work file of a sweep, or it "
				       "cannot be written (%s); choose another "
				       "--out FILE",
				       work->path, sqlite3_errmsg(work->db));
	application = ask(work, "PRAGMA application_id");
	*fresh = application == 0 &&
		 ask(work, "SELECT count(*) FROM sqlite_master") == 0;
	if (!*fresh && (application != SWEEP_WORK_ID ||
			ask(work, "PRAGMA user_version") != SWEEP_FORMAT))
		return error_set(error,
				 "%s: no work file of a sweep; choose another "
				 "--out FILE",
				 work->path);
	return true;
}

static bool empty_work(struct sweep_file *work)
{
	char sql[64];
	bool good = true;

	for (unsigned i = 0; i < SWEEP_TABLE_COUNT && good; i++) {
		(void)snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS %s",
			       tables[i].name);
		good = run_sql(work, sql);
	}
	return good;
}

static bool same_shard(const struct sweep_file *head,
		       const struct sweep_file *work, struct error_text *what)
{
	char of_head[SWEEP_VALUE_SIZE], of_work[SWEEP_VALUE_SIZE];

	sweep_file_value(head, "shard", of_head);
	sweep_file_value(work, "shard", of_work);
	return strcmp(of_head, of_work) == 0 ||
	       error_set(what, "shard is %s there, not %s",
			 of_work[0] != '\0' ? of_work : "not set",
			 of_head[0] != '\0' ? of_head : "set");
}

bool sweep_file_work(const struct sweep_file *head, const char *path, bool anew,
		     struct sweep_file *out, struct error_text *error)
{
	struct error_text what = {""};
	bool fresh = false, same;

	if (!begin(out, path, error))
		return false;
	if (sqlite3_open_v2(path, &out->db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
			    NULL) != SQLITE_OK)
		return cannot_write(out, error);
	if (!look_at_work(out, &fresh, error))
		return false;
	same = !fresh && sweep_file_agree(out, head, &what) &&
	       same_shard(head, out, &what);
	if (!fresh && !same && !anew)
		return error_set(error,
				 "%s: holds another sweep: %.250s; give the "
				 "same arguments to go on, or --force to begin "
				 "anew",
				 path, what.text);
	if ((!fresh && !same && !empty_work(out)) ||
	    (!same && !new_work(head, out)))
		return cannot_write(out, error);
	return sweep_file_keep(out, error);
}

bool sweep_file_change(struct sweep_file *file)
{
	return run_sql(file, "BEGIN IMMEDIATE");
}

bool sweep_file_keep(struct sweep_file *file, struct error_text *error)
{
	if (!file->failed && run_sql(file, "COMMIT"))
		return true;
	(void)sqlite3_exec(file->db, "ROLLBACK", NULL, NULL, NULL);
	return cannot_write(file, error);
}

/* --- the finished file ---------------------------------------------------- */

static bool fill(struct sweep_file *sources, uint32_t count, const char *shard,
		 struct sweep_file *to, uint64_t points)
{
	if (!create_tables(to, SWEEP_APPLICATION_ID) ||
	    !copy_head(&sources[0], to))
		return false;
	if (shard != NULL) {
		sweep_put_text(to, SWEEP_META, "shard");
		sweep_put_text(to, SWEEP_META, shard);
		sweep_put_end(to, SWEEP_META);
	}
	for (uint64_t point = 0; point < points; point++)
		if (!copy_point(&sources[point % count], to, point))
			return false;
	return !to->failed;
}

/* Before the work file goes, the disk must have the other one. */
static bool reach_disk(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool good = file >= 0 && fsync(file) == 0;

	if (file >= 0)
		(void)close(file);
	return good;
}

static bool source_failed(const struct sweep_file *sources, uint32_t count,
			  struct error_text *error)
{
	for (uint32_t i = 0; i < count; i++)
		if (sources[i].failed)
			return !error_set(error,
					  "%s: is damaged or cannot be read",
					  sources[i].path);
	return false;
}

bool sweep_file_publish(struct sweep_file *sources, uint32_t count,
			const char *shard, const struct out_file *to,
			struct error_text *error)
{
	struct sweep_file out = {.path = NULL};
	uint64_t points =
	    (uint64_t)ask(&sources[0], "SELECT value + 0 FROM meta WHERE "
				       "key='points'");
	struct aside aside;
	const char *name;
	bool good;

	if (!aside_open(&aside, to, error))
		return false;
	name = aside_name(&aside, error);
	good = name != NULL && begin(&out, to->path, error) &&
	       sqlite3_open_v2(name, &out.db,
			       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			       NULL) == SQLITE_OK &&
	       run_sql(&out, "PRAGMA page_size=16384; PRAGMA journal_mode=OFF;"
			     "PRAGMA synchronous=OFF; BEGIN") &&
	       fill(sources, count, shard, &out, points) &&
	       run_sql(&out, "COMMIT");
	if (!good && !source_failed(sources, count, error) && name != NULL)
		(void)cannot_write(&out, error);
	sweep_file_close(&out);
	good = good && (reach_disk(name) ||
			error_set(error, "%s: cannot be written", to->path));
	good = good && aside_finish(&aside, error);
	aside_release(&aside);
	return good;
}
