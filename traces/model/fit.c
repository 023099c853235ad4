#include "fit.h"

#include <stdio.h>
#include <string.h>

#include "fit_data.h"
#include "fit_habits.h"
#include "fit_joins.h"
#include "fit_lengths.h"

#define DAYS_MIN 14
#define DAYS_MAX 1000

void fit_note(struct fit *fit, const char *name, double value, double low,
	      double high)
{
	struct fit_parameter *p = &fit->parameters[fit->parameter_count];

	if (fit->parameter_count == FIT_PARAMETERS_MAX)
		return;
	(void)snprintf(p->name, sizeof p->name, "%s", name);
	p->value = value;
	p->low = low;
	p->high = high;
	fit->parameter_count++;
}

void fit_note_test(struct fit *fit, const char *name, double distance, double p,
		   uint64_t count)
{
	struct fit_test *test = &fit->tests[fit->test_count];

	if (fit->test_count == FIT_TESTS_MAX)
		return;
	(void)snprintf(test->name, sizeof test->name, "%s", name);
	test->distance = distance;
	test->p = p;
	test->count = count;
	fit->test_count++;
}

const struct fit_parameter *fit_find(const struct fit *fit, const char *name)
{
	for (uint32_t i = 0; i < fit->parameter_count; i++)
		if (strcmp(fit->parameters[i].name, name) == 0)
			return &fit->parameters[i];
	return NULL;
}

/* Whole playing days: of the options, or all that the trace surely covers. */
static bool choose_window(const struct trace *trace,
			  const struct fit_options *options, struct fit *fit,
			  int64_t *first_day, struct error_text *error)
{
	const struct local_clock *clock = &options->clock;
	int64_t from_us = options->from_us, to_us = options->to_us, last;

	if (trace->session_count == 0)
		return error_set(error, "no sessions to fit");
	if (from_us == 0)
		from_us = trace->sessions[0].start_us;
	if (to_us == 0)
		to_us = trace->sessions[trace->session_count - 1].start_us;
	*first_day = playing_day_of(clock, from_us - 1) + 1;
	last = playing_day_of(clock, to_us);
	if (last - *first_day < DAYS_MIN)
		return error_set(
		    error,
		    "%lld whole playing days (06:00 to 06:00) in "
		    "these sessions; at least %d are needed for a "
		    "week's shape",
		    (long long)(last > *first_day ? last - *first_day : 0),
		    DAYS_MIN);
	if (last - *first_day > DAYS_MAX)
		*first_day = last - DAYS_MAX; /* the newest say most */
	fit->days = (uint32_t)(last - *first_day);
	fit->from_us = playing_day_begins_us(clock, *first_day);
	fit->to_us = playing_day_begins_us(clock, last);
	return true;
}

bool fit_sessions(const struct trace *trace, const struct fit_options *options,
		  struct fit *out, struct error_text *error)
{
	struct fit_data data;
	int64_t first_day = 0;
	bool good;

	*out = (struct fit){0};
	if (!choose_window(trace, options, out, &first_day, error) ||
	    !fit_data_make(trace, options, first_day, out->days, &data, error))
		return false;
	out->worlds = trace->world_count;
	out->sessions = trace->session_count;
	out->plan.cpu_milli = trace->worlds[0].cpu_milli;
	good = fit_habits(&data, options, out, error) &&
	       fit_lengths(trace, options, out, error) &&
	       fit_worlds(trace, options, out, error) &&
	       fit_joins(trace, options, out, error);
	fit_data_release(&data);
	return good;
}
