/*
 * flows.h - data on their way, as the archive's line and the links between
 * nodes have them: bytes that move at a rate until the next change.
 *
 * A flow waits for its latency, then moves its bytes.  How fast, its owner
 * says (share); what is here is the arithmetic that all owners have in common:
 * what has moved, when the next thing happens, which calendar entry counts.
 * Instants are whole microseconds, so half a byte is rounding.
 *
 * Owns the flows that run, without order, and grows.  Bytes, microseconds; a
 * rate of 1 byte a microsecond is 1 MB/s.
 */
#ifndef SIM_FLOWS_H
#define SIM_FLOWS_H

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "sim/simulation.h"
#include "traces/base/array.h"

#define BYTES_PER_MIB 1048576.0
#define RATE_ANY DBL_MAX /* nothing limits it */

struct flow {
	struct command command;
	int64_t begins_us; /* when the latency is over */
	double left_bytes;
	double cap_per_us;  /* own speed, or RATE_ANY */
	double rate_per_us; /* now */
	bool fails;	    /* when its bytes are through */
};

struct flows {
	struct flow *list;
	size_t capacity;
	uint32_t count;
	uint32_t entity; /* of its calendar entries */
	uint32_t serial; /* of the entry that counts */
	int64_t updated_us;
};

static inline bool flow_moves(const struct flow *flow, int64_t now_us)
{
	return flow->begins_us <= now_us;
}

static inline bool flow_is_through(const struct flow *flow, int64_t now_us)
{
	return flow_moves(flow, now_us) && flow->left_bytes < 0.5;
}

/* What a limit of a model is as a rate; there, 0 is none. */
static inline double flow_rate(double mb_per_second)
{
	return mb_per_second > 0 ? mb_per_second : RATE_ANY;
}

/* A speed drawn in MB/s has the scale of seconds: 10^6 of it. */
static inline double flow_rate_drawn(int64_t drawn)
{
	return flow_rate((double)drawn / 1e6);
}

/* Move bytes from the last change until now: before anything changes. */
static inline void flows_move(struct flows *flows, int64_t now_us)
{
	for (uint32_t i = 0; i < flows->count; i++) {
		struct flow *flow = &flows->list[i];

		flow->left_bytes -=
		    flow->rate_per_us * (double)(now_us - flows->updated_us);
	}
	flows->updated_us = now_us;
}

/* False: out of memory. */
static inline bool flows_add(struct flows *flows, const struct flow *flow)
{
	if (!ARRAY_ROOM(flows->list, flows->capacity, flows->count + (size_t)1))
		return false;
	flows->list[flows->count++] = *flow;
	return true;
}

/* Take number i out; another one has its number now. */
static inline void flows_remove(struct flows *flows, uint32_t i)
{
	flows->list[i] = flows->list[--flows->count];
}

/* Take number i out and answer it. */
static inline void flows_end(struct simulation *sim, struct flows *flows,
			     uint32_t i, enum outcome outcome)
{
	struct command command = flows->list[i].command;

	flows_remove(flows, i);
	answers_give(sim, &command, outcome, 0, command.node.value, 0);
}

/* End those whose bytes are through, when the calendar says so. */
static inline void flows_end_those_through(struct simulation *sim,
					   struct flows *flows)
{
	for (uint32_t i = 0; i < flows->count;) {
		const struct flow *flow = &flows->list[i];

		if (flow_is_through(flow, sim->now_us))
			flows_end(sim, flows, i,
				  flow->fails ? OUTCOME_FAILED : OUTCOME_DONE);
		else
			i++;
	}
}

/* End this one early.  False: it is not among them. */
static inline bool flows_cancel(struct simulation *sim, struct flows *flows,
				uint64_t command_id)
{
	for (uint32_t i = 0; i < flows->count; i++) {
		if (flows->list[i].command.id.value != command_id)
			continue;
		flows_move(flows, sim->now_us);
		flows_end(sim, flows, i, OUTCOME_CANCELLED);
		return true;
	}
	return false;
}

/* Enter the next instant at which anything changes into the calendar: after
 * the rates were given. */
static inline void flows_enter_next(struct simulation *sim, struct flows *flows)
{
	int64_t next_us = TIME_NEVER_US;

	for (uint32_t i = 0; i < flows->count; i++) {
		const struct flow *flow = &flows->list[i];
		int64_t at_us = flow->begins_us;

		if (flow_moves(flow, sim->now_us))
			at_us = sim->now_us + (int64_t)ceil(flow->left_bytes /
							    flow->rate_per_us);
		if (at_us < next_us)
			next_us = at_us;
	}
	flows->serial = (flows->serial + 1) & EVENT_SERIAL_MASK;
	if (next_us != TIME_NEVER_US)
		calendar_enter(&sim->calendar,
			       next_us < sim->now_us ? sim->now_us : next_us,
			       EVENT_TRANSFER, flows->serial, flows->entity);
}

#endif /* SIM_FLOWS_H */
