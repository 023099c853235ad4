/*
 * list.h - `conductor list`: rows of a run by name: which customers, which
 * starts, which nodes.
 *
 * Reads run.db and writes nothing.  All rows are of the first run (replication
 * 0).  The table for people shows the first rows in their language; the CSV for
 * programs and spreadsheets has all rows and the names of keys.
 */
#ifndef REPORTS_LIST_H
#define REPORTS_LIST_H

int cmd_list(int argc, char **argv);

#endif /* REPORTS_LIST_H */
