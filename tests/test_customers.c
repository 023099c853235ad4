/*
 * test_customers.c - tiers and customers of a small night, recomputed by hand
 * from docs/figures.md: who held how much RAM on which kind of node, and what
 * follows of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/kpi.h"
#include "sim/run.h"
#include "support_place.h"

#define EXACT 1e-6

/*
 * Nothing takes time.  The dedicated node sells 16 GB: `a` and `b` (8 GB each)
 * fill it for two hours; `c` (8 GB) comes an hour later, finds no room and goes
 * to a cloud node.  `ann` owns a and c, `bob` owns b.  `d` (2 GB) of `dan`
 * plays before the window only, but sleeps in it.
 */
static const char sessions[] =
    "world,start,stop,ram_mb,disk_mb,owner\n"
    "a,2026-11-06T18:00:00+01:00,2026-11-06T20:00:00+01:00,8192,1024,ann\n"
    "b,2026-11-06T18:00:00+01:00,2026-11-06T20:00:00+01:00,8192,2048,bob\n"
    "c,2026-11-06T19:00:00+01:00,2026-11-06T20:00:00+01:00,8192,1024,ann\n"
    "d,2026-11-06T17:10:00+01:00,2026-11-06T17:20:00+01:00,2048,4096,dan\n";

static const char scenario[] =
    "{ \"name\": \"small\",\n"
    " \"window\": { \"from\": \"2026-11-06T18:00:00+01:00\","
    " \"to\": \"2026-11-06T20:30:00+01:00\", \"warm_up\": \"1h\" },\n"
    " \"workload\": { \"sessions\": \"sessions.csv\","
    " \"first_seen\": \"archived\" },\n"
    " \"catalogue\": { \"locations\": [\"x\"], \"types\": {"
    " \"BASE\": { \"kind\": \"dedicated\", \"ram\": \"16GB\","
    " \"cpu_milli\": 16000, \"disk\": \"100GB\", \"prices\": ["
    " { \"valid_from\": \"2026-01-01\", \"month\": \"73 EUR\" }] },"
    " \"MORE\": { \"kind\": \"cloud\", \"ram\": \"16GB\","
    " \"cpu_milli\": 16000, \"disk\": \"100GB\", \"prices\": ["
    " { \"valid_from\": \"2026-01-01\", \"hour\": \"0.40 EUR\","
    " \"month\": \"100 EUR\" }] } } },\n"
    " \"fleet\": { \"dedicated\": [{ \"type\": \"BASE\", \"count\": 1 }],"
    " \"cloud\": { \"types\": [\"MORE@x\"], \"max\": 1 } },\n"
    " \"policy\": { \"reactive\": { \"rule\": \"fit\", \"reserve\": \"0GB\","
    " \"release_from\": \"30m\", \"release_until\": \"50m\" } },\n"
    " \"world\": { \"vm_boot\": \"0s\", \"container_start\": \"0s\","
    " \"container_stop\": \"0s\", \"restore\": \"0s\","
    " \"node_reserve_ram\": \"0GB\", \"node_reserve_share\": \"0%\","
    " \"ram_overhead\": \"0GB\" },\n"
    " \"demand\": { \"patience\": \"never\" } }\n";

struct fixture {
	struct place place;
	struct scenario scenario;
	struct run run;
};

static int setup(void **state)
{
	static const struct scenario_override none[] = {{NULL, NULL}};
	static struct fixture f;
	const struct run_options how = {.jobs = 1};
	struct error_text error = {""};

	place_make(&f.place, scenario, sessions);
	load_scenario(f.place.scenario, none, &f.scenario);
	if (!run_scenario(&f.scenario, &how, &f.run, &error))
		fail_msg("%s", error.text);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	run_release(&f->run);
	scenario_release(&f->scenario);
	place_remove(&f->place);
	return 0;
}

static void assert_near(double is, double should)
{
	if (fabs(is - should) > EXACT)
		fail_msg("%.9f, not %.9f", is, should);
}

static double eur(int64_t nano_eur)
{
	return (double)nano_eur / 1e9;
}

static struct customer_row row_of(const struct figures *f, const char *name)
{
	for (uint64_t i = 0; i < f->customers; i++) {
		struct customer_row row = figures_customer(f, i);

		if (strcmp(figures_account_name(f, row.account), name) == 0)
			return row;
	}
	fail_msg("no customer %s", name);
	return (struct customer_row){0};
}

static void gb_hours_follow_the_ram_each_customer_held(void **state)
{
	const struct fixture *fixture = *state;
	const struct figures *f = &fixture->run.figures[0];

	assert_int_equal(f->customers, 3);
	assert_near(row_of(f, "ann").held_gb_hours, 24);
	assert_near(row_of(f, "ann").cloud_gb_hours, 8);
	assert_near(row_of(f, "bob").held_gb_hours, 16);
	assert_near(row_of(f, "bob").cloud_gb_hours, 0);
	assert_near(row_of(f, "dan").held_gb_hours, 0);
	/* what all held is RAM in use over the window */
	assert_near(f->ram_used_mean * 2.5, 40);
}

static void costs_follow_the_ram_held_on_each_kind_of_node(void **state)
{
	const struct fixture *fixture = *state;
	const struct figures *f = &fixture->run.figures[0];
	double dedicated = eur(f->books.dedicated_nano_eur),
	       cloud = eur(f->books.cloud_nano_eur);
	double common =
	    eur(f->books.network_nano_eur + f->books.other_nano_eur);
	double storage = eur(f->books.storage_nano_eur);

	assert_near(dedicated, 2.5 * 73.0 / 730);
	assert_true(cloud >= 0.40); /* at least one started hour */
	/* ann: 16 of 32 GB-hours on the base, all of the cloud, 24 of 40 of
	 * what is common, 2 of 8 GB on disk */
	assert_near(row_of(f, "ann").cost_eur, dedicated * 16 / 32 + cloud +
						   common * 24 / 40 +
						   storage * 2 / 8);
	assert_near(row_of(f, "bob").cost_eur,
		    dedicated * 16 / 32 + common * 16 / 40 + storage * 2 / 8);
	assert_near(row_of(f, "dan").cost_eur, storage * 4 / 8);
}

/* Price book 'blockclock': 0.02 EUR a GB-hour, 0.10 EUR a GB-month of sleep. */
static void revenue_belongs_to_the_customer_who_paid(void **state)
{
	const struct fixture *fixture = *state;
	const struct figures *f = &fixture->run.figures[0];
	double month_s = 2592000;
	/* a and c sleep half an hour (1 GB), b too (2 GB), d all the time (4
	 * GB) */
	double ann = 24 * 0.02 + 2 * 1800 * 0.10 / month_s;
	double bob = 16 * 0.02 + 2 * 1800 * 0.10 / month_s;
	double dan = 4 * 2.5 * 3600 * 0.10 / month_s;
	double net = eur(f->books.net_nano_eur), all = ann + bob + dan;

	assert_near(
	    eur(f->books.active_gross_nano_eur + f->books.sleep_gross_nano_eur),
	    all);
	assert_near(row_of(f, "ann").net_eur, net * ann / all);
	assert_near(row_of(f, "bob").net_eur, net * bob / all);
	assert_near(row_of(f, "dan").net_eur, net * dan / all);
}

static double margin_of(const struct figures *f, size_t rank)
{
	struct customer_row row = figures_customer(f, rank);

	return row.net_eur - row.cost_eur;
}

static void tiers_and_deciles_add_up(void **state)
{
	const struct fixture *fixture = *state;
	const struct figures *f = &fixture->run.figures[0];
	double tiers = 0, deciles = 0, loss = 0;
	uint64_t customers = 0, losing = 0;

	assert_int_equal(f->tiers[TIER_SMALL].starts, 0);
	assert_true(isnan(f->tiers[TIER_SMALL].unserved));
	assert_int_equal(f->tiers[TIER_MEDIUM].starts, 3);
	assert_near(f->tiers[TIER_MEDIUM].gb_hours, 40);
	assert_int_equal(f->tiers[TIER_LARGE].starts, 0);
	for (int i = 0; i < TIERS; i++)
		tiers += f->tiers[i].margin_eur;
	assert_near(tiers, eur(figures_margin_nano_eur(f)));
	for (int i = 0; i < DECILES; i++) {
		customers += f->deciles[i].customers;
		if (f->deciles[i].customers > 0)
			deciles += f->deciles[i].margin_eur;
		else
			assert_true(isnan(f->deciles[i].margin_eur));
	}
	assert_int_equal(customers, 3);
	assert_near(deciles, eur(figures_margin_nano_eur(f)));
	for (uint64_t i = 0; i < f->customers; i++) {
		double margin = margin_of(f, i);

		losing += margin < 0;
		loss += margin < 0 ? -margin : 0;
		if (i > 0)
			assert_true(margin >= margin_of(f, i - 1));
	}
	assert_int_equal(f->customers_losing, losing);
	assert_near(f->customers_loss_eur, loss);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gb_hours_follow_the_ram_each_customer_held),
	    cmocka_unit_test(costs_follow_the_ram_held_on_each_kind_of_node),
	    cmocka_unit_test(revenue_belongs_to_the_customer_who_paid),
	    cmocka_unit_test(tiers_and_deciles_add_up),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
