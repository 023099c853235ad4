/*
 * fuzz_catalogue.c - a catalogue of machines, or whatever else `conductor
 * check` takes the file for.
 */
#include "scenarios/scenario.h"
#include "support_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct scenario_options options = {.data_dir =
						     CONDUCTOR_SOURCE_DATA};
	struct error_text error = {""};

	if (!scenario_check_file(fuzz_file(data, size, ".json"), &options,
				 &error))
		fuzz_check_refusal(&error);
	return 0;
}
