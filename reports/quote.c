#include "reports/quote.h"

#include <math.h>
#include <stdlib.h>

#include "reports/columns.h"
#include "reports/number.h"
#include "reports/text.h"

#define LINE_SIZE 512

struct printing {
	const cJSON *quote;
	enum language language;
	FILE *out;
};

static const char *string_at(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsString(item) ? item->valuestring : "";
}

/* A number or a decimal text, as the language writes it. */
static char *number_at(const struct printing *p, const cJSON *object,
		       const char *key, char *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
	char plain[NUMBER_SIZE];

	(void)snprintf(plain, sizeof plain, "%.7g",
		       cJSON_IsNumber(item) ? item->valuedouble : 0);
	return number_written(
	    p->language, cJSON_IsString(item) ? item->valuestring : plain, out);
}

/* In GB; 3.7 of them are 3788 MB, and shown as 3.7. */
static char *size_at(const struct printing *p, const char *key, char *out)
{
	char plain[NUMBER_SIZE];

	(void)snprintf(
	    plain, sizeof plain, "%.7g",
	    round(100 * cJSON_GetNumberValue(
			    cJSON_GetObjectItemCaseSensitive(p->quote, key))) /
		100);
	return number_written(p->language, plain, out);
}

/* Nine decimals each, so that they align. */
static void put_amount(const struct printing *p, const cJSON *object,
		       const char *key, int width)
{
	char text[NUMBER_SIZE];

	columns_right(p->out,
		      number_text(p->language,
				  strtod(string_at(object, key), NULL), 9,
				  text),
		      width);
}

static void quote_head(const struct printing *p)
{
	char ram[NUMBER_SIZE], disk[NUMBER_SIZE], vat[NUMBER_SIZE];
	char at[NUMBER_SIZE];
	const char *world = string_at(p->quote, "world");

	text_line(p->out, p->language,
		  world[0] != '\0' ? T_QUOTE_WORLD : T_QUOTE_PLAN,
		  WITH(size_at(p, "ram_gb", ram), size_at(p, "disk_gb", disk),
		       world));
	text_line(p->out, p->language, T_QUOTE_PRICES,
		  WITH(string_at(p->quote, "price_book"),
		       number_at(p, p->quote, "vat_percent", vat)));
	(void)fputc('\n', p->out);
	text_line(
	    p->out, p->language, T_QUOTE_FROM,
	    WITH(number_minute(p->language, string_at(p->quote, "at"), at)));
}

static void put_quote_amounts(const struct printing *p)
{
	const cJSON *quote = p->quote;
	const cJSON *month = cJSON_GetObjectItemCaseSensitive(quote, "month");
	const struct {
		enum text label;
		const cJSON *object;
		const char *key;
	} rows[] = {
	    {T_QUOTE_MINUTE, quote, "minute_eur"},
	    {T_QUOTE_HOUR, quote, "hour_eur"},
	    {T_QUOTE_EVENING, quote, "evening_eur"},
	    {T_QUOTE_MONTH, month, "total_eur"},
	    {T_QUOTE_MONTH_PLAYED, month, "played_eur"},
	    {T_QUOTE_MONTH_ASLEEP, month, "asleep_eur"},
	    {T_QUOTE_ASLEEP, quote, "asleep_day_eur"},
	    {T_QUOTE_ARCHIVE, quote, "archive_day_eur"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		(void)fputs("  ", p->out);
		columns_left(p->out, text_of(p->language, rows[i].label), 28);
		put_amount(p, rows[i].object, rows[i].key, 15);
		(void)fputs(" EUR\n", p->out);
	}
}

/* Only worth a table when prices change. */
static void put_changes(const struct printing *p)
{
	static const struct {
		enum text label;
		const char *key;
	} columns[] = {
	    {T_QUOTE_GB_HOUR, "gb_hour_eur"},
	    {T_QUOTE_MINUTE, "minute_eur"},
	    {T_QUOTE_ASLEEP, "asleep_day_eur"},
	};
	const size_t count = sizeof columns / sizeof columns[0];
	const cJSON *list =
	    cJSON_GetObjectItemCaseSensitive(p->quote, "prices");
	const cJSON *item;
	char from[NUMBER_SIZE];

	if (cJSON_GetArraySize(list) < 2)
		return;
	(void)fputc('\n', p->out);
	text_line(p->out, p->language, T_QUOTE_LISTS, NULL);
	(void)fputs("  ", p->out);
	columns_left(p->out, text_of(p->language, T_QUOTE_SINCE), 18);
	for (size_t i = 0; i < count; i++)
		columns_right(p->out, text_of(p->language, columns[i].label),
			      16);
	(void)fputc('\n', p->out);
	cJSON_ArrayForEach(item, list)
	{
		(void)fputs("  ", p->out);
		columns_left(
		    p->out,
		    number_minute(p->language, string_at(item, "from"), from),
		    18);
		for (size_t i = 0; i < count; i++)
			put_amount(p, item, columns[i].key, 16);
		(void)fputc('\n', p->out);
	}
}

/* What the player reads, and when. */
static void put_message(const struct printing *p, const char *at, enum text id,
			const char *const *with)
{
	char line[LINE_SIZE], when[NUMBER_SIZE];

	columns_wrap(p->out, number_minute(p->language, at, when), 18,
		     text_fill(line, sizeof line, p->language, id, with));
}

static void put_warnings(const struct printing *p, const cJSON *asked)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(asked, "warnings");
	const cJSON *item;
	char minutes[NUMBER_SIZE];

	(void)fputc('\n', p->out);
	text_line(p->out, p->language, T_QUOTE_MESSAGES, NULL);
	cJSON_ArrayForEach(item, list)
	{
		put_message(p, string_at(item, "at"), T_PLAYER_WARNING,
			    WITH(number_at(p, item, "minutes_left", minutes)));
	}
	put_message(p, string_at(asked, "until"), T_PLAYER_SLEEP, NULL);
}

/* What is missing, in whole cents. */
static char *missing_eur(const struct printing *p, const cJSON *asked,
			 char *out)
{
	double needs = strtod(string_at(p->quote, "start_needs_eur"), NULL);
	double has = strtod(string_at(asked, "balance_eur"), NULL);

	return number_text(p->language, ceil(100 * (needs - has)) / 100, 2,
			   out);
}

static void put_balance(const struct printing *p)
{
	const cJSON *asked =
	    cJSON_GetObjectItemCaseSensitive(p->quote, "balance");
	const char *until = string_at(asked, "until");
	char eur[NUMBER_SIZE], minutes[NUMBER_SIZE], when[NUMBER_SIZE];

	(void)fputc('\n', p->out);
	text_line(p->out, p->language, T_QUOTE_NEEDS,
		  WITH(number_at(p, p->quote, "start_needs_eur", eur)));
	if (!cJSON_IsObject(asked))
		return;
	(void)number_at(p, asked, "balance_eur", eur);
	if (!cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(asked, "starts"))) {
		text_line(p->out, p->language, T_QUOTE_NO_START, WITH(eur));
		(void)fputc('\n', p->out);
		text_line(p->out, p->language, T_QUOTE_MESSAGES, NULL);
		put_message(p, string_at(p->quote, "at"), T_PLAYER_REFUSED,
			    WITH(missing_eur(p, asked, eur)));
	} else if (until[0] == '\0') {
		text_line(p->out, p->language, T_QUOTE_LASTS_LONG, WITH(eur));
	} else {
		text_line(p->out, p->language, T_QUOTE_LASTS,
			  WITH(eur, number_at(p, asked, "minutes", minutes),
			       number_minute(p->language, until, when)));
		put_warnings(p, asked);
	}
}

void quote_print(const cJSON *quote, enum language language, FILE *out)
{
	const struct printing p = {quote, language, out};

	quote_head(&p);
	put_quote_amounts(&p);
	put_changes(&p);
	put_balance(&p);
}
