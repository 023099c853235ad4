/*
 * text_money.h - words of section 4, money: waterfall, idle cost, tiers,
 * customers.
 */
#ifndef REPORTS_TEXT_MONEY_H
#define REPORTS_TEXT_MONEY_H

/* clang-format off */
#define TEXT_MONEY(X) \
	X(T_MONEY_HEADING, "4. Money", "4. Geld") \
	X(T_MONEY_QUESTION, \
	  "Where does the gross revenue go?", \
	  "Wohin fließt der Bruttoumsatz?") \
	X(T_MONEY_NOTE, \
	  "EUR, means of all replications", \
	  "EUR, Mittel aller Wiederholungen") \
	X(T_MONEY_NOTE_ONE, "EUR, one run", "EUR, ein Lauf") \
	X(T_MONEY_NOTE_MARGIN, \
	  "EUR, means of all replications; margin {1} ({2})", \
	  "EUR, Mittel aller Wiederholungen; Deckungsbeitrag {1} ({2})") \
	X(T_MONEY_ALT, \
	  "Waterfall from gross revenue via VAT, fees and costs to the margin; the table below holds the numbers.", \
	  "Wasserfall vom Bruttoumsatz über Umsatzsteuer, Gebühren und Kosten zum Deckungsbeitrag; die Tabelle darunter enthält die Zahlen.") \
	X(T_KEY_INCOME, "revenue and margin", "Umsatz und Deckungsbeitrag") \
	X(T_KEY_LOSS, "loss", "Verlust") \
	X(T_KEY_TAKEN, \
	  "tax, fees, storage, network, setup", \
	  "Steuer, Gebühren, Speicher, Netz, Einrichtung") \
	X(T_BEHIND_INTERVALS, \
	  "The figures behind this chart, with intervals", \
	  "Die Zahlen zu diesem Bild, mit Intervallen") \
	X(T_BAR_ACTIVE, "active, gross", "aktiv, brutto") \
	X(T_BAR_SLEEP, "sleep, gross", "Schlaf, brutto") \
	X(T_BAR_JOBS, "jobs, gross", "Aufträge, brutto") \
	X(T_BAR_CREDITS, "credits", "Gutschriften") \
	X(T_BAR_VAT, "VAT", "USt.") \
	X(T_BAR_FEES, "payment fees", "Zahlungsgebühren") \
	X(T_BAR_NET, "net revenue", "Nettoumsatz") \
	X(T_BAR_DEDICATED, "dedicated", "dediziert") \
	X(T_BAR_CLOUD, "cloud", "Cloud") \
	X(T_BAR_STORAGE, "storage", "Speicher") \
	X(T_BAR_NETWORK, "network", "Netz") \
	X(T_BAR_OTHER, "other (setup)", "Einrichtung u. a.") \
	X(T_BAR_TOTAL, "total cost", "alle Kosten") \
	X(T_BAR_MARGIN, "margin", "Deckungsbeitrag") \
	X(T_BAR_PERCENT, \
	  "margin, share of net revenue", \
	  "Deckungsbeitrag, Anteil am Nettoumsatz") \
	X(T_BAR_PLAYER_HOUR, \
	  "cost per player-hour", \
	  "Kosten je Spielerstunde") \
	X(T_BAR_GB_HOUR, "cost per GB-hour", "Kosten je GB-Stunde") \
	X(T_IDLE_QUESTION, \
	  "What do we pay for but not use?", \
	  "Was bezahlen wir, ohne es zu nutzen?") \
	X(T_IDLE_NOTE, \
	  "EUR by cause; whiskers: 95 % interval of the mean", \
	  "EUR nach Ursache; Striche: 95-%-Intervall des Mittels") \
	X(T_IDLE_NOTE_ONE, \
	  "EUR by cause, one run", \
	  "EUR nach Ursache, ein Lauf") \
	X(T_IDLE_ALT, \
	  "Cost of RAM paid for and not used, by cause; the table below holds the numbers.", \
	  "Kosten des bezahlten und nicht genutzten RAM nach Ursache; die Tabelle darunter enthält die Zahlen.") \
	X(T_BAR_IDLE_NIGHT, "free at night", "nachts frei") \
	X(T_BAR_IDLE_SLACK, "free by day", "tagsüber frei") \
	X(T_BAR_IDLE_RESERVE, "reserve in nodes", "Reserve je Maschine") \
	X(T_BAR_IDLE_ROUNDING, "unused part of hours", "ungenutzte Stundenteile") \
	X(T_BAR_IDLE_SPARE, "spare nodes", "Reservemaschinen") \
	X(T_BAR_IDLE_BOOT, "booting", "Hochfahren") \
	X(T_BAR_IDLE_FRAGMENTATION, "fragmentation", "Verschnitt") \
	X(T_IDLE_SENTENCE, \
	  "Of {1} EUR of cost, {2} EUR ({3} %) pays for RAM that no running world used.", \
	  "Von {1} EUR Kosten entfallen {2} EUR ({3} %) auf RAM, den keine laufende Welt nutzte.") \
	X(T_BOUND, \
	  "The machines cost {1} EUR, {2} times{3} what a planner who knows the demand in advance would need at least: {4} EUR.", \
	  "Die Maschinen kosten {1} EUR, das {2}-Fache{3} dessen, was ein Planer mindestens brauchte, der die Nachfrage im Voraus kennt: {4} EUR.") \
	X(T_BOUND_RATES, \
	  "That is {1} against {2} EUR an hour, {3} against {4} EUR a month.", \
	  "Das sind {1} gegenüber {2} EUR je Stunde, {3} gegenüber {4} EUR im Monat.") \
	X(T_BAR_MACHINES, "cost of the machines", "Kosten der Maschinen") \
	X(T_BAR_LEAST, \
	  "at least, with the demand known in advance", \
	  "mindestens, wäre die Nachfrage vorher bekannt") \
	X(T_BAR_RATIO, "times the least", "Vielfaches davon") \
	X(T_COLUMN_EUR, "EUR", "EUR") \
	X(T_SOLD, "What was sold", "Was verkauft wurde") \
	X(T_SOLD_RUNNING, "running worlds", "laufende Welten") \
	X(T_SOLD_BILLED, "billed", "abgerechnet") \
	X(T_SOLD_SLEEPING, \
	  "sleeping worlds, GB months", \
	  "schlafende Welten, GB-Monate") \
	X(T_SOLD_JOBS, "jobs", "Aufträge") \
	X(T_SOLD_RAM, "RAM in use, mean", "genutzter RAM, Mittel") \
	X(T_SOLD_PEAK, "RAM requested, peak", "angeforderter RAM, Spitze") \
	X(T_TIER_QUESTION, \
	  "Which plan sizes are profitable?", \
	  "Welche Tarifgruppen sind rentabel?") \
	X(T_TIER_CAPTION, \
	  "Small: up to 4 GB; medium: up to 8 GB; large: more. Cost is charged to those who held the RAM, separately for dedicated and cloud nodes. 95 % intervals in brackets", \
	  "Klein: bis 4 GB; mittel: bis 8 GB; groß: mehr. Kosten trägt, wer den RAM belegte, getrennt nach dedizierten und Cloud-Maschinen. 95-%-Intervalle in Klammern") \
	X(T_TIER_SMALL, "small", "klein") \
	X(T_TIER_MEDIUM, "medium", "mittel") \
	X(T_TIER_LARGE, "large", "groß") \
	X(T_COLUMN_TIER, "Tier", "Tarifgruppe") \
	X(T_COLUMN_UNSERVED, "Not served", "Nicht bedient") \
	X(T_COLUMN_WAIT_P95, "Wait p95, s", "Wartezeit p95, s") \
	X(T_COLUMN_GB_HOURS, "GB-hours", "GB-Stunden") \
	X(T_COLUMN_NET, "Net revenue, EUR", "Nettoumsatz, EUR") \
	X(T_COLUMN_COST, "Cost, EUR", "Kosten, EUR") \
	X(T_COLUMN_COST_SHARE, "Share of cost", "Anteil an den Kosten") \
	X(T_COLUMN_MARGIN, "Margin, EUR", "Deckungsbeitrag, EUR") \
	X(T_CUSTOMER_QUESTION, \
	  "Which customers are profitable, and which are not?", \
	  "Welche Kunden sind rentabel, welche nicht?") \
	X(T_CUSTOMER_NOTE, \
	  "Customers in deciles by margin, EUR; the number is the margin", \
	  "Kunden in Dezilen nach Deckungsbeitrag, EUR; die Zahl ist der Deckungsbeitrag") \
	X(T_CUSTOMER_ALT, \
	  "Net revenue and cost of each decile of customers; the table below holds the numbers.", \
	  "Nettoumsatz und Kosten jedes Dezils der Kunden; die Tabelle darunter enthält die Zahlen.") \
	X(T_CUSTOMER_SENTENCE, \
	  "{1} of {2} {2:customer|customers} {1:costs more than it pays|cost more than they pay}, {3} EUR in total{4}.", \
	  "{1} von {2} {2:Kunde|Kunden} {1:kostet mehr, als er zahlt|kosten mehr, als sie zahlen}, zusammen {3} EUR{4}.") \
	X(T_CUSTOMER_TOP, \
	  "The top 10 % of customers contribute {1} EUR; the margin is {2} EUR.", \
	  "Die besten 10 % der Kunden tragen {1} EUR bei; der Deckungsbeitrag ist {2} EUR.") \
	X(T_CUSTOMER_WHO, \
	  "A customer owns one or more worlds; a world without an owner is its own customer. Cost is charged to those who held the RAM, separately for dedicated and cloud nodes; storage by the size of the worlds.", \
	  "Kunde ist, wem Welten gehören; eine Welt ohne Eigentümer ist ihr eigener Kunde. Kosten trägt, wer den RAM belegte, getrennt nach dedizierten und Cloud-Maschinen; Speicher nach Größe der Welten.") \
	X(T_KEY_REVENUE, "net revenue", "Nettoumsatz") \
	X(T_KEY_COST, "cost", "Kosten") \
	X(T_DECILE_FIRST, "least profitable", "am unrentabelsten") \
	X(T_DECILE_LAST, "most profitable", "am rentabelsten") \
	X(T_COLUMN_TENTH, "Decile", "Dezil") \
	X(T_COLUMN_CUSTOMERS, "Customers", "Kunden") \
	X(T_LOSERS, \
	  "Least profitable customers", \
	  "Die unrentabelsten Kunden") \
	X(T_LOSERS_CAPTION, \
	  "The ten with the lowest margin; {1}", \
	  "Die zehn mit dem kleinsten Deckungsbeitrag; {1}") \
	X(T_COLUMN_CUSTOMER, "Customer", "Kunde") \
	X(T_COLUMN_HELD, "GB-hours held", "Belegte GB-Stunden") \
	X(T_COLUMN_ON_CLOUD, \
	  "of it on cloud nodes", \
	  "davon auf Cloud-Maschinen") \
	X(T_COLUMN_DISK, "Disk, GB", "Festplatte, GB")
/* clang-format on */

#endif /* REPORTS_TEXT_MONEY_H */
