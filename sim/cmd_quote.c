#include <stdlib.h>
#include <string.h>

#include "scenarios/data_directory.h"
#include "sim/overrides.h"
#include "sim/own_trace.h"
#include "sim/quote_command.h"
#include "sim/recorded.h"
#include "sim/series.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"
#include "traces/base/json_put.h"
#include "traces/base/money_text.h"
#include "traces/base/times.h"
#include "traces/base/values.h"

#define MONEY_SIZE 64
#define EVENING_HOURS 4
#define MONTH_DAYS 30
#define HOURS_A_DAY 2
#define RAM_MAX_MIB (INT64_C(2047) * MIB_PER_GIB)

static const struct cli_command quote_command = {
    .name = "quote",
    .usage = "SCENARIO PLAN|WORLD [OPTION]...",
    .about = "Quote what a world costs its customer under the prices of a "
	     "scenario: a minute now and after each price change, an hour, an "
	     "evening of 4 hours, a month at 2 hours a day, a day asleep and a "
	     "day in the archive.  EUR gross.\n\nPLAN is a size of RAM (4GB); "
	     "WORLD is a name from the scenario's sessions.",
    .example = "  conductor quote friday-night 4GB --balance 5\n",
    .least = 2,
    .most = 2,
    .needs = "a scenario is needed, and a plan or a world",
};

struct question {
	const char *scenario, *what;
	enum language language;
	struct scenario_options options;
	struct overrides overrides;
	int64_t at_us;			    /* TIME_NEVER_US: not asked */
	int64_t disk_mib, balance_nano_eur; /* -1: not asked */
	bool json;
};

/* What is asked about. */
struct plan {
	const char *world; /* NULL: only a plan */
	uint32_t ram_mib, disk_mib;
};

/* --- the command line ----------------------------------------------------- */

/* "5" and "5 EUR" are the same here. */
static bool take_euros(void *context, const char *text,
		       struct error_text *error)
{
	char money[MONEY_SIZE];

	(void)error;
	if (value_money_nano_eur(text, context))
		return true;
	(void)snprintf(money, sizeof money, "%.40s EUR", text);
	return value_money_nano_eur(money, context);
}

static bool take_date(void *context, const char *text, struct error_text *error)
{
	(void)error;
	return value_date_us(text, context);
}

static bool read_question(int argc, char **argv, struct question *q,
			  int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_OWN("at", "TIME", take_date, &q->at_us,
			 "2026-11-06T20:30:00+01:00, or a date (default: the "
			 "beginning of the scenario's window)"),
	     .expects = "a time such as 2026-11-06T20:30:00+01:00"},
	    {CLI_ROW_SIZE("disk", &q->disk_mib,
			  "size of the world's data (default: that of the "
			  "world, or workload.defaults.disk)"),
	     .least = 1, .most = INT32_MAX},
	    {CLI_ROW_OWN("balance", "EUR", take_euros, &q->balance_nano_eur,
			 "show how long this balance lasts, paid in advance"),
	     .expects = "an amount such as 5"},
	    {CLI_ROW_TEXT("sessions", "FILE", &q->options.sessions,
			  "search WORLD in these sessions")},
	    {CLI_ROW_OWN("set", "KEY=VALUE", overrides_take, &q->overrides,
			 "change one key of the scenario; may be repeated"),
	     .expects = "KEY=VALUE"},
	    {CLI_ROW_LANG(&q->language, "language of the table (default: en)")},
	    {CLI_ROW_FLAG("json", &q->json, "print JSON")},
	};
	struct cli_words words = {argc, argv};

	if (!cli_read(&quote_command, CLI_ROWS(options), &words, status))
		return false;
	q->scenario = words.word[0];
	q->what = words.word[1];
	q->options.overrides = q->overrides.list;
	q->options.override_count = q->overrides.count;
	q->options.data_dir = data_directory();
	return true;
}

/* --- what is asked about -------------------------------------------------- */

static bool find_world(const struct scenario *scenario, const char *name,
		       struct plan *plan, struct error_text *error)
{
	bool recorded = scenario->workload.kind == WORKLOAD_SESSIONS;
	struct trace trace = {0};
	struct trace_cut ignored;
	bool found = false;

	if (recorded ? !recorded_read(scenario, &trace, error)
		     : !own_trace(scenario, 0, &trace, &ignored, NULL, error))
		return false;
	for (uint32_t i = 0; i < trace.world_count && !found; i++) {
		if (strcmp(trace.worlds[i].name, name) != 0)
			continue;
		*plan = (struct plan){name, trace.worlds[i].ram_mib,
				      trace.worlds[i].disk_mib};
		found = true;
	}
	trace_release(&trace);
	return found ||
	       error_set(error,
			 "%s: no world \"%s\" in its sessions; write a plan "
			 "such as 4GB, or the name of a world",
			 scenario->path, name);
}

static bool find_plan(const struct scenario *scenario, const struct question *q,
		      struct plan *plan, struct error_text *error)
{
	int64_t ram_mib;

	*plan = (struct plan){.disk_mib = scenario->workload.defaults.disk_mib};
	if (value_size_mib(q->what, &ram_mib)) {
		if (ram_mib < 1 || ram_mib > RAM_MAX_MIB)
			return error_set(error,
					 "quote: %s: no plan; write 64MB to "
					 "2047GB",
					 q->what);
		plan->ram_mib = (uint32_t)ram_mib;
	} else if (!find_world(scenario, q->what, plan, error)) {
		return false;
	}
	if (q->disk_mib >= 0)
		plan->disk_mib = (uint32_t)q->disk_mib;
	return true;
}

/* --- answers -------------------------------------------------------------- */

static void put_eur(cJSON *object, const char *key, int64_t nano_eur)
{
	char text[MONEY_TEXT_SIZE];

	json_put_text(object, key, money_text(nano_eur, text));
}

static void put_time(cJSON *object, const char *key,
		     const struct scenario *scenario, int64_t at_us)
{
	char text[40];

	json_put_text(object, key,
		      time_format(at_us, series_offset_at(scenario, at_us),
				  text, sizeof text));
}

/* Whole minutes. */
static void put_minutes(cJSON *object, const char *key, int64_t length_us)
{
	int64_t minutes = length_us / US_PER_MINUTE;

	(void)cJSON_AddNumberToObject(object, key, (double)minutes);
}

static int64_t run_nano_eur(const struct scenario *scenario,
			    const struct plan *plan, int64_t at_us,
			    int64_t length_us)
{
	struct bill_part parts[BOOK_PRICES_MAX];
	uint32_t count = quote_run(&scenario->engine.book, plan->ram_mib, at_us,
				   at_us + length_us, parts);
	int64_t sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += parts[i].amount_nano_eur;
	return sum;
}

/* Not beyond the sleep window: then it is in the archive, which is free. */
static int64_t stay_nano_eur(const struct scenario *scenario,
			     const struct plan *plan, int64_t at_us,
			     int64_t length_us)
{
	int64_t window_us = scenario->engine.policy.sleep_window_us;

	if (length_us > window_us)
		length_us = window_us;
	return quote_stay(&scenario->engine.book, plan->disk_mib, at_us,
			  at_us + length_us)
	    .amount_nano_eur;
}

static void put_month(cJSON *root, const struct scenario *scenario,
		      const struct plan *plan, int64_t at_us)
{
	cJSON *month = cJSON_AddObjectToObject(root, "month");
	const int64_t play_us = HOURS_A_DAY * US_PER_HOUR;
	int64_t played = 0, asleep = 0;

	for (int day = 0; day < MONTH_DAYS; day++) {
		int64_t start_us = at_us + day * US_PER_DAY;

		played += run_nano_eur(scenario, plan, start_us, play_us);
		asleep += stay_nano_eur(scenario, plan, start_us + play_us,
					US_PER_DAY - play_us);
	}
	(void)cJSON_AddNumberToObject(month, "days", MONTH_DAYS);
	(void)cJSON_AddNumberToObject(month, "hours_a_day", HOURS_A_DAY);
	put_eur(month, "played_eur", played);
	put_eur(month, "asleep_eur", asleep);
	put_eur(month, "total_eur", played + asleep);
}

/* Now, and from each change of prices on. */
static void put_prices(cJSON *root, const struct scenario *scenario,
		       const struct plan *plan, int64_t at_us)
{
	cJSON *list = cJSON_AddArrayToObject(root, "prices");

	while (at_us != TIME_NEVER_US) {
		cJSON *item = cJSON_CreateObject();

		put_time(item, "from", scenario, at_us);
		put_eur(item, "minute_eur",
			run_nano_eur(scenario, plan, at_us, US_PER_MINUTE));
		put_eur(
		    item, "gb_hour_eur",
		    quote_run_price_nano_eur(&scenario->engine.book, at_us));
		put_eur(item, "asleep_day_eur",
			quote_stay(&scenario->engine.book, plan->disk_mib,
				   at_us, at_us + US_PER_DAY)
			    .amount_nano_eur);
		(void)cJSON_AddItemToArray(list, item);
		at_us = quote_next_change_us(&scenario->engine.book, at_us);
	}
}

/* When the customer is told, and with how much left; a runway that is shorter
 * is told at once. */
static void put_warnings(cJSON *balance, const struct scenario *scenario,
			 int64_t at_us, int64_t end_us)
{
	const struct prepaid *rules = &scenario->engine.prepaid;
	cJSON *list = cJSON_AddArrayToObject(balance, "warnings");

	for (uint32_t i = 0; i < rules->warning_count; i++) {
		int64_t told_us = end_us - rules->warnings_us[i];
		cJSON *item;

		if (told_us < at_us && i + 1 < rules->warning_count &&
		    end_us - rules->warnings_us[i + 1] <= at_us)
			continue; /* told by the next one */
		if (told_us < at_us)
			told_us = at_us;
		item = cJSON_CreateObject();
		put_time(item, "at", scenario, told_us);
		put_minutes(item, "minutes_left", end_us - told_us);
		(void)cJSON_AddItemToArray(list, item);
	}
}

static void put_balance(cJSON *root, const struct scenario *scenario,
			const struct plan *plan, int64_t at_us,
			int64_t balance_nano_eur)
{
	struct runway runway =
	    quote_runway(&scenario->engine, plan->ram_mib, plan->disk_mib,
			 at_us, balance_nano_eur);
	cJSON *balance;

	put_eur(root, "start_needs_eur", runway.needs_nano_eur);
	if (balance_nano_eur < 0) {
		(void)cJSON_AddNullToObject(root, "balance");
		return;
	}
	balance = cJSON_AddObjectToObject(root, "balance");
	put_eur(balance, "balance_eur", balance_nano_eur);
	(void)cJSON_AddBoolToObject(balance, "starts", runway.starts);
	if (runway.end_us == TIME_NEVER_US) {
		(void)cJSON_AddNullToObject(balance, "minutes");
		(void)cJSON_AddNullToObject(balance, "until");
		return;
	}
	put_minutes(balance, "minutes", runway.end_us - at_us);
	put_time(balance, "until", scenario, runway.end_us);
	if (runway.starts)
		put_warnings(balance, scenario, at_us, runway.end_us);
}

static cJSON *answer_quote(const struct scenario *scenario,
			   const struct question *q, const struct plan *plan)
{
	int64_t at_us =
	    q->at_us == TIME_NEVER_US ? scenario->from_us : q->at_us;
	cJSON *root = cJSON_CreateObject();

	json_put_text(root, "scenario", scenario->name);
	json_put_text(root, "price_book", scenario->book_name);
	(void)cJSON_AddNumberToObject(
	    root, "vat_percent", (double)scenario->engine.book.vat_ppm / 1e4);
	json_put_text(root, "world", plan->world);
	(void)cJSON_AddNumberToObject(root, "ram_gb",
				      (double)plan->ram_mib / MIB_PER_GIB);
	(void)cJSON_AddNumberToObject(
	    root, "disk_gb",
	    json_rounded((double)plan->disk_mib / MIB_PER_GIB));
	put_time(root, "at", scenario, at_us);
	put_eur(root, "minute_eur",
		run_nano_eur(scenario, plan, at_us, US_PER_MINUTE));
	put_eur(root, "hour_eur",
		run_nano_eur(scenario, plan, at_us, US_PER_HOUR));
	put_eur(
	    root, "evening_eur",
	    run_nano_eur(scenario, plan, at_us, EVENING_HOURS * US_PER_HOUR));
	put_month(root, scenario, plan, at_us);
	put_eur(root, "asleep_day_eur",
		stay_nano_eur(scenario, plan, at_us, US_PER_DAY));
	put_eur(root, "archive_day_eur", 0);
	put_prices(root, scenario, plan, at_us);
	put_balance(root, scenario, plan, at_us, q->balance_nano_eur);
	return root;
}

int cmd_quote(int argc, char **argv, const struct quote_hooks *hooks)
{
	struct question q = {.language = LANGUAGE_EN,
			     .at_us = TIME_NEVER_US,
			     .disk_mib = -1,
			     .balance_nano_eur = -1};
	struct error_text error = {""};
	struct scenario scenario;
	struct plan plan;
	char *input;
	int status;
	bool good;

	if (!read_question(argc, argv, &q, &status))
		return status;
	good = scenario_take_input(q.scenario, &q.options, &input, &error) &&
	       scenario_load(q.scenario, &q.options, &scenario, &error);
	if (good) {
		good = find_plan(&scenario, &q, &plan, &error);
		if (good) {
			cJSON *quote = answer_quote(&scenario, &q, &plan);

			if (q.json) {
				json_out(quote);
			} else {
				hooks->print(quote, q.language);
				cJSON_Delete(quote);
			}
		}
		scenario_release(&scenario);
	}
	free(input);
	return good ? status : cli_failed(&error);
}
