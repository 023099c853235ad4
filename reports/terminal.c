#include "reports/terminal.h"

#include <string.h>

static const char *const paths[] = {"new",	"warm",	      "moved",
				    "restored", "prefetched", "queued"};
#define PATHS (sizeof paths / sizeof paths[0])
#define WIDTH 80
#define INDENT 10

/* Words in lines of WIDTH, all but the first INDENT to the right. */
static void wrapped(FILE *out, const char *first, const char *text)
{
	size_t column = (size_t)fprintf(out, "%-*s", INDENT, first);
	const char *before = "";

	while (*text != '\0') {
		size_t word = strcspn(text, " ");

		if (column + strlen(before) + word > WIDTH) {
			(void)fprintf(out, "\n%*s", INDENT, "");
			column = INDENT;
			before = "";
		}
		column +=
		    (size_t)fprintf(out, "%s%.*s", before, (int)word, text);
		before = " ";
		text += word;
		text += strspn(text, " ");
	}
	(void)fputc('\n', out);
}

static void sessions(const struct summary *s, FILE *out)
{
	double read = summary_number(s, "sessions.read");
	double outside = summary_number(s, "sessions.outside");

	if (summary_has(s, "window_note"))
		wrapped(out, "Window:", summary_text(s, "window_note"));
	(void)fprintf(
	    out,
	    "Sessions: %.0f %s, %.0f used (warm-up included), %.0f of "
	    "them cut, %.0f outside\n",
	    read, summary_has(s, "counts") ? "drawn" : "read",
	    summary_number(s, "sessions.used"),
	    summary_number(s, "sessions.cut"), outside);
	if (2 * outside > read)
		(void)fputs("WARNING: most of the sessions lie outside the run "
			    "and were skipped\n",
			    out);
}

static void head(const struct summary *s, FILE *out)
{
	double replications = summary_number(s, "replications");

	(void)fprintf(out, "\n%s\n", summary_text(s, "title"));
	(void)fprintf(out, "%.16s to %.16s (%s)   ", summary_text(s, "from"),
		      summary_text(s, "to"), summary_text(s, "clock"));
	if (replications > 1)
		(void)fprintf(out, "%.0f replications, seed %.0f\n",
			      replications, summary_number(s, "seed"));
	else
		(void)fprintf(out, "one run, seed %.0f\n",
			      summary_number(s, "seed"));
	if (summary_has(s, "source_note"))
		(void)fprintf(out, "Demand: %s\n",
			      summary_text(s, "source_note"));
	sessions(s, out);
	if (summary_has(s, "prices_at"))
		(void)fprintf(out, "Prices of %s",
			      summary_text(s, "prices_at"));
	else
		(void)fprintf(out, "Prices of the day of each order");
	(void)fprintf(out, "; EUR net of VAT unless it says gross\n");
	if (summary_has(s, "price_note"))
		(void)fprintf(out, "Note: %s\n", summary_text(s, "price_note"));
}

static const char *kept(const struct summary *s, const char *key)
{
	return summary_true(s, key) ? "kept" : "BROKEN";
}

static void answer(const struct summary *s, FILE *out)
{
	char text[TEXT_SIZE], wait[TEXT_SIZE];

	(void)fprintf(out, "\nMargin    %s    %.1f %% of net revenue\n",
		      text_eur_interval(s, "margin_eur", text),
		      summary_number(s, "margin_percent"));
	if (summary_has(s, "promise.kept"))
		(void)fprintf(
		    out,
		    "Promise   %s    wait p95 %s s of %.0f s; unserved "
		    "%.2f %% of %.2f %%\n",
		    kept(s, "promise.kept"),
		    text_short(summary_number(s, "wait_seconds.p95"), wait),
		    summary_number(s, "promise.wait_p95_s"),
		    100 * summary_number(s, "starts.unserved"),
		    100 * summary_number(s, "promise.unserved_share"));
	else
		(void)fputs("Promise   not judged: nothing was asked for\n",
			    out);
	if (summary_true(s, "varies"))
		(void)fputs("          the brackets hold the mean with 95 % "
			    "confidence; what varied:\n",
			    out);
	wrapped(out, "", summary_text(s, "varied"));
}

static double count_of(const struct summary *s, const char *path)
{
	char key[160];

	(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s.count", path);
	return summary_number(s, key);
}

static void starts(const struct summary *s, FILE *out)
{
	(void)fprintf(out, "\nStarts    %8s", "asked");
	for (size_t i = 0; i < PATHS; i++)
		if (strcmp(paths[i], "prefetched") != 0)
			(void)fprintf(out, " %8s", paths[i]);
	(void)fprintf(out, " %9s\n          %8.1f", "unserved",
		      summary_number(s, "starts.requested"));
	for (size_t i = 0; i < PATHS; i++)
		if (strcmp(paths[i], "prefetched") != 0)
			(void)fprintf(out, " %8.1f", count_of(s, paths[i]));
	(void)fprintf(out, " %9.1f\n",
		      summary_number(s, "starts.refused") +
			  summary_number(s, "starts.abandoned"));
}

static void wait_line(const struct summary *s, FILE *out, const char *name,
		      const char *prefix)
{
	static const char *const q[] = {"p50", "p95", "p99", "max"};
	char key[160];

	(void)fprintf(out, "  %-14s", name);
	for (int i = 0; i < 4; i++) {
		if (snprintf(key, sizeof key, "%s.%s", prefix, q[i]) <
			(int)sizeof key &&
		    summary_has(s, key))
			(void)fprintf(out, " %9.1f", summary_number(s, key));
	}
	(void)fputc('\n', out);
}

static void waits(const struct summary *s, FILE *out)
{
	char key[160];

	(void)fprintf(out,
		      "\nWait (s)        %10s %9s %9s %9s   our part, "
		      "without start-up\n",
		      "p50", "p95", "p99", "max");
	wait_line(s, out, "all", "wait_seconds");
	for (size_t i = 0; i < PATHS; i++) {
		(void)snprintf(key, sizeof key, "wait_seconds.by_path.%s",
			       paths[i]);
		if (count_of(s, paths[i]) > 0)
			wait_line(s, out, paths[i], key);
	}
	wait_line(s, out, "server ready", "ready_seconds");
	(void)fprintf(out,
		      "  who waits gives up: for room %s;\n"
		      "                      in a move or restore %s\n",
		      summary_text(s, "patience.for_room"),
		      summary_text(s, "patience.in_transfer"));
}

struct line {
	const char *label, *key;
	double sign;
};

static void money_row(const struct summary *s, FILE *out,
		      const struct line *left, const struct line *right)
{
	if (left->label != NULL && summary_has(s, left->key))
		(void)fprintf(out, "  %-18s %10.2f", left->label,
			      left->sign * summary_number(s, left->key));
	else if (left->label != NULL)
		(void)fprintf(out, "  %-18s %10s", left->label, "-");
	else
		(void)fprintf(out, "  %-18s %10s", "", "");
	if (right->label != NULL && summary_has(s, right->key))
		(void)fprintf(out, "       %-20s %10.2f", right->label,
			      summary_number(s, right->key));
	else if (right->label != NULL)
		(void)fprintf(out, "       %-20s %10s", right->label, "-");
	(void)fputc('\n', out);
}

static void money(const struct summary *s, FILE *out)
{
	static const struct line revenue[] = {
	    {"active, gross", "revenue_eur.active_gross", 1},
	    {"sleep, gross", "revenue_eur.sleep_gross", 1},
	    {"credits", "revenue_eur.credits", -1},
	    {"VAT", "revenue_eur.vat", -1},
	    {"payment fees", "revenue_eur.payment_fees", -1},
	    {"net", "revenue_eur.net", 1},
	};
	static const struct line cost[] = {
	    {"dedicated", "cost_eur.dedicated", 1},
	    {"cloud", "cost_eur.cloud", 1},
	    {"storage", "cost_eur.storage", 1},
	    {"network (IPv4)", "cost_eur.network", 1},
	    {"other (setup)", "cost_eur.other", 1},
	    {"total", "cost_eur.total", 1},
	};

	(void)fprintf(out, "\nRevenue                     EUR       Cost"
			   "                        EUR\n");
	for (size_t i = 0; i < sizeof cost / sizeof cost[0]; i++)
		money_row(s, out, &revenue[i], &cost[i]);
}

static void idle(const struct summary *s, FILE *out)
{
	static const char *const causes[] = {
	    "boot", "reserve", "rounding", "fragmentation", "night", "slack"};
	double sum = 0;
	char key[64];

	(void)fprintf(out, "\nPaid for and idle, EUR\n ");
	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
		double eur;

		(void)snprintf(key, sizeof key, "cost_eur.idle.%s", causes[i]);
		eur = summary_number(s, key);
		sum += eur;
		(void)fprintf(out, " %s %.2f%s", causes[i], eur,
			      i == 2 ? "\n " : " ");
	}
	(void)fprintf(out, " sum %.2f\n", sum);
}

/* A figure of both fleets: keys in summary.json. */
struct rival {
	const char *label, *ours, *theirs, *difference;
	double scale;
	int decimals;
};

static void rival_line(const struct summary *s, FILE *out,
		       const struct rival *rival)
{
	char key[160], range[TEXT_SIZE] = "";
	double low, high, mean;

	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.mean",
		       rival->difference);
	if (!summary_has(s, key))
		return;
	mean = rival->scale * summary_number(s, key);
	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.low",
		       rival->difference);
	low = rival->scale * summary_number(s, key);
	if (summary_has(s, key)) {
		(void)snprintf(key, sizeof key,
			       "static_fleet.difference.%s.high",
			       rival->difference);
		high = rival->scale * summary_number(s, key);
		(void)snprintf(range, sizeof range, "(%+.*f ... %+.*f)",
			       rival->decimals, low, rival->decimals, high);
	}
	(void)snprintf(key, sizeof key, "static_fleet.difference.%s.verdict",
		       rival->difference);
	(void)fprintf(
	    out, "  %-12s %9.*f %9.*f %+9.*f %-22s %s\n", rival->label,
	    rival->decimals, rival->scale * summary_number(s, rival->ours),
	    rival->decimals, rival->scale * summary_number(s, rival->theirs),
	    rival->decimals, mean, range, summary_text(s, key));
}

/* Money and service side by side: neither alone says which fleet is better. */
static void static_fleet(const struct summary *s, FILE *out)
{
	static const struct rival rivals[] = {
	    {"margin, EUR", "margin_eur", "static_fleet.margin_eur",
	     "margin_eur", 1, 2},
	    {"wait p95, s", "wait_seconds.p95", "static_fleet.wait_p95",
	     "wait_p95", 1, 1},
	    {"unserved, %", "starts.unserved", "static_fleet.unserved",
	     "unserved", 100, 2},
	};
	const cJSON *node =
	    cJSON_GetArrayItem(summary_item(s, "static_fleet.nodes"), 0);
	const cJSON *type = cJSON_GetObjectItemCaseSensitive(node, "type");
	const cJSON *count = cJSON_GetObjectItemCaseSensitive(node, "count");

	if (!summary_has(s, "static_fleet") || type == NULL || count == NULL)
		return;
	(void)fprintf(out,
		      "\nThe same %s on a static fleet sized for the peak: "
		      "%.0f x %s\n",
		      summary_number(s, "replications") > 1 ? "nights" : "run",
		      count->valuedouble, type->valuestring);
	(void)fprintf(out, "  %-12s %9s %9s %9s\n", "", "elastic", "static",
		      "elastic - static, paired");
	for (size_t i = 0; i < sizeof rivals / sizeof rivals[0]; i++)
		rival_line(s, out, &rivals[i]);
	(void)fprintf(out, "  %-12s %9s %9s\n", "promise",
		      kept(s, "promise.kept"),
		      kept(s, "static_fleet.promise.kept"));
	if (summary_has(s, "static_fleet.verdict"))
		(void)fprintf(out, "  the elastic fleet %s\n",
			      summary_text(s, "static_fleet.verdict"));
	else
		(void)fputs("  one run: no verdict\n", out);
}

static void cloud(const struct summary *s, FILE *out)
{
	if (summary_has(s, "fleet.vm_ordered"))
		(void)fprintf(
		    out,
		    "\nCloud     %.1f started hours, at most %.0f nodes; %.1f "
		    "orders, %.1f sold out\n",
		    summary_number(s, "fleet.vm_hours_billed"),
		    summary_number(s, "fleet.cloud_peak"),
		    summary_number(s, "fleet.vm_ordered"),
		    summary_number(s, "fleet.vm_sold_out"));
	else
		(void)fputs("\nCloud     takes no part\n", out);
}

void terminal_print(const struct summary *s, FILE *out)
{
	head(s, out);
	answer(s, out);
	starts(s, out);
	waits(s, out);
	money(s, out);
	idle(s, out);
	cloud(s, out);
	static_fleet(s, out);
}
