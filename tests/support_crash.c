#include "support_crash.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/kit/arithmetic.h"
#include "engine/questions.h"
#include "sim/kpi.h"
#include "sim/replication.h"
#include "support_disk_journal.h"
#include "traces/base/engine_heap.h"

#define AUDIT_EVERY 97

enum death {
	DEATH_AT_RECORD = 0,
	DEATH_BEFORE_COMMIT, /* the transaction is lost */
	DEATH_AFTER_COMMIT,  /* it is kept, but nobody was told */
	DEATH_AT_EXECUTE,
	DEATH_KINDS
};

struct crash_plan {
	uint64_t seed;
	uint32_t deaths;     /* how many */
	uint64_t calls;	     /* of a run without deaths: they spread over it */
	int64_t away_us_max; /* 0: back at once */
	uint32_t snapshot_every; /* inputs */
	bool audit_every_input;	 /* all invariants of the shadow */
	bool on_disk;		 /* SQLite, its files torn; else in memory */
};

struct crash_report {
	uint32_t deaths[DEATH_KINDS];
	uint32_t recoveries;
	uint32_t wrong_states; /* must be 0 */
	uint64_t calls;	       /* of record, commit and execute */
};

struct crashing {
	const struct crash_plan *plan;
	struct crash_report *report;
	struct engine_config config;
	struct engine *shadow; /* fed what was committed; never dies */
	struct drive_scratch *scratch;
	struct input round[DRIVE_INPUTS_PER_ROUND + 1]; /* not committed */
	uint32_t round_count;
	struct disk_journal *disk;  /* or NULL: in memory */
	struct journal_port memory; /* of what follows */
	struct input *kept;	    /* committed since the snapshot */
	uint32_t kept_count, kept_capacity;
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

/* --- the shadow ----------------------------------------------------------- */

static void feed(struct engine *engine, struct drive_scratch *scratch,
		 const struct input *input)
{
	scratch->output.command_count = 0;
	scratch->output.notice_count = 0;
	assert_int_equal(engine_check(engine, input), ENGINE_OK);
	engine_step(engine, input, &scratch->output);
}

/* The inputs of the round are committed. */
static void shadow_round(struct crashing *c)
{
	for (uint32_t i = 0; i < c->round_count; i++) {
		const char *wrong = NULL;

		feed(c->shadow, c->scratch, &c->round[i]);
		if (c->plan->audit_every_input)
			wrong = engine_audit(c->shadow);
		if (wrong != NULL)
			fail_msg("after input %" PRIu64 ": %s", c->round[i].seq,
				 wrong);
	}
}

/* --- the journal in memory ------------------------------------------------ */

static int memory_snapshot(struct crashing *c, const struct engine *engine)
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

static int memory_begin(void *context, const struct engine_config *config,
			const struct engine *engine)
{
	(void)config;
	return memory_snapshot(context, engine);
}

static int memory_record(void *context, const struct input *input)
{
	(void)context;
	(void)input; /* the round has it */
	return 0;
}

static int memory_commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct crashing *c = context;

	(void)last_seq;
	(void)trail;
	for (uint32_t i = 0; i < c->round_count; i++) {
		if (c->kept_count == c->kept_capacity) {
			c->kept_capacity = 2 * c->kept_capacity + 1024;
			c->kept = realloc(c->kept,
					  c->kept_capacity * sizeof *c->kept);
			assert_non_null(c->kept);
		}
		c->kept[c->kept_count++] = c->round[i];
	}
	return 0;
}

static int memory_committed(void *context, const struct engine *engine)
{
	struct crashing *c = context;

	return c->kept_count < c->plan->snapshot_every
		   ? 0
		   : memory_snapshot(c, engine);
}

static struct engine *memory_recover(struct crashing *c,
				     const struct notice_listener *listener)
{
	const struct engine_output *output = &c->scratch->output;
	struct engine *engine = NULL;

	assert_int_equal(engine_load(&c->config, &engine_heap, c->snapshot,
				     c->snapshot_size, &engine),
			 ENGINE_OK);
	c->scratch->output.notice_mask = listener->mask;
	for (uint32_t i = 0; i < c->kept_count; i++) {
		feed(engine, c->scratch, &c->kept[i]);
		for (uint32_t n = 0; n < output->notice_count; n++)
			listener->hear(listener->context, &output->notices[n]);
	}
	return engine;
}

/* --- the journal that dies ------------------------------------------------ */

/* The one below, which does the work. */
static const struct journal_port *below(const struct crashing *c)
{
	return c->disk != NULL ? disk_journal_port(c->disk) : &c->memory;
}

static int begin(void *context, const struct engine_config *config,
		 const struct engine *engine)
{
	struct crashing *c = context;

	c->config = *config;
	assert_int_equal(engine_create(config, &engine_heap, &c->shadow),
			 ENGINE_OK);
	return below(c)->begin(below(c)->context, config, engine);
}

static int record(void *context, const struct input *input)
{
	struct crashing *c = context;

	assert_int_equal(below(c)->record(below(c)->context, input), 0);
	if (dies_now(c, DEATH_AT_RECORD)) {
		c->round_count = 0;
		return -1;
	}
	assert_true(c->round_count <= DRIVE_INPUTS_PER_ROUND);
	c->round[c->round_count++] = *input;
	return 0;
}

/* Nobody is told whether the transaction is lost or kept. */
static int die_in_commit(struct crashing *c, uint64_t last_seq, uint64_t trail,
			 bool kept)
{
	if (c->disk != NULL)
		disk_journal_die_in_commit(c->disk, last_seq, trail, kept,
					   draw(c));
	else if (kept)
		(void)memory_commit(c, last_seq, trail);
	if (kept)
		shadow_round(c);
	c->round_count = 0;
	return -1;
}

static int commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct crashing *c = context;
	bool kept = draw(c) % 2 == 0;

	assert_int_equal(c->round[c->round_count - 1].seq, last_seq);
	if (dies_now(c, kept ? DEATH_AFTER_COMMIT : DEATH_BEFORE_COMMIT))
		return die_in_commit(c, last_seq, trail, kept);
	assert_int_equal(below(c)->commit(below(c)->context, last_seq, trail),
			 0);
	shadow_round(c);
	c->round_count = 0;
	assert_int_equal(engine_trail(c->shadow), trail);
	return 0;
}

static int committed(void *context, const struct engine *engine)
{
	struct crashing *c = context;

	return below(c)->committed(below(c)->context, engine);
}

/* --- death and return ----------------------------------------------------- */

static bool dies(void *context, const struct command *command)
{
	(void)command;
	return dies_now(context, DEATH_AT_EXECUTE);
}

static struct engine *disk_recover(struct crashing *c,
				   const struct notice_listener *listener)
{
	const struct replay_listener heard = {.context = listener->context,
					      .notice = listener->hear,
					      .notice_mask = listener->mask};

	return disk_journal_recover(c->disk, &heard);
}

static struct engine *
recover(void *context, const struct notice_listener *listener, int64_t *away_us)
{
	struct crashing *c = context;
	struct engine *engine = c->disk != NULL ? disk_recover(c, listener)
						: memory_recover(c, listener);

	c->report->recoveries++;
	if (engine_digest(engine) != engine_digest(c->shadow) ||
	    engine_trail(engine) != engine_trail(c->shadow))
		c->report->wrong_states++;
	*away_us = c->plan->away_us_max == 0
		       ? 0
		       : (int64_t)(draw(c) % (uint64_t)c->plan->away_us_max);
	return engine;
}

/* Run replication 0 of the scenario under the plan. */
static bool crash_run(const struct scenario *scenario,
		      const struct crash_plan *plan, struct figures *figures,
		      struct crash_report *report, struct error_text *error)
{
	struct crashing c = {.plan = plan, .report = report};
	const struct journal_port journal = {.context = &c,
					     .begin = begin,
					     .record = record,
					     .commit = commit,
					     .committed = committed};
	const struct death_port deaths = {
	    .context = &c, .dies = dies, .recover = recover};
	const struct replication_options options = {
	    .digest = true,
	    .slot_us = 300000000,
	    .journal = &journal,
	    .deaths = &deaths,
	    .audit_every = plan->audit_every_input ? 1 : AUDIT_EVERY};
	bool good;

	*report = (struct crash_report){0};
	c.memory = (struct journal_port){.context = &c,
					 .begin = memory_begin,
					 .record = memory_record,
					 .commit = memory_commit,
					 .committed = memory_committed};
	if (plan->on_disk)
		c.disk = disk_journal_open(plan->snapshot_every);
	plan_next_death(&c);
	c.scratch = malloc(sizeof *c.scratch);
	assert_non_null(c.scratch);
	drive_scratch_init(c.scratch, 0);
	good = replication_run(scenario, NULL, &options, figures, error);
	engine_destroy(c.shadow);
	disk_journal_close(c.disk);
	free(c.scratch);
	free(c.kept);
	free(c.snapshot);
	return good;
}

/* --- the claim ------------------------------------------------------------ */

static void load(uint64_t seed, const struct scenario_override *more,
		 unsigned count, struct scenario *out)
{
	char number[24];
	struct scenario_override overrides[8] = {{"seed", number},
						 {"replications", "1"}};
	const struct scenario_options options = {
	    .data_dir = CONDUCTOR_SOURCE_DATA,
	    .overrides = overrides,
	    .override_count = 2 + count,
	};
	struct error_text error = {""};

	(void)snprintf(number, sizeof number, "%" PRIu64, seed);
	assert_true(options.override_count <= 8);
	for (unsigned i = 0; i < count; i++)
		overrides[2 + i] = more[i];
	if (!scenario_load("friday-night", &options, out, &error))
		fail_msg("%s", error.text);
}

void crash_load_friday(uint64_t seed, struct scenario *out)
{
	load(seed, NULL, 0, out);
}

static void load_for(const struct crash_trial *trial, uint64_t seed,
		     struct scenario *out)
{
	static const struct scenario_override two_hours[] = {
	    {"window.from", "2024-11-08T19:00:00+01:00"},
	    {"window.to", "2024-11-08T20:00:00+01:00"},
	    {"window.warm_up", "1h"},
	    {"workload.counts.peak_from", "2024-11-08T19:00:00+01:00"},
	    {"workload.counts.peak_to", "2024-11-08T20:00:00+01:00"},
	};

	load(seed, two_hours,
	     trial->two_hours ? sizeof two_hours / sizeof two_hours[0] : 0,
	     out);
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
}

static void check_seed(const struct crash_trial *trial, uint64_t seed,
		       struct crash_report *total)
{
	uint32_t away = trial->deaths_per_seed / 5;
	struct crash_plan plan = {
	    .seed = seed,
	    .snapshot_every = trial->two_hours ? 100 : 1000,
	    .audit_every_input = trial->audit_every_input};
	struct crash_report report;
	struct figures never, at_once, later;
	struct scenario scenario;

	load_for(trial, seed, &scenario);
	run_or_fail(&scenario, &plan, &never, &report);
	plan.on_disk = trial->on_disk;
	plan.calls = report.calls;
	plan.deaths = trial->deaths_per_seed - away;
	run_or_fail(&scenario, &plan, &at_once, &report);
	same_outcome(seed, &never, &at_once);
	add(total, &report);

	plan.deaths = away;
	plan.away_us_max = (trial->two_hours ? 1 : 20) * US_PER_MINUTE;
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

void crash_check(const struct crash_trial *trial)
{
	struct crash_report total = {0};
	uint32_t deaths = 0;

	for (uint64_t seed = 1; seed <= trial->seeds; seed++)
		check_seed(trial, seed, &total);
	print_message("%u recoveries: %u deaths at record, %u before and %u "
		      "after a commit, %u at execute\n",
		      total.recoveries, total.deaths[DEATH_AT_RECORD],
		      total.deaths[DEATH_BEFORE_COMMIT],
		      total.deaths[DEATH_AFTER_COMMIT],
		      total.deaths[DEATH_AT_EXECUTE]);
	for (int i = 0; i < DEATH_KINDS; i++) {
		assert_true(total.deaths[i] > 0);
		deaths += total.deaths[i];
	}
	assert_int_equal(total.recoveries, deaths);
	assert_true(deaths >= trial->deaths_at_least);
}
