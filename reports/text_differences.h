/*
 * text_differences.h - words of variants side by side (`conductor compare`).
 */
#ifndef REPORTS_TEXT_DIFFERENCES_H
#define REPORTS_TEXT_DIFFERENCES_H

/* clang-format off */
#define TEXT_DIFFERENCES(X) \
	X(T_DIFF_TITLE, "Variants side by side", "Varianten im Vergleich") \
	X(T_DIFF_WINDOW, \
	  "{1} to {2} ({3}); {4} {4:replication|replications}, seed {5}", \
	  "{1} bis {2} ({3}); Wiederholungen: {4}, Startwert: {5}") \
	X(T_DIFF_BASE, "A is the base.", "A ist die Basis.") \
	X(T_DIFF_MONTH, "{1} EUR a month; promise {2}", "{1} EUR im Monat; Zusage {2}") \
	X(T_DIFF_MONTH_MORE, \
	  "{1} EUR a month: {2}; promise {3}", \
	  "{1} EUR im Monat: {2}; Zusage {3}") \
	X(T_DIFF_LEAD_BEST, \
	  "{1} is better than A: {2} EUR a month, promise {3}.", \
	  "{1} ist besser als A: {2} EUR im Monat, Zusage {3}.") \
	X(T_DIFF_LEAD_SERVES_LESS, \
	  "{1} earns more than A, but keeps the promise less well.", \
	  "{1} erwirtschaftet mehr als A, hält die Zusage aber weniger gut ein.") \
	X(T_DIFF_LEAD_NONE, \
	  "Nothing surely earns more than A.", \
	  "Nichts erwirtschaftet sicher mehr als A.") \
	X(T_DIFF_LEAD_SAME, \
	  "Nothing changes: no figure differs from A.", \
	  "Es ändert sich nichts: Keine Kennzahl weicht von A ab.") \
	X(T_DIFF_DRAWS, \
	  "{1} {1:replication|replications}, seed {2}: replication i of every variant meets the same demand and the same draws as that of A. Differences to A are paired.", \
	  "Wiederholungen: {1}, Startwert {2}. Wiederholung i jeder Variante trifft auf dieselbe Nachfrage und denselben Zufall wie die von A. Differenzen zu A sind gepaart.") \
	X(T_DIFF_ONE_VARIANT, \
	  "Intervals hold the mean with 95 % (Student's t).", \
	  "Die Intervalle enthalten das Mittel mit 95 % (Student-t).") \
	X(T_DIFF_FAMILY, \
	  "Intervals are corrected for {1} {1:comparison|comparisons}: within one figure those of all variants hold together with 95 % (Bonferroni), each by itself with {2} %.", \
	  "Die Intervalle sind auf {1} {1:Vergleich|Vergleiche} korrigiert: Bei jeder Kennzahl gelten die aller Varianten zusammen mit 95 % (Bonferroni), jedes für sich mit {2} %.") \
	X(T_DIFF_UNPAIRED, \
	  "NOT paired: {1}; its demand is another one. Its intervals are those of two independent samples, wider than paired ones.", \
	  "NICHT gepaart: {1}, die Nachfrage ist eine andere. Die Intervalle sind die zweier unabhängiger Stichproben, also breiter als gepaarte.") \
	X(T_DIFF_REACHED, \
	  "{1}: every interval reaches at most {2} to each side; {3} was asked for.", \
	  "{1}: Jedes Intervall reicht höchstens {2} nach jeder Seite; verlangt war {3}.") \
	X(T_DIFF_NOT_REACHED, \
	  "{1}: with {4} {4:replication|replications}, the most allowed, the widest interval still reaches {2} to each side; {3} was asked for. Allow more with --most.", \
	  "{1}: Mit {4} {4:Wiederholung|Wiederholungen}, dem erlaubten Höchstwert, reicht das breiteste Intervall noch {2} nach jeder Seite; verlangt war {3}. Mehr erlaubt --most.") \
	X(T_DIFF_UNKNOWN, \
	  "{1}: is not known in some replications, so no number of them gives an interval.", \
	  "{1}: ist in manchen Wiederholungen nicht bekannt; keine Zahl von ihnen ergibt ein Intervall.") \
	X(T_DIFF_ANSWER_HEADING, "1. The answer", "1. Die Antwort") \
	X(T_DIFF_QUESTION, \
	  "What does each variant earn, beside A?", \
	  "Was erwirtschaftet jede Variante, gemessen an A?") \
	X(T_DIFF_NOTE, \
	  "Margin a month, difference to A in % of A, with its interval; the number is the difference", \
	  "Beitrag im Monat, Differenz zu A in % von A, mit ihrem Intervall; die Zahl ist die Differenz") \
	X(T_DIFF_ALT, \
	  "Differences of the margin a month between each variant and A; the table below holds the numbers.", \
	  "Differenzen des Beitrags im Monat zwischen jeder Variante und A; die Tabelle darunter enthält die Zahlen.") \
	X(T_DIFF_WAITS_QUESTION, \
	  "How long do players wait, beside the promise?", \
	  "Wie lange warten Spieler, gemessen an der Zusage?") \
	X(T_DIFF_WAITS_NOTE, \
	  "Seconds on a logarithmic axis, of all starts, mean of the replications; waits of unserved starts are at the right edge", \
	  "Sekunden auf logarithmischer Achse, von allen Starts, Mittel der Wiederholungen; Wartezeiten unbedienter Starts stehen am rechten Rand") \
	X(T_DIFF_WAITS_ALT, \
	  "Waits of A and of every variant with the promised wait as a line; the tables below hold the numbers.", \
	  "Wartezeiten von A und allen Varianten mit der zugesagten als Linie; die Tabellen weiter unten enthalten die Zahlen.") \
	X(T_DIFF_COLUMN_WHAT, "Variant", "Variante") \
	X(T_DIFF_COLUMN_MONTH, "Margin a month, EUR", "Beitrag im Monat, EUR") \
	X(T_DIFF_COLUMN_MORE, "Difference to A", "Differenz zu A") \
	X(T_DIFF_COLUMN_HERE, "Value", "Wert") \
	X(T_DIFF_COLUMN_PROMISE, "Promise", "Zusage") \
	X(T_DIFF_FIGURES_HEADING, \
	  "2. The figures that decide", \
	  "2. Die entscheidenden Kennzahlen") \
	X(T_DIFF_REPRODUCE_HEADING, "3. Reproduce", "3. Nachrechnen") \
	X(T_DIFF_ITSELF, "This page:", "Diese Seite:")
/* clang-format on */

#endif /* REPORTS_TEXT_DIFFERENCES_H */
