/*
 * test_scenarios.c - the loader against files: what it takes, what it refuses
 * and with which words, and what arrives in the configuration.
 *
 * Works in TEST_DIR/bad/scenarios, so that error lines name plain files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/units.h"
#include "scenarios/json_lines.h"
#include "scenarios/scenario.h"
#include "scenarios/schema_tables.h"

#ifndef TEST_DIR
#define TEST_DIR "tests"
#endif
#define DATA_DIR "../../../scenarios" /* from tests/bad/scenarios */
#define EVENING INT64_C(1793984400)   /* 2026-11-06T18:00:00+01:00 */

static int enter_directory(void **state)
{
	(void)state;
	return chdir(TEST_DIR "/bad/scenarios");
}

static void load_with(const char *path, const struct scenario_override *set,
		      uint32_t count, struct scenario *out)
{
	struct scenario_options options = {
	    .data_dir = DATA_DIR, .overrides = set, .override_count = count};
	struct error_text error = {.text = ""};

	if (!scenario_load(path, &options, out, &error))
		fail_msg("%s", error.text);
	assert_string_equal(error.text, "");
}

static void load_one(const char *path, const char *key, const char *value,
		     struct scenario *out)
{
	struct scenario_override set = {key, value};

	load_with(path, &set, key ? 1 : 0, out);
}

static void refuse(const char *path, const char *key, const char *value,
		   const char *message)
{
	struct scenario_override set = {key, value};
	struct scenario_options options = {
	    .data_dir = DATA_DIR, .overrides = &set, .override_count = 1};
	struct error_text error = {.text = ""};
	struct scenario scenario;

	assert_false(scenario_load(path, &options, &scenario, &error));
	assert_string_equal(error.text, message);
	assert_null(scenario.name);
	assert_null(scenario.assumptions);
}

/* NULL: it is none. */
static const struct assumption *if_assumed(const struct scenario *scenario,
					   const char *key)
{
	for (uint32_t i = 0; i < scenario->assumption_count; i++)
		if (!strcmp(scenario->assumptions[i].key, key))
			return &scenario->assumptions[i];
	return NULL;
}

static const struct assumption *assumed(const struct scenario *scenario,
					const char *key)
{
	const struct assumption *found = if_assumed(scenario, key);

	if (found == NULL)
		fail_msg("no assumption %s", key);
	return found;
}

/* Every tests/bad/scenarios/NAME.json gives exactly NAME.expected. */
static void bad_files_are_refused_with_their_one_line(void **state)
{
	struct scenario_options options = {.data_dir = DATA_DIR};
	DIR *directory = opendir(".");
	struct dirent *entry;
	int count = 0;

	(void)state;
	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL) {
		struct error_text error = {.text = ""};
		char path[300], expected[600] = "";
		size_t size = strlen(entry->d_name);
		FILE *file;

		if (size < 6 || strcmp(entry->d_name + size - 5, ".json") != 0)
			continue;
		(void)snprintf(path, sizeof path, "%.*s.expected",
			       (int)(size - 5), entry->d_name);
		file = fopen(path, "r");
		if (!file)
			fail_msg("%s is missing", path);
		assert_non_null(fgets(expected, sizeof expected, file));
		(void)fclose(file);
		expected[strcspn(expected, "\n")] = '\0';
		assert_false(
		    scenario_check_file(entry->d_name, &options, &error));
		assert_string_equal(error.text, expected);
		count++;
	}
	(void)closedir(directory);
	assert_true(count >= 25);
}

static void shipped_files_are_valid(void **state)
{
	static const char *const files[] = {
	    "parts/good.json",
	    "parts/counts.json",
	    "parts/with-schema.json",
	    DATA_DIR "/prices/blockclock.json",
	    DATA_DIR "/catalogue/hetzner.json",
	};
	struct scenario_options options = {.data_dir = DATA_DIR};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct error_text error = {.text = ""};

		if (!scenario_check_file(files[i], &options, &error))
			fail_msg("%s", error.text);
	}
}

static void defaults_are_those_of_the_rules(void **state)
{
	struct scenario s;
	const struct policy *p = &s.engine.policy;
	const struct guards *g = &s.engine.guards;

	(void)state;
	load_one("parts/good.json", NULL, NULL, &s);
	assert_int_equal(s.from_us, EVENING * US_PER_SECOND);
	assert_int_equal(s.to_us, (EVENING + 7200) * US_PER_SECOND);
	assert_int_equal(s.warm_up_us, US_PER_HOUR);
	assert_int_equal(s.workload.kind, WORKLOAD_SESSIONS);
	assert_string_equal(s.workload.path, "parts/sessions.csv");
	assert_int_equal(s.workload.defaults.disk_mib, 2048);
	assert_int_equal(s.workload.idle_stop_s, 600);
	assert_false(s.workload.first_seen_new);
	assert_int_equal(p->placement, PLACE_LEAST_LOADED);
	assert_int_equal(p->sleep_window_us, 48 * US_PER_HOUR);
	assert_int_equal(p->scaling, SCALE_THRESHOLD);
	assert_int_equal(p->tick_us, US_PER_MINUTE);
	assert_int_equal(p->high_ppm, 900000);
	assert_int_equal(p->low_ppm, 400000);
	assert_int_equal(p->low_for_us, 30 * US_PER_MINUTE);
	assert_int_equal(p->destroy_from_us, 50 * US_PER_MINUTE);
	assert_int_equal(p->destroy_until_us, 58 * US_PER_MINUTE);
	assert_int_equal(p->queue_max, COUNT_OFF);
	assert_int_equal(p->orders_per_tick_max, COUNT_OFF);
	assert_int_equal(g->destroys_per_hour, 3);
	assert_int_equal(g->destroys_share_ppm, 200000);
	assert_int_equal(g->stops_per_hour, 20);
	assert_int_equal(g->spend_per_day_nano_eur, AMOUNT_OFF);
	assert_int_equal(g->spend_per_month_nano_eur, AMOUNT_OFF);
	assert_int_equal(s.engine.machinery.ram_overhead_mib, 256);
	assert_int_equal(s.engine.machinery.node_reserve_mib, 4096);
	assert_int_equal(s.engine.machinery.cpu_oversubscribe_ppm, 0);
	assert_int_equal(s.engine.machinery.boxes[0].connections, 10);
	assert_int_equal(s.engine.machinery.boxes[0].connections_for_restores,
			 2);
	assert_int_equal(s.engine.machinery.heartbeat_timeout_us,
			 5 * US_PER_MINUTE);
	assert_int_equal(s.engine.prices_at_us, TIME_NEVER_US);
	assert_int_equal(s.engine.standing.setup_months, 24);
	assert_int_equal(s.engine.night_from_hour, 22);
	assert_int_equal(s.engine.night_until_hour, 8);
	assert_int_equal(s.engine.book.vat_ppm, 190000);
	assert_int_equal(s.engine.book.payment_fees_ppm, 40000);
	assert_int_equal(s.engine.book.prices[0].active_gb_hour_nano_eur,
			 20000000);
	assert_int_equal(s.engine.book.prices[0].sleep_gb_month_nano_eur,
			 100000000);
	assert_false(s.engine.book.bill_from_request);
	assert_int_equal(s.world.operator_answers_us, 15 * US_PER_MINUTE);
	assert_true(s.demand.retry > 0.2699 && s.demand.retry < 0.2701);
	assert_int_equal(s.demand.patience.law.kind, LAW_EXPONENTIAL);
	assert_false(s.demand.in_transfer.never);
	assert_int_equal(s.demand.in_transfer.law.kind, LAW_EXPONENTIAL);
	assert_true(s.demand.in_transfer.law.a > 86.9 &&
		    s.demand.in_transfer.law.a < 87.1);
	assert_true(s.demand.in_transfer.law.shift > 29.9 &&
		    s.demand.in_transfer.law.shift < 30.1);
	assert_true(s.promise_no_room_share > 0.00099 &&
		    s.promise_no_room_share < 0.00101);
	assert_true(s.promise_unserved_share < 0);
	assert_true(s.engine.book.sleep_billed_us == INT64_MAX);
	assert_true(s.demand.retry_after.a > 179.9 &&
		    s.demand.retry_after.a < 180.1);
	assert_int_equal(s.seed, 1);
	assert_int_equal(s.replications, 1);
	assert_true(s.promise_wait_p95_s > 29.9 && s.promise_wait_p95_s < 30.1);
	assert_null(s.prices_at);
	assert_null(s.price_note);
	scenario_release(&s);
}

static void fleet_and_prices_come_from_the_catalogue(void **state)
{
	struct scenario s;
	const struct node_type *t;

	(void)state;
	load_one("parts/good.json", "costs.storage", "[\"BX11\",\"BX31\"]", &s);
	assert_int_equal(s.engine.node_type_count, 2);
	assert_string_equal(s.node_type_names[0], "AX41");
	assert_string_equal(s.node_type_names[1], "CCX13");
	assert_int_equal(s.engine.dedicated_count[0], 1);
	assert_int_equal(s.engine.dedicated_count[1], 0);
	t = &s.engine.node_types[0];
	assert_true(t->dedicated);
	assert_int_equal(t->ram_mib, 65536);
	assert_int_equal(t->prices[t->price_count - 1].month_nano_eur,
			 INT64_C(59000000000));
	t = &s.engine.node_types[1];
	assert_false(t->dedicated);
	assert_int_equal(t->price_count, 3);
	assert_int_equal(t->prices[0].hour_nano_eur, 20000000);
	assert_int_equal(t->prices[2].hour_nano_eur, 69000000);
	assert_int_equal(t->prices[2].month_nano_eur, INT64_C(42990000000));
	assert_int_equal(s.engine.policy.offer_count, 1);
	assert_int_equal(s.engine.policy.offers[0].type, 1);
	assert_string_equal(
	    s.location_names[s.engine.policy.offers[0].location], "fsn1");
	assert_int_equal(s.engine.policy.cloud_max, 2);
	assert_int_equal(s.cloud_nodes_max, 2);
	assert_int_equal(s.engine.standing.storage_month_nano_eur,
			 INT64_C(24000000000));
	assert_int_equal(s.engine.standing.ipv4_hour_nano_eur, 800000);
	scenario_release(&s);
}

static void prices_before_the_first_list_are_noted(void **state)
{
	struct scenario s;

	(void)state;
	load_one("parts/good.json", "prices_at", "2024-11-08", &s);
	assert_string_equal(s.prices_at, "2024-11-08");
	assert_string_equal(s.price_note,
			    "before the first price list of AX41, CCX13, the "
			    "first applies");
	scenario_release(&s);
}

static void a_scenario_brings_its_own_machine(void **state)
{
	static const struct scenario_override set[] = {
	    {"catalogue.types.MYBOX",
	     "{\"kind\":\"dedicated\",\"ram\":\"32GB\",\"cpu_milli\":8000,"
	     "\"disk\":\"1TB\",\"prices\":[{\"valid_from\":\"2026-01-01\","
	     "\"month\":\"33.33 EUR\"}]}"},
	    {"fleet.dedicated.0.type", "MYBOX"},
	    {"prices.lists.0.active_gb_hour", "0.03 EUR"},
	};
	struct scenario s;

	(void)state;
	load_with("parts/good.json", set, 3, &s);
	assert_string_equal(s.node_type_names[0], "MYBOX");
	assert_int_equal(s.engine.node_types[0].ram_mib, 32768);
	assert_int_equal(s.engine.node_types[0].prices[0].month_nano_eur,
			 INT64_C(33330000000));
	assert_int_equal(s.engine.book.prices[0].active_gb_hour_nano_eur,
			 30000000);
	scenario_release(&s);
}

static void extends_merges_objects_and_replaces_lists(void **state)
{
	struct scenario s;

	(void)state;
	load_one("parts/counts.json", NULL, NULL, &s);
	assert_string_equal(s.name, "good"); /* from the base */
	assert_int_equal(s.workload.kind, WORKLOAD_COUNTS);
	assert_int_equal(s.workload.counts.ram_mix_count, 1);
	assert_int_equal(s.workload.counts.ram_mix[0].ram_mib, 4096);
	assert_int_equal(s.workload.counts.ram_mix[0].share_ppm, 1000000);
	assert_int_equal(s.workload.counts.worlds_living, 100);
	assert_int_equal(s.workload.counts.peak_from_us, s.from_us);
	assert_int_equal(s.workload.counts.peak_to_us, s.to_us);
	assert_int_equal(s.workload.counts.session_length.kind, LAW_WEIBULL);
	assert_true(fabs(s.workload.counts.session_length.a - 4800) < 1e-9);
	assert_true(fabs(s.workload.counts.session_length.shift - 600) < 1e-9);
	assert_true(fabs(s.workload.counts.session_length.max - 86400) < 1e-9);
	assert_true(fabs(s.workload.counts.world_size_mib.a - 409.6) < 1e-6);
	assert_string_equal(assumed(&s, "name")->source, "parts/good.json:3");
	assert_string_equal(assumed(&s, "workload.counts.peak_worlds")->source,
			    "parts/counts.json:7");
	scenario_release(&s);
}

static void a_sleep_longer_than_the_run_is_told(void **state)
{
	struct scenario s;

	(void)state;
	/* two hours of window, one of warm-up */
	load_one("parts/good.json", "policy.sleep_window", "3h", &s);
	assert_null(s.sleep_note);
	scenario_release(&s);
	load_one("parts/good.json", "policy.sleep_window", "4h", &s);
	assert_string_equal(
	    s.sleep_note,
	    "worlds sleep for up to 4 hours, and the run with its warm-up has "
	    "3: it begins with an empty fleet and cannot show what so long a "
	    "sleep does");
	scenario_release(&s);
	load_one("parts/good.json", "window.start", "sleepers", &s);
	assert_null(s.sleep_note);
	scenario_release(&s);
}

/* A plan of the mix by its RAM, or that with the largest share; of recorded
 * sessions, whose plans are not known, any. */
static void a_reserve_is_counted_in_a_plan(void **state)
{
	static const struct scenario_override mix[] = {
	    {"workload.counts.ram_mix",
	     "[{\"ram\":\"2GB\",\"share\":\"30%\",\"cpu_milli\":500},"
	     "{\"ram\":\"6GB\",\"share\":\"35%\",\"cpu_milli\":1500},"
	     "{\"ram\":\"4GB\",\"share\":\"35%\"}]"},
	    {"workload.counts.world_size", "3GB"},
	    {"policy.reactive.reserve_worlds", "12"},
	    {"policy.reactive.reserve_plan", "4GB"},
	};
	const struct plan_size *plan;
	struct scenario s;

	(void)state;
	load_with("parts/counts.json", mix, 3, &s); /* a tie: the larger */
	plan = &s.engine.policy.reserve_plan;
	assert_int_equal(s.engine.policy.reserve_worlds, 12);
	assert_int_equal(plan->ram_mib, 6144);
	assert_int_equal(plan->cpu_milli, 1500);
	assert_int_equal(plan->disk_mib, 3072);
	assert_null(if_assumed(&s, "policy.reactive.reserve"));
	assert_non_null(if_assumed(&s, "policy.reactive.reserve_plan"));
	scenario_release(&s);
	load_with("parts/counts.json", mix, 4, &s);
	assert_int_equal(plan->ram_mib, 4096);
	assert_int_equal(plan->cpu_milli, 1000); /* of who gives none */
	scenario_release(&s);
	load_one("parts/good.json", "policy.reactive.reserve_plan", "5GB", &s);
	assert_int_equal(plan->ram_mib, 5120);
	assert_int_equal(plan->cpu_milli, 1000);
	assert_int_equal(plan->disk_mib, 2048);
	assert_non_null(if_assumed(&s, "policy.reactive.reserve"));
	assert_null(if_assumed(&s, "policy.reactive.reserve_plan"));
	scenario_release(&s);
	load_one("parts/good.json", "policy.reactive.reserve_worlds", "1", &s);
	assert_int_equal(plan->ram_mib, 4096);
	scenario_release(&s);
}

static void a_slower_core_counts_as_less_of_one(void **state)
{
	struct scenario s;

	(void)state;
	load_one("parts/good.json", "catalogue.types.AX41.speed", "1", &s);
	assert_int_equal(s.engine.node_types[0].cpu_milli, 6000);
	scenario_release(&s);
	load_one("parts/good.json", "catalogue.types.AX41.speed", "0.45", &s);
	assert_int_equal(s.engine.node_types[0].cpu_milli, 2700);
	scenario_release(&s);
}

static void a_law_of_another_kind_replaces_the_one_before(void **state)
{
	struct scenario s;

	(void)state;
	load_one("parts/good.json", "world.vm_boot",
		 "{\"law\":\"gamma\",\"shape\":2,\"scale\":\"30s\"}", &s);
	assert_int_equal(s.world.vm_boot.kind, LAW_GAMMA);
	assert_true(fabs(s.world.vm_boot.a - 30) < 1e-9);
	assert_true(fabs(s.world.vm_boot.b - 2) < 1e-9);
	assert_true(fabs(s.world.vm_boot.max) < 1e-9);
	scenario_release(&s);
	load_one("parts/good.json", "world.vm_boot", "12s", &s);
	assert_int_equal(s.world.vm_boot.kind, LAW_FIXED);
	assert_true(fabs(s.world.vm_boot.a - 12) < 1e-9);
	scenario_release(&s);
}

static void extends_replaces_laws_and_adds_up_equal_machines(void **state)
{
	struct scenario s;

	(void)state;
	load_one("parts/counts.json", "world.vm_boot.sigma", "0.5", &s);
	assert_int_equal(s.world.vm_boot.kind, LAW_LOGNORMAL);
	assert_true(fabs(s.world.vm_boot.a - 100) < 1e-9);
	assert_true(fabs(s.world.vm_boot.b - 0.5) < 1e-9);
	scenario_release(&s);
	load_one("parts/other-law.json", NULL, NULL, &s);
	assert_int_equal(s.world.vm_boot.kind, LAW_EXPONENTIAL);
	assert_true(fabs(s.world.vm_boot.a - 50) < 1e-9);
	assert_string_equal(s.node_type_names[0], "AX41");
	assert_string_equal(s.node_type_names[1], "AX42");
	assert_int_equal(s.engine.dedicated_count[0], 4);
	assert_int_equal(s.engine.dedicated_count[1], 2);
	scenario_release(&s);
}

static void named_switches_turn_features_off(void **state)
{
	static const struct scenario_override set[] = {
	    {"demand.patience", "never"},
	    {"workload.idle_stop", "never"},
	    {"world.operator_answers", "never"},
	    {"world.restore", "0s"},
	    {"world.stock.sold_out", "always"},
	    {"guards.stops_per_hour", "off"},
	    {"policy.queue_max", "7"},
	    {"world.cpu_oversubscribe", "1.5"},
	};
	struct scenario s;

	(void)state;
	load_with("parts/good.json", set, sizeof set / sizeof *set, &s);
	assert_true(s.demand.patience.never);
	assert_int_equal(s.workload.idle_stop_s, 0);
	assert_int_equal(s.world.operator_answers_us, TIME_NEVER_US);
	assert_true(s.world.transfers.unlimited);
	assert_int_equal(s.world.transfer_unlimited_latency.kind, LAW_FIXED);
	assert_int_equal(s.engine.machinery.boxes[0].connections, 0);
	assert_int_equal(s.engine.machinery.boxes[0].connections_for_restores,
			 0);
	assert_true(s.world.stock.always_sold_out);
	assert_int_equal(s.engine.guards.stops_per_hour, COUNT_OFF);
	assert_int_equal(s.engine.policy.queue_max, 7);
	assert_int_equal(s.engine.machinery.cpu_oversubscribe_ppm, 1500000);
	scenario_release(&s);
}

static void set_reaches_lists_and_null_means_the_default(void **state)
{
	static const struct scenario_override set[] = {
	    {"fleet.dedicated.0.count", "3"},
	    {"window.warm_up", "null"},
	    {"name", "bare-word"},
	};
	struct scenario s;

	(void)state;
	load_with("parts/good.json", set, 3, &s);
	assert_int_equal(s.engine.dedicated_count[0], 3);
	assert_int_equal(s.warm_up_us, 0);
	assert_string_equal(s.name, "bare-word");
	assert_string_equal(assumed(&s, "fleet.dedicated")->source,
			    "--set fleet.dedicated.0.count=3");
	assert_true(assumed(&s, "window.warm_up")->is_default);
	assert_string_equal(assumed(&s, "window.warm_up")->source, "default");
	assert_false(assumed(&s, "name")->is_default);
	scenario_release(&s);
}

static void a_wrong_setting_is_named(void **state)
{
	(void)state;
	refuse("parts/good.json", "policy.plcement", "best-fit",
	       "--set policy.plcement=best-fit: unknown key "
	       "\"policy.plcement\"; nearest is \"policy.placement\"");
	refuse("parts/good.json", "replications", "many",
	       "--set replications=many: replications: \"many\" is not "
	       "understood; write a whole number");
	refuse("parts/good.json", "fleet.dedicated.1.count", "3",
	       "--set fleet.dedicated.1.count=3: no key can be set at "
	       "\"1.count\"; write key.key=value, and a list's element by its "
	       "number from 0");
	refuse("parts/good.json", "fleet.dedicated", "[",
	       "--set fleet.dedicated=[: not valid JSON; quote it for the "
	       "shell with ' '");
	refuse("no-such-night", "seed", "1",
	       "no-such-night: no such scenario; give a file, or a name from "
	       "../../../scenarios");
	refuse("friday-nigth", "seed", "1",
	       "friday-nigth: no such scenario; nearest is \"friday-night\"");
	refuse("holidy.json", "seed", "1",
	       "holidy.json: no such scenario; nearest is \"holiday\"");
	refuse("friday-night.json", "seed", "1",
	       "friday-night.json: no such scenario; nearest is "
	       "\"friday-night\"");
	refuse("parts/good.json", "seed", "9007199254740992",
	       "--set seed=9007199254740992: seed: too large to be kept "
	       "exactly; write a whole number up to 9007199254740991");
	refuse("parts/good.json", "window.from", "2024-02-30",
	       "--set window.from=2024-02-30: window.from: \"2024-02-30\" is "
	       "not understood; write an instant with its offset such as "
	       "\"2024-11-08T12:00:00+01:00\", or a date such as "
	       "\"2024-11-08\"");
	refuse("parts/good.json", "name", "../esc",
	       "--set name=../esc: name: cannot name a directory; write "
	       "letters, digits, '.', '_' and '-', at most 64, and no '.' "
	       "first");
}

static void a_date_is_midnight_on_the_clock_of_the_scenario(void **state)
{
	static const struct {
		const char *clock, *date;
		int64_t utc_s;
	} cases[] = {
	    {"Europe/Berlin", "2024-11-08", INT64_C(1731020400)}, /* 23:00Z */
	    {"Europe/Berlin", "2024-07-01", INT64_C(1719784800)}, /* 22:00Z */
	    {"Europe/Berlin", "2024-10-27", INT64_C(1729980000)}, /* 22:00Z */
	    {"Europe/Berlin", "2024-10-28", INT64_C(1730070000)}, /* 23:00Z */
	    {"America/New_York", "2024-11-08", INT64_C(1731042000)},
	    {"UTC", "2024-11-08", INT64_C(1731024000)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct scenario_override set[] = {
		    {"clock", cases[i].clock},
		    {"window.from", cases[i].date},
		    {"window.to", "2025-01-01"},
		};
		struct scenario s;

		load_with("parts/good.json", set, 3, &s);
		assert_int_equal(s.from_us, cases[i].utc_s * US_PER_SECOND);
		scenario_release(&s);
	}
}

static void sessions_option_replaces_the_workload(void **state)
{
	struct scenario_options options = {.data_dir = DATA_DIR,
					   .sessions = "parts/sessions.csv"};
	struct error_text error = {.text = ""};
	struct scenario s;

	(void)state;
	/* the counts file of friday-night is not even looked for */
	assert_true(scenario_load("friday-night", &options, &s, &error));
	assert_int_equal(s.workload.kind, WORKLOAD_SESSIONS);
	assert_string_equal(s.workload.path, "parts/sessions.csv");
	assert_string_equal(assumed(&s, "workload.sessions")->source,
			    "--sessions parts/sessions.csv");
	assert_string_equal(s.source_note, "the sessions of sessions.csv");
	scenario_release(&s);
}

static void friday_night_is_the_calibrated_one(void **state)
{
	struct scenario s;

	(void)state;
	load_one("friday-night", "workload.counts.file", "parts/sessions.csv",
		 &s);
	assert_int_equal(s.from_us, 1731063600 * US_PER_SECOND);
	assert_int_equal(s.to_us, s.from_us + 20 * US_PER_HOUR);
	assert_int_equal(s.warm_up_us, 24 * US_PER_HOUR);
	assert_true(s.starts_with_sleepers);
	assert_null(s.sleep_note);
	assert_int_equal(s.workload.counts.shape, COUNTS_SHAPE_EUROPEAN);
	assert_int_equal(s.workload.counts.value, COUNTS_PEAK);
	assert_int_equal(s.engine.dedicated_count[0], 10);
	assert_int_equal(s.engine.policy.offer_count, 3);
	assert_int_equal(s.engine.policy.scaling, SCALE_FIT);
	assert_int_equal(s.engine.policy.reserve_worlds, 16);
	assert_int_equal(s.engine.policy.return_room_mib, 0);
	assert_int_equal(s.engine.policy.reserve_plan.ram_mib, 4096);
	assert_int_equal(s.engine.policy.reserve_plan.cpu_milli, 1000);
	/* 0.4 GB x exp(1.535^2 / 2) */
	assert_int_equal(s.engine.policy.reserve_plan.disk_mib, 1331);
	assert_true(s.engine.policy.dedicated_first);
	assert_true(s.engine.policy.direct_copy);
	assert_true(s.engine.policy.recall_moves);
	assert_int_equal(s.engine.policy.sleep_window_us, 336 * US_PER_HOUR);
	assert_int_equal(s.engine.machinery.link_copies, 8);
	assert_int_equal(s.replications, 20);
	assert_null(s.price_note);
	assert_int_equal(s.engine.clock_offset_count, 1);
	assert_int_equal(s.engine.clock[0].offset_s, 3600);
	scenario_release(&s);
	load_one("friday-night-raw", "workload.counts.file",
		 "parts/sessions.csv", &s);
	assert_string_equal(s.name, "friday-night-raw");
	assert_int_equal(s.workload.counts.shape, COUNTS_SHAPE_RAW);
	assert_int_equal(s.engine.dedicated_count[0], 10);
	scenario_release(&s);
}

static void json_keeps_the_line_of_every_value(void **state)
{
	static const char text[] = "{ // a comment \"with\" { things\n"
				   "\t\"a\": \"// no comment\",\n"
				   "\t\"b\": [\n\t\t1,\n\t\t{ \"c\":\n"
				   "\t\t\t2 }\n\t]\n}\n";
	struct json_sources sources = {.count = 0};
	struct error_text error = {.text = ""};
	cJSON *root =
	    json_read_text(&sources, "x.json", text, sizeof text - 1, &error);
	cJSON *b, *c;

	(void)state;
	assert_non_null(root);
	b = cJSON_GetObjectItemCaseSensitive(root, "b");
	c = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(b, 1), "c");
	assert_string_equal(
	    cJSON_GetObjectItemCaseSensitive(root, "a")->valuestring,
	    "// no comment");
	assert_string_equal(json_place(&sources, root).text, "x.json:1");
	assert_string_equal(json_place(&sources, b).text, "x.json:3");
	assert_string_equal(json_place(&sources, cJSON_GetArrayItem(b, 0)).text,
			    "x.json:4");
	assert_string_equal(json_place(&sources, c).text, "x.json:5");
	cJSON_Delete(root);
	json_sources_release(&sources);
}

/* The table is documentation too: nothing without a meaning, nothing twice. */
static void every_key_has_a_meaning_and_is_listed_once(void **state)
{
	const struct schema *t = &schema_scenario;

	(void)state;
	for (size_t i = 0; i < t->count; i++) {
		assert_non_null(t->keys[i].meaning);
		assert_true(strlen(t->keys[i].meaning) > 3);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(t->keys[i].key, t->keys[j].key);
	}
}

/* Cutting a good file anywhere gives an error line, never a crash. */
static void a_file_cut_anywhere_is_refused(void **state)
{
	char text[4096];
	FILE *file = fopen("parts/counts.json", "rb");
	size_t size;

	(void)state;
	assert_non_null(file);
	size = fread(text, 1, sizeof text, file);
	(void)fclose(file);
	while (size > 0 && text[size - 1] != '}')
		size--;
	for (size_t cut = 0; cut < size; cut++) {
		struct json_sources sources = {.count = 0};
		struct error_text error = {.text = ""};

		assert_null(
		    json_read_text(&sources, "cut.json", text, cut, &error));
		assert_memory_equal(error.text, "cut.json:", 9);
		assert_null(strchr(error.text, '\n'));
		json_sources_release(&sources);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bad_files_are_refused_with_their_one_line),
	    cmocka_unit_test(shipped_files_are_valid),
	    cmocka_unit_test(defaults_are_those_of_the_rules),
	    cmocka_unit_test(fleet_and_prices_come_from_the_catalogue),
	    cmocka_unit_test(prices_before_the_first_list_are_noted),
	    cmocka_unit_test(a_scenario_brings_its_own_machine),
	    cmocka_unit_test(extends_merges_objects_and_replaces_lists),
	    cmocka_unit_test(a_sleep_longer_than_the_run_is_told),
	    cmocka_unit_test(a_reserve_is_counted_in_a_plan),
	    cmocka_unit_test(a_slower_core_counts_as_less_of_one),
	    cmocka_unit_test(a_law_of_another_kind_replaces_the_one_before),
	    cmocka_unit_test(extends_replaces_laws_and_adds_up_equal_machines),
	    cmocka_unit_test(named_switches_turn_features_off),
	    cmocka_unit_test(set_reaches_lists_and_null_means_the_default),
	    cmocka_unit_test(a_wrong_setting_is_named),
	    cmocka_unit_test(a_date_is_midnight_on_the_clock_of_the_scenario),
	    cmocka_unit_test(sessions_option_replaces_the_workload),
	    cmocka_unit_test(friday_night_is_the_calibrated_one),
	    cmocka_unit_test(json_keeps_the_line_of_every_value),
	    cmocka_unit_test(every_key_has_a_meaning_and_is_listed_once),
	    cmocka_unit_test(a_file_cut_anywhere_is_refused),
	};

	return cmocka_run_group_tests(tests, enter_directory, NULL);
}
