#include <string.h>

#include "reports/number.h"
#include "reports/text.h"
#include "reports/why.h"
#include "reports/why_words.h"
#include "traces/base/sqlite_file.h"

#define MIB_PER_GIB 1024.0
#define NANO 1e9
#define US_PER_S 1e6
#define NAME_SIZE 256
#define LIST_SIZE 2048

/* The sentence of a word; a word of a newer engine is shown as it is. */
static const char *words_of_rule(const struct why *why, enum why_list list,
				 const char *word)
{
	const struct why_word *found = why_word(list, word);

	return found != NULL ? text_of(why->language, found->id) : word;
}

/* --- parts of sentences --------------------------------------------------- */

/* Behind what is there, after a separator if anything is. */
static void append_part(char *out, size_t size, const char *separator,
			const char *more)
{
	size_t used = strlen(out);

	if (used > 0 && more[0] != '\0')
		used +=
		    (size_t)snprintf(out + used, size - used, "%s", separator);
	if (used < size)
		(void)snprintf(out + used, size - used, "%s", more);
}

static void append_sentence(char *out, const char *sentence)
{
	append_part(out, WHY_TEXT_SIZE, " ", sentence);
}

/* "8", "7.5" */
static char *gib_text(const struct why *why, int64_t mib, char *out)
{
	return number_text(why->language, (double)mib / MIB_PER_GIB,
			   mib % 1024 == 0 ? 0 : 1, out);
}

static char *eur_text(const struct why *why, int64_t nano_eur, char *out)
{
	return number_text(why->language, (double)nano_eur / NANO, 4, out);
}

static char *seconds_text(const struct why *why, int64_t us, char *out)
{
	return number_text(why->language, (double)us / US_PER_S, 1, out);
}

/* "12 (CCX33)"; the type is not known of every node. */
static char *node_name(const struct why *why, int64_t node, char *out)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db, "SELECT type FROM nodes WHERE node = ?2", NULL, node);
	char number[NUMBER_SIZE];

	(void)snprintf(number, sizeof number, "%lld", (long long)node);
	(void)snprintf(out, NAME_SIZE, "%s", number);
	if (sqlite3_step(row) == SQLITE_ROW)
		(void)text_fill(out, NAME_SIZE, why->language, T_WHY_NODE_TYPE,
				WITH(number, sqlite_file_text(row, 0)));
	(void)sqlite3_finalize(row);
	return out;
}

/* --- decisions ------------------------------------------------------------ */

/* columns of `row`: node, free_mib, hour_nano_eur, holds_data, type, location
 */
static void list_alternative(const struct why *why, sqlite3_stmt *row,
			     char *list)
{
	char item[NAME_SIZE], number[NUMBER_SIZE];
	char free_gb[NUMBER_SIZE], rent[NUMBER_SIZE];
	bool rented = sqlite3_column_int64(row, 2) != 0;

	(void)gib_text(why, sqlite3_column_int64(row, 1), free_gb);
	(void)eur_text(why, sqlite3_column_int64(row, 2), rent);
	if (sqlite3_column_type(row, 0) == SQLITE_NULL) {
		(void)text_fill(item, sizeof item, why->language, T_WHY_OFFER,
				WITH(sqlite_file_text(row, 4),
				     sqlite_file_text(row, 5), rent));
	} else {
		(void)snprintf(number, sizeof number, "%lld",
			       (long long)sqlite3_column_int64(row, 0));
		(void)text_fill(item, sizeof item, why->language,
				sqlite3_column_int64(row, 3) != 0
				    ? T_WHY_NODE_DATA
				: rented ? T_WHY_NODE_RENT
					 : T_WHY_NODE,
				WITH(number, free_gb, rent));
	}
	append_part(list, LIST_SIZE, ", ", item);
}

static void tell_alternatives(const struct why *why, int64_t decision,
			      char *out)
{
	const struct why_word *objection;

	for (size_t i = 0; (objection = why_word_at(WHY_OBJECTIONS, i)) != NULL;
	     i++) {
		sqlite3_stmt *row = WHY_ASK(
		    why->db,
		    "SELECT node, free_mib, hour_nano_eur, holds_data, type,"
		    " location FROM alternatives WHERE decision = ?2"
		    " AND objection = ?1 ORDER BY rowid",
		    objection->word, decision);
		char list[LIST_SIZE] = "", sentence[LIST_SIZE + NAME_SIZE];

		while (sqlite3_step(row) == SQLITE_ROW)
			list_alternative(why, row, list);
		(void)sqlite3_finalize(row);
		if (list[0] == '\0')
			continue;
		(void)text_fill(sentence, sizeof sentence, why->language,
				objection->id, WITH(list));
		append_sentence(out, sentence);
	}
}

/* Is it about a reserve that is counted in worlds? */
static bool is_in_worlds(const char *rule)
{
	return strstr(rule, "_worlds") != NULL;
}

/* The value of {3} and {4}: GB, or worlds of so many MiB. */
static char *amount_place(const struct why *why, const char *rule, int64_t mib,
			  int64_t world_mib, char *out)
{
	int64_t worlds;

	if (!is_in_worlds(rule) || world_mib <= 0)
		return gib_text(why, mib, out);
	worlds = mib / world_mib;
	return number_text(why->language, (double)worlds, 0, out);
}

/* The value of {8}: the GB that wait for rules about orders, those of a world
 * where worlds are counted, else minutes. */
static char *eighth_place(const struct why *why, const char *rule,
			  int64_t input, char *out)
{
	if (strstr(rule, "order") != NULL || is_in_worlds(rule))
		return gib_text(why, input, out);
	(void)snprintf(out, NUMBER_SIZE, "%.0f", (double)input / US_PER_S / 60);
	return out;
}

void why_tell_decision(const struct why *why, int64_t decision, char *out)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db,
	    "SELECT rule, reason, world, node, need_mib, have_mib, input,"
	    " amount_nano_eur FROM decisions WHERE decision = ?2",
	    NULL, decision);
	char node[NAME_SIZE] = "", need[NUMBER_SIZE], have[NUMBER_SIZE],
	     amount[NUMBER_SIZE], share[NUMBER_SIZE], input[NUMBER_SIZE];
	const char *rule, *reason;
	const struct why_word *found;
	int64_t of;

	out[0] = '\0';
	if (sqlite3_step(row) != SQLITE_ROW) {
		(void)sqlite3_finalize(row);
		return;
	}
	rule = sqlite_file_text(row, 0);
	of = sqlite3_column_int64(row, 6);
	reason = words_of_rule(why, WHY_REASONS, sqlite_file_text(row, 1));
	if (sqlite3_column_type(row, 3) != SQLITE_NULL)
		(void)node_name(why, sqlite3_column_int64(row, 3), node);
	(void)eighth_place(why, rule, of, input);
	const char *const with[] = {
	    sqlite_file_text(row, 2),
	    node,
	    amount_place(why, rule, sqlite3_column_int64(row, 4), of, need),
	    amount_place(why, rule, sqlite3_column_int64(row, 5), of, have),
	    eur_text(why, sqlite3_column_int64(row, 7), amount),
	    eur_text(why, of, share),
	    reason,
	    input,
	    NULL,
	};
	found = why_word(WHY_RULES, rule);
	if (found != NULL)
		(void)text_fill(out, WHY_TEXT_SIZE, why->language, found->id,
				with);
	else /* a rule of a newer engine */
		append_sentence(out, rule);
	if (strncmp(rule, "place_", 6) == 0) {
		char money[NAME_SIZE];

		(void)text_fill(money, sizeof money, why->language,
				of != 0 ? T_WHY_EARNS_SHARE : T_WHY_EARNS_PAID,
				with);
		append_sentence(out, money);
	}
	(void)sqlite3_finalize(row);
	tell_alternatives(why, decision, out);
}

/* --- starts --------------------------------------------------------------- */

void why_tell_asked(const struct why *why, int64_t start, char *out)
{
	sqlite3_stmt *row =
	    WHY_ASK(why->db,
		    "SELECT world, attempt FROM starts WHERE rowid ="
		    " ?2",
		    NULL, start);

	out[0] = '\0';
	if (sqlite3_step(row) == SQLITE_ROW)
		(void)text_fill(out, WHY_TEXT_SIZE, why->language,
				sqlite3_column_int64(row, 1) > 1
				    ? T_WHY_ASKED_AGAIN
				    : T_WHY_ASKED,
				WITH(sqlite_file_text(row, 0)));
	(void)sqlite3_finalize(row);
}

/* Was it on its way to another node and then started at home all the same? */
static bool was_recalled(const struct why *why, int64_t start)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db,
	    "SELECT 1 FROM starts JOIN decisions USING(world) WHERE"
	    " starts.rowid = ?2 AND path IN ('warm', 'queued') AND line_us +"
	    " transfer_us > 0 AND rule = 'recall' AND at_us BETWEEN"
	    " requested_us AND requested_us + wait_us",
	    NULL, start);
	bool was = sqlite3_step(row) == SQLITE_ROW;

	(void)sqlite3_finalize(row);
	return was;
}

/* "" when it is unknown. */
static void tell_causes(const struct why *why, int64_t start, char *out)
{
	/* in the order of the columns */
	const enum text delays[] = {T_DELAY_SAVING,
				    T_DELAY_ROOM,
				    T_DELAY_BOOT,
				    T_DELAY_LINE,
				    was_recalled(why, start) ? T_WHY_CALLED_OFF
							     : T_DELAY_TRANSFER,
				    T_DELAY_START_UP};
	sqlite3_stmt *row =
	    WHY_ASK(why->db,
		    "SELECT saving_us, room_us, boot_us, line_us, transfer_us,"
		    " start_up_us FROM starts WHERE rowid = ?2",
		    NULL, start);
	char list[LIST_SIZE] = "", item[NAME_SIZE], number[NUMBER_SIZE];
	bool known = sqlite3_step(row) == SQLITE_ROW;

	out[0] = '\0';
	for (int i = 0; known && i < 6; i++) {
		if ((double)sqlite3_column_int64(row, i) < 0.05 * US_PER_S)
			continue;
		(void)text_fill(
		    item, sizeof item, why->language, T_WHY_CAUSE,
		    WITH(
			seconds_text(why, sqlite3_column_int64(row, i), number),
			text_of(why->language, delays[i])));
		append_part(list, sizeof list, ", ", item);
	}
	(void)sqlite3_finalize(row);
	if (list[0] != '\0')
		(void)text_fill(out, WHY_TEXT_SIZE, why->language, T_WHY_CAUSES,
				WITH("", "", "", "", list));
}

/* How it got its data. */
static enum text way_of(const struct why *why, int64_t start, const char *path)
{
	const struct why_word *found = why_word(WHY_PATHS, path);

	if (strcmp(path, "warm") == 0 && was_recalled(why, start))
		return T_WHY_PATH_RECALLED;
	return found != NULL ? found->id : T_WHY_PATH_NONE;
}

void why_tell_outcome(const struct why *why, int64_t start, bool with_causes,
		      char *out)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db,
	    "SELECT world, end, path, wait_us, ready_us, reason FROM starts"
	    " WHERE rowid = ?2",
	    NULL, start);
	char ready[NUMBER_SIZE], wait[NUMBER_SIZE], causes[WHY_TEXT_SIZE];
	int64_t ready_us;

	out[0] = '\0';
	if (sqlite3_step(row) != SQLITE_ROW) {
		(void)sqlite3_finalize(row);
		return;
	}
	ready_us = sqlite3_column_int64(row, 4);
	(void)seconds_text(why, sqlite3_column_int64(row, 3), wait);
	(void)seconds_text(why, ready_us, ready);
	if (ready_us >= 0)
		(void)text_fill(
		    out, WHY_TEXT_SIZE, why->language, T_WHY_READY,
		    WITH(
			sqlite_file_text(row, 0), ready, wait,
			text_of(why->language,
				way_of(why, start, sqlite_file_text(row, 2)))));
	else if (strcmp(sqlite_file_text(row, 1), "abandoned") == 0)
		(void)text_fill(out, WHY_TEXT_SIZE, why->language,
				T_WHY_GAVE_UP,
				WITH(sqlite_file_text(row, 0), wait));
	else
		(void)text_fill(out, WHY_TEXT_SIZE, why->language,
				strcmp(sqlite_file_text(row, 1), "refused") == 0
				    ? T_WHY_NOT_STARTED
				    : T_WHY_OPEN,
				WITH(sqlite_file_text(row, 0)));
	(void)sqlite3_finalize(row);
	if (!with_causes)
		return;
	tell_causes(why, start, causes);
	append_sentence(out, causes);
}

/* "2024-11-08 20:17:03" */
static char *instant_text(const struct why *why, int64_t at_us, char *out)
{
	char date[WHY_TIME_SIZE], clock[WHY_TIME_SIZE];

	(void)snprintf(out, NAME_SIZE, "%s %s", why_date(why, at_us, date),
		       why_clock(why, at_us, clock));
	return out;
}

void why_tell_start(const struct why *why, char *out)
{
	char outcome[WHY_TEXT_SIZE], at[NAME_SIZE];

	(void)text_fill(out, WHY_TEXT_SIZE, why->language, T_WHY_ASKED_AT,
			WITH(instant_text(why, why->from_us, at), why->world));
	why_tell_outcome(why, why->start, true, outcome);
	append_sentence(out, outcome);
}

/* --- nodes ---------------------------------------------------------------- */

static void append_instant(const struct why *why, sqlite3_stmt *row, int column,
			   enum text id, const char *name, char *out)
{
	char at[NAME_SIZE], part[2 * NAME_SIZE];

	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		return;
	(void)instant_text(why, sqlite3_column_int64(row, column), at);
	(void)text_fill(part, sizeof part, why->language, id,
			WITH(name, at, at, at));
	append_part(out, WHY_TEXT_SIZE, "", part);
}

void why_tell_life(const struct why *why, char *out)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db,
	    "SELECT ordered_us, ready_us, gone_us, hours_billed, cost_eur,"
	    " location = '' FROM nodes WHERE node = ?2",
	    NULL, why->node);
	char name[NAME_SIZE], hours[NUMBER_SIZE], cost[NUMBER_SIZE];
	char part[NAME_SIZE];

	out[0] = '\0';
	(void)node_name(why, why->node, name);
	if (sqlite3_step(row) != SQLITE_ROW) {
		(void)sqlite3_finalize(row);
		return;
	}
	if (sqlite3_column_int64(row, 5) != 0) {
		(void)text_fill(out, WHY_TEXT_SIZE, why->language,
				T_WHY_LIFE_DEDICATED, WITH(name));
	} else {
		append_instant(why, row, 0, T_WHY_LIFE_ORDERED, name, out);
		append_instant(why, row, 1, T_WHY_LIFE_READY, name, out);
		append_instant(why, row, 2, T_WHY_LIFE_GONE, name, out);
		(void)snprintf(hours, sizeof hours, "%lld",
			       (long long)sqlite3_column_int64(row, 3));
		(void)number_text(why->language, sqlite3_column_double(row, 4),
				  4, cost);
		(void)text_fill(part, sizeof part, why->language,
				T_WHY_LIFE_COST,
				WITH("", "", "", "", hours, cost));
		append_part(out, WHY_TEXT_SIZE, "", part);
	}
	(void)sqlite3_finalize(row);
}

void why_tell_refusals(const struct why *why, char *out)
{
	sqlite3_stmt *row = WHY_ASK(
	    why->db,
	    "SELECT objection, count(*) FROM alternatives JOIN decisions"
	    " USING(decision) WHERE alternatives.node = ?2"
	    " AND at_us BETWEEN ?3 AND ?4 GROUP BY 1 ORDER BY 2 DESC, 1",
	    NULL, why->node, why->from_us, why->until_us);
	char list[LIST_SIZE] = "", item[NAME_SIZE];

	out[0] = '\0';
	while (sqlite3_step(row) == SQLITE_ROW) {
		const struct why_word *found =
		    why_word(WHY_REFUSALS, sqlite_file_text(row, 0));

		if (found == NULL)
			continue;
		(void)text_fill(item, sizeof item, why->language, found->id,
				WITH(sqlite_file_text(row, 1)));
		append_part(list, sizeof list, ", ", item);
	}
	(void)sqlite3_finalize(row);
	if (list[0] != '\0')
		(void)text_fill(out, WHY_TEXT_SIZE, why->language,
				T_WHY_REFUSED, WITH(list));
}

void why_tell_nothing(const struct why *why, char *out)
{
	(void)text_fill(out, WHY_TEXT_SIZE, why->language, T_WHY_NOTHING, NULL);
}
