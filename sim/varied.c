#include "sim/varied.h"

#include <stdio.h>

#include "traces/base/random.h"

#define BIT(purpose) (UINT32_C(1) << (purpose))

/* Draws that decide who plays. */
#define DEMAND                                                                 \
	(BIT(RANDOM_COUNTS) | BIT(RANDOM_GENERATE_DAY) | BIT(RANDOM_RESAMPLE))

static const struct {
	uint32_t purposes;
	const char *code, *words;
} causes[] = {
    {BIT(RANDOM_COUNTS) | BIT(RANDOM_GENERATE_DAY), "demand",
     "who plays when and how long"},
    {BIT(RANDOM_RESAMPLE), "resample", "which recorded worlds were drawn"},
    {BIT(RANDOM_HOME), "home", "who sleeps where at the beginning"},
    {BIT(RANDOM_VM_BOOT) | BIT(RANDOM_MACHINE_BOOT) | BIT(RANDOM_INSTALL),
     "boot", "boot times"},
    {BIT(RANDOM_START), "start", "start-up times"},
    {BIT(RANDOM_STOP), "stop", "stop times"},
    {BIT(RANDOM_ARCHIVE) | BIT(RANDOM_RESTORE) | BIT(RANDOM_COPY), "transfer",
     "transfer times"},
    {BIT(RANDOM_PATIENCE), "patience", "patience"},
    {BIT(RANDOM_RETRY), "retry", "who retries"},
    {BIT(RANDOM_ACCOUNT), "account", "who is verified and who was referred"},
    {BIT(RANDOM_TOP_UP), "top_up", "who tops up and when"},
    {BIT(RANDOM_STOCK), "stock", "stock"},
    {BIT(RANDOM_NODE_FAILURE), "failure", "failures"},
};

static uint32_t drawn_purposes(const struct run *run)
{
	uint32_t purposes = 0;

	for (uint32_t i = 0; i < run->count; i++)
		purposes |= run->figures[i].drawn;
	return purposes;
}

bool run_draws(const struct run *run)
{
	return drawn_purposes(run) != 0;
}

/* Draws that change nothing leave the trail of every replication the same. */
static bool are_alike(const struct figures *figures, uint32_t count)
{
	for (uint32_t i = 1; figures != NULL && i < count; i++)
		if (figures[i].trail != figures[0].trail)
			return false;
	return true;
}

bool run_varies(const struct run *run)
{
	return run->count > 1 && run_draws(run) &&
	       !(are_alike(run->figures, run->count) &&
		 are_alike(run->fixed, run->count));
}

bool run_judges(const struct run *run)
{
	return run->count > 1 || !run_draws(run);
}

char *run_varied(const struct run *run, char *out, size_t size)
{
	uint32_t purposes = drawn_purposes(run);
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

void run_varied_codes(const struct run *run, cJSON *list)
{
	uint32_t purposes = drawn_purposes(run);

	if (!run_varies(run))
		return;
	for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++)
		if ((purposes & causes[i].purposes) != 0)
			(void)cJSON_AddItemToArray(
			    list, cJSON_CreateString(causes[i].code));
	if ((purposes & DEMAND) == 0)
		(void)cJSON_AddItemToArray(list,
					   cJSON_CreateString("same_sessions"));
}
