#include "engine/decide/paid_hours.h"

#include "engine/decide/drains.h"
#include "engine/decide/scaling.h"
#include "engine/engine.int.h"
#include "engine/money/rent.h"

void paid_hour_due(struct engine *engine, struct node *node)
{
	const struct policy *policy = &engine->config.policy;
	int64_t age_us;

	rent_hours(engine, node);
	age_us = rent_hour_age_us(engine, node);
	if (policy->scaling == SCALE_FIT && node->state == NODE_READY &&
	    !rent_is_bound(engine, node) && age_us >= policy->release_from_us &&
	    age_us <= policy->release_until_us)
		scaling_release_check(engine, node);
	node_destroy_if_due(engine, node);
	rent_arm_phase(engine, node);
}
