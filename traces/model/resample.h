/*
 * resample.h - the bootstrap of whole worlds (Efron 1979).
 *
 * As many worlds are drawn with replacement as the trace holds; each draw is a
 * world of its own, with its account and all its sessions.  So what varies
 * between replications is who our customers are.
 */
#ifndef TRACES_RESAMPLE_H
#define TRACES_RESAMPLE_H

#include "traces/base/random.h"
#include "traces/store/sessions.h"

/* `key` as random_open() takes it; entity and index are the draw's.  The caller
 * releases *out with trace_release(). */
bool trace_resample(const struct trace *trace, struct random_key key,
		    struct trace *out, struct error_text *error);

#endif /* TRACES_RESAMPLE_H */
