/*
 * text_accounts.h - words about customers who pay in advance.
 */
#ifndef REPORTS_TEXT_ACCOUNTS_H
#define REPORTS_TEXT_ACCOUNTS_H

/* clang-format off */
#define TEXT_ACCOUNTS(X) \
	X(T_ACCOUNTS, "Prepaid accounts", "Guthaben") \
	X(T_ACCOUNTS_QUESTION, \
	  "What do customers pay in, and what do they use?", \
	  "Was zahlen Kunden ein, und was verbrauchen sie?") \
	X(T_ACCOUNTS_SENTENCE, \
	  "Money paid in is not yet earned: revenue is what customers used. Balances before + paid in + credits granted - lapsed - gross revenue = balances at the end.", \
	  "Eingezahltes Geld ist noch nicht verdient: Umsatz ist, was Kunden verbraucht haben. Guthaben davor + eingezahlt + gutgeschrieben - verfallen - Bruttoumsatz = Guthaben am Ende.") \
	X(T_ACCOUNTS_OPENING, "balances before", "Guthaben davor") \
	X(T_ACCOUNTS_TOP_UPS, "paid in", "eingezahlt") \
	X(T_ACCOUNTS_GRANTED, "credits granted", "gutgeschrieben") \
	X(T_ACCOUNTS_LAPSED, "credits lapsed", "verfallen") \
	X(T_ACCOUNTS_USED, "credits used", "aus Gutschriften") \
	X(T_ACCOUNTS_CLOSING, "at the end", "am Ende") \
	X(T_ACCOUNTS_WARNINGS, "warnings", "Warnungen") \
	X(T_ACCOUNTS_SLEEP, "put to sleep in time", "rechtzeitig angehalten") \
	X(T_ACCOUNTS_REFUSED, \
	  "starts refused, no money", \
	  "Starts ohne Guthaben")
/* clang-format on */

#endif /* REPORTS_TEXT_ACCOUNTS_H */
