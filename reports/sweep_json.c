/*
 * sweep_json.c - every point of a sweep, and the best of them, as JSON.
 */
#include <math.h>
#include <stdlib.h>

#include "reports/sweep_view.h"
#include "traces/base/json_out.h"
#include "traces/base/json_put.h"
#include "traces/base/sqlite_file.h"

static const char *code_of(enum text id)
{
	return id == T_KEPT		? "kept"
	       : id == T_CLOSE		? "close"
	       : id == T_BROKEN		? "broken"
	       : id == T_VERDICT_SAME	? "same"
	       : id == T_VERDICT_NOISE	? "noise"
	       : id == T_VERDICT_WORSE	? "worse"
	       : id == T_VERDICT_BETTER ? "better"
					: NULL;
}

static void add_interval(cJSON *home, double mean, double low, double high)
{
	json_put_exact(home, "mean", mean);
	json_put_exact(home, "low", low);
	json_put_exact(home, "high", high);
}

static double real_at(sqlite3_stmt *rows, int column)
{
	return sqlite3_column_type(rows, column) == SQLITE_NULL
		   ? (double)NAN
		   : sqlite3_column_double(rows, column);
}

static void add_figures(cJSON *home, sqlite3_stmt *rows, uint32_t point)
{
	cJSON *figures = cJSON_AddObjectToObject(home, "figures");

	(void)sqlite3_bind_int64(rows, 1, point);
	while (sqlite3_step(rows) == SQLITE_ROW)
		add_interval(
		    cJSON_AddObjectToObject(figures, sqlite_file_text(rows, 0)),
		    real_at(rows, 1), real_at(rows, 2), real_at(rows, 3));
	(void)sqlite3_reset(rows);
}

static cJSON *point_json(const struct sweep_view *view,
			 const struct sweep_point *point, sqlite3_stmt *rows)
{
	cJSON *home = cJSON_CreateObject(),
	      *settings = cJSON_AddObjectToObject(home, "settings");
	char text[SWEEP_META];

	(void)cJSON_AddNumberToObject(home, "point", point->number);
	for (unsigned a = 0; a < view->axis_count; a++)
		json_put_text(settings, view->axes[a].key,
			      view->axes[a].values[point->value[a]]);
	json_put_text(home, "promise", code_of(point->promise));
	json_put_text(home, "refused",
		      point->played ? NULL
				    : sweep_view_of(view, point->number,
						    "refused", text));
	json_put_text(home, "command",
		      sweep_view_of(view, point->number, "command", text));
	if (rows != NULL)
		add_figures(home, rows, point->number);
	return home;
}

static cJSON *rank_json(const struct sweep_rank *rank)
{
	cJSON *home = cJSON_CreateObject();

	(void)cJSON_AddNumberToObject(home, "point", rank->point->number);
	json_put_exact(home, "margin_per_month_eur", rank->point->month.mean);
	json_put_exact(home, "difference", rank->more.mean);
	json_put_exact(home, "low",
		       rank->more.known ? rank->more.low : (double)NAN);
	json_put_exact(home, "high",
		       rank->more.known ? rank->more.high : (double)NAN);
	json_put_text(home, "verdict", code_of(rank->verdict));
	return home;
}

void sweep_json(const struct sweep_view *view)
{
	static const char *const texts[] = {
	    "scenario", "title",  "from",    "to",
	    "clock",	"design", "command", "engine_version"};
	cJSON *root = cJSON_CreateObject(), *list;
	sqlite3_stmt *rows = NULL;
	char text[SWEEP_META];

	(void)sqlite3_prepare_v2(view->db,
				 "SELECT key, mean, low, high FROM intervals"
				 " WHERE point=? ORDER BY key",
				 -1, &rows, NULL);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_put_text(root, texts[i],
			      sweep_view_meta(view, texts[i], text));
	(void)cJSON_AddNumberToObject(
	    root, "seed", strtod(sweep_view_meta(view, "seed", text), NULL));
	(void)cJSON_AddNumberToObject(
	    root, "replications",
	    strtod(sweep_view_meta(view, "replications", text), NULL));
	(void)cJSON_AddNumberToObject(root, "confidence", 0.95);
	(void)cJSON_AddNumberToObject(
	    root, "comparisons",
	    view->rank_count > 1 ? (double)view->rank_count - 1 : 0);
	(void)cJSON_AddBoolToObject(root, "judged", view->judged);
	list = cJSON_AddArrayToObject(root, "best");
	for (size_t i = 0; i < view->rank_count && view->kept > 0; i++)
		(void)cJSON_AddItemToArray(list, rank_json(&view->ranks[i]));
	list = cJSON_AddArrayToObject(root, "points");
	for (size_t i = 0; i < view->point_count; i++)
		(void)cJSON_AddItemToArray(
		    list, point_json(view, &view->points[i], rows));
	(void)sqlite3_finalize(rows);
	json_out(root);
}
