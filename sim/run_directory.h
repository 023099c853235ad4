/*
 * run_directory.h - what a run leaves behind: summary.json, run.db, series.csv,
 * ledger.csv.  docs/formats.md tells every key and table.
 *
 * Written beside its place and renamed into it, so that there is either a whole
 * directory or none; replaces only a directory that holds a summary of ours.
 */
#ifndef SIM_RUN_DIRECTORY_H
#define SIM_RUN_DIRECTORY_H

#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "sim/run.h"

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

/* Everything, into `directory`; `is_run` tells a run of ours from something
 * foreign that must stay. */
bool run_directory_write(const struct run *run, const char *directory,
			 bool (*is_run)(const char *directory),
			 struct error_text *error);

#endif /* SIM_RUN_DIRECTORY_H */
