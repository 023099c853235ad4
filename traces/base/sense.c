#include "sense.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* Is more of it better?  Key or beginning of it; all others are neither. */
static const struct {
	const char *key;
	int sense;
} senses[] = {
    {"starts.served", 1},
    {"starts.refused", -1},
    {"starts.abandoned", -1},
    {"starts.left_", -1},
    {"starts.no_room", -1},
    {"starts.within_promise", 1},
    {"starts.unserved", -1},
    {"wait_seconds.p", -1},
    {"wait_seconds.max", -1},
    {"ready_seconds.", -1},
    {"worlds.interrupted", -1},
    {"worlds.lost_sleepers", -1},
    {"revenue_eur.active", 1},
    {"revenue_eur.sleep", 1},
    {"revenue_eur.net", 1},
    {"cost_eur.", -1},
    {"margin_", 1},
    {"bound.machines_", -1},
    {"bound.ratio", -1},
    {"eur_per_", -1},
    {"fleet.paid_minutes", -1},
    {"fleet.vm_sold_out", -1},
    {"recovery.nodes_lost", -1},
    {"recovery.worlds_lost", -1},
    {"recovery.play_minutes", -1},
    {"late.", -1},
    {"customers.losing", -1},
    {"customers.loss_eur", -1},
    {"guard_holds", -1},
};

/* 1: more is better, -1: less is. */
static int sense_of(const char *key)
{
	const char *dot = strrchr(key, '.');
	const char *last = dot != NULL ? dot + 1 : key;

	for (size_t i = 0; i < sizeof senses / sizeof senses[0]; i++)
		if (strncmp(key, senses[i].key, strlen(senses[i].key)) == 0)
			return senses[i].sense;
	if (strcmp(last, "margin_eur") == 0)
		return 1;
	return strcmp(last, "unserved") == 0 || strcmp(last, "wait_p95") == 0
		   ? -1
		   : 0;
}

/* Is it more than chance explains?  A difference that is the same in every
 * pair is. */
static bool beyond_chance(const struct interval *difference)
{
	return !difference->known || difference->low > 0 ||
	       difference->high < 0;
}

enum judgement judge_difference(const char *key, const struct pairing *pairing,
				const struct interval *difference, bool varies)
{
	bool more = difference->mean > 0;
	int sense = sense_of(key);

	if (!pairing->differs)
		return JUDGED_SAME;
	if (isnan(difference->mean))
		return JUDGED_UNKNOWN;
	if (!varies)
		return JUDGED_ONE_RUN;
	if (!beyond_chance(difference))
		return JUDGED_NOISE;
	if (sense == 0)
		return more ? JUDGED_MORE : JUDGED_LESS;
	return more == (sense > 0) ? JUDGED_BETTER : JUDGED_WORSE;
}

const char *judgement_code(enum judgement judgement)
{
	static const char *const codes[] = {
	    [JUDGED_UNKNOWN] = NULL,	[JUDGED_ONE_RUN] = NULL,
	    [JUDGED_SAME] = "same",	[JUDGED_NOISE] = "noise",
	    [JUDGED_MORE] = "more",	[JUDGED_LESS] = "less",
	    [JUDGED_BETTER] = "better", [JUDGED_WORSE] = "worse",
	};

	return codes[judgement];
}
