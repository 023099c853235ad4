#include "sim/stock.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/simulation.h"

struct phase {
	int64_t until_us;
	uint64_t number;
	bool good;
};

struct stock {
	struct phase offers[OFFERS_MAX];
};

struct stock *stock_open(const struct simulation *sim)
{
	struct stock *stock = calloc(1, sizeof *stock);

	if (stock != NULL)
		for (int i = 0; i < OFFERS_MAX; i++)
			stock->offers[i].until_us = sim->begin_us;
	return stock;
}

void stock_close(struct stock *stock)
{
	free(stock);
}

static uint64_t offer_entity(const struct simulation *sim, uint16_t type,
			     uint16_t location)
{
	char name[128];
	int length = snprintf(name, sizeof name, "%s@%s",
			      sim->scenario->node_type_names[type],
			      sim->scenario->location_names[location]);

	return random_hash(name, (size_t)length);
}

/* Draw the phase that follows; the first is good or bad by its share of time.
 */
static void next_phase(struct simulation *sim, const struct stock_model *model,
		       struct phase *phase, uint64_t entity)
{
	double good_mean_s =
	    model->bad_mean_s * (1 - model->bad_share) / model->bad_share;
	struct random_stream stream;
	struct law law = {.kind = LAW_EXPONENTIAL};

	draws_stream(&sim->draws, RANDOM_STOCK, entity, phase->number, &stream);
	if (phase->number == 0)
		phase->good = random_uniform(&stream) >= model->bad_share;
	else
		phase->good = !phase->good;
	law.a = phase->good ? good_mean_s : model->bad_mean_s;
	phase->until_us += 1 + (int64_t)(law_draw(&law, &stream) * 1e6);
	phase->number++;
}

bool stock_has(struct simulation *sim, struct stock *stock, uint16_t type,
	       uint16_t location)
{
	const struct stock_model *model = &sim->scenario->machines[type].stock;
	const struct policy *policy = &sim->config.policy;
	uint32_t offer = 0;
	struct phase *phase;

	if (model->always_sold_out)
		return false;
	if (model->bad_share <= 0)
		return true;
	while (offer < policy->offer_count &&
	       (policy->offers[offer].type != type ||
		policy->offers[offer].location != location))
		offer++;
	phase = &stock->offers[offer];
	while (phase->until_us <= sim->now_us)
		next_phase(sim, model, phase,
			   offer_entity(sim, type, location));
	return phase->good;
}
