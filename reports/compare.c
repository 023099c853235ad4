#include "reports/compare.h"

#include <math.h>
#include <string.h>

#include "reports/promise.h"

const struct compare_headline compare_headlines[] = {
    {T_STATIC_MARGIN, "margin_eur", "EUR", 1, 2},
    {T_STATIC_MARGIN_MONTH, "margin_per_month_eur", "EUR", 1, 2},
    {T_STATIC_NO_SLEEP, "margin_without_sleep_eur", "EUR", 1, 2},
    {T_STATIC_NET, "revenue_eur.net", "EUR", 1, 2},
    {T_STATIC_COST, "cost_eur.total", "EUR", 1, 2},
    {T_STATIC_WITHIN, "starts.within_promise", "%", 100, 1},
    {T_STATIC_NO_ROOM, "starts.no_room", "%", 100, 3},
    {T_STATIC_WAIT, "wait_seconds.p95", "s", 1, 1},
    {T_STATIC_UNSERVED, "starts.unserved", "%", 100, 2},
    {T_BAR_PLAYER_HOUR, "eur_per_player_hour", "EUR", 1, 4},
    {T_BAR_GB_HOUR, "eur_per_gb_hour", "EUR", 1, 4},
};
const size_t compare_headline_count =
    sizeof compare_headlines / sizeof compare_headlines[0];

int compare_decimals(const struct pair_figure *figure)
{
	double size = fmax(isfinite(figure->a) ? fabs(figure->a) : 0,
			   isfinite(figure->b) ? fabs(figure->b) : 0);

	if (strcmp(figure->unit, "EUR") == 0 && size >= 0.1)
		return 2;
	return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
}

const char *compare_text(const struct compare_view *view, enum text id)
{
	return text_of(view->language, id);
}

char *compare_number(const struct compare_view *view, double value,
		     int decimals, char *out)
{
	if (!isnan(value))
		return number_text(view->language, value, decimals, out);
	(void)snprintf(out, COMPARE_SIZE, "-");
	return out;
}

char *compare_difference(const struct compare_view *view,
			 const struct run_interval *d, double scale,
			 int decimals, char *out)
{
	char range[NUMBER_SIZE], mean[NUMBER_SIZE];

	if (isnan(d->mean)) {
		(void)snprintf(out, COMPARE_SIZE, "-");
		return out;
	}
	(void)number_signed(view->language, scale * d->mean, decimals, mean);
	if (d->known)
		(void)snprintf(out, COMPARE_SIZE, "%s (%s)", mean,
			       number_range(view->language, scale * d->low,
					    scale * d->high, decimals, true,
					    range));
	else
		(void)snprintf(out, COMPARE_SIZE, "%s", mean);
	return out;
}

enum text compare_answer(const struct pairs *pairs)
{
	const struct pair_figure *margin = pairs_find(pairs, "margin_eur");

	switch (margin != NULL ? margin->verdict : T_NOT_KNOWN) {
	case T_VERDICT_BETTER:
		return T_COMPARE_EARNS_MORE;
	case T_VERDICT_WORSE:
		return T_COMPARE_EARNS_LESS;
	case T_VERDICT_SAME:
		return T_COMPARE_EARNS_SAME;
	case T_VERDICT_NOISE:
		return T_COMPARE_EARNS_NOISE;
	default:
		return T_COMPARE_EARNS_NONE;
	}
}

enum text compare_promise(const struct summary *summary)
{
	return promise_verdict(summary, "promise.kept");
}

char *compare_pairing(const struct compare_view *view, char *out, size_t size)
{
	const struct pairs *pairs = view->pairs;

	if (pairs->paired)
		return text_fill(out, size, view->language, T_COMPARE_PAIRED,
				 NULL);
	return text_fill(out, size, view->language, T_COMPARE_UNPAIRED,
			 WITH(compare_text(view, pairs->unpaired)));
}
