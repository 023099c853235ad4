/*
 * text_fleet.h - words of sections 5 and 6: the fleet, the static fleet, and
 * the features in use.
 */
#ifndef REPORTS_TEXT_FLEET_H
#define REPORTS_TEXT_FLEET_H

/* clang-format off */
#define TEXT_FLEET(X) \
	X(T_FLEET_HEADING, "5. The fleet", "5. Die Flotte") \
	X(T_TYPE_CAPTION, \
	  "By type of node; {1}", \
	  "Nach Art der Maschinen; {1}") \
	X(T_COLUMN_TYPE, "Type", "Typ") \
	X(T_COLUMN_KIND, "Kind", "Art") \
	X(T_COLUMN_NODES, "Nodes", "Maschinen") \
	X(T_COLUMN_PEAK, "Most at once", "Gleichzeitig") \
	X(T_COLUMN_PAID, "Hours paid", "Bezahlte Stunden") \
	X(T_COLUMN_USED, "RAM used of paid", "RAM-Auslastung") \
	X(T_COLUMN_UNFILLED, "Orders not filled", "Bestellungen unerfüllt") \
	X(T_COLUMN_TYPE_COST, "Cost, EUR", "Kosten, EUR") \
	X(T_DEDICATED, "dedicated", "dediziert") \
	X(T_CLOUD, "cloud", "Cloud") \
	X(T_ALL_DEDICATED, "all dedicated", "alle dedizierten") \
	X(T_CLOUD_COLUMN, "Cloud nodes", "Cloud-Maschinen") \
	X(T_FLEET_ORDERED, "nodes ordered", "bestellte Maschinen") \
	X(T_FLEET_SOLD_OUT, \
	  "orders refused as sold out", \
	  "Bestellungen, die an „ausverkauft“ scheiterten") \
	X(T_FLEET_BILLED, "hours billed", "abgerechnete Stunden") \
	X(T_FLEET_USED, "hours used", "genutzte Stunden") \
	X(T_FLEET_WASTED, \
	  "paid minutes wasted", \
	  "bezahlte Minuten ohne Nutzen") \
	X(T_FLEET_PEAK, "most nodes at once", "meiste Maschinen gleichzeitig") \
	X(T_FLEET_LOST, \
	  "nodes lost (failures)", \
	  "verlorene Maschinen (Ausfälle)") \
	X(T_FLEET_INTERRUPTED, "worlds interrupted", "unterbrochene Welten") \
	X(T_STATIC_HEADING, \
	  "The same demand on a static fleet", \
	  "Dieselbe Nachfrage auf einer statischen Flotte") \
	X(T_STATIC_NOT_RUN, \
	  "Not run: this run was started with --no-static or with a journal, or has no cloud nodes or no dedicated nodes to compare.", \
	  "Nicht gerechnet: Der Lauf wurde mit --no-static oder mit einem Journal gestartet oder hat keine Cloud- oder keine dedizierten Maschinen zum Vergleich.") \
	X(T_STATIC_WHAT, \
	  "B is {1}; it is never changed.", \
	  "B ist der Lauf auf {1}; sie ändert sich nie.") \
	X(T_STATIC_VERDICT, \
	  "The elastic fleet {1}.", \
	  "Die elastische Flotte {1}.") \
	X(T_STATIC_UNEQUAL, \
	  "The two fleets do not serve equally well: {1} % of starts are in time against {2} %. Weigh the margin against that.", \
	  "Beide bedienen nicht gleich gut: Pünktlich sind {1} % der Starts gegenüber {2} %. Wägen Sie den Deckungsbeitrag dagegen ab.") \
	X(T_STATIC_CAPTION, \
	  "The intervals are those of paired differences", \
	  "Die Intervalle sind die der gepaarten Differenzen") \
	X(T_STATIC_FIGURE, "Figure", "Kennzahl") \
	X(T_STATIC_A, "A: elastic", "A: elastisch") \
	X(T_STATIC_B, "B: static", "B: statisch") \
	X(T_STATIC_DIFFERENCE, "A - B", "A - B") \
	X(T_STATIC_INTERVAL, \
	  "95 % interval of A - B", \
	  "95-%-Intervall von A - B") \
	X(T_STATIC_VERDICT_ON, "Verdict on A", "Urteil über A") \
	X(T_STATIC_MARGIN, "margin", "Deckungsbeitrag") \
	X(T_STATIC_MARGIN_MONTH, "margin a month", "Beitrag im Monat") \
	X(T_STATIC_NO_SLEEP, "margin without sleep", "Beitrag ohne Schlaf") \
	X(T_STATIC_NET, "net revenue", "Nettoumsatz") \
	X(T_STATIC_COST, "cost", "Kosten") \
	X(T_STATIC_WITHIN, "served in time", "pünktlich bedient") \
	X(T_STATIC_NO_ROOM, "no room in time", "kein Platz in Frist") \
	X(T_STATIC_WAIT, "wait p95", "Wartezeit p95") \
	X(T_STATIC_UNSERVED, "not served", "nicht bedient") \
	X(T_STATIC_BOUND, \
	  "cost of the machines, times the least", \
	  "Kosten der Maschinen, Vielfaches der Untergrenze") \
	X(T_STATIC_PROMISE, "promise", "Zusage") \
	X(T_PARTS_HEADING, \
	  "6. Features in this run", \
	  "6. Was in diesem Lauf aktiv war") \
	X(T_PARTS_WHAT, \
	  "Features that are not listed took no part; their figures are unknown, not 0.", \
	  "Was hier fehlt, war nicht aktiv; seine Kennzahlen sind unbekannt, nicht 0.") \
	X(T_COLUMN_PART, "Feature", "Teil") \
	X(T_COLUMN_DID, "What it did", "Was er tat") \
	X(T_PART_CLOUD, \
	  "cloud nodes, rule '{1}'", \
	  "Cloud-Maschinen, Regel „{1}“") \
	X(T_PART_CLOUD_DID, "{1} {1:order|orders}", "Bestellungen: {1}") \
	X(T_PART_ARCHIVE, "archive and restore", "Archiv und Rückholung") \
	X(T_PART_ARCHIVE_DID, \
	  "{1} {1:world|worlds} archived, {2} woken from there, {3} moved through it", \
	  "Welten: {1} archiviert, {2} von dort geweckt, {3} über das Archiv umgezogen") \
	X(T_PART_DIRECT, "direct copies from node to node", "direkte Kopien von Maschine zu Maschine") \
	X(T_PART_DIRECT_DID, "{1} {1:world|worlds} moved by one", "so umgezogene Welten: {1}") \
	X(T_PART_RECALLS, "moves called off", "abgesagte Umzüge") \
	X(T_PART_RECALLS_DID, \
	  "{1} {1:world|worlds} started at home after all", \
	  "doch zu Hause gestartete Welten: {1}") \
	X(T_PART_COPIES, "second copies of sleeping worlds", "zweite Kopien schlafender Welten") \
	X(T_PART_COPIES_DID, \
	  "{1} made, {2} refreshed, {3} GB moved by them; {4} {4:start|starts} made use of one", \
	  "angelegt: {1}, aufgefrischt: {2}, dafür {3} GB bewegt; Starts, die eine nutzten: {4}") \
	X(T_PART_GUARDS, "guards", "Schutzgrenzen") \
	X(T_PART_GUARDS_DID, "held {1} {1:time|times}", "griffen {1}-mal") \
	X(T_PART_FAILURES, \
	  "failures and recovery", \
	  "Ausfälle und Wiederherstellung") \
	X(T_PART_FAILURES_DID, \
	  "{1} {1:node|nodes} lost; of the worlds that ran there {2} were rescued and {3} lost, of the sleeping ones {4} lost", \
	  "Maschinen verloren: {1}; laufende Welten gerettet: {2}, verloren: {3}; schlafende verloren: {4}") \
	X(T_PART_STOCK, "sold-out phases", "Phasen mit ausverkauftem Bestand") \
	X(T_PART_STOCK_DID, \
	  "{1} {1:order|orders} affected", \
	  "betroffene Bestellungen: {1}") \
	X(T_PART_PLAYERS, "counts of players", "Zahlen der Spieler") \
	X(T_PART_PLAYERS_DID, "see the cost per player-hour in section 1", "siehe Kosten je Spielerstunde in Abschnitt 1")
/* clang-format on */

#endif /* REPORTS_TEXT_FLEET_H */
