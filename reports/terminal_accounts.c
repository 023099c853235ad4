#include "reports/terminal.h"

#include "reports/columns.h"
#include "reports/number.h"
#include "reports/text.h"

struct row {
	enum text label;
	const char *key;
};

static void account_cell(const struct summary *s, enum language language,
			 FILE *out, const struct row *row, int width,
			 int decimals)
{
	char text[NUMBER_SIZE];

	columns_left(out, text_of(language, row->label), width);
	columns_right(
	    out,
	    number_text(language, summary_number(s, row->key), decimals, text),
	    11);
}

void terminal_accounts(const struct summary *s, enum language language,
		       FILE *out)
{
	static const struct row money[] = {
	    {T_ACCOUNTS_OPENING, "accounts.opening_balances_eur"},
	    {T_ACCOUNTS_TOP_UPS, "accounts.top_ups_eur"},
	    {T_ACCOUNTS_GRANTED, "accounts.credits_granted_eur"},
	    {T_ACCOUNTS_LAPSED, "accounts.credits_lapsed_eur"},
	    {T_ACCOUNTS_USED, "revenue_eur.credits"},
	    {T_ACCOUNTS_CLOSING, "accounts.balances_eur"},
	};
	static const struct row counts[] = {
	    {T_ACCOUNTS_WARNINGS, "accounts.warnings"},
	    {T_ACCOUNTS_SLEEP, "accounts.put_to_sleep"},
	    {T_ACCOUNTS_REFUSED, "accounts.refused_no_money"},
	};

	if (!summary_has(s, "accounts.balances_eur"))
		return;
	(void)fputc('\n', out);
	columns_left(out, text_of(language, T_ACCOUNTS), 20);
	columns_right(out, text_of(language, T_COLUMN_EUR), 11);
	(void)fputc('\n', out);
	for (size_t i = 0; i < sizeof money / sizeof money[0]; i++) {
		(void)fputs("  ", out);
		account_cell(s, language, out, &money[i], 18, 2);
		if (i < sizeof counts / sizeof counts[0]) {
			(void)fputs("       ", out);
			account_cell(s, language, out, &counts[i], 25, 1);
		}
		(void)fputc('\n', out);
	}
}
