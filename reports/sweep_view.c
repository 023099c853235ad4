#include "reports/sweep_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/wording.h"
#include "traces/base/memory.h"
#include "traces/base/pairing.h"
#include "traces/base/sense.h"
#include "traces/base/sqlite_file.h"

#define APPLICATION_ID 1129535312 /* sim/sweep_file.h writes it */
#define POINTS_MAX 1000000
#define REPLICATIONS_MAX 10000000
#define VALUE_SHOWN 32 /* of a setting in a line */
#define MONTH "margin_per_month_eur"

/* --- reading -------------------------------------------------------------- */

/* NULL: the file is damaged, or memory was short. */
static sqlite3_stmt *query(const struct sweep_view *view, const char *sql)
{
	sqlite3_stmt *rows = NULL;

	if (sqlite3_prepare_v2(view->db, sql, -1, &rows, NULL) != SQLITE_OK)
		return NULL;
	return rows;
}

static int64_t ask(const struct sweep_view *view, const char *sql)
{
	sqlite3_stmt *rows = query(view, sql);
	int64_t out = -1;

	if (rows != NULL && sqlite3_step(rows) == SQLITE_ROW)
		out = sqlite3_column_int64(rows, 0);
	(void)sqlite3_finalize(rows);
	return out;
}

static bool read_axes(struct sweep_view *view)
{
	sqlite3_stmt *rows = query(view, "SELECT key FROM axes ORDER BY axis");
	int status = SQLITE_ERROR;

	while (rows != NULL && (status = sqlite3_step(rows)) == SQLITE_ROW &&
	       view->axis_count < SWEEP_AXES_MAX) {
		struct sweep_axis *axis = &view->axes[view->axis_count++];

		axis->key = memory_copy(sqlite_file_text(rows, 0));
		if (axis->key == NULL)
			break;
	}
	(void)sqlite3_finalize(rows);
	return status == SQLITE_DONE && view->axis_count > 0;
}

/* "48h" is 48 with a unit. */
static bool number_of(const char *text, double *number, const char **unit)
{
	char *end;

	if (text == NULL)
		return false;
	*number = strtod(text, &end);
	*unit = end;
	return end != text && isfinite(*number);
}

static void settle_axis(struct sweep_axis *axis)
{
	axis->numeric = axis->count > 0;
	for (size_t i = 0; i < axis->count && axis->numeric; i++) {
		const char *unit;

		axis->numeric =
		    number_of(axis->values[i], &axis->numbers[i], &unit) &&
		    strlen(unit) < sizeof axis->unit &&
		    (i == 0 || strcmp(unit, axis->unit) == 0);
		if (axis->numeric && i == 0)
			(void)snprintf(axis->unit, sizeof axis->unit, "%s",
				       unit);
	}
}

/* Each value once: numbers ascending, or in the order of the points. */
static bool read_values(struct sweep_view *view, unsigned a)
{
	struct sweep_axis *axis = &view->axes[a];
	sqlite3_stmt *rows =
	    query(view, "SELECT value FROM settings WHERE axis=? GROUP BY value"
			" ORDER BY CASE WHEN value + 0 <> 0 OR value LIKE '0%'"
			" THEN value + 0 ELSE 0 END, min(point)");
	int status = SQLITE_ERROR;
	size_t room =
	    (size_t)fmax(1, (double)ask(view, "SELECT count(*) FROM points"));

	axis->values = calloc(room, sizeof *axis->values);
	axis->numbers = calloc(room, sizeof *axis->numbers);
	if (rows != NULL && axis->values != NULL && axis->numbers != NULL) {
		(void)sqlite3_bind_int(rows, 1, (int)a + 1);
		while ((status = sqlite3_step(rows)) == SQLITE_ROW &&
		       axis->count < room) {
			char *value = memory_copy(sqlite_file_text(rows, 0));

			if (value == NULL)
				break;
			axis->values[axis->count++] = value;
		}
	}
	(void)sqlite3_finalize(rows);
	if (status != SQLITE_DONE)
		return false;
	settle_axis(axis);
	return true;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(**(char *const *const *)a, **(char *const *const *)b);
}

static int text_to(const void *key, const void *at)
{
	return strcmp(key, **(char *const *const *)at);
}

/* Where each point lies on the axis. */
static bool place_points(struct sweep_view *view, unsigned a)
{
	struct sweep_axis *axis = &view->axes[a];
	char ***sorted = calloc(axis->count + 1, sizeof *sorted);
	sqlite3_stmt *rows = query(
	    view, "SELECT value FROM settings WHERE axis=? ORDER BY point");
	int status = SQLITE_ERROR;
	size_t i = 0;

	if (sorted != NULL && rows != NULL) {
		for (size_t v = 0; v < axis->count; v++)
			sorted[v] = &axis->values[v];
		qsort(sorted, axis->count, sizeof *sorted, by_text);
		(void)sqlite3_bind_int(rows, 1, (int)a + 1);
		while ((status = sqlite3_step(rows)) == SQLITE_ROW &&
		       i < view->point_count) {
			char ***found =
			    bsearch(sqlite_file_text(rows, 0), sorted,
				    axis->count, sizeof *sorted, text_to);

			if (found == NULL)
				break;
			view->points[i++].value[a] =
			    (uint32_t)(*found - axis->values);
		}
	}
	free(sorted);
	(void)sqlite3_finalize(rows);
	return status == SQLITE_DONE && i == view->point_count;
}

static enum text promise_of(const char *code)
{
	return strcmp(code, "kept") == 0     ? T_KEPT
	       : strcmp(code, "broken") == 0 ? T_BROKEN
	       : strcmp(code, "close") == 0  ? T_CLOSE
					     : T_NOT_JUDGED;
}

static void count_point(struct sweep_view *view,
			const struct sweep_point *point)
{
	view->refused += !point->played;
	view->kept += point->promise == T_KEPT;
	view->close += point->promise == T_CLOSE;
	view->broken += point->promise == T_BROKEN;
}

static bool read_points(struct sweep_view *view)
{
	int64_t count = ask(view, "SELECT count(*) FROM points");
	sqlite3_stmt *rows =
	    query(view, "SELECT point, promise, refused IS NULL, drawn"
			" FROM points ORDER BY point");
	int status = SQLITE_ERROR;

	if (count < 0 || count > POINTS_MAX)
		goto out;
	view->points = calloc((size_t)count + 1, sizeof *view->points);
	if (view->points == NULL || rows == NULL)
		goto out;
	while ((status = sqlite3_step(rows)) == SQLITE_ROW &&
	       view->point_count < (size_t)count) {
		struct sweep_point *point = &view->points[view->point_count++];

		point->number = (uint32_t)sqlite3_column_int64(rows, 0);
		point->promise = promise_of(sqlite_file_text(rows, 1));
		point->played = sqlite3_column_int(rows, 2) != 0;
		point->month.mean = point->in_time.mean = (double)NAN;
		view->drawn = view->drawn || sqlite3_column_int(rows, 3) != 0;
		count_point(view, point);
	}
out:
	(void)sqlite3_finalize(rows);
	return status == SQLITE_DONE;
}

static double real_at(sqlite3_stmt *rows, int column)
{
	return sqlite3_column_type(rows, column) == SQLITE_NULL
		   ? (double)NAN
		   : sqlite3_column_double(rows, column);
}

static struct run_interval interval_at(sqlite3_stmt *rows, double scale)
{
	struct run_interval out = {scale * real_at(rows, 1),
				   scale * real_at(rows, 2),
				   scale * real_at(rows, 3), false};

	out.known = !isnan(out.low) && !isnan(out.high);
	if (!out.known)
		out.low = out.high = out.mean;
	return out;
}

static bool read_intervals(struct sweep_view *view, const char *key)
{
	bool month = strcmp(key, MONTH) == 0;
	sqlite3_stmt *rows =
	    query(view, "SELECT point, mean, low, high FROM intervals"
			" WHERE key=? ORDER BY point");
	int status = SQLITE_ERROR;
	size_t i = 0;

	if (rows != NULL)
		(void)sqlite3_bind_text(rows, 1, key, -1, SQLITE_STATIC);
	while (rows != NULL && (status = sqlite3_step(rows)) == SQLITE_ROW) {
		uint32_t number = (uint32_t)sqlite3_column_int64(rows, 0);

		while (i < view->point_count && view->points[i].number < number)
			i++;
		if (i == view->point_count)
			break;
		*(month ? &view->points[i].month : &view->points[i].in_time) =
		    interval_at(rows, month ? 1 : 100);
	}
	(void)sqlite3_finalize(rows);
	return status == SQLITE_DONE;
}

/* --- which are best ------------------------------------------------------- */

/* The month of each replication, and what its demand is known by. */
struct replications {
	double *values; /* count x REPLICATION_COLUMNS */
	size_t count;
};
#define QUOTED(key) ", \"" key "\""
#define ONE(key) +1
#define REPLICATION_COLUMNS (1 DEMAND_FIGURES(ONE))

static bool read_replications(sqlite3_stmt *rows, uint32_t point,
			      struct replications *out, size_t room)
{
	int status;

	out->count = 0;
	(void)sqlite3_bind_int64(rows, 1, point);
	while ((status = sqlite3_step(rows)) == SQLITE_ROW &&
	       out->count < room) {
		for (int c = 0; c < REPLICATION_COLUMNS; c++)
			out->values[out->count * REPLICATION_COLUMNS +
				    (size_t)c] = real_at(rows, c);
		out->count++;
	}
	(void)sqlite3_reset(rows);
	return status == SQLITE_DONE;
}

static struct pairing pair_up(const struct replications *a,
			      const struct replications *b, size_t column)
{
	struct pairing pairing = {.differs = false};

	for (size_t r = 0; r < a->count && r < b->count; r++)
		pairing_add(&pairing,
			    a->values[r * REPLICATION_COLUMNS + column],
			    b->values[r * REPLICATION_COLUMNS + column]);
	return pairing;
}

static enum text verdict_text(enum judgement judgement)
{
	switch (judgement) {
	case JUDGED_ONE_RUN:
		return T_VERDICT_NONE;
	case JUDGED_SAME:
		return T_VERDICT_SAME;
	case JUDGED_NOISE:
		return T_VERDICT_NOISE;
	case JUDGED_BETTER:
		return T_VERDICT_BETTER;
	case JUDGED_WORSE:
		return T_VERDICT_WORSE;
	case JUDGED_MORE:
		return T_VERDICT_MORE;
	case JUDGED_LESS:
		return T_VERDICT_LESS;
	case JUDGED_UNKNOWN:
		break;
	}
	return T_NOT_KNOWN;
}

static void judge(struct sweep_view *view, const struct replications *best,
		  const struct replications *other, struct sweep_rank *rank)
{
	struct pairing month = pair_up(best, other, 0);
	bool paired = best->count == other->count;
	unsigned family =
	    view->rank_count > 1 ? (unsigned)view->rank_count - 1 : 1;
	struct interval more;

	for (size_t c = 1; c < REPLICATION_COLUMNS; c++)
		paired = paired && !pair_up(best, other, c).differs;
	more = pairing_difference_of(&month, paired, family);
	rank->more =
	    (struct run_interval){more.mean, more.low, more.high, more.known};
	rank->verdict =
	    verdict_text(judge_difference(MONTH, &month, &more, view->judged));
	view->all_paired = view->all_paired && paired;
	view->not_worse += rank->verdict != T_VERDICT_WORSE;
}

static bool judge_all(struct sweep_view *view)
{
	static const char sql[] = "SELECT \"" MONTH "\"" DEMAND_FIGURES(
	    QUOTED) " FROM figures WHERE point=? ORDER BY replication";
	char text[SWEEP_META];
	double count =
	    strtod(sweep_view_meta(view, "replications", text), NULL);
	size_t room = (size_t)fmin(fmax(count, 1), REPLICATIONS_MAX);
	struct replications
	    best = {calloc(room * REPLICATION_COLUMNS, sizeof(double)), 0},
	    other = {calloc(room * REPLICATION_COLUMNS, sizeof(double)), 0};
	sqlite3_stmt *rows = query(view, sql);
	bool good = best.values != NULL && other.values != NULL && rows != NULL;

	good = good && (view->rank_count == 0 ||
			read_replications(rows, view->ranks[0].point->number,
					  &best, room));
	for (size_t i = 0; i < view->rank_count && good; i++) {
		good = read_replications(rows, view->ranks[i].point->number,
					 &other, room);
		if (good)
			judge(view, &best, &other, &view->ranks[i]);
	}
	free(best.values);
	free(other.values);
	(void)sqlite3_finalize(rows);
	return good;
}

static int compare_points(double a, double b, const struct sweep_rank *of_a,
			  const struct sweep_rank *of_b)
{
	if (isnan(a) != isnan(b))
		return isnan(a) ? 1 : -1;
	if (a > b || a < b)
		return a > b ? -1 : 1;
	return of_a->point->number < of_b->point->number ? -1 : 1;
}

static int by_month(const void *a, const void *b)
{
	const struct sweep_rank *of_a = a, *of_b = b;

	return compare_points(of_a->point->month.mean, of_b->point->month.mean,
			      of_a, of_b);
}

static int by_service(const void *a, const void *b)
{
	const struct sweep_rank *of_a = a, *of_b = b;

	return compare_points(of_a->point->in_time.mean,
			      of_b->point->in_time.mean, of_a, of_b);
}

static bool rank_points(struct sweep_view *view)
{
	char count[SWEEP_META];

	view->all_paired = true;
	view->judged =
	    strtod(sweep_view_meta(view, "replications", count), NULL) > 1 ||
	    !view->drawn;
	view->ranks = calloc(view->point_count + 1, sizeof *view->ranks);
	if (view->ranks == NULL)
		return false;
	for (size_t i = 0; i < view->point_count; i++) {
		const struct sweep_point *point = &view->points[i];

		if (point->played &&
		    (point->promise == T_KEPT || view->kept == 0))
			view->ranks[view->rank_count++].point = point;
	}
	qsort(view->ranks, view->rank_count, sizeof *view->ranks,
	      view->kept > 0 ? by_month : by_service);
	return view->kept == 0 || judge_all(view);
}

/* --- opening -------------------------------------------------------------- */

static bool read_all(struct sweep_view *view)
{
	if (!read_axes(view) || !read_points(view))
		return false;
	for (unsigned a = 0; a < view->axis_count; a++)
		if (!read_values(view, a) || !place_points(view, a))
			return false;
	return read_intervals(view, MONTH) &&
	       read_intervals(view, "starts.within_promise") &&
	       rank_points(view);
}

bool sweep_view_open(const char *path, struct sweep_view *out,
		     struct error_text *error)
{
	bool good;

	*out = (struct sweep_view){.path = path, .out = stdout};
	if (sqlite_file_open(path, &out->db, error) != SQLITE_OK)
		(void)error_set(error, "%s: cannot be read", path);
	else if (ask(out, "PRAGMA application_id") != APPLICATION_ID &&
		 !sqlite_file_unread(path, error))
		(void)error_set(error, "%s: no file of a sweep", path);
	good = error->text[0] == '\0' && read_all(out);
	if (good)
		return true;
	sweep_view_close(out);
	(void)sqlite_file_unread(path, error);
	if (memory_was_short())
		(void)error_set(error, "out of memory");
	return error_set(error,
			 "%s: is damaged, or cannot be read; run the sweep "
			 "again",
			 path);
}

void sweep_view_close(struct sweep_view *view)
{
	for (unsigned a = 0; a < view->axis_count; a++) {
		struct sweep_axis *axis = &view->axes[a];

		for (size_t i = 0; i < axis->count; i++)
			free(axis->values[i]);
		free(axis->values);
		free(axis->numbers);
		free(axis->key);
	}
	free(view->points);
	free(view->ranks);
	(void)sqlite3_close(view->db);
	*view = (struct sweep_view){.db = NULL};
}

/* --- as text -------------------------------------------------------------- */

char *sweep_view_meta(const struct sweep_view *view, const char *key,
		      char out[SWEEP_META])
{
	sqlite3_stmt *rows = query(view, "SELECT value FROM meta WHERE key=?");

	out[0] = '\0';
	if (rows != NULL &&
	    sqlite3_bind_text(rows, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(rows) == SQLITE_ROW)
		(void)snprintf(out, SWEEP_META, "%s",
			       sqlite_file_text(rows, 0));
	(void)sqlite3_finalize(rows);
	return out;
}

char *sweep_view_of(const struct sweep_view *view, uint32_t number,
		    const char *column, char out[SWEEP_META])
{
	sqlite3_stmt *rows =
	    query(view, strcmp(column, "command") == 0
			    ? "SELECT command FROM points WHERE point=?"
			    : "SELECT refused FROM points WHERE point=?");

	out[0] = '\0';
	if (rows != NULL && sqlite3_bind_int64(rows, 1, number) == SQLITE_OK &&
	    sqlite3_step(rows) == SQLITE_ROW)
		(void)snprintf(out, SWEEP_META, "%s",
			       sqlite_file_text(rows, 0));
	(void)sqlite3_finalize(rows);
	return out;
}

const char *sweep_view_text(const struct sweep_view *view, enum text id)
{
	return text_of(view->language, id);
}

/* A long value, such as a list, is cut: it is in the file. */
static size_t name_setting(const struct sweep_view *view,
			   const struct sweep_point *point, unsigned a,
			   char *out, size_t size)
{
	const char *value = view->axes[a].values[point->value[a]];
	bool whole = strlen(value) <= VALUE_SHOWN;

	return (size_t)snprintf(
	    out, size, "%s%s=%.*s%s", a > 0 ? ", " : "", view->axes[a].key,
	    whole ? VALUE_SHOWN : VALUE_SHOWN - 3, value, whole ? "" : "...");
}

char *sweep_view_name(const struct sweep_view *view,
		      const struct sweep_point *point, char out[SWEEP_NAME])
{
	size_t used = 0;

	out[0] = '\0';
	for (unsigned a = 0; a < view->axis_count && used < SWEEP_NAME; a++)
		used +=
		    name_setting(view, point, a, out + used, SWEEP_NAME - used);
	return out;
}

const char *sweep_view_letter(unsigned axis)
{
	static const char letters[SWEEP_AXES_MAX][2] = {"A", "B", "C", "D",
							"E", "F", "G", "H"};

	return letters[axis];
}

char *sweep_view_letters(const struct sweep_view *view, char out[SWEEP_META])
{
	size_t used = 0;

	out[0] = '\0';
	for (unsigned a = 0; a < view->axis_count && used < SWEEP_META; a++)
		used += (size_t)snprintf(
		    out + used, SWEEP_META - used, "%s%s: %s",
		    a > 0 ? ", " : "", sweep_view_letter(a), view->axes[a].key);
	return out;
}

char *sweep_view_range(const struct sweep_view *view,
		       const struct run_interval *in, int decimals,
		       bool with_sign, char out[SWEEP_SIZE])
{
	char mean[NUMBER_SIZE], range[NUMBER_SIZE];

	if (isnan(in->mean)) {
		(void)snprintf(out, SWEEP_SIZE, "-");
		return out;
	}
	if (with_sign)
		(void)number_signed(view->language, in->mean, decimals, mean);
	else
		(void)number_text(view->language, in->mean, decimals, mean);
	if (in->known)
		(void)snprintf(out, SWEEP_SIZE, "%s (%s)", mean,
			       number_range(view->language, in->low, in->high,
					    decimals, with_sign, range));
	else
		(void)snprintf(out, SWEEP_SIZE, "%s", mean);
	return out;
}

char *sweep_view_title(const struct sweep_view *view, char out[SWEEP_META])
{
	char title[SWEEP_META], own[WORDING_SIZE];

	(void)sweep_view_meta(view, "title", title);
	for (int id = T_SCENARIO_FIRST; id <= T_SCENARIO_LAST; id++)
		if (text_translated(own, sizeof own, view->language,
				    (enum text)id, title) != NULL) {
			(void)snprintf(out, SWEEP_META, "%s", own);
			return out;
		}
	memcpy(out, title, strlen(title) + 1);
	return out;
}

char *sweep_view_lead(const struct sweep_view *view, char out[SWEEP_META])
{
	char name[SWEEP_NAME], month[SWEEP_SIZE];

	if (view->rank_count == 0)
		return text_fill(out, SWEEP_META, view->language,
				 T_SWEEP_LEAD_NOTHING, NULL);
	if (view->kept == 0)
		return text_fill(out, SWEEP_META, view->language,
				 T_SWEEP_LEAD_NONE, NULL);
	return text_fill(
	    out, SWEEP_META, view->language, T_SWEEP_LEAD,
	    WITH(sweep_view_name(view, view->ranks[0].point, name),
		 sweep_view_range(view, &view->ranks[0].point->month, 2, false,
				  month)));
}

static char *family_note(const struct sweep_view *view, char out[SWEEP_META])
{
	char family[NUMBER_SIZE], left[NUMBER_SIZE];

	if (!view->judged)
		return text_fill(out, SWEEP_META, view->language, T_SWEEP_ONE,
				 NULL);
	if (view->kept < 2)
		return out;
	if (view->kept == 2)
		return text_fill(out, SWEEP_META, view->language,
				 T_SWEEP_FAMILY_ONE, NULL);
	return text_fill(
	    out, SWEEP_META, view->language, T_SWEEP_FAMILY,
	    WITH(
		number_text(view->language, (double)view->rank_count - 1, 0,
			    family),
		number_text(view->language, (double)view->not_worse, 0, left)));
}

char *sweep_view_note(const struct sweep_view *view, unsigned line,
		      char out[SWEEP_META])
{
	char count[SWEEP_META], seed[SWEEP_META];

	out[0] = '\0';
	if (line == 0)
		return text_fill(
		    out, SWEEP_META, view->language, T_SWEEP_DRAWS,
		    WITH(sweep_view_meta(view, "replications", count),
			 sweep_view_meta(view, "seed", seed)));
	if (line == 1)
		return family_note(view, out);
	if (line == 2 && !view->all_paired)
		return text_fill(out, SWEEP_META, view->language,
				 T_SWEEP_UNPAIRED, NULL);
	return line == 2 ? out : NULL;
}

char *sweep_view_count(const struct sweep_view *view, char out[SWEEP_META])
{
	const size_t counts[] = {view->point_count - view->refused, view->kept,
				 view->close, view->broken};
	char texts[4][NUMBER_SIZE];

	for (size_t i = 0; i < 4; i++)
		(void)number_text(view->language, (double)counts[i], 0,
				  texts[i]);
	return text_fill(out, SWEEP_META, view->language, T_SWEEP_POINTS,
			 WITH(texts[0], texts[1], texts[2], texts[3]));
}

char *sweep_view_refused(const struct sweep_view *view, char out[SWEEP_META])
{
	char count[NUMBER_SIZE], line[SWEEP_META];
	size_t i = 0;

	out[0] = '\0';
	while (i < view->point_count && view->points[i].played)
		i++;
	if (i == view->point_count)
		return out;
	return text_fill(
	    out, SWEEP_META, view->language, T_SWEEP_REFUSED,
	    WITH(number_text(view->language, (double)view->refused, 0, count),
		 sweep_view_of(view, view->points[i].number, "refused", line)));
}
