#include "info.h"
#include "traces/base/json_put.h"
#include "traces/base/times.h"

#define TIME_SIZE 40

static void add_instant(cJSON *object, const char *key,
			const struct local_clock *clock, int64_t at_us)
{
	char text[TIME_SIZE];

	(void)cJSON_AddStringToObject(object, key,
				      time_format(at_us,
						  clock_offset_s(clock, at_us),
						  text, sizeof text));
}

static void add_info_figure(cJSON *root, const char *key,
			    const struct info_figure *figure)
{
	static const char *const names[INFO_QUANTILES] = {"p5", "p25", "p50",
							  "p75", "p95"};
	cJSON *home = cJSON_AddObjectToObject(root, key);
	cJSON *bins;

	(void)cJSON_AddNumberToObject(home, "count", (double)figure->count);
	json_put_number(home, "mean", figure->mean);
	for (int q = 0; q < INFO_QUANTILES; q++)
		json_put_number(home, names[q], figure->quantile[q]);
	bins = cJSON_AddArrayToObject(home, "bins");
	for (int b = 0; b < INFO_BINS; b++) {
		cJSON *bin = cJSON_CreateObject();

		json_put_number(bin, "from", figure->bin_from[b]);
		json_put_number(bin, "share", figure->bin_share[b]);
		(void)cJSON_AddItemToArray(bins, bin);
	}
}

static void add_stretches(cJSON *root, const char *key,
			  const struct info_stretch *stretches, uint32_t count,
			  bool peaks, const struct local_clock *clock)
{
	cJSON *list = cJSON_AddArrayToObject(root, key);

	for (uint32_t i = 0; i < count; i++) {
		cJSON *item = cJSON_CreateObject();

		add_instant(item, peaks ? "at" : "from", clock,
			    stretches[i].from_us);
		if (peaks)
			(void)cJSON_AddNumberToObject(item, "active_worlds",
						      stretches[i].worlds);
		else
			add_instant(item, "to", clock, stretches[i].to_us);
		(void)cJSON_AddItemToArray(list, item);
	}
}

/* One list a day of the week, Monday first, of 24 hours. */
static void add_active(cJSON *root, const struct info *info)
{
	cJSON *days = cJSON_AddArrayToObject(root, "active_worlds");

	for (int day = 0; day < INFO_WEEKDAYS; day++) {
		cJSON *hours = cJSON_CreateArray();

		for (int h = 0; h < HOURS; h++)
			(void)cJSON_AddItemToArray(
			    hours, cJSON_CreateNumber(
				       json_rounded(info->active[day][h])));
		(void)cJSON_AddItemToArray(days, hours);
	}
}

cJSON *info_json(const struct info *info, const char *source,
		 const struct local_clock *clock)
{
	cJSON *root = cJSON_CreateObject(), *worlds;

	(void)cJSON_AddStringToObject(root, "file", source);
	add_instant(root, "from", clock, info->from_us);
	add_instant(root, "to", clock, info->to_us);
	(void)cJSON_AddNumberToObject(root, "sessions", (double)info->sessions);
	(void)cJSON_AddNumberToObject(root, "unfinished",
				      (double)info->unfinished);
	json_put_number(root, "hours_played", info->hours_played);
	(void)cJSON_AddNumberToObject(root, "accounts", info->accounts);
	worlds = cJSON_AddObjectToObject(root, "worlds");
	(void)cJSON_AddNumberToObject(worlds, "all", info->worlds);
	(void)cJSON_AddNumberToObject(worlds, "small",
				      info->by_tier[TIER_SMALL]);
	(void)cJSON_AddNumberToObject(worlds, "medium",
				      info->by_tier[TIER_MEDIUM]);
	(void)cJSON_AddNumberToObject(worlds, "large",
				      info->by_tier[TIER_LARGE]);
	add_info_figure(root, "session_length_s", &info->length);
	add_info_figure(root, "until_played_again_s", &info->gap);
	add_info_figure(root, "starts_a_day", &info->a_day);
	add_info_figure(root, "starts_a_world", &info->a_world);
	add_active(root, info);
	add_stretches(root, "highest_days", info->peaks, info->peak_count, true,
		      clock);
	add_stretches(root, "without_a_start", info->silences,
		      info->silence_count, false, clock);
	return root;
}
