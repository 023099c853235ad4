#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "sim/comparison.h"
#include "sim/kpi.h"
#include "sim/patience_text.h"
#include "sim/run_directory.h"
#include "sim/series.h"
#include "sim/varied.h"
#include "traces/base/json_put.h"
#include "traces/base/money_text.h"
#include "traces/base/times.h"

#define KEY_SIZE 128
#define NAMES_SIZE 200

/* The object that holds the last part of a dotted key; made on the way. */
static cJSON *home_of(cJSON *root, const char *key, const char **last)
{
	const char *dot;

	while ((dot = strchr(key, '.')) != NULL) {
		char part[KEY_SIZE];
		cJSON *child;

		(void)snprintf(part, sizeof part, "%.*s", (int)(dot - key),
			       key);
		child = cJSON_GetObjectItemCaseSensitive(root, part);
		if (child == NULL)
			child = cJSON_AddObjectToObject(root, part);
		root = child;
		key = dot + 1;
	}
	*last = key;
	return root;
}

static void add_interval(cJSON *ci95, const struct kpi *kpi,
			 const struct interval *interval)
{
	cJSON *pair = cJSON_AddArrayToObject(ci95, kpi->key);
	const double edges[] = {interval->low, interval->high};
	char text[MONEY_TEXT_SIZE];

	for (int i = 0; i < 2; i++) {
		(void)snprintf(text, sizeof text, "%.2f", edges[i]);
		(void)cJSON_AddItemToArray(
		    pair, kpi->kind == KPI_MONEY
			      ? cJSON_CreateString(text)
			      : cJSON_CreateNumber(json_rounded(edges[i])));
	}
}

static void add_kpi(cJSON *root, cJSON *ci95, const struct kpi *kpi,
		    const struct run *run, double *scratch)
{
	const char *last;
	cJSON *home = home_of(root, kpi->key, &last);
	uint32_t known = kpi_known(kpi, run->figures, run->count, scratch);
	struct interval interval = kpi_interval(kpi, scratch, known);
	char text[MONEY_TEXT_SIZE];

	if (known != 0 && kpi->kind == KPI_MONEY)
		json_put_text(
		    home, last,
		    money_text(kpi_mean_nano_eur(kpi, run->figures, run->count),
			       text));
	else
		json_put_number(home, last,
				kpi_mean(kpi, run->figures, run->count));
	if (interval.known && !kpi_is_most(kpi))
		add_interval(ci95, kpi, &interval);
}

static void add_time(cJSON *root, const char *key, const struct run *run,
		     int64_t at_us)
{
	char text[40];

	(void)cJSON_AddStringToObject(
	    root, key,
	    time_format(at_us, series_offset_at(run->scenario, at_us), text,
			sizeof text));
}

static void add_sleep_note(cJSON *root, const struct scenario *scenario)
{
	json_put_text(root, "sleep_note", scenario->sleep_note);
	if (scenario->sleep_note != NULL)
		(void)cJSON_AddItemToObject(
		    root, "sleep_note_hours",
		    cJSON_CreateDoubleArray(scenario->sleep_note_hours, 2));
	else
		(void)cJSON_AddNullToObject(root, "sleep_note_hours");
}

/* "SB-64, SB-128": the machines whose prices are our assumptions. */
static void add_assumed_prices(cJSON *root, const struct scenario *scenario)
{
	char names[NAMES_SIZE] = "";

	for (uint32_t i = 0; i < scenario->engine.node_type_count; i++) {
		size_t at = strlen(names);

		if (scenario->price_assumed[i])
			(void)snprintf(names + at, sizeof names - at, "%s%s",
				       at > 0 ? ", " : "",
				       scenario->node_type_names[i]);
	}
	json_put_text(root, "price_assumed_types",
		      names[0] != '\0' ? names : NULL);
}

/* What the command gave, for who runs it again. */
static void add_given(cJSON *root, const struct source *source)
{
	cJSON *given, *sets;

	if (source == NULL) {
		(void)cJSON_AddNullToObject(root, "given");
		return;
	}
	given = cJSON_AddObjectToObject(root, "given");
	json_put_text(given, "scenario", source->name);
	json_put_text(given, "sessions_file", source->options.sessions);
	sets = cJSON_AddArrayToObject(given, "set");
	for (uint32_t i = 0; i < source->options.override_count; i++) {
		const struct scenario_override *o =
		    &source->options.overrides[i];
		cJSON *pair = cJSON_CreateArray();

		(void)cJSON_AddItemToArray(pair, cJSON_CreateString(o->key));
		(void)cJSON_AddItemToArray(pair, cJSON_CreateString(o->value));
		(void)cJSON_AddItemToArray(sets, pair);
	}
}

static void add_head(cJSON *root, const struct run *run)
{
	const struct scenario *s = run->scenario;
	char digest[24], varied[VARIED_SIZE];

	json_put_text(root, "scenario", s->name);
	json_put_text(root, "title", s->title);
	(void)cJSON_AddNumberToObject(root, "seed", (double)s->seed);
	(void)cJSON_AddNumberToObject(root, "replications", run->count);
	json_put_text(root, "clock", s->clock);
	add_time(root, "from", run, s->from_us);
	add_time(root, "to", run, s->to_us);
	(void)cJSON_AddNumberToObject(
	    root, "window_hours",
	    json_rounded((double)(s->to_us - s->from_us) / 3.6e9));
	(void)cJSON_AddNumberToObject(root, "warm_up_seconds",
				      (double)s->warm_up_us / 1e6);
	json_put_text(root, "engine_version", CONDUCTOR_VERSION);
	(void)snprintf(digest, sizeof digest, "%016llx",
		       (unsigned long long)run->digest);
	json_put_text(root, "digest", digest);
	json_put_text(root, "source_note", s->source_note);
	json_put_text(root, "window_note", s->window_note);
	json_put_text(root, "price_note", s->price_note);
	json_put_text(root, "price_note_types", s->price_note_types);
	add_assumed_prices(root, s);
	add_sleep_note(root, s);
	json_put_text(root, "prices_at", s->prices_at);
	json_put_text(root, "command_line", run->command_line);
	add_given(root, run->source);
	json_put_text(root, "varied", run_varied(run, varied, sizeof varied));
	run_varied_codes(run, cJSON_AddArrayToObject(root, "varied_codes"));
	(void)cJSON_AddBoolToObject(root, "varies", run_varies(run));
	(void)cJSON_AddBoolToObject(root, "chance", run_draws(run));
}

/* When most was asked for, in the replication in which it was most. */
static void add_peak(cJSON *root, const struct run *run)
{
	const struct figures *most = &run->figures[0];

	for (uint32_t i = 1; i < run->count; i++)
		if (run->figures[i].peak_demand_gb > most->peak_demand_gb)
			most = &run->figures[i];
	if (most->peak_demand_gb > 0)
		add_time(root, "peak_demand_at", run, most->peak_demand_us);
	else
		(void)cJSON_AddNullToObject(root, "peak_demand_at");
}

static void add_counts(cJSON *root, const struct run *run)
{
	const struct counts_report *report = &run->figures[0].counts;
	cJSON *counts;

	if (run->scenario->workload.kind != WORKLOAD_COUNTS) {
		(void)cJSON_AddNullToObject(root, "counts");
		return;
	}
	counts = cJSON_AddObjectToObject(root, "counts");
	(void)cJSON_AddNumberToObject(counts, "ks_length",
				      json_rounded(report->ks_length));
	(void)cJSON_AddNumberToObject(counts, "early_stop_share",
				      json_rounded(report->early_stop_share));
	(void)cJSON_AddNumberToObject(counts, "worst_error",
				      json_rounded(report->worst_error));
	(void)cJSON_AddNumberToObject(counts, "scale",
				      json_rounded(report->peak_scale));
}

static void add_advice(cJSON *root, const struct run *run)
{
	(void)cJSON_AddItemToObject(root, "advice",
				    run->advice != NULL
					? cJSON_Duplicate(run->advice, true)
					: cJSON_CreateNull());
}

static void add_patience(cJSON *root, const struct scenario *s)
{
	cJSON *patience = cJSON_AddObjectToObject(root, "patience");
	char text[PATIENCE_TEXT_SIZE];

	json_put_text(patience, "for_room",
		      patience_text(&s->demand.patience, text));
	json_put_text(patience, "in_transfer",
		      patience_text(&s->demand.in_transfer, text));
	patience_json(cJSON_AddObjectToObject(patience, "for_room_law"),
		      &s->demand.patience);
	patience_json(cJSON_AddObjectToObject(patience, "in_transfer_law"),
		      &s->demand.in_transfer);
}

static void add_machine(cJSON *root, const struct run *run)
{
	struct rusage usage;
	double events = 0;

	for (uint32_t i = 0; i < run->count; i++)
		events += (double)run->figures[i].events;
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)cJSON_AddNumberToObject(root, "wall_seconds",
				      json_rounded(run->wall_s));
	(void)cJSON_AddNumberToObject(root, "load_seconds",
				      json_rounded(run->load_s));
	(void)cJSON_AddNumberToObject(
	    root, "events_per_second",
	    run->wall_s > 0 ? round(events / run->wall_s) : 0);
	(void)cJSON_AddNumberToObject(
	    root, "peak_rss_mb", json_rounded((double)usage.ru_maxrss / 1024));
}

static void add_assumptions(cJSON *root, const struct scenario *s)
{
	cJSON *list = cJSON_AddArrayToObject(root, "assumptions");

	for (uint32_t i = 0; i < s->assumption_count; i++) {
		const struct assumption *a = &s->assumptions[i];
		cJSON *item = cJSON_CreateObject();

		json_put_text(item, "key", a->key);
		json_put_text(item, "value", a->value);
		json_put_text(item, "source", a->source);
		(void)cJSON_AddBoolToObject(item, "is_default", a->is_default);
		(void)cJSON_AddItemToArray(list, item);
	}
}

/* What this version does not do is null, never 0; the others stand in the table
 * of figures. */
static void add_absent(cJSON *root)
{
	cJSON *paths = cJSON_GetObjectItemCaseSensitive(
	    cJSON_GetObjectItemCaseSensitive(root, "wait_seconds"), "by_path");

	(void)cJSON_ReplaceItemInObjectCaseSensitive(paths, "prefetched",
						     cJSON_CreateNull());
	(void)cJSON_AddNullToObject(root, "forecast");
}

cJSON *summary_json(const struct run *run)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *ci95 = cJSON_CreateObject();
	double *scratch = calloc(run->count, sizeof *scratch);

	if (root == NULL || ci95 == NULL || scratch == NULL) {
		cJSON_Delete(root);
		cJSON_Delete(ci95);
		free(scratch);
		return NULL;
	}
	add_head(root, run);
	for (unsigned i = 0; i < kpi_count; i++)
		add_kpi(root, ci95, &kpis[i], run, scratch);
	(void)cJSON_AddItemToObject(root, "ci95", ci95);
	add_absent(root);
	add_peak(root, run);
	add_patience(root, run->scenario);
	promise_json(cJSON_AddObjectToObject(root, "promise"), run,
		     run->figures, scratch);
	(void)cJSON_AddItemToObject(root, "static_fleet",
				    static_fleet_json(run, scratch));
	add_advice(root, run);
	add_counts(root, run);
	add_machine(root, run);
	add_assumptions(root, run->scenario);
	free(scratch);
	return root;
}
