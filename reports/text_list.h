/*
 * text_list.h - words of `conductor list`.  A head of a column has at most ten
 * letters.
 */
#ifndef REPORTS_TEXT_LIST_H
#define REPORTS_TEXT_LIST_H

/* clang-format off */
#define TEXT_LIST(X) \
	X(T_LIST_CUSTOMERS, \
	  "Customers, least profitable first", \
	  "Kunden, die unrentabelsten zuerst") \
	X(T_LIST_STARTS, \
	  "Starts, longest wait first", \
	  "Starts, die längste Wartezeit zuerst") \
	X(T_LIST_NODES, \
	  "Nodes, most expensive first", \
	  "Maschinen, die teuersten zuerst") \
	X(T_LIST_SHOWN, "{1} of {2} {2:row|rows}; {3}", "{1} von {2} {2:Zeile|Zeilen}; {3}") \
	X(T_LIST_CUSTOMER, "customer", "Kunde") \
	X(T_LIST_WORLDS, "worlds", "Welten") \
	X(T_LIST_NUMBER_STARTS, "starts", "Starts") \
	X(T_LIST_UNSERVED, "unserved", "unbedient") \
	X(T_LIST_BILLED, "GB h paid", "GB h bez.") \
	X(T_LIST_HELD, "GB h held", "GB h bel.") \
	X(T_LIST_NET, "net EUR", "netto EUR") \
	X(T_LIST_COST, "cost EUR", "Kosten EUR") \
	X(T_LIST_MARGIN, "margin EUR", "DB EUR") \
	X(T_LIST_ASKED_AT, "requested", "angefordert") \
	X(T_LIST_WORLD, "world", "Welt") \
	X(T_LIST_NODE, "node", "Maschine") \
	X(T_LIST_PATH, "path", "Weg") \
	X(T_LIST_END, "end", "Ende") \
	X(T_LIST_WAIT, "wait s", "Warten s") \
	X(T_LIST_MOST, "mostly", "vor allem") \
	X(T_LIST_READY, "ready s", "bereit s") \
	X(T_LIST_TYPE, "type", "Typ") \
	X(T_LIST_LOCATION, "location", "Standort") \
	X(T_LIST_FROM, "from", "von") \
	X(T_LIST_UNTIL, "until", "bis") \
	X(T_LIST_HOURS, "hours paid", "Std. bez.") \
	X(T_LIST_USED, "used %", "genutzt %") \
	X(T_LIST_NO_PATH, "-", "-") \
	X(T_LIST_SERVED, "served", "bedient") \
	X(T_LIST_ABANDONED, "abandoned", "aufgegeben") \
	X(T_LIST_REFUSED, "refused", "abgelehnt") \
	X(T_LIST_PENDING, "pending", "offen") \
	X(T_LIST_SAVING, "saving", "Sichern") \
	X(T_LIST_ROOM, "room", "Platz") \
	X(T_LIST_BOOT, "boot", "Hochfahren") \
	X(T_LIST_LINE, "line", "Leitung") \
	X(T_LIST_TRANSFER, "transfer", "Transfer") \
	X(T_LIST_LEFT, "left at", "gegangen bei") \
	X(T_LIST_STOP, "stop", "Ende")
/* clang-format on */

#endif /* REPORTS_TEXT_LIST_H */
