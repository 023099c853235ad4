#include "sense.h"

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

int figure_sense(const char *key)
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
