#include "sim/source.h"

#include <stdlib.h>
#include <string.h>

#include "sim/recorded.h"

static bool is_overridden(const struct source *source, const char *key)
{
	for (uint32_t i = 0; i < source->options.override_count; i++)
		if (strcmp(source->options.overrides[i].key, key) == 0)
			return true;
	return false;
}

/* Let the window follow from the sessions, unless some lie in it. */
static bool follow_sessions(struct source *source, struct scenario *scenario,
			    struct error_text *error)
{
	if (!recorded_read(scenario, &source->sessions, error))
		return false;
	source->has_sessions = true;
	if (recorded_in_window(&source->sessions, scenario))
		return true;
	if (!recorded_window(&source->sessions, scenario->workload.path,
			     is_overridden(source, "window.warm_up")
				 ? scenario->warm_up_us
				 : 0,
			     &source->window, error))
		return false;
	scenario_release(scenario);
	source->options.window = &source->window;
	return scenario_load(source->name, &source->options, scenario, error);
}

bool source_load(struct source *source, struct scenario *out,
		 struct error_text *error)
{
	if (!scenario_take_input(source->name, &source->options, &source->input,
				 error) ||
	    !scenario_load(source->name, &source->options, out, error))
		return false;
	if (source->options.sessions == NULL ||
	    is_overridden(source, "window") ||
	    is_overridden(source, "window.from") ||
	    is_overridden(source, "window.to") ||
	    follow_sessions(source, out, error))
		return true;
	scenario_release(out);
	return false;
}

void source_release(struct source *source)
{
	trace_release(&source->sessions);
	free(source->input);
	source->input = NULL;
	source->has_sessions = false;
}
