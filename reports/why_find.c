#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "reports/number.h"
#include "reports/why.h"
#include "traces/base/memory.h"
#include "traces/base/nearest.h"
#include "traces/base/sqlite_file.h"
#include "traces/base/times.h"

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY 86400
/* A node's moment: this long after it is explained. */
#define NODE_AFTER_US (600 * US_PER_S)

sqlite3_stmt *why_ask(sqlite3 *db, const char *sql, const char *text,
		      const int64_t *numbers, int count)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		return NULL;
	(void)sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
	for (int i = 0; i < count; i++)
		(void)sqlite3_bind_int64(statement, i + 2, numbers[i]);
	return statement;
}

/* The first number of the first row; false: there is none, or it is NULL. */
static bool first_number(sqlite3 *db, const char *sql, const char *text,
			 int64_t a, int64_t b, int64_t *out)
{
	sqlite3_stmt *row = WHY_ASK(db, sql, text, a, b);
	bool found = sqlite3_step(row) == SQLITE_ROW &&
		     sqlite3_column_type(row, 0) != SQLITE_NULL;

	if (found)
		*out = sqlite3_column_int64(row, 0);
	(void)sqlite3_finalize(row);
	return found;
}

/* --- clock ---------------------------------------------------------------- */

int64_t why_offset_s(sqlite3 *db, int64_t at_us)
{
	int64_t offset_s = 0;

	/* before the first row, the first counts */
	(void)first_number(db,
			   "SELECT offset_s FROM utc_offsets ORDER BY"
			   " from_us > ?2, abs(from_us - ?2) LIMIT 1",
			   NULL, at_us, 0, &offset_s);
	return offset_s;
}

char *why_date(const struct why *why, int64_t at_us, char *out)
{
	char whole[WHY_TIME_SIZE];

	(void)time_format(at_us, (int32_t)why_offset_s(why->db, at_us), whole,
			  sizeof whole);
	return number_day(why->language, whole, out);
}

char *why_clock(const struct why *why, int64_t at_us, char *out)
{
	char whole[WHY_TIME_SIZE];

	(void)time_format(at_us, (int32_t)why_offset_s(why->db, at_us), whole,
			  sizeof whole);
	(void)snprintf(out, WHY_TIME_SIZE, "%.8s", whole + 11);
	return out;
}

/* --- whom ----------------------------------------------------------------- */

static bool is_world(sqlite3 *db, const char *name)
{
	int64_t found;

	return first_number(db,
			    "SELECT 1 WHERE EXISTS(SELECT 1 FROM starts"
			    " WHERE world = ?1) OR EXISTS(SELECT 1"
			    " FROM decisions WHERE world = ?1)",
			    name, 0, 0, &found);
}

/* "node-12" is 12. */
static const char *without_prefix(const char *name)
{
	return strncmp(name, "node-", 5) == 0 ? name + 5 : name;
}

static bool is_node(sqlite3 *db, const char *name, int64_t *node)
{
	const char *number = without_prefix(name);
	char *end;

	*node = strtoll(number, &end, 10);
	return *number >= '0' && *number <= '9' && *end == '\0' &&
	       first_number(db,
			    "SELECT node FROM nodes WHERE node = ?2"
			    " UNION SELECT node FROM decisions WHERE node = ?2",
			    NULL, *node, 0, node);
}

#define WORLDS                                                                 \
	"SELECT world FROM starts UNION SELECT world FROM decisions"           \
	" WHERE world IS NOT NULL"

static bool set_unknown(const struct why_question *q, struct error_text *error)
{
	sqlite3_stmt *row =
	    WHY_ASK(q->db, "SELECT count(*) FROM (" WORLDS ")", NULL, 0);
	size_t count = 0, room = 0;
	char **names = NULL;
	const char *near;
	int64_t last = 0;

	if (sqlite3_step(row) == SQLITE_ROW)
		room = (size_t)sqlite3_column_int64(row, 0);
	(void)sqlite3_finalize(row);
	names = calloc(room + 1, sizeof *names);
	if (names == NULL)
		memory_ran_short();
	row = WHY_ASK(q->db, WORLDS, NULL, 0);
	while (names != NULL && count < room && sqlite3_step(row) == SQLITE_ROW)
		if ((names[count] = memory_copy(sqlite_file_text(row, 0))))
			count++;
	(void)sqlite3_finalize(row);
	(void)first_number(q->db, "SELECT max(node) FROM nodes", NULL, 0, 0,
			   &last);
	(void)sqlite_file_unread(q->path, error);
	near = nearest_word(q->subject, (const char *const *)names, count);
	(void)error_set(error,
			"%.200s: no start and no decision for a world \"%.64s\""
			", and no node of that number (1 to %" PRId64 ")%s"
			"%.64s%s",
			q->path, q->subject, last,
			near != NULL ? "; nearest is \"" : "",
			near != NULL ? near : "", near != NULL ? "\"" : "");
	while (count > 0)
		free(names[--count]);
	free(names);
	return false;
}

/* Were decisions kept at all, and those about the subject? */
static bool is_explained(const struct why_question *q, struct error_text *error)
{
	sqlite3_stmt *row = WHY_ASK(
	    q->db, "SELECT value FROM meta WHERE key = 'explained'", NULL, 0);
	bool all = true, good = false;
	char only[256] = "";
	char *rest = only, *name;

	if (sqlite3_step(row) == SQLITE_ROW) {
		(void)snprintf(only, sizeof only, "%s",
			       sqlite_file_text(row, 0));
		all = strcmp(only, "all") == 0;
		good = all;
	}
	(void)sqlite3_finalize(row);
	if (!good)
		(void)sqlite_file_unread(q->path, error);
	if (only[0] == '\0')
		return error_set(error,
				 "%.200s: was recorded without decisions; run "
				 "`conductor sim` again with --why=%.64s",
				 q->path, q->subject);
	while (!good && (name = strsep(&rest, ",")) != NULL)
		good = strcmp(without_prefix(name),
			      without_prefix(q->subject)) == 0;
	return good ||
	       error_set(error,
			 "%.200s: decisions were kept for some only, not of "
			 "%.64s; run `conductor sim` again with --why=%.64s",
			 q->path, q->subject, q->subject);
}

/* --- when ----------------------------------------------------------------- */

static bool window_of(const struct why_question *q, int64_t *from_us,
		      int64_t *to_us)
{
	static const char *const keys[] = {"from", "to"};
	int64_t *const edges[] = {from_us, to_us};

	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *row = WHY_ASK(
		    q->db, "SELECT value FROM meta WHERE key = ?1", keys[i], 0);
		bool good = sqlite3_step(row) == SQLITE_ROW &&
			    time_parse(sqlite_file_text(row, 0), edges[i]);

		(void)sqlite3_finalize(row);
		if (!good)
			return false;
	}
	return true;
}

/* What the run's clock shows as an instant; of two, the first. */
static int64_t from_local(sqlite3 *db, int64_t local_us)
{
	int64_t offset_s =
	    why_offset_s(db, local_us - why_offset_s(db, local_us) * US_PER_S);

	return local_us - offset_s * US_PER_S;
}

/* "20:17": how often does the run's clock show it in the window, and when? */
static int times_shown(sqlite3 *db, int64_t of_day_us, int64_t from_us,
		       int64_t to_us, int64_t *at_us)
{
	int64_t first_us = from_us + why_offset_s(db, from_us) * US_PER_S;
	int64_t day_us =
	    first_us / (S_PER_DAY * US_PER_S) * (S_PER_DAY * US_PER_S);
	int count = 0;

	for (; day_us < to_us + S_PER_DAY * US_PER_S;
	     day_us += S_PER_DAY * US_PER_S) {
		int64_t utc_us = from_local(db, day_us + of_day_us);

		if (utc_us < from_us || utc_us > to_us)
			continue;
		if (count++ == 0)
			*at_us = utc_us;
	}
	return count;
}

/* A TIME, and for how long it lasts: "20:17" is a minute. */
static bool parse_time(const struct why_question *q, int64_t from_us,
		       int64_t to_us, int64_t *at_us, int64_t *lasts_us,
		       struct error_text *error)
{
	char whole[64], first[WHY_TIME_SIZE], last[WHY_TIME_SIZE];
	size_t length = strlen(q->time);
	bool clock = length == 5 || length == 8, minute = length % 11 == 5;
	int count = 1;

	*lasts_us = (minute ? 60 : 1) * US_PER_S;
	/* any date will do: only the time of day counts */
	(void)snprintf(whole, sizeof whole, "%s%.40s%s",
		       clock ? "1970-01-01T" : "", q->time,
		       minute ? ":00" : "");
	if (whole[10] == ' ')
		whole[10] = 'T';
	if (time_parse_local(whole, at_us) && clock)
		count = times_shown(q->db, *at_us, from_us, to_us, at_us);
	else if (time_parse_local(whole, at_us))
		*at_us = from_local(q->db, *at_us);
	else if (!time_parse(q->time, at_us))
		return error_set(
		    error,
		    "why: %.64s is not a time; write 20:17, 20:17:03, "
		    "2024-11-08T20:17, RFC 3339 or epoch seconds",
		    q->time);
	if (count > 1)
		return error_set(error,
				 "%.200s: the clock shows %.64s on %d days; "
				 "say which: 2024-11-08T%.64s",
				 q->path, q->time, count, q->time);
	if (count == 1 && *at_us >= from_us && *at_us <= to_us)
		return true;
	return error_set(
	    error, "%.200s: %.64s lies outside the run; it covers %s to %s",
	    q->path, q->time,
	    time_format(from_us, (int32_t)why_offset_s(q->db, from_us), first,
			sizeof first),
	    time_format(to_us, (int32_t)why_offset_s(q->db, to_us), last,
			sizeof last));
}

/* When a start was over: ready, given up, or never. */
#define ENDS                                                                   \
	"requested_us + CASE WHEN ready_us >= 0 THEN ready_us"                 \
	" WHEN end IN ('refused', 'abandoned') THEN wait_us ELSE 1e15 END"

/* The start that was under way at the moment, else the last one before; and
 * all until it was over. */
static bool around_start(struct why *why, const struct why_question *q,
			 int64_t at_us, int64_t ends_us,
			 struct error_text *error)
{
	char first[WHY_TIME_SIZE];
	int64_t next_us;

	if (!first_number(why->db,
			  "SELECT rowid FROM starts WHERE world = ?1 AND"
			  " requested_us < ?3 ORDER BY " ENDS " < ?2,"
			  " CASE WHEN " ENDS
			  " < ?2 THEN 0 ELSE wait_us END DESC,"
			  " requested_us DESC LIMIT 1",
			  why->world, at_us, ends_us, &why->start) ||
	    !first_number(why->db,
			  "SELECT requested_us FROM starts WHERE rowid = ?2",
			  NULL, why->start, 0, &why->from_us)) {
		if (!first_number(why->db,
				  "SELECT min(requested_us) FROM starts"
				  " WHERE world = ?1",
				  why->world, 0, 0, &next_us))
			return error_set(error,
					 "%.200s: %.64s is never requested",
					 q->path, why->world);
		return error_set(
		    error, "%.200s: %.64s is first requested at %s", q->path,
		    why->world,
		    time_format(next_us,
				(int32_t)why_offset_s(why->db, next_us), first,
				sizeof first));
	}
	why->until_us = ends_us - 1;
	if (first_number(why->db,
			 "SELECT " ENDS " FROM starts WHERE rowid = ?2", NULL,
			 why->start, 0, &next_us) &&
	    next_us > why->until_us)
		why->until_us = next_us;
	return true;
}

bool why_find(const struct why_question *q, struct why *out,
	      struct error_text *error)
{
	int64_t from_us = 0, to_us = 0, at_us, lasts_us;

	*out = (struct why){.db = q->db, .language = q->language};
	if (!is_explained(q, error))
		return false;
	if (!window_of(q, &from_us, &to_us)) {
		(void)sqlite_file_unread(q->path, error);
		return error_set(error,
				 "%.200s: holds no window; run `conductor sim` "
				 "again",
				 q->path);
	}
	if (is_world(q->db, q->subject))
		out->world = q->subject;
	else if (!is_node(q->db, q->subject, &out->node))
		return set_unknown(q, error);
	out->ends_us = to_us;
	out->from_us = from_us;
	out->until_us = to_us;
	if (q->time == NULL)
		return true;
	if (!parse_time(q, from_us, to_us, &at_us, &lasts_us, error))
		return false;
	out->at_time = true;
	if (out->world != NULL)
		return around_start(out, q, at_us, at_us + lasts_us, error);
	out->from_us = at_us;
	out->until_us = at_us + lasts_us + NODE_AFTER_US;
	/* the last one before explains how it came about */
	(void)first_number(q->db,
			   "SELECT max(at_us) FROM decisions WHERE node = ?2"
			   " AND at_us < ?3",
			   NULL, out->node, at_us, &out->from_us);
	return true;
}
