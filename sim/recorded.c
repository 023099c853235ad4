#include "sim/recorded.h"

#include <string.h>

#include "sim/series.h"
#include "sim/sleepers.h"
#include "traces/base/times.h"

#define TIME_SIZE 40

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* Whole hours around all of it; a session that still runs counts by its start.
 */
static bool span_of(const struct trace *trace, const char *path,
		    int64_t *from_us, int64_t *to_us, struct error_text *error)
{
	int64_t first_us = INT64_MAX, last_us = INT64_MIN;

	if (trace->session_count == 0)
		return trace_holds_any(trace, path, error);
	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *session = &trace->sessions[i];
		int64_t end_us = session->stop_us == TRACE_STILL_RUNNING_US
				     ? session->start_us + 1
				     : session->stop_us;

		first_us =
		    session->start_us < first_us ? session->start_us : first_us;
		last_us = end_us > last_us ? end_us : last_us;
	}
	first_us -= (first_us % US_PER_HOUR + US_PER_HOUR) % US_PER_HOUR;
	last_us += (US_PER_HOUR - last_us % US_PER_HOUR) % US_PER_HOUR;
	*from_us = first_us;
	*to_us = last_us;
	return true;
}

bool recorded_read(const struct scenario *scenario, struct trace *out,
		   struct error_text *error)
{
	const char *path = scenario->workload.path;
	const struct trace_defaults *defaults = &scenario->workload.defaults;

	if (!trace_read_window(path, defaults, sleepers_from_us(scenario),
			       scenario->to_us, out, error))
		return false;
	if (out->session_count > 0 || out->left == 0)
		return true;
	trace_release(out);
	return trace_read_sessions(path, defaults, out, error);
}

bool recorded_in_window(const struct trace *trace,
			const struct scenario *scenario)
{
	int64_t begin_us = scenario->from_us - scenario->warm_up_us;

	for (size_t i = 0; i < trace->session_count; i++)
		if (trace->sessions[i].start_us < scenario->to_us &&
		    trace->sessions[i].stop_us > begin_us)
			return true;
	return false;
}

bool recorded_window(const struct trace *trace, const char *path,
		     int64_t warm_up_us, struct session_window *out,
		     struct error_text *error)
{
	out->warm_up_us = warm_up_us;
	if (!span_of(trace, path, &out->from_us, &out->to_us, error))
		return false;
	out->from_us += warm_up_us;
	return out->from_us < out->to_us ||
	       error_set(error,
			 "window.warm_up: is as long as the sessions of "
			 "%.200s; write less",
			 file_name(path));
}

bool recorded_cut(struct trace *trace, const struct scenario *scenario,
		  struct trace_cut *cut, struct error_text *error)
{
	const char *path = scenario->workload.path;
	int64_t begin_us = scenario->from_us - scenario->warm_up_us;
	int32_t offset_s = series_offset_at(scenario, begin_us);
	char first[TIME_SIZE], last[TIME_SIZE], begin[TIME_SIZE],
	    end[TIME_SIZE];
	int64_t first_us = 0, last_us = 0;

	if (!span_of(trace, path, &first_us, &last_us, error))
		return false;
	sleepers_find(scenario, trace);
	*cut = trace_cut_to(trace, begin_us, scenario->to_us);
	if (cut->used > 0)
		return true;
	time_format(first_us, offset_s, first, sizeof first);
	time_format(last_us, offset_s, last, sizeof last);
	return error_set(
	    error,
	    "%.100s: none of its %llu sessions lies in the run: they lie "
	    "between %s and %s, the run (with warm-up) between %s and %s; "
	    "type --set window.from=%s --set window.to=%s --set "
	    "window.warm_up=0s",
	    file_name(path), (unsigned long long)cut->read, first, last,
	    time_format(begin_us, offset_s, begin, sizeof begin),
	    time_format(scenario->to_us, offset_s, end, sizeof end), first,
	    last);
}
