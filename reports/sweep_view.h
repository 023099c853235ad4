/*
 * sweep_view.h - the file of a sweep, as its table and its page show it.
 *
 * Owns what was read.  Intervals of points and verdicts on the promise stand in
 * the file; which points are best, and whether others are worse, follows from
 * the figures of the replications by the rule of traces/base/pairing.h.
 */
#ifndef REPORTS_SWEEP_VIEW_H
#define REPORTS_SWEEP_VIEW_H

#include <sqlite3.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/run_data.h"
#include "reports/text.h"
#include "traces/base/error_text.h"

#define SWEEP_AXES_MAX 8
#define SWEEP_NAME 1024 /* of a point: its settings */
#define SWEEP_SIZE (2 * NUMBER_SIZE + 4)
#define SWEEP_BEST 10 /* shown */

/* A key and its values, each once: numbers in their order, others as given. */
struct sweep_axis {
	char *key;
	char **values;
	double *numbers; /* the same as numbers, if `numeric` */
	size_t count;
	bool numeric;
	char unit[16]; /* of the numbers */
};

struct sweep_point {
	uint32_t number;
	uint32_t value[SWEEP_AXES_MAX]; /* of each axis, its place */
	enum text promise; /* T_KEPT, T_CLOSE, T_BROKEN, T_NOT_JUDGED */
	bool played;
	struct run_interval month, in_time; /* EUR; % */
};

/* One of the best, and what it differs by from the first of them. */
struct sweep_rank {
	const struct sweep_point *point;
	struct run_interval more; /* EUR a month */
	enum text verdict;
};

struct sweep_view {
	sqlite3 *db;
	const char *path;
	enum language language;
	FILE *out;
	struct sweep_axis axes[SWEEP_AXES_MAX];
	unsigned axis_count;
	struct sweep_point *points; /* in their order */
	size_t point_count;
	size_t kept, close, broken, refused;
	/* those that keep the promise, else all, the best first */
	struct sweep_rank *ranks;
	size_t rank_count;
	size_t not_worse; /* of them */
	bool judged, all_paired, drawn;
};

bool sweep_view_open(const char *path, struct sweep_view *out,
		     struct error_text *error);
void sweep_view_close(struct sweep_view *view);

/* A value of the head; "" where it is not there. */
#define SWEEP_META 4096
char *sweep_view_meta(const struct sweep_view *view, const char *key,
		      char out[SWEEP_META]);
const char *sweep_view_text(const struct sweep_view *view, enum text id);
/* "KEY=VALUE, KEY=VALUE" */
char *sweep_view_name(const struct sweep_view *view,
		      const struct sweep_point *point, char out[SWEEP_NAME]);
/* "A" of the first axis, for the head of a column, and what it stands for:
 * "A: KEY, B: KEY". */
const char *sweep_view_letter(unsigned axis);
char *sweep_view_letters(const struct sweep_view *view, char out[SWEEP_META]);
/* The command of a point, or the line that refuses it. */
char *sweep_view_of(const struct sweep_view *view, uint32_t number,
		    const char *column, char out[SWEEP_META]);
/* "12.30 (11.90 ... 12.70)"; with its sign: a difference. */
char *sweep_view_range(const struct sweep_view *view,
		       const struct run_interval *in, int decimals,
		       bool with_sign, char out[SWEEP_SIZE]);
/* The title of the scenario in the language. */
char *sweep_view_title(const struct sweep_view *view, char out[SWEEP_META]);
/* What it comes to; and how it is to be read: line 0, 1, ...; NULL: no more. */
char *sweep_view_lead(const struct sweep_view *view, char out[SWEEP_META]);
char *sweep_view_note(const struct sweep_view *view, unsigned line,
		      char out[SWEEP_META]);
/* Points, promise, and those that are refused. */
char *sweep_view_count(const struct sweep_view *view, char out[SWEEP_META]);
char *sweep_view_refused(const struct sweep_view *view, char out[SWEEP_META]);

/* --- its forms */

void sweep_print(const struct sweep_view *view);
void sweep_json(const struct sweep_view *view);
/* The path of the page beside the file. */
#define SWEEP_PAGE_SIZE 4400
char *sweep_page_path(const char *path, enum language language,
		      char out[SWEEP_PAGE_SIZE]);
/* May it be written: is nothing there but what we wrote? */
bool sweep_page_check(const char *page, bool force, struct error_text *error);
bool sweep_page_write(const struct sweep_view *view, const char *page,
		      struct error_text *error);

#endif /* REPORTS_SWEEP_VIEW_H */
