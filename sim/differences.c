#include "sim/differences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "traces/base/nearest.h"
#include "traces/base/sense.h"

/* The figures that decide, in their order; those that the demand is known by
 * are behind them. */
static const char *const shown[] = {
    "margin_eur",	"margin_per_month_eur", "margin_without_sleep_eur",
    "revenue_eur.net",	"cost_eur.total",	"starts.within_promise",
    "starts.no_room",	"starts.unserved",	"wait_seconds.p50",
    "wait_seconds.p95", "wait_seconds.p99",	"eur_per_player_hour",
    "eur_per_gb_hour",
};
#define LISTED(key) key,
static const char *const demand[] = {DEMAND_FIGURES(LISTED)};

#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* --- what is wished ------------------------------------------------------- */

static const struct {
	const char *name, *key;
} short_names[] = {
    {"margin", "margin_eur"},
    {"month", "margin_per_month_eur"},
    {"net", "revenue_eur.net"},
    {"cost", "cost_eur.total"},
    {"in_time", "starts.within_promise"},
    {"no_room", "starts.no_room"},
    {"unserved", "starts.unserved"},
    {"wait", "wait_seconds.p95"},
};

static const struct kpi *figure_named(const char *name)
{
	for (size_t i = 0; i < LENGTH(short_names); i++)
		if (strcmp(name, short_names[i].name) == 0)
			return kpi_named(short_names[i].key);
	return kpi_named(name);
}

static bool refuse_figure(const char *name, struct error_text *error)
{
	const char *known[LENGTH(short_names) + 512], *near;
	size_t count = 0;

	for (size_t i = 0; i < LENGTH(short_names); i++)
		known[count++] = short_names[i].name;
	for (unsigned i = 0; i < kpi_count && count < LENGTH(known); i++)
		known[count++] = kpis[i].key;
	near = nearest_word(name, known, count);
	if (near == NULL)
		return error_set(error,
				 "--until knows no figure \"%.64s\"; try "
				 "margin=1%%",
				 name);
	return error_set(error,
			 "--until knows no figure \"%.64s\"; the nearest is %s",
			 name, near);
}

bool wish_read(const char *text, struct wish *out, struct error_text *error)
{
	size_t length = strcspn(text, "=");
	char name[128];

	*out = (struct wish){.text = text};
	if (text[length] == '\0' || length == 0 || length >= sizeof name ||
	    !width_read(text + length + 1, &out->width))
		return false;
	(void)snprintf(name, sizeof name, "%.*s", (int)length, text);
	out->kpi = figure_named(name);
	return out->kpi != NULL || refuse_figure(name, error);
}

/* --- what can be said ----------------------------------------------------- */

unsigned differences_comparisons(const struct differences *all)
{
	return all->count - 1;
}

bool differences_are_judged(const struct differences *all)
{
	uint32_t drawn = 0;

	for (unsigned i = 0; i < all->count; i++)
		drawn |= all->list[i].variant.drawn;
	return all->done > 1 || drawn == 0;
}

struct pairing differences_pairing(const struct differences *all, unsigned i,
				   unsigned column)
{
	const struct variant *base = &all->list[0].variant,
			     *variant = &all->list[i].variant;
	struct pairing pairing = {.differs = false};

	for (uint32_t r = 0; r < all->done; r++)
		pairing_add(&pairing,
			    variant_value(base, &all->columns, column, r),
			    variant_value(variant, &all->columns, column, r));
	return pairing;
}

/* The same demand: as many sessions and starts in every replication. */
bool differences_paired(const struct differences *all, unsigned i)
{
	for (unsigned c = 0; c < all->columns.count; c++)
		for (size_t d = 0; d < LENGTH(demand); d++)
			if (all->columns.list[c] == kpi_named(demand[d]) &&
			    differences_pairing(all, i, c).differs)
				return false;
	return true;
}

struct interval differences_interval(const struct differences *all, unsigned i,
				     const struct pairing *pairing)
{
	return pairing_difference_of(pairing, differences_paired(all, i),
				     differences_comparisons(all));
}

const char *differences_verdict(const struct differences *all, unsigned column,
				const struct pairing *pairing,
				const struct interval *d)
{
	return judgement_code(judge_difference(all->columns.list[column]->key,
					       pairing, d,
					       differences_are_judged(all)));
}

/* --- running -------------------------------------------------------------- */

void differences_add_shown(struct variant_columns *columns)
{
	for (size_t i = 0; i < LENGTH(shown); i++)
		(void)variant_column(columns, kpi_named(shown[i]));
}

void differences_add_demand(struct variant_columns *columns)
{
	for (size_t i = 0; i < LENGTH(demand); i++)
		(void)variant_column(columns, kpi_named(demand[i]));
}

static void choose_columns(struct differences *all)
{
	all->columns = (struct variant_columns){.count = 0};
	differences_add_shown(&all->columns);
	for (unsigned i = 0; i < all->wish_count; i++)
		(void)variant_column(&all->columns, all->wishes[i].kpi);
	all->shown = all->columns.count;
	differences_add_demand(&all->columns);
}

_Static_assert(LENGTH(shown) + LENGTH(demand) + WISHES_MAX <=
		   VARIANT_COLUMNS_MAX,
	       "there is room for every figure");

/* The worst of all wishes over all variants. */
static enum narrow judge_widths(struct differences *all)
{
	enum narrow worst = NARROW_ENOUGH;

	for (unsigned w = 0; w < all->wish_count; w++) {
		unsigned column =
		    variant_column(&all->columns, all->wishes[w].kpi);

		for (unsigned i = 1; i < all->count; i++) {
			struct pairing pairing =
			    differences_pairing(all, i, column);
			enum narrow narrow =
			    stopping_judge(&pairing, differences_paired(all, i),
					   differences_comparisons(all),
					   &all->wishes[w].width);

			if (narrow == NARROW_NEVER)
				return narrow;
			if (narrow == NARROW_NOT_YET)
				worst = narrow;
		}
	}
	return worst;
}

static bool run_upto(struct differences *all, uint32_t upto,
		     const struct run_options *options,
		     struct error_text *error)
{
	struct variant *list[DIFFERENCES_MAX];

	for (unsigned i = 0; i < all->count; i++)
		list[i] = &all->list[i].variant;
	if (!variants_run(list, all->count, upto, options, false, error))
		return false;
	for (unsigned i = 0; i < all->count; i++)
		if (!variant_keep(list[i], &all->columns, error))
			return false;
	all->done = upto;
	return true;
}

bool differences_run(struct differences *all, const struct run_options *options,
		     struct error_text *error)
{
	uint32_t upto = all->wish_count > 0
			    ? stopping_first(all->asked, all->most)
			    : all->asked;
	enum narrow narrow = NARROW_NOT_YET;

	choose_columns(all);
	all->stop = STOPPED_AS_ASKED;
	if (!run_upto(all, upto, options, error))
		return false;
	if (all->wish_count == 0)
		return true;
	while ((narrow = judge_widths(all)) == NARROW_NOT_YET &&
	       all->done < all->most)
		if (!run_upto(all, stopping_next(all->done, all->most), options,
			      error))
			return false;
	all->stop = narrow == NARROW_ENOUGH  ? STOPPED_NARROW
		    : narrow == NARROW_NEVER ? STOPPED_UNKNOWN
					     : STOPPED_MOST;
	return true;
}
