/*
 * fuzz_scenario.c - a scenario, with what it extends, its price book and its
 * catalogue from the shipped ones.
 */
#include "engine/engine.h"
#include "scenarios/scenario.h"
#include "support_fuzz.h"
#include "traces/base/engine_heap.h"

/* Whatever the loader accepts, the engine accepts. */
static void check(const struct scenario *scenario)
{
	struct engine_config config = scenario->engine;
	struct engine *engine = NULL;

	config.limits =
	    (struct engine_limits){.worlds_max = 1,
				   .accounts_max = 1,
				   .nodes_max = config.policy.cloud_max + 1,
				   .commands_pending_max = 1024};
	for (uint32_t i = 0; i < config.node_type_count; i++)
		config.limits.nodes_max += config.dedicated_count[i];
	FUZZ_HOLDS(engine_create(&config, &engine_heap, &engine) == ENGINE_OK);
	engine_destroy(engine);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct scenario_options options = {.data_dir =
						     CONDUCTOR_SOURCE_DATA};
	struct error_text error = {""};
	struct scenario scenario;

	if (!scenario_load(fuzz_file(data, size, ".json"), &options, &scenario,
			   &error)) {
		fuzz_check_refusal(&error);
		return 0;
	}
	check(&scenario);
	scenario_release(&scenario);
	return 0;
}
