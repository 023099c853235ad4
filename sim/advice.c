#include "sim/advice.h"

#include <math.h>
#include <stdlib.h>

#include "sim/kpi.h"
#include "sim/paired.h"
#include "sim/promise.h"
#include "sim/too_slow.h"
#include "sim/varied.h"

/* The rounds: so many go on, with so many replications. */
#define FIRST_ROUND 2
#define SECOND_ROUND 6
#define SECOND_MOST 5
/* Of those that get all, so many may turn out not to be worth naming. */
#define FINAL_MOST 5
/* A few nights do not say for sure what breaks the promise. */
#define SHORTFALL_OPEN 0.25

enum rank { RANK_KEPT = 0, RANK_OPEN, RANK_BROKEN, RANK_NOTHING };

/* Less than this in a month nobody would do anything for. */
#define EUR_NAMED 0.005

/* --- loading -------------------------------------------------------------- */

static void merge(const struct source *source,
		  const struct alternative *alternative,
		  struct variant_sets *out)
{
	struct scenario_override sets[ALTERNATIVE_SETS];

	for (unsigned i = 0; i < alternative->set_count; i++)
		sets[i] = (struct scenario_override){alternative->set[i].key,
						     alternative->set[i].value};
	variant_merge(source, sets, alternative->set_count, out);
}

static enum variant_fate load(struct tried *tried, const struct source *source,
			      const struct run *run, struct error_text *error)
{
	struct error_text why = {""};
	struct variant_sets sets;
	enum variant_fate fate;

	merge(source, &tried->what, &sets);
	fate = variant_try(&tried->variant, source, &sets, NULL, NULL, &why);
	if (fate == VARIANT_FAILED)
		(void)error_set(error, "%s", why.text);
	tried->variant.sessions = run->sessions;
	tried->variant.cut = run->figures[0].sessions;
	return fate;
}

/* What a rule of the scenario forbids is not tried. */
static bool open_list(const struct run *run, const struct source *source,
		      struct advice *out, struct error_text *error)
{
	struct alternative all[ALTERNATIVES_LISTED];
	unsigned count = alternatives_list(run, all);

	for (unsigned i = 0; i < count; i++) {
		struct tried *tried = &out->list[out->count];
		enum variant_fate fate = VARIANT_LOADED;

		*tried = (struct tried){.what = all[i]};
		if (all[i].is_static)
			tried->variant = (struct variant){.figures = run->fixed,
							  .done = run->count,
							  .borrowed = true};
		else
			fate = load(tried, source, run, error);
		if (fate == VARIANT_FAILED)
			return false;
		out->count += fate == VARIANT_LOADED;
	}
	return true;
}

/* --- running -------------------------------------------------------------- */

/* A longer sleep, say, may need demand from before the counts begin. */
static unsigned drop_lost(struct advice *advice, unsigned count)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < advice->count; i++) {
		if (advice->list[i].variant.lost) {
			variant_release(&advice->list[i].variant);
			count -= i < count ? 1 : 0;
		} else {
			advice->list[kept++] = advice->list[i];
		}
	}
	advice->count = kept;
	return count;
}

/* The first `count` of the list up to so many replications.  Returns how many
 * of them are left; *good: was it run to the end? */
static unsigned run_round(const struct run_options *options,
			  struct advice *advice, unsigned count, uint32_t upto,
			  bool *good, struct error_text *error)
{
	struct variant *list[ALTERNATIVES_LISTED];

	for (unsigned i = 0; i < count; i++)
		list[i] = &advice->list[i].variant;
	*good = variants_run(list, count, upto, options, true, error);
	return *good ? drop_lost(advice, count) : count;
}

/* --- judging -------------------------------------------------------------- */

static uint32_t smaller_of(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Does it neither earn or cost anything, nor serve in time what was late? */
static bool changes_nothing(const struct run *run, const struct tried *tried)
{
	return fabs(tried->margin.low) < EUR_NAMED &&
	       fabs(tried->margin.high) < EUR_NAMED &&
	       tried->shortfall >=
		   promise_shortfall(run->scenario, run->figures, run->count);
}

/* With all replications by its interval, before that by what is likely: what
 * changes nothing in a few may do so in many. */
static int rank_of(const struct run *run, const struct tried *tried,
		   uint32_t count)
{
	if (count == run->count && changes_nothing(run, tried))
		return RANK_NOTHING;
	if (count == run->count)
		return tried->promise == PROMISE_BROKEN	 ? RANK_BROKEN
		       : tried->promise == PROMISE_CLOSE ? RANK_OPEN
							 : RANK_KEPT;
	return tried->shortfall <= 0		    ? RANK_KEPT
	       : tried->shortfall <= SHORTFALL_OPEN ? RANK_OPEN
						    : RANK_BROKEN;
}

/* By the first `upto` replications, though the static fleet has all. */
static void judge(const struct run *run, struct tried *tried, uint32_t upto,
		  double *scratch)
{
	uint32_t count = smaller_of(tried->variant.done, upto);

	tried->promise = promise_judge(run->scenario, tried->variant.figures,
				       count, scratch);
	tried->shortfall =
	    promise_shortfall(run->scenario, tried->variant.figures, count);
	tried->margin =
	    paired_difference(kpi_named("margin_per_month_eur"), run->figures,
			      tried->variant.figures, count);
	tried->rank = rank_of(run, tried, count);
}

/* The better first: what keeps the promise, by margin; what breaks it, by how
 * little. */
static bool is_better(const struct tried *a, const struct tried *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	if (a->rank == RANK_BROKEN &&
	    (a->shortfall < b->shortfall || a->shortfall > b->shortfall))
		return a->shortfall < b->shortfall;
	return a->margin.mean > b->margin.mean;
}

static void judge_and_sort(const struct run *run, struct tried *list,
			   unsigned count, uint32_t upto, double *scratch)
{
	for (unsigned i = 0; i < count; i++)
		judge(run, &list[i], upto, scratch);
	for (unsigned i = 1; i < count; i++) {
		struct tried at = list[i];
		unsigned j = i;

		for (; j > 0 && is_better(&at, &list[j - 1]); j--)
			list[j] = list[j - 1];
		list[j] = at;
	}
}

/* Is it worth naming?  What breaks the promise is not, unless the run does so,
 * too, and more; nor what changes nothing. */
static bool may_be_named(const struct tried *tried, enum promise of_run,
			 double shortfall_of_run)
{
	if (tried->rank == RANK_KEPT)
		return true;
	if (tried->rank == RANK_NOTHING)
		return false;
	if (of_run == PROMISE_KEPT || of_run == PROMISE_NONE)
		return false;
	/* what serves as badly and earns more is better, too */
	return tried->shortfall < shortfall_of_run ||
	       (tried->shortfall <= shortfall_of_run && tried->margin.low > 0);
}

static unsigned count_named(const struct advice *advice, unsigned among,
			    enum promise of_run, double shortfall)
{
	unsigned named = 0;

	while (named < among && named < ADVICE_NAMED &&
	       may_be_named(&advice->list[named], of_run, shortfall))
		named++;
	return named;
}

/* The first of the list surely makes it better. */
static bool first_helps(const struct advice *advice, enum promise of_run)
{
	const struct tried *first = &advice->list[0];

	if (advice->named == 0)
		return false;
	if (of_run == PROMISE_BROKEN || of_run == PROMISE_CLOSE)
		return first->promise == PROMISE_KEPT ||
		       (of_run == PROMISE_BROKEN &&
			first->promise == PROMISE_CLOSE);
	return first->margin.low > 0;
}

static bool play_rounds(const struct run *run,
			const struct run_options *options, struct advice *out,
			double *scratch, struct error_text *error)
{
	enum promise of_run =
	    promise_judge(run->scenario, run->figures, run->count, scratch);
	double shortfall =
	    promise_shortfall(run->scenario, run->figures, run->count);
	const struct {
		unsigned most;
		uint32_t upto;
	} rounds[] = {{ALTERNATIVES_LISTED, FIRST_ROUND},
		      {SECOND_MOST, SECOND_ROUND}};
	unsigned final = 0, most = 0;
	bool good;

	out->kept = of_run == PROMISE_KEPT;
	for (unsigned i = 0; i < sizeof rounds / sizeof rounds[0]; i++) {
		unsigned at_most = smaller_of(out->count, rounds[i].most);

		at_most = run_round(options, out, at_most,
				    smaller_of(rounds[i].upto, run->count),
				    &good, error);
		if (!good)
			return false;
		judge_and_sort(run, out->list, at_most, rounds[i].upto,
			       scratch);
		most = at_most;
	}
	/* those that turn out not to be worth naming make room for the next */
	while (out->named < ADVICE_NAMED && final < FINAL_MOST &&
	       final < most) {
		unsigned left =
		    most - smaller_of(final + ADVICE_NAMED - out->named, most);

		final = run_round(options, out, most - left, run->count, &good,
				  error);
		if (!good)
			return false;
		most = final + left;
		judge_and_sort(run, out->list, final, run->count, scratch);
		out->named = count_named(out, final, of_run, shortfall);
	}
	for (unsigned i = 0; i < final; i++)
		out->kept = out->kept || out->list[i].promise == PROMISE_KEPT;
	/* what is said of the others rests on all that they have */
	for (unsigned i = out->named; i < out->count; i++)
		judge(run, &out->list[i], run->count, scratch);
	out->helps = first_helps(out, of_run);
	return true;
}

/* --- public --------------------------------------------------------------- */

static enum advice_state state_of(const struct run *run)
{
	bool asked = false;

	for (uint32_t i = 0; i < run->count; i++)
		asked = asked || run->figures[i].requested > 0;
	if (!asked)
		return ADVICE_NOTHING;
	return run->count == 1 && run_draws(run) ? ADVICE_ONE_RUN
						 : ADVICE_TRIED;
}

bool advice_run(const struct run *run, const struct source *source,
		const struct run_options *options, struct advice *out,
		struct error_text *error)
{
	struct run_options quiet = *options;
	double *scratch;
	bool good;

	*out = (struct advice){.state = state_of(run)};
	if (out->state != ADVICE_TRIED)
		return true;
	quiet.journal = NULL;
	scratch = calloc(run->count, sizeof *scratch);
	if (scratch == NULL)
		return error_set(error, "out of memory");
	good = open_list(run, source, out, error) &&
	       play_rounds(run, &quiet, out, scratch, error);
	if (good && out->count == 0)
		out->state = ADVICE_NOTHING;
	if (good && !out->kept)
		out->too_slow = too_slow_of(run);
	free(scratch);
	return good;
}

void advice_release(struct advice *advice)
{
	for (unsigned i = 0; i < advice->count; i++)
		variant_release(&advice->list[i].variant);
	*advice = (struct advice){.count = 0};
}

/* --- the command ---------------------------------------------------------- */

char *advice_command(const struct source *source,
		     const struct alternative *alternative,
		     char out[VARIANT_COMMAND_SIZE])
{
	struct variant_sets sets;

	merge(source, alternative, &sets);
	return variant_command(source, &sets, out);
}
