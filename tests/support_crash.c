#include "support_crash.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/arithmetic.h"
#include "scenarios/engine_heap.h"
#include "sim/kpi.h"

#define AUDIT_EVERY 97

struct crashing {
	const struct crash_plan *plan;
	struct crash_report *report;
	struct engine_config config;
	struct engine *shadow; /* fed what was committed; never dies */
	struct drive_scratch *scratch;
	struct input *kept; /* committed since the snapshot */
	uint32_t kept_count, kept_capacity;
	struct input round[DRIVE_INPUTS_PER_ROUND + 1]; /* not committed */
	uint32_t round_count;
	uint8_t *snapshot;
	size_t snapshot_size;
	uint64_t draws, next_death; /* in calls */
	uint32_t deaths;
};

static uint64_t draw(struct crashing *c)
{
	return mix_word(c->plan->seed + 1, ++c->draws);
}

/* Somewhere in the next of as many equal parts as there are deaths. */
static void plan_next_death(struct crashing *c)
{
	uint64_t part =
	    c->plan->deaths == 0 ? 0 : c->plan->calls / c->plan->deaths;

	if (c->deaths >= c->plan->deaths) {
		c->next_death = UINT64_MAX;
		return;
	}
	c->next_death = part * c->deaths + draw(c) % (part + 1);
}

/* One more call: is it the one? */
static bool dies_now(struct crashing *c, enum death death)
{
	if (++c->report->calls < c->next_death)
		return false;
	c->deaths++;
	c->report->deaths[death]++;
	plan_next_death(c);
	return true;
}

/* --- the journal
 * ------------------------------------------------------------------ */

static void feed(struct engine *engine, struct drive_scratch *scratch,
		 const struct input *input)
{
	scratch->output.command_count = 0;
	scratch->output.notice_count = 0;
	assert_int_equal(engine_check(engine, input), ENGINE_OK);
	engine_step(engine, input, &scratch->output);
}

static int take_snapshot(struct crashing *c, const struct engine *engine)
{
	free(c->snapshot);
	c->snapshot_size = engine_save_size_bytes(engine);
	c->snapshot = malloc(c->snapshot_size);
	assert_non_null(c->snapshot);
	assert_int_equal(engine_save(engine, c->snapshot, c->snapshot_size),
			 ENGINE_OK);
	c->kept_count = 0;
	return 0;
}

static int begin(void *context, const struct engine_config *config,
		 const struct engine *engine)
{
	struct crashing *c = context;

	c->config = *config;
	assert_int_equal(engine_create(config, &engine_heap, &c->shadow),
			 ENGINE_OK);
	return take_snapshot(c, engine);
}

static int record(void *context, const struct input *input)
{
	struct crashing *c = context;

	if (dies_now(c, DEATH_AT_RECORD)) {
		c->round_count = 0;
		return -1;
	}
	assert_true(c->round_count <= DRIVE_INPUTS_PER_ROUND);
	c->round[c->round_count++] = *input;
	return 0;
}

static void keep(struct crashing *c, const struct input *input)
{
	if (c->kept_count == c->kept_capacity) {
		c->kept_capacity = 2 * c->kept_capacity + 1024;
		c->kept = realloc(c->kept, c->kept_capacity * sizeof *c->kept);
		assert_non_null(c->kept);
	}
	c->kept[c->kept_count++] = *input;
	feed(c->shadow, c->scratch, input);
}

static int commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct crashing *c = context;
	bool torn = draw(c) % 2 == 0;

	assert_int_equal(c->round[c->round_count - 1].seq, last_seq);
	if (dies_now(c, torn ? DEATH_AFTER_COMMIT : DEATH_BEFORE_COMMIT)) {
		for (uint32_t i = 0; torn && i < c->round_count; i++)
			keep(c, &c->round[i]);
		c->round_count = 0;
		return -1;
	}
	for (uint32_t i = 0; i < c->round_count; i++)
		keep(c, &c->round[i]);
	c->round_count = 0;
	assert_int_equal(engine_trail(c->shadow), trail);
	return 0;
}

static int committed(void *context, const struct engine *engine)
{
	struct crashing *c = context;

	if (c->kept_count < c->plan->snapshot_every)
		return 0;
	return take_snapshot(c, engine);
}

/* --- death and return
 * ------------------------------------------------------------- */

static bool dies(void *context, const struct command *command)
{
	(void)command;
	return dies_now(context, DEATH_AT_EXECUTE);
}

static struct engine *
recover(void *context, const struct notice_listener *listener, int64_t *away_us)
{
	struct crashing *c = context;
	struct engine *engine = NULL;

	assert_int_equal(engine_load(&c->config, &engine_heap, c->snapshot,
				     c->snapshot_size, &engine),
			 ENGINE_OK);
	for (uint32_t i = 0; i < c->kept_count; i++) {
		const struct engine_output *output = &c->scratch->output;

		feed(engine, c->scratch, &c->kept[i]);
		for (uint32_t n = 0; n < output->notice_count; n++)
			listener->hear(listener->context, c->kept[i].seq,
				       &output->notices[n]);
	}
	c->report->recoveries++;
	c->report->replayed += c->kept_count;
	if (engine_digest(engine) != engine_digest(c->shadow) ||
	    engine_trail(engine) != engine_trail(c->shadow))
		c->report->wrong_states++;
	*away_us = c->plan->away_us_max == 0
		       ? 0
		       : (int64_t)(draw(c) % (uint64_t)c->plan->away_us_max);
	return engine;
}

bool crash_run(const struct scenario *scenario, const struct crash_plan *plan,
	       struct figures *figures, struct crash_report *report,
	       struct error_text *error)
{
	struct crashing c = {.plan = plan, .report = report};
	const struct journal_port journal = {.context = &c,
					     .begin = begin,
					     .record = record,
					     .commit = commit,
					     .committed = committed};
	const struct death_port deaths = {
	    .context = &c, .dies = dies, .recover = recover};
	const struct replication_options options = {.digest = true,
						    .slot_us = 300000000,
						    .journal = &journal,
						    .deaths = &deaths,
						    .audit_every = AUDIT_EVERY};
	bool good;

	*report = (struct crash_report){0};
	plan_next_death(&c);
	c.scratch = malloc(sizeof *c.scratch);
	assert_non_null(c.scratch);
	drive_scratch_init(c.scratch, UINT64_MAX);
	good = replication_run(scenario, NULL, &options, figures, error);
	engine_destroy(c.shadow);
	free(c.scratch);
	free(c.kept);
	free(c.snapshot);
	return good;
}

/* --- the claim
 * ------------------------------------------------------------------------- */

void crash_load_friday(uint64_t seed, struct scenario *out)
{
	char number[24];
	const struct scenario_override overrides[] = {{"seed", number},
						      {"replications", "1"}};
	const struct scenario_options options = {
	    .data_dir = CONDUCTOR_SOURCE_DATA,
	    .overrides = overrides,
	    .override_count = 2,
	};
	struct error_text error = {""};

	(void)snprintf(number, sizeof number, "%" PRIu64, seed);
	if (!scenario_load("friday-night", &options, out, &error))
		fail_msg("%s", error.text);
}

static void run_or_fail(const struct scenario *scenario,
			const struct crash_plan *plan, struct figures *figures,
			struct crash_report *report)
{
	struct error_text error = {""};

	if (!crash_run(scenario, plan, figures, report, &error))
		fail_msg("seed %" PRIu64 ": %s", scenario->seed, error.text);
	if (report->wrong_states != 0)
		fail_msg("seed %" PRIu64 ": %u of %u recovered states differ "
			 "from the journal's",
			 scenario->seed, report->wrong_states,
			 report->recoveries);
}

static void same_outcome(uint64_t seed, const struct figures *a,
			 const struct figures *b)
{
	for (unsigned k = 0; k < kpi_count; k++) {
		double left = kpi_value(&kpis[k], a);
		double right = kpi_value(&kpis[k], b);

		if (memcmp(&left, &right, sizeof left) != 0)
			fail_msg("seed %" PRIu64 ": %s is %.9g, and was %.9g "
				 "in the run that never died",
				 seed, kpis[k].key, right, left);
	}
	assert_int_equal(a->trail, b->trail);
	assert_int_equal(a->digest, b->digest);
	assert_memory_equal(&a->books, &b->books, sizeof a->books);
}

static void add(struct crash_report *total, const struct crash_report *part)
{
	for (int i = 0; i < DEATH_KINDS; i++)
		total->deaths[i] += part->deaths[i];
	total->recoveries += part->recoveries;
	total->replayed += part->replayed;
	total->calls += part->calls;
}

void crash_check_seed(uint64_t seed, uint32_t deaths,
		      struct crash_report *total)
{
	struct crash_plan plan = {.seed = seed, .snapshot_every = 1000};
	struct crash_report report;
	struct figures never, at_once, later;
	struct scenario scenario;

	crash_load_friday(seed, &scenario);
	run_or_fail(&scenario, &plan, &never, &report);
	plan.calls = report.calls;
	plan.deaths = deaths - deaths / 5;
	run_or_fail(&scenario, &plan, &at_once, &report);
	same_outcome(seed, &never, &at_once);
	add(total, &report);

	plan.deaths = deaths / 5;
	plan.away_us_max = 20 * US_PER_MINUTE;
	run_or_fail(&scenario, &plan, &later, &report);
	assert_int_equal(later.requested, later.served + later.refused +
					      later.abandoned +
					      later.pending_at_end);
	add(total, &report);
	figures_release(&never);
	figures_release(&at_once);
	figures_release(&later);
	scenario_release(&scenario);
}

void crash_check_seeds(uint64_t seeds, uint32_t deaths_per_seed)
{
	struct crash_report total = {0};

	for (uint64_t seed = 1; seed <= seeds; seed++)
		crash_check_seed(seed, deaths_per_seed, &total);
	print_message("%u recoveries: %u deaths at record, %u before and %u "
		      "after a commit, %u at execute\n",
		      total.recoveries, total.deaths[DEATH_AT_RECORD],
		      total.deaths[DEATH_BEFORE_COMMIT],
		      total.deaths[DEATH_AFTER_COMMIT],
		      total.deaths[DEATH_AT_EXECUTE]);
}
