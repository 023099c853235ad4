/*
 * test_journal.c - what was committed survives, whatever happens to the file;
 * what was not committed is gone; what is damaged is named.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <sqlite3.h>

#include "engine/kit/arithmetic.h"
#include "live/journal.h"
#include "live/recovery.h"
#include "live/replay.h"
#include "sim/replication.h"
#include "support_engine.h"
#include "support_place.h"
#include "traces/base/engine_heap.h"

#define PATH_SIZE 300
#define CUTS 40
#define INPUTS_PER_SNAPSHOT 100

static const struct journal_options durable = {
    .commits_per_transaction = 1,
    .inputs_per_snapshot = INPUTS_PER_SNAPSHOT,
};

/* --- files ---------------------------------------------------------------- */

struct night_files {
	char directory[64];
	char journal[PATH_SIZE]; /* of two hours of a night, whole */
	char torn[PATH_SIZE];	 /* the same, copied while it was written */
	long first_wal;		 /* bytes of its log when the run began */
};

static void path_in(const struct night_files *place, const char *name,
		    char *out)
{
	(void)snprintf(out, PATH_SIZE, "%s/%s", place->directory, name);
}

/* The first `most` bytes; -1: all.  Returns how many; a missing file has 0. */
static long copy_file(const char *from, const char *to, long most)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	long copied = 0;
	int c;

	assert_non_null(out);
	while (in != NULL && copied != most && (c = getc(in)) != EOF) {
		assert_int_equal(putc(c, out), c);
		copied++;
	}
	if (in != NULL)
		(void)fclose(in);
	assert_int_equal(fclose(out), 0);
	return copied;
}

/* A journal with its log, of which only the first bytes are left. */
static long copy_journal(const char *from, const char *to, long wal_bytes)
{
	char wal_from[PATH_SIZE + 8], wal_to[PATH_SIZE + 8];

	(void)snprintf(wal_from, sizeof wal_from, "%s-wal", from);
	(void)snprintf(wal_to, sizeof wal_to, "%s-wal", to);
	(void)copy_file(from, to, -1);
	return copy_file(wal_from, wal_to, wal_bytes);
}

static void damage(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_true(sqlite3_total_changes(db) > 0);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* --- one night, recorded -------------------------------------------------- */

/* Passes everything on, and copies the files when the night is half over. */
struct copier {
	struct journal_port port;
	struct night_files *place;
	uint32_t commits;
};

static int begin(void *context, const struct engine_config *config,
		 const struct engine *engine)
{
	struct copier *copier = context;
	int status = copier->port.begin(copier->port.context, config, engine);

	copier->place->first_wal =
	    copy_journal(copier->place->journal, copier->place->torn, -1);
	return status;
}

static int record(void *context, const struct input *input)
{
	struct copier *copier = context;

	return copier->port.record(copier->port.context, input);
}

static int commit(void *context, uint64_t last_seq, uint64_t trail)
{
	struct copier *copier = context;
	int status = copier->port.commit(copier->port.context, last_seq, trail);

	if (++copier->commits == 300)
		(void)copy_journal(copier->place->journal, copier->place->torn,
				   -1);
	return status;
}

static int committed(void *context, const struct engine *engine)
{
	struct copier *copier = context;

	return copier->port.committed(copier->port.context, engine);
}

static void record_night(struct night_files *place)
{
	struct copier copier = {.place = place};
	const struct journal_port port = {.context = &copier,
					  .begin = begin,
					  .record = record,
					  .commit = commit,
					  .committed = committed};
	const struct replication_options how = {.journal = &port};
	struct error_text error = {""};
	struct scenario scenario;
	struct figures figures;

	load_evening("archive-box", 1, &scenario);
	if (!journal_port_open(place->journal, &durable, &copier.port,
			       &error) ||
	    !replication_run(&scenario, NULL, &how, &figures, &error) ||
	    !journal_port_close(&copier.port, &error))
		fail_msg("%s", error.text);
	assert_true(copier.commits > 600);
	figures_release(&figures);
	scenario_release(&scenario);
}

static int set_up(void **state)
{
	struct night_files *place = calloc(1, sizeof *place);

	assert_non_null(place);
	/* in memory where there is such a place: thousands of syncs */
	(void)snprintf(place->directory, sizeof place->directory,
		       "%s/conductor-journal-XXXXXX",
		       access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(place->directory));
	path_in(place, "night.db", place->journal);
	path_in(place, "torn.db", place->torn);
	record_night(place);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct night_files *place = *state;
	char command[PATH_SIZE];

	(void)snprintf(command, sizeof command, "rm -rf '%s'",
		       place->directory);
	assert_int_equal(system(command), 0);
	free(place);
	return 0;
}

/* --- tests ---------------------------------------------------------------- */

static void verify(const char *path, uint64_t segments_at_least)
{
	struct error_text error = {""};
	struct replay replay;

	if (!replay_open(path, INT64_MIN, NULL, &replay, &error) ||
	    !journal_is_whole(replay.reader, replay.loaded_seq, &error) ||
	    !replay_until(&replay, INT64_MAX, &error))
		fail_msg("%s", error.text);
	assert_true(replay.commits >= segments_at_least);
	replay_close(&replay);
}

static void replaying_a_whole_journal_repeats_every_command(void **state)
{
	struct night_files *place = *state;
	struct error_text error = {""};
	struct replay replay;

	if (!replay_open(place->journal, INT64_MIN, NULL, &replay, &error) ||
	    !replay_until(&replay, INT64_MAX, &error))
		fail_msg("%s", error.text);
	assert_int_equal(replay.inputs, journal_last_seq(replay.reader));
	assert_true(replay.commands > 100);
	assert_in_range(replay.snapshots,
			replay.inputs / INPUTS_PER_SNAPSHOT / 2, UINT32_MAX);
	replay_close(&replay);
}

/* Feed `engine` from the whole journal until it stands behind input `seq`. */
static void follow(struct replay *whole, uint64_t seq)
{
	struct error_text error = {""};
	struct journal_entry entry;

	while (engine_next_seq(whole->engine) <= seq) {
		assert_true(journal_next(whole->reader, &entry, &error));
		whole->scratch->output.command_count = 0;
		whole->scratch->output.notice_count = 0;
		engine_step(whole->engine, &entry.input,
			    &whole->scratch->output);
	}
}

static void a_torn_log_loses_only_its_end(void **state)
{
	struct night_files *place = *state;
	char path[PATH_SIZE], log[PATH_SIZE + 8];
	struct error_text error = {""};
	struct replay whole;
	uint64_t before = 0, different = 0;
	long size;

	path_in(place, "cut.db", path);
	(void)snprintf(log, sizeof log, "%s-wal", place->torn);
	size = copy_file(log, "/dev/null", -1);
	assert_true(size > place->first_wal);
	assert_true(
	    replay_open(place->journal, INT64_MIN, NULL, &whole, &error));
	for (uint64_t i = 0; i <= CUTS; i++) {
		long room = (size - place->first_wal) / CUTS;
		long cut = place->first_wal + (long)i * room +
			   (long)(mix_word(7, i) % (uint64_t)room);
		struct recovered back;
		uint64_t seq;

		(void)copy_journal(place->torn, path, cut);
		if (!recovery_open(path, &durable, NULL, &back, &error))
			fail_msg("cut at %ld: %s", cut, error.text);
		seq = engine_next_seq(back.engine) - 1;
		assert_true(seq >= before);
		different += seq != before;
		before = seq;
		follow(&whole, seq);
		assert_int_equal(engine_digest(back.engine),
				 engine_digest(whole.engine));
		assert_int_equal(engine_trail(back.engine),
				 engine_trail(whole.engine));
		engine_destroy(back.engine);
		assert_true(journal_port_close(&back.port, &error));
	}
	assert_true(different > CUTS / 2);
	replay_close(&whole);
}

static void damage_is_reported_with_its_place(void **state)
{
	static const struct {
		const char *sql, *says;
	} cases[] = {
	    {"UPDATE inputs SET payload=zeroblob(56) WHERE seq=123",
	     "input 123 of "},
	    {"UPDATE inputs SET checksum=checksum+1 WHERE seq=77",
	     "input 77 of "},
	    {"DELETE FROM inputs WHERE seq=200", "input 200 of "},
	    {"UPDATE inputs SET at_us=at_us+1 WHERE seq=300", "input 300 of "},
	    {"UPDATE commits SET trail=trail+1 WHERE last_seq="
	     "(SELECT min(last_seq) FROM commits WHERE last_seq>400)",
	     "the engine acts differently"},
	    {"UPDATE snapshots SET digest=digest+1 WHERE last_seq="
	     "(SELECT min(last_seq) FROM snapshots WHERE last_seq>400)",
	     "the state differs from the snapshot"},
	    {"UPDATE snapshots SET bytes=substr(bytes,1,1000)", "bad snapshot"},
	    {"UPDATE segments SET behaviour_version=99", "engine behaviour 99"},
	    {"UPDATE segments SET config=zeroblob(64)", "configuration"},
	    {"INSERT INTO segments SELECT 101,behaviour_version,config_digest,"
	     "config FROM segments LIMIT 1",
	     "other settings begin with input 101"},
	    {"DELETE FROM snapshots WHERE last_seq=0",
	     "the snapshot before input 1 is missing"},
	    {"DELETE FROM commits WHERE last_seq>400", "the commit of input "},
	    {"DELETE FROM commits", "no input that was committed"},
	    {"ALTER TABLE inputs RENAME TO kept; DELETE FROM kept;"
	     " CREATE VIEW inputs AS"
	     " WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c)"
	     " SELECT n AS seq, 1 AS at_us, 1 AS kind, x'' AS payload,"
	     " 1 AS checksum FROM c",
	     "\"inputs\" is a view"},
	};
	struct night_files *place = *state;
	char path[PATH_SIZE];

	path_in(place, "damaged.db", path);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct error_text error = {""};
		struct replay replay = {0};

		(void)copy_file(place->journal, path, -1);
		damage(path, cases[i].sql);
		if (replay_open(path, INT64_MIN, NULL, &replay, &error) &&
		    journal_is_whole(replay.reader, replay.loaded_seq,
				     &error) &&
		    replay_until(&replay, INT64_MAX, &error))
			fail_msg("not seen: %s", cases[i].sql);
		replay_close(&replay);
		if (strstr(error.text, cases[i].says) == NULL ||
		    strncmp(error.text, path, strlen(path)) != 0 ||
		    strchr(error.text, '\n') != NULL)
			fail_msg("%s: \"%s\"", cases[i].sql, error.text);
	}
}

static void nothing_is_overwritten(void **state)
{
	struct night_files *place = *state;
	struct journal_port port = {0};
	struct error_text error = {""}, other = {""};
	struct replay replay;
	char path[PATH_SIZE];
	FILE *file;

	path_in(place, "text", path);
	file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs("a letter to a friend", file);
	assert_int_equal(fclose(file), 0);
	assert_false(journal_port_open(path, &durable, &port, &error));
	assert_non_null(strstr(error.text, "never overwritten"));
	assert_int_equal(copy_file(path, "/dev/null", -1), 20);
	assert_false(replay_open(path, INT64_MIN, NULL, &replay, &other));
	assert_non_null(strstr(other.text, "is not a journal"));
}

static struct input resumed(const struct engine *engine)
{
	return (struct input){.seq = engine_next_seq(engine),
			      .at_us = engine_now_us(engine),
			      .kind = INPUT_RESUMED,
			      .resumed = {0}};
}

static void nothing_to_do(void *context, const struct command *command)
{
	(void)context;
	(void)command;
}

static void nothing_to_hear(void *context, const struct notice *notice)
{
	(void)context;
	(void)notice;
}

/* One more input through drive(), as the controller does after a crash. */
static void drive_one(struct recovered *back)
{
	struct drive_scratch *scratch = malloc(sizeof *scratch);
	const struct driver_ports ports = {.context = back->port.context,
					   .record = back->port.record,
					   .commit = back->port.commit,
					   .execute = nothing_to_do,
					   .notify = nothing_to_hear};
	struct input input = resumed(back->engine);

	assert_non_null(scratch);
	drive_scratch_init(scratch, 0);
	assert_int_equal(drive(back->engine, &ports,
			       engine_now_us(back->engine), &input, 1, scratch),
			 DRIVE_OK);
	free(scratch);
}

static void recovery_goes_on_writing(void **state)
{
	struct night_files *place = *state;
	struct error_text error = {""};
	struct engine_config other;
	struct recovered back;
	char path[PATH_SIZE];
	uint64_t seq;

	path_in(place, "resumed.db", path);
	(void)copy_file(place->journal, path, -1);
	if (!recovery_open(path, &durable, NULL, &back, &error))
		fail_msg("%s", error.text);
	seq = engine_next_seq(back.engine);
	/* the same settings: no new segment; others: a new one */
	assert_int_equal(
	    back.port.begin(back.port.context, &back.config, back.engine), 0);
	drive_one(&back);
	other = back.config;
	other.policy.cloud_max++;
	assert_int_equal(
	    back.port.begin(back.port.context, &other, back.engine), 0);
	drive_one(&back);
	assert_int_equal(engine_next_seq(back.engine), seq + 2);
	engine_destroy(back.engine);
	assert_true(journal_port_close(&back.port, &error));
	verify(path, 1);

	if (!recovery_open(path, &durable, NULL, &back, &error))
		fail_msg("%s", error.text);
	assert_int_equal(engine_next_seq(back.engine), seq + 2);
	assert_int_equal(back.config.policy.cloud_max, other.policy.cloud_max);
	engine_destroy(back.engine);
	assert_true(journal_port_close(&back.port, &error));
}

static void uncommitted_inputs_are_dropped(void **state)
{
	static const struct journal_options grouped = {
	    .commits_per_transaction = 64};
	struct night_files *place = *state;
	struct error_text error = {""};
	struct recovered back;
	struct input input;
	char path[PATH_SIZE];
	uint64_t seq;

	path_in(place, "half.db", path);
	(void)copy_file(place->journal, path, -1);
	if (!recovery_open(path, &grouped, NULL, &back, &error))
		fail_msg("%s", error.text);
	drive_one(&back); /* one commit that is grouped ... */
	seq = engine_next_seq(back.engine);
	input = resumed(back.engine);
	/* ... and one input whose round never ended */
	assert_int_equal(back.port.record(back.port.context, &input), 0);
	engine_destroy(back.engine);
	assert_true(journal_port_close(&back.port, &error));
	if (!recovery_open(path, &grouped, NULL, &back, &error))
		fail_msg("%s", error.text);
	assert_int_equal(engine_next_seq(back.engine), seq);
	drive_one(&back); /* its place is free */
	engine_destroy(back.engine);
	assert_true(journal_port_close(&back.port, &error));
	verify(path, 1);
}

static void replay_begins_at_the_nearest_snapshot(void **state)
{
	struct night_files *place = *state;
	struct error_text error = {""};
	struct replay all, late, at_its_instant;
	int64_t middle_us, snapshot_us;

	if (!replay_open(place->journal, INT64_MIN, NULL, &all, &error))
		fail_msg("%s", error.text);
	middle_us = engine_now_us(all.engine) + 90 * US_PER_MINUTE;
	if (!replay_until(&all, INT64_MAX, &error) ||
	    !replay_open(place->journal, middle_us, NULL, &late, &error))
		fail_msg("%s", error.text);
	snapshot_us = engine_now_us(late.engine);
	assert_true(snapshot_us < middle_us);
	assert_true(engine_now_us(late.engine) >
		    middle_us - 30 * US_PER_MINUTE);
	/* the instant of a snapshot may have inputs before it */
	if (!replay_open(place->journal, snapshot_us, NULL, &at_its_instant,
			 &error))
		fail_msg("%s", error.text);
	assert_true(engine_now_us(at_its_instant.engine) < snapshot_us);
	replay_close(&at_its_instant);
	if (!replay_until(&late, INT64_MAX, &error))
		fail_msg("%s", error.text);
	assert_true(late.inputs < all.inputs);
	assert_int_equal(engine_digest(late.engine), engine_digest(all.engine));
	replay_close(&late);
	replay_close(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(replaying_a_whole_journal_repeats_every_command),
	    cmocka_unit_test(a_torn_log_loses_only_its_end),
	    cmocka_unit_test(damage_is_reported_with_its_place),
	    cmocka_unit_test(nothing_is_overwritten),
	    cmocka_unit_test(recovery_goes_on_writing),
	    cmocka_unit_test(uncommitted_inputs_are_dropped),
	    cmocka_unit_test(replay_begins_at_the_nearest_snapshot),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
