#include "reports/html_parts.h"

#include <string.h>

static void type_row(struct html_page *page, const struct run_type *type,
		     size_t dedicated_types)
{
	page_row(page->out, type->name);
	page_cell(page->out,
		  html_text(page, type->dedicated ? T_DEDICATED : T_CLOUD));
	html_number_cell(page, type->nodes, 0, "");
	html_number_cell(page, type->at_once, 0, "");
	html_number_cell(page, type->hours_paid, 0, "h");
	if (type->used_share >= 0)
		html_number_cell(page, 100 * type->used_share, 1, "%");
	else
		page_cell(page->out, "-");
	if (type->dedicated)
		page_cell(page->out, "-");
	else
		html_number_cell(page, type->unfilled, 0, "");
	if (!type->dedicated)
		html_number_cell(page, type->cost_eur, 2, "");
	else if (dedicated_types == 1)
		html_number_cell(
		    page, summary_number(page->summary, "cost_eur.dedicated"),
		    2, "");
	else
		page_cell(page->out, "-");
	page_row_end(page->out);
}

static void type_table(struct html_page *page)
{
	static const enum text columns[] = {
	    T_COLUMN_TYPE, T_COLUMN_KIND, T_COLUMN_NODES,    T_COLUMN_PEAK,
	    T_COLUMN_PAID, T_COLUMN_USED, T_COLUMN_UNFILLED, T_COLUMN_TYPE_COST,
	};
	const struct run_data *data = &page->data;
	char caption[2 * CELL_SIZE], text[CELL_SIZE];
	size_t dedicated = 0;

	for (size_t i = 0; i < data->type_count; i++)
		dedicated += data->types[i].dedicated;
	html_table(page,
		   text_fill(caption, sizeof caption, page->language,
			     T_TYPE_CAPTION, WITH(html_which_run(page, text))),
		   columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < data->type_count; i++)
		type_row(page, &data->types[i], dedicated);
	if (dedicated > 1) {
		page_row(page->out, html_text(page, T_ALL_DEDICATED));
		for (int i = 0; i < 6; i++)
			page_cell(page->out, "");
		html_number_cell(
		    page, summary_number(page->summary, "cost_eur.dedicated"),
		    2, "");
		page_row_end(page->out);
	}
	page_table_end(page->out);
}

void html_fleet(struct html_page *page)
{
	static const struct html_figure rows[] = {
	    {T_FLEET_ORDERED, "fleet.vm_ordered", "", 1, 1},
	    {T_FLEET_SOLD_OUT, "fleet.vm_sold_out", "", 1, 1},
	    {T_FLEET_BILLED, "fleet.vm_hours_billed", "h", 1, 1},
	    {T_FLEET_USED, "fleet.vm_hours_used", "h", 1, 1},
	    {T_FLEET_WASTED, "fleet.paid_minutes_wasted", "min", 1, 0},
	    {T_FLEET_PEAK, "fleet.cloud_peak", "", 1, 0},
	    {T_FLEET_LOST, "recovery.nodes_lost", "", 1, 1},
	    {T_FLEET_INTERRUPTED, "worlds.interrupted", "", 1, 1},
	};

	page_section(page->out, "fleet", html_text(page, T_FLEET_HEADING));
	type_table(page);
	html_figure_table(page, T_CLOUD_COLUMN, rows,
			  sizeof rows / sizeof rows[0]);
	html_static_fleet(page);
	page_section_end(page->out);
}

/* --- 6: features ---------------------------------------------------------- */

static const char *assumed_value(const struct html_page *page, const char *key)
{
	const struct run_data *data = &page->data;

	for (size_t i = 0; i < data->assumption_count; i++)
		if (strcmp(data->assumptions[i].key, key) == 0)
			return data->assumptions[i].value;
	return "";
}

/* A feature in use, and what it did: the places of `did` are the figures of
 * `keys`. */
struct part {
	enum text name;
	const char *name_with;
	bool took_part;
	enum text did;
	const char *const *keys;
};

static void put_part(struct html_page *page, const struct part *part)
{
	char numbers[4][CELL_SIZE] = {"", "", "", ""}, name[2 * CELL_SIZE],
	     cell[2 * CELL_SIZE];

	if (!part->took_part)
		return;
	for (size_t i = 0; i < 4 && part->keys[i] != NULL; i++)
		(void)html_number(page,
				  summary_number(page->summary, part->keys[i]),
				  1, numbers[i]);
	page_row(page->out, text_fill(name, sizeof name, page->language,
				      part->name, WITH(part->name_with)));
	page_cell(
	    page->out,
	    text_fill(cell, sizeof cell, page->language, part->did,
		      WITH(numbers[0], numbers[1], numbers[2], numbers[3])));
	page_row_end(page->out);
}

/* Is any of these figures above 0? */
static bool any_of(const struct html_page *page, const char *const *keys)
{
	for (size_t i = 0; i < 4 && keys[i] != NULL; i++)
		if (summary_number(page->summary, keys[i]) > 0)
			return true;
	return false;
}

void html_parts(struct html_page *page)
{
	static const enum text columns[] = {T_COLUMN_PART, T_COLUMN_DID};
	static const char *const orders[] = {"fleet.vm_ordered", NULL};
	static const char *const archive[] = {"worlds.archived",
					      "worlds.woken_from_archive",
					      "worlds.moved_box", NULL};
	static const char *const direct[] = {"worlds.moved_direct", NULL};
	static const char *const recalls[] = {"worlds.recalled", NULL};
	static const char *const copies[] = {"copies.made", "copies.refreshed",
					     "copies.gb", "copies.used"};
	static const char *const guards[] = {"guard_holds", NULL};
	static const char *const failures[] = {
	    "recovery.nodes_lost", "recovery.worlds_rescued",
	    "recovery.worlds_lost", "worlds.lost_sleepers"};
	static const char *const stock[] = {"fleet.vm_sold_out", NULL};
	static const char *const players[] = {"eur_per_player_hour", NULL};
	const struct summary *s = page->summary;
	const char *rule = assumed_value(page, "policy.reactive.rule");
	const char *sold_out = assumed_value(page, "world.stock.sold_out");
	const struct part parts[] = {
	    {T_PART_CLOUD, rule, summary_has(s, orders[0]), T_PART_CLOUD_DID,
	     orders},
	    {T_PART_ARCHIVE, "", any_of(page, archive), T_PART_ARCHIVE_DID,
	     archive},
	    {T_PART_DIRECT, "", summary_has(s, direct[0]), T_PART_DIRECT_DID,
	     direct},
	    {T_PART_RECALLS, "", summary_has(s, recalls[0]), T_PART_RECALLS_DID,
	     recalls},
	    {T_PART_COPIES, "", summary_has(s, copies[0]), T_PART_COPIES_DID,
	     copies},
	    {T_PART_GUARDS, "", any_of(page, guards), T_PART_GUARDS_DID,
	     guards},
	    {T_PART_FAILURES, "", summary_has(s, failures[0]),
	     T_PART_FAILURES_DID, failures},
	    {T_PART_STOCK, "",
	     sold_out[0] != '\0' && strcmp(sold_out, "0%") != 0 &&
		 summary_has(s, stock[0]),
	     T_PART_STOCK_DID, stock},
	    {T_PART_PLAYERS, "", summary_has(s, players[0]), T_PART_PLAYERS_DID,
	     players},
	};

	page_section(page->out, "parts", html_text(page, T_PARTS_HEADING));
	html_say(page, "", T_PARTS_WHAT, NULL);
	(void)fputs("<div class=\"words\">\n", page->out);
	html_table(page, NULL, columns, sizeof columns / sizeof columns[0]);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		put_part(page, &parts[i]);
	page_table_end(page->out);
	(void)fputs("</div>\n", page->out);
	page_section_end(page->out);
}
