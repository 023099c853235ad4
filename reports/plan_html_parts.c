#include "reports/plan_html.h"

#include <math.h>
#include <stdio.h>

#include "reports/page.h"

void plan_say(const struct plan_view *view, const char *class_name,
	      enum text id, const char *const *with)
{
	char line[PLAN_LINE];

	page_line(view->out, class_name,
		  text_fill(line, sizeof line, view->language, id, with));
}

void plan_put_line(const struct plan_view *view, const char *class_name,
		   const char *line)
{
	if (line != NULL && line[0] != '\0')
		page_line(view->out, class_name, line);
}

struct summary plan_item(const struct summary *from, const char *list,
			 unsigned i)
{
	return (struct summary){
	    cJSON_GetArrayItem(summary_item(from, list), (int)i), NULL};
}

unsigned plan_size(const struct summary *from, const char *list)
{
	int size = cJSON_GetArraySize(summary_item(from, list));

	return size > 0 ? (unsigned)size : 0;
}

struct run_interval plan_interval(struct plan_figure figure)
{
	bool known = !isnan(figure.low) && !isnan(figure.value);

	return (struct run_interval){figure.value,
				     known ? figure.low : figure.value,
				     known ? figure.high : figure.value, known};
}

struct run_interval plan_interval_of(const struct plan_view *view, unsigned i,
				     const char *key)
{
	return plan_interval(plan_figure(view, i, key));
}

/* What the search was for: the margin or the cost a month. */
struct run_interval plan_eur(const struct plan_view *view, unsigned i)
{
	return plan_interval_of(view, i,
				plan_is_by_cost(view) ? "cost_per_month_eur"
						      : "margin_per_month_eur");
}

char *plan_number(const struct plan_view *view, const struct run_interval *in,
		  double scale, int decimals, bool with_sign, bool with_range,
		  char *out)
{
	struct plan_figure figure = {scale * in->mean,
				     with_range && in->known ? scale * in->low
							     : (double)NAN,
				     scale * in->high};

	return plan_figure_text(view, figure, decimals, with_sign, out);
}

/* "30", "0.1": a limit as it was given. */
char *plan_limit(const struct plan_view *view, double value, char *out)
{
	char plain[NUMBER_SIZE];

	(void)snprintf(plain, sizeof plain, "%.6g", value);
	return number_written(view->language, plain, out);
}

void plan_put_code(const struct plan_view *view, const char *text)
{
	(void)fputs("<pre><code>", view->out);
	page_text(view->out, text);
	(void)fputs("</code></pre>\n", view->out);
}

void plan_put_cell(const struct plan_view *view, const struct run_interval *in,
		   double scale, int decimals, bool with_sign)
{
	char value[PLAN_LINE], range[NUMBER_SIZE];

	(void)plan_number(view, in, scale, decimals, with_sign, false, value);
	if (in->known && isfinite(in->mean))
		page_cell_range(view->out, value,
				number_range(view->language, scale * in->low,
					     scale * in->high, decimals,
					     with_sign, range));
	else
		page_cell(view->out, value);
}
