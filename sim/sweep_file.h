/*
 * sweep_file.h - the SQLite file of a sweep; docs/formats.md tells every table.
 *
 * Three of a kind: the finished file; the work file beside it, to which points
 * are added as they are played; and one in memory that holds only the head:
 * what is to be played.  Two files belong together if their heads are equal.
 *
 * A finished file is written by one function, in the order of its points, from
 * one work file or from the files of all shards: so neither the order in which
 * points were played, nor threads, shards or interruptions can be seen in it.
 */
#ifndef SIM_SWEEP_FILE_H
#define SIM_SWEEP_FILE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "sim/variants.h"
#include "traces/base/error_text.h"
#include "traces/base/out_file.h"

#define SWEEP_APPLICATION_ID 1129535312 /* "CSWP" */
#define SWEEP_WORK_ID 1129535319	/* "CSWW" */
#define SWEEP_FORMAT 1
#define SHARDS_MAX 100000

enum sweep_table {
	/* the head */
	SWEEP_META = 0,
	SWEEP_AXES,
	SWEEP_ASSUMPTIONS,
	/* of each point */
	SWEEP_POINTS,
	SWEEP_SETTINGS,
	SWEEP_FIGURES,
	SWEEP_INTERVALS,
	SWEEP_TABLE_COUNT
};

struct sweep_file {
	char *path; /* for messages */
	sqlite3 *db;
	sqlite3_stmt *put[SWEEP_TABLE_COUNT];
	sqlite3_stmt *take[SWEEP_TABLE_COUNT]; /* of a point */
	int column;			       /* of the row that is put */
	bool failed;   /* looked at when it ends; nothing is put any more */
	char why[128]; /* ... of what was put */
};

/* The figures that are kept of each replication. */
void sweep_columns(struct variant_columns *out);

/* The head alone, in memory. */
bool sweep_file_begin(struct sweep_file *out, struct error_text *error);
/* A finished file, to be read. */
bool sweep_file_open(const char *path, struct sweep_file *out,
		     struct error_text *error);
/* The work file of this head: the one that is there, or a new one.  Locked
 * until it is closed.  False also where it is another sweep's, unless `anew`,
 * or no work file at all. */
bool sweep_file_work(const struct sweep_file *head, const char *path, bool anew,
		     struct sweep_file *out, struct error_text *error);
void sweep_file_close(struct sweep_file *file);

/* Put one row: its values, then the end of it.  What fails is kept in mind. */
void sweep_put_text(struct sweep_file *file, enum sweep_table table,
		    const char *text); /* NULL: null */
void sweep_put_number(struct sweep_file *file, enum sweep_table table,
		      int64_t number);
void sweep_put_real(struct sweep_file *file, enum sweep_table table,
		    double value); /* NAN: null */
void sweep_put_end(struct sweep_file *file, enum sweep_table table);

/* All that is put between these two is there afterwards, or nothing. */
bool sweep_file_change(struct sweep_file *file);
bool sweep_file_keep(struct sweep_file *file, struct error_text *error);

/* The value of a key of the head; "" where it is not there.  The caller's. */
#define SWEEP_VALUE_SIZE 256
char *sweep_file_value(const struct sweep_file *file, const char *key,
		       char out[SWEEP_VALUE_SIZE]);
/* Do they belong together?  False: `what` says in which respect not.  `shard`
 * does not count. */
bool sweep_file_agree(const struct sweep_file *a, const struct sweep_file *b,
		      struct error_text *what);
/* Mark the points that are there in done[0 ... points - 1]. */
bool sweep_file_done(const struct sweep_file *file, unsigned char *done,
		     uint64_t points);

/* Write the finished file.  Point p is in sources[p % count]; `shard`: the only
 * source has only those of this shard ("2/3"), else NULL. */
bool sweep_file_publish(struct sweep_file *sources, uint32_t count,
			const char *shard, const struct out_file *to,
			struct error_text *error);

#endif /* SIM_SWEEP_FILE_H */
