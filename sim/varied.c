#include "sim/varied.h"

#include <stdio.h>

#include "traces/random.h"

#define BIT(purpose) (UINT32_C(1) << (purpose))

/* Draws that decide who plays. */
#define DEMAND                                                                 \
	(BIT(RANDOM_COUNTS) | BIT(RANDOM_GENERATE_DAY) | BIT(RANDOM_RESAMPLE))

static const struct {
	uint32_t purposes;
	const char *words;
} causes[] = {
    {BIT(RANDOM_COUNTS) | BIT(RANDOM_GENERATE_DAY),
     "who plays when and how long"},
    {BIT(RANDOM_RESAMPLE), "which of the recorded worlds we have"},
    {BIT(RANDOM_VM_BOOT), "boot times"},
    {BIT(RANDOM_START), "start-up times"},
    {BIT(RANDOM_STOP), "stop times"},
    {BIT(RANDOM_ARCHIVE) | BIT(RANDOM_RESTORE), "transfer times"},
    {BIT(RANDOM_PATIENCE), "patience"},
    {BIT(RANDOM_RETRY), "who asks again"},
    {BIT(RANDOM_ACCOUNT), "who is verified and who was brought"},
    {BIT(RANDOM_TOP_UP), "who tops up and when"},
    {BIT(RANDOM_STOCK), "stock"},
    {BIT(RANDOM_NODE_FAILURE), "failures"},
};

static uint32_t drawn(const struct run *run)
{
	uint32_t purposes = 0;

	for (uint32_t i = 0; i < run->count; i++)
		purposes |= run->figures[i].drawn;
	return purposes;
}

bool run_varies(const struct run *run)
{
	return run->count > 1 && drawn(run) != 0;
}

char *run_varied(const struct run *run, char *out, size_t size)
{
	uint32_t purposes = drawn(run);
	bool demand = (purposes & DEMAND) != 0;
	size_t used = 0;

	if (!run_varies(run)) {
		(void)snprintf(out, size, "nothing varies: one run");
		return out;
	}
	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
		if ((purposes & causes[i].purposes) != 0 && used < size)
			used += (size_t)snprintf(out + used, size - used,
						 "%s%s", used > 0 ? ", " : "",
						 causes[i].words);
	if (!demand && used < size)
		(void)snprintf(out + used, size - used,
			       " (the sessions are the same in each)");
	return out;
}
