/*
 * plan_tornado.c - what the answer hangs on: each uncertain parameter at a low
 * and a high value, for the first plan and those that may take its place.
 *
 * Replication r meets the same draws as in the search, as far as the parameter
 * leaves them alone.  Prices decide nothing that runs, so their ends are
 * computed from what was played.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/planning.h"

#define PLAN_LOOKS 4 /* replications of each plan, at each end */

/* --- the parameters ------------------------------------------------------- */

struct draft {
	const char *code;
	const char *keys[3]; /* numbers or laws; those the scenario has */
	double low, high;
	bool whole; /* values are whole numbers */
};

static const struct draft drafts[] = {
    {"growth",
     {"workload.counts.peak_worlds", "workload.counts.worlds.living",
      "workload.counts.worlds.dormant"},
     0.8,
     1.2,
     true},
    {"growth",
     {"workload.generate.worlds.living", "workload.generate.worlds.dormant",
      NULL},
     0.8,
     1.2,
     true},
    {"world_size", {"workload.counts.world_size", NULL, NULL}, 0.5, 2, false},
    {"world_size", {"workload.generate.world_size", NULL, NULL}, 0.5, 2, false},
    {"box_speed",
     {"world.restore.mb_per_second", NULL, NULL},
     40.0 / 70,
     100.0 / 70,
     false},
    {"patience",
     {"demand.patience", "demand.patience_in_transfer", NULL},
     0.5,
     2,
     false},
    {"cpu", {"world.cpu_oversubscribe", NULL, NULL}, 0.75, 1.5, false},
};

/* "0.4GB" times 0.5.  False: no number. */
static bool scale_number(const char *text, double factor, bool whole, char *out,
			 size_t size)
{
	char *unit;
	double number;

	if (!isdigit((unsigned char)text[0]))
		return false;
	number = strtod(text, &unit) * factor;
	(void)snprintf(out, size, whole ? "%.0f%s" : "%.6g%s", number, unit);
	return true;
}

/* The member of a law by which it grows as a whole, as far as one does. */
static cJSON *size_of_law(const cJSON *law)
{
	static const char *const names[] = {"median", "mean", "scale", "value"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		cJSON *item = cJSON_GetObjectItemCaseSensitive(law, names[i]);

		if (item != NULL)
			return item;
	}
	return NULL;
}

static bool scale_item(cJSON *item, double factor, char *shown, size_t size)
{
	char text[64];

	if (item == NULL)
		return false;
	if (cJSON_IsString(item) &&
	    scale_number(item->valuestring, factor, false, text, sizeof text)) {
		(void)snprintf(shown, size, "%s", text);
		return cJSON_SetValuestring(item, text) != NULL;
	}
	if (!cJSON_IsNumber(item))
		return false;
	cJSON_SetNumberValue(item, item->valuedouble * factor);
	(void)snprintf(shown, size, "%.6g", item->valuedouble);
	return true;
}

/* A value of the scenario, larger or smaller: the text for --set, and what is
 * shown of it.  False: it has no size (off, never). */
static bool scale_value(const char *value, double factor, bool whole,
			struct plan_set *set, char *shown, size_t size)
{
	cJSON *law;
	char *text = NULL;
	bool good = false;

	if (scale_number(value, factor, whole, set->value, sizeof set->value)) {
		(void)snprintf(shown, size, "%.60s", set->value);
		return true;
	}
	law = cJSON_Parse(value);
	if (scale_item(size_of_law(law), factor, shown, size))
		text = cJSON_PrintUnformatted(law);
	if (text != NULL && strlen(text) < sizeof set->value) {
		(void)snprintf(set->value, sizeof set->value, "%s", text);
		good = true;
	}
	cJSON_free(text);
	cJSON_Delete(law);
	return good;
}

static bool draft_side(const struct scenario *s, const struct draft *draft,
		       double factor, struct plan_side *side)
{
	side->factor = factor;
	for (unsigned i = 0; i < 3 && draft->keys[i] != NULL; i++) {
		struct plan_set *set = &side->set[side->set_count];
		char value[512], shown[64];

		if (!plan_value_of(s, draft->keys[i], value, sizeof value) ||
		    !scale_value(value, factor, draft->whole, set, shown,
				 sizeof shown))
			continue;
		(void)snprintf(set->key, sizeof set->key, "%s", draft->keys[i]);
		if (side->set_count == 0)
			(void)snprintf(side->text, sizeof side->text, "%s",
				       shown);
		side->set_count++;
	}
	return side->set_count > 0;
}

static void list_drafts(const struct scenario *s, struct plan_tornado *out)
{
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		struct plan_parameter *to = &out->list[out->count];
		struct plan_side base = {.factor = 1};

		*to = (struct plan_parameter){.code = drafts[i].code};
		if (!draft_side(s, &drafts[i], 1, &base) ||
		    !draft_side(s, &drafts[i], drafts[i].low, &to->sides[0]) ||
		    !draft_side(s, &drafts[i], drafts[i].high, &to->sides[1]))
			continue;
		(void)snprintf(to->base, sizeof to->base, "%s", base.text);
		out->count++;
	}
}

/* --- who is looked at ----------------------------------------------------- */

static void look_at(struct plan_tornado *t, unsigned rank)
{
	for (unsigned i = 0; i < t->rank_count; i++)
		if (t->ranks[i] == rank)
			return;
	if (t->rank_count < PLAN_LOOKED_AT + 1)
		t->ranks[t->rank_count++] = rank;
}

static bool may_replace(const struct search_plan *plan)
{
	return plan->state != SEARCH_REFUSED && plan->state != SEARCH_SAME &&
	       plan->done > 0;
}

/* The plan with one machine more, or less, and nothing else changed; the best
 * with another type; the next ones. */
static void choose_ranks(struct planning *planning)
{
	const struct search *search = &planning->search;
	const struct search_plan *first = search->order[0];
	struct plan_tornado *t = &planning->tornado;
	int nodes = planning->axes.nodes, machine = planning->axes.machine;

	look_at(t, 0);
	for (unsigned i = 1; i < search->count && nodes >= 0; i++) {
		struct search_point at = search->order[i]->at;
		int off = (int)at.level[nodes] - (int)first->at.level[nodes];

		at.level[nodes] = first->at.level[nodes];
		if (abs(off) == 1 && may_replace(search->order[i]) &&
		    memcmp(at.level, first->at.level, planning->axes.count) ==
			0)
			look_at(t, i);
	}
	for (unsigned i = 1; i < search->count && machine >= 0; i++)
		if (may_replace(search->order[i]) &&
		    search->order[i]->at.level[machine] !=
			first->at.level[machine]) {
			look_at(t, i);
			break;
		}
	for (unsigned i = 1; i < search->count; i++)
		if (may_replace(search->order[i]) &&
		    search->order[i]->state != SEARCH_IN)
			look_at(t, i);
}

/* As often as at the ends. */
static bool top_up(struct planning *planning, struct error_text *error)
{
	const struct plan_tornado *t = &planning->tornado;
	struct search_plan *list[PLAN_LOOKED_AT + 1];

	for (unsigned i = 0; i < t->rank_count; i++)
		list[i] = planning->search.order[t->ranks[i]];
	return search_more(&planning->search, list, t->rank_count, PLAN_LOOKS,
			   error);
}

/* --- playing -------------------------------------------------------------- */

/* One plan at one end. */
struct cell {
	struct variant_sets sets;
	struct variant variant;
};

static struct cell *cell_at(struct cell *cells, unsigned parameter,
			    unsigned side, unsigned rank)
{
	return &cells[(parameter * 2 + side) * (PLAN_LOOKED_AT + 1) + rank];
}

/* A rule may forbid what an end sets: then nothing is known of it. */
static bool load_cell(struct planning *planning, const struct plan_side *side,
		      unsigned rank, struct cell *cell,
		      struct error_text *error)
{
	const struct plan_played *played = planning_played(
	    planning->search.order[planning->tornado.ranks[rank]]);
	struct source source = planning->source;
	struct scenario_override sets[PLAN_SETS];
	struct error_text why = {""};
	enum variant_fate fate;

	source.options.overrides = played->sets.list;
	source.options.override_count = played->sets.count;
	for (unsigned i = 0; i < side->set_count; i++)
		sets[i] = (struct scenario_override){side->set[i].key,
						     side->set[i].value};
	variant_merge(&source, sets, side->set_count, &cell->sets);
	fate = variant_try(&cell->variant, &source, &cell->sets,
			   &planning->demands, NULL, &why);
	if (fate != VARIANT_LOADED)
		variant_release(&cell->variant);
	return fate != VARIANT_FAILED || error_set(error, "%s", why.text);
}

static bool load_cells(struct planning *planning, struct cell *cells,
		       struct error_text *error)
{
	const struct plan_tornado *t = &planning->tornado;
	bool good = true;

	for (unsigned p = 0; p < t->count; p++)
		for (unsigned side = 0; side < 2; side++)
			for (unsigned i = 0; i < t->rank_count; i++)
				good = good &&
				       load_cell(
					   planning, &t->list[p].sides[side], i,
					   cell_at(cells, p, side, i), error);
	return good;
}

static bool play_cells(struct planning *planning, struct cell *cells,
		       unsigned count, uint32_t replications,
		       struct error_text *error)
{
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
	struct variant **list = calloc(count, sizeof *list);
	unsigned used = 0;
	bool good;

	if (list == NULL)
		return error_set(error, "out of memory");
	for (unsigned i = 0; i < count; i++)
		if (cells[i].variant.loaded)
			list[used++] = &cells[i].variant;
	planning->tornado.replications = used * replications;
	planning->whole = (struct run_whole){.what = planning->whole.what,
					     .count = used * replications};
	good = variants_run(list, used, replications, &planning->options, true,
			    error);
	for (unsigned i = 0; i < used && good; i++)
		good = list[i]->lost ||
		       variant_keep(list[i], &planning->columns, error);
	free(list);
	return good;
}

/* --- judging -------------------------------------------------------------- */

/* Of a plan at an end, over the replications of the tornado. */
struct seen {
	double value[PLAN_LOOKS];  /* of the objective */
	double margin[PLAN_LOOKS]; /* a month */
	double parts[SEARCH_PARTS][PLAN_LOOKS];
	bool known;
};

static void see_cell(const struct planning *planning, const struct cell *cell,
		     uint32_t n, struct seen *out)
{
	static const enum plan_column columns[SEARCH_PARTS] = {
	    PLAN_IN_TIME, PLAN_NO_ROOM, PLAN_UNSERVED};
	const struct variant *v = &cell->variant;

	out->known = v->loaded && !v->lost && v->done >= n;
	for (uint32_t r = 0; r < n && out->known; r++) {
		out->margin[r] =
		    variant_value(v, &planning->columns, PLAN_MARGIN_MONTH, r);
		out->value[r] = out->margin[r];
		if (planning->by_cost)
			out->value[r] -=
			    planning_months(planning, false) *
			    variant_value(v, &planning->columns, PLAN_NET, r);
		for (unsigned p = 0; p < SEARCH_PARTS; p++)
			out->parts[p][r] =
			    variant_value(v, &planning->columns, columns[p], r);
	}
}

static void see_plan(const struct planning *planning, unsigned rank, uint32_t n,
		     struct seen *out)
{
	const struct search_plan *plan =
	    planning->search.order[planning->tornado.ranks[rank]];
	const struct cell as_is = {.variant = planning_played(plan)->variant};

	see_cell(planning, &as_is, n, out);
}

static enum promise judge(const struct scenario *s, const struct seen *seen,
			  uint32_t n, double *shortfall)
{
	enum promise worst = PROMISE_NONE;

	*shortfall = 0;
	for (unsigned p = 0; p < SEARCH_PARTS; p++) {
		struct promised part = promise_part(s, p);
		double known[PLAN_LOOKS], broken;
		struct interval interval;
		enum promise verdict;
		uint32_t count = 0;

		for (uint32_t r = 0; r < n; r++)
			if (!isnan(seen->parts[p][r]))
				known[count++] = seen->parts[p][r];
		if (part.limit < 0 || count == 0)
			continue;
		verdict = promise_judge_known(&part, known, count, &interval);
		worst = verdict > worst ? verdict : worst;
		broken = planning_broken(s, p, interval.mean);
		*shortfall += broken > 1e-9 ? broken : 0;
	}
	return worst;
}

static struct interval difference(const double *a, const double *b, uint32_t n)
{
	struct pairing pairing = {.differs = false};

	for (uint32_t r = 0; r < n; r++)
		pairing_add(&pairing, a[r], b[r]);
	return pairing_difference(&pairing, true);
}

static double mean_of(const double *values, uint32_t n)
{
	return interval_of(values, n).mean;
}

/* The best there, and whether it surely is better than the first. */
static void judge_side(const struct planning *planning, const struct seen *seen,
		       const struct seen *base, uint32_t n,
		       struct plan_side *side)
{
	const struct plan_tornado *t = &planning->tornado;
	const struct scenario *s = &planning->scenario;
	double short_best, short_first;
	enum promise of_best;
	unsigned best = 0;
	bool tied, sure;

	side->margin = interval_of(seen[0].margin, n);
	side->difference = difference(base->margin, seen[0].margin, n);
	side->promise = of_best = judge(s, &seen[0], n, &short_first);
	short_best = short_first;
	for (unsigned i = 1; i < t->rank_count; i++) {
		double its;
		enum promise promise;

		if (!seen[i].known)
			continue;
		promise = judge(s, &seen[i], n, &its);
		if (its > short_best ||
		    (!(its < short_best) &&
		     mean_of(seen[i].value, n) <= mean_of(seen[best].value, n)))
			continue;
		best = i;
		short_best = its;
		of_best = promise;
	}
	side->best = t->ranks[best];
	side->gain = difference(seen[0].value, seen[best].value, n);
	/* what cannot be told apart anyhow changes nothing */
	tied = planning->search.order[side->best]->state == SEARCH_IN;
	sure = of_best == PROMISE_KEPT &&
	       (short_first > 0 ? side->promise == PROMISE_BROKEN
				: side->gain.low > 0);
	if (best == 0 || (!sure && short_first <= 0 && tied))
		side->flips = PLAN_FLIP_NO;
	else
		side->flips = sure ? PLAN_FLIP_SURE : PLAN_FLIP_LIKELY;
}

/* --- prices --------------------------------------------------------------- */

/* What a plan earns when this costs so many times as much. */
static void see_price(const struct planning *planning, unsigned rank,
		      enum plan_column column, double factor, uint32_t n,
		      struct seen *out)
{
	const struct search_plan *plan =
	    planning->search.order[planning->tornado.ranks[rank]];

	see_plan(planning, rank, n, out);
	for (uint32_t r = 0; r < n && out->known; r++) {
		double more =
		    (factor - 1) *
		    planning_months(planning, column == PLAN_DEDICATED) *
		    planning_value(planning, plan, column, r);

		out->margin[r] -= more;
		out->value[r] -= more;
	}
}

static void add_price(struct planning *planning, const char *code,
		      enum plan_column column, uint32_t n)
{
	struct plan_tornado *t = &planning->tornado;
	struct plan_parameter *to = &t->list[t->count];
	const double factors[2] = {0.8, 1.2};
	struct seen seen[PLAN_LOOKED_AT + 1] = {{.known = false}};
	struct seen base = {.known = false};
	bool any = false;

	*to = (struct plan_parameter){
	    .code = code, .by_price = true, .replications = n};
	see_plan(planning, 0, n, &base);
	for (unsigned i = 0; i < t->rank_count; i++)
		for (uint32_t r = 0; r < n; r++)
			any = any ||
			      planning_value(
				  planning, planning->search.order[t->ranks[i]],
				  column, r) > 0;
	if (!any)
		return;
	(void)snprintf(to->base, sizeof to->base, "100 %%");
	for (unsigned side = 0; side < 2; side++) {
		for (unsigned i = 0; i < t->rank_count; i++)
			see_price(planning, i, column, factors[side], n,
				  &seen[i]);
		to->sides[side].factor = factors[side];
		(void)snprintf(to->sides[side].text,
			       sizeof to->sides[side].text, "%.0f %%",
			       100 * factors[side]);
		judge_side(planning, seen, &base, n, &to->sides[side]);
	}
	t->count++;
}

/* --- all ------------------------------------------------------------------ */

static int by_span(const void *a, const void *b)
{
	double x = ((const struct plan_parameter *)a)->span,
	       y = ((const struct plan_parameter *)b)->span;

	return (x < y) - (x > y);
}

static void judge_all(struct planning *planning, struct cell *cells, uint32_t n)
{
	struct plan_tornado *t = &planning->tornado;
	struct seen seen[PLAN_LOOKED_AT + 1] = {{.known = false}};
	struct seen base = {.known = false};
	unsigned kept = 0;

	see_plan(planning, 0, n, &base);
	for (unsigned p = 0; p < t->count; p++) {
		bool known = true;

		t->list[p].replications = n;
		for (unsigned side = 0; side < 2; side++) {
			for (unsigned i = 0; i < t->rank_count; i++)
				see_cell(planning, cell_at(cells, p, side, i),
					 n, &seen[i]);
			known = known && seen[0].known;
			if (seen[0].known)
				judge_side(planning, seen, &base, n,
					   &t->list[p].sides[side]);
		}
		if (known)
			t->list[kept++] = t->list[p];
	}
	t->count = kept;
}

bool planning_tornado(struct planning *planning, struct error_text *error)
{
	struct plan_tornado *t = &planning->tornado;
	uint32_t n = PLAN_LOOKS;
	struct cell *cells;
	unsigned count;
	bool good;

	choose_ranks(planning);
	if (!top_up(planning, error))
		return false;
	list_drafts(&planning->scenario, t);
	count = t->count * 2 * (PLAN_LOOKED_AT + 1);
	cells = calloc(count + (size_t)1, sizeof *cells);
	if (cells == NULL)
		return error_set(error, "out of memory");
	good = load_cells(planning, cells, error) &&
	       play_cells(planning, cells, count, n, error);
	if (good) {
		judge_all(planning, cells, n);
		add_price(planning, "rent", PLAN_DEDICATED, n);
		add_price(planning, "hour", PLAN_CLOUD, n);
	}
	for (unsigned p = 0; p < t->count; p++)
		t->list[p].span =
		    fmax(fabs(t->list[p].sides[0].difference.mean),
			 fabs(t->list[p].sides[1].difference.mean));
	qsort(t->list, t->count, sizeof *t->list, by_span);
	for (unsigned i = 0; i < count; i++)
		variant_release(&cells[i].variant);
	free(cells);
	return good;
}
