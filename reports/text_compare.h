/*
 * text_compare.h - words of the comparison of two runs.
 */
#ifndef REPORTS_TEXT_COMPARE_H
#define REPORTS_TEXT_COMPARE_H

/* clang-format off */
#define TEXT_COMPARE(X) \
	X(T_COMPARE_TITLE, "A and B side by side", "A und B im Vergleich") \
	X(T_COMPARE_A, "A: {1}; {2}", "A: {1}; {2}") \
	X(T_COMPARE_B, "B: {1}; {2}", "B: {1}; {2}") \
	X(T_COMPARE_WINDOW, \
	  "{1} to {2} ({3}); replications: {4} and {5}, seeds: {6} and {7}", \
	  "{1} bis {2} ({3}); Wiederholungen: {4} und {5}, Startwerte: {6} und {7}") \
	X(T_COMPARE_PAIRED, \
	  "Paired: replication i of both runs meets the same demand and the same draws. Differences B - A have the 95 % interval of the mean; the verdict is on B.", \
	  "Gepaart: Wiederholung i trifft in beiden Läufen auf dieselbe Nachfrage und denselben Zufall. Differenzen B - A mit dem 95-%-Intervall des Mittels; das Urteil gilt B.") \
	X(T_COMPARE_UNPAIRED, \
	  "NOT paired: {1}. Intervals are those of two independent samples, wider than paired ones. The verdict is on B.", \
	  "NICHT gepaart: {1}. Die Intervalle sind die zweier unabhängiger Stichproben, also breiter als gepaarte. Das Urteil gilt B.") \
	X(T_UNPAIRED_SEED, \
	  "the seeds differ", \
	  "die Startwerte unterscheiden sich") \
	X(T_UNPAIRED_COUNT, \
	  "the numbers of replications differ", \
	  "die Zahlen der Wiederholungen unterscheiden sich") \
	X(T_UNPAIRED_DEMAND, \
	  "the demand differs", \
	  "die Nachfrage unterscheidet sich") \
	X(T_COMPARE_ONE, \
	  "One run each cannot show how much of a difference is chance.", \
	  "Je ein einzelner Lauf zeigt nicht, wie viel eines Unterschieds Zufall ist.") \
	X(T_COMPARE_ANSWER_HEADING, "1. The answer", "1. Die Antwort") \
	X(T_COMPARE_ANSWER, \
	  "B {1}: margin {2} EUR.", \
	  "B {1}: Deckungsbeitrag {2} EUR.") \
	X(T_COMPARE_LARGEST, \
	  "Largest change: {1} is {3} in B instead of {2} in A ({4}). ", \
	  "Größte Änderung: {1} in B {3} statt {2} in A ({4}). ") \
	X(T_COMPARE_NONE, \
	  "No key figure changes by more than chance. ", \
	  "Keine wichtige Kennzahl ändert sich stärker als durch Zufall. ") \
	X(T_COMPARE_QUESTION, "What does B change?", "Was ändert B?") \
	X(T_COMPARE_NOTE, \
	  "Change from A to B in % of A, 95 % intervals of the differences as whiskers; beyond 100 % at the edge; the number is the difference", \
	  "Änderung von A zu B in % von A, 95-%-Intervalle der Differenzen als Striche; über 100 % am Rand; die Zahl ist die Differenz") \
	X(T_COMPARE_NOTE_ONE, \
	  "Change from A to B in % of A; beyond 100 % at the edge; the number is the difference", \
	  "Änderung von A zu B in % von A; über 100 % am Rand; die Zahl ist die Differenz") \
	X(T_COMPARE_ALT, \
	  "Changes of the key figures from A to B; the table below holds the numbers.", \
	  "Änderungen der wichtigsten Kennzahlen von A zu B; die Tabelle darunter enthält die Zahlen.") \
	X(T_COMPARE_LATE_QUESTION, \
	  "When do players wait, in A and in B?", \
	  "Wann warten Spieler, in A und in B?") \
	X(T_COMPARE_LATE_NOTE, \
	  "Local time ({1}); share of starts that were not served within the promised wait, all runs", \
	  "Ortszeit ({1}); Anteil der Starts, die nicht in der zugesagten Zeit bedient wurden, alle Läufe") \
	X(T_COMPARE_LATE_ALT, \
	  "Late starts over time in both runs; the table below holds the numbers.", \
	  "Verspätete Starts im Zeitverlauf in beiden Läufen; die Tabelle darunter enthält die Zahlen.") \
	X(T_COMPARE_LATE_CAPTION, \
	  "Late starts in %, since the previous row", \
	  "Verspätete Starts in %, seit der vorigen Zeile") \
	X(T_COMPARE_PERCENT, "% of A", "% von A") \
	X(T_COMPARE_EARNS_MORE, "earns more", "erwirtschaftet mehr") \
	X(T_COMPARE_EARNS_LESS, "earns less", "erwirtschaftet weniger") \
	X(T_COMPARE_EARNS_SAME, \
	  "earns the same", \
	  "erwirtschaftet gleich viel") \
	X(T_COMPARE_EARNS_NOISE, \
	  "earns about the same (could be noise)", \
	  "erwirtschaftet etwa gleich viel (könnte Zufall sein)") \
	X(T_COMPARE_EARNS_NONE, \
	  "cannot be judged from one run", \
	  "ist aus einem Lauf nicht zu beurteilen") \
	X(T_COMPARE_PROMISE, \
	  "Promise: {1} in A, {2} in B.", \
	  "Zusage: in A {1}, in B {2}.") \
	X(T_COMPARE_KEYS_HEADING, \
	  "2. Differences between the scenarios", \
	  "2. Unterschiede der Szenarien") \
	X(T_COMPARE_NO_KEYS, \
	  "No key differs.", \
	  "Kein Schlüssel unterscheidet sich.") \
	X(T_COMPARE_FIGURES_HEADING, "3. All figures", "3. Alle Kennzahlen") \
	X(T_COMPARE_SAME, \
	  "{1} more {1:figure is|figures are} the same in both.", \
	  "In beiden gleich: {1} weitere {1:Kennzahl|Kennzahlen}.") \
	X(T_COMPARE_CHANGED, "Figures that differ", "Was sich unterscheidet") \
	X(T_COMPARE_REPRODUCE_HEADING, "4. Reproduce", "4. Nachrechnen") \
	X(T_COLUMN_FIGURE, "Figure", "Kennzahl") \
	X(T_COLUMN_UNIT, "Unit", "Einheit") \
	X(T_COLUMN_DIFFERENCE, "B - A", "B - A") \
	X(T_COLUMN_VERDICT, "Verdict", "Urteil") \
	X(T_COMPARE_HEADLINES, \
	  "Key figures", \
	  "Die wichtigsten Kennzahlen")
/* clang-format on */

#endif /* REPORTS_TEXT_COMPARE_H */
