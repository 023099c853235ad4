/*
 * differences_json.c - comparison.json.
 *
 * Values and differences keep all their digits, so that they are shown as
 * `conductor report A B` shows them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/comparison.h"
#include "sim/differences.h"
#include "sim/promise.h"
#include "sim/series.h"
#include "traces/base/json_put.h"
#include "traces/base/times.h"

static const char *stop_code(enum differences_stop stop)
{
	static const char *const codes[] = {
	    [STOPPED_AS_ASKED] = "asked",
	    [STOPPED_NARROW] = "narrow",
	    [STOPPED_MOST] = "most",
	    [STOPPED_UNKNOWN] = "unknown",
	};

	return codes[stop];
}

static void add_time(cJSON *root, const char *key, const struct scenario *s,
		     int64_t at_us)
{
	char text[40];

	json_put_text(
	    root, key,
	    time_format(at_us, series_offset_at(s, at_us), text, sizeof text));
}

/* --- widths --------------------------------------------------------------- */

/* The widest interval of the figure over all variants; NAN: one is unknown. */
static double widest(const struct differences *all, unsigned column)
{
	double most = 0;

	for (unsigned i = 1; i < all->count; i++) {
		struct pairing pairing = differences_pairing(all, i, column);
		struct interval d = differences_interval(all, i, &pairing);

		if (isnan(d.mean))
			return (double)NAN;
		if (d.known)
			most = fmax(most, (d.high - d.low) / 2);
	}
	return most;
}

static unsigned column_of(const struct differences *all, const struct kpi *kpi)
{
	unsigned column = 0;

	while (column + 1 < all->columns.count &&
	       all->columns.list[column] != kpi)
		column++;
	return column;
}

static void add_wishes(cJSON *root, const struct differences *all)
{
	cJSON *list = cJSON_AddArrayToObject(root, "until");

	for (unsigned i = 0; i < all->wish_count; i++) {
		const struct wish *wish = &all->wishes[i];
		unsigned column = column_of(all, wish->kpi);
		struct pairing base = differences_pairing(all, 0, column);
		double most = width_amount(&wish->width, pairing_a(&base)),
		       is = widest(all, column);
		cJSON *item = cJSON_CreateObject();

		json_put_text(item, "asked", wish->text);
		json_put_text(item, "figure", wish->kpi->key);
		json_put_text(item, "unit", wish->kpi->unit);
		json_put_exact(item, "width", most);
		json_put_exact(item, "widest", is);
		(void)cJSON_AddBoolToObject(item, "reached", is <= most);
		(void)cJSON_AddItemToArray(list, item);
	}
}

/* --- one variant ---------------------------------------------------------- */

static void add_promise(cJSON *home, const struct differences *all, unsigned i,
			double *scratch)
{
	const struct scenario *s = &all->list[i].variant.scenario;
	cJSON *promise = cJSON_AddObjectToObject(home, "promise");
	enum promise worst = PROMISE_NONE;

	json_put_number(promise, "wait_p95_s", s->promise_wait_p95_s);
	for (enum promise_part p = 0; p < PROMISE_PART_COUNT; p++) {
		struct promised part = promise_part(s, p);
		struct interval interval;
		enum promise verdict =
		    variant_promise_part(&all->list[i].variant, &all->columns,
					 p, scratch, &interval);

		if (part.limit < 0) {
			(void)cJSON_AddNullToObject(promise, part.name);
			continue;
		}
		promise_part_json(promise, &part, &interval, verdict);
		worst = verdict > worst ? verdict : worst;
	}
	json_put_text(promise, "kept", promise_code(worst));
}

static cJSON *figure_json(const struct kpi *kpi, double value)
{
	cJSON *item = cJSON_CreateObject();

	json_put_text(item, "key", kpi->key);
	json_put_text(item, "unit", kpi->unit);
	json_put_exact(item, "value", value);
	return item;
}

static void add_own_figures(cJSON *home, const struct differences *all,
			    double *scratch)
{
	cJSON *list = cJSON_AddArrayToObject(home, "figures");

	for (unsigned c = 0; c < all->shown; c++) {
		const struct kpi *kpi = all->columns.list[c];
		struct pairing pairing = differences_pairing(all, 0, c);
		uint32_t known = variant_known(&all->list[0].variant,
					       &all->columns, c, scratch);
		struct interval in = kpi_interval(kpi, scratch, known);
		cJSON *item = figure_json(kpi, pairing_a(&pairing));

		json_put_exact(item, "low", in.known ? in.low : (double)NAN);
		json_put_exact(item, "high", in.known ? in.high : (double)NAN);
		(void)cJSON_AddItemToArray(list, item);
	}
}

static void add_differences(cJSON *home, const struct differences *all,
			    unsigned i)
{
	cJSON *list = cJSON_AddArrayToObject(home, "figures");

	for (unsigned c = 0; c < all->shown; c++) {
		struct pairing pairing = differences_pairing(all, i, c);
		struct interval d = differences_interval(all, i, &pairing);
		cJSON *item =
		    figure_json(all->columns.list[c], pairing_b(&pairing));

		json_put_exact(item, "difference", d.mean);
		json_put_exact(item, "low", d.known ? d.low : (double)NAN);
		json_put_exact(item, "high", d.known ? d.high : (double)NAN);
		json_put_text(item, "verdict",
			      differences_verdict(all, c, &pairing, &d));
		(void)cJSON_AddItemToArray(list, item);
	}
}

/* The command of a run with so many replications. */
static void add_command(cJSON *home, const struct contender *contender,
			uint32_t replications)
{
	struct source source = *contender->source;
	struct variant_sets sets;
	char count[16], command[VARIANT_COMMAND_SIZE];
	const struct scenario_override last = {"replications", count};

	(void)snprintf(count, sizeof count, "%u", replications);
	source.options.overrides = contender->sets.list;
	source.options.override_count = contender->sets.count;
	variant_merge(&source, &last, 1, &sets);
	json_put_text(home, "command",
		      variant_command(&source, &sets, command));
}

static cJSON *variant_json(const struct differences *all, unsigned i,
			   double *scratch)
{
	const struct contender *contender = &all->list[i];
	const struct scenario *s = &contender->variant.scenario;
	cJSON *home = cJSON_CreateObject();
	char digest[24];

	json_put_text(home, "given", contender->given);
	json_put_text(home, "scenario", s->name);
	json_put_text(home, "title", s->title);
	add_time(home, "from", s, s->from_us);
	add_time(home, "to", s, s->to_us);
	add_command(home, contender, all->done);
	(void)snprintf(digest, sizeof digest, "%016llx",
		       (unsigned long long)contender->variant.digest);
	json_put_text(home, "digest", digest);
	add_promise(home, all, i, scratch);
	if (i == 0) {
		add_own_figures(home, all, scratch);
	} else {
		(void)cJSON_AddBoolToObject(home, "paired",
					    differences_paired(all, i));
		add_differences(home, all, i);
	}
	return home;
}

cJSON *differences_json(const struct differences *all, const char *command_line)
{
	const struct scenario *s = &all->list[0].variant.scenario;
	double *scratch = calloc(all->done + (size_t)1, sizeof *scratch);
	cJSON *root = cJSON_CreateObject(), *list;

	if (scratch == NULL || root == NULL) {
		free(scratch);
		cJSON_Delete(root);
		return NULL;
	}
	(void)cJSON_AddNumberToObject(root, "seed", (double)s->seed);
	(void)cJSON_AddNumberToObject(root, "replications", all->done);
	json_put_text(root, "stopped", stop_code(all->stop));
	if (all->wish_count > 0)
		(void)cJSON_AddNumberToObject(root, "most", all->most);
	else
		(void)cJSON_AddNullToObject(root, "most");
	add_wishes(root, all);
	(void)cJSON_AddNumberToObject(root, "confidence", 0.95);
	(void)cJSON_AddNumberToObject(root, "comparisons",
				      differences_comparisons(all));
	(void)cJSON_AddBoolToObject(root, "judged",
				    differences_are_judged(all));
	json_put_text(root, "clock", s->clock);
	json_put_text(root, "prices_at", s->prices_at);
	json_put_text(root, "engine_version", CONDUCTOR_VERSION);
	json_put_text(root, "command_line", command_line);
	(void)cJSON_AddItemToObject(root, "base",
				    variant_json(all, 0, scratch));
	list = cJSON_AddArrayToObject(root, "variants");
	for (unsigned i = 1; i < all->count; i++)
		(void)cJSON_AddItemToArray(list, variant_json(all, i, scratch));
	free(scratch);
	return root;
}
