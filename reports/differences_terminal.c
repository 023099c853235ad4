/*
 * differences_terminal.c - variants side by side as a table of 80 columns.
 */
#include <math.h>
#include <string.h>

#include "reports/columns.h"
#include "reports/differences.h"

#define LABEL 20
#define UNIT 4
#define VALUE 9
#define BEFORE (LABEL + UNIT + VALUE + 2) /* columns up to the difference */
#define CHANGE 27

static void print_summary(const struct differences_view *view, unsigned i)
{
	struct difference_shown month;
	char name[DIFFERENCES_LINE], text[DIFFERENCES_SIZE],
	    line[DIFFERENCES_LINE];

	columns_wrap(view->out, differences_letter(i), 3,
		     differences_name(view, i, name));
	if (!differences_find(view, i, "margin_per_month_eur", &month))
		return;
	if (i == 0)
		(void)text_fill(
		    line, sizeof line, view->language, T_DIFF_MONTH,
		    WITH(differences_value_range(view, &month, text),
			 differences_text(view, differences_promise(view, i))));
	else
		(void)text_fill(
		    line, sizeof line, view->language, T_DIFF_MONTH_MORE,
		    WITH(differences_change(view, &month, text),
			 differences_text(view, month.verdict),
			 differences_text(view, differences_promise(view, i))));
	columns_wrap(view->out, "", 3, line);
}

static void print_notes(const struct differences_view *view)
{
	char line[DIFFERENCES_LINE];

	columns_wrap(view->out, "", 0, differences_lead(view, line));
	for (unsigned i = 0; differences_note(view, i, line) != NULL; i++)
		if (line[0] != '\0')
			columns_wrap(view->out, "", 0, line);
}

/* In its column, further right, or below if there is no room. */
static void print_verdict(FILE *out, const char *change, const char *verdict)
{
	int width = columns_of(change);

	columns_left(out, change, CHANGE);
	if (width < CHANGE)
		(void)fprintf(out, "%s\n", verdict);
	else if (BEFORE + width + 1 + columns_of(verdict) <= COLUMNS_WIDTH)
		(void)fprintf(out, " %s\n", verdict);
	else
		(void)fprintf(out, "\n%*s%s\n", BEFORE + CHANGE, "", verdict);
}

static void print_figure(const struct differences_view *view, unsigned i,
			 const struct difference_shown *shown)
{
	char text[DIFFERENCES_SIZE];
	FILE *out = view->out;

	columns_cut(out, shown->label, LABEL, LABEL);
	(void)fputc(' ', out);
	columns_left(out, wording_unit(view->language, shown->unit), UNIT - 1);
	columns_right(out, differences_value(view, shown, text), VALUE);
	if (i == 0) {
		if (shown->interval.known)
			(void)fprintf(
			    out, "  %s",
			    strchr(differences_value_range(view, shown, text),
				   '('));
		(void)fputc('\n', out);
		return;
	}
	(void)fputs("  ", out);
	print_verdict(out, differences_change(view, shown, text),
		      differences_text(view, shown->verdict));
}

static void print_block(const struct differences_view *view, unsigned i)
{
	char head[64], name[DIFFERENCES_LINE];
	FILE *out = view->out;

	(void)fputc('\n', out);
	columns_wrap(out, differences_letter(i), 3,
		     differences_name(view, i, name));
	columns_left(out, "", LABEL + UNIT);
	columns_right(out, differences_letter(i), VALUE);
	if (i > 0) {
		(void)snprintf(head, sizeof head, "  %s - A",
			       differences_letter(i));
		columns_left(out, head, CHANGE + 2);
		(void)fputs(differences_text(view, T_COLUMN_VERDICT), out);
	}
	(void)fputc('\n', out);
	for (unsigned f = 0; f < differences_figures(view); f++) {
		struct difference_shown shown = differences_figure(view, i, f);

		if (!isnan(shown.value))
			print_figure(view, i, &shown);
	}
	columns_left(out, differences_text(view, T_STATIC_PROMISE),
		     LABEL + UNIT + 1);
	(void)fprintf(out, "%s\n",
		      differences_text(view, differences_promise(view, i)));
}

void differences_print(const struct differences_view *view)
{
	(void)fputc('\n', view->out);
	for (unsigned i = 0; i < view->count; i++)
		print_summary(view, i);
	(void)fputc('\n', view->out);
	print_notes(view);
	for (unsigned i = 0; i < view->count; i++)
		print_block(view, i);
}
