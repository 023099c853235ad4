/*
 * text_answer.h - words of section 1, the answer, and of the levers that the
 * assumptions name again.
 */
#ifndef REPORTS_TEXT_ANSWER_H
#define REPORTS_TEXT_ANSWER_H

/* clang-format off */
#define TEXT_ANSWER(X) \
	X(T_ANSWER_HEADING, "1. The answer", "1. Die Antwort") \
	X(T_EARNS, \
	  "The fleet earns {1} EUR in {2} ({3}), {4}, ", \
	  "Die Flotte erwirtschaftet {1} EUR in {2} ({3}), {4}, ") \
	X(T_LOSES, \
	  "The fleet loses {1} EUR in {2} ({3}), {4}, ", \
	  "Die Flotte verliert {1} EUR in {2} ({3}), {4}, ") \
	X(T_EARNS_ONLY, \
	  "The fleet earns {1} EUR in {2}. ", \
	  "Die Flotte erwirtschaftet {1} EUR in {2}. ") \
	X(T_LOSES_ONLY, \
	  "The fleet loses {1} EUR in {2}. ", \
	  "Die Flotte verliert {1} EUR in {2}. ") \
	X(T_AND_KEEPS, \
	  "and keeps its promise: ", \
	  "und hält ihre Zusage ein: ") \
	X(T_BUT_KEEPS, \
	  "but keeps its promise: ", \
	  "hält aber ihre Zusage ein: ") \
	X(T_AND_BREAKS, \
	  "and breaks its promise: ", \
	  "und verfehlt ihre Zusage: ") \
	X(T_BUT_BREAKS, \
	  "but breaks its promise: ", \
	  "verfehlt aber ihre Zusage: ") \
	X(T_AND_CLOSE, \
	  "and its promise is too close to call: ", \
	  "und ihre Zusage ist zu knapp für ein Urteil: ") \
	X(T_PROMISE_SENTENCE, \
	  "{1} of starts are served within {2} s (promised: {3} %), and {4} find no room in that time (promised: at most {5} %).", \
	  "{1} der Starts werden binnen {2} s bedient (zugesagt: {3} %), und {4} finden in dieser Zeit keinen Platz (zugesagt: höchstens {5} %).") \
	X(T_NOTHING_ASKED, \
	  "There were no starts, so there is no promise to judge.", \
	  "Es gab keine Starts, also auch keine Zusage zu beurteilen.") \
	X(T_TILE_MARGIN, "Margin", "Deckungsbeitrag") \
	X(T_TILE_PROMISE, "Promise", "Zusage") \
	X(T_TILE_PLAYER_HOUR, \
	  "Cost per player-hour", \
	  "Kosten je Spielerstunde") \
	X(T_TILE_GB_HOUR, \
	  "Cost per GB-hour played", \
	  "Kosten je gespielter GB-Stunde") \
	X(T_TILE_LEVER, "What would improve it most", "Was am meisten bringt") \
	X(T_WITHOUT_SLEEP, \
	  "{1} without revenue from sleeping worlds", \
	  "{1} ohne Umsatz aus schlafenden Welten") \
	X(T_WITHOUT_SLEEP_RANGE, \
	  "{1} ({2}) without revenue from sleeping worlds", \
	  "{1} ({2}) ohne Umsatz aus schlafenden Welten") \
	X(T_OF_NET, "{1} of net revenue", "{1} des Nettoumsatzes") \
	X(T_NET_ONLY, \
	  "with {1} EUR of net revenue", \
	  "bei {1} EUR Nettoumsatz") \
	X(T_NET_NONE, \
	  "without net revenue", \
	  "ohne Nettoumsatz") \
	X(T_OF_NET_RANGE, \
	  "{1} of net revenue ({2})", \
	  "{1} des Nettoumsatzes ({2})") \
	X(T_NOT_JUDGED, "not judged", "nicht beurteilt") \
	X(T_NO_PLAYERS, \
	  "The demand counts worlds, not players.", \
	  "Die Nachfrage zählt Welten, keine Spieler.") \
	X(T_LEVER_SHARE, \
	  "{1} of {2} hours lost in late starts ({3})", \
	  "{1} von {2} Stunden Wartezeit verspäteter Starts ({3})") \
	X(T_LEVER_SHARE_ONE, \
	  "{1} of {2} hours lost in late starts", \
	  "{1} von {2} Stunden Wartezeit verspäteter Starts") \
	X(T_LEVER_IDLE, \
	  "{1} EUR of {2} EUR of cost ({3})", \
	  "{1} EUR von {2} EUR Kosten ({3})") \
	X(T_LEVER_IDLE_ONE, \
	  "{1} EUR of {2} EUR of cost", \
	  "{1} EUR von {2} EUR Kosten") \
	X(T_LEVER_NONE, "no single cause", "keine einzelne Ursache") \
	X(T_LEVER_RULE_WAIT, \
	  "The promise is not certain to be kept; this is the main cause of late starts.", \
	  "Die Zusage ist nicht sicher eingehalten; dies ist die Hauptursache verspäteter Starts.") \
	X(T_LEVER_RULE_IDLE, \
	  "The promise is kept; this is the largest idle cost.", \
	  "Die Zusage ist eingehalten; dies sind die größten Leerkosten.") \
	X(T_LEVER_SAVING, \
	  "Save stopped worlds faster", \
	  "Gestoppte Welten schneller sichern") \
	X(T_LEVER_ROOM, "Provide room sooner", "Früher Platz schaffen") \
	X(T_LEVER_BOOT, "Order nodes earlier", "Maschinen früher bestellen") \
	X(T_LEVER_LINE, \
	  "More archive connections, or fewer moves", \
	  "Mehr Verbindungen zum Archiv oder weniger Umzüge") \
	X(T_LEVER_TRANSFER, \
	  "Direct and second copies, a faster archive, or fewer moves", \
	  "Direkte und zweite Kopien, ein schnelleres Archiv oder weniger Umzüge") \
	X(T_LEVER_IDLE_BOOT, \
	  "Order nodes less often", \
	  "Seltener Maschinen bestellen") \
	X(T_LEVER_IDLE_RESERVE, \
	  "Reserve less RAM inside nodes", \
	  "Weniger RAM in den Maschinen reservieren") \
	X(T_LEVER_IDLE_ROUNDING, \
	  "Release nodes closer to the full hour", \
	  "Maschinen näher zur vollen Stunde zurückgeben") \
	X(T_LEVER_IDLE_SPARE, "Keep fewer spare nodes", "Weniger Reservemaschinen halten") \
	X(T_LEVER_IDLE_FRAGMENTATION, \
	  "Pack worlds more tightly", \
	  "Welten dichter packen") \
	X(T_LEVER_IDLE_NIGHT, \
	  "Rent fewer machines by the month", \
	  "Weniger Maschinen monatlich mieten") \
	X(T_LEVER_IDLE_SLACK, \
	  "Keep less RAM free by day", \
	  "Tagsüber weniger RAM freihalten") \
	X(T_OTHER_WAIT, \
	  "Main cause of late starts: {1}, {2} % of their waiting time.", \
	  "Hauptursache verspäteter Starts: {1}, {2} % ihrer Wartezeit.") \
	X(T_OTHER_IDLE, \
	  "Largest idle cost: {1}, {2} EUR, {3} % of total cost.", \
	  "Größte Leerkosten: {1}, {2} EUR, {3} % der Gesamtkosten.") \
	X(T_NOT_SIMULATED, \
	  "The effect of a change was not simulated here. Run it and compare with conductor report A B.", \
	  "Die Wirkung einer Änderung wurde hier nicht simuliert. Lassen Sie sie laufen und vergleichen Sie mit conductor report A B.") \
	X(T_AGAINST_STATIC, \
	  "Compared with {1}: {2} EUR of margin{3}; {4} % of starts in time instead of {5} %. This fleet {6}.", \
	  "Gegenüber {1}: {2} EUR Deckungsbeitrag{3}; {4} % der Starts pünktlich statt {5} %. Diese Flotte {6}.") \
	X(T_AGAINST_STATIC_ONE, \
	  "Compared with {1}: {2} EUR of margin; {4} % of starts in time instead of {5} %. One run: no verdict.", \
	  "Gegenüber {1}: {2} EUR Deckungsbeitrag; {4} % der Starts pünktlich statt {5} %. Ein Lauf: kein Urteil.") \
	X(T_ALL_ALIKE, \
	  "All replications are identical: nothing in this run is random.", \
	  "Alle Wiederholungen sind gleich: Nichts in diesem Lauf hängt vom Zufall ab.") \
	X(T_ONE_RUN_WARNING, \
	  "One run cannot show how much of it is chance. Use --replications 20 for intervals.", \
	  "Ein einzelner Lauf zeigt nicht, wie viel davon Zufall ist. Intervalle gibt es mit --replications 20.") \
	X(T_BRACKETS, \
	  "In brackets: 95 % confidence intervals of the mean over {1} {1:replication|replications}. What varied: {2}.", \
	  "In Klammern: 95-%-Konfidenzintervalle des Mittels über {1} {1:Wiederholung|Wiederholungen}. Was schwankte: {2}.") \
	X(T_DELAY_SAVING, \
	  "saving of the previous run", \
	  "Sichern des vorigen Laufs") \
	X(T_DELAY_ROOM, "no room on any node", "keine Maschine mit Platz") \
	X(T_DELAY_BOOT, "node still booting", "Hochfahren der Maschine") \
	X(T_DELAY_LINE, \
	  "no free connection to the archive", \
	  "keine freie Verbindung zum Archiv") \
	X(T_DELAY_TRANSFER, \
	  "data transfer", \
	  "Datenübertragung") \
	X(T_DELAY_START_UP, \
	  "start-up of the game", \
	  "Spielstart") \
	X(T_IDLE_BOOT, "booting nodes", "hochfahrende Maschinen") \
	X(T_IDLE_RESERVE, \
	  "reserve inside nodes", \
	  "Reserve in den Maschinen") \
	X(T_IDLE_ROUNDING, \
	  "unused part of paid hours", \
	  "ungenutzter Teil bezahlter Stunden") \
	X(T_IDLE_SPARE, "spare nodes", "Reservemaschinen") \
	X(T_IDLE_FRAGMENTATION, "fragmentation", "Verschnitt") \
	X(T_IDLE_NIGHT, "free RAM at night", "freier RAM in der Nacht") \
	X(T_IDLE_SLACK, "free RAM by day", "freier RAM am Tag")
/* clang-format on */

#endif /* REPORTS_TEXT_ANSWER_H */
