#include "reports/html_parts.h"

void html_accounts(struct html_page *page)
{
	static const struct html_figure rows[] = {
	    {T_ACCOUNTS_OPENING, "accounts.opening_balances_eur", "EUR", 1, 2},
	    {T_ACCOUNTS_TOP_UPS, "accounts.top_ups_eur", "EUR", 1, 2},
	    {T_ACCOUNTS_GRANTED, "accounts.credits_granted_eur", "EUR", 1, 2},
	    {T_ACCOUNTS_LAPSED, "accounts.credits_lapsed_eur", "EUR", -1, 2},
	    {T_BAR_ACTIVE, "revenue_eur.active_gross", "EUR", -1, 2},
	    {T_BAR_SLEEP, "revenue_eur.sleep_gross", "EUR", -1, 2},
	    {T_ACCOUNTS_CLOSING, "accounts.balances_eur", "EUR", 1, 2},
	    {T_ACCOUNTS_USED, "revenue_eur.credits", "EUR", 1, 2},
	    {T_ACCOUNTS_WARNINGS, "accounts.warnings", "", 1, 1},
	    {T_ACCOUNTS_SLEEP, "accounts.put_to_sleep", "", 1, 1},
	    {T_ACCOUNTS_REFUSED, "accounts.refused_no_money", "", 1, 1},
	};

	if (!summary_has(page->summary, "accounts.balances_eur"))
		return;
	html_subheading(page, T_ACCOUNTS_QUESTION);
	html_say(page, "soft", T_ACCOUNTS_SENTENCE, NULL);
	html_figure_table(page, T_ACCOUNTS, rows, sizeof rows / sizeof rows[0]);
}
