#include "engine/tables/nodes.h"

#include "engine/engine.int.h"
#include "engine/kit/amounts.h"
#include "engine/kit/check.h"
#include "engine/kit/idle.h"
#include "engine/kit/key_index.h"
#include "engine/kit/timers.h"
#include "engine/tables/output.h"
#include "engine/tables/worlds.h"

#define DEADLINE_ENTRIES_MAX 4

struct node *node_find(const struct engine *engine, uint32_t id)
{
	struct node *node = &engine->fleet.nodes[id & engine->fleet.mask];

	return id != 0 && node->id == id ? node : NULL;
}

uint16_t node_slot(const struct engine *engine, const struct node *node)
{
	return (uint16_t)(node - engine->fleet.nodes);
}

uint32_t node_free_mib(const struct node *node)
{
	return node->sellable_mib - node->used_mib;
}

bool node_is_empty(const struct node *node)
{
	return node->counts[LIST_RUNNING] == 0 &&
	       node->counts[LIST_SLEEPING] == 0 &&
	       node->counts[LIST_RESTING] == 0 && node->moving_in == 0;
}

uint32_t node_links(const struct node *node)
{
	return node->copies_out[0] + node->copies_out[1] + node->copies_in[0] +
	       node->copies_in[1];
}

bool node_is_up(const struct node *node)
{
	return node->state == NODE_READY || node->state == NODE_CORDONED ||
	       node->state == NODE_DRAINING;
}

/* RAM and CPU that can be sold on a node of this type. */
struct amounts node_room(const struct node *node)
{
	return (struct amounts){.ram_mib = node->sellable_mib,
				.cpu_milli = node->cpu_milli,
				.disk_mib = node->disk_mib};
}

struct amounts node_used(const struct node *node)
{
	return (struct amounts){.ram_mib = node->used_mib,
				.cpu_milli = node->cpu_used_milli,
				.disk_mib = node->disk_used_mib};
}

static void set_room(struct engine *engine, struct node *node)
{
	const struct amounts *room = &engine->sizes.type_room[node->type];

	node->sellable_mib = (uint32_t)room->ram_mib;
	node->cpu_milli = (uint32_t)room->cpu_milli;
	node->disk_mib = (uint32_t)room->disk_mib;
}

static struct node *create(struct engine *engine, uint32_t type, bool dedicated)
{
	struct fleet *fleet = &engine->fleet;
	struct node *node;
	uint32_t id = fleet->last_id;

	if (fleet->alive >= engine->config.limits.nodes_max)
		return NULL;
	do
		id++;
	while (id == 0 || fleet->nodes[id & fleet->mask].id != 0);
	fleet->last_id = id;
	fleet->alive++;
	node = &fleet->nodes[id & fleet->mask];
	*node = (struct node){
	    .id = id,
	    .type = (uint16_t)type,
	    .dedicated = dedicated,
	    .ordered_us = engine->now_us,
	    .created_us = TIME_NEVER_US,
	    .ready_us = TIME_NEVER_US,
	    .deadline_us = TIME_NEVER_US,
	    .phase_us = TIME_NEVER_US,
	    .lease_until_us = TIME_NEVER_US,
	};
	set_room(engine, node);
	return node;
}

struct node *node_create_dedicated(struct engine *engine, uint32_t type)
{
	return create(engine, type, true);
}

struct node *node_create(struct engine *engine, uint32_t offer)
{
	const struct offer *of = &engine->config.policy.offers[offer];
	struct node *node = create(engine, of->type, false);

	if (node == NULL)
		return NULL;
	node->offer = (uint16_t)offer;
	node->location = of->location;
	engine->fleet.cloud++;
	return node;
}

/* Sleepers leave a draining node for the archive: only what runs is a load. */
static struct amounts running_on(const struct node *node)
{
	struct amounts used = node_used(node);

	used.disk_mib = 0;
	return used;
}

static void change_sum(struct amounts *sum, struct amounts part, int sign)
{
	if (sign > 0)
		amounts_add(sum, &part);
	else
		amounts_subtract(sum, &part);
}

/* What the sums say of a node in its present state, with this sign. */
static void add_to_sums(struct engine *engine, const struct node *node,
			int sign)
{
	struct fleet *fleet = &engine->fleet;
	struct fleet_sums *sums = &fleet->sums[node->dedicated ? 0 : 1];
	struct offer_state *offer = &engine->scaling.offers[node->offer];
	uint32_t one = (uint32_t)sign;

	switch ((enum node_state)node->state) {
	case NODE_ORDERED:
		sums->ordered += one;
		offer->ordered += one;
		fleet->coming_of_type[node->type] += one;
		change_sum(&sums->coming, node_room(node), sign);
		break;
	case NODE_BOOTING:
		sums->booting += one;
		offer->booting += node->dedicated ? 0 : one;
		fleet->coming_of_type[node->type] += one;
		change_sum(&sums->coming, node_room(node), sign);
		break;
	case NODE_READY:
		sums->ready += one;
		change_sum(&sums->sellable, node_room(node), sign);
		change_sum(&sums->used, node_used(node), sign);
		break;
	case NODE_CORDONED:
	case NODE_DRAINING:
		sums->leaving += one;
		sums->leaving_mib +=
		    (uint64_t)((int64_t)sign * node->sellable_mib);
		change_sum(&sums->leaving_used, running_on(node), sign);
		break;
	case NODE_NONE:
	case NODE_DESTROYING:
	case NODE_SILENT:
	case NODE_DEAD:
	case NODE_GONE:
	case NODE_STATE_COUNT:
		break;
	}
}

static struct idle_shares shares_of(const struct engine *engine,
				    const struct node *node)
{
	const struct node_type *type = &engine->config.node_types[node->type];
	int64_t rate = node->rate_nano_eur;
	int64_t ram = type->ram_mib;
	int64_t own = (int64_t)type->ram_mib - node->sellable_mib;
	int64_t overhead = (int64_t)node->used_mib - node->plans_mib;
	struct idle_shares shares = {0};

	switch ((enum node_state)node->state) {
	case NODE_BOOTING:
		shares.boot = rate;
		return shares;
	case NODE_READY:
	case NODE_CORDONED:
	case NODE_DRAINING:
		shares.reserve = rate * (own + overhead) / ram;
		shares.used = rate * node->plans_mib / ram;
		break;
	case NODE_DESTROYING:
	case NODE_SILENT:
	case NODE_DEAD:
		break;
	case NODE_NONE:
	case NODE_ORDERED:
	case NODE_GONE:
	case NODE_STATE_COUNT:
		return shares;
	}
	if (node->state == NODE_READY || node->state == NODE_SILENT ||
	    node->state == NODE_DEAD)
		shares.free = rate - shares.reserve - shares.used;
	else
		shares.leaving = rate - shares.reserve - shares.used;
	return shares;
}

static uint32_t end_key(const struct engine *engine, const struct node *node)
{
	int64_t ahead_us = node->ends_us - engine->config.begin_us;

	return ahead_us <= 0 ? 0 : (uint32_t)(ahead_us / SESSION_END_STEP_US);
}

/* Who releases nodes asks for their use, once a tick if at all, so its index
 * follows then: a node is keyed once, however many worlds have come and gone
 * (23 of 875 million instructions of the fleet week). */
static void use_changes(struct fleet *fleet, uint32_t slot)
{
	if (fleet->is_use_stale[slot])
		return;
	fleet->is_use_stale[slot] = true;
	fleet->use_stale[fleet->use_stale_count++] = (uint16_t)slot;
}

const struct key_index *nodes_by_use(struct engine *engine)
{
	struct fleet *fleet = &engine->fleet;

	while (fleet->use_stale_count > 0) {
		uint32_t slot = fleet->use_stale[--fleet->use_stale_count];
		const struct node *node;

		fleet->is_use_stale[slot] = false;
		node = &fleet->nodes[slot];
		if (node->state == NODE_READY && !node->dedicated)
			key_index_set(fleet->cloud_by_used, slot,
				      node->used_mib);
	}
	return fleet->cloud_by_used;
}

/* A sum of floors: what is left over on each node is no place on any. */
static void count_places(struct engine *engine, struct node *node)
{
	const struct amounts *plan = &engine->sizes.reserve_plan;
	uint32_t places = 0;

	if (plan->ram_mib != 0 && node->state == NODE_READY) {
		struct amounts left = node_room(node), used = node_used(node);

		/* a world that was saved at the last moment lies on its disk
		 * even beyond what there is of it */
		if (amounts_cover(&left, &used)) {
			amounts_subtract(&left, &used);
			places = (uint32_t)amounts_times(&left, plan);
		}
	}
	engine->fleet.places += places;
	engine->fleet.places -= node->places;
	node->places = places;
}

/* What is taken of it has changed.  Without a reserve in worlds no node has
 * places, and this is asked some millions of times a run. */
static void places_change(struct engine *engine, struct node *node)
{
	if (engine->sizes.reserve_plan.ram_mib != 0)
		count_places(engine, node);
}

void nodes_count_places(struct engine *engine)
{
	for (uint32_t slot = 0; slot <= engine->fleet.mask; slot++)
		if (engine->fleet.nodes[slot].id != 0)
			count_places(engine, &engine->fleet.nodes[slot]);
}

/* Its idle shares, and its key in each index that it stands in, follow what is
 * taken of it. */
static void rekey(struct engine *engine, struct node *node)
{
	struct fleet *fleet = &engine->fleet;
	uint32_t slot = node_slot(engine, node);
	struct idle_shares shares = shares_of(engine, node);

	idle_change(&engine->idle, &node->shares, &shares);
	node->shares = shares;
	places_change(engine, node);
	if (node->state == NODE_DRAINING)
		key_index_set(fleet->leaving_by_free, slot,
			      node_free_mib(node));
	if (node->state != NODE_READY)
		return;
	key_index_set(fleet->by_free[node->dedicated ? 0 : 1], slot,
		      node_free_mib(node));
	if (node->dedicated)
		return;
	use_changes(fleet, slot);
	if (fleet->cloud_by_end != NULL)
		key_index_set(fleet->cloud_by_end, slot, end_key(engine, node));
}

void node_refresh(struct engine *engine, struct node *node)
{
	struct fleet *fleet = &engine->fleet;
	uint32_t slot = node_slot(engine, node);

	if (node->state != NODE_DRAINING)
		key_index_remove(fleet->leaving_by_free, slot);
	if (node->state != NODE_READY) {
		key_index_remove(fleet->by_free[node->dedicated ? 0 : 1], slot);
		key_index_remove(fleet->cloud_by_used, slot);
		if (fleet->cloud_by_end != NULL)
			key_index_remove(fleet->cloud_by_end, slot);
	}
	rekey(engine, node);
}

/* --- nodes to which worlds may come back ---------------------------------- */

/* It has room again.  If worlds are about to leave it for want of room, the
 * coming wake looks whether they can stay. */
static void has_room_again(struct engine *engine, struct node *node)
{
	struct list *roomy = &engine->fleet.roomy;

	if (node->leaving.head == 0 || node->roomy ||
	    node->state != NODE_READY || !engine->config.policy.recall_moves)
		return;
	node->roomy = true;
	node->roomy_prev = roomy->tail;
	if (roomy->tail != 0)
		node_find(engine, roomy->tail)->roomy_next = node->id;
	else
		roomy->head = node->id;
	roomy->tail = node->id;
	plan_soon(engine);
}

void node_called(struct engine *engine, struct node *node)
{
	struct list *roomy = &engine->fleet.roomy;

	if (!node->roomy)
		return;
	if (node->roomy_prev != 0)
		node_find(engine, node->roomy_prev)->roomy_next =
		    node->roomy_next;
	else
		roomy->head = node->roomy_next;
	if (node->roomy_next != 0)
		node_find(engine, node->roomy_next)->roomy_prev =
		    node->roomy_prev;
	else
		roomy->tail = node->roomy_prev;
	node->roomy_next = 0;
	node->roomy_prev = 0;
	node->roomy = false;
}

/* --- what becomes of a node ----------------------------------------------- */

void node_left(struct engine *engine, struct node *node)
{
	if (node->state != NODE_DRAINING || node->emptied ||
	    !node_is_empty(node))
		return;
	node->emptied = true;
	engine->fleet.emptied++;
}

void node_looked_at(struct engine *engine, struct node *node)
{
	engine->fleet.emptied -= node->emptied;
	node->emptied = false;
}

void node_enter(struct engine *engine, struct node *node, enum node_state state,
		enum reason reason)
{
	node_looked_at(engine, node);
	add_to_sums(engine, node, -1);
	node_move(&node->state, state);
	add_to_sums(engine, node, 1);
	node_refresh(engine, node);
	output_notice(engine,
		      &(struct notice){
			  .kind = NOTICE_NODE_STATE,
			  .reason = (uint8_t)reason,
			  .node = {node->id},
			  .node_state = {state, node->type, node->dedicated},
		      });
	has_room_again(engine, node);
}

static void change_ram(struct engine *engine, struct node *node,
		       const struct amounts *amounts, uint32_t plan_mib,
		       int sign)
{
	struct fleet_sums *sums = &engine->fleet.sums[node->dedicated ? 0 : 1];
	struct amounts change = {.ram_mib = amounts->ram_mib,
				 .cpu_milli = amounts->cpu_milli};

	node->used_mib += (uint32_t)sign * (uint32_t)amounts->ram_mib;
	node->plans_mib += (uint32_t)sign * plan_mib;
	node->cpu_used_milli += (uint32_t)sign * (uint32_t)amounts->cpu_milli;
	if (node->state == NODE_READY)
		change_sum(&sums->used, change, sign);
	else if (node->state == NODE_CORDONED || node->state == NODE_DRAINING)
		change_sum(&sums->leaving_used, change, sign);
	rekey(engine, node);
}

void node_change_disk(struct engine *engine, struct node *node,
		      uint32_t disk_mib, int sign)
{
	struct fleet_sums *sums = &engine->fleet.sums[node->dedicated ? 0 : 1];

	node->disk_used_mib += (uint32_t)sign * disk_mib;
	if (node->state == NODE_READY)
		sums->used.disk_mib += (uint64_t)((int64_t)sign * disk_mib);
	places_change(engine, node);
}

void node_take(struct engine *engine, struct node *node,
	       const struct amounts *amounts, uint32_t plan_mib,
	       int64_t ends_us)
{
	CHECK(amounts->ram_mib <= node_free_mib(node));
	if (ends_us > node->ends_us)
		node->ends_us = ends_us;
	change_ram(engine, node, amounts, plan_mib, 1);
}

void node_give(struct engine *engine, struct node *node,
	       const struct amounts *amounts, uint32_t plan_mib)
{
	CHECK(amounts->ram_mib <= node->used_mib);
	if (node->used_mib == amounts->ram_mib)
		node->ends_us = 0; /* empty: nothing ends here any more */
	change_ram(engine, node, amounts, plan_mib, -1);
	if (engine->waiting.count != 0)
		plan_soon(engine);
	if (node->leaving.head != 0)
		has_room_again(engine, node);
	if (node->state == NODE_GONE)
		node_bury(engine, node, REASON_NONE);
}

void node_bury(struct engine *engine, struct node *node, enum reason reason)
{
	if (node->state != NODE_GONE) {
		if (!node->dedicated) {
			engine->fleet.cloud--;
			engine->idle.cloud_alive -=
			    node->created_us != TIME_NEVER_US;
		}
		node_enter(engine, node, NODE_GONE, reason);
	}
	if (!node_is_empty(node) || node_links(node) != 0)
		return;
	node_called(engine, node);
	*node = (struct node){0};
	engine->fleet.alive--;
}

void node_arm_deadline(struct engine *engine, struct node *node,
		       int64_t deadline_us)
{
	bool sooner =
	    node->deadline_entries == 0 || deadline_us < node->deadline_us;

	node->deadline_us = deadline_us;
	if (deadline_us == TIME_NEVER_US || !sooner ||
	    node->deadline_entries == DEADLINE_ENTRIES_MAX)
		return;
	node->deadline_entries++;
	CHECK(timers_push(engine->timers,
			  (struct timer){max_i64(deadline_us, engine->now_us),
					 node->id, TIMER_DEADLINE}));
}
