/*
 * text_invoice.h - words of invoices.
 */
#ifndef REPORTS_TEXT_INVOICE_H
#define REPORTS_TEXT_INVOICE_H

/* clang-format off */
#define TEXT_INVOICE(X) \
	X(T_INVOICES, "Invoices: {1}", "Rechnungen: {1}") \
	X(T_INVOICE_FOR, "Invoice for {1}", "Rechnung für {1}") \
	X(T_INVOICE_WINDOW, "{1} to {2} ({3}), {4}", "{1} bis {2} ({3}), {4}") \
	X(T_INVOICE_PRICES, \
	  "Prices: {1}; EUR gross, {2} % VAT included", \
	  "Preise: {1}; EUR brutto, {2} % Umsatzsteuer enthalten") \
	X(T_INVOICE_PREPAID, \
	  "Customers pay in advance", \
	  "Kunden zahlen im Voraus") \
	X(T_INVOICE_POSTPAID, \
	  "Customers do not pay in advance: a balance below zero is owed", \
	  "Kunden zahlen nicht im Voraus: ein Guthaben unter null ist geschuldet") \
	X(T_INVOICE_CUSTOMER, "Customer", "Kunde") \
	X(T_INVOICE_BEFORE, "Before", "Davor") \
	X(T_INVOICE_PAID_IN, "Paid in", "Zahlung") \
	X(T_INVOICE_CREDIT, "Credit", "Gutschr.") \
	X(T_INVOICE_BILLED, "Billed", "Rechnung") \
	X(T_INVOICE_VAT, "VAT incl.", "USt darin") \
	X(T_INVOICE_AFTER, "After", "Danach") \
	X(T_INVOICE_SUM, "{1} {1:customer|customers}", "{1} {1:Kunde|Kunden}") \
	X(T_INVOICE_CONTROL, "Control sum, EUR", "Kontrollsumme, EUR") \
	X(T_INVOICE_CONTROL_MINE, "invoices", "Rechnungen") \
	X(T_INVOICE_CONTROL_RUN, "the run", "der Lauf") \
	X(T_INVOICE_CONTROL_DIFFERENCE, "difference", "Differenz") \
	X(T_INVOICE_CONTROL_BILLED, "billed = revenue", "Summe = Umsatz") \
	X(T_INVOICE_CONTROL_CREDIT, "paid with credit", "aus Gutschriften") \
	X(T_INVOICE_WORLD, "World", "Welt") \
	X(T_INVOICE_ALL_WORLDS, "all worlds", "alle Welten") \
	X(T_INVOICE_WHAT, "What", "Was") \
	X(T_INVOICE_RUN, "played", "Spiel") \
	X(T_INVOICE_ASLEEP, "asleep", "Schlaf") \
	X(T_INVOICE_QUANTITY, "Time", "Zeit") \
	X(T_INVOICE_SIZE, "GB", "GB") \
	X(T_INVOICE_SINCE, "Prices since", "Preise seit") \
	X(T_INVOICE_PRICE, "Price", "Preis") \
	X(T_INVOICE_NOTHING, \
	  "no play and no sleep", \
	  "kein Spiel, kein Schlaf") \
	X(T_INVOICE_RULE_RUN, \
	  "played: started minutes x GB of RAM x price per GB-hour / 60", \
	  "Spiel: angefangene Minuten x GB RAM x Preis je GB-Stunde / 60") \
	X(T_INVOICE_RULE_STAY, \
	  "asleep: seconds x GB of disk x price per GB-month / 2,592,000", \
	  "Schlaf: Sekunden x GB Speicher x Preis je GB-Monat / 2.592.000") \
	X(T_INVOICE_RULE_FREE, \
	  "free: start-up, moves, the archive, creating and deleting a world", \
	  "frei: Start, Umzug, Archiv, Anlegen und Löschen einer Welt") \
	X(T_INVOICE_PAID_WITH_CREDIT, \
	  "paid with credit", \
	  "aus Gutschriften bezahlt") \
	X(T_INVOICE_TO_PAY, "left to pay", "bleibt zu zahlen") \
	X(T_INVOICE_VAT_IN_IT, \
	  "VAT included", \
	  "darin enthaltene Umsatzsteuer") \
	X(T_INVOICE_ACCOUNT, "Account", "Konto") \
	X(T_INVOICE_OPENING, "balance before", "Guthaben davor") \
	X(T_INVOICE_PLUS_PAID_IN, "+ paid in", "+ eingezahlt") \
	X(T_INVOICE_MINUS_PAID_BACK, "- paid back", "- zurückgezahlt") \
	X(T_INVOICE_PLUS_GRANTED, "+ starting credit", "+ Startguthaben") \
	X(T_INVOICE_PLUS_REFERRAL, \
	  "+ referral credit", \
	  "+ Gutschrift für einen geworbenen Kunden") \
	X(T_INVOICE_MINUS_LAPSED, \
	  "- credit lapsed", \
	  "- verfallene Gutschrift") \
	X(T_INVOICE_MINUS_BILLED, "- billed", "- Rechnung") \
	X(T_INVOICE_CLOSING, "balance after", "Guthaben danach")
/* clang-format on */

#endif /* REPORTS_TEXT_INVOICE_H */
