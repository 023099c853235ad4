/* support_results.c - see support_results.h */
#include "support_results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char scenario_text[] =
    "{\"name\":\"small\",\"clock\":\"UTC\","
    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
    "\"to\":\"2026-01-02T00:00:00Z\"},"
    "\"workload\":{\"sessions\":\"sessions.csv\"},"
    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1}],"
    "\"cloud\":{\"types\":[\"VM@here\"],\"max\":10}},"
    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
    "\"active_gb_hour\":\"0.02 EUR\"}]},"
    "\"catalogue\":{\"locations\":[\"here\"],\"types\":{"
    "\"BOX\":{\"kind\":\"dedicated\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"month\":\"10 EUR\"}]},"
    "\"VM\":{\"kind\":\"cloud\",\"ram\":\"4GB\",\"cpu_milli\":4000,"
    "\"disk\":\"100GB\",\"prices\":[{\"valid_from\":\"2024-01-01\","
    "\"hour\":\"0.02 EUR\",\"month\":\"12 EUR\"}]}},"
    "\"storage\":{\"CELLAR\":{\"size\":\"1TB\",\"month\":\"3 EUR\"}}},"
    "\"policy\":{\"reactive\":{\"rule\":\"none\"}},"
    "\"world\":{\"container_start\":\"0s\",\"container_stop\":\"0s\","
    "\"vm_boot\":\"60s\",\"restore\":\"0s\",\"ram_overhead\":\"0GB\","
    "\"node_reserve_ram\":\"0GB\"},"
    "\"demand\":{\"patience\":\"never\",\"patience_in_transfer\":\"never\","
    "\"retry\":0},"
    "\"replications\":3}";

/* Six worlds play at once for six hours; two of them once more. */
static const char sessions_text[] =
    "world,start,stop,ram_mb\n"
    "a,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "b,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "c,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "d,2026-01-01T01:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "e,2026-01-01T01:01:20Z,2026-01-01T07:00:00Z,1024\n"
    "f,2026-01-01T02:00:00Z,2026-01-01T07:00:00Z,1024\n"
    "a,2026-01-01T20:00:00Z,2026-01-01T21:00:00Z,1024\n"
    "b,2026-01-01T20:00:00Z,2026-01-01T21:00:00Z,1024\n";

int results_set_up(void **state)
{
	struct results *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	place_make(&f->place, scenario_text, sessions_text);
	return 0;
}

int results_tear_down(void **state)
{
	struct results *f = *state;

	cJSON_Delete(f->summary);
	run_release(&f->run);
	scenario_release(&f->loaded);
	place_remove(&f->place);
	free(f);
	return 0;
}

void results_play(struct results *f, const char *name,
		  const struct scenario_override *overrides)
{
	const struct run_options how = {.jobs = 2, .with_static = true};
	struct error_text error = {""};

	load_scenario(name, overrides, &f->loaded);
	if (!run_scenario(&f->loaded, &how, &f->run, &error))
		fail_msg("%s", error.text);
	f->run.command_line = "";
	f->summary = summary_json(&f->run);
	assert_non_null(f->summary);
}

void results_play_small(struct results *f,
			const struct scenario_override *overrides)
{
	results_play(f, f->place.scenario, overrides);
}

const cJSON *results_item(const struct results *f, const char *key)
{
	const cJSON *at = f->summary;
	char part[64];

	while (*key != '\0') {
		size_t length = strcspn(key, ".");

		(void)snprintf(part, sizeof part, "%.*s", (int)length, key);
		at = cJSON_GetObjectItemCaseSensitive(at, part);
		if (at == NULL)
			fail_msg("no key %s", part);
		key += length + (key[length] == '.');
	}
	return at;
}

const char *results_text(const struct results *f, const char *key)
{
	const cJSON *found = results_item(f, key);

	if (!cJSON_IsString(found))
		fail_msg("%s is no text", key);
	return found->valuestring;
}

double results_number(const struct results *f, const char *key)
{
	const cJSON *found = results_item(f, key);

	if (cJSON_IsString(found))
		return strtod(found->valuestring, NULL);
	if (!cJSON_IsNumber(found))
		fail_msg("%s is no number", key);
	return found->valuedouble;
}

void results_is_null(const struct results *f, const char *key)
{
	if (!cJSON_IsNull(results_item(f, key)))
		fail_msg("%s is not null", key);
}

int64_t results_delay_us(const struct results *f, enum delay delay)
{
	const struct figures *figures = &f->run.figures[0];
	int64_t sum_us = 0;

	for (size_t i = 0; i < figures->starts.count; i++) {
		int64_t delay_us[DELAY_COUNT];

		figures_delays(figures, figures_start(figures, i), delay_us);
		sum_us += delay_us[delay];
	}
	return sum_us;
}
