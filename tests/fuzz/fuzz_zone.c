/*
 * fuzz_zone.c - any bytes as a zone file (TZif): a clock comes out whose
 * changes are in order, or one line of refusal.
 */
#include "support_fuzz.h"
#include "traces/base/zone.h"

#define US_PER_S INT64_C(1000000)
#define FAR_S INT64_C(345600) /* between changes that cannot meet */

/* Away from changes, what a clock shows is an instant again. */
static void check_instant(const struct zone_clock *clock, int64_t at_s)
{
	int64_t local_s = zone_clock_local_s(clock, at_s);

	FUZZ_HOLDS(zone_clock_utc_s(clock, local_s, at_s) == at_s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct zone_clock clock;
	struct error_text error = {""};
	bool far = true;

	if (!zone_clock_read(&clock, "bytes", data, size, &error)) {
		fuzz_check_refusal(&error);
		return 0;
	}
	FUZZ_HOLDS(clock.count > 0 && clock.count <= ZONE_CLOCK_CHANGES_MAX);
	FUZZ_HOLDS(clock.offsets[0].from_us == 0);
	for (uint32_t i = 1; i < clock.count; i++) {
		const struct utc_offset *last = &clock.offsets[i - 1],
					*next = &clock.offsets[i];

		FUZZ_HOLDS(last->from_us < next->from_us);
		FUZZ_HOLDS(next->from_us < ZONE_CLOCK_END_US);
		FUZZ_HOLDS(last->offset_s != next->offset_s);
		far = far && next->from_us - last->from_us > FAR_S * US_PER_S;
	}
	for (uint32_t i = 1; far && i < clock.count; i++) {
		check_instant(&clock, clock.offsets[i].from_us / US_PER_S);
		check_instant(&clock,
			      clock.offsets[i].from_us / US_PER_S + FAR_S / 2);
	}
	return 0;
}
