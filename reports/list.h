/*
 * list.h - `conductor list`: the rows of a run that somebody asks for by name:
 * which customers, which starts, which nodes.
 *
 * Reads run.db and writes nothing.  All rows are of the first run (replication
 * 0).  As a table for people, the first rows and in their language; as CSV for
 * programs and spreadsheets, all of them and with the names of keys.
 */
#ifndef REPORTS_LIST_H
#define REPORTS_LIST_H

int cmd_list(int argc, char **argv);

#endif /* REPORTS_LIST_H */
