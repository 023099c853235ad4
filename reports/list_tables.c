#include "reports/list_tables.h"

#include <string.h>

#include "reports/wording.h"

/* SQL is laid out by clause, not by column. */
/* clang-format off */

#define LOCAL_TIME(us) \
	"datetime(" us " / 1000000 +" \
	" (SELECT offset_s FROM utc_offsets" \
	"  WHERE utc_offsets.from_us <= " us \
	"  ORDER BY utc_offsets.from_us DESC LIMIT 1), 'unixepoch')"

/* `from` or `to` of the run, in microseconds. */
#define INSTANT(key) \
	"(SELECT 1000000 * strftime('%s', value) FROM meta" \
	" WHERE key = '" key "')"

/* The phase that most of a wait went to; start-up is not part of it. */
#define MOST_OF_WAIT \
	"CASE max(saving_us, room_us, boot_us, line_us, transfer_us)" \
	" WHEN 0 THEN ''" \
	" WHEN saving_us THEN 'saving'" \
	" WHEN room_us THEN 'room'" \
	" WHEN boot_us THEN 'boot'" \
	" WHEN line_us THEN 'line'" \
	" ELSE 'transfer' END"

static const char customers_query[] =
	"SELECT customer, worlds, starts, unserved,"
	" billed_gb_hours, held_gb_hours, net_eur, cost_eur, margin_eur"
	" FROM customers"
	" ORDER BY margin_eur, customer";

static const char starts_query[] =
	"SELECT " LOCAL_TIME("requested_us") ", world, node, path, end,"
	" " MOST_OF_WAIT ", wait_us / 1e6,"
	" CASE WHEN ready_us >= 0 THEN ready_us / 1e6 END, why_left"
	" FROM starts"
	" ORDER BY wait_us DESC, requested_us, world";

/* A dedicated node has no cost of its own: it is rented by the month. */
static const char nodes_query[] =
	"SELECT node, type, location,"
	" " LOCAL_TIME("ordered_us") ", " LOCAL_TIME("gone_us") ","
	" hours_billed, CASE WHEN location <> '' THEN cost_eur END,"
	" 100 * held_gb_hours / sellable_gb"
	" / ((min(coalesce(gone_us, last), last)"
	"     - max(coalesce(ready_us, last), first)) / 3.6e9)"
	" FROM nodes,"
	" (SELECT " INSTANT("from") " AS first, " INSTANT("to") " AS last)"
	" WHERE ordered_us < last AND coalesce(gone_us, last) > first"
	" ORDER BY cost_eur DESC, node";

/* clang-format on */

static const struct list_table tables[] = {
    {.name = "customers",
     .title = T_LIST_CUSTOMERS,
     .query = customers_query,
     .columns = {{"customer", T_LIST_CUSTOMER, LIST_TEXT, 0, 12},
		 {"worlds", T_LIST_WORLDS, LIST_NUMBER, 0, 6},
		 {"starts", T_LIST_NUMBER_STARTS, LIST_NUMBER, 0, 6},
		 {"unserved", T_LIST_UNSERVED, LIST_NUMBER, 0, 9},
		 {"billed_gb_hours", T_LIST_BILLED, LIST_NUMBER, 1, 9},
		 {"held_gb_hours", T_LIST_HELD, LIST_NUMBER, 1, 0},
		 {"net_eur", T_LIST_NET, LIST_NUMBER, 4, 9},
		 {"cost_eur", T_LIST_COST, LIST_NUMBER, 4, 10},
		 {"margin_eur", T_LIST_MARGIN, LIST_NUMBER, 4, 10}},
     .column_count = 9,
     .name_column = 0},
    {.name = "starts",
     .title = T_LIST_STARTS,
     .query = starts_query,
     .columns = {{"requested", T_LIST_ASKED_AT, LIST_TIME, 0, 15},
		 {"world", T_LIST_WORLD, LIST_TEXT, 0, 12},
		 {"node", T_LIST_NODE, LIST_NUMBER, 0, 8},
		 {"path", T_LIST_PATH, LIST_CODE, 0, 9},
		 {"end", T_LIST_END, LIST_CODE, 0, 10},
		 {"most_of_wait", T_LIST_MOST, LIST_CODE, 0, 11},
		 {"wait_s", T_LIST_WAIT, LIST_NUMBER, 1, 8},
		 {"ready_s", T_LIST_READY, LIST_NUMBER, 1, 0},
		 {"why_left", T_LIST_LEFT, LIST_CODE, 0, 0}},
     .column_count = 9,
     .name_column = 1},
    {.name = "nodes",
     .title = T_LIST_NODES,
     .query = nodes_query,
     .columns = {{"node", T_LIST_NODE, LIST_NUMBER, 0, 8},
		 {"type", T_LIST_TYPE, LIST_TEXT, 0, 7},
		 {"location", T_LIST_LOCATION, LIST_TEXT, 0, 0},
		 {"ordered", T_LIST_FROM, LIST_TIME, 0, 15},
		 {"gone", T_LIST_UNTIL, LIST_TIME, 0, 15},
		 {"hours_billed", T_LIST_HOURS, LIST_NUMBER, 0, 10},
		 {"cost_eur", T_LIST_COST, LIST_NUMBER, 2, 10},
		 {"used_percent", T_LIST_USED, LIST_NUMBER, 1, 9}},
     .column_count = 8,
     .name_column = 0},
};
#define TABLE_COUNT (sizeof tables / sizeof tables[0])

_Static_assert(TABLE_COUNT == LIST_TABLES, "a name for each");
const char *const list_table_names[LIST_TABLES] = {"customers", "starts",
						   "nodes"};

const struct list_table *list_table_named(const char *name)
{
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (strcmp(tables[i].name, name) == 0)
			return &tables[i];
	return NULL;
}

bool list_is_money(const struct list_column *column)
{
	const char *unit = strstr(column->key, "_eur");

	return unit != NULL && strcmp(unit, "_eur") == 0;
}

const char *list_word(enum language language, const char *code)
{
	static const struct {
		const char *code;
		enum text text;
	} words[] = {
	    {"?", T_LIST_NO_PATH},	     {"served", T_LIST_SERVED},
	    {"abandoned", T_LIST_ABANDONED}, {"refused", T_LIST_REFUSED},
	    {"pending", T_LIST_PENDING},     {"saving", T_LIST_SAVING},
	    {"room", T_LIST_ROOM},	     {"boot", T_LIST_BOOT},
	    {"line", T_LIST_LINE},	     {"transfer", T_LIST_TRANSFER},
	    {"stop", T_LIST_STOP},
	};

	for (size_t i = 0; i < WORDING_PATHS; i++)
		if (strcmp(wording_paths[i].row, code) == 0)
			return text_of(language, wording_paths[i].name);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].code, code) == 0)
			return text_of(language, words[i].text);
	return code;
}
