#include "live/why.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "live/replay.h"
#include "traces/base/decisions.h"
#include "traces/base/times.h"

#define TIME_SIZE 40
#define MIB_PER_GIB 1024

static const char schema[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT);"
    "CREATE TABLE starts(requested_us INT, world TEXT, node INT, path TEXT,"
    " wait_us INT, ready_us INT, end TEXT, reason TEXT, attempt INT,"
    " saving_us INT, room_us INT, boot_us INT, line_us INT,"
    " transfer_us INT, start_up_us INT);"
    "CREATE TABLE nodes(node INT, type TEXT, location TEXT, ordered_us INT,"
    " ready_us INT, drain_us INT, gone_us INT, hours_billed INT,"
    " cost_eur REAL);"
    "CREATE TABLE utc_offsets(from_us INT, offset_s INT);"
    "CREATE INDEX starts_of ON starts(world);"
    "CREATE INDEX node_of ON nodes(node);"
    "BEGIN;";

/* What a replay fills.  Errors are checked once, at the end. */
struct filling {
	sqlite3 *db;
	const struct replay *replay;
	struct decisions decisions;
	bool failed, no_memory;
};

/* --- statements ----------------------------------------------------------- */

/* A value of a statement: numbers, and at most one text at the end. */
static void run_statement(struct filling *in, const char *sql,
			  const int64_t *numbers, int count, const char *text)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(in->db, sql, -1, &statement, NULL) !=
	    SQLITE_OK) {
		in->failed = true;
		return;
	}
	for (int i = 0; i < count; i++)
		(void)sqlite3_bind_int64(statement, i + 1, numbers[i]);
	if (text != NULL)
		(void)sqlite3_bind_text(statement, count + 1, text, -1,
					SQLITE_STATIC);
	if (sqlite3_step(statement) != SQLITE_DONE)
		in->failed = true;
	(void)sqlite3_finalize(statement);
}

#define RUN(in, sql, text, ...)                                                \
	run_statement(                                                         \
	    (in), (sql), (const int64_t[]){__VA_ARGS__},                       \
	    (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)),   \
	    (text))

/* --- starts --------------------------------------------------------------- */

#define OPEN_START                                                             \
	" WHERE rowid = (SELECT max(rowid) FROM starts WHERE world = ?1)"      \
	" AND end = 'pending'"

static void on_input(void *context, const struct input *input)
{
	if (input->kind == INPUT_START_REQUESTED)
		RUN(context,
		    "INSERT INTO starts(world, requested_us, node, path,"
		    " wait_us, ready_us, end, attempt) VALUES(CAST(?1 AS TEXT),"
		    " ?2, 0, '?', -1, -1, 'pending', 1)",
		    NULL, input->request.world.value, input->at_us);
}

static void start_ended(struct filling *in, const struct notice *notice,
			const char *end)
{
	RUN(in,
	    "UPDATE starts SET wait_us = ?2 - requested_us, reason = ?3,"
	    " end = ?4" OPEN_START,
	    end, notice->world.value, notice->at_us, notice->reason);
}

static void start_placed(struct filling *in, const struct notice *notice)
{
	RUN(in,
	    "UPDATE starts SET wait_us = ?2 - requested_us, node = ?3,"
	    " path = ?4" OPEN_START,
	    start_path_name(notice->start.path), notice->world.value,
	    notice->at_us, notice->node.value);
}

static void start_active(struct filling *in, const struct notice *notice)
{
	RUN(in,
	    "UPDATE starts SET ready_us = ?2 - requested_us,"
	    " end = 'served'" OPEN_START,
	    NULL, notice->world.value, notice->at_us);
}

/* --- nodes ---------------------------------------------------------------- */

/* "dedicated, 128 GB": the journal does not have the product name. */
static const char *name_of_type(const void *context, uint32_t type,
				char *scratch)
{
	const struct filling *in = context;
	const struct node_type *facts = &in->replay->config.node_types[type];

	(void)snprintf(scratch, DECISION_SCRATCH, "%s, %" PRIu32 " GB",
		       facts->dedicated ? "dedicated" : "cloud",
		       facts->ram_mib / MIB_PER_GIB);
	return scratch;
}

static const char *name_of_number(const void *context, uint32_t number,
				  char *scratch)
{
	(void)context;
	(void)snprintf(scratch, DECISION_SCRATCH, "%" PRIu32, number);
	return scratch;
}

static void node_changed(struct filling *in, const struct notice *notice)
{
	char scratch[DECISION_SCRATCH];
	uint32_t type = notice->node_state.type % NODE_TYPES_MAX;

	/* the journal has no name for its location */
	RUN(in,
	    "INSERT INTO nodes(node, ordered_us, type, location, hours_billed,"
	    " cost_eur) SELECT ?1, ?2, ?4, iif(?3, '', '?'), 0, 0"
	    " WHERE NOT EXISTS(SELECT 1 FROM nodes WHERE node = ?1)",
	    name_of_type(in, type, scratch), notice->node.value, notice->at_us,
	    notice->node_state.dedicated);
	if (notice->node_state.state == NODE_READY)
		RUN(in,
		    "UPDATE nodes SET ready_us = coalesce(ready_us, ?2),"
		    " drain_us = NULL WHERE node = ?1",
		    NULL, notice->node.value, notice->at_us);
	else if (notice->node_state.state == NODE_DRAINING)
		RUN(in, "UPDATE nodes SET drain_us = ?2 WHERE node = ?1", NULL,
		    notice->node.value, notice->at_us);
	else if (notice->node_state.state == NODE_GONE)
		RUN(in, "UPDATE nodes SET gone_us = ?2 WHERE node = ?1", NULL,
		    notice->node.value, notice->at_us);
}

static void on_notice(void *context, const struct notice *notice)
{
	struct filling *in = context;

	switch ((enum notice_kind)notice->kind) {
	case NOTICE_DECISION:
	case NOTICE_ALTERNATIVE:
		if (!decisions_add(&in->decisions, notice))
			in->no_memory = true;
		break;
	case NOTICE_START_PLACED:
		start_placed(in, notice);
		break;
	case NOTICE_WORLD_ACTIVE:
		start_active(in, notice);
		break;
	case NOTICE_START_REFUSED:
		start_ended(in, notice, "refused");
		break;
	case NOTICE_START_ABANDONED:
		start_ended(in, notice, "abandoned");
		break;
	case NOTICE_NODE_STATE:
		node_changed(in, notice);
		break;
	case NOTICE_NODE_HOUR:
		RUN(in,
		    "UPDATE nodes SET hours_billed = hours_billed + ?3,"
		    " cost_eur = cost_eur + ?2 / 1e9 WHERE node = ?1",
		    NULL, notice->node.value, notice->node_hour.amount_nano_eur,
		    notice->node_hour.count);
		break;
	default: /* the others do not explain decisions */
		break;
	}
}

/* --- the whole ------------------------------------------------------------ */

static void fill_rest(struct filling *in)
{
	const struct decision_names names = {.context = in,
					     .world = name_of_number,
					     .type = name_of_type,
					     .location = name_of_number};
	const struct engine_config *config = &in->replay->config;
	int64_t first_us = 0, last_us = 0;
	char at[TIME_SIZE];

	for (uint32_t i = 0; i < config->clock_offset_count; i++)
		RUN(in, "INSERT INTO utc_offsets VALUES(?1, ?2)", NULL,
		    config->clock[i].from_us, config->clock[i].offset_s);
	(void)journal_span(in->replay->reader, &first_us, &last_us);
	run_statement(in, "INSERT INTO meta VALUES('explained', ?)", NULL, 0,
		      "all");
	run_statement(in, "INSERT INTO meta VALUES('from', ?)", NULL, 0,
		      time_format(first_us, 0, at, sizeof at));
	run_statement(in, "INSERT INTO meta VALUES('to', ?)", NULL, 0,
		      time_format(last_us, 0, at, sizeof at));
	in->decisions.on = true;
	if (!decisions_write(&in->decisions, &names, in->db) ||
	    sqlite3_exec(in->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		in->failed = true;
}

bool why_replay(const char *path, sqlite3 **out, struct error_text *error)
{
	struct filling in = {0};
	struct replay_listener listener = {.context = &in,
					   .input = on_input,
					   .notice = on_notice,
					   .notice_mask = UINT64_MAX};
	struct replay replay;
	bool good;

	if (sqlite3_open(":memory:", &in.db) != SQLITE_OK ||
	    sqlite3_exec(in.db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		(void)sqlite3_close(in.db);
		return error_set(error, "out of memory");
	}
	in.replay = &replay;
	good = replay_open(path, INT64_MIN, &listener, &replay, error);
	if (good) {
		good = replay_until(&replay, INT64_MAX, error);
		if (good)
			fill_rest(&in);
		replay_close(&replay);
	}
	decisions_release(&in.decisions);
	if (good && (in.failed || in.no_memory))
		good = error_set(error, "out of memory");
	if (good)
		*out = in.db;
	else
		(void)sqlite3_close(in.db);
	return good;
}
