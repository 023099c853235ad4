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
	X(T_PROMISE_SENTENCE, \
	  "95 % of starts wait at most {1} s (promised: {2} s) and {3} % are not served (promised: at most {4} %).", \
	  "95 % der Starts warten höchstens {1} s (zugesagt: {2} s), und {3} % werden nicht bedient (zugesagt: höchstens {4} %).") \
	X(T_NOTHING_ASKED, \
	  "Nothing was asked for, so there is no promise to judge.", \
	  "Es gab keine Anfrage, also auch keine Zusage zu beurteilen.") \
	X(T_TILE_MARGIN, "Margin", "Deckungsbeitrag") \
	X(T_TILE_PROMISE, "Promise", "Zusage") \
	X(T_TILE_PLAYER_HOUR, \
	  "Cost per player-hour", \
	  "Kosten je Spielerstunde") \
	X(T_TILE_GB_HOUR, \
	  "Cost per GB-hour played", \
	  "Kosten je gespielter GB-Stunde") \
	X(T_TILE_LEVER, "What would improve it most", "Was am meisten bringt") \
	X(T_OF_NET, "{1} of net revenue", "{1} des Nettoumsatzes") \
	X(T_OF_NET_RANGE, \
	  "{1} of net revenue ({2})", \
	  "{1} des Nettoumsatzes ({2})") \
	X(T_NOT_JUDGED, "not judged", "nicht beurteilt") \
	X(T_WAIT_P95, "Wait p95", "Wartezeit p95") \
	X(T_UNSERVED, "Unserved", "Nicht bedient") \
	X(T_PROMISED, "{1} {2}, promised {3}", "{1} {2}, zugesagt {3}") \
	X(T_PROMISED_RANGE, \
	  "{1} {2} ({3}), promised {4}", \
	  "{1} {2} ({3}), zugesagt {4}") \
	X(T_NO_PLAYERS, \
	  "The demand counts worlds, not players.", \
	  "Die Nachfrage zählt Welten, keine Spieler.") \
	X(T_LEVER_SHARE, \
	  "{1} of {2} hours that late starts waited ({3})", \
	  "{1} von {2} Stunden, die verspätete Starts warteten ({3})") \
	X(T_LEVER_SHARE_ONE, \
	  "{1} of {2} hours that late starts waited", \
	  "{1} von {2} Stunden, die verspätete Starts warteten") \
	X(T_LEVER_IDLE, \
	  "{1} EUR of {2} EUR of cost ({3})", \
	  "{1} EUR von {2} EUR Kosten ({3})") \
	X(T_LEVER_IDLE_ONE, \
	  "{1} EUR of {2} EUR of cost", \
	  "{1} EUR von {2} EUR Kosten") \
	X(T_LEVER_NONE, "nothing stands out", "nichts sticht heraus") \
	X(T_LEVER_RULE_WAIT, \
	  "The promise is broken; this delay is the largest of the late starts.", \
	  "Die Zusage ist verfehlt; dies ist die größte Verzögerung der verspäteten Starts.") \
	X(T_LEVER_RULE_IDLE, \
	  "The promise is kept; this is the largest part of cost that nobody plays on.", \
	  "Die Zusage ist eingehalten; dies ist der größte Kostenteil, auf dem niemand spielt.") \
	X(T_LEVER_SAVING, \
	  "Save a stopped world faster", \
	  "Gestoppte Welten schneller sichern") \
	X(T_LEVER_ROOM, "Have room sooner", "Früher Platz schaffen") \
	X(T_LEVER_BOOT, "Order nodes earlier", "Maschinen früher bestellen") \
	X(T_LEVER_LINE, \
	  "More archive connections, or fewer moves", \
	  "Mehr Verbindungen zum Archiv oder weniger Umzüge") \
	X(T_LEVER_TRANSFER, \
	  "A faster archive, or fewer moves", \
	  "Ein schnelleres Archiv oder weniger Umzüge") \
	X(T_LEVER_IDLE_BOOT, \
	  "Fewer orders of nodes", \
	  "Seltener Maschinen bestellen") \
	X(T_LEVER_IDLE_RESERVE, \
	  "Less reserve inside nodes", \
	  "Weniger Reserve in den Maschinen") \
	X(T_LEVER_IDLE_ROUNDING, \
	  "Give nodes back nearer to the hour", \
	  "Maschinen näher zur vollen Stunde zurückgeben") \
	X(T_LEVER_IDLE_SPARE, "Fewer spare nodes", "Weniger Reservemaschinen") \
	X(T_LEVER_IDLE_FRAGMENTATION, \
	  "Pack worlds closer", \
	  "Welten dichter packen") \
	X(T_LEVER_IDLE_NIGHT, \
	  "Less that is rented by the month", \
	  "Weniger fest mieten") \
	X(T_LEVER_IDLE_SLACK, \
	  "Less free RAM by day", \
	  "Tagsüber weniger freier RAM") \
	X(T_OTHER_WAIT, \
	  "Where the waiting is: {1}, {2} % of the time that late starts waited.", \
	  "Wo gewartet wird: {1}, {2} % der Zeit, die verspätete Starts warteten.") \
	X(T_OTHER_IDLE, \
	  "Where the money idles: {1} costs {2} EUR, {3} % of all cost.", \
	  "Wo Geld brachliegt: {1}; Kosten {2} EUR, {3} % aller Kosten.") \
	X(T_NOT_SIMULATED, \
	  "What a change would gain was not simulated: run it, and compare with `conductor report A B`.", \
	  "Was eine Änderung brächte, wurde nicht simuliert: Lassen Sie sie laufen und vergleichen Sie mit `conductor report A B`.") \
	X(T_AGAINST_STATIC, \
	  "Against a static fleet for the peak ({1}): {2} EUR of margin{3}; wait p95 {4} s against {5} s. This fleet {6}.", \
	  "Gegenüber einer statischen Flotte für die Spitze ({1}): {2} EUR Deckungsbeitrag{3}; Wartezeit p95 {4} s gegenüber {5} s. Diese Flotte {6}.") \
	X(T_AGAINST_STATIC_ONE, \
	  "Against a static fleet for the peak ({1}): {2} EUR of margin; wait p95 {4} s against {5} s. One run: no verdict.", \
	  "Gegenüber einer statischen Flotte für die Spitze ({1}): {2} EUR Deckungsbeitrag; Wartezeit p95 {4} s gegenüber {5} s. Ein Lauf: kein Urteil.") \
	X(T_ONE_RUN_WARNING, \
	  "One run: nothing here says how much of it is chance. Use --replications 20 for intervals.", \
	  "Ein Lauf: Nichts sagt hier, wie viel davon Zufall ist. Intervalle gibt es mit --replications 20.") \
	X(T_BRACKETS, \
	  "Brackets hold the mean of {1} replications with 95 % confidence. What varied: {2}.", \
	  "Die Klammern enthalten das Mittel aus {1} Wiederholungen mit 95 % Sicherheit. Was sich unterschied: {2}.") \
	X(T_DELAY_SAVING, \
	  "its last run was still being saved", \
	  "der letzte Lauf wurde noch gesichert") \
	X(T_DELAY_ROOM, "no node had room", "keine Maschine hatte Platz") \
	X(T_DELAY_BOOT, "its node was booting", "die Maschine fuhr noch hoch") \
	X(T_DELAY_LINE, \
	  "no connection to the archive was free", \
	  "keine Verbindung zum Archiv war frei") \
	X(T_DELAY_TRANSFER, \
	  "its data were on their way", \
	  "die Daten waren unterwegs") \
	X(T_DELAY_START_UP, \
	  "the game's own start-up", \
	  "der Spielstart selbst") \
	X(T_IDLE_BOOT, "booting nodes", "hochfahrende Maschinen") \
	X(T_IDLE_RESERVE, \
	  "the reserve inside nodes", \
	  "die Reserve in den Maschinen") \
	X(T_IDLE_ROUNDING, \
	  "the rest of started hours", \
	  "der Rest angefangener Stunden") \
	X(T_IDLE_SPARE, "spare on purpose", "gewollte Reserve") \
	X(T_IDLE_FRAGMENTATION, "gaps too small", "zu kleine Lücken") \
	X(T_IDLE_NIGHT, "free RAM at night", "freier RAM in der Nacht") \
	X(T_IDLE_SLACK, "free RAM by day", "freier RAM am Tag")
/* clang-format on */

#endif /* REPORTS_TEXT_ANSWER_H */
