#include "decisions.h"

#include <stdlib.h>

#include "array.h"

static const char schema[] =
    "CREATE TABLE decisions(decision INTEGER PRIMARY KEY, at_us INT,"
    " world TEXT, node INT, rule TEXT, reason TEXT, need_mib INT,"
    " have_mib INT, input INT, amount_nano_eur INT);"
    "CREATE TABLE alternatives(decision INT, node INT, type TEXT,"
    " location TEXT, objection TEXT, free_mib INT, hour_nano_eur INT,"
    " holds_data INT);"
    "CREATE INDEX decisions_of_world ON decisions(world, at_us);"
    "CREATE INDEX decisions_of_node ON decisions(node, at_us);"
    "CREATE INDEX alternatives_of ON alternatives(decision);"
    "CREATE INDEX alternatives_node ON alternatives(node);";

uint64_t decisions_mask(void)
{
	return UINT64_C(1) << NOTICE_DECISION | UINT64_C(1)
						    << NOTICE_ALTERNATIVE;
}

bool decisions_add(struct decisions *decisions, const struct notice *notice)
{
	if (!ARRAY_ROOM(decisions->notices, decisions->capacity,
			decisions->count + 1))
		return false;
	decisions->notices[decisions->count++] = *notice;
	return true;
}

void decisions_release(struct decisions *decisions)
{
	free(decisions->notices);
	*decisions = (struct decisions){0};
}

/* --- tables --------------------------------------------------------------- */

/* The two statements, and the number of the decision that is being written. */
struct writing {
	const struct decision_names *names;
	sqlite3_stmt *decision, *alternative;
	sqlite3_int64 number;
	bool failed;
};

static void put_text(sqlite3_stmt *statement, int column, const char *text)
{
	(void)sqlite3_bind_text(statement, column, text, -1, SQLITE_TRANSIENT);
}

/* 0 means none. */
static void put_id(sqlite3_stmt *statement, int column, uint32_t id)
{
	if (id == 0)
		(void)sqlite3_bind_null(statement, column);
	else
		(void)sqlite3_bind_int64(statement, column, id);
}

static void put_row(struct writing *out, sqlite3_stmt *statement)
{
	if (sqlite3_step(statement) != SQLITE_DONE ||
	    sqlite3_reset(statement) != SQLITE_OK ||
	    sqlite3_clear_bindings(statement) != SQLITE_OK)
		out->failed = true;
}

static void put_decision(struct writing *out, const struct notice *notice)
{
	sqlite3_stmt *row = out->decision;
	char scratch[DECISION_SCRATCH];

	(void)sqlite3_bind_int64(row, 1, ++out->number);
	(void)sqlite3_bind_int64(row, 2, notice->at_us);
	if (notice->world.value != 0)
		put_text(row, 3,
			 out->names->world(out->names->context,
					   notice->world.value, scratch));
	put_id(row, 4, notice->node.value);
	put_text(row, 5, rule_name(notice->decision.rule));
	put_text(row, 6, reason_name((enum reason)notice->reason));
	(void)sqlite3_bind_int64(row, 7, notice->decision.need_mib);
	(void)sqlite3_bind_int64(row, 8, notice->decision.have_mib);
	(void)sqlite3_bind_int64(row, 9, notice->decision.extra);
	(void)sqlite3_bind_int64(row, 10, notice->decision.amount_nano_eur);
	put_row(out, row);
}

static void put_alternative(struct writing *out, const struct notice *notice)
{
	sqlite3_stmt *row = out->alternative;
	const struct decision_names *names = out->names;
	char scratch[DECISION_SCRATCH];

	(void)sqlite3_bind_int64(row, 1, out->number);
	put_id(row, 2, notice->node.value);
	if (notice->node.value != 0) {
		put_text(row, 5, objection_name(notice->alternative.objection));
		(void)sqlite3_bind_int64(row, 6, notice->alternative.free_mib);
	} else {
		put_text(row, 3,
			 names->type(names->context, notice->alternative.type,
				     scratch));
		put_text(row, 4,
			 names->location(names->context,
					 notice->alternative.location,
					 scratch));
		put_text(row, 5, reason_name((enum reason)notice->reason));
	}
	(void)sqlite3_bind_int64(row, 7, notice->alternative.hour_nano_eur);
	(void)sqlite3_bind_int64(row, 8, notice->alternative.holds_data);
	put_row(out, row);
}

bool decisions_write(const struct decisions *decisions,
		     const struct decision_names *names, sqlite3 *db)
{
	struct writing out = {.names = names};

	if (sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(
		db, "INSERT INTO decisions VALUES(?,?,?,?,?,?,?,?,?,?)", -1,
		&out.decision, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(
		db, "INSERT INTO alternatives VALUES(?,?,?,?,?,?,?,?)", -1,
		&out.alternative, NULL) != SQLITE_OK)
		out.failed = true;
	for (size_t i = 0; i < decisions->count && !out.failed; i++) {
		const struct notice *notice = &decisions->notices[i];

		if (notice->kind == NOTICE_DECISION)
			put_decision(&out, notice);
		else
			put_alternative(&out, notice);
	}
	(void)sqlite3_finalize(out.decision);
	(void)sqlite3_finalize(out.alternative);
	return !out.failed;
}
