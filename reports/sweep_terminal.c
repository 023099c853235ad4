/*
 * sweep_terminal.c - the best points of a sweep in 80 columns.
 */
#include <string.h>

#include "reports/columns.h"
#include "reports/sweep_view.h"

#define VALUES_SHOWN 12

static void print_head(const struct sweep_view *view)
{
	char line[2 * SWEEP_META], title[SWEEP_META], name[SWEEP_META];

	(void)snprintf(line, sizeof line, "%s: %s",
		       sweep_view_meta(view, "scenario", name),
		       sweep_view_title(view, title));
	columns_wrap(view->out, "", 0, line);
	columns_wrap(view->out, "", 0, sweep_view_count(view, line));
	if (view->refused > 0)
		columns_wrap(view->out, "", 0, sweep_view_refused(view, line));
}

/* "fleet.dedicated.0.count: 8, 9, 10"; of many values only how far they go. */
static void print_axis(const struct sweep_view *view,
		       const struct sweep_axis *axis)
{
	char values[SWEEP_META], line[2 * SWEEP_META];
	size_t used = 0;

	for (size_t i = 0; i < axis->count && used < sizeof values; i++) {
		if (axis->count > VALUES_SHOWN && i == 3)
			i = axis->count - 1;
		used += (size_t)snprintf(
		    values + used, sizeof values - used, "%s%.200s",
		    i == 0 ? ""
		    : i + 1 == axis->count && axis->count > VALUES_SHOWN
			? ", ... "
			: ", ",
		    axis->values[i]);
	}
	(void)snprintf(line, sizeof line, "%s: %s", axis->key, values);
	columns_wrap(view->out, "", 2, line);
}

static void print_rank(const struct sweep_view *view, size_t i)
{
	const struct sweep_rank *rank = &view->ranks[i];
	char name[SWEEP_NAME], month[SWEEP_SIZE], in_time[NUMBER_SIZE],
	    line[SWEEP_META], number[NUMBER_SIZE];
	bool own = i == 0 || view->kept == 0;

	(void)snprintf(number, sizeof number, "%u", rank->point->number);
	columns_wrap(view->out, number, 7,
		     sweep_view_name(view, rank->point, name));
	(void)number_text(view->language, rank->point->in_time.mean, 1,
			  in_time);
	(void)sweep_view_range(view, own ? &rank->point->month : &rank->more, 2,
			       !own, month);
	columns_wrap(
	    view->out, "", 7,
	    text_fill(line, sizeof line, view->language,
		      own ? T_SWEEP_LINE_BEST : T_SWEEP_LINE_MORE,
		      WITH(month,
			   own ? in_time : sweep_view_text(view, rank->verdict),
			   own ? sweep_view_text(view, rank->point->promise)
			       : in_time)));
}

static void print_again(const struct sweep_view *view)
{
	char command[SWEEP_META];

	(void)fprintf(view->out, "\n%s\n",
		      sweep_view_text(view, view->kept > 0
						? T_SWEEP_AGAIN
						: T_SWEEP_AGAIN_FIRST));
	/* to be copied, so it is not broken */
	(void)fprintf(view->out, "  %s\n",
		      sweep_view_of(view, view->ranks[0].point->number,
				    "command", command));
}

void sweep_print(const struct sweep_view *view)
{
	char line[SWEEP_META];

	print_head(view);
	for (unsigned a = 0; a < view->axis_count; a++)
		print_axis(view, &view->axes[a]);
	(void)fputc('\n', view->out);
	columns_wrap(view->out, "", 0, sweep_view_lead(view, line));
	for (size_t i = 0; i < view->rank_count && i < SWEEP_BEST; i++)
		print_rank(view, i);
	(void)fputc('\n', view->out);
	for (unsigned i = 0; sweep_view_note(view, i, line) != NULL; i++)
		if (line[0] != '\0')
			columns_wrap(view->out, "", 0, line);
	if (view->rank_count > 0)
		print_again(view);
}
