#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "engine/arithmetic.h"
#include "sim/kpi.h"
#include "sim/money_text.h"
#include "sim/run_directory.h"
#include "sim/series.h"
#include "sim/statistics.h"
#include "traces/times.h"

#define KEY_SIZE 128

const char *run_varied(const struct run *run)
{
	if (run->count < 2)
		return "nothing varies: one run";
	if (run->scenario->workload.resample_worlds)
		return "which of the recorded worlds we have, boot, start-up "
		       "and transfer times, patience, stock, failures";
	return run->scenario->workload.kind == WORKLOAD_COUNTS
		   ? "who plays when and how long, boot, start-up and "
		     "transfer times, patience, stock, failures"
		   : "boot, start-up and transfer times, patience, stock, "
		     "failures (the sessions are the same in each)";
}

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

static int64_t mean_nano_eur(const struct kpi *kpi, const struct figures *f,
			     uint32_t count)
{
	wide sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += kpi_nano_eur(kpi, &f[i]);
	return divide_half_even(sum, count);
}

static double mean_of(const struct kpi *kpi, const double *values,
		      uint32_t count)
{
	double sum = 0, most = -HUGE_VAL;

	for (uint32_t i = 0; i < count; i++) {
		sum += values[i];
		most = fmax(most, values[i]);
	}
	return kpi_is_most(kpi) ? most : sum / count;
}

/* Six decimals are enough for any figure that is not money. */
static double rounded(double value)
{
	return round(value * 1e6) / 1e6;
}

static void add_kpi(cJSON *root, cJSON *ci95, const struct kpi *kpi,
		    const struct run *run, double *scratch)
{
	const char *last;
	cJSON *home = home_of(root, kpi->key, &last);
	struct interval interval;
	char text[MONEY_TEXT_SIZE], low[32], high[32];
	cJSON *pair;

	uint32_t known = kpi_known(kpi, run->figures, run->count, scratch);

	if (known == 0)
		(void)cJSON_AddNullToObject(home, last);
	else if (kpi->kind == KPI_MONEY)
		(void)cJSON_AddStringToObject(
		    home, last,
		    money_text(mean_nano_eur(kpi, run->figures, run->count),
			       text));
	else
		(void)cJSON_AddNumberToObject(
		    home, last, rounded(mean_of(kpi, scratch, known)));
	interval = interval_of(scratch, known);
	if (!interval.known || kpi_is_most(kpi))
		return;
	pair = cJSON_AddArrayToObject(ci95, kpi->key);
	if (kpi->kind == KPI_MONEY) {
		(void)snprintf(low, sizeof low, "%.2f", interval.low);
		(void)snprintf(high, sizeof high, "%.2f", interval.high);
		(void)cJSON_AddItemToArray(pair, cJSON_CreateString(low));
		(void)cJSON_AddItemToArray(pair, cJSON_CreateString(high));
	} else {
		(void)cJSON_AddItemToArray(
		    pair, cJSON_CreateNumber(rounded(interval.low)));
		(void)cJSON_AddItemToArray(
		    pair, cJSON_CreateNumber(rounded(interval.high)));
	}
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

static void add_text(cJSON *root, const char *key, const char *text)
{
	if (text != NULL)
		(void)cJSON_AddStringToObject(root, key, text);
	else
		(void)cJSON_AddNullToObject(root, key);
}

static void add_head(cJSON *root, const struct run *run)
{
	const struct scenario *s = run->scenario;
	char digest[24];

	add_text(root, "scenario", s->name);
	add_text(root, "title", s->title);
	(void)cJSON_AddNumberToObject(root, "seed", (double)s->seed);
	(void)cJSON_AddNumberToObject(root, "replications", run->count);
	add_text(root, "clock", s->clock);
	add_time(root, "from", run, s->from_us);
	add_time(root, "to", run, s->to_us);
	(void)cJSON_AddNumberToObject(root, "warm_up_seconds",
				      (double)s->warm_up_us / 1e6);
	add_text(root, "engine_version", CONDUCTOR_VERSION);
	(void)snprintf(digest, sizeof digest, "%016llx",
		       (unsigned long long)run->digest);
	add_text(root, "digest", digest);
	add_text(root, "source_note", s->source_note);
	add_text(root, "price_note", s->price_note);
	add_text(root, "prices_at", s->prices_at);
	add_text(root, "command_line", run->command_line);
	add_text(root, "varied", run_varied(run));
}

static void add_promise(cJSON *root, const struct run *run)
{
	const struct scenario *s = run->scenario;
	cJSON *promise = cJSON_AddObjectToObject(root, "promise");
	double wait_s = 0, unserved = 0;
	bool wait_kept, unserved_kept;

	for (uint32_t i = 0; i < run->count; i++) {
		wait_s +=
		    (double)run->figures[i].wait.p95_us / 1e6 / run->count;
		unserved += figures_unserved(&run->figures[i]) / run->count;
	}
	wait_kept = wait_s <= s->promise_wait_p95_s;
	unserved_kept = unserved <= s->promise_unserved_share;
	(void)cJSON_AddNumberToObject(promise, "wait_p95_s",
				      s->promise_wait_p95_s);
	(void)cJSON_AddNumberToObject(promise, "unserved_share",
				      s->promise_unserved_share);
	(void)cJSON_AddBoolToObject(promise, "kept",
				    wait_kept && unserved_kept);
	(void)cJSON_AddBoolToObject(promise, "wait_kept", wait_kept);
	(void)cJSON_AddBoolToObject(promise, "unserved_kept", unserved_kept);
}

static void add_difference(cJSON *fixed, const struct run *run, double *scratch)
{
	cJSON *difference = cJSON_AddObjectToObject(
	    cJSON_AddObjectToObject(fixed, "difference"), "margin_eur");
	struct interval interval;

	for (uint32_t i = 0; i < run->count; i++)
		scratch[i] =
		    (double)(figures_margin_nano_eur(&run->figures[i]) -
			     figures_margin_nano_eur(&run->fixed[i])) /
		    1e9;
	interval = interval_of(scratch, run->count);
	(void)cJSON_AddNumberToObject(difference, "mean",
				      rounded(interval.mean));
	(void)cJSON_AddNumberToObject(difference, "low", rounded(interval.low));
	(void)cJSON_AddNumberToObject(difference, "high",
				      rounded(interval.high));
	add_text(difference, "verdict",
		 verdict_name(verdict_of(&interval, run->count, true)));
}

static void add_static(cJSON *root, const struct run *run, double *scratch)
{
	static const char *const keys[] = {"margin_eur", "revenue_eur.net",
					   "cost_eur.total"};
	cJSON *fixed, *nodes, *node;
	double unserved = 0, wait_s = 0;

	if (run->fixed == NULL) {
		(void)cJSON_AddNullToObject(root, "static_fleet");
		return;
	}
	fixed = cJSON_AddObjectToObject(root, "static_fleet");
	nodes = cJSON_AddArrayToObject(fixed, "nodes");
	node = cJSON_CreateObject();
	add_text(node, "type", run->scenario->node_type_names[run->fixed_type]);
	(void)cJSON_AddNumberToObject(node, "count", run->fixed_nodes);
	(void)cJSON_AddItemToArray(nodes, node);
	for (unsigned k = 0; k < kpi_count; k++) {
		for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
			char text[MONEY_TEXT_SIZE];

			if (strcmp(kpis[k].key, keys[i]) == 0)
				add_text(fixed,
					 i == 0	  ? "margin_eur"
					 : i == 1 ? "net"
						  : "cost_total",
					 money_text(mean_nano_eur(&kpis[k],
								  run->fixed,
								  run->count),
						    text));
		}
	}
	for (uint32_t i = 0; i < run->count; i++) {
		unserved += figures_unserved(&run->fixed[i]) / run->count;
		wait_s += (double)run->fixed[i].wait.p95_us / 1e6 / run->count;
	}
	(void)cJSON_AddNumberToObject(fixed, "unserved", rounded(unserved));
	(void)cJSON_AddNumberToObject(fixed, "wait_p95", rounded(wait_s));
	add_difference(fixed, run, scratch);
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
				      rounded(report->ks_length));
	(void)cJSON_AddNumberToObject(counts, "early_stop_share",
				      rounded(report->early_stop_share));
	(void)cJSON_AddNumberToObject(counts, "worst_error",
				      rounded(report->worst_error));
	(void)cJSON_AddNumberToObject(counts, "scale",
				      rounded(report->peak_scale));
}

static void add_machine(cJSON *root, const struct run *run)
{
	struct rusage usage;
	double events = 0;

	for (uint32_t i = 0; i < run->count; i++)
		events += (double)run->figures[i].events;
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)cJSON_AddNumberToObject(root, "wall_seconds",
				      rounded(run->wall_s));
	(void)cJSON_AddNumberToObject(root, "load_seconds",
				      rounded(run->load_s));
	(void)cJSON_AddNumberToObject(
	    root, "events_per_second",
	    run->wall_s > 0 ? round(events / run->wall_s) : 0);
	(void)cJSON_AddNumberToObject(root, "peak_rss_mb",
				      rounded((double)usage.ru_maxrss / 1024));
}

static void add_assumptions(cJSON *root, const struct scenario *s)
{
	cJSON *list = cJSON_AddArrayToObject(root, "assumptions");

	for (uint32_t i = 0; i < s->assumption_count; i++) {
		const struct assumption *a = &s->assumptions[i];
		cJSON *item = cJSON_CreateObject();

		add_text(item, "key", a->key);
		add_text(item, "value", a->value);
		add_text(item, "source", a->source);
		(void)cJSON_AddBoolToObject(item, "is_default", a->is_default);
		(void)cJSON_AddItemToArray(list, item);
	}
}

/* What this version does not do is null, never 0. */
static void add_absent(cJSON *root)
{
	static const char *const keys[] = {
	    "usage.job_gb_hours",
	    "revenue_eur.jobs_gross",
	    "revenue_eur.credits",
	    "cost_eur.idle.spare",
	    "recovery.snapshots",
	    "forecast",
	    "wait_seconds.by_path.prefetched",
	};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const char *last;
		cJSON *home = home_of(root, keys[i], &last);

		if (cJSON_HasObjectItem(home, last))
			(void)cJSON_DeleteItemFromObjectCaseSensitive(home,
								      last);
		(void)cJSON_AddNullToObject(home, last);
	}
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
	add_promise(root, run);
	add_static(root, run, scratch);
	add_counts(root, run);
	add_machine(root, run);
	add_assumptions(root, run->scenario);
	free(scratch);
	return root;
}
