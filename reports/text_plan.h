/*
 * text_plan.h - words of `conductor plan`.
 */
#ifndef REPORTS_TEXT_PLAN_H
#define REPORTS_TEXT_PLAN_H

/* clang-format off */
#define TEXT_PLAN(X) \
	X(T_PLAN_TITLE, "Plan for {1}: {2}", "Plan für {1}: {2}") \
	X(T_PLAN_MONTH, \
	  "{1} {1:day|days} to the end of the scenario's window: {2} to {3} ({4}), seed {5}", \
	  "{1} {1:Tag|Tage} bis zum Ende des Fensters im Szenario: {2} bis {3} ({4}), Startwert {5}") \
	X(T_PLAN_LAST, \
	  "The last {1} {1:day|days}: {2} to {3} ({4}), seed {5}", \
	  "Die letzten {1} {1:Tag|Tage}: {2} bis {3} ({4}), Startwert {5}") \
	X(T_PLAN_OWN, \
	  "The scenario's window: {2} to {3} ({4}), seed {5}", \
	  "Das Fenster des Szenarios: {2} bis {3} ({4}), Startwert {5}") \
	X(T_PLAN_OWN_ASKED, "A month here means a month of such days.", "Ein Monat heißt hier: ein Monat aus solchen Tagen.") \
	X(T_PLAN_OWN_DEMAND, \
	  "A month here means a month of such days: the demand does not reach four weeks back.", \
	  "Ein Monat heißt hier: ein Monat aus solchen Tagen. Die Nachfrage reicht nicht vier Wochen zurück.") \
	X(T_PLAN_SESSIONS, \
	  "Sessions of {1} on the fleet and at the prices of {2}.", \
	  "Sitzungen aus {1}, mit Flotte und Preisen von {2}.") \
	X(T_PLAN_WAIT, "95 % of starts within {1} s", "95 % der Starts innerhalb von {1} s") \
	X(T_PLAN_NO_ROOM, "without room at most {1} %", "ohne Platz höchstens {1} %") \
	X(T_PLAN_UNSERVED, "not served at most {1} %", "nicht bedient höchstens {1} %") \
	X(T_PLAN_PROMISED, "Promised: {1}.", "Zugesagt: {1}.") \
	X(T_PLAN_BY_MARGIN, "The plan that earns most", "Der Plan, der am meisten erwirtschaftet") \
	X(T_PLAN_BY_COST, "The plan that costs least", "Der Plan, der am wenigsten kostet") \
	X(T_PLAN_NONE, \
	  "No plan keeps the promise. The one that comes closest:", \
	  "Kein Plan hält die Zusage ein. Am nächsten kommt:") \
	X(T_PLAN_RENT, "Rent", "Mieten") \
	X(T_PLAN_RULES, "Set", "Einstellen") \
	X(T_PLAN_EARNS, "Earns", "Bringt") \
	X(T_PLAN_COSTS, "Costs", "Kostet") \
	X(T_PLAN_PROMISE, "Promise", "Zusage") \
	X(T_PLAN_SAFETY, "Safety", "Sicherheit") \
	X(T_PLAN_PRICE, "Price", "Preis") \
	X(T_PLAN_NOW, "As it is", "Bisher") \
	X(T_PLAN_A_MONTH, "{1} EUR a month", "{1} EUR im Monat") \
	X(T_PLAN_COST_AND, \
	  "{1} EUR a month, of {2} EUR net revenue; its machines {3} times the least that is possible", \
	  "{1} EUR im Monat, von {2} EUR Nettoumsatz; seine Maschinen das {3}-fache des Mindesten, das möglich ist") \
	X(T_PLAN_COST_ALONE, \
	  "{1} EUR a month, of {2} EUR net revenue", \
	  "{1} EUR im Monat, von {2} EUR Nettoumsatz") \
	X(T_PLAN_PROMISE_LINE, "{1}; 95 % of starts wait at most {2} s", "{1}; 95 % der Starts warten höchstens {2} s") \
	X(T_PLAN_SAFETY_LINE, \
	  "{1} of {2} {2:replication|replications} {1:keeps|keep} the promise by {1:itself|themselves}; of all it is {3} to {4} % (95 %)", \
	  "{1} von {2} {2:Wiederholung|Wiederholungen} {1:hält|halten} die Zusage für sich ein; von allen sind es {3} bis {4} % (95 %)") \
	X(T_PLAN_PRICE_LINE, \
	  "{1} EUR a GB-hour, gross, for a margin of {2} %; now it is {3} EUR, and the margin {4} %", \
	  "{1} EUR je GB-Stunde, brutto, für einen Beitrag von {2} %; derzeit sind es {3} EUR und {4} %") \
	X(T_PLAN_AS_IT_IS, \
	  "the scenario as it stands: {1} EUR a month, {2} EUR to the plan; promise {3}", \
	  "das Szenario, wie es ist: {1} EUR im Monat, zum Plan {2} EUR; Zusage {3}") \
	X(T_PLAN_IS_AS_IT_IS, "the plan is the scenario as it stands", "der Plan ist das Szenario, wie es ist") \
	X(T_PLAN_SURE, \
	  "Sure with 95 %: it is better than each of the {1} other {1:plan that was|plans that were} simulated.", \
	  "Sicher mit 95 %: Er ist besser als jeder der {1} anderen simulierten {1:Plan|Pläne}.") \
	X(T_PLAN_TIED, \
	  "It cannot be told apart from {1} other {1:plan|plans} with {2} {2:replication|replications}; the best of them are below. Allow more with --most.", \
	  "Mit {2} {2:Wiederholung|Wiederholungen} ist er von {1} anderen {1:Plan|Plänen} nicht zu unterscheiden; die besten stehen unten. Mehr erlaubt --most.") \
	X(T_PLAN_TIED_ONE, \
	  "It cannot be told apart from one other plan with {2} {2:replication|replications}. Allow more with --most.", \
	  "Mit {2} {2:Wiederholung|Wiederholungen} ist er von einem anderen Plan nicht zu unterscheiden. Mehr erlaubt --most.") \
	X(T_PLAN_TIED_PROMISE, \
	  "Better than every other plan that was simulated, but whether it keeps the promise is too close to call. Allow more with --most.", \
	  "Besser als jeder andere simulierte Plan, aber ob er die Zusage einhält, ist zu knapp für ein Urteil. Mehr erlaubt --most.") \
	X(T_PLAN_SEARCHED, \
	  "{1} {1:plan|plans} of {2} {1:was|were} simulated, with {3} {3:replication|replications} on the same draws ({4} times ten would be {5}). Differences are paired; in brackets: 95 % for all together.", \
	  "{1} {1:Plan|Pläne} von {2} {1:wurde|wurden} simuliert, mit {3} {3:Wiederholung|Wiederholungen} und denselben Ziehungen (alle {4} je zehnmal wären {5}). Differenzen sind gepaart; in Klammern: 95 % für alle zusammen.") \
	X(T_PLAN_LEFT_ASSUMED, \
	  "Not considered, as their prices are assumptions: {1} (--assumed).", \
	  "Nicht betrachtet, da ihre Preise Annahmen sind: {1} (--assumed).") \
	X(T_PLAN_LEFT_DEAR, \
	  "Not considered, as they cost twice the cheapest: {1}.", \
	  "Nicht betrachtet, da doppelt so teuer wie die billigsten: {1}.") \
	X(T_PLAN_RUNNERS_UP, "The next best", "Die nächstbesten") \
	X(T_PLAN_RUNNER_LINE, "{1} EUR a month: {2}; promise {3}", "{1} EUR im Monat: {2}; Zusage {3}") \
	X(T_PLAN_AND_SAME, "and {1} {1:other that decides and earns|others that decide and earn} the same", "und {1} {1:anderer, der gleich entscheidet und gleich viel bringt|andere, die gleich entscheiden und gleich viel bringen}") \
	X(T_PLAN_COSTS_MORE, "costs more", "kostet mehr") \
	X(T_PLAN_OPEN, "may be better", "vielleicht besser") \
	X(T_PLAN_BREAKS, "breaks the promise", "verfehlt die Zusage") \
	X(T_PLAN_SHORT, "far from the promise after few replications", "weit weg von der Zusage, wenige Wiederholungen") \
	X(T_PLAN_BEHIND, "far behind after few replications", "nach wenigen Wiederholungen weit zurück") \
	X(T_PLAN_TORNADO, "What would change the answer", "Was die Antwort ändern würde") \
	X(T_PLAN_TORNADO_NOTE, \
	  "Change of the plan's EUR a month if one thing were otherwise, with {1} {1:replication|replications}, and whether another of the plans looked at would be better then.", \
	  "Änderung der EUR im Monat des Plans, wenn eines anders wäre, mit {1} {1:Wiederholung|Wiederholungen}, und ob dann ein anderer der betrachteten Pläne besser wäre.") \
	X(T_PLAN_IF_NO, "stays", "bleibt") \
	X(T_PLAN_IF_LIKELY, "perhaps {1}", "vielleicht {1}") \
	X(T_PLAN_IF_SURE, "then {1}", "dann {1}") \
	X(T_PLAN_IF_BROKEN, "promise broken", "Zusage verfehlt") \
	X(T_PLAN_WHAT, "If", "Wenn") \
	X(T_PLAN_COLUMN_VALUE, "is", "so ist") \
	X(T_PLAN_COLUMN_EUR, "EUR a month", "EUR im Monat") \
	X(T_PLAN_COLUMN_THEN, "the plan", "der Plan") \
	X(T_PLAN_P_WORLD_SIZE, "world size", "Weltgröße") \
	X(T_PLAN_P_BOX_SPEED, "archive (MB/s)", "Archiv (MB/s)") \
	X(T_PLAN_P_PATIENCE, "patience", "Geduld") \
	X(T_PLAN_P_CPU, "CPU sold (times)", "CPU verkauft (mal)") \
	X(T_PLAN_P_RENT, "monthly rents", "Monatsmieten") \
	X(T_PLAN_P_HOUR, "hourly prices", "Stundenpreise") \
	X(T_PLAN_P_GROWTH, "demand (worlds)", "Nachfrage (Welten)") \
	X(T_PLAN_PRIORS, "The answer hangs on: {1}.", "Die Antwort hängt ab von: {1}.") \
	X(T_PLAN_PRIORS_NONE, \
	  "None of them changes the plan or breaks the promise.", \
	  "Nichts davon ändert den Plan oder lässt ihn die Zusage verfehlen.") \
	X(T_PLAN_WHY_NOT, "Why not", "Warum nicht") \
	X(T_PLAN_FAILS_WAIT, \
	  "{1} % of starts wait longer than {2} s, {3} times what is allowed.", \
	  "{1} % der Starts warten länger als {2} s, das {3}-fache des Erlaubten.") \
	X(T_PLAN_FAILS_NO_ROOM, \
	  "{1} % of starts find no room in time, {3} times what is allowed.", \
	  "{1} % der Starts finden nicht rechtzeitig Platz, das {3}-fache des Erlaubten.") \
	X(T_PLAN_FAILS_UNSERVED, \
	  "{1} % of starts are not served, {3} times what is allowed.", \
	  "{1} % der Starts werden nicht bedient, das {3}-fache des Erlaubten.") \
	X(T_PLAN_AT_HIGHEST, \
	  "It stands at the highest value that was allowed for {1}: {2}.", \
	  "Er steht am höchsten erlaubten Wert für {1}: {2}.") \
	X(T_PLAN_AT_LOWEST, \
	  "It stands at the lowest value that was allowed for {1}: {2}.", \
	  "Er steht am niedrigsten erlaubten Wert für {1}: {2}.") \
	X(T_PLAN_AXIS_MACHINE, "the machines", "die Maschinen") \
	X(T_PLAN_AXIS_NODES, "the number of machines", "die Zahl der Maschinen") \
	X(T_PLAN_AXIS_CLOUD, "machines by the hour", "Maschinen nach Stunden") \
	X(T_PLAN_AXIS_RESERVE, "the reserve", "die Reserve") \
	X(T_PLAN_AXIS_SLEEP, "the sleep window", "das Schlaffenster") \
	X(T_PLAN_AXIS_PLACEMENT, "the placement", "die Platzierung") \
	X(T_PLAN_AXIS_DIRECT, "direct copies", "direkte Kopien") \
	X(T_PLAN_AXIS_SECOND, "second copies", "zweite Kopien") \
	X(T_PLAN_AXIS_BOXES, "archive boxes", "Archivboxen") \
	X(T_PLAN_IS_NODES, "{1} {2} by the month", "{1} {2} monatlich") \
	X(T_PLAN_IS_NO_NODES, "nothing by the month", "nichts monatlich") \
	X(T_PLAN_IS_FLEET, "by the month {1}", "monatlich {1}") \
	X(T_PLAN_IS_CLOUD, "up to {2} {1} by the hour", "bis zu {2} {1} nach Stunden") \
	X(T_PLAN_IS_NO_CLOUD, "nothing by the hour", "nichts nach Stunden") \
	X(T_PLAN_IS_HOURLY, \
	  "up to {2} by the hour, whole {1} before others", \
	  "bis zu {2} nach Stunden, ganze {1} vor anderen") \
	X(T_PLAN_IS_RESERVE, "room kept for {1} more {1:world|worlds}", "Platz für {1} weitere {1:Welt|Welten} frei") \
	X(T_PLAN_IS_RESERVE_GB, "{1} GB of RAM kept free", "{1} GB RAM frei") \
	X(T_PLAN_IS_SLEEP, "stopped worlds stay {1} on their node", "gestoppte Welten bleiben {1} auf ihrer Maschine") \
	X(T_PLAN_IS_LEAST_LOADED, "placed on the emptiest node", "Platz auf der leersten Maschine") \
	X(T_PLAN_IS_BEST_FIT, "placed where it fits best", "Platz, wo es am besten passt") \
	X(T_PLAN_IS_SESSION_END, "placed by expected session ends", "Platz nach erwarteten Sitzungsenden") \
	X(T_PLAN_IS_DIRECT, "worlds copied from node to node", "Welten von Maschine zu Maschine kopiert") \
	X(T_PLAN_IS_NO_DIRECT, "worlds move through the archive", "Welten ziehen über das Archiv um") \
	X(T_PLAN_IS_SECOND, "second copies of sleepers", "zweite Kopien der Schläfer") \
	X(T_PLAN_IS_NO_SECOND, "no second copies", "keine zweiten Kopien") \
	X(T_PLAN_IS_BOXES, "archive boxes: {1}", "Archivboxen: {1}") \
	X(T_PLAN_IS_SET, "{1}={2}", "{1}={2}") \
	X(T_PLAN_COMMAND, "To play it:", "Zum Nachspielen:")
/* clang-format on */

#endif /* REPORTS_TEXT_PLAN_H */
