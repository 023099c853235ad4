/*
 * upgrade.c - the first deployment of a new behaviour version.
 *
 * upgrade save FILE: run a small fleet and save it.  upgrade load FILE: load it
 * and go on.  upgrade version: print the behaviour version.
 * tests/cli/upgrade.sh runs them with engines of different versions; this one
 * is built twice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/questions.h"
#include "support_engine.h"
#include "traces/base/engine_heap.h"

#define WORLDS 20
#define SNAPSHOT_MAX (1u << 22)

static int save(const char *path)
{
	struct engine_config config = bench_config(WORLDS);
	static uint8_t bytes[SNAPSHOT_MAX];
	struct bench bench;
	size_t size;
	FILE *file;
	bool good;

	bench_open(&bench, &config);
	for (uint32_t world = 1; world <= WORLDS; world++) {
		bench_register(&bench, world, 2048, true);
		bench_start(&bench, world, world);
	}
	bench_settle(&bench);
	size = engine_save_size_bytes(bench.engine);
	good = size <= sizeof bytes &&
	       engine_save(bench.engine, bytes, size) == ENGINE_OK;
	file = fopen(path, "wb");
	good = good && file != NULL && fwrite(bytes, size, 1, file) == 1;
	if (file != NULL && fclose(file) != 0)
		good = false;
	bench_close(&bench);
	return good ? 0 : 1;
}

static int load(const char *path)
{
	struct engine_config config = bench_config(WORLDS);
	static uint8_t bytes[SNAPSHOT_MAX];
	struct engine *engine = NULL;
	enum engine_status status;
	struct world_view view;
	FILE *file = fopen(path, "rb");
	size_t size = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (file != NULL)
		(void)fclose(file);
	status = engine_load(&config, &engine_heap, bytes, size, &engine);
	(void)puts(engine_status_name(status));
	if (status != ENGINE_OK)
		return 1;
	if (engine_audit(engine) != NULL ||
	    !engine_read_world(engine, (struct world_id){WORLDS}, &view) ||
	    view.state != WORLD_ACTIVE)
		return 1;
	engine_destroy(engine);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "save") == 0)
		return save(argv[2]);
	if (argc == 3 && strcmp(argv[1], "load") == 0)
		return load(argv[2]);
	(void)printf("%d\n", ENGINE_BEHAVIOUR_VERSION);
	return 0;
}
