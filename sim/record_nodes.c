#include "sim/record_nodes.h"

#include "sim/simulation.h"

/* Lives are kept for those who ask for them: the detail, and the causes of
 * waiting. */
static bool keeps_lives(const struct simulation *sim)
{
	return sim->options->detail || sim->options->breakdown;
}

/* What it is, as far as that is known now. */
static void describe_life(struct simulation *sim, struct node_life *life,
			  const struct notice *notice)
{
	const struct machine *machine =
	    provider_machine(sim->provider, notice->node.value);

	if (machine->exists)
		life->location = machine->location;
	if (notice->node_state.type < NODE_TYPES_MAX) {
		life->type = notice->node_state.type;
		life->dedicated = notice->node_state.dedicated;
		life->sellable_mib =
		    config_sellable_mib(&sim->config, life->type);
	}
}

static void life_goes_on(struct simulation *sim, const struct notice *notice)
{
	struct node_life *life =
	    node_lives_enter(&sim->lives, notice->node.value, sim->now_us);

	if (life == NULL) {
		sim->failed = true;
		return;
	}
	describe_life(sim, life, notice);
	switch (notice->node_state.state) {
	case NODE_READY:
		if (life->ready_us == TIME_NEVER_US)
			life->ready_us = sim->now_us;
		life->drain_us = TIME_NEVER_US;
		break;
	case NODE_DRAINING:
		life->drain_us = sim->now_us;
		break;
	case NODE_GONE:
		life->gone_us = sim->now_us;
		break;
	case NODE_DEAD:
		life->lost = true;
		break;
	default: /* the other states leave no mark */
		break;
	}
}

static void count_state(struct figures *f, const struct notice *notice)
{
	switch (notice->node_state.state) {
	case NODE_ORDERED:
		f->vm_ordered++;
		break;
	case NODE_READY:
		f->events++;
		break;
	case NODE_GONE:
		f->vm_sold_out += notice->reason == REASON_SOLD_OUT;
		break;
	case NODE_DEAD:
		f->nodes_lost++;
		break;
	default: /* the other states leave no figure */
		break;
	}
}

static void paid_hour(struct simulation *sim, const struct notice *notice)
{
	struct node_life *life =
	    node_lives_enter(&sim->lives, notice->node.value, sim->now_us);

	if (life == NULL) {
		sim->failed = true;
		return;
	}
	if (!sim->in_window)
		return;
	life->hours_billed += notice->node_hour.count;
	life->cost_nano_eur += notice->node_hour.amount_nano_eur;
}

static void nodes_notice(void *self, const struct notice *notice)
{
	struct simulation *sim = self;

	if (notice->kind == NOTICE_NODE_HOUR) {
		paid_hour(sim, notice);
		return;
	}
	if (sim->in_window)
		count_state(sim->figures, notice);
	if (keeps_lives(sim))
		life_goes_on(sim, notice);
}

void record_nodes_open(struct simulation *sim)
{
	observers_add(
	    &sim->observers,
	    &(struct observer){
		.self = sim,
		.mask = UINT64_C(1) << NOTICE_NODE_STATE |
			(uint64_t)sim->options->detail << NOTICE_NODE_HOUR,
		.notice = nodes_notice,
	    });
}
