#include "sim/bound.h"

#include <math.h>
#include <stdlib.h>

#include "engine/kit/arithmetic.h"

#define RENT_MONTH_HOURS 730.0
#define CALENDAR_MONTH_HOURS 744.0 /* of the longest one */
/* Fleets by the month that are tried out, at most. */
#define TRIALS_MAX 64

/* --- the terms ------------------------------------------------------------ */

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

int64_t bound_room(const struct engine_config *config, uint32_t type,
		   enum bound_resource resource)
{
	if (resource == BOUND_RAM)
		return config_sellable_mib(config, type);
	return (int64_t)((uint64_t)config->node_types[type].cpu_milli *
			 config->machinery.cpu_oversubscribe_ppm /
			 (uint64_t)PPM);
}

double bound_month_nano_eur(const struct engine_config *config, uint32_t type,
			    int64_t from_us, int64_t to_us)
{
	const struct standing_costs *standing = &config->standing;
	const struct provider_price *price = config_price_at(
	    &config->node_types[type], config->prices_at_us != TIME_NEVER_US
					   ? config->prices_at_us
					   : config->begin_us);
	double month_us = RENT_MONTH_HOURS * US_PER_HOUR;
	double spread_us = standing->setup_months * month_us;
	double before_us = (double)(from_us - config->begin_us);
	double after_us = (double)(to_us - config->begin_us);
	double rent =
	    (double)(price->month_nano_eur + standing->ipv4_month_nano_eur) *
	    (after_us - before_us) / month_us;

	if (spread_us > 0)
		rent +=
		    (double)price->setup_nano_eur *
		    (fmin(after_us, spread_us) - fmin(before_us, spread_us)) /
		    spread_us;
	return rent;
}

/*
 * The least that a started hour of the window adds where all hours of a
 * calendar month cost at most its cap: of 744 hours, those of the warm-up are
 * paid in full, the others share what is left of the cap.
 */
static double capped(double hour, double cap, double run_hours,
		     double warm_up_hours)
{
	if (cap <= 0 || (run_hours + 1) * hour <= cap)
		return hour;
	if (warm_up_hours + 1 >= CALENDAR_MONTH_HOURS)
		return 0;
	return fmin(hour, fmax(0, cap - hour * (warm_up_hours + 1)) /
			      (CALENDAR_MONTH_HOURS - warm_up_hours - 1));
}

/* An hour of this type, with its address, at the lowest of the prices of the
 * run; HUGE_VAL: none is known. */
static double hour_nano_eur(const struct engine_config *config, uint32_t type,
			    int64_t from_us, int64_t to_us)
{
	const struct node_type *machine = &config->node_types[type];
	const struct standing_costs *standing = &config->standing;
	bool fixed = config->prices_at_us != TIME_NEVER_US;
	int64_t first_us = fixed ? config->prices_at_us : config->begin_us;
	int64_t last_us = fixed ? config->prices_at_us : to_us;
	double run = (double)(to_us - config->begin_us) / US_PER_HOUR;
	double warm_up = (double)(from_us - config->begin_us) / US_PER_HOUR;
	double least = HUGE_VAL, address;

	for (uint32_t i = 0; i < machine->price_count; i++) {
		const struct provider_price *price = &machine->prices[i];

		if (price != config_price_at(machine, first_us) &&
		    (price->valid_from_us <= first_us ||
		     price->valid_from_us > last_us))
			continue;
		if (price->hour_nano_eur != 0)
			least =
			    fmin(least, capped((double)price->hour_nano_eur,
					       (double)price->month_nano_eur,
					       run, warm_up));
	}
	address =
	    machine->dedicated
		? capped((double)standing->ipv4_dedicated_hour_nano_eur,
			 (double)standing->ipv4_month_nano_eur, run, warm_up)
		: capped((double)standing->ipv4_hour_nano_eur,
			 (double)standing->ipv4_cloud_month_nano_eur, run,
			 warm_up);
	return least + address;
}

/* One more type that can be had: the unit shrinks to what all are made of, its
 * price is the lowest for so much. */
static void add_type(int64_t *unit, double *unit_price, int64_t room,
		     double price)
{
	int64_t was = *unit;

	if (room == 0 || isinf(price))
		return;
	*unit = common_divisor(was, room);
	price *= (double)*unit / (double)room;
	*unit_price =
	    was == 0 ? price
		     : fmin(price, *unit_price * (double)*unit / (double)was);
}

static void add_types(const struct engine_config *config, int64_t from_us,
		      int64_t to_us, enum bound_resource resource,
		      struct bound_terms *out)
{
	struct bound_prices *prices = &out->of[resource];
	bool limits = true;

	for (uint32_t type = 0; type < config->node_type_count; type++) {
		int64_t room = bound_room(config, type, resource);

		if (config->dedicated_count[type] == 0)
			continue;
		add_type(&prices->month_size, &prices->month_nano_eur, room,
			 bound_month_nano_eur(config, type, from_us, to_us));
		limits = limits && (room != 0 || resource == BOUND_RAM);
	}
	for (uint32_t i = 0; i < config->policy.offer_count; i++) {
		uint32_t type = config->policy.offers[i].type;
		int64_t room = bound_room(config, type, resource);

		add_type(&prices->hour_size, &prices->hour_nano_eur, room,
			 hour_nano_eur(config, type, from_us, to_us));
		limits = limits && (room != 0 || resource == BOUND_RAM);
	}
	out->limits[resource] =
	    limits && (prices->month_size != 0 || prices->hour_size != 0);
}

void bound_terms_of(const struct engine_config *config, int64_t from_us,
		    int64_t to_us, struct bound_terms *out)
{
	*out = (struct bound_terms){.limits = {false}};
	for (int i = 0; i < BOUND_RESOURCES; i++)
		add_types(config, from_us, to_us, (enum bound_resource)i, out);
}

/* --- one fleet by the month ----------------------------------------------- */

/* Hours that began together. */
struct begun {
	int64_t until_us, units;
};

struct sweep {
	const struct bound_demand *demand;
	enum bound_resource resource;
	struct bound_prices prices;
	double gift_hours;  /* of units, before their ends */
	struct begun *ring; /* those that have not ended, by their ends */
	size_t room, first, alive;
	int64_t have, need, paid; /* units now; hours of them in all */
};

static int64_t end_of_step(const struct bound_demand *demand, size_t i)
{
	return i + 1 < demand->count ? demand->steps[i + 1].at_us
				     : demand->to_us;
}

static void begin_hour(struct sweep *sweep, int64_t at_us)
{
	int64_t units = sweep->need - sweep->have;
	size_t last = sweep->first + sweep->alive++;

	sweep->ring[last < sweep->room ? last : last - sweep->room] =
	    (struct begun){at_us + US_PER_HOUR, units};
	sweep->have += units;
	sweep->paid += units;
}

/* The hours that end at the first end of all are over. */
static void end_hours(struct sweep *sweep, int64_t at_us)
{
	while (sweep->alive != 0 &&
	       sweep->ring[sweep->first].until_us <= at_us) {
		sweep->have -= sweep->ring[sweep->first].units;
		sweep->first++;
		if (sweep->first == sweep->room)
			sweep->first = 0;
		sweep->alive--;
	}
}

/* What is still needed where an hour ends before this instant begins anew. */
static void go_on_until(struct sweep *sweep, int64_t at_us)
{
	while (sweep->alive != 0 &&
	       sweep->ring[sweep->first].until_us < at_us) {
		int64_t end_us = sweep->ring[sweep->first].until_us;

		end_hours(sweep, end_us);
		if (sweep->have < sweep->need)
			begin_hour(sweep, end_us);
	}
}

static int64_t units_of(int64_t amount, int64_t size)
{
	return amount <= 0 ? 0 : (amount + size - 1) / size;
}

static void take_gifts(struct sweep *sweep)
{
	const struct bound_demand *demand = sweep->demand;

	sweep->first = 0;
	sweep->alive = demand->gift_count;
	sweep->have = 0;
	for (size_t i = 0; i < demand->gift_count; i++) {
		const struct bound_gift *gift = &demand->gifts[i];
		int64_t units = units_of(gift->room[sweep->resource],
					 sweep->prices.hour_size);

		sweep->ring[i] = (struct begun){gift->until_us, units};
		sweep->have += units;
	}
}

/* With so many units by the month: the smallest number of started hours that
 * covers the rest.  Each begins when there is no other way. */
static int64_t started_hours(struct sweep *sweep, int64_t months)
{
	const struct bound_demand *demand = sweep->demand;
	int64_t base = months * sweep->prices.month_size;

	take_gifts(sweep);
	sweep->need = sweep->paid = 0;
	for (size_t i = 0; i < demand->count; i++) {
		const struct bound_step *step = &demand->steps[i];

		go_on_until(sweep, step->at_us);
		end_hours(sweep, step->at_us);
		sweep->need = units_of(step->need[sweep->resource] - base,
				       sweep->prices.hour_size);
		if (sweep->need > sweep->have)
			begin_hour(sweep, step->at_us);
	}
	go_on_until(sweep, demand->to_us);
	return sweep->paid;
}

static double rent_of(const struct sweep *sweep, int64_t months)
{
	return (double)months * sweep->prices.month_nano_eur;
}

static double in_hours(struct sweep *sweep, int64_t months)
{
	return rent_of(sweep, months) + (double)started_hours(sweep, months) *
					    sweep->prices.hour_nano_eur;
}

/* If hours could be paid in parts, and machines by the hour had in parts: never
 * more than in_hours(), and convex in the number of months. */
static double pro_rata(const struct sweep *sweep, int64_t months)
{
	const struct bound_demand *demand = sweep->demand;
	int64_t base = months * sweep->prices.month_size;
	double above = 0;

	for (size_t i = 0; i < demand->count; i++) {
		const struct bound_step *step = &demand->steps[i];
		int64_t more = step->need[sweep->resource] - base;

		if (more > 0)
			above += (double)more *
				 (double)(end_of_step(demand, i) - step->at_us);
	}
	above /= (double)sweep->prices.hour_size * US_PER_HOUR;
	return rent_of(sweep, months) +
	       fmax(0, above - sweep->gift_hours) * sweep->prices.hour_nano_eur;
}

/* --- the best fleet by the month ------------------------------------------ */

static int64_t least_pro_rata(const struct sweep *sweep, int64_t most)
{
	int64_t low = 0, high = most;

	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (pro_rata(sweep, middle) <= pro_rata(sweep, middle + 1))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* From the best pro rata outwards, as long as that is below the best in whole
 * hours; beyond, nothing can be better. */
static double search(struct sweep *sweep, int64_t most)
{
	int64_t centre = least_pro_rata(sweep, most);
	double best = in_hours(sweep, centre);
	int64_t low = centre - 1, high = centre + 1;
	double below = HUGE_VAL, above = HUGE_VAL;

	if (low >= 0)
		below = pro_rata(sweep, low);
	if (high <= most)
		above = pro_rata(sweep, high);
	for (int trials = 1; fmin(below, above) < best; trials++) {
		if (trials == TRIALS_MAX)
			return fmin(below, above);
		if (below < above) {
			best = fmin(best, in_hours(sweep, low--));
			below = low >= 0 ? pro_rata(sweep, low) : HUGE_VAL;
		} else {
			best = fmin(best, in_hours(sweep, high++));
			above = high <= most ? pro_rata(sweep, high) : HUGE_VAL;
		}
	}
	return best;
}

static int64_t peak_of(const struct bound_demand *demand,
		       enum bound_resource resource)
{
	int64_t most = 0;

	for (size_t i = 0; i < demand->count; i++)
		most = max_i64(most, demand->steps[i].need[resource]);
	return most;
}

/* Of gifts, as far as they lie in the window. */
static double gift_hours(const struct sweep *sweep)
{
	const struct bound_demand *demand = sweep->demand;
	double sum = 0;

	for (size_t i = 0; i < demand->gift_count; i++) {
		const struct bound_gift *gift = &demand->gifts[i];

		sum += (double)units_of(gift->room[sweep->resource],
					sweep->prices.hour_size) *
		       (double)(gift->until_us - demand->steps[0].at_us) /
		       US_PER_HOUR;
	}
	return sum;
}

static bool search_hours(struct sweep *sweep, int64_t most, double *nano_eur)
{
	/* an hour begins at a step, or where others end */
	sweep->room = sweep->demand->count + sweep->demand->gift_count + 1;
	sweep->ring = malloc(sweep->room * sizeof *sweep->ring);
	if (sweep->ring == NULL)
		return false;
	sweep->gift_hours = gift_hours(sweep);
	*nano_eur = search(sweep, most);
	free(sweep->ring);
	return true;
}

bool bound_least(const struct bound_demand *demand,
		 const struct bound_terms *terms, double *nano_eur)
{
	*nano_eur = 0;
	for (int i = 0; i < BOUND_RESOURCES; i++) {
		struct sweep sweep = {.demand = demand,
				      .resource = (enum bound_resource)i,
				      .prices = terms->of[i]};
		int64_t peak = peak_of(demand, sweep.resource);
		int64_t most = 0;
		double least;

		if (!terms->limits[i] || peak == 0)
			continue;
		if (sweep.prices.month_size != 0) {
			most = units_of(peak, sweep.prices.month_size);
			/* all of it by the month is no more than that */
			if (rent_of(&sweep, most) <= *nano_eur)
				continue;
		}
		if (sweep.prices.hour_size == 0)
			least = rent_of(&sweep, most);
		else if (!search_hours(&sweep, most, &least))
			return false;
		*nano_eur = fmax(*nano_eur, least);
	}
	return true;
}
