#include "sim/customers.h"

#include <stdlib.h>
#include <string.h>

#include "sim/simulation.h"

struct customers {
	uint32_t *considered; /* by account: how often a top-up */
};

static uint64_t account_entity(const struct simulation *sim, uint32_t account)
{
	const char *name = sim->trace->accounts[account - 1];

	return random_hash(name, strlen(name));
}

/* Who brought an account is drawn among all others. */
static uint32_t drawn_referrer(struct random_stream *stream, uint32_t account,
			       uint32_t count)
{
	uint32_t other = 1 + (uint32_t)(random_u64(stream) % (count - 1));

	return other < account ? other : other + 1;
}

/* Does chance have to decide? */
static bool is_open(double share)
{
	return share > 0 && share < 1;
}

static void open_account(struct simulation *sim, uint32_t account)
{
	const struct account_model *model = &sim->scenario->accounts;
	uint32_t count = sim->trace->account_count;
	bool verified = model->verified >= 1, referred;
	struct input input = {
	    .kind = INPUT_ACCOUNT_OPENED,
	    .account_opened = {.account = {account}, .flags = OPENED_PREPAID},
	};
	struct random_stream stream;

	if (is_open(model->verified) || model->referred > 0) {
		draws_stream(&sim->draws, RANDOM_ACCOUNT,
			     account_entity(sim, account), 0, &stream);
		verified = random_uniform(&stream) < model->verified;
		referred = random_uniform(&stream) < model->referred;
		if (referred && count > 1)
			input.account_opened.referrer.value =
			    drawn_referrer(&stream, account, count);
	}
	if (verified)
		input.account_opened.flags |= OPENED_VERIFIED;
	inbox_put(&sim->inbox, &input);
}

static void pay_in(struct simulation *sim, uint32_t account,
		   int64_t amount_nano_eur)
{
	inbox_put(
	    &sim->inbox,
	    &(struct input){.kind = INPUT_ACCOUNT_CREDITED,
			    .account_credited = {{account}, amount_nano_eur}});
}

struct customers *customers_open(const struct simulation *sim)
{
	size_t count = (size_t)sim->trace->account_count + 1;
	struct customers *customers = calloc(1, sizeof *customers);

	if (customers == NULL)
		return NULL;
	customers->considered = calloc(count, sizeof *customers->considered);
	if (customers->considered == NULL) {
		free(customers);
		return NULL;
	}
	return customers;
}

void customers_close(struct customers *customers)
{
	if (customers != NULL)
		free(customers->considered);
	free(customers);
}

void customers_begin(struct simulation *sim)
{
	int64_t opening_nano_eur = sim->scenario->accounts.opening_nano_eur;
	uint32_t count = sim->trace->account_count;

	for (uint32_t account = 1; account <= count; account++)
		open_account(sim, account);
	for (uint32_t account = 1; opening_nano_eur != 0 && account <= count;
	     account++)
		pay_in(sim, account, opening_nano_eur);
}

/* A customer hears that the money is short: does he pay in, and when? */
static void consider_top_up(struct simulation *sim, uint32_t account)
{
	const struct account_model *model = &sim->scenario->accounts;
	uint64_t entity = account_entity(sim, account);
	uint64_t index = 2 * (uint64_t)++sim->customers->considered[account];
	bool pays = model->top_up_share >= 1;
	struct random_stream stream;

	if (is_open(model->top_up_share)) {
		draws_stream(&sim->draws, RANDOM_TOP_UP, entity, index,
			     &stream);
		pays = random_uniform(&stream) < model->top_up_share;
	}
	if (pays)
		calendar_enter(&sim->calendar,
			       sim->now_us +
				   draws_us(&sim->draws, &model->top_up_after,
					    RANDOM_TOP_UP, entity, index + 1),
			       EVENT_TOP_UP, 0, account);
}

uint64_t customers_mask(void)
{
	return UINT64_C(1) << NOTICE_BALANCE_LOW | UINT64_C(1)
						       << NOTICE_START_REFUSED;
}

void customers_notice(struct simulation *sim, const struct notice *notice)
{
	if (notice->kind == NOTICE_BALANCE_LOW)
		consider_top_up(sim, notice->balance_low.account.value);
	else if (notice->kind == NOTICE_START_REFUSED &&
		 (notice->reason == REASON_NO_MONEY ||
		  notice->reason == REASON_UNPAID))
		consider_top_up(
		    sim,
		    sim->trace->worlds[notice->world.value - 1].account + 1);
}

void customers_top_up(struct simulation *sim, uint32_t account)
{
	pay_in(sim, account, sim->scenario->accounts.top_up_nano_eur);
}
