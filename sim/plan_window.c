/*
 * plan_window.c - what a plan is played over: the four weeks that end with the
 * scenario's window, if its demand reaches so far back.
 */
#include <stdio.h>
#include <string.h>

#include "sim/own_trace.h"
#include "sim/planning.h"
#include "sim/recorded.h"
#include "traces/base/times.h"

/* A window that is longer than this is cut to its last four weeks. */
#define LONG_DAYS 35
/* A clock change, and hours around sessions. */
#define SLACK_US US_PER_DAY

static int32_t offset_of(const struct clock_offset *clock, uint32_t count,
			 int64_t at_us)
{
	int32_t offset_s = 0;

	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || clock[i].from_us <= at_us)
			offset_s = clock[i].offset_s;
	return offset_s;
}

struct month {
	struct clock_offset clock[CLOCK_OFFSETS_MAX];
	uint32_t count;
	int64_t from_us;
};

/* The same local time so many days before the end. */
static bool find_month(const struct scenario *s, int64_t to_us,
		       struct month *out, struct error_text *error)
{
	int64_t days_us = PLAN_DAYS * US_PER_DAY, local_us;

	if (!clock_offsets(s->clock, to_us - days_us - SLACK_US,
			   to_us + SLACK_US, out->clock, &out->count, error))
		return false;
	local_us = to_us - days_us +
		   offset_of(out->clock, out->count, to_us) * US_PER_SECOND;
	out->from_us = to_us - days_us;
	out->from_us =
	    local_us -
	    offset_of(out->clock, out->count, out->from_us) * US_PER_SECOND;
	return true;
}

static void set_time(struct planning *planning, const struct month *month,
		     const char *key, int64_t at_us)
{
	unsigned i = planning->window_set_count++;

	(void)time_format(at_us, offset_of(month->clock, month->count, at_us),
			  planning->window_values[i],
			  sizeof planning->window_values[i]);
	planning->window_sets[i] =
	    (struct scenario_override){key, planning->window_values[i]};
}

static void set_warm_up(struct planning *planning, int64_t us)
{
	unsigned i = planning->window_set_count++;

	(void)snprintf(planning->window_values[i],
		       sizeof planning->window_values[i], "%lldh",
		       (long long)(us / US_PER_HOUR));
	planning->window_sets[i] = (struct scenario_override){
	    "window.warm_up", planning->window_values[i]};
}

/* The window, and what would follow from it otherwise. */
static void set_month(struct planning *planning, const struct month *month)
{
	const struct scenario *s = &planning->scenario;
	char text[64];

	set_time(planning, month, "window.from", month->from_us);
	if (planning->source.options.window != NULL) {
		set_time(planning, month, "window.to", s->to_us);
		set_warm_up(planning, s->warm_up_us);
	}
	if (s->workload.kind == WORKLOAD_COUNTS &&
	    s->workload.counts.peak_worlds > 0 &&
	    !plan_value_of(s, "workload.counts.peak_from", text, sizeof text))
		set_time(planning, month, "workload.counts.peak_from",
			 s->from_us);
	if (s->workload.kind == WORKLOAD_COUNTS &&
	    s->workload.counts.peak_worlds > 0 &&
	    !plan_value_of(s, "workload.counts.peak_to", text, sizeof text))
		set_time(planning, month, "workload.counts.peak_to", s->to_us);
}

/* From the first start to the last end. */
static bool span_of_sessions(const struct planning *planning,
			     struct session_window *out,
			     struct error_text *error)
{
	const struct workload *workload = &planning->scenario.workload;
	struct trace trace = {0};
	bool good = trace_read_sessions(workload->path, &workload->defaults,
					&trace, error) &&
		    recorded_window(&trace, workload->path, 0, out, error);

	trace_release(&trace);
	return good;
}

/* Load with these sets; what is loaded is released by the caller. */
static enum variant_fate load_month(const struct planning *planning,
				    struct variant *out, struct error_text *why)
{
	struct source source = planning->source;
	struct variant_sets sets;

	variant_merge(&source, planning->window_sets,
		      planning->window_set_count, &sets);
	source.options.window = NULL;
	return variant_try(out, &source, &sets, NULL, NULL, why);
}

/* Do the recorded sessions begin before it does? */
static bool sessions_reach(const struct planning *planning, int64_t from_us,
			   bool *reach, struct error_text *error)
{
	struct session_window span;

	if (!span_of_sessions(planning, &span, error))
		return false;
	*reach =
	    span.from_us <= from_us - planning->scenario.warm_up_us + SLACK_US;
	return true;
}

/* False and an error: the machine failed. */
static bool can_be_played(const struct planning *planning, int64_t from_us,
			  bool *can, struct error_text *error)
{
	struct error_text why = {""};
	struct variant month;
	enum variant_fate fate;
	bool good;

	*can = false;
	if (planning->scenario.workload.kind == WORKLOAD_SESSIONS)
		return sessions_reach(planning, from_us, can, error);
	fate = load_month(planning, &month, &why);
	if (fate != VARIANT_LOADED)
		return fate == VARIANT_FORBIDDEN ||
		       error_set(error, "%s", why.text);
	/* a file may fail once */
	for (int i = 0; i < 2 && !*can; i++)
		*can = run_checks_demand(&month.scenario, &why);
	good = *can || own_trace_can_be_read(&month.scenario, error);
	variant_release(&month);
	return good;
}

static bool take_month(struct planning *planning, struct error_text *error)
{
	struct variant month;

	if (load_month(planning, &month, error) != VARIANT_LOADED)
		return false;
	scenario_release(&planning->scenario);
	planning->scenario = month.scenario;
	planning->source.options.window = NULL;
	for (unsigned i = 0; i < planning->window_set_count; i++)
		if (!overrides_add(&planning->common,
				   planning->window_sets[i].key,
				   planning->window_sets[i].value))
			return error_set(error, "too many --set");
	planning->source.options.override_count = planning->common.count;
	return true;
}

static void keep_own(struct planning *planning, const char *why)
{
	planning->window = PLAN_OWN;
	planning->why_own = why;
	planning->window_set_count = 0;
}

static bool sets_window(const struct overrides *sets)
{
	for (unsigned i = 0; i < sets->count; i++)
		if (strcmp(sets->list[i].key, "window") == 0 ||
		    strncmp(sets->list[i].key, "window.from", 11) == 0)
			return true;
	return false;
}

/* Sessions alone: their last four weeks, or all of them; a day before, if it is
 * known, warms up. */
static bool choose_of_sessions(struct planning *planning,
			       struct error_text *error)
{
	struct session_window span;
	struct month month;
	bool longer;

	if (!span_of_sessions(planning, &span, error) ||
	    !find_month(&planning->scenario, span.to_us, &month, error))
		return false;
	longer = span.from_us < month.from_us;
	set_time(planning, &month, "window.from",
		 longer ? month.from_us : span.from_us);
	set_time(planning, &month, "window.to", span.to_us);
	set_warm_up(planning, span.from_us <= month.from_us - US_PER_DAY
				  ? US_PER_DAY
				  : 0);
	planning->window = longer ? PLAN_LAST : PLAN_OWN;
	planning->why_own = longer ? NULL : "demand";
	return take_month(planning, error);
}

bool planning_choose_window(struct planning *planning, struct error_text *error)
{
	struct scenario *s = &planning->scenario;
	struct month month;
	bool can = true;

	planning->loaded = source_load(&planning->source, s, error);
	if (!planning->loaded)
		return false;
	if (planning->own_window || sets_window(&planning->common)) {
		keep_own(planning, "asked");
		return true;
	}
	if (planning->is_sessions)
		return choose_of_sessions(planning, error);
	if (!find_month(s, s->to_us, &month, error))
		return false;
	if (s->from_us <= month.from_us &&
	    s->to_us - s->from_us <= LONG_DAYS * US_PER_DAY) {
		keep_own(planning, "long");
		return true;
	}
	planning->window = s->from_us < month.from_us ? PLAN_LAST : PLAN_MONTH;
	set_month(planning, &month);
	if (planning->window == PLAN_MONTH &&
	    !can_be_played(planning, month.from_us, &can, error))
		return false;
	if (!can) {
		keep_own(planning, "demand");
		return true;
	}
	return take_month(planning, error);
}
