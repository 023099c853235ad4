#include "reports/compare.h"

#include <math.h>
#include <string.h>

const struct compare_headline compare_headlines[] = {
    {T_STATIC_MARGIN, "margin_eur", "EUR", 1, 2},
    {T_STATIC_NET, "revenue_eur.net", "EUR", 1, 2},
    {T_STATIC_COST, "cost_eur.total", "EUR", 1, 2},
    {T_STATIC_WAIT, "wait_seconds.p95", "s", 1, 1},
    {T_STATIC_UNSERVED, "starts.unserved", "%", 100, 2},
    {T_BAR_PLAYER_HOUR, "eur_per_player_hour", "EUR", 1, 4},
    {T_BAR_GB_HOUR, "eur_per_gb_hour", "EUR", 1, 4},
};
const size_t compare_headline_count =
    sizeof compare_headlines / sizeof compare_headlines[0];

int compare_decimals(const struct pair_figure *figure)
{
	double size = fmax(isnan(figure->a) ? 0 : fabs(figure->a),
			   isnan(figure->b) ? 0 : fabs(figure->b));

	if (strcmp(figure->unit, "EUR") == 0 && size >= 0.1)
		return 2;
	return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
}

/* No "-0.00". */
static double plain(double value, int decimals)
{
	return fabs(value) < 0.5 * pow(10, -decimals) ? 0.0 : value;
}

char *compare_number(double value, int decimals, char *out)
{
	if (isnan(value))
		(void)snprintf(out, COMPARE_SIZE, "-");
	else
		(void)snprintf(out, COMPARE_SIZE, "%.*f", decimals,
			       plain(value, decimals));
	return out;
}

char *compare_difference(const struct run_interval *d, double scale,
			 int decimals, char *out)
{
	if (isnan(d->mean))
		(void)snprintf(out, COMPARE_SIZE, "-");
	else if (d->known)
		(void)snprintf(out, COMPARE_SIZE, "%+.*f (%+.*f ... %+.*f)",
			       decimals, plain(scale * d->mean, decimals),
			       decimals, plain(scale * d->low, decimals),
			       decimals, plain(scale * d->high, decimals));
	else
		(void)snprintf(out, COMPARE_SIZE, "%+.*f", decimals,
			       plain(scale * d->mean, decimals));
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
	if (!summary_has(summary, "promise.kept"))
		return T_NOT_JUDGED;
	return summary_true(summary, "promise.kept") ? T_KEPT : T_BROKEN;
}

char *compare_pairing(const struct pairs *pairs, char *out, size_t size)
{
	return pairs->paired ? text_fill(out, size, T_COMPARE_PAIRED, NULL)
			     : text_fill(out, size, T_COMPARE_UNPAIRED,
					 WITH(text_of(pairs->unpaired)));
}
