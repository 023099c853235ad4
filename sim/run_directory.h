/*
 * run_directory.h - what a run leaves behind: summary.json, run.db, series.csv,
 * ledger.csv.  docs/formats.md tells every key and table.
 *
 * Written aside and let appear as run_place.h says, so that there is either a
 * whole directory or none.  manifest.sha256 lists what is ours in it.
 */
#ifndef SIM_RUN_DIRECTORY_H
#define SIM_RUN_DIRECTORY_H

#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "sim/run.h"
#include "sim/run_place.h"

/* The content of summary.json; the caller deletes it.  NULL: no memory. */
cJSON *summary_json(const struct run *run);

/* Tables of run.db into a new file. */
bool run_db_write(const struct run *run, const cJSON *summary, const char *path,
		  struct error_text *error);

/* Of these the tables that invoices are printed from. */
bool run_db_money_write(const struct run *run, sqlite3 *db);

/* series.csv and ledger.csv of replication 0 and of all. */
bool run_csv_write(const struct run *run, const char *directory,
		   struct error_text *error);

/* Everything, to where `place` is open. */
bool run_directory_write(const struct run *run, struct run_place *place,
			 struct error_text *error);

/* A directory of its own for one JSON document. */
bool run_directory_write_one(const cJSON *root, const char *name,
			     struct run_place *place, struct error_text *error);

#endif /* SIM_RUN_DIRECTORY_H */
