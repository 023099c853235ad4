/*
 * text_table.h - words of the table in the terminal that the page does not
 * have.  Columns are narrow: a word in a head of columns has at most 9 letters.
 */
#ifndef REPORTS_TEXT_TABLE_H
#define REPORTS_TEXT_TABLE_H

/* clang-format off */
#define TEXT_TABLE(X) \
	X(T_TABLE_WINDOW_NOTE, "Window:", "Fenster:") \
	X(T_TABLE_WINDOW, "{1} to {2} ({3})   ", "{1} bis {2} ({3})   ") \
	X(T_TABLE_REPLICATIONS, \
	  "{1} {1:replication|replications}, seed {2}", \
	  "{1} {1:Wiederholung|Wiederholungen}, Startwert {2}") \
	X(T_TABLE_ONE_RUN, "one run, seed {2}", "ein Lauf, Startwert {2}") \
	X(T_TABLE_DEMAND, "Demand: {1}", "Nachfrage: {1}") \
	X(T_TABLE_READ, \
	  "Sessions: {1} read, {2} used (warm-up included), {3} of them cut, {4} outside", \
	  "Sitzungen: {1} gelesen, {2} verwendet (mit Vorlauf), davon {3} gekürzt, {4} außerhalb") \
	X(T_TABLE_DRAWN, \
	  "Sessions: {1} drawn, {2} used (warm-up included), {3} of them cut, {4} outside", \
	  "Sitzungen: {1} gezogen, {2} verwendet (mit Vorlauf), davon {3} gekürzt, {4} außerhalb") \
	X(T_TABLE_OUTSIDE, \
	  "WARNING: most of the sessions lie outside the run and were skipped", \
	  "ACHTUNG: Die meisten Sitzungen liegen außerhalb des Laufs und wurden übergangen") \
	X(T_TABLE_PRICES, \
	  "Prices of {1}; EUR net of VAT unless marked gross", \
	  "Preise vom {1}; EUR ohne Umsatzsteuer, außer bei „brutto“") \
	X(T_TABLE_PRICES_ORDER, \
	  "Prices of the day of each order; EUR net of VAT unless marked gross", \
	  "Preise vom Tag der jeweiligen Bestellung; EUR ohne Umsatzsteuer, außer bei „brutto“") \
	X(T_TABLE_NOTE, "Note: {1}", "Hinweis: {1}") \
	X(T_TABLE_SLEEP_NOTE, "Note:", "Hinweis:") \
	X(T_TABLE_MARGIN, "Margin", "Deckungsbeitrag") \
	X(T_TABLE_MARGIN_SHARE, "{1} in {2}, {3}", "{1} in {2}, {3}") \
	X(T_TABLE_WITHOUT_SLEEP, \
	  "{1} EUR without revenue from sleeping worlds", \
	  "{1} EUR ohne Umsatz aus schlafenden Welten") \
	X(T_TABLE_PROMISE, "Promise", "Zusage") \
	X(T_TABLE_NOT_JUDGED, \
	  "not judged: there were no starts", \
	  "nicht beurteilt: Es gab keine Starts") \
	X(T_TABLE_BROKEN, "BROKEN", "VERFEHLT") \
	X(T_TABLE_BRACKETS, \
	  "in brackets: 95 % confidence interval of the mean; what varied:", \
	  "in Klammern: 95-%-Konfidenzintervall des Mittels; was schwankte:") \
	X(T_TABLE_ASKED, "requested", "angefragt") \
	X(T_TABLE_UNSERVED, "unserved", "unbedient") \
	X(T_TABLE_STARTS, "Starts", "Starts") \
	X(T_TABLE_WAIT, "Wait (s)", "Wartezeit (s)") \
	X(T_TABLE_OUR_PART, "without start-up", "ohne Spielstart") \
	X(T_TABLE_READY, "server ready", "Server bereit") \
	X(T_TABLE_PATIENCE, \
	  "players give up {1} when they wait for a node, and {2} during a move or restore", \
	  "Spieler warten auf Platz {1}; beim Umziehen oder Holen {2}") \
	X(T_TABLE_REVENUE, "Revenue", "Umsatz") \
	X(T_TABLE_COST, "Cost", "Kosten") \
	X(T_TABLE_NET, "net", "netto") \
	X(T_TABLE_NETWORK, "network (IPv4)", "Netz (IPv4)") \
	X(T_TABLE_OTHER, "other (setup)", "Einrichtung u. a.") \
	X(T_TABLE_TOTAL, "total", "gesamt") \
	X(T_TABLE_IDLE, \
	  "Idle cost, EUR", "Leerkosten, EUR") \
	X(T_TABLE_NOISE, "could be noise", "evtl. Zufall") \
	X(T_TABLE_IDLE_BOOT, "booting", "Hochfahren") \
	X(T_TABLE_IDLE_RESERVE, "reserve in nodes", "Reserve je Maschine") \
	X(T_TABLE_IDLE_ROUNDING, "unused part of hours", "ungenutzte Stundenteile") \
	X(T_TABLE_IDLE_FRAGMENTATION, "fragmentation", "Verschnitt") \
	X(T_TABLE_IDLE_NIGHT, "free at night", "nachts frei") \
	X(T_TABLE_IDLE_SLACK, "free by day", "tagsüber frei") \
	X(T_TABLE_CLOUD_HEAD, "Cloud", "Cloud") \
	X(T_TABLE_CLOUD, \
	  "{1} started {1:hour|hours}, at most {2} {2:node|nodes}; {3} {3:order|orders}, {4} sold out", \
	  "{1} angefangene {1:Stunde|Stunden}; Maschinen: höchstens {2}; Bestellungen: {3}, davon ausverkauft: {4}") \
	X(T_TABLE_NO_CLOUD, \
	  "not in use", "nicht im Einsatz") \
	X(T_TABLE_STATIC_NIGHTS, \
	  "The same nights on {1}", \
	  "Dieselben Nächte auf {1}") \
	X(T_TABLE_STATIC_RUN, \
	  "The same run on {1}", \
	  "Derselbe Lauf auf {1}") \
	X(T_TABLE_ELASTIC, "elastic", "elastisch") \
	X(T_TABLE_STATIC, "static", "statisch") \
	X(T_TABLE_PAIRED, \
	  "elastic - static, paired", \
	  "elastisch - statisch, gepaart") \
	X(T_TABLE_RIVAL_MARGIN, "margin, EUR", "Beitrag, EUR") \
	X(T_TABLE_RIVAL_WITHIN, "in time, %", "pünktlich, %") \
	X(T_TABLE_RIVAL_UNSERVED, "unserved, %", "unbedient, %") \
	X(T_TABLE_RIVAL_BOUND, "cost / least", "Kosten / min.") \
	X(T_TABLE_MACHINES, "Machines", "Maschinen") \
	X(T_TABLE_VERDICT, \
	  "the elastic fleet {1}", \
	  "die elastische Flotte {1}") \
	X(T_TABLE_NO_VERDICT, "one run: no verdict", "ein Lauf: kein Urteil") \
	X(T_TABLE_REPORT, "Report: {1}", "Bericht: {1}")
/* clang-format on */

#endif /* REPORTS_TEXT_TABLE_H */
