/*
 * fuzz_counts.c - a series of counts.
 */
#include <math.h>

#include "support_fuzz.h"
#include "traces/model/counts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error_text error = {""};
	struct counts counts;

	if (!counts_read(fuzz_file(data, size, ".csv"), "Europe/Berlin",
			 &counts, &error)) {
		fuzz_check_refusal(&error);
		return 0;
	}
	for (uint32_t i = 0; i < counts.count; i++) {
		FUZZ_HOLDS(i == 0 || counts.at_us[i - 1] < counts.at_us[i]);
		FUZZ_HOLDS(!isinf(counts.value[i]));
		FUZZ_HOLDS(isnan(counts.value[i]) || counts.value[i] >= 0);
	}
	counts_release(&counts);
	return 0;
}
