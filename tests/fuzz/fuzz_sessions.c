/*
 * fuzz_sessions.c - a sessions file, plain or gzip as it begins, or zstd.
 */
#include <string.h>

#include "support_fuzz.h"
#include "traces/store/sessions.h"

#define CUT_FROM_US (INT64_C(1731088800) * 1000000)
#define CUT_TO_US (INT64_C(1731092400) * 1000000)
#define ZSTD_MAGIC "\x28\xb5\x2f\xfd"

static void check(const struct trace *trace)
{
	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *session = &trace->sessions[i];

		FUZZ_HOLDS(session->world < trace->world_count);
		FUZZ_HOLDS(session->start_us < session->stop_us);
		FUZZ_HOLDS(i == 0 || session[-1].start_us <= session->start_us);
	}
	for (uint32_t i = 0; i < trace->world_count; i++) {
		FUZZ_HOLDS(trace->worlds[i].ram_mib > 0);
		FUZZ_HOLDS(trace->worlds[i].name != NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct trace_defaults defaults = {.cpu_milli = 1000,
						.disk_mib = 2048};
	const char *ending =
	    size >= 4 && memcmp(data, ZSTD_MAGIC, 4) == 0 ? ".csv.zst" : ".csv";
	struct error_text error = {""};
	struct trace trace;

	if (!trace_read_sessions(fuzz_file(data, size, ending), &defaults,
				 &trace, &error)) {
		fuzz_check_refusal(&error);
		return 0;
	}
	check(&trace);
	(void)trace_cut_to(&trace, CUT_FROM_US, CUT_TO_US);
	check(&trace);
	trace_release(&trace);
	return 0;
}
