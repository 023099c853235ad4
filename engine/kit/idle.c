#include "engine/kit/idle.h"
#include "engine/questions.h"

static enum idle_cause cause_of_free(const struct idle_meter *meter)
{
	if (meter->waiting)
		return IDLE_FRAGMENTATION;
	return meter->night ? IDLE_NIGHT : IDLE_SLACK;
}

void idle_advance(struct idle_meter *meter, int64_t now_us)
{
	int64_t elapsed_us = now_us - meter->now_us;

	if (elapsed_us == 0)
		return;
	meter->now_us = now_us;
	meter->cost[IDLE_BOOT] += (wide)meter->fleet.boot * elapsed_us;
	meter->cost[IDLE_RESERVE] += (wide)meter->fleet.reserve * elapsed_us;
	meter->cost[IDLE_ROUNDING] += (wide)meter->fleet.leaving * elapsed_us;
	meter->cost[cause_of_free(meter)] +=
	    (wide)meter->fleet.free * elapsed_us;
	meter->used += (wide)meter->fleet.used * elapsed_us;
	meter->cloud_alive_us += meter->cloud_alive * elapsed_us;
	meter->cloud_used_us += meter->cloud_used * elapsed_us;
}

void idle_change(struct idle_meter *meter, const struct idle_shares *old,
		 const struct idle_shares *new)
{
	meter->fleet.boot += new->boot - old->boot;
	meter->fleet.reserve += new->reserve - old->reserve;
	meter->fleet.leaving += new->leaving - old->leaving;
	meter->fleet.free += new->free - old->free;
	meter->fleet.used += new->used - old->used;
}

void idle_setup(struct idle_meter *meter, int64_t nano_eur)
{
	const int64_t hour_us = US_PER_HOUR;

	meter->cost[IDLE_BOOT] += (wide)nano_eur * hour_us;
}

void idle_waste(struct idle_meter *meter, int64_t rate_nano_eur,
		int64_t duration_us)
{
	meter->cost[IDLE_ROUNDING] += (wide)rate_nano_eur * duration_us;
	meter->cloud_wasted_us += duration_us;
}
