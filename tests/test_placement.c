/*
 * Which node a start gets, by the definition of each rule: looked for among all
 * nodes, one after the other, and compared with what the engine decided.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support_engine.h"

#define WORLDS 24
#define NODES 40
#define STEPS 400
#define QUARTER_US (15 * US_PER_MINUTE)

static uint64_t dice_state;

static uint32_t dice(uint32_t sides)
{
	dice_state ^= dice_state << 13;
	dice_state ^= dice_state >> 7;
	dice_state ^= dice_state << 17;
	return (uint32_t)(dice_state >> 33) % sides;
}

/* What is known beside the engine's views. */
struct fleet_play {
	struct bench bench;
	int64_t ends_us[NODES]; /* the last run on it is expected to end */
	uint32_t ram_mib[WORLDS + 1], expected_s[WORLDS + 1];
	int64_t active_us[WORLDS + 1];
};

/* Two dedicated nodes, and eight rented ones that the reserve keeps. */
static void open_play(struct fleet_play *play, enum placement_rule rule,
		      bool dedicated_first)
{
	struct engine_config config = bench_config(WORLDS);
	struct bench *bench = &play->bench;

	*play = (struct fleet_play){0};
	config.policy.placement = rule;
	config.policy.dedicated_first = dedicated_first;
	config.policy.reserve_mib = 400 * 1024;
	bench_open(bench, &config);
	for (int minute = 0; minute < 5; minute++) {
		bench_until(bench, bench->now_us + US_PER_MINUTE);
		bench_settle(bench);
	}
	for (uint32_t world = 1; world <= WORLDS; world++) {
		play->ram_mib[world] = 1024 * (1 + dice(12));
		play->expected_s[world] = 600 * (1 + dice(40));
		(void)bench_feed(
		    bench,
		    (struct input){.kind = INPUT_WORLD_REGISTERED,
				   .world = {.world = {world},
					     .account = {world},
					     .ram_mib = play->ram_mib[world],
					     .disk_mib = 100,
					     .expected_session_s =
						 play->expected_s[world]}});
	}
}

/* Ready nodes of a kind on which the world fits, else id 0. */
static struct node_view candidate(const struct fleet_play *play, uint32_t id,
				  bool dedicated, uint32_t need_mib)
{
	const struct bench *bench = &play->bench;
	struct node_view view;

	if (!engine_read_node(bench->engine, (struct node_id){id}, &view) ||
	    view.state != NODE_READY ||
	    bench->config.node_types[view.type].dedicated != dedicated ||
	    view.sellable_mib - view.used_mib < need_mib)
		view = (struct node_view){0};
	return view;
}

static uint32_t free_of(const struct fleet_play *play, uint32_t id)
{
	struct node_view view = {0};

	(void)engine_read_node(play->bench.engine, (struct node_id){id}, &view);
	return view.sellable_mib - view.used_mib;
}

/* Most or least free RAM, then the lowest id; 0: none. */
static uint32_t by_free(const struct fleet_play *play, bool dedicated,
			uint32_t need_mib, bool most)
{
	uint32_t best = 0;

	for (uint32_t id = 1; id < NODES; id++) {
		uint32_t free_mib = free_of(play, id);

		if (candidate(play, id, dedicated, need_mib).id.value == 0)
			continue;
		if (best == 0 || (most ? free_mib > free_of(play, best)
				       : free_mib < free_of(play, best)))
			best = id;
	}
	return best;
}

static int64_t quarter(const struct fleet_play *play, int64_t at_us)
{
	int64_t since_us = at_us - play->bench.config.begin_us;

	return since_us <= 0 ? 0 : since_us / QUARTER_US;
}

/* The first that runs anyway as long as the world, else the longest. */
static uint32_t by_end(const struct fleet_play *play, uint32_t need_mib,
		       int64_t ends_us)
{
	int64_t own = quarter(play, ends_us);
	uint32_t later = 0, sooner = 0;

	for (uint32_t id = 1; id < NODES; id++) {
		int64_t end = quarter(play, play->ends_us[id]);

		if (candidate(play, id, false, need_mib).id.value == 0)
			continue;
		if (end >= own &&
		    (later == 0 || end < quarter(play, play->ends_us[later])))
			later = id;
		if (end <= own &&
		    (sooner == 0 || end > quarter(play, play->ends_us[sooner])))
			sooner = id;
	}
	return later != 0 ? later : sooner;
}

static uint32_t of_kind(const struct fleet_play *play, bool dedicated,
			uint32_t need_mib, int64_t ends_us, enum rule *rule)
{
	enum placement_rule placement = play->bench.config.policy.placement;

	*rule = RULE_PLACE_LEAST_LOADED;
	if (placement == PLACE_LEAST_LOADED)
		return by_free(play, dedicated, need_mib, true);
	*rule = RULE_PLACE_BEST_FIT;
	if (placement == PLACE_BEST_FIT || dedicated)
		return by_free(play, dedicated, need_mib, false);
	*rule = RULE_PLACE_SESSION_END;
	return by_end(play, need_mib, ends_us);
}

/* The node by definition, and by which rule; 0: none. */
static uint32_t expected_node(const struct fleet_play *play, uint32_t world,
			      enum rule *rule)
{
	const struct policy *policy = &play->bench.config.policy;
	uint32_t need_mib = play->ram_mib[world] + 256;
	int64_t ends_us =
	    play->bench.now_us + play->expected_s[world] * US_PER_SECOND;
	enum rule cloud_rule;
	struct world_view view;
	uint32_t dedicated, cloud, free_d, free_c;

	(void)engine_read_world(play->bench.engine, (struct world_id){world},
				&view);
	if (view.node.value != 0 &&
	    (candidate(play, view.node.value, true, need_mib).id.value != 0 ||
	     candidate(play, view.node.value, false, need_mib).id.value != 0)) {
		*rule = RULE_PLACE_WARM;
		return view.node.value;
	}
	dedicated = of_kind(play, true, need_mib, ends_us, rule);
	cloud = of_kind(play, false, need_mib, ends_us, &cloud_rule);
	if (cloud == 0 || (dedicated != 0 && policy->dedicated_first))
		return dedicated;
	free_d = free_of(play, dedicated);
	free_c = free_of(play, cloud);
	if (dedicated != 0 &&
	    (free_d == free_c ? dedicated < cloud
			      : (free_d > free_c) ==
				    (policy->placement == PLACE_LEAST_LOADED)))
		return dedicated;
	*rule = cloud_rule;
	return cloud;
}

/* The nodes that were refused: the one with its data first, then by free RAM,
 * the largest first. */
static void check_refused(const struct fleet_play *play, uint64_t from,
			  uint32_t home, uint32_t chosen)
{
	const struct bench *bench = &play->bench;
	uint32_t last_mib = UINT32_MAX, count = 0;

	for (uint64_t i = from; i < bench->notice_count; i++, count++) {
		const struct notice *n = &bench->notices[i % TEST_NOTICES_MAX];

		if (n->kind != NOTICE_ALTERNATIVE || n->node.value == 0)
			break;
		assert_true(n->alternative.holds_data ==
			    (n->node.value == home));
		if (count == 0 && home != 0 && home != chosen)
			assert_int_equal(n->node.value, home);
		if (n->node.value == home)
			continue;
		assert_true(n->alternative.free_mib <= last_mib);
		last_mib = n->alternative.free_mib;
	}
	assert_true(count <= ALTERNATIVES_MAX);
}

static uint32_t home_of(const struct fleet_play *play, uint32_t world)
{
	struct world_view view;

	(void)engine_read_world(play->bench.engine, (struct world_id){world},
				&view);
	return view.node.value;
}

static void start_world(struct fleet_play *play, uint32_t world,
			uint32_t *placed)
{
	struct bench *bench = &play->bench;
	enum rule rule;
	uint32_t node = expected_node(play, world, &rule);
	int64_t ends_us =
	    bench->now_us + play->expected_s[world] * US_PER_SECOND;
	const struct notice *told = NULL;
	uint64_t before = bench->notice_count;
	uint32_t home = home_of(play, world);

	bench_start(bench, world, 0);
	for (uint64_t i = before; i < bench->notice_count && told == NULL;
	     i++) {
		const struct notice *n = &bench->notices[i % TEST_NOTICES_MAX];

		if (n->kind == NOTICE_DECISION &&
		    n->decision.rule >= RULE_PLACE_WARM &&
		    n->decision.rule <= RULE_PLACE_SESSION_END) {
			told = n;
			check_refused(play, i + 1, home, node);
		}
	}
	assert_true((told != NULL) == (node != 0));
	if (told == NULL) {
		bench_stop(bench, world, 0);
		return;
	}
	assert_int_equal(told->node.value, node);
	assert_int_equal(told->decision.rule, rule);
	assert_int_equal(told->decision.need_mib, play->ram_mib[world] + 256);
	if (ends_us > play->ends_us[node])
		play->ends_us[node] = ends_us;
	placed[rule]++;
	bench_settle(bench);
	play->active_us[world] = bench->now_us;
	assert_int_equal(bench_state(bench, world), WORLD_ACTIVE);
}

/* Its next run is expected to last what the last ones did, on average. */
static void stop_world(struct fleet_play *play, uint32_t world)
{
	struct bench *bench = &play->bench;
	int64_t length_us = bench->now_us - play->active_us[world];

	bench_stop(bench, world, 0);
	bench_settle(bench);
	play->expected_s[world] =
	    (uint32_t)((7 * (int64_t)play->expected_s[world] +
			length_us / US_PER_SECOND) /
		       8);
	for (uint32_t id = 1; id < NODES; id++) {
		struct node_view view;

		if (!engine_read_node(bench->engine, (struct node_id){id},
				      &view) ||
		    view.used_mib == 0)
			play->ends_us[id] = 0;
	}
}

static void play_rule(enum placement_rule rule, bool dedicated_first,
		      uint32_t *placed)
{
	struct fleet_play play;

	dice_state = 4711 + (uint64_t)rule * 2 + dedicated_first;
	open_play(&play, rule, dedicated_first);
	for (int step = 0; step < STEPS; step++) {
		uint32_t world = 1 + dice(WORLDS);

		if (bench_state(&play.bench, world) == WORLD_ACTIVE) {
			if (dice(3) == 0)
				stop_world(&play, world);
		} else {
			start_world(&play, world, placed);
		}
		if (dice(2))
			bench_until(&play.bench,
				    play.bench.now_us +
					(int64_t)dice(900) * US_PER_SECOND);
		bench_settle(&play.bench);
	}
	bench_close(&play.bench);
}

static void a_start_gets_the_node_that_its_rule_names(void **state)
{
	uint32_t placed[RULE_COUNT] = {0};

	(void)state;
	for (int rule = 0; rule < 3; rule++)
		for (int first = 0; first < 2; first++)
			play_rule((enum placement_rule)rule, first, placed);
	for (int rule = RULE_PLACE_WARM; rule <= RULE_PLACE_SESSION_END; rule++)
		assert_true(placed[rule] > 20);
}

/* So many nodes with room enough, all of whose CPU is taken, and then one that
 * has CPU and less room: is it found? */
static bool is_found_behind(uint32_t full)
{
	struct engine_config config = bench_config(full + 2);
	struct bench bench;
	bool found;

	config.dedicated_count[0] = full + 1;
	config.policy.scaling = SCALE_NONE;
	config.policy.placement = PLACE_LEAST_LOADED;
	config.machinery.cpu_oversubscribe_ppm = 1000000;
	bench_open(&bench, &config);
	bench_register_all_of(&bench, 1, 40 * 1024, 0, 2048);
	bench_start(&bench, 1, 0);
	bench_settle(&bench);
	for (uint32_t world = 2; world <= full + 1; world++) {
		bench_register_all_of(&bench, world, 1024, 16000, 2048);
		bench_start(&bench, world, 0);
		bench_settle(&bench);
		assert_int_equal(bench_state(&bench, world), WORLD_ACTIVE);
	}
	bench_register_all_of(&bench, full + 2, 1024, 1000, 2048);
	bench_start(&bench, full + 2, 0);
	found = bench_state(&bench, full + 2) != WORLD_QUEUED;
	bench_close(&bench);
	return found;
}

static void so_many_nodes_are_looked_at(void **state)
{
	(void)state;
	assert_true(is_found_behind(0));
	assert_true(is_found_behind(15));
	assert_false(is_found_behind(16));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_start_gets_the_node_that_its_rule_names),
	    cmocka_unit_test(so_many_nodes_are_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
