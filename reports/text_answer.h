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
	  "The fleet earns {1} EUR, {2} % of net revenue, ", \
	  "Die Flotte erwirtschaftet {1} EUR, {2} % des Nettoumsatzes, ") \
	X(T_LOSES, \
	  "The fleet loses {1} EUR, {2} % of net revenue, ", \
	  "Die Flotte verliert {1} EUR, {2} % des Nettoumsatzes, ") \
	X(T_EARNS_ONLY, \
	  "The fleet earns {1} EUR. ", \
	  "Die Flotte erwirtschaftet {1} EUR. ") \
	X(T_LOSES_ONLY, \
	  "The fleet loses {1} EUR. ", \
	  "Die Flotte verliert {1} EUR. ") \
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
	  "{1} % of starts are served within {2} s (promised: {3} %), and {4} % find no room in that time (promised: at most {5} %).", \
	  "{1} % der Starts werden binnen {2} s bedient (zugesagt: {3} %), und {4} % finden in dieser Zeit keinen Platz (zugesagt: höchstens {5} %).") \
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
	  "{1} without what sleeping worlds pay", \
	  "{1} ohne die Einnahmen aus dem Schlaf") \
	X(T_WITHOUT_SLEEP_RANGE, \
	  "{1} ({2}) without what sleeping worlds pay", \
	  "{1} ({2}) ohne die Einnahmen aus dem Schlaf") \
	X(T_OF_NET, "{1} of net revenue", "{1} des Nettoumsatzes") \
	X(T_OF_NET_RANGE, \
	  "{1} of net revenue ({2})", \
	  "{1} des Nettoumsatzes ({2})") \
	X(T_NOT_JUDGED, "not judged", "nicht beurteilt") \
	X(T_NO_PLAYERS, \
	  "The demand counts worlds, not players.", \
	  "Die Nachfrage zählt Welten, keine Spieler.") \
	X(T_LEVER_SHARE, \
	  "{1} of the {2} hours that late starts waited ({3})", \
	  "{1} der {2} Stunden, die verspätete Starts warteten ({3})") \
	X(T_LEVER_SHARE_ONE, \
	  "{1} of the {2} hours that late starts waited", \
	  "{1} der {2} Stunden, die verspätete Starts warteten") \
	X(T_LEVER_IDLE, \
	  "{1} EUR of {2} EUR of cost ({3})", \
	  "{1} EUR von {2} EUR Kosten ({3})") \
	X(T_LEVER_IDLE_ONE, \
	  "{1} EUR of {2} EUR of cost", \
	  "{1} EUR von {2} EUR Kosten") \
	X(T_LEVER_NONE, "nothing stands out", "nichts sticht heraus") \
	X(T_LEVER_RULE_WAIT, \
	  "The promise is not surely kept; this is the largest delay of late starts.", \
	  "Die Zusage ist nicht sicher eingehalten; dies ist die größte Verzögerung der verspäteten Starts.") \
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
	  "Less reserve inside nodes", \
	  "Weniger Reserve in den Maschinen") \
	X(T_LEVER_IDLE_ROUNDING, \
	  "Release nodes closer to the full hour", \
	  "Maschinen näher zur vollen Stunde zurückgeben") \
	X(T_LEVER_IDLE_SPARE, "Fewer spare nodes", "Weniger Reservemaschinen") \
	X(T_LEVER_IDLE_FRAGMENTATION, \
	  "Pack worlds more tightly", \
	  "Welten dichter packen") \
	X(T_LEVER_IDLE_NIGHT, \
	  "Rent fewer machines by the month", \
	  "Weniger fest mieten") \
	X(T_LEVER_IDLE_SLACK, \
	  "Less free RAM by day", \
	  "Tagsüber weniger freier RAM") \
	X(T_OTHER_WAIT, \
	  "Largest delay of late starts: {1}, {2} % of their waiting time.", \
	  "Größte Verzögerung verspäteter Starts: {1}, {2} % ihrer Wartezeit.") \
	X(T_OTHER_IDLE, \
	  "Largest idle cost: {1}, {2} EUR, {3} % of total cost.", \
	  "Größte Leerkosten: {1}, {2} EUR, {3} % der Gesamtkosten.") \
	X(T_NOT_SIMULATED, \
	  "The gain from such a change was not simulated: run it and compare with conductor report A B.", \
	  "Was eine solche Änderung brächte, wurde nicht simuliert: Lassen Sie sie laufen und vergleichen Sie mit conductor report A B.") \
	X(T_AGAINST_STATIC, \
	  "Compared with a static fleet sized for the peak ({1}): {2} EUR of margin{3}; {4} % of starts in time instead of {5} %. This fleet {6}.", \
	  "Gegenüber einer statischen Flotte für die Spitze ({1}): {2} EUR Deckungsbeitrag{3}; {4} % der Starts pünktlich statt {5} %. Diese Flotte {6}.") \
	X(T_AGAINST_STATIC_ONE, \
	  "Compared with a static fleet sized for the peak ({1}): {2} EUR of margin; {4} % of starts in time instead of {5} %. One run: no verdict.", \
	  "Gegenüber einer statischen Flotte für die Spitze ({1}): {2} EUR Deckungsbeitrag; {4} % der Starts pünktlich statt {5} %. Ein Lauf: kein Urteil.") \
	X(T_ALL_ALIKE, \
	  "All replications are the same run: nothing that chance decides changes it.", \
	  "Alle Wiederholungen sind derselbe Lauf: Der Zufall ändert hier nichts.") \
	X(T_ONE_RUN_WARNING, \
	  "One run cannot show how much of it is chance. Use --replications 20 for intervals.", \
	  "Ein einzelner Lauf zeigt nicht, wie viel davon Zufall ist. Intervalle gibt es mit --replications 20.") \
	X(T_BRACKETS, \
	  "In brackets: 95 % confidence intervals of the mean over {1} replications. What varied: {2}.", \
	  "In Klammern: 95-%-Konfidenzintervalle des Mittels über {1} Wiederholungen. Was schwankte: {2}.") \
	X(T_DELAY_SAVING, \
	  "its last run was still being saved", \
	  "der letzte Lauf wurde noch gesichert") \
	X(T_DELAY_ROOM, "no node had room", "keine Maschine hatte Platz") \
	X(T_DELAY_BOOT, "its node was booting", "die Maschine fuhr noch hoch") \
	X(T_DELAY_LINE, \
	  "no connection to the archive was free", \
	  "keine Verbindung zum Archiv war frei") \
	X(T_DELAY_TRANSFER, \
	  "its data were being transferred", \
	  "die Daten wurden übertragen") \
	X(T_DELAY_START_UP, \
	  "the game's own start-up", \
	  "der Spielstart selbst") \
	X(T_IDLE_BOOT, "booting nodes", "hochfahrende Maschinen") \
	X(T_IDLE_RESERVE, \
	  "the reserve inside nodes", \
	  "die Reserve in den Maschinen") \
	X(T_IDLE_ROUNDING, \
	  "the unused rest of started hours", \
	  "der ungenutzte Rest angefangener Stunden") \
	X(T_IDLE_SPARE, "deliberate spares", "gewollte Reserve") \
	X(T_IDLE_FRAGMENTATION, "gaps too small", "zu kleine Lücken") \
	X(T_IDLE_NIGHT, "free RAM at night", "freier RAM in der Nacht") \
	X(T_IDLE_SLACK, "free RAM by day", "freier RAM am Tag")
/* clang-format on */

#endif /* REPORTS_TEXT_ANSWER_H */
