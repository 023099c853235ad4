#include <inttypes.h>

#include "reports/columns.h"
#include "reports/invoice.h"
#include "reports/text.h"
#include "reports/wording.h"

#define LINE_SIZE 256
#define NAME_WIDTH 20
#define WORLD_WIDTH 16
#define NARROW_EUR 9999 /* with four decimals in nine columns */

struct printing {
	const struct invoices *invoices;
	enum language language;
	FILE *out;
	int decimals;  /* of the list */
	int64_t lines; /* so far */
};

static const char *invoice_word(const struct printing *p, enum text id)
{
	return text_of(p->language, id);
}

/* As many decimals as it has, up to six digits. */
static char *short_number(const struct printing *p, double value, char *out)
{
	char text[NUMBER_SIZE];

	(void)snprintf(text, sizeof text, "%.6g", value);
	return number_written(p->language, text, out);
}

static double euros(int64_t nano_eur)
{
	return (double)nano_eur / 1e9;
}

/* To the nano-euro, at the right of a column. */
static void put_exact(const struct printing *p, int64_t nano_eur, int width)
{
	char text[NUMBER_SIZE], written[NUMBER_SIZE];

	columns_right(
	    p->out,
	    number_written(p->language, text_nano_eur(nano_eur, text), written),
	    width);
}

static void invoice_head(const struct printing *p)
{
	const struct summary *s = &p->invoices->summary;
	double replications = summary_number(s, "replications");
	char count[NUMBER_SIZE], which[LINE_SIZE], vat[NUMBER_SIZE];
	char from[NUMBER_SIZE], to[NUMBER_SIZE];

	(void)number_minute(p->language, summary_text(s, "from"), from);
	(void)number_minute(p->language, summary_text(s, "to"), to);
	(void)short_number(p, (double)p->invoices->vat_ppm / 1e4, vat);
	(void)text_fill(which, sizeof which, p->language,
			replications > 1 ? T_FIRST_OF_RUNS : T_ONE_RUN,
			WITH(number_text(p->language, replications, 0, count)));
	text_line(p->out, p->language, T_INVOICE_WINDOW,
		  WITH(from, to, summary_text(s, "clock"), which));
	text_line(p->out, p->language, T_INVOICE_PRICES,
		  WITH(p->invoices->book, vat));
	text_line(p->out, p->language,
		  p->invoices->prepaid ? T_INVOICE_PREPAID : T_INVOICE_POSTPAID,
		  NULL);
}

/* --- all ------------------------------------------------------------------ */

static void list_row(const struct printing *p, const char *name,
		     const int64_t *nano_eur)
{
	const int64_t cells[] = {
	    nano_eur[INVOICE_OPENING],
	    nano_eur[INVOICE_PAID_IN] - nano_eur[INVOICE_PAID_BACK],
	    nano_eur[INVOICE_GRANTED] + nano_eur[INVOICE_REFERRAL] -
		nano_eur[INVOICE_LAPSED],
	    nano_eur[INVOICE_BILLED],
	    nano_eur[INVOICE_VAT],
	    nano_eur[INVOICE_CLOSING],
	};
	char text[NUMBER_SIZE];

	columns_cut(p->out, name, NAME_WIDTH, NAME_WIDTH - 1);
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		columns_right(p->out,
			      number_text(p->language, euros(cells[i]),
					  p->decimals, text),
			      10);
	(void)fputc('\n', p->out);
}

static void list_statement(void *context,
			   const struct invoice_statement *statement)
{
	list_row(context, statement->customer, statement->nano_eur);
}

static bool is_narrow(const struct invoice_control *control)
{
	for (int i = 0; i < INVOICE_AMOUNT_COUNT; i++)
		if (euros(control->sums[i]) > NARROW_EUR ||
		    euros(control->sums[i]) < -NARROW_EUR / 10.0)
			return false;
	return true;
}

static void control_line(const struct printing *p, enum text id, int64_t mine,
			 int64_t run)
{
	(void)fputs("  ", p->out);
	columns_left(p->out, invoice_word(p, id), 18);
	put_exact(p, mine, 20);
	put_exact(p, run, 20);
	put_exact(p, mine - run, 20);
	(void)fputc('\n', p->out);
}

static void control_sums(const struct printing *p,
			 const struct invoice_control *control)
{
	columns_left(p->out, invoice_word(p, T_INVOICE_CONTROL), 20);
	columns_right(p->out, invoice_word(p, T_INVOICE_CONTROL_MINE), 20);
	columns_right(p->out, invoice_word(p, T_INVOICE_CONTROL_RUN), 20);
	columns_right(p->out, invoice_word(p, T_INVOICE_CONTROL_DIFFERENCE),
		      20);
	(void)fputc('\n', p->out);
	control_line(p, T_INVOICE_CONTROL_BILLED, control->lines_nano_eur,
		     p->invoices->revenue_nano_eur);
	if (p->invoices->prepaid)
		control_line(p, T_INVOICE_CONTROL_CREDIT,
			     control->sums[INVOICE_CREDIT_USED],
			     p->invoices->credits_nano_eur);
}

void invoices_print(const struct invoices *invoices, enum language language,
		    FILE *out)
{
	static const enum text columns[] = {T_INVOICE_BEFORE, T_INVOICE_PAID_IN,
					    T_INVOICE_CREDIT, T_INVOICE_BILLED,
					    T_INVOICE_VAT,    T_INVOICE_AFTER};
	struct printing p = {invoices, language, out, 2, 0};
	struct invoice_control control;
	char count[NUMBER_SIZE], sum[LINE_SIZE], words[WORDING_SIZE];

	(void)invoices_control(invoices, &control);
	if (is_narrow(&control))
		p.decimals = 4;
	text_line(
	    out, language, T_INVOICES,
	    WITH(wording_own(&invoices->summary, language, "title", words)));
	invoice_head(&p);
	(void)fputc('\n', out);
	columns_left(out, invoice_word(&p, T_INVOICE_CUSTOMER), 20);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		columns_right(out, invoice_word(&p, columns[i]), 10);
	(void)fputc('\n', out);
	(void)invoices_each(invoices, NULL, list_statement, &p);
	(void)number_text(language, (double)control.customers, 0, count);
	list_row(
	    &p,
	    text_fill(sum, sizeof sum, language, T_INVOICE_SUM, WITH(count)),
	    control.sums);
	(void)fputc('\n', out);
	control_sums(&p, &control);
}

/* --- one ------------------------------------------------------------------ */

static void print_line(void *context, const struct invoice_line *line)
{
	struct printing *p = context;
	char time[40], text[NUMBER_SIZE], quantity[NUMBER_SIZE + 8];

	columns_cut(p->out,
		    line->world[0] != '\0'
			? line->world
			: invoice_word(p, T_INVOICE_ALL_WORLDS),
		    WORLD_WIDTH, WORLD_WIDTH);
	(void)fputc(' ', p->out);
	columns_left(
	    p->out,
	    invoice_word(p, line->asleep ? T_INVOICE_ASLEEP : T_INVOICE_RUN),
	    6);
	(void)snprintf(
	    quantity, sizeof quantity, "%s %s",
	    number_text(p->language, (double)line->quantity, 0, text),
	    line->asleep ? "s" : "min");
	columns_right(p->out, quantity, 13);
	columns_right(p->out,
		      line->size_mib != 0
			  ? number_text(p->language,
					(double)line->size_mib / 1024, 3, text)
			  : "",
		      7);
	(void)invoices_time(p->invoices, line->valid_from_us, time,
			    sizeof time);
	columns_right(p->out, number_minute(p->language, time, text), 17);
	columns_right(p->out,
		      short_number(p, euros(line->price_nano_eur), text), 7);
	put_exact(p, line->amount_nano_eur, 13);
	(void)fputc('\n', p->out);
	p->lines++;
}

static void print_columns(const struct printing *p)
{
	static const struct {
		enum text id;
		int width;
	} columns[] = {
	    {T_INVOICE_QUANTITY, 13}, {T_INVOICE_SIZE, 7},
	    {T_INVOICE_SINCE, 17},    {T_INVOICE_PRICE, 7},
	    {T_COLUMN_EUR, 13},
	};

	(void)fputc('\n', p->out);
	columns_left(p->out, invoice_word(p, T_INVOICE_WORLD), 17);
	columns_left(p->out, invoice_word(p, T_INVOICE_WHAT), 6);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		columns_right(p->out, invoice_word(p, columns[i].id),
			      columns[i].width);
	(void)fputc('\n', p->out);
}

static void put_total(const struct printing *p, const char *indent,
		      enum text label, int64_t nano_eur)
{
	(void)fputs(indent, p->out);
	columns_left(p->out, invoice_word(p, label), 60 - columns_of(indent));
	put_exact(p, nano_eur, 20);
	(void)fputc('\n', p->out);
}

static void print_account(const struct printing *p, const int64_t *nano_eur)
{
	static const struct {
		enum text label;
		enum invoice_amount amount;
		int sign;
		bool always;
	} rows[] = {
	    {T_INVOICE_OPENING, INVOICE_OPENING, 1, true},
	    {T_INVOICE_PLUS_PAID_IN, INVOICE_PAID_IN, 1, true},
	    {T_INVOICE_MINUS_PAID_BACK, INVOICE_PAID_BACK, -1, false},
	    {T_INVOICE_PLUS_GRANTED, INVOICE_GRANTED, 1, false},
	    {T_INVOICE_PLUS_REFERRAL, INVOICE_REFERRAL, 1, false},
	    {T_INVOICE_MINUS_LAPSED, INVOICE_LAPSED, -1, false},
	    {T_INVOICE_MINUS_BILLED, INVOICE_BILLED, -1, true},
	    {T_INVOICE_CLOSING, INVOICE_CLOSING, 1, true},
	};

	(void)fprintf(p->out, "\n%s\n", invoice_word(p, T_INVOICE_ACCOUNT));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].always || nano_eur[rows[i].amount] != 0)
			put_total(p, "  ", rows[i].label,
				  rows[i].sign * nano_eur[rows[i].amount]);
}

static void print_statement(void *context,
			    const struct invoice_statement *statement)
{
	const struct printing *p = context;
	const int64_t *nano_eur = statement->nano_eur;

	put_total(p, "", T_INVOICE_BILLED, nano_eur[INVOICE_BILLED]);
	if (nano_eur[INVOICE_CREDIT_USED] != 0) {
		put_total(p, "  ", T_INVOICE_PAID_WITH_CREDIT,
			  -nano_eur[INVOICE_CREDIT_USED]);
		put_total(p, "  ", T_INVOICE_TO_PAY,
			  nano_eur[INVOICE_BILLED] -
			      nano_eur[INVOICE_CREDIT_USED]);
	}
	put_total(p, "  ", T_INVOICE_VAT_IN_IT, nano_eur[INVOICE_VAT]);
	print_account(p, nano_eur);
}

bool invoice_print(const struct invoices *invoices, const char *customer,
		   enum language language, FILE *out)
{
	struct printing p = {invoices, language, out, 0, 0};
	char words[WORDING_SIZE];

	/* print nothing about an unknown customer */
	if (!invoices_each(invoices, customer, NULL, NULL))
		return false;
	text_line(out, language, T_INVOICE_FOR, WITH(customer));
	(void)fprintf(
	    out, "%s\n",
	    wording_own(&invoices->summary, language, "title", words));
	invoice_head(&p);
	print_columns(&p);
	(void)invoices_each_line(invoices, customer, print_line, &p);
	if (p.lines == 0)
		text_line(out, language, T_INVOICE_NOTHING, NULL);
	(void)invoices_each(invoices, customer, print_statement, &p);
	(void)fputc('\n', out);
	text_line(out, language, T_INVOICE_RULE_RUN, NULL);
	text_line(out, language, T_INVOICE_RULE_STAY, NULL);
	text_line(out, language, T_INVOICE_RULE_FREE, NULL);
	return invoices->error->text[0] == '\0';
}
