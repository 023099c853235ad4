#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assumptions.h"
#include "catalogue.h"
#include "document.h"
#include "generate_plan.h"
#include "local_dates.h"
#include "reserve_plan.h"
#include "rules.h"
#include "schema_tables.h"
#include "schema_value.h"

/* The engine's calendar looks a little over both edges of the run. */
#define CLOCK_MARGIN_US (3 * US_PER_DAY)

static char *copy_text(const char *text)
{
	return text ? strdup(text) : NULL;
}

static bool fill_generate(const struct document *document, struct workload *w,
			  const struct scenario_options *options,
			  struct error_text *error)
{
	const cJSON *model = schema_find(document->root, "workload.generate");

	if (!model)
		return true;
	w->kind = WORKLOAD_GENERATE;
	if (!generate_plan_read(document, model, "workload.generate.", options,
				&w->generate, error))
		return false;
	w->generate.cpu_milli = w->defaults.cpu_milli;
	return true;
}

/* What happens on top of the counts. */
static bool fill_events(const struct document *document, struct scenario *s,
			struct error_text *error)
{
	const cJSON *events =
	    schema_find(document->root, "workload.counts.events");
	struct counts_plan *plan = &s->workload.counts;
	char prefix[64];
	struct schema_reader reader = {&document->sources, prefix, error};

	for (const cJSON *i = events ? events->child : NULL; i; i = i->next) {
		struct counts_event *e = &plan->events[plan->event_count];

		(void)snprintf(prefix, sizeof prefix,
			       "workload.counts.events.%u.",
			       plan->event_count++);
		if (!schema_read(&schema_counts_event, i, &reader, e))
			return false;
		if (e->to_us <= e->from_us)
			return schema_fail(&reader, i, "to",
					   "is not after \"from\"",
					   "write a later instant");
		if (e->rise_us > e->to_us - e->from_us)
			return schema_fail(&reader, i, "rise",
					   "is longer than the event",
					   "write less, or a later \"to\"");
		if (e->from_us >= s->to_us ||
		    e->to_us + e->fall_us <= s->from_us - s->warm_up_us)
			return schema_fail(&reader, i, "from",
					   "the event lies outside the run",
					   "the run is window.from - warm_up "
					   "to window.to");
		if (e->weekend && plan->shape != COUNTS_SHAPE_EUROPEAN)
			return schema_fail(&reader, i, "hours",
					   "\"weekend\" needs the hours of a "
					   "service",
					   "write \"shape\": \"european\" "
					   "beside \"events\"");
	}
	return true;
}

/* Defaults that are other keys. */
static bool fill_workload(const struct document *document, struct scenario *s,
			  const struct scenario_options *options,
			  struct error_text *error)
{
	struct workload *w = &s->workload;
	const cJSON *root = document->root;
	const cJSON *counts = schema_find(root, "workload.counts");
	const cJSON *file = schema_find(root, counts ? "workload.counts.file"
						     : "workload.sessions");
	const cJSON *mix = schema_find(root, "workload.counts.ram_mix");
	char prefix[64];
	struct schema_reader reader = {&document->sources, prefix, error};

	w->kind = counts ? WORKLOAD_COUNTS : WORKLOAD_SESSIONS;
	if (!schema_find(root, "workload.counts.peak_from"))
		w->counts.peak_from_us = s->from_us;
	if (!schema_find(root, "workload.counts.peak_to"))
		w->counts.peak_to_us = s->to_us;
	w->counts.cpu_milli = w->defaults.cpu_milli;
	for (const cJSON *i = mix ? mix->child : NULL; i; i = i->next) {
		uint32_t n = w->counts.ram_mix_count;

		(void)snprintf(prefix, sizeof prefix,
			       "workload.counts.ram_mix.%u.", n);
		if (!schema_read(&schema_ram_share, i, &reader,
				 &w->counts.ram_mix[n]))
			return false;
		w->counts.ram_mix_count++;
	}
	if (!fill_generate(document, w, options, error))
		return false;
	if (!file)
		return true; /* rules.c says what is missing */
	free(w->path);
	w->path = document_resolve(document, file, options, error);
	return w->path != NULL;
}

/* The word "never" was read as a time below 0. */
static void settle_patience(struct patience *patience)
{
	patience->never = patience->law.a < 0;
	if (patience->never)
		patience->law.a = 0;
}

void stock_settle(struct stock_model *stock)
{
	if (stock->bad_share >= 0)
		return;
	stock->always_sold_out = true;
	stock->bad_share = 1;
}

static void fill_world(const struct document *document, struct scenario *s)
{
	const cJSON *restore = schema_find(document->root, "world.restore");
	const cJSON *copies =
	    schema_find(document->root, "policy.second_copies");
	struct machinery *m = &s->engine.machinery;

	if (copies && schema_is_group(copies))
		s->engine.policy.second_copies.on = true;
	s->world.transfers.unlimited = restore && !schema_is_group(restore);
	if (s->world.transfers.unlimited) {
		s->world.transfers = (struct transfer_model){
		    .unlimited = true,
		    .latency = s->world.transfer_unlimited_latency,
		};
		m->boxes[0].connections_for_restores = 0;
	}
	m->boxes[0].connections = s->world.transfers.connections;
	for (uint32_t box = 1; box < m->box_count; box++)
		m->boxes[box] = m->boxes[0];
	m->heartbeat_timeout_us = s->world.failures.detection_us;
	s->engine.prepaid.warning_count = 3; /* accounts.warn_... */
	stock_settle(&s->world.stock);
	settle_patience(&s->demand.patience);
	settle_patience(&s->demand.in_transfer);
}

static bool fill_names(const struct document *document, struct scenario *s,
		       struct error_text *error)
{
	const cJSON *at = schema_find(document->root, "prices_at");

	s->path = copy_text(document->path);
	s->book_name = copy_text(document->book_name);
	s->catalogue_name = copy_text(document->catalogue_name);
	if (s->engine.prices_at_us != TIME_NEVER_US)
		s->prices_at = copy_text(at->valuestring);
	if (!s->title)
		s->title = copy_text(s->name);
	return (s->path && s->book_name && s->catalogue_name && s->title) ||
	       error_set(error, "out of memory; free some");
}

static bool fill_window_note(const struct scenario_options *options,
			     struct scenario *s, struct error_text *error)
{
	char warm_up[80] = "no warm-up, because the time before is unknown";
	char note[200];

	if (!options->window)
		return true;
	if (options->window->warm_up_us > 0)
		(void)snprintf(
		    warm_up, sizeof warm_up,
		    "the first %.6g hours are warm-up and do not count",
		    (double)options->window->warm_up_us / (double)US_PER_HOUR);
	(void)snprintf(note, sizeof note,
		       "first start to last end of the sessions, in whole "
		       "hours; %s",
		       warm_up);
	s->window_note = copy_text(note);
	return s->window_note || error_set(error, "out of memory; free some");
}

/* Whoever is not played for long must be archived in the run, or what a long
 * sleep costs and saves is not in its figures. */
static bool fill_sleep_note(const struct scenario_options *options,
			    struct scenario *s, struct error_text *error)
{
	double sleep_h =
	    (double)s->engine.policy.sleep_window_us / (double)US_PER_HOUR;
	double run_h = (double)(s->warm_up_us + s->to_us - s->from_us) /
		       (double)US_PER_HOUR;
	/* nothing lies before the window that sessions have of their own, and
	 * a model begins with the run */
	bool knows_sleepers = s->starts_with_sleepers && !options->window &&
			      s->workload.kind != WORKLOAD_GENERATE;
	char note[200];

	if (sleep_h <= run_h || knows_sleepers)
		return true;
	(void)snprintf(note, sizeof note,
		       "worlds sleep for up to %.6g hours, and the run with "
		       "its warm-up has %.6g: it begins with an empty fleet "
		       "and cannot show what so long a sleep does",
		       sleep_h, run_h);
	s->sleep_note_hours[0] = sleep_h;
	s->sleep_note_hours[1] = run_h;
	s->sleep_note = copy_text(note);
	return s->sleep_note || error_set(error, "out of memory; free some");
}

static bool fill_clock(const struct document *document, struct scenario *s,
		       struct error_text *error)
{
	struct error_text inner = {.text = ""};
	const cJSON *item = schema_find(document->root, "clock");

	if (clock_offsets(s->clock,
			  s->from_us - s->warm_up_us - CLOCK_MARGIN_US,
			  s->to_us + CLOCK_MARGIN_US, s->engine.clock,
			  &s->engine.clock_offset_count, &inner))
		return true;
	return error_set(
	    error, "%s: clock: %s",
	    json_place(&document->sources, item ? item : document->root).text,
	    inner.text);
}

static bool fill_scenario(const struct document *document,
			  const struct scenario_options *options,
			  struct scenario *out, struct error_text *error)
{
	struct schema_reader reader = {&document->sources, "", error};

	if (!schema_read(&schema_scenario, document->root, &reader, out))
		return false;
	if (!fill_workload(document, out, options, error) ||
	    !fill_events(document, out, error) ||
	    !reserve_plan_fill(document, out, error))
		return false;
	fill_world(document, out);
	return fill_names(document, out, error) &&
	       fill_window_note(options, out, error) &&
	       fill_sleep_note(options, out, error) &&
	       catalogue_read_book(document, &out->engine.book, error) &&
	       catalogue_check(document, error) &&
	       catalogue_fill(document, out, error) &&
	       rules_check(document, out, error) &&
	       fill_clock(document, out, error) &&
	       assumptions_fill(document, out, error);
}

bool scenario_take_input(const char *name, struct scenario_options *options,
			 char **text, struct error_text *error)
{
	*text = NULL;
	if (strcmp(name, "-") != 0)
		return true;
	if (options->sessions != NULL && strcmp(options->sessions, "-") == 0)
		return error_set(error, "standard input is the scenario; write "
					"--sessions FILE");
	*text = json_text_of(stdin, STANDARD_INPUT, &options->text_size, error);
	options->text = *text;
	return *text != NULL;
}

bool scenario_load(const char *name_or_path,
		   const struct scenario_options *options, struct scenario *out,
		   struct error_text *error)
{
	struct document document;
	bool ok;

	*out = (struct scenario){.name = NULL};
	if (!document_load(&document, name_or_path, options, error))
		return false;
	ok = local_dates_settle(&document, error) &&
	     fill_scenario(&document, options, out, error);
	document_release(&document);
	if (!ok)
		scenario_release(out);
	return ok;
}

void scenario_release(struct scenario *scenario)
{
	char *texts[] = {scenario->name,
			 scenario->path,
			 scenario->title,
			 scenario->clock,
			 scenario->book_name,
			 scenario->catalogue_name,
			 scenario->prices_at,
			 scenario->price_note,
			 scenario->price_note_types,
			 scenario->hourly_name,
			 scenario->monthly_name,
			 scenario->source_note,
			 scenario->window_note,
			 scenario->sleep_note,
			 scenario->workload.path};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	for (size_t i = 0; i < NODE_TYPES_MAX; i++)
		free(scenario->node_type_names[i]);
	for (size_t i = 0; i < OFFERS_MAX; i++)
		free(scenario->location_names[i]);
	for (uint32_t i = 0; i < scenario->assumption_count; i++) {
		free(scenario->assumptions[i].key);
		free(scenario->assumptions[i].value);
		free(scenario->assumptions[i].source);
	}
	free(scenario->assumptions);
	generate_plan_release(&scenario->workload.generate);
	*scenario = (struct scenario){.name = NULL};
}
