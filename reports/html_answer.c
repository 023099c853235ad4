#include "reports/advice.h"
#include "reports/html_parts.h"
#include "reports/promise.h"

#include <math.h>
#include <string.h>

static const struct html_figure margin = {T_TILE_MARGIN, "margin_eur", "EUR", 1,
					  2};
static const struct html_figure percent = {T_TILE_MARGIN, "margin_percent", "%",
					   1, 1};
static const struct html_figure no_sleep = {
    T_TILE_MARGIN, "margin_without_sleep_eur", "EUR", 1, 2};
static const struct html_figure per_player = {
    T_TILE_PLAYER_HOUR, "eur_per_player_hour", "EUR", 1, 4};
static const struct html_figure per_gb = {T_TILE_GB_HOUR, "eur_per_gb_hour",
					  "EUR", 1, 4};

/* --- the sentence --------------------------------------------------------- */

static enum text clause_of_promise(enum text verdict, bool loses)
{
	if (verdict == T_CLOSE)
		return T_AND_CLOSE;
	if (verdict == T_KEPT)
		return loses ? T_BUT_KEEPS : T_AND_KEEPS;
	return loses ? T_AND_BREAKS : T_BUT_BREAKS;
}

static void sentence_of_margin(const struct html_page *page, char *out)
{
	const struct summary *s = page->summary;
	double eur = summary_number(s, "margin_eur");
	enum text verdict = promise_verdict(s, "promise.kept");
	char value[CELL_SIZE], share[NUMBER_SIZE], window[CELL_SIZE],
	    month[ADVICE_SIZE], second[LINE_SIZE];
	const char *const *with =
	    WITH(html_number(page, fabs(eur), margin.decimals, value),
		 advice_window(s, page->language, window),
		 advice_month(s, page->language, month),
		 advice_share(s, page->language, true, share));

	if (verdict == T_NOT_JUDGED || month[0] == '\0') {
		(void)text_fill(out, LINE_SIZE, page->language,
				eur < 0 ? T_LOSES_ONLY : T_EARNS_ONLY, with);
		return;
	}
	(void)text_fill(out, LINE_SIZE, page->language,
			eur < 0 ? T_LOSES : T_EARNS, with);
	(void)text_fill(second, sizeof second, page->language,
			clause_of_promise(verdict, eur < 0), NULL);
	(void)strncat(out, second, LINE_SIZE - strlen(out) - 1);
}

/* "98.2 % (98.0 ... 98.3)" of a part of the promise. */
static char *kept_share(const struct html_page *page,
			const struct promise_part *part, char *out)
{
	char key[CELL_SIZE], value[CELL_SIZE], range[CELL_SIZE];
	double low;

	(void)snprintf(key, sizeof key, "promise.%s.value", part->key);
	(void)html_number(page, 100 * summary_number(page->summary, key),
			  part->decimals, value);
	(void)snprintf(key, sizeof key, "promise.%s.low", part->key);
	if (!summary_has(page->summary, key)) {
		(void)snprintf(out, CELL_SIZE, "%.60s %%", value);
		return out;
	}
	low = 100 * summary_number(page->summary, key);
	(void)snprintf(key, sizeof key, "promise.%s.high", part->key);
	(void)snprintf(out, CELL_SIZE, "%.40s %% (%.80s)", value,
		       number_range(page->language, low,
				    100 * summary_number(page->summary, key),
				    part->decimals, false, range));
	return out;
}

static void sentence_of_promise(const struct html_page *page, char *out)
{
	const struct summary *s = page->summary;
	char within[CELL_SIZE], seconds[CELL_SIZE], promised[CELL_SIZE],
	    none[CELL_SIZE], allowed[CELL_SIZE];

	if (!summary_has(s, "promise.kept")) {
		(void)text_fill(out, LINE_SIZE, page->language, T_NOTHING_ASKED,
				NULL);
		return;
	}
	(void)text_fill(
	    out, LINE_SIZE, page->language, T_PROMISE_SENTENCE,
	    WITH(kept_share(page, &promise_parts[0], within),
		 html_short(page, summary_number(s, "promise.wait_p95_s"),
			    seconds),
		 html_short(page, 100 * summary_number(s, "promise.wait.limit"),
			    promised),
		 kept_share(page, &promise_parts[1], none),
		 html_short(page,
			    100 * summary_number(s, "promise.no_room.limit"),
			    allowed)));
}

/* --- the tiles ------------------------------------------------------------ */

static void put_tile(struct html_page *page, enum text name, const char *value,
		     const char *class_name)
{
	(void)fprintf(page->out, "<div class=\"tile\"><h3>%s</h3><strong",
		      html_text(page, name));
	if (class_name != NULL)
		(void)fprintf(page->out, " class=\"%s\"", class_name);
	(void)fputc('>', page->out);
	page_text(page->out, value);
	(void)fputs("</strong>\n", page->out);
}

static void tile_end(struct html_page *page)
{
	(void)fputs("</div>\n", page->out);
}

static void range_line(struct html_page *page, const struct html_figure *figure)
{
	char range[CELL_SIZE], line[LINE_SIZE];

	(void)html_range(page, figure, range);
	if (range[0] == '\0')
		(void)snprintf(line, sizeof line, "%s",
			       html_text(page, html_one_run(page)
						   ? T_ONE_RUN
						   : T_SAME_IN_EVERY_RUN));
	else
		(void)snprintf(line, sizeof line, "(%s)", range);
	page_line(page->out, "soft", line);
}

static void tile_margin(struct html_page *page)
{
	char value[CELL_SIZE], range[CELL_SIZE], window[CELL_SIZE],
	    month[ADVICE_SIZE];

	put_tile(page, T_TILE_MARGIN, html_value(page, &margin, value), NULL);
	range_line(page, &margin);
	if (advice_month(page->summary, page->language, month)[0] != '\0')
		html_say(
		    page, "", T_IN_WINDOW,
		    WITH(advice_window(page->summary, page->language, window),
			 month));
	if (!advice_share_tells(page->summary)) {
		page_line(
		    page->out, "",
		    advice_share(page->summary, page->language, false, value));
	} else {
		(void)html_value(page, &percent, value);
		(void)html_range(page, &percent, range);
		html_say(page, "", range[0] != '\0' ? T_OF_NET_RANGE : T_OF_NET,
			 WITH(value, range));
	}
	if (summary_has(page->summary, no_sleep.key)) {
		(void)html_value(page, &no_sleep, value);
		(void)html_range(page, &no_sleep, range);
		html_say(page, "",
			 range[0] != '\0' ? T_WITHOUT_SLEEP_RANGE
					  : T_WITHOUT_SLEEP,
			 WITH(value, range));
	}
	tile_end(page);
}

static void tile_promise(struct html_page *page)
{
	const struct summary *s = page->summary;
	enum text verdict = promise_verdict(s, "promise.kept");
	char text[PROMISE_SIZE], line[LINE_SIZE], few[ADVICE_SIZE];

	put_tile(page, T_TILE_PROMISE, html_text(page, verdict),
		 verdict == T_KEPT     ? "good"
		 : verdict == T_BROKEN ? "bad"
		 : verdict == T_CLOSE  ? "words"
				       : NULL);
	if (verdict == T_NOT_JUDGED)
		html_say(page, "", T_NOTHING_ASKED, NULL);
	for (size_t i = 0; verdict != T_NOT_JUDGED && i < PROMISE_PARTS; i++) {
		const struct promise_part *part = &promise_parts[i];

		if (!promise_has(s, part))
			continue;
		(void)snprintf(line, sizeof line, "%s: %s",
			       promise_text(s, page->language, part, text),
			       html_text(page, promise_verdict_of(s, part)));
		page_line(page->out, "", line);
	}
	if (advice_few(s, page->language, few)[0] != '\0')
		page_line(page->out, "", few);
	tile_end(page);
}

/* Per GB-hour of running worlds where the demand has no player numbers. */
static void tile_cost(struct html_page *page)
{
	bool players = summary_has(page->summary, per_player.key);
	const struct html_figure *figure = players ? &per_player : &per_gb;
	char value[CELL_SIZE];

	put_tile(page, figure->label, html_value(page, figure, value), NULL);
	range_line(page, figure);
	if (!players)
		html_say(page, "", T_NO_PLAYERS, NULL);
	tile_end(page);
}

/* --- what would help ------------------------------------------------------ */

static void lever_amounts(struct html_page *page,
			  const struct html_lever *lever, bool hours)
{
	const struct html_figure figure = {lever->name, lever->key, "", 1,
					   hours ? 1 : 2};
	char amount[CELL_SIZE], all[CELL_SIZE], range[CELL_SIZE];
	double sum = lever->share > 0 ? lever->amount / lever->share : 0;

	(void)html_range(page, &figure, range);
	(void)html_number(page, lever->amount, figure.decimals, amount);
	(void)html_number(page, sum, figure.decimals, all);
	if (range[0] != '\0')
		html_say(page, "soft", hours ? T_LEVER_SHARE : T_LEVER_IDLE,
			 WITH(amount, all, range));
	else
		html_say(page, "soft",
			 hours ? T_LEVER_SHARE_ONE : T_LEVER_IDLE_ONE,
			 WITH(amount, all));
}

/* The first of what was simulated. */
static void tile_action(struct html_page *page)
{
	const cJSON *action =
	    cJSON_GetArrayItem(advice_actions(page->summary), 0);
	char text[ADVICE_SIZE], line[LINE_SIZE], before[NUMBER_SIZE],
	    after[NUMBER_SIZE];

	put_tile(page, T_ADVICE_HEADING,
		 advice_action(action, page->language, text), "words");
	html_say(page, "", T_ADVICE_MONTH,
		 WITH(advice_difference(action, "margin_per_month_eur",
					page->language, 2, line),
		      advice_verdict(action, "margin_per_month_eur",
				     page->language)));
	html_say(page, "", T_ADVICE_WITHIN,
		 WITH(advice_value(action, "within_promise", "after",
				   page->language, 100, 1, after),
		      advice_value(action, "within_promise", "before",
				   page->language, 100, 1, before),
		      html_text(page, advice_promise(action))));
	tile_end(page);
}

/* Is there something simulated that makes it better? */
static bool has_action(const struct html_page *page)
{
	return summary_true(page->summary, "advice.helps") &&
	       advice_actions(page->summary) != NULL;
}

static void tile_lever(struct html_page *page)
{
	enum text verdict = promise_verdict(page->summary, "promise.kept");
	struct html_lever lever = html_lever_of_waiting(page);
	bool waiting =
	    (verdict == T_BROKEN || verdict == T_CLOSE) && lever.amount > 0;

	if (!waiting)
		lever = html_lever_of_cost(page);
	if (lever.amount <= 0) {
		put_tile(page, T_TILE_LEVER, html_text(page, T_LEVER_NONE),
			 NULL);
		tile_end(page);
		return;
	}
	put_tile(page, T_TILE_LEVER, html_text(page, lever.words), "words");
	lever_amounts(page, &lever, waiting);
	html_say(page, "", waiting ? T_LEVER_RULE_WAIT : T_LEVER_RULE_IDLE,
		 NULL);
	tile_end(page);
}

static void put_levers(struct html_page *page)
{
	struct html_lever waiting = html_lever_of_waiting(page),
			  cost = html_lever_of_cost(page);
	char share[CELL_SIZE], eur[CELL_SIZE];

	if (waiting.amount > 0)
		html_say(page, "", T_OTHER_WAIT,
			 WITH(html_text(page, waiting.name),
			      html_short(page, 100 * waiting.share, share)));
	(void)html_number(page, cost.amount, 2, eur);
	if (cost.amount > 0)
		html_say(page, "", T_OTHER_IDLE,
			 WITH(html_text(page, cost.name), eur,
			      html_short(page, 100 * cost.share, share)));
	if (advice_actions(page->summary) == NULL)
		html_say(page, "soft", T_NOT_SIMULATED, NULL);
}

/* The pitch in one sentence; section 5 has the table. */
static void against_static(struct html_page *page)
{
	const struct summary *s = page->summary;
	char fleet[ADVICE_SIZE], eur[CELL_SIZE],
	    range[CELL_SIZE + 4] = "", words[WORDING_SIZE], ours[CELL_SIZE],
			      theirs[CELL_SIZE];

	if (advice_static(s, page->language, fleet)[0] == '\0')
		return;
	if (summary_has(s, "static_fleet.difference.margin_eur.low")) {
		(void)number_range(
		    page->language,
		    summary_number(s, "static_fleet.difference.margin_eur.low"),
		    summary_number(s,
				   "static_fleet.difference.margin_eur.high"),
		    2, true, eur);
		(void)snprintf(range, sizeof range, " (%.120s)", eur);
	}
	html_say(
	    page, "",
	    summary_has(s, "static_fleet.verdict") ? T_AGAINST_STATIC
						   : T_AGAINST_STATIC_ONE,
	    WITH(fleet,
		 html_signed_eur(page,
				 summary_number(s, "static_fleet.difference."
						   "margin_eur.mean"),
				 eur),
		 range,
		 html_number(page,
			     100 * summary_number(s, "starts.within_promise"),
			     promise_parts[0].decimals, ours),
		 html_number(
		     page,
		     100 * summary_number(s, "static_fleet.within_promise"),
		     promise_parts[0].decimals, theirs),
		 wording_verdict(s, page->language, words)));
}

void html_answer(struct html_page *page)
{
	char first[2 * LINE_SIZE], second[LINE_SIZE], words[WORDING_SIZE];
	FILE *out = page->out;

	page_section(out, "answer", html_text(page, T_ANSWER_HEADING));
	sentence_of_margin(page, first);
	sentence_of_promise(page, second);
	(void)strncat(first, second, sizeof first - strlen(first) - 1);
	page_line(out, "lead", first);
	(void)fputs("<div class=\"tiles\">\n", out);
	tile_margin(page);
	tile_promise(page);
	tile_cost(page);
	if (has_action(page))
		tile_action(page);
	else
		tile_lever(page);
	(void)fputs("</div>\n", out);
	html_advice(page);
	put_levers(page);
	against_static(page);
	if (summary_has(page->summary, "margin_per_month_eur"))
		html_say(page, "soft", T_MONTH_RULE, NULL);
	if (html_one_run(page)) {
		html_say(page, "soft",
			 summary_number(page->summary, "replications") > 1
			     ? T_ALL_ALIKE
			     : T_ONE_RUN_WARNING,
			 NULL);
	} else {
		(void)html_number(page,
				  summary_number(page->summary, "replications"),
				  0, second);
		html_say(page, "soft", T_BRACKETS,
			 WITH(second, wording_varied(page->summary,
						     page->language, words)));
	}
	page_section_end(out);
}
