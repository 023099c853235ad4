#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kit/ledger.h"
#include "sim/db_rows.h"
#include "sim/kpi.h"
#include "sim/run_directory.h"
#include "sim/series.h"
#include "sim/statistics.h"

static const char schema[] =
    "PRAGMA page_size=32768; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
    "PRAGMA locking_mode=EXCLUSIVE;"
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT);"
    "CREATE TABLE kpi(replication INT, key TEXT, value REAL, unit TEXT);"
    "CREATE TABLE series(slot INT, from_us INT, name TEXT, mean REAL,"
    " low REAL, high REAL);"
    "CREATE TABLE series0(slot INT, from_us INT, name TEXT, value REAL);"
    "CREATE TABLE nodes(node INT, type TEXT, location TEXT, ordered_us INT,"
    " ready_us INT, drain_us INT, gone_us INT, hours_billed INT,"
    " cost_eur REAL, lost INT, sellable_gb REAL, held_gb_hours REAL);"
    "CREATE TABLE starts(requested_us INT, world TEXT, node INT, path TEXT,"
    " wait_us INT, ready_us INT, end TEXT, reason TEXT, attempt INT,"
    " saving_us INT, room_us INT, boot_us INT, line_us INT,"
    " transfer_us INT, start_up_us INT, why_left TEXT);"
    "CREATE TABLE customers(customer TEXT, decile INT, worlds INT,"
    " starts INT, unserved INT, billed_gb_hours REAL, held_gb_hours REAL,"
    " cloud_gb_hours REAL, disk_gb REAL, net_eur REAL, cost_eur REAL,"
    " margin_eur REAL);"
    "CREATE TABLE ledger(at_us INT, debit TEXT, credit TEXT, world TEXT,"
    " customer TEXT, amount_nano_eur INT, reason TEXT);"
    "CREATE TABLE assumptions(key TEXT, value TEXT, source TEXT,"
    " is_default INT);"
    "CREATE TABLE utc_offsets(from_us INT, offset_s INT);"
    "BEGIN;";

/* One prepared INSERT at a time; errors are looked at once, at the end. */
struct inserting {
	sqlite3 *db;
	sqlite3_stmt *statement;
	int column;
	bool failed;
};

static void insert_into(struct inserting *in, const char *sql)
{
	(void)sqlite3_finalize(in->statement);
	in->statement = NULL;
	if (sqlite3_prepare_v2(in->db, sql, -1, &in->statement, NULL) !=
	    SQLITE_OK)
		in->failed = true;
	in->column = 0;
}

static void put_text(struct inserting *in, const char *text)
{
	/* all texts outlive the row */
	(void)sqlite3_bind_text(in->statement, ++in->column, text, -1,
				SQLITE_STATIC);
}

static void put_number(struct inserting *in, int64_t number)
{
	(void)sqlite3_bind_int64(in->statement, ++in->column, number);
}

static void put_instant(struct inserting *in, int64_t at_us)
{
	if (at_us == TIME_NEVER_US)
		(void)sqlite3_bind_null(in->statement, ++in->column);
	else
		put_number(in, at_us);
}

static void put_real(struct inserting *in, double value)
{
	(void)sqlite3_bind_double(in->statement, ++in->column, value);
}

static void put_known(struct inserting *in, double value)
{
	if (isnan(value))
		(void)sqlite3_bind_null(in->statement, ++in->column);
	else
		put_real(in, value);
}

static void put_row(struct inserting *in)
{
	if (sqlite3_step(in->statement) != SQLITE_DONE ||
	    sqlite3_reset(in->statement) != SQLITE_OK)
		in->failed = true;
	in->column = 0;
}

static void write_meta(struct inserting *in, const cJSON *summary)
{
	const cJSON *item;

	insert_into(in, "INSERT INTO meta VALUES(?,?)");
	cJSON_ArrayForEach(item, summary)
	{
		char number[40];

		if (!cJSON_IsString(item) && !cJSON_IsNumber(item))
			continue;
		(void)snprintf(number, sizeof number, "%.15g",
			       item->valuedouble);
		put_text(in, item->string);
		put_text(in, cJSON_IsString(item) ? item->valuestring : number);
		put_row(in);
	}
}

static void write_kpis(struct inserting *in, const struct run *run)
{
	insert_into(in, "INSERT INTO kpi VALUES(?,?,?,?)");
	for (uint32_t i = 0; i < run->count; i++) {
		for (unsigned k = 0; k < kpi_count; k++) {
			put_number(in, i);
			put_text(in, kpis[k].key);
			put_known(in, kpi_value(&kpis[k], &run->figures[i]));
			put_text(in, kpis[k].unit);
			put_row(in);
		}
	}
}

static void write_series(struct inserting *in, const struct run *run,
			 double *scratch)
{
	const struct figures *first = &run->figures[0];

	insert_into(in, "INSERT INTO series VALUES(?,?,?,?,?,?)");
	for (uint32_t slot = 0; slot < first->series_count; slot++) {
		for (unsigned n = 0; n < series_names_count; n++) {
			struct interval interval;

			for (uint32_t i = 0; i < run->count; i++)
				scratch[i] = series_value(
				    &run->figures[i].series[slot], n);
			interval = interval_not_negative(
			    interval_of(scratch, run->count));
			put_number(in, slot);
			put_number(in, first->series[slot].from_us);
			put_text(in, series_names[n].name);
			put_real(in, interval.mean);
			put_real(in, interval.low);
			put_real(in, interval.high);
			put_row(in);
		}
	}
	insert_into(in, "INSERT INTO series0 VALUES(?,?,?,?)");
	for (uint32_t slot = 0; slot < first->series_count; slot++) {
		for (unsigned n = 0; n < series_names_count; n++) {
			put_number(in, slot);
			put_number(in, first->series[slot].from_us);
			put_text(in, series_names[n].name);
			put_real(in, series_value(&first->series[slot], n));
			put_row(in);
		}
	}
}

static void write_nodes(struct inserting *in, const struct run *run)
{
	const struct figures *f = &run->figures[0];
	const struct scenario *s = run->scenario;

	insert_into(in, "INSERT INTO nodes VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
	for (size_t i = 0; i < f->node_count; i++) {
		const struct node_life *node = &f->nodes[i];

		put_number(in, node->node);
		put_text(in, s->node_type_names[node->type]);
		put_text(in, node->dedicated
				 ? ""
				 : s->location_names[node->location]);
		put_instant(in, node->ordered_us);
		put_instant(in, node->ready_us);
		put_instant(in, node->drain_us);
		put_instant(in, node->gone_us);
		put_number(in, node->hours_billed);
		put_real(in, (double)node->cost_nano_eur / 1e9);
		put_number(in, node->lost);
		put_real(in, (double)node->sellable_mib / MIB_PER_GIB);
		put_real(in, (double)node->held_mib_us / MIB_PER_GIB /
				 (double)US_PER_HOUR);
		put_row(in);
	}
}

/* --- the tables with many rows -------------------------------------------- */

static bool fill_start(const void *context, size_t index, struct db_row *to)
{
	static const char *const ends[] = {"served", "refused", "abandoned",
					   "pending"};
	static const char *const left[] = {"", "room", "transfer", "stop"};
	const struct figures *f = context;
	const struct start_row *row = figures_start(f, index);
	int64_t delay_us[DELAY_COUNT];

	db_row_number(to, row->requested_us);
	db_row_text(to, figures_world_name(f, row->world));
	db_row_number(to, row->node);
	db_row_text(to, start_path_name((enum start_path)row->path));
	db_row_number(to, row->wait_us);
	db_row_number(to, figures_ready_us(f, row));
	db_row_text(to, ends[row->end]);
	db_row_text(to, reason_name((enum reason)row->reason));
	db_row_number(to, row->attempt);
	figures_delays(f, row, delay_us);
	for (int delay = 0; delay < DELAY_COUNT; delay++)
		db_row_number(to, delay_us[delay]);
	db_row_text(to, left[row->left]);
	return true;
}

static bool fill_customer(const void *context, size_t index, struct db_row *to)
{
	const struct figures *f = context;
	const struct customer_row row = figures_customer(f, index);

	db_row_text(to, figures_account_name(f, row.account));
	db_row_number(to, row.decile);
	db_row_number(to, row.worlds);
	db_row_number(to, row.starts);
	db_row_number(to, row.unserved);
	db_row_real(to, row.billed_gb_hours);
	db_row_real(to, row.held_gb_hours);
	db_row_real(to, row.cloud_gb_hours);
	db_row_real(to, row.disk_gb);
	db_row_real(to, row.net_eur);
	db_row_real(to, row.cost_eur);
	db_row_real(to, row.net_eur - row.cost_eur);
	return true;
}

static bool fill_posting(const void *context, size_t index, struct db_row *to)
{
	const struct figures *f = context;
	const struct ledger_row *row = figures_posting(f, index);

	db_row_number(to, row->at_us);
	db_row_text(to, ledger_account_name((enum ledger_account)row->debit));
	db_row_text(to, ledger_account_name((enum ledger_account)row->credit));
	db_row_text(to, figures_world_name(f, row->world));
	db_row_text(to, figures_account_name(f, row->customer));
	db_row_number(to, row->amount_nano_eur);
	db_row_text(to, reason_name((enum reason)row->reason));
	return true;
}

static void write_many(struct inserting *in, const struct run *run)
{
	const struct figures *f = &run->figures[0];
	const struct db_rows tables[] = {
	    {"starts", 16, f->starts.count, fill_start, f},
	    {"customers", 12, f->ranks != NULL ? f->customers : 0,
	     fill_customer, f},
	    {"ledger", 7, f->ledger.count, fill_posting, f},
	};

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		if (!db_rows_insert(in->db, &tables[i]))
			in->failed = true;
}

static void write_rest(struct inserting *in, const struct run *run)
{
	const struct scenario *s = run->scenario;

	insert_into(in, "INSERT INTO assumptions VALUES(?,?,?,?)");
	for (uint32_t i = 0; i < s->assumption_count; i++) {
		put_text(in, s->assumptions[i].key);
		put_text(in, s->assumptions[i].value);
		put_text(in, s->assumptions[i].source);
		put_number(in, s->assumptions[i].is_default);
		put_row(in);
	}
	insert_into(in, "INSERT INTO utc_offsets VALUES(?,?)");
	for (uint32_t i = 0; i < s->engine.clock_offset_count; i++) {
		put_number(in, s->engine.clock[i].from_us);
		put_number(in, s->engine.clock[i].offset_s);
		put_row(in);
	}
}

/* --- decisions ------------------------------------------------------------ */

static const char *name_of_world(const void *context, uint32_t world,
				 char *scratch)
{
	const struct run *run = context;

	(void)scratch;
	return figures_world_name(&run->figures[0], world);
}

static const char *name_of_type(const void *context, uint32_t type,
				char *scratch)
{
	const struct run *run = context;

	(void)scratch;
	return run->scenario->node_type_names[type];
}

static const char *name_of_location(const void *context, uint32_t location,
				    char *scratch)
{
	const struct run *run = context;

	(void)scratch;
	return run->scenario->location_names[location];
}

/* Without the tables nobody listened. */
static void write_decisions(struct inserting *in, const struct run *run)
{
	const struct decisions *decisions = &run->figures[0].decisions;
	const struct decision_names names = {.context = run,
					     .world = name_of_world,
					     .type = name_of_type,
					     .location = name_of_location};

	if (!decisions->on)
		return;
	if (!decisions_write(decisions, &names, in->db))
		in->failed = true;
	insert_into(in, "INSERT INTO meta VALUES('explained', ?)");
	put_text(in, run->why_only != NULL ? run->why_only : "all");
	put_row(in);
}

bool run_db_write(const struct run *run, const cJSON *summary, const char *path,
		  struct error_text *error)
{
	struct inserting in = {0};
	double *scratch = calloc(run->count, sizeof *scratch);

	if (scratch == NULL)
		return error_set(error, "out of memory");
	/* one thread writes, and the file is renamed only when it is whole */
	if (sqlite3_open_v2(path, &in.db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK ||
	    sqlite3_exec(in.db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		in.failed = true;
	} else {
		write_meta(&in, summary);
		write_kpis(&in, run);
		write_series(&in, run, scratch);
		write_nodes(&in, run);
		write_many(&in, run);
		write_rest(&in, run);
		if (!run_db_money_write(run, in.db))
			in.failed = true;
		write_decisions(&in, run);
		(void)sqlite3_finalize(in.statement);
		if (sqlite3_exec(in.db, "COMMIT", NULL, NULL, NULL) !=
		    SQLITE_OK)
			in.failed = true;
	}
	if (sqlite3_close(in.db) != SQLITE_OK)
		in.failed = true;
	free(scratch);
	return !in.failed || error_set(error,
				       "%s: cannot be written; is the "
				       "disk full?",
				       path);
}
