/*
 * fuzz_config.c - the configuration that a journal keeps.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/config_codec.h"
#include "support_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct engine_config config;
	uint8_t *again;

	if (!config_load(data, size, &config))
		return 0;
	FUZZ_HOLDS(config_save_size_bytes(&config) == size);
	again = malloc(size);
	FUZZ_HOLDS(again != NULL);
	FUZZ_HOLDS(config_save(&config, again, size));
	FUZZ_HOLDS(memcmp(again, data, size) == 0);
	free(again);
	return 0;
}
