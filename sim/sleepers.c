#include "sim/sleepers.h"

#include <stdlib.h>

#include "sim/simulation.h"

#define DISK_FULL_PERCENT 80

/* --- who ------------------------------------------------------------------ */

static int64_t begin_of(const struct scenario *scenario)
{
	return scenario->from_us - scenario->warm_up_us;
}

int64_t sleepers_from_us(const struct scenario *scenario)
{
	int64_t begin_us = begin_of(scenario);

	return scenario->starts_with_sleepers
		   ? begin_us - scenario->engine.policy.sleep_window_us
		   : begin_us;
}

void sleepers_find(const struct scenario *scenario, struct trace *trace)
{
	int64_t begin_us = begin_of(scenario);
	int64_t from_us = sleepers_from_us(scenario);

	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *session = &trace->sessions[i];
		struct trace_world *world = &trace->worlds[session->world];
		int64_t stop_us = session->stop_us;

		if (session->start_us >= begin_us || stop_us <= from_us)
			continue;
		if (stop_us > begin_us)
			stop_us = begin_us;
		if (stop_us > world->slept_since_us)
			world->slept_since_us = stop_us;
	}
}

/* --- where ---------------------------------------------------------------- */

struct home {
	uint32_t sellable_mib;
	uint64_t disk_mib, used_mib;
};

struct homes {
	struct home *list; /* of dedicated node i + 1 */
	uint32_t count;
	uint64_t sellable_mib; /* of all */
};

static bool open_homes(const struct simulation *sim, struct homes *homes)
{
	const struct engine_config *config = &sim->config;
	uint32_t count = 0;

	for (uint32_t type = 0; type < config->node_type_count; type++)
		count += config->dedicated_count[type];
	homes->list = calloc(count + (size_t)1, sizeof *homes->list);
	if (homes->list == NULL)
		return false;
	for (uint32_t type = 0; type < config->node_type_count; type++)
		for (uint32_t i = 0; i < config->dedicated_count[type]; i++) {
			struct home *home = &homes->list[homes->count++];

			home->sellable_mib = config_sellable_mib(config, type);
			home->disk_mib = config->node_types[type].disk_mib;
			homes->sellable_mib += home->sellable_mib;
		}
	return true;
}

/* The node that chance picks, by RAM. */
static uint32_t draw_home(struct simulation *sim, const struct homes *homes,
			  uint32_t world)
{
	struct random_stream stream;
	double left_mib;
	uint32_t at = 0;

	draws_stream(&sim->draws, RANDOM_HOME,
		     draws_world_entity(&sim->draws, world), 0, &stream);
	left_mib = random_uniform(&stream) * (double)homes->sellable_mib;
	while (at + 1 < homes->count &&
	       left_mib >= homes->list[at].sellable_mib)
		left_mib -= homes->list[at++].sellable_mib;
	return at;
}

/* The node with room on its disk that is next to the one drawn; 0: none. */
static uint32_t home_of(struct simulation *sim, struct homes *homes,
			uint32_t world)
{
	uint32_t disk_mib = sim->trace->worlds[world - 1].disk_mib;
	uint32_t drawn = draw_home(sim, homes, world);

	for (uint32_t i = 0; i < homes->count; i++) {
		uint32_t at = (drawn + i) % homes->count;
		struct home *home = &homes->list[at];

		if (home->used_mib + disk_mib >
		    home->disk_mib * DISK_FULL_PERCENT / 100)
			continue;
		home->used_mib += disk_mib;
		return at + 1;
	}
	return 0;
}

/* --- telling -------------------------------------------------------------- */

struct sleeper {
	int64_t since_us;
	uint32_t world;
};

static int by_sleep_then_world(const void *left, const void *right)
{
	const struct sleeper *a = left, *b = right;

	if (a->since_us != b->since_us)
		return a->since_us < b->since_us ? -1 : 1;
	return (a->world > b->world) - (a->world < b->world);
}

static void tell(struct simulation *sim, struct homes *homes,
		 const struct sleeper *sleeper)
{
	uint32_t node = home_of(sim, homes, sleeper->world);

	if (node != 0)
		inbox_put(&sim->inbox,
			  &(struct input){
			      .kind = INPUT_WORLD_FOUND,
			      .world_found = {.world = {sleeper->world},
					      .node = {node},
					      .since_us = sleeper->since_us}});
}

bool sleepers_tell(struct simulation *sim)
{
	const struct trace *trace = sim->trace;
	struct homes homes = {0};
	struct sleeper *sleepers;
	uint32_t count = 0;

	if (!sim->scenario->starts_with_sleepers)
		return true;
	sleepers = calloc(trace->world_count + (size_t)1, sizeof *sleepers);
	if (sleepers == NULL || !open_homes(sim, &homes)) {
		free(sleepers);
		return false;
	}
	for (uint32_t i = 0; i < trace->world_count; i++)
		if (trace->worlds[i].slept_since_us != 0)
			sleepers[count++] = (struct sleeper){
			    trace->worlds[i].slept_since_us, i + 1};
	qsort(sleepers, count, sizeof *sleepers, by_sleep_then_world);
	for (uint32_t i = 0; i < count && homes.count > 0; i++)
		tell(sim, &homes, &sleepers[i]);
	free(sleepers);
	free(homes.list);
	return true;
}
