#include "support_fleet_week.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "traces/base/random.h"

#define WEEK_S 604800
/* a Monday, 0:00 UTC */
#define BEGIN_US (INT64_C(1731283200) * US_PER_SECOND)

static double modulation(double at_s)
{
	double day = fmod(at_s / 86400, 7);

	return (1 + 0.75 * sin(2 * M_PI * at_s / 86400)) *
	       (day >= 5 ? 1.25 : 1);
}

static uint32_t plan_mib(double uniform)
{
	static const struct {
		double share;
		uint32_t gib;
	} plans[] = {{.35, 2}, {.30, 4},  {.15, 6},
		     {.10, 8}, {.07, 12}, {.03, 16}};

	for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
		if (uniform < plans[i].share)
			return plans[i].gib * 1024;
		uniform -= plans[i].share;
	}
	return 2048;
}

static int by_start(const void *a, const void *b)
{
	const struct session *l = a, *r = b;

	if (l->start_us != r->start_us)
		return l->start_us < r->start_us ? -1 : 1;
	return l->world < r->world ? -1 : l->world > r->world;
}

static void add_world(struct trace *trace, uint32_t index, size_t *capacity)
{
	struct random_stream stream;
	const double most = 1.75 * 1.25;
	double rate, at_s = 0;

	random_open(&stream, &(struct random_key){.seed = 1,
						  .purpose = RANDOM_TEST,
						  .entity = index});
	rate = 1.3 / WEEK_S * gsl_ran_lognormal(&stream.rng, -0.5, 1);
	trace->worlds[index] =
	    (struct trace_world){.ram_mib = plan_mib(random_uniform(&stream)),
				 .disk_mib = 2048,
				 .name_hash = index,
				 .account = index};
	for (;;) {
		double length_s;

		at_s += gsl_ran_exponential(&stream.rng, 1 / (rate * most));
		if (at_s >= WEEK_S)
			return;
		if (random_uniform(&stream) * most > modulation(at_s))
			continue;
		length_s = 1 + floor(gsl_ran_lognormal(&stream.rng,
						       log(7200) - 0.5, 1));
		if (trace->session_count == *capacity) {
			*capacity *= 2;
			trace->sessions =
			    realloc(trace->sessions,
				    *capacity * sizeof *trace->sessions);
			if (trace->sessions == NULL)
				abort();
		}
		at_s = floor(at_s);
		trace->sessions[trace->session_count++] = (struct session){
		    .start_us = BEGIN_US + (int64_t)at_s * US_PER_SECOND,
		    .stop_us =
			BEGIN_US + (int64_t)(at_s + length_s) * US_PER_SECOND,
		    .world = index,
		};
		at_s += length_s + 1;
	}
}

struct trace fleet_week_trace(uint32_t worlds)
{
	struct trace trace = {.world_count = worlds, .account_count = worlds};
	size_t capacity = 1024;

	trace.worlds = calloc(worlds, sizeof *trace.worlds);
	trace.sessions = malloc(capacity * sizeof *trace.sessions);
	if (trace.worlds == NULL || trace.sessions == NULL)
		abort();
	for (uint32_t i = 0; i < worlds; i++)
		add_world(&trace, i, &capacity);
	qsort(trace.sessions, trace.session_count, sizeof *trace.sessions,
	      by_start);
	return trace;
}

struct scenario fleet_week_scenario(uint32_t worlds)
{
	static char type[] = "VM", location[] = "here"; /* never released */
	struct scenario s = {
	    .node_type_names = {type},
	    .location_names = {location},
	    .from_us = BEGIN_US,
	    .to_us = BEGIN_US + WEEK_S * US_PER_SECOND,
	    .seed = 1,
	    .replications = 1,
	    .world = {.transfers = {.unlimited = true},
		      .operator_answers_us = TIME_NEVER_US},
	    .demand = {.patience = {.never = true},
		       .in_transfer = {.never = true}},
	};

	s.engine = (struct engine_config){
	    .prices_at_us = TIME_NEVER_US,
	    .node_type_count = 1,
	    .node_types = {{.ram_mib = 65536,
			    .cpu_milli = 16000,
			    .disk_mib = 1 << 26,
			    .price_count = 1,
			    .prices = {{0, 442000000, 275990000000, 0}}}},
	    .policy = {.placement = PLACE_LEAST_LOADED,
		       .sleep_window_us = 48 * US_PER_HOUR,
		       .disk_pressure_ppm = 900000,
		       .queue_max = COUNT_OFF,
		       .scaling = SCALE_THRESHOLD,
		       .tick_us = US_PER_MINUTE,
		       .high_ppm = 900000,
		       .low_ppm = 400000,
		       .low_for_us = 30 * US_PER_MINUTE,
		       .destroy_from_us = 50 * US_PER_MINUTE,
		       .destroy_until_us = 58 * US_PER_MINUTE,
		       .cloud_max = worlds / 100 + 16,
		       .orders_per_tick_max = 32,
		       .cool_down_us = US_PER_MINUTE,
		       .offer_count = 1},
	    .guards = {.destroys_per_hour = COUNT_OFF,
		       .stops_per_hour = COUNT_OFF,
		       .spend_per_day_nano_eur = AMOUNT_OFF,
		       .spend_per_month_nano_eur = AMOUNT_OFF},
	    .machinery = {.ram_overhead_mib = 256,
			  .node_reserve_mib = 4096,
			  .box_count = 1,
			  .heartbeat_timeout_us = 5 * US_PER_MINUTE,
			  .boot_timeout_us = 15 * US_PER_MINUTE,
			  .answer_timeout_us = US_PER_HOUR,
			  .lease_us = TIME_NEVER_US},
	    .book = {.price_count = 1,
		     .sleep_billed_us = INT64_MAX,
		     .prices = {{0, 20000000, 100000000}},
		     .vat_ppm = 190000,
		     .payment_fees_ppm = 40000},
	    .standing = {.setup_months = 24},
	    .night_from_hour = 22,
	    .night_until_hour = 8,
	};
	return s;
}
