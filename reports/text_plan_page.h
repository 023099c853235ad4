/*
 * text_plan_page.h - words of the page of `conductor plan` that its table does
 * not have.
 */
#ifndef REPORTS_TEXT_PLAN_PAGE_H
#define REPORTS_TEXT_PLAN_PAGE_H

/* clang-format off */
#define TEXT_PLAN_PAGE(X) \
	X(T_PLANNED_SEED, \
	  "Each plan meets the same demand and the same draws as every other.", \
	  "Jeder Plan trifft auf dieselbe Nachfrage und denselben Zufall wie jeder andere.") \
	X(T_PLANNED_ANSWER_HEADING, "1. The answer", "1. Die Antwort") \
	X(T_PLANNED_TILE_MARGIN, "Margin a month", "Beitrag im Monat") \
	X(T_PLANNED_TILE_COST, "Cost a month", "Kosten im Monat") \
	X(T_PLANNED_TILE_SAFETY, "Safety", "Sicherheit") \
	X(T_PLANNED_TILE_PRICE, "Price for {1} % margin", "Preis für {1} % Beitrag") \
	X(T_PLANNED_TILE_SURE, "How sure", "Wie sicher") \
	X(T_PLANNED_SURE_WORD, "surely the best", "sicher der beste") \
	X(T_PLANNED_TIED_WORD, "tied with {1}", "gleichauf mit {1}") \
	X(T_PLANNED_NONE_WORD, "no plan keeps it", "kein Plan hält sie") \
	X(T_PLANNED_REVENUE, \
	  "{1} EUR of net revenue a month", \
	  "{1} EUR Nettoumsatz im Monat") \
	X(T_PLANNED_MARGIN_LINE, \
	  "{1} EUR of margin a month", \
	  "{1} EUR Beitrag im Monat") \
	X(T_PLANNED_COST_LINE, \
	  "{1} EUR of cost a month", \
	  "{1} EUR Kosten im Monat") \
	X(T_PLANNED_SAFETY_NOTE, \
	  "{1:replication keeps|replications keep} the promise by {1:itself|themselves}, {2} % (95 %: {3} %)", \
	  "{1:Wiederholung hält|Wiederholungen halten} die Zusage für sich ein, {2} % (95 %: {3} %)") \
	X(T_PLANNED_PRICE_NOTE, \
	  "gross for a GB-hour of play; today {1} EUR on average, with {2} % margin", \
	  "brutto für eine gespielte GB-Stunde; heute im Mittel {1} EUR, bei {2} % Beitrag") \
	X(T_PLANNED_WHAT_HEADING, "What to rent and to set", "Was zu mieten und einzustellen ist") \
	X(T_PLANNED_BOUND, \
	  "Its machines cost {1} times what a planner who knows the demand in advance would need at least.", \
	  "Seine Maschinen kosten das {1}-Fache dessen, was ein Planer mindestens brauchte, der die Nachfrage im Voraus kennt.") \
	X(T_PLANNED_OTHERS_HEADING, "2. Other plans", "2. Andere Pläne") \
	X(T_PLANNED_CHART_QUESTION, \
	  "What does each plan earn, and does it keep the promise?", \
	  "Was erwirtschaftet jeder Plan, und hält er die Zusage ein?") \
	X(T_PLANNED_CHART_QUESTION_COST, \
	  "What does each plan cost, and does it keep the promise?", \
	  "Was kostet jeder Plan, und hält er die Zusage ein?") \
	X(T_PLANNED_CHART_NOTE, \
	  "EUR a month against starts served within {1} s; numbers are the ranks of the table, lines 95 % intervals of the amount; the vertical axis does not begin at zero", \
	  "EUR im Monat gegenüber Starts, die binnen {1} s bedient werden; die Zahlen sind die Ränge der Tabelle, Striche 95-%-Intervalle des Betrags; die senkrechte Achse beginnt nicht bei null") \
	X(T_PLANNED_CHART_ALT, \
	  "Every listed plan by EUR a month and by the share of starts served in time, with the promise as a line; the table below holds the numbers.", \
	  "Jeder aufgeführte Plan nach EUR im Monat und Anteil pünktlicher Starts, mit der Zusage als Linie; die Tabelle darunter enthält die Zahlen.") \
	X(T_PLANNED_CHART_X, "served in time, %", "pünktlich bedient, %") \
	X(T_PLANNED_CHART_PROMISED, "promised: {1} %", "zugesagt: {1} %") \
	X(T_PLANNED_KEY_KEPT, "keeps the promise", "hält die Zusage ein") \
	X(T_PLANNED_KEY_CLOSE, "too close to call", "zu knapp für ein Urteil") \
	X(T_PLANNED_KEY_BROKEN, "breaks the promise", "verfehlt die Zusage") \
	X(T_PLANNED_COLUMN_WHAT, "What differs from plan 1", "Was von Plan 1 abweicht") \
	X(T_PLANNED_COLUMN_DIFFERENCE, "Difference to plan 1", "Differenz zu Plan 1") \
	X(T_PLANNED_COLUMN_IN_TIME, "In time, %", "Pünktlich, %") \
	X(T_PLANNED_COLUMN_SAFETY, "Safety", "Sicherheit") \
	X(T_PLANNED_NOW, "as it stands", "wie es ist") \
	X(T_PLANNED_VERDICT_FIRST, "the answer", "die Antwort") \
	X(T_PLANNED_INTERVALS, \
	  "Differences are paired on the same draws; their intervals hold together with 95 % for all {1} {1:comparison|comparisons}.", \
	  "Die Differenzen sind auf denselben Ziehungen gepaart; ihre Intervalle gelten für {1:den Vergleich|alle Vergleiche} ({1}) zusammen mit 95 %.") \
	X(T_PLANNED_TORNADO_HEADING, \
	  "3. What the answer hangs on", \
	  "3. Woran die Antwort hängt") \
	X(T_PLANNED_TORNADO_QUESTION, \
	  "How does the margin move if an assumption is wrong?", \
	  "Wie ändert sich der Beitrag, wenn eine Annahme falsch ist?") \
	X(T_PLANNED_TORNADO_NOTE, \
	  "EUR a month, plan 1 at both ends of each assumption less plan 1 as it is; the value stands at its bar", \
	  "EUR im Monat, Plan 1 an beiden Enden jeder Annahme, verglichen mit Plan 1, wie er ist; der Wert steht am Balken") \
	X(T_PLANNED_TORNADO_ALT, \
	  "Effects of each assumption on the margin, the largest first; the table below holds the numbers.", \
	  "Wirkung jeder Annahme auf den Beitrag, die größte zuerst; die Tabelle darunter enthält die Zahlen.") \
	X(T_PLANNED_TORNADO_NONE, \
	  "Not looked at: --no-tornado was given, or there was no plan to look at.", \
	  "Nicht untersucht: --no-tornado war angegeben, oder es gab keinen Plan zu untersuchen.") \
	X(T_PLANNED_KEY_STAYS, "the answer stays", "die Antwort bleibt") \
	X(T_PLANNED_KEY_FLIPS, \
	  "another plan is better, or the promise is not kept", \
	  "ein anderer Plan ist besser, oder die Zusage wird verfehlt") \
	X(T_PLANNED_COLUMN_ASSUMPTION, "Assumption", "Annahme") \
	X(T_PLANNED_COLUMN_BASE, "As it is", "Wie es ist") \
	X(T_PLANNED_COLUMN_THERE, "There", "Dort") \
	X(T_PLANNED_COLUMN_EFFECT, "Margin, EUR a month", "Beitrag, EUR im Monat") \
	X(T_PLANNED_COLUMN_PROMISE, "Promise of plan 1", "Zusage von Plan 1") \
	X(T_PLANNED_COLUMN_ANSWER, "The answer", "Die Antwort") \
	X(T_PLANNED_SEARCH_HEADING, "4. How it was searched", "4. Wie gesucht wurde") \
	X(T_PLANNED_SEARCH_LOST, \
	  "A plan that was dropped after few replications may be better than it looked; the ones listed were compared with all that they have.", \
	  "Ein Plan, der nach wenigen Wiederholungen ausschied, kann besser sein, als er schien; die aufgeführten wurden mit allen verglichen, die sie haben.") \
	X(T_PLANNED_SEARCH_REFUSED, \
	  "{1} {1:plan was|plans were} forbidden by a rule of the scenario.", \
	  "{1} {1:Plan war|Pläne waren} durch eine Regel des Szenarios ausgeschlossen.") \
	X(T_PLANNED_SEARCH_TORNADO, \
	  "Assumptions: {1} {1:replication|replications} more.", \
	  "Annahmen: {1} weitere {1:Wiederholung|Wiederholungen}.") \
	X(T_PLANNED_AXES_CAPTION, "What was varied", "Was variiert wurde") \
	X(T_PLANNED_COLUMN_AXIS, "What", "Was") \
	X(T_PLANNED_COLUMN_LEVELS, "Values", "Werte") \
	X(T_PLANNED_LEVELS_RANGE, "{1} to {2} ({3} values)", "{1} bis {2} ({3} Werte)") \
	X(T_PLANNED_REPRODUCE_HEADING, "5. Reproduce", "5. Nachrechnen") \
	X(T_PLANNED_NUMBERED, "Plan {1}", "Plan {1}") \
	X(T_PLANNED_LEAD, \
	  "Rent {1}. That earns {2} EUR a month and costs {3} EUR; the promise: {4}.", \
	  "Mieten: {1}. Das erwirtschaftet {2} EUR im Monat und kostet {3} EUR; die Zusage: {4}.") \
	X(T_PLANNED_LEAD_KEYS, \
	  "With {1} a month earns {2} EUR and costs {3} EUR; the promise: {4}.", \
	  "Mit {1} erwirtschaftet ein Monat {2} EUR und kostet {3} EUR; die Zusage: {4}.") \
	X(T_PLANNED_LEAD_COST, \
	  "Rent {1}. That costs {3} EUR a month and earns {2} EUR; the promise: {4}.", \
	  "Mieten: {1}. Das kostet {3} EUR im Monat und erwirtschaftet {2} EUR; die Zusage: {4}.") \
	X(T_PLANNED_LEAD_NONE, \
	  "No plan that was allowed keeps the promise. The closest: {1}, with {2} % of starts within {3} s.", \
	  "Kein erlaubter Plan hält die Zusage ein. Am nächsten kommt: {1}, mit {2} % der Starts binnen {3} s.") \
	X(T_PLANNED_AS_IT_IS, \
	  "The scenario as it stands is plan {1}: {2} EUR a month, promise {3}.", \
	  "Das Szenario, wie es ist, ist Plan {1}: {2} EUR im Monat, Zusage {3}.") \
	X(T_PLANNED_IS_AS_IT_IS, \
	  "This is the scenario as it stands.", \
	  "Das ist das Szenario, wie es ist.") \
	X(T_PLANNED_SAFETY, \
	  "{1} of {2}", \
	  "{1} von {2}") \
	X(T_PLANNED_COMMAND, \
	  "Run it; its figures are those above, digit for digit:", \
	  "So lässt er sich ausführen; die Zahlen sind die obigen, Ziffer für Ziffer:")
/* clang-format on */

#endif /* REPORTS_TEXT_PLAN_PAGE_H */
