#include "reports/page.h"

#include <ctype.h>
#include <stdbool.h>

static const char screen_style[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#16191d;--soft:#5a626c;"
    "--line:#d5d9de;--card:#f5f6f8;--good:#00664a;--bad:#a83f00}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#14171b;"
    "--ink:#e8eaed;--soft:#a3abb5;--line:#363c44;--card:#1d2126;"
    "--good:#3fd0a4;--bad:#ff9c5f}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',"
    "'Liberation Sans',Arial,sans-serif}\n"
    "main{max-width:1080px;margin:0 auto;padding:24px 20px 48px}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px}\n"
    "h2{font-size:1.2rem;margin:0 0 8px}\n"
    "h3{font-size:1rem;margin:20px 0 6px}\n"
    "header p{margin:0}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;"
    "margin:14px 0 0;padding:0;font-size:.875rem}\n"
    "li{max-width:76ch}section ul{margin:4px 0 12px;padding-left:1.2em}\n"
    "section{border-top:1px solid var(--line);padding-top:20px;"
    "margin-top:28px}\n"
    "h1,p{overflow-wrap:anywhere}p{margin:0 0 8px;max-width:76ch}\n"
    ".soft,figcaption small{color:var(--soft);font-size:.875rem}\n"
    ".lead{font-size:1.2rem;line-height:1.4}\n"
    ".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;"
    "margin:16px 0}\n"
    ".tile{background:var(--card);border:1px solid var(--line);"
    "border-radius:8px;padding:12px 14px}\n"
    ".tile h3{font-size:.875rem;font-weight:600;color:var(--soft);margin:0}\n"
    ".tile strong{display:block;font-size:1.45rem;line-height:1.3;"
    "font-variant-numeric:tabular-nums}\n"
    ".tile p{font-size:.875rem;margin:2px 0 0;"
    "font-variant-numeric:tabular-nums}\n"
    ".tile .words{font-size:1.1rem}\n"
    ".good{color:var(--good)}.bad{color:var(--bad)}\n"
    ".pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));"
    "gap:0 32px}\n"
    "figure{margin:12px 0 16px;min-width:0}\n"
    "figcaption{font-weight:600;margin-bottom:4px}\n"
    "figcaption small{display:block;font-weight:400}\n"
    ".chart svg{display:block;width:100%;height:auto;color:var(--ink);"
    "font-family:inherit}\n"
    ".small{display:none}\n"
    "section .keys{display:flex;flex-wrap:wrap;gap:2px 16px;"
    "list-style:none;margin:4px 0;padding:0;font-size:.875rem}\n"
    ".keys i{display:inline-block;width:12px;height:12px;margin-right:6px;"
    "border:1px solid #808890;-webkit-print-color-adjust:exact;"
    "print-color-adjust:exact}\n"
    ".keys b{margin-right:5px}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;margin:4px 0 12px;font-size:.9rem;"
    "font-variant-numeric:tabular-nums}\n"
    "th,td{padding:3px 16px 3px 0;border-bottom:1px solid var(--line);"
    "text-align:right;vertical-align:top;white-space:nowrap}\n"
    "th:first-child,.words th,.words td{text-align:left}\n"
    "thead th{color:var(--soft);font-weight:600;vertical-align:bottom}\n"
    "tbody th{font-weight:400}th:last-child,td:last-child{padding-right:0}\n"
    ".words td{white-space:normal;overflow-wrap:anywhere;min-width:9em}\n"
    "details{margin:4px 0 8px}\n"
    "summary{cursor:pointer;color:var(--soft);font-size:.875rem}\n"
    "code{font:.9em ui-monospace,'DejaVu Sans Mono',monospace;"
    "overflow-wrap:anywhere}\n"
    "pre{background:var(--card);border:1px solid var(--line);"
    "border-radius:8px;padding:10px 12px;white-space:pre-wrap;margin:8px 0}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;"
    "margin:8px 0}\n"
    "dt{color:var(--soft)}dd{margin:0}\n"
    "a{color:inherit}a:focus-visible,summary:focus-visible,"
    ".scroll:focus-visible{outline:2px solid currentColor;"
    "outline-offset:2px}\n"
    ".intervals td small{display:block}td small{font-size:.92em;"
    "color:var(--soft)}\n";

/* Small screens, paper. */
static const char other_style[] =
    "@media(max-width:860px){.tiles{grid-template-columns:repeat(2,1fr)}}\n"
    "@media screen and (max-width:680px){body{font-size:15px}"
    "main{padding:16px 14px 32px}.pair{grid-template-columns:minmax(0,1fr)}"
    ".lead{font-size:1.08rem}.has-small .wide{display:none}"
    ".small{display:block}"
    ".tile{padding:10px}.tile strong{font-size:1.2rem}"
    "table{font-size:.84rem}th,td{padding-right:8px}"
    "thead th{white-space:normal}"
    "tbody th{white-space:normal;min-width:6.5em;max-width:9.5em}"
    "td small{display:block}"
    "th:first-child{position:sticky;left:0;background:var(--paper)}"
    "dl{grid-template-columns:1fr}dd{margin-bottom:6px}}\n"
    "@page{size:A4;margin:14mm}\n"
    "@media "
    "print{nav{display:none}html,body{font-size:9.5pt}main{max-width:none;"
    "padding:0}"
    "h1{font-size:16pt}.lead{font-size:11.5pt}p{max-width:none}"
    ".tiles{grid-template-columns:repeat(4,1fr);margin:8px 0}"
    ".tile{padding:8px 10px}.tile strong{font-size:13pt}"
    ".scroll{overflow:visible}table{font-size:8pt}"
    "th,td{padding:2px 8px 2px 0}thead th{white-space:normal}"
    "h2,h3,h2+p,h3+p{break-after:avoid}p,li{break-inside:avoid}.pair{gap:0 "
    "20px}figure{margin:8px 0}"
    "figure,.tile,tr{break-inside:avoid}"
    "section{margin-top:16px;padding-top:12px}"
    "figure>details:not([open]){display:none}}\n";

static void put(FILE *out, char letter)
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
		put(out, *text);
}

void page_head(FILE *out, const char *language, const char *title)
{
	(void)fprintf(out,
		      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, "
		      "initial-scale=1\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" "
		      "content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'\">\n<title>",
		      language);
	page_text(out, title);
	(void)fprintf(out,
		      "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n"
		      "<main>\n",
		      screen_style, other_style);
}

void page_foot(FILE *out)
{
	(void)fputs("</main>\n</body>\n</html>\n", out);
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
static bool holds(const char *text, const char *at)
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
		if (holds(start, text))
			(void)fputs("&nbsp;", out);
		else
			put(out, *text);
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

static void svg(FILE *out, const char *class_name, const char *description,
		const char *text)
{
	(void)fprintf(out, "<div class=\"%s\" role=\"img\" aria-label=\"",
		      class_name);
	page_text(out, description);
	(void)fprintf(out, "\">\n%s</div>\n", text);
}

void page_svg(FILE *out, const char *description, const char *wide,
	      const char *narrow)
{
	(void)fprintf(out, "<div class=\"chart%s\">\n",
		      narrow != NULL ? " has-small" : "");
	svg(out, "wide", description, wide);
	if (narrow != NULL)
		svg(out, "small", description, narrow);
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
