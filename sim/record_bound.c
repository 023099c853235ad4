#include "sim/record_bound.h"

#include <math.h>
#include <stdlib.h>

#include "engine/kit/arithmetic.h"
#include "sim/bound.h"
#include "sim/kpi.h"
#include "sim/simulation.h"
#include "traces/base/array.h"

#define MONTH_HOURS 730
#define DAY_HOURS 24.0
/* Three accounts of rent are rounded at both ends of the window, by half a
 * nano-euro: so much may a policy pay less than its rent. */
#define ROUNDING_NANO_EUR 3

struct served {
	struct simulation *sim;
	int64_t need[BOUND_RESOURCES]; /* now */
	struct bound_step *steps;
	size_t count, capacity;
	struct bound_gift *gifts;
	size_t gift_count, gift_capacity;
};

/* --- what is served ------------------------------------------------------- */

static void note_step(struct served *served, int64_t at_us)
{
	struct bound_step *step;

	if (served->count != 0 &&
	    served->steps[served->count - 1].at_us == at_us)
		served->count--; /* of an instant, what it leaves behind */
	if (!ARRAY_ROOM(served->steps, served->capacity, served->count + 1)) {
		served->sim->failed = true;
		return;
	}
	step = &served->steps[served->count++];
	step->at_us = at_us;
	for (int i = 0; i < BOUND_RESOURCES; i++)
		step->need[i] = served->need[i];
}

static void world_changes(struct served *served, uint32_t id, int64_t sign)
{
	const struct simulation *sim = served->sim;
	const struct trace_world *world = &sim->trace->worlds[id - 1];

	served->need[BOUND_RAM] +=
	    sign *
	    ((int64_t)world->ram_mib + sim->config.machinery.ram_overhead_mib);
	served->need[BOUND_CPU] += sign * world->cpu_milli;
	if (sim->in_window)
		note_step(served, sim->now_us);
}

/* What is paid before the window serves in it for nothing. */
static void hour_begins(struct served *served, const struct notice *notice)
{
	const struct simulation *sim = served->sim;
	uint16_t type =
	    provider_machine(sim->provider, notice->node.value)->type;
	struct bound_gift *gift;

	if (sim->in_window || sim->now_us + US_PER_HOUR <= sim->from_us)
		return;
	if (!ARRAY_ROOM(served->gifts, served->gift_capacity,
			served->gift_count + 1)) {
		served->sim->failed = true;
		return;
	}
	gift = &served->gifts[served->gift_count++];
	gift->until_us = sim->now_us + US_PER_HOUR;
	for (int i = 0; i < BOUND_RESOURCES; i++)
		gift->room[i] =
		    bound_room(&sim->config, type, (enum bound_resource)i);
}

static void served_notice(void *self, const struct notice *notice)
{
	struct served *served = self;

	if (notice->kind == NOTICE_WORLD_ACTIVE)
		world_changes(served, notice->world.value, 1);
	else if (notice->kind == NOTICE_RUN_ENDED)
		world_changes(served, notice->world.value, -1);
	else
		hour_begins(served, notice);
}

static void served_begins(void *self)
{
	struct served *served = self;

	note_step(served, served->sim->from_us);
}

/* --- what it cost, and at least ------------------------------------------- */

/* All but what is rented whatever the machines are. */
static int64_t machines_nano_eur(const struct simulation *sim)
{
	int64_t other =
	    divide_half_even((wide)sim->config.standing.other_month_nano_eur *
				 (sim->to_us - sim->from_us),
			     MONTH_HOURS * US_PER_HOUR);

	return figures_cost_nano_eur(sim->figures) -
	       sim->figures->books.storage_nano_eur - other;
}

/* Of that: of those by the month. */
static double rent_nano_eur(const struct simulation *sim)
{
	double sum = 0;

	for (uint32_t type = 0; type < sim->config.node_type_count; type++)
		if (sim->config.dedicated_count[type] != 0)
			sum += sim->config.dedicated_count[type] *
			       bound_month_nano_eur(&sim->config, type,
						    sim->from_us, sim->to_us);
	return sum;
}

/* A month of such windows, as margin_per_month_eur has it: what is rented is
 * rented for all of it, a window shorter than a day is played once a day. */
struct month {
	double rents, hours; /* times what they are in the window */
};

static struct month month_of(const struct simulation *sim)
{
	double hours = (double)(sim->to_us - sim->from_us) / US_PER_HOUR;

	return (struct month){MONTH_HOURS / hours,
			      MONTH_HOURS / fmax(hours, DAY_HOURS)};
}

static void scale_terms(struct bound_terms *terms, const struct month *month)
{
	for (int i = 0; i < BOUND_RESOURCES; i++) {
		terms->of[i].month_nano_eur *= month->rents;
		terms->of[i].hour_nano_eur *= month->hours;
	}
}

static bool find_least(const struct served *served, struct bound_figures *out)
{
	const struct simulation *sim = served->sim;
	struct bound_demand demand = {
	    .steps = served->steps,
	    .count = served->count,
	    .gifts = served->gifts,
	    .gift_count = served->gift_count,
	    .to_us = sim->to_us,
	};
	struct month month = month_of(sim);
	struct bound_terms terms;
	double least, least_month;

	bound_terms_of(&sim->config, sim->from_us, sim->to_us, &terms);
	if (!bound_least(&demand, &terms, &least))
		return false;
	out->least_nano_eur =
	    max_i64(0, (int64_t)floor(least) - ROUNDING_NANO_EUR);
	least_month = least * month.rents;
	if (month.hours < month.rents) {
		scale_terms(&terms, &month);
		if (!bound_least(&demand, &terms, &least_month))
			return false;
	}
	out->least_month_eur = least_month / 1e9;
	return true;
}

static void served_ends(void *self)
{
	struct served *served = self;
	struct simulation *sim = served->sim;
	struct bound_figures *out = &sim->figures->bound;
	struct month month = month_of(sim);
	double rent = rent_nano_eur(sim);

	out->machines_nano_eur = machines_nano_eur(sim);
	out->machines_month_eur =
	    (rent * month.rents +
	     ((double)out->machines_nano_eur - rent) * month.hours) /
	    1e9;
	if (served->count == 0 || !find_least(served, out))
		sim->failed = true;
}

static void served_close(void *self)
{
	struct served *served = self;

	free(served->steps);
	free(served->gifts);
	free(served);
}

bool record_bound_open(struct simulation *sim)
{
	struct served *served = calloc(1, sizeof *served);

	if (served == NULL)
		return false;
	served->sim = sim;
	observers_add(&sim->observers,
		      &(struct observer){
			  .self = served,
			  .mask = UINT64_C(1) << NOTICE_WORLD_ACTIVE |
				  UINT64_C(1) << NOTICE_RUN_ENDED |
				  UINT64_C(1) << NOTICE_NODE_HOUR,
			  .notice = served_notice,
			  .window_begins = served_begins,
			  .finish = served_ends,
			  .close = served_close,
		      });
	return true;
}
