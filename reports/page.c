#include "reports/page.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "reports/page_css.h"  /* page.css and page.html, as the build */
#include "reports/page_html.h" /* embeds them: CMakeLists.txt */

/* Where the caller's part of page.html begins and its end goes on. */
static const char content_mark[] = "{content}";

static void put_escaped(FILE *out, char letter)
{
	switch (letter) {
	case '&':
		(void)fputs("&amp;", out);
		break;
	case '<':
		(void)fputs("&lt;", out);
		break;
	case '>':
		(void)fputs("&gt;", out);
		break;
	case '"':
		(void)fputs("&quot;", out);
		break;
	case '\'':
		(void)fputs("&#39;", out);
		break;
	default:
		(void)fputc(letter, out);
	}
}

void page_text(FILE *out, const char *text)
{
	for (; *text != '\0'; text++)
		put_escaped(out, *text);
}

/* Steps over `mark` if it comes next. */
static bool steps_over(const char **at, const char *mark)
{
	size_t length = strlen(mark);

	if (strncmp(*at, mark, length) != 0)
		return false;
	*at += length;
	return true;
}

void page_head(FILE *out, const char *language, const char *title)
{
	const char *at = page_html;

	while (!steps_over(&at, content_mark)) {
		if (steps_over(&at, "{language}"))
			(void)fputs(language, out);
		else if (steps_over(&at, "{title}"))
			page_text(out, title);
		else if (steps_over(&at, "{style}"))
			(void)fputs(page_css, out);
		else
			(void)fputc(*at++, out);
	}
}

void page_foot(FILE *out)
{
	(void)fputs(strstr(page_html, content_mark) + strlen(content_mark),
		    out);
}

void page_section(FILE *out, const char *id, const char *heading)
{
	(void)fprintf(out,
		      "<section id=\"%s\" aria-labelledby=\"%s-heading\">\n"
		      "<h2 id=\"%s-heading\">",
		      id, id, id);
	page_text(out, heading);
	(void)fputs("</h2>\n", out);
}

void page_section_end(FILE *out)
{
	(void)fputs("</section>\n", out);
}

/* No line breaks between a number and its unit, nor inside an interval. */
static bool keeps_together(const char *text, const char *at)
{
	if (*at != ' ' || at == text)
		return false;
	return (isdigit((unsigned char)at[-1]) &&
		(at[1] == '%' || at[1] == '.' ||
		 isalpha((unsigned char)at[1]))) ||
	       (at[-1] == '.' && at - text > 2 && at[-2] == '.');
}

void page_line(FILE *out, const char *class_name, const char *text)
{
	const char *start = text;

	(void)fprintf(out, "<p class=\"%s\">", class_name);
	for (; *text != '\0'; text++) {
		if (keeps_together(start, text))
			(void)fputs("&nbsp;", out);
		else
			put_escaped(out, *text);
	}
	(void)fputs("</p>\n", out);
}

void page_table(FILE *out, const char *caption, const char *const *columns)
{
	/* not a <caption>: that would be as wide as the table, and cut off */
	if (caption != NULL)
		page_line(out, "soft", caption);
	(void)fputs("<div class=\"scroll\" tabindex=\"0\" role=\"group\""
		    " aria-label=\"",
		    out);
	page_text(out, caption != NULL ? caption : *columns);
	(void)fputs("\"><table aria-label=\"", out);
	page_text(out, caption != NULL ? caption : *columns);
	(void)fputs("\">\n", out);
	(void)fputs("<thead><tr>", out);
	for (; *columns != NULL; columns++) {
		(void)fputs("<th scope=\"col\">", out);
		page_text(out, *columns);
		(void)fputs("</th>", out);
	}
	(void)fputs("</tr></thead>\n<tbody>\n", out);
}

void page_row(FILE *out, const char *label)
{
	(void)fputs("<tr><th scope=\"row\">", out);
	page_text(out, label);
	(void)fputs("</th>", out);
}

void page_cell(FILE *out, const char *text)
{
	(void)fputs("<td>", out);
	page_text(out, text);
	(void)fputs("</td>", out);
}

void page_cell_range(FILE *out, const char *text, const char *range)
{
	(void)fputs("<td>", out);
	page_text(out, text);
	(void)fputs(" <small>(", out);
	page_text(out, range);
	(void)fputs(")</small></td>", out);
}

void page_row_end(FILE *out)
{
	(void)fputs("</tr>\n", out);
}

void page_table_end(FILE *out)
{
	(void)fputs("</tbody></table></div>\n", out);
}

void page_keys(FILE *out, const struct page_key *keys, size_t count)
{
	(void)fputs("<ul class=\"keys\">", out);
	for (size_t i = 0; i < count; i++) {
		const char *colour =
		    keys[i].colour != NULL ? keys[i].colour : "currentColor";

		if (keys[i].mark != NULL)
			(void)fprintf(out,
				      "<li><b aria-hidden=\"true\" "
				      "style=\"color:%s\">%s</b>",
				      colour, keys[i].mark);
		else
			(void)fprintf(
			    out, "<li><i style=\"background:%s\"></i>", colour);
		page_text(out, keys[i].name);
		(void)fputs("</li>", out);
	}
	(void)fputs("</ul>\n", out);
}

void page_figure(FILE *out, const char *title, const char *note)
{
	(void)fputs("<figure>\n<figcaption>", out);
	page_text(out, title);
	if (note != NULL) {
		(void)fputs("<small>", out);
		page_text(out, note);
		(void)fputs("</small>", out);
	}
	(void)fputs("</figcaption>\n", out);
}

static void put_svg(FILE *out, const char *class_name, const char *description,
		    const char *text)
{
	(void)fprintf(out, "<div class=\"%s\" role=\"img\" aria-label=\"",
		      class_name);
	page_text(out, description);
	(void)fprintf(out, "\">\n%s</div>\n", text);
}

void page_svg(FILE *out, const char *description, const char *wide,
	      const char *narrow, const char *paper)
{
	(void)fprintf(out, "<div class=\"chart%s%s\">\n",
		      narrow != NULL ? " has-small" : "",
		      paper != NULL ? " has-paper" : "");
	put_svg(out, "wide", description, wide);
	if (narrow != NULL)
		put_svg(out, "small", description, narrow);
	if (paper != NULL)
		put_svg(out, "paper", description, paper);
	(void)fputs("</div>\n", out);
}

void page_behind(FILE *out, const char *summary)
{
	(void)fputs("<details><summary>", out);
	page_text(out, summary);
	(void)fputs("</summary>\n", out);
}

void page_figure_end(FILE *out)
{
	(void)fputs("</details>\n</figure>\n", out);
}
