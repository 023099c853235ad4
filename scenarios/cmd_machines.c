#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "command_line.h"
#include "data_directory.h"
#include "paths.h"
#include "schema_tables.h"
#include "schema_value.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"
#include "traces/base/money_text.h"
#include "traces/base/times.h"
#include "traces/base/values.h"

#define PATH_SIZE 4096
#define CELL_SIZE 32
#define NANO 1e9
#define NEWEST INT64_MAX

static const struct cli_command machines_command = {
    .name = "machines",
    .usage = "[FILE] [OPTION]...",
    .about = "List the machines of the included catalogue, or of the catalogue "
	     "FILE, and what they cost: what `fleet.dedicated` and "
	     "`fleet.cloud.types` of a scenario may name.",
    .notes = "Prices are net, in EUR, without IPv4 address.  A month of a "
	     "cloud machine is the cap of its hours.  A machine without a "
	     "price per hour cannot be rented by the hour.  \"Lead time\" is "
	     "the median from order to ready.",
    .example = "  conductor machines\n"
	       "  conductor machines --at 2026-01-01 --json\n",
    .least = 0,
    .most = 1,
    .needs = "takes at most one catalogue",
};

/* One machine, as it is listed. */
struct offered {
	const char *name, *note; /* of the catalogue; note may be NULL */
	struct machine machine;
	const struct provider_price *price;
	double cores, lead_s;
	bool price_later; /* the first list begins after the date of --at */
	bool assumed;	  /* the price */
};

struct listing {
	struct document document;
	int64_t at_us; /* NEWEST: the newest prices */
	struct law cloud_boot;
};

/* --- what is asked -------------------------------------------------------- */

static bool open_listing(struct listing *listing, const char *file,
			 struct error_text *error)
{
	const struct scenario_options options = {.data_dir = data_directory()};
	const struct schema_key *boot =
	    schema_key_named(&schema_scenario, "world.vm_boot");
	const struct schema_reader reader = {&listing->document.sources, "",
					     error};
	struct schema_key key = *boot;
	char path[PATH_SIZE];

	if (file == NULL) {
		(void)snprintf(
		    path, sizeof path, "%s/%s", data_directory(),
		    schema_key_named(&schema_scenario, "catalogue")->fallback);
		file = path;
	}
	if (!catalogue_open(&listing->document, file, &options, error))
		return false;
	key.offset = 0;
	if (schema_value_read(&key, NULL, &reader, &listing->cloud_boot))
		return true;
	document_release(&listing->document);
	return false;
}

static bool describe(const struct listing *listing, const cJSON *item,
		     struct offered *out, struct error_text *error)
{
	const cJSON *note = schema_find(item, "note");
	const struct machine *m = &out->machine;

	if (!catalogue_machine(&listing->document, item, &out->machine, error))
		return false;
	out->name = item->string;
	out->note = note != NULL ? note->valuestring : NULL;
	out->cores =
	    cJSON_GetNumberValue(schema_find(item, "cpu_milli")) / 1000;
	out->lead_s = law_median(schema_find(item, "boot") != NULL
				     ? &m->model.boot
				     : &listing->cloud_boot) +
		      law_median(&m->model.install);
	/* what only comes with a month's rent has no time that we know */
	if (m->type.dedicated && schema_find(item, "boot") == NULL)
		out->lead_s = (double)NAN;
	out->price = config_price_at(&m->type, listing->at_us);
	out->assumed = machine_price_is_assumed(&out->machine, listing->at_us);
	out->price_later = m->type.prices[0].valid_from_us > listing->at_us;
	return true;
}

/* Rounded to the nano-euro. */
static int64_t per_gb(const struct offered *o, int64_t nano_eur)
{
	return llround((double)nano_eur * MIB_PER_GIB /
		       o->machine.type.ram_mib);
}

/* --- as a table ----------------------------------------------------------- */

/* Right-aligned; nothing costs nothing is "-". */
static void put_eur(int64_t nano_eur, int width, int decimals)
{
	if (nano_eur == 0)
		(void)printf(" %*s", width, "-");
	else
		(void)printf(" %*.*f", width, decimals,
			     (double)nano_eur / NANO);
}

static void put_lead(double lead_s)
{
	static const struct {
		double s;
		char unit;
	} units[] = {{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
	size_t i = 0;

	if (isnan(lead_s)) {
		(void)printf(" %4s", "-");
		return;
	}
	while (i + 1 < sizeof units / sizeof *units && lead_s < 2 * units[i].s)
		i++;
	(void)printf(" %3.0f%c", lead_s / units[i].s, units[i].unit);
}

static void put_line(const struct offered *o)
{
	const struct node_type *t = &o->machine.type;

	(void)printf("%-6s %-9s %4.4g %5.3g %5.4g", o->name,
		     t->dedicated ? "dedicated" : "cloud",
		     (double)t->ram_mib / MIB_PER_GIB, o->cores,
		     (double)t->disk_mib / MIB_PER_GIB);
	put_eur(o->price->month_nano_eur, 7, 2);
	put_eur(o->price->hour_nano_eur, 6, 4);
	put_eur(per_gb(o, o->price->month_nano_eur), 7, 3);
	put_eur(per_gb(o, o->price->hour_nano_eur), 8, 5);
	put_eur(o->price->setup_nano_eur, 6, 2);
	put_lead(o->lead_s);
	(void)printf("%s%s\n", o->assumed ? "~" : "",
		     o->price_later ? "*" : "");
}

static void put_head(const struct listing *listing, const char *file)
{
	const cJSON *name =
	    schema_find(listing->document.root, "catalogue.name");
	char at[CELL_SIZE * 2] = "the newest prices";

	if (listing->at_us != NEWEST) {
		(void)snprintf(at, sizeof at, "prices of orders on ");
		(void)time_format(listing->at_us, 0, at + strlen(at), 40);
		at[strlen("prices of orders on 2026-01-01")] = '\0';
	}
	(void)printf("%s: %s\n\n", name != NULL ? name->valuestring : file, at);
	(void)puts(
	    "                  RAM          disk     EUR    EUR  EUR a GB of "
	    "RAM         lead");
	(void)puts(
	    "type   kind        GB cores    GB a month   hour a month  an "
	    "hour  setup time");
}

/* --- as JSON -------------------------------------------------------------- */

static void add_eur(cJSON *item, const char *key, int64_t nano_eur, bool known)
{
	char text[MONEY_TEXT_SIZE];

	if (known)
		(void)cJSON_AddStringToObject(item, key,
					      money_text(nano_eur, text));
	else
		(void)cJSON_AddNullToObject(item, key);
}

static void add_date(cJSON *item, const char *key, int64_t at_us)
{
	char text[48];

	(void)time_format(at_us, 0, text, sizeof text);
	text[strlen("2026-01-01")] = '\0';
	(void)cJSON_AddStringToObject(item, key, text);
}

static void add_machine(cJSON *list, const struct offered *o)
{
	const struct node_type *t = &o->machine.type;
	const struct provider_price *p = o->price;
	const bool hourly = p->hour_nano_eur != 0;
	cJSON *item = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(item, "type", o->name);
	(void)cJSON_AddStringToObject(item, "kind",
				      t->dedicated ? "dedicated" : "cloud");
	(void)cJSON_AddNumberToObject(item, "ram_gb",
				      (double)t->ram_mib / MIB_PER_GIB);
	(void)cJSON_AddNumberToObject(item, "cores", o->cores);
	(void)cJSON_AddNumberToObject(item, "speed", o->machine.speed);
	(void)cJSON_AddNumberToObject(item, "disk_gb",
				      (double)t->disk_mib / MIB_PER_GIB);
	(void)cJSON_AddBoolToObject(item, "by_the_hour", hourly);
	add_eur(item, "month_eur", p->month_nano_eur, p->month_nano_eur != 0);
	add_eur(item, "hour_eur", p->hour_nano_eur, hourly);
	add_eur(item, "gb_month_eur", per_gb(o, p->month_nano_eur),
		p->month_nano_eur != 0);
	add_eur(item, "gb_hour_eur", per_gb(o, p->hour_nano_eur), hourly);
	add_eur(item, "setup_eur", p->setup_nano_eur, true);
	if (isnan(o->lead_s))
		(void)cJSON_AddNullToObject(item, "lead_time_s");
	else
		(void)cJSON_AddNumberToObject(item, "lead_time_s",
					      round(o->lead_s));
	add_date(item, "valid_from", p->valid_from_us);
	(void)cJSON_AddBoolToObject(item, "price_assumed", o->assumed);
	if (o->note != NULL)
		(void)cJSON_AddStringToObject(item, "note", o->note);
	(void)cJSON_AddItemToArray(list, item);
}

static cJSON *json_head(const struct listing *listing)
{
	cJSON *root = cJSON_CreateObject();
	const cJSON *name =
	    schema_find(listing->document.root, "catalogue.name");

	(void)cJSON_AddItemToObject(root, "catalogue",
				    name != NULL ? cJSON_Duplicate(name, true)
						 : cJSON_CreateNull());
	(void)cJSON_AddStringToObject(root, "file", listing->document.path);
	if (listing->at_us == NEWEST)
		(void)cJSON_AddNullToObject(root, "at");
	else
		add_date(root, "at", listing->at_us);
	return root;
}

/* --- the command ---------------------------------------------------------- */

static bool list_machines(const struct listing *listing, cJSON *list,
			  struct error_text *error)
{
	const cJSON *types =
	    schema_find(listing->document.root, "catalogue.types");
	bool later = false, assumed = false;

	for (const cJSON *i = types->child; i != NULL; i = i->next) {
		struct offered offered;

		if (!describe(listing, i, &offered, error))
			return false;
		later = later || offered.price_later;
		assumed = assumed || offered.assumed;
		if (list != NULL)
			add_machine(list, &offered);
		else
			put_line(&offered);
	}
	if (list == NULL && (later || assumed))
		(void)putchar('\n');
	if (list == NULL && assumed)
		(void)puts("~ its price is an assumption, not published by the "
			   "provider");
	if (list == NULL && later)
		(void)puts("* its first price list begins later and is the "
			   "one that is known");
	return true;
}

static bool take_date(void *context, const char *text, struct error_text *error)
{
	(void)error;
	return value_date_us(text, context);
}

int cmd_machines(int argc, char **argv)
{
	struct listing listing = {.at_us = NEWEST};
	bool json = false;
	const struct cli_option options[] = {
	    {CLI_ROW_OWN("at", "DATE", take_date, &listing.at_us,
			 "prices of orders on this day (default: the newest)"),
	     .expects = "a date such as 2026-01-01"},
	    {CLI_ROW_FLAG("json", &json, "print JSON, with the notes")},
	};
	struct cli_words words = {argc, argv};
	struct error_text error = {""};
	cJSON *root = NULL;
	int status;
	bool good;

	if (!cli_read(&machines_command, CLI_ROWS(options), &words, &status))
		return status;
	if (!open_listing(&listing, words.word[0], &error))
		return cli_failed(&error);
	if (json)
		root = json_head(&listing);
	else
		put_head(&listing, listing.document.path);
	good = list_machines(
	    &listing, json ? cJSON_AddArrayToObject(root, "machines") : NULL,
	    &error);
	document_release(&listing.document);
	if (!good)
		cJSON_Delete(root);
	if (!good)
		return cli_failed(&error);
	if (json)
		json_out(root);
	return EXIT_SUCCESS;
}
