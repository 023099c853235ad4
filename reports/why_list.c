#include <cjson/cJSON.h>
#include <string.h>

#include "reports/text.h"
#include "reports/why.h"
#include "traces/base/sqlite_file.h"
#include "traces/base/times.h"

#define WIDTH 80
#define INDENT 10 /* "20:17:03  " */

enum item_kind { ITEM_ASKED = 0, ITEM_DECISION, ITEM_OUTCOME };

/* An item: when, what, and its number in its table. */
struct item {
	int64_t at_us, id;
	enum item_kind kind;
};

/* When a start was over; those that never were, when the run was. */
#define END_OF_START                                                           \
	"CASE WHEN ready_us >= 0 THEN requested_us + ready_us"                 \
	" WHEN end IN ('refused', 'abandoned') THEN requested_us + wait_us"    \
	" ELSE ?4 END"

/* Of a world: its starts, its decisions, and what was decided about nodes while
 * it waited for room. */
static const char of_world[] =
    "SELECT requested_us AS at, 0, rowid AS id FROM starts WHERE world = ?1"
    "  AND requested_us BETWEEN ?2 AND ?3"
    " UNION ALL SELECT at_us, 1, decision FROM decisions WHERE world = ?1"
    "  AND at_us BETWEEN ?2 AND ?3"
    " UNION ALL SELECT fleet.at_us, 1, fleet.decision FROM decisions AS fleet"
    "  JOIN (SELECT q.at_us AS waits_from, (SELECT min(t) FROM ("
    "   SELECT at_us AS t FROM decisions WHERE world = ?1"
    "    AND rule LIKE 'place%' UNION ALL SELECT " END_OF_START
    "    FROM starts WHERE world = ?1) WHERE t > q.at_us) AS waits_to"
    "   FROM decisions AS q WHERE world = ?1 AND rule = 'queue'"
    "    AND at_us BETWEEN ?2 AND ?3)"
    "  WHERE fleet.world IS NULL"
    "  AND fleet.at_us BETWEEN waits_from AND waits_to AND fleet.rule"
    "  IN ('order_waiting', 'order_largest', 'order_reserve', 'no_order',"
    "  'order_worlds', 'no_order_worlds', 'call_back')"
    " UNION ALL SELECT " END_OF_START ", 2, rowid FROM starts WHERE world = ?1"
    "  AND requested_us BETWEEN ?2 AND ?3"
    " ORDER BY 1, 2, 3";

static const char of_node[] =
    "SELECT at_us, 1, decision FROM decisions WHERE node = ?5"
    " AND at_us BETWEEN ?2 AND ?3 ORDER BY 1, 2, 3";

static sqlite3_stmt *items_of(const struct why *why)
{
	return WHY_ASK(why->db, why->world != NULL ? of_world : of_node,
		       why->world, why->from_us, why->until_us, why->ends_us,
		       why->node);
}

static bool next_item(sqlite3_stmt *row, struct item *out)
{
	if (row == NULL || sqlite3_step(row) != SQLITE_ROW)
		return false;
	out->at_us = sqlite3_column_int64(row, 0);
	out->kind = (enum item_kind)sqlite3_column_int(row, 1);
	out->id = sqlite3_column_int64(row, 2);
	return true;
}

static void tell_item(const struct why *why, const struct item *item, char *out)
{
	switch (item->kind) {
	case ITEM_ASKED:
		why_tell_asked(why, item->id, out);
		break;
	case ITEM_DECISION:
		why_tell_decision(why, item->id, out);
		break;
	case ITEM_OUTCOME: /* of a moment, the causes are at the top */
		why_tell_outcome(why, item->id, !why->at_time, out);
		break;
	}
}

/* The answer in short, before the list: what became of the start that was
 * asked about and where its time went, or the life of the node. */
static void short_answer(const struct why *why, char *out)
{
	out[0] = '\0';
	if (why->world == NULL)
		why_tell_life(why, out);
	else if (why->at_time)
		why_tell_start(why, out);
}

/* Does a fleet decision merely repeat the one before? */
static bool repeats_before(const struct why *why, const struct item *item,
			   const struct item *before)
{
	sqlite3_stmt *row;
	bool same;

	if (item->kind != ITEM_DECISION || before->kind != ITEM_DECISION)
		return false;
	row = WHY_ASK(why->db,
		      "SELECT 1 FROM decisions AS a JOIN decisions AS b"
		      " ON a.rule = b.rule AND a.reason = b.reason"
		      " AND a.node IS b.node WHERE a.decision = ?2"
		      " AND b.decision = ?3 AND a.world IS NULL"
		      " AND b.world IS NULL",
		      NULL, item->id, before->id);
	same = row != NULL && sqlite3_step(row) == SQLITE_ROW;
	(void)sqlite3_finalize(row);
	return same;
}

/* --- text ----------------------------------------------------------------- */

struct page {
	FILE *out;
	char date[WHY_TIME_SIZE]; /* that was printed last */
	struct item last;	  /* printed or repeated */
	int64_t repeated;
};

/* Words behind a margin, broken before they leave the page. */
static void print_wrapped(FILE *out, size_t margin, const char *text)
{
	size_t column = margin;

	while (*text != '\0') {
		size_t length = strcspn(text, " ");

		if (column > margin && column + 1 + length > WIDTH) {
			(void)fprintf(out, "\n%*s", (int)margin, "");
			column = margin;
		} else if (column > margin) {
			(void)fputc(' ', out);
			column++;
		}
		(void)fprintf(out, "%.*s", (int)length, text);
		column += length;
		text += length + (text[length] == ' ');
	}
	(void)fputc('\n', out);
}

static void end_repeats(const struct why *why, struct page *page)
{
	char text[WHY_TEXT_SIZE], count[WHY_TIME_SIZE], at[WHY_TIME_SIZE];

	if (page->repeated == 0)
		return;
	(void)snprintf(count, sizeof count, "%lld", (long long)page->repeated);
	(void)text_fill(text, sizeof text, why->language, T_WHY_SAME_UNTIL,
			WITH(count, why_clock(why, page->last.at_us, at)));
	(void)fprintf(page->out, "%*s", INDENT, "");
	print_wrapped(page->out, INDENT, text);
	page->repeated = 0;
}

static void print_item(const struct why *why, const struct item *item,
		       struct page *page)
{
	char text[WHY_TEXT_SIZE], date[WHY_TIME_SIZE], at[WHY_TIME_SIZE];

	end_repeats(why, page);
	(void)why_date(why, item->at_us, date);
	if (strcmp(date, page->date) != 0)
		(void)fprintf(page->out, "%s\n", date);
	memcpy(page->date, date, sizeof date);
	tell_item(why, item, text);
	(void)fprintf(page->out, "%s  ", why_clock(why, item->at_us, at));
	print_wrapped(page->out, INDENT, text);
}

bool why_print(const struct why *why, FILE *out, struct error_text *error)
{
	struct page page = {.out = out, .last = {.kind = ITEM_ASKED}};
	struct item item;
	char text[WHY_TEXT_SIZE];
	sqlite3_stmt *row = items_of(why);

	if (row == NULL)
		return error_set(error, "the tables cannot be read: %s",
				 sqlite3_errmsg(why->db));
	short_answer(why, text);
	if (text[0] != '\0') {
		print_wrapped(out, 0, text);
		(void)fputc('\n', out);
	}
	while (next_item(row, &item)) {
		if (repeats_before(why, &item, &page.last))
			page.repeated++;
		else
			print_item(why, &item, &page);
		page.last = item;
	}
	end_repeats(why, &page);
	(void)sqlite3_finalize(row);
	if (page.date[0] == '\0') {
		why_tell_nothing(why, text);
		print_wrapped(out, 0, text);
	}
	if (why->world == NULL) {
		why_tell_refusals(why, text);
		if (text[0] != '\0') {
			(void)fputc('\n', out);
			print_wrapped(out, 0, text);
		}
	}
	return true;
}

/* --- JSON ----------------------------------------------------------------- */

/* Every column of a row under its name. */
static void put_columns(cJSON *object, sqlite3_stmt *row)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *key = sqlite3_column_name(row, i);

		switch (sqlite3_column_type(row, i)) {
		case SQLITE_NULL:
			(void)cJSON_AddNullToObject(object, key);
			break;
		case SQLITE_TEXT:
			(void)cJSON_AddStringToObject(object, key,
						      sqlite_file_text(row, i));
			break;
		default:
			(void)cJSON_AddNumberToObject(
			    object, key, sqlite3_column_double(row, i));
			break;
		}
	}
}

static void put_item(const struct why *why, const struct item *item,
		     cJSON *list)
{
	static const char *const kinds[] = {"asked", "decision", "outcome"};
	cJSON *object = cJSON_CreateObject(), *others, *other;
	char text[WHY_TEXT_SIZE], at[WHY_TIME_SIZE];
	bool decision = item->kind == ITEM_DECISION;
	sqlite3_stmt *row =
	    WHY_ASK(why->db,
		    decision ? "SELECT * FROM decisions WHERE decision = ?2"
			     : "SELECT * FROM starts WHERE rowid = ?2",
		    NULL, item->id);

	(void)cJSON_AddItemToArray(list, object);
	(void)cJSON_AddStringToObject(
	    object, "at",
	    time_format(item->at_us,
			(int32_t)why_offset_s(why->db, item->at_us), at,
			sizeof at));
	(void)cJSON_AddStringToObject(object, "kind", kinds[item->kind]);
	tell_item(why, item, text);
	(void)cJSON_AddStringToObject(object, "text", text);
	if (sqlite3_step(row) == SQLITE_ROW)
		put_columns(object, row);
	(void)sqlite3_finalize(row);
	if (!decision)
		return;
	others = cJSON_AddArrayToObject(object, "alternatives");
	row = WHY_ASK(why->db,
		      "SELECT node, type, location, objection, free_mib,"
		      " hour_nano_eur, holds_data FROM alternatives"
		      " WHERE decision = ?2 ORDER BY rowid",
		      NULL, item->id);
	while (sqlite3_step(row) == SQLITE_ROW) {
		other = cJSON_CreateObject();
		put_columns(other, row);
		(void)cJSON_AddItemToArray(others, other);
	}
	(void)sqlite3_finalize(row);
}

bool why_print_json(const struct why *why, FILE *out, struct error_text *error)
{
	cJSON *root = cJSON_CreateObject(), *list;
	char text[WHY_TEXT_SIZE];
	sqlite3_stmt *row = items_of(why);
	struct item item;
	char *printed;

	if (why->world != NULL)
		(void)cJSON_AddStringToObject(root, "world", why->world);
	else
		(void)cJSON_AddNumberToObject(root, "node", (double)why->node);
	short_answer(why, text);
	(void)cJSON_AddStringToObject(root, "answer", text);
	list = cJSON_AddArrayToObject(root, "items");
	while (next_item(row, &item))
		put_item(why, &item, list);
	(void)sqlite3_finalize(row);
	printed = cJSON_Print(root);
	cJSON_Delete(root);
	if (printed == NULL)
		return error_set(error, "out of memory");
	(void)fprintf(out, "%s\n", printed);
	cJSON_free(printed);
	return true;
}
