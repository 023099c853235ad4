#include "sim/variants.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/kit/arithmetic.h"
#include "sim/jobs.h"
#include "sim/own_trace.h"
#include "sim/shell_word.h"
#include "traces/base/memory.h"

/* --- what is set ---------------------------------------------------------- */

static bool is_set(const struct scenario_override *sets, uint32_t count,
		   const char *key)
{
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(sets[i].key, key) == 0)
			return true;
	return false;
}

/* There is room for what a run, --set and --with may set, each of them at most
 * OVERRIDES_MAX. */
static void put_set(struct variant_sets *to,
		    const struct scenario_override *set)
{
	if (to->count < sizeof to->list / sizeof to->list[0])
		to->list[to->count++] = *set;
}

void variant_merge(const struct source *source,
		   const struct scenario_override *sets, uint32_t count,
		   struct variant_sets *out)
{
	const struct scenario_options *options = &source->options;

	out->count = 0;
	for (uint32_t i = 0; i < options->override_count; i++)
		if (!is_set(sets, count, options->overrides[i].key))
			put_set(out, &options->overrides[i]);
	for (uint32_t i = 0; i < count; i++)
		put_set(out, &sets[i]);
}

static size_t put_word(char *out, size_t used, const char *before,
		       const char *word)
{
	char text[VARIANT_COMMAND_SIZE];

	(void)shell_word(word, text, sizeof text);
	if (used < VARIANT_COMMAND_SIZE)
		used += (size_t)snprintf(
		    out + used, VARIANT_COMMAND_SIZE - used, " %s%s%s", before,
		    before[0] != '\0' ? " " : "", text);
	return used;
}

char *variant_command(const struct source *source,
		      const struct variant_sets *sets,
		      char out[VARIANT_COMMAND_SIZE])
{
	size_t used =
	    (size_t)snprintf(out, VARIANT_COMMAND_SIZE, "conductor sim");

	used = put_word(out, used, "", source->name);
	if (source->options.sessions != NULL)
		used =
		    put_word(out, used, "--sessions", source->options.sessions);
	for (uint32_t i = 0; i < sets->count; i++) {
		const struct scenario_override *o = &sets->list[i];
		char text[OVERRIDE_KEY_SIZE + 512];

		if (strcmp(o->key, "seed") == 0 ||
		    strcmp(o->key, "replications") == 0) {
			(void)snprintf(text, sizeof text, "--%s", o->key);
			used = put_word(out, used, text, o->value);
			continue;
		}
		(void)snprintf(text, sizeof text, "%s=%s", o->key, o->value);
		used = put_word(out, used, "--set", text);
	}
	return out;
}

/* --- running -------------------------------------------------------------- */

bool variant_load(struct variant *variant, const struct source *source,
		  const struct variant_sets *sets, struct error_text *error)
{
	struct scenario_options options = source->options;

	*variant = (struct variant){.alike = true};
	options.overrides = sets->list;
	options.override_count = sets->count;
	variant->loaded =
	    scenario_load(source->name, &options, &variant->scenario, error);
	return variant->loaded;
}

static bool source_is_sound(const struct source *source, struct error_text *why)
{
	struct scenario scenario;
	struct error_text own = {""};

	if (!scenario_load(source->name, &source->options, &scenario, &own)) {
		*why = own;
		return false;
	}
	scenario_release(&scenario);
	return true;
}

enum variant_fate variant_try(struct variant *variant,
			      const struct source *source,
			      const struct variant_sets *sets,
			      struct demands *demands, struct trace *sessions,
			      struct error_text *why)
{
	enum demand_answer answer = DEMAND_FOUND;
	struct error_text first = {""};

	if (!variant_load(variant, source, sets, &first) &&
	    !variant_load(variant, source, sets, why))
		return !memory_was_short() && source_is_sound(source, why)
			   ? VARIANT_FORBIDDEN
			   : VARIANT_FAILED;
	if (demands != NULL)
		answer = demands_find(demands, &variant->scenario, sessions,
				      &variant->sessions, &variant->cut, why);
	return answer == DEMAND_FOUND	   ? VARIANT_LOADED
	       : answer == DEMAND_UNSUITED ? VARIANT_FORBIDDEN
					   : VARIANT_FAILED;
}

static uint32_t whole_of(const struct variant *variant)
{
	return variant->done - variant->kept;
}

/* Room for figures up to that replication. */
static bool make_room(struct variant *variant, uint32_t upto)
{
	uint32_t whole = whole_of(variant), room = upto - variant->kept;
	struct figures *figures;

	if (variant->done >= upto)
		return true;
	figures = realloc(variant->figures, room * sizeof *figures);
	if (figures == NULL)
		return false;
	memset(figures + whole, 0, (room - whole) * sizeof *figures);
	variant->figures = figures;
	return true;
}

static uint32_t list_jobs(struct variant *const *list, uint32_t count,
			  uint32_t upto, atomic_bool *lost, struct job *jobs)
{
	uint32_t used = 0;

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t r = list[i]->done; r < upto; r++)
			jobs[used++] = (struct job){
			    .scenario = &list[i]->scenario,
			    .sessions = list[i]->sessions,
			    .figures = &list[i]->figures[r - list[i]->kept],
			    .replication = r,
			    .lost = lost != NULL ? &lost[i] : NULL,
			};
	return used;
}

static void note_done(struct variant *variant, uint32_t upto)
{
	for (uint32_t r = variant->done; r < upto; r++)
		if (variant->sessions != NULL)
			variant->figures[r - variant->kept].sessions =
			    variant->cut;
	if (variant->done < upto)
		variant->done = upto;
}

/* What is not done yet once more, and alone. */
static bool run_again(struct variant *variant, uint32_t upto,
		      const struct run_options *options,
		      struct error_text *error)
{
	struct job *jobs = calloc(upto, sizeof *jobs);
	struct run_options alone = *options;
	uint32_t used;
	bool good;

	if (jobs == NULL)
		return error_set(error, "out of memory");
	for (uint32_t r = variant->done; r < upto; r++)
		figures_release(&variant->figures[r - variant->kept]);
	used = list_jobs(&variant, 1, upto, NULL, jobs);
	alone.progress = false;
	alone.whole = NULL;
	good = jobs_run(jobs, used, &alone, 0, error);
	free(jobs);
	return good;
}

/* Each replication reads its demand, so it may fail for want of a file, or of
 * memory, which says nothing of the variant.  It is lost if it fails again
 * while that can be read.  False and an error: the machine failed. */
static bool judge_lost(struct variant *variant, uint32_t upto,
		       const struct run_options *options,
		       struct error_text *error)
{
	variant->why = (struct error_text){""};
	if (run_again(variant, upto, options, &variant->why))
		return true;
	if (memory_was_short() ||
	    (options->stop != NULL && atomic_load(options->stop)))
		return error_set(error, "%s", variant->why.text);
	variant->lost = true;
	return variant->sessions != NULL ||
	       own_trace_can_be_read(&variant->scenario, error);
}

bool variants_run(struct variant *const *list, uint32_t count, uint32_t upto,
		  const struct run_options *options, bool may_lose,
		  struct error_text *error)
{
	struct job *jobs = calloc((size_t)count * upto + 1, sizeof *jobs);
	atomic_bool *lost = calloc(count + (size_t)1, sizeof *lost);
	bool room = jobs != NULL && lost != NULL, good = false;
	uint32_t used;

	for (uint32_t i = 0; i < count && room; i++)
		room = make_room(list[i], upto);
	if (!room) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	used = list_jobs(list, count, upto, may_lose ? lost : NULL, jobs);
	good = jobs_run(jobs, used, options, 0, error);
	for (uint32_t i = 0; i < count; i++) {
		if (good && atomic_load(&lost[i]))
			good = judge_lost(list[i], upto, options, error);
		note_done(list[i], upto);
	}
out:
	free(jobs);
	free(lost);
	return good;
}

static void release_figures(struct variant *variant)
{
	if (!variant->borrowed) {
		for (uint32_t i = 0; i < whole_of(variant); i++)
			figures_release(&variant->figures[i]);
		free(variant->figures);
	}
	variant->figures = NULL;
}

void variant_release(struct variant *variant)
{
	release_figures(variant);
	free(variant->values);
	if (variant->loaded)
		scenario_release(&variant->scenario);
	*variant = (struct variant){.alike = true};
}

/* --- keeping -------------------------------------------------------------- */

unsigned variant_column(struct variant_columns *columns, const struct kpi *kpi)
{
	unsigned at = 0;

	while (at < columns->count && columns->list[at] != kpi)
		at++;
	if (at == columns->count && at < VARIANT_COLUMNS_MAX)
		columns->list[columns->count++] = kpi;
	return at;
}

static void note_trail(struct variant *variant, const struct figures *figures,
		       bool first)
{
	if (first)
		variant->first_trail = figures->trail;
	variant->alike =
	    variant->alike && figures->trail == variant->first_trail;
	variant->drawn |= figures->drawn;
	variant->digest = mix_word(variant->digest, figures->trail);
}

bool variant_keep(struct variant *variant,
		  const struct variant_columns *columns,
		  struct error_text *error)
{
	size_t size = columns->count * sizeof *variant->values;
	double *values =
	    realloc(variant->values, variant->done * size + sizeof *values);

	if (values == NULL)
		return error_set(error, "out of memory");
	variant->values = values;
	for (uint32_t i = 0; i < whole_of(variant); i++) {
		const struct figures *figures = &variant->figures[i];
		size_t row = variant->kept + i;

		for (unsigned c = 0; c < columns->count; c++)
			values[row * columns->count + c] =
			    kpi_value(columns->list[c], figures);
		note_trail(variant, figures, row == 0);
	}
	release_figures(variant);
	variant->kept = variant->done;
	return true;
}

double variant_value(const struct variant *variant,
		     const struct variant_columns *columns, unsigned column,
		     uint32_t replication)
{
	return variant->values[(size_t)replication * columns->count + column];
}

uint32_t variant_known(const struct variant *variant,
		       const struct variant_columns *columns, unsigned column,
		       double *values)
{
	uint32_t known = 0;

	for (uint32_t r = 0; r < variant->kept; r++) {
		double value = variant_value(variant, columns, column, r);

		if (!isnan(value))
			values[known++] = value;
	}
	return known;
}

static unsigned column_of(const struct variant_columns *columns,
			  const struct kpi *kpi)
{
	unsigned column = 0;

	while (column + 1 < columns->count && columns->list[column] != kpi)
		column++;
	return column;
}

enum promise variant_promise_part(const struct variant *variant,
				  const struct variant_columns *columns,
				  enum promise_part part, double *scratch,
				  struct interval *interval)
{
	const struct promised promised = promise_part(&variant->scenario, part);
	uint32_t known;

	if (promised.limit < 0)
		return PROMISE_NONE;
	known =
	    variant_known(variant, columns,
			  column_of(columns, kpi_named(promised.key)), scratch);
	return promise_judge_known(&promised, scratch, known, interval);
}
