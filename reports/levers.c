/*
 * levers.c - what would help most, by the rule of docs/figures.md: the largest
 * cause of late starts, and the largest cause of idle cost.
 */
#include "reports/html_parts.h"

static const char *const by_saving[] = {"world.container_stop", NULL};
static const char *const by_room[] = {
    "policy.reactive.reserve", "fleet.cloud.max", "fleet.dedicated", NULL};
static const char *const by_boot[] = {"world.vm_boot",
				      "policy.reactive.reserve", NULL};
static const char *const by_line[] = {"world.restore.connections",
				      "workload.counts.world_size", NULL};
static const char *const by_transfer[] = {"policy.direct_copy",
					  "policy.second_copies",
					  "world.link.stream",
					  "world.restore.mb_per_second",
					  "world.restore.stream_mb_per_second",
					  "workload.counts.world_size",
					  NULL};
static const char *const by_base[] = {"fleet.dedicated", NULL};
static const char *const by_reserve[] = {"world.node_reserve_share",
					 "world.ram_overhead", NULL};
static const char *const by_hours[] = {"policy.reactive.release_until",
				       "policy.destroy_until", NULL};
static const char *const by_packing[] = {"policy.placement", NULL};

static const struct html_lever delays[] = {
    {T_DELAY_SAVING, T_LEVER_SAVING, "late.hours.saving", 0, 0, by_saving},
    {T_DELAY_ROOM, T_LEVER_ROOM, "late.hours.room", 0, 0, by_room},
    {T_DELAY_BOOT, T_LEVER_BOOT, "late.hours.boot", 0, 0, by_boot},
    {T_DELAY_LINE, T_LEVER_LINE, "late.hours.line", 0, 0, by_line},
    {T_DELAY_TRANSFER, T_LEVER_TRANSFER, "late.hours.transfer", 0, 0,
     by_transfer},
};

static const struct html_lever idles[] = {
    {T_IDLE_BOOT, T_LEVER_IDLE_BOOT, "cost_eur.idle.boot", 0, 0, by_boot},
    {T_IDLE_RESERVE, T_LEVER_IDLE_RESERVE, "cost_eur.idle.reserve", 0, 0,
     by_reserve},
    {T_IDLE_ROUNDING, T_LEVER_IDLE_ROUNDING, "cost_eur.idle.rounding", 0, 0,
     by_hours},
    {T_IDLE_SPARE, T_LEVER_IDLE_SPARE, "cost_eur.idle.spare", 0, 0, by_base},
    {T_IDLE_FRAGMENTATION, T_LEVER_IDLE_FRAGMENTATION,
     "cost_eur.idle.fragmentation", 0, 0, by_packing},
    {T_IDLE_NIGHT, T_LEVER_IDLE_NIGHT, "cost_eur.idle.night", 0, 0, by_base},
    {T_IDLE_SLACK, T_LEVER_IDLE_SLACK, "cost_eur.idle.slack", 0, 0, by_base},
};

/* The largest, and its share of `all`; of their sum when `all` is 0. */
static struct html_lever largest_lever(const struct html_page *page,
				       const struct html_lever *levers,
				       size_t count, double all)
{
	struct html_lever most = levers[0];
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		double amount = summary_number(page->summary, levers[i].key);

		sum += amount;
		if (amount > most.amount) {
			most = levers[i];
			most.amount = amount;
		}
	}
	if (all <= 0)
		all = sum;
	most.share = all > 0 ? most.amount / all : 0;
	return most;
}

struct html_lever html_lever_of_waiting(const struct html_page *page)
{
	return largest_lever(page, delays, sizeof delays / sizeof delays[0], 0);
}

struct html_lever html_lever_of_cost(const struct html_page *page)
{
	return largest_lever(page, idles, sizeof idles / sizeof idles[0],
			     summary_number(page->summary, "cost_eur.total"));
}
