/*
 * text_notes.h - words of sections 7 and 8: what was assumed, how to reproduce.
 */
#ifndef REPORTS_TEXT_NOTES_H
#define REPORTS_TEXT_NOTES_H

/* clang-format off */
#define TEXT_NOTES(X) \
	X(T_ASSUMED_HEADING, "7. Assumptions", "7. Annahmen") \
	X(T_ASSUMED_PRICES, \
	  "Machine prices as of {1}. {2}", \
	  "Maschinenpreise vom {1}. {2}") \
	X(T_ASSUMED_PRICES_ORDER, \
	  "Machine prices as of the day of each order. {1}", \
	  "Maschinenpreise vom Tag der jeweiligen Bestellung. {1}") \
	X(T_ASSUMED_WARM_UP, \
	  "The run plays {1} {1:hour|hours} before the window without counting {1:it|them}, so that the window begins with a fleet in use.", \
	  "Der Lauf spielt {1} {1:Stunde|Stunden} vor dem Zeitfenster, ohne sie zu zählen, damit es mit einer Flotte im Betrieb beginnt.") \
	X(T_ASSUMED_COUNTS, \
	  "Sessions were drawn from counts ({1} {1:world|worlds} per count). Their lengths differ from the assumed law by at most {2} % (Kolmogorov-Smirnov distance); {3} % ended early because the count fell faster than their drawn lengths; the number of running worlds is off by at most {4}. All figures are of the first run.", \
	  "Die Sitzungen wurden aus Zählungen gezogen ({1} {1:Welt|Welten} je Zählung). Ihre Längen weichen vom angenommenen Gesetz um höchstens {2} % ab (Kolmogorow-Smirnow-Abstand); {3} % endeten vorzeitig, weil die Zählung schneller fiel als ihre gezogenen Längen; die Zahl laufender Welten weicht um höchstens {4} ab. Alle Angaben gelten für den ersten Lauf.") \
	X(T_SENSITIVE, \
	  "Which assumptions would change the answer", \
	  "Welche Annahmen die Antwort ändern würden") \
	X(T_SENSITIVE_WHAT, \
	  "Selected by a rule from this run: what governs its largest delay and its largest idle cost, then demand and prices, on which all amounts depend. None of the changes was simulated here.", \
	  "Nach einer Regel aus diesem Lauf gewählt: was seine größte Verzögerung und seine größten Leerkosten bestimmt, dann Nachfrage und Preise, von denen alle Beträge abhängen. Keine der Änderungen wurde hier simuliert.") \
	X(T_COLUMN_KEY, "Key", "Schlüssel") \
	X(T_COLUMN_VALUE, "Value", "Wert") \
	X(T_COLUMN_SOURCE, "Source", "Quelle") \
	X(T_COLUMN_AS_OF, "As of", "Stand") \
	X(T_COLUMN_WHY, "Reason", "Grund") \
	X(T_WHY_DELAY, "late starts: {1}", "verspätete Starts: {1}") \
	X(T_WHY_IDLE, "idle cost: {1}", "Leerkosten: {1}") \
	X(T_WHY_DEMAND, \
	  "revenue follows demand", \
	  "Umsatz folgt der Nachfrage") \
	X(T_WHY_PRICES, \
	  "all amounts follow prices", \
	  "alle Beträge folgen den Preisen") \
	X(T_LEFT_OUT, "Limits of the model", "Grenzen des Modells") \
	X(T_LEFT_OUT_WHAT, \
	  "More in docs/model.md.", \
	  "Mehr dazu in docs/model.md.") \
	X(T_LEFT_CPU, \
	  "CPU: RAM and disk limit a node; slower cores cost nothing unless world.cpu_oversubscribe is set.", \
	  "CPU: RAM und Festplatte begrenzen eine Maschine; langsamere Kerne kosten nichts, solange world.cpu_oversubscribe nicht gesetzt ist.") \
	X(T_LEFT_PRICE, \
	  "Price elasticity: demand is the same at every price.", \
	  "Preiselastizität: Die Nachfrage ist bei jedem Preis gleich.") \
	X(T_LEFT_COSTS, \
	  "Traffic, backups, support and staff, unless entered as costs.other_per_month.", \
	  "Datenverkehr, Sicherungskopien, Support und Personal, wenn nicht als costs.other_per_month eingetragen.") \
	X(T_LEFT_ARCHIVE, \
	  "Space in the archive: it has no limit, its rent is fixed.", \
	  "Platz im Archiv: Er ist unbegrenzt, seine Miete fest.") \
	X(T_LEFT_FAILED, \
	  "Failed transfers and failed starts do not happen.", \
	  "Fehlgeschlagene Übertragungen und Starts kommen nicht vor.") \
	X(T_LEFT_DELIVERY, \
	  "Delivery time of dedicated machines: their number is fixed for the run.", \
	  "Lieferzeit dedizierter Maschinen: Ihre Zahl steht für den Lauf fest.") \
	X(T_KEYS_SET, \
	  "{1} {1:key|keys} set by the scenario, its price list and catalogue, or --set", \
	  "Schlüssel aus dem Szenario, seiner Preisliste, seinem Katalog oder --set: {1}") \
	X(T_KEYS_DEFAULT, \
	  "{1} {1:key|keys} left at {1:its|their} default", \
	  "Schlüssel auf ihrem Vorgabewert: {1}") \
	X(T_KEYS_AS_OF, \
	  "As of: demand carries the date of the window, prices and machines that of the price list; an entry without a date has none in its file.", \
	  "Stand: Die Nachfrage hat das Datum des Zeitfensters, Preise und Maschinen das der Preisliste; wo keines steht, nennt die Datei keines.") \
	X(T_SOURCE_DEFAULT, "default", "Vorgabe") \
	X(T_REPRODUCE_HEADING, "8. Reproduce", "8. Nachrechnen") \
	X(T_FACT_SCENARIO, "Scenario", "Szenario") \
	X(T_FACT_SEED, "Seed", "Startwert") \
	X(T_FACT_REPLICATIONS, "Replications", "Wiederholungen") \
	X(T_FACT_VERSION, "Version", "Version") \
	X(T_FACT_DIGEST, "Digest", "Prüfsumme") \
	X(T_SAME_DIGEST, \
	  "The same command with the same version gives the same digest.", \
	  "Derselbe Befehl mit derselben Version ergibt dieselbe Prüfsumme.") \
	X(T_BESIDE, "In the same directory:", "Im selben Verzeichnis:") \
	X(T_FILE_SUMMARY, \
	  "every figure of this page, with its interval", \
	  "jede Kennzahl dieser Seite, mit ihrem Intervall") \
	X(T_FILE_SERIES, \
	  "the data of section 2, slot by slot", \
	  "die Daten zu Abschnitt 2, Abschnitt für Abschnitt") \
	X(T_FILE_LEDGER, "every posting", "jede Buchung") \
	X(T_FILE_DB, \
	  "all of it as a SQLite database: kpi, starts, nodes, customers, ledger", \
	  "alles als SQLite-Datenbank: Kennzahlen, Starts, Maschinen, Kunden, Buchungen")
/* clang-format on */

#endif /* REPORTS_TEXT_NOTES_H */
