/*
 * text_sweep.h - words of a sweep (`conductor sweep`).
 */
#ifndef REPORTS_TEXT_SWEEP_H
#define REPORTS_TEXT_SWEEP_H

/* clang-format off */
#define TEXT_SWEEP(X) \
	X(T_SWEEP_TITLE, "Sweep: {1}", "Versuchsreihe: {1}") \
	X(T_SWEEP_POINTS, \
	  "{1} {1:point|points}: promise kept in {2}, too close to call in {3}, broken in {4}.", \
	  "Punkte: {1}; Zusage eingehalten: {2}, zu knapp für ein Urteil: {3}, verfehlt: {4}.") \
	X(T_SWEEP_REFUSED, \
	  "{1} more are forbidden by the scenario; the first: {2}", \
	  "Weitere {1} verbietet das Szenario; das erste Mal: {2}") \
	X(T_SWEEP_LEAD, \
	  "Of those that keep the promise, {1} earns most: {2} EUR a month.", \
	  "Von denen, die die Zusage einhalten, erwirtschaftet {1} am meisten: {2} EUR im Monat.") \
	X(T_SWEEP_LEAD_NONE, \
	  "No point surely keeps the promise. Those that serve most starts in time:", \
	  "Kein Punkt hält die Zusage sicher ein. Am pünktlichsten bedienen:") \
	X(T_SWEEP_LEAD_NOTHING, \
	  "Nothing was played.", \
	  "Es wurde nichts gespielt.") \
	X(T_SWEEP_LINE_BEST, \
	  "{1} EUR a month; {2} % in time; promise {3}", \
	  "{1} EUR im Monat; {2} % pünktlich; Zusage {3}") \
	X(T_SWEEP_LINE_MORE, \
	  "{1} EUR a month: {2}; {3} % in time", \
	  "{1} EUR im Monat: {2}; {3} % pünktlich") \
	X(T_SWEEP_DRAWS, \
	  "{1} {1:replication|replications}, seed {2}: replication i of every point meets the same draws.", \
	  "Wiederholungen: {1}, Startwert {2}. Wiederholung i jedes Punkts trifft auf denselben Zufall.") \
	X(T_SWEEP_FAMILY, \
	  "Differences are to the best, their intervals corrected for {1} {1:comparison|comparisons} (Bonferroni). So with 95 % the truly best of the points that keep the promise is among the {2} that are not worse.", \
	  "Differenzen sind die zum besten Punkt, ihre Intervalle auf {1} {1:Vergleich|Vergleiche} korrigiert (Bonferroni). Der wirklich beste unter den Punkten, die die Zusage einhalten, ist also mit 95 % unter den {2}, die nicht schlechter sind.") \
	X(T_SWEEP_FAMILY_ONE, \
	  "The difference to the best has its 95 % interval (Student's t).", \
	  "Die Differenz zum besten Punkt hat ihr 95-%-Intervall (Student-t).") \
	X(T_SWEEP_UNPAIRED, \
	  "Points with another demand are compared as independent samples, with wider intervals.", \
	  "Punkte mit anderer Nachfrage werden als unabhängige Stichproben verglichen, mit breiteren Intervallen.") \
	X(T_SWEEP_ONE, \
	  "One run of each cannot show how much of a difference is chance.", \
	  "Je ein Lauf zeigt nicht, wie viel eines Unterschieds Zufall ist.") \
	X(T_SWEEP_AGAIN, "The best again, in full:", "Der beste noch einmal, vollständig:") \
	X(T_SWEEP_AGAIN_FIRST, "The first of them again, in full:", "Der erste davon noch einmal, vollständig:") \
	X(T_SWEEP_WINDOW, \
	  "{1} to {2} ({3}); {4} {4:replication|replications}, seed {5}", \
	  "{1} bis {2} ({3}); Wiederholungen: {4}, Startwert: {5}") \
	X(T_SWEEP_ANSWER_HEADING, "1. The answer", "1. Die Antwort") \
	X(T_SWEEP_BEST_CAPTION, "The best points", "Die besten Punkte") \
	X(T_SWEEP_COLUMN_POINT, "Point", "Punkt") \
	X(T_SWEEP_COLUMN_MONTH, "Margin a month, EUR", "Beitrag im Monat, EUR") \
	X(T_SWEEP_COLUMN_MORE, "Difference to the best", "Differenz zum besten") \
	X(T_SWEEP_COLUMN_IN_TIME, "In time, %", "Pünktlich, %") \
	X(T_SWEEP_COLUMN_PROMISE, "Promise", "Zusage") \
	X(T_SWEEP_RESPONSE_HEADING, "2. What each setting does", "2. Was jede Einstellung bewirkt") \
	X(T_SWEEP_CURVE_QUESTION, \
	  "How does the margin a month change with {1}?", \
	  "Wie ändert sich der Beitrag im Monat mit {1}?") \
	X(T_SWEEP_CURVE_NOTE, \
	  "EUR a month, mean of the replications with its 95 % band", \
	  "EUR im Monat, Mittel der Wiederholungen mit seinem 95-%-Band") \
	X(T_SWEEP_DRAWN_NOTE, \
	  "EUR a month; each mark is a point with its 95 % interval; the other settings differ, too", \
	  "EUR im Monat; jedes Zeichen ist ein Punkt mit seinem 95-%-Intervall; auch die anderen Einstellungen unterscheiden sich") \
	X(T_SWEEP_LATE_QUESTION, \
	  "How many starts are late with {1}?", \
	  "Wie viele Starts sind mit {1} verspätet?") \
	X(T_SWEEP_LATE_NOTE, \
	  "Share of starts that were not served within the promised wait, in %, with its 95 % interval; the line is what is promised", \
	  "Anteil der Starts, die nicht in der zugesagten Zeit bedient wurden, in %, mit seinem 95-%-Intervall; die Linie ist die Zusage") \
	X(T_PROMISED_SHARE_LINE, "promised: at most 5 %", "zugesagt: höchstens 5 %") \
	X(T_SWEEP_MAP_QUESTION, \
	  "What does a month earn with {1} and {2}?", \
	  "Was erwirtschaftet ein Monat mit {1} und {2}?") \
	X(T_SWEEP_MAP_NOTE, \
	  "EUR a month; the darker, the more; the frame is the best that keeps the promise", \
	  "EUR im Monat; je dunkler, desto mehr; der Rahmen ist der beste Punkt, der die Zusage einhält") \
	X(T_SWEEP_MAP_REST, \
	  "EUR a month, with the best of all other settings: the one that earns most of those that keep the promise best; the frame is the best of all", \
	  "EUR im Monat, jeweils mit den besten übrigen Einstellungen: die mit dem höchsten Beitrag unter denen, die die Zusage am besten einhalten; der Rahmen ist der beste Punkt") \
	X(T_SWEEP_ALT, \
	  "The table below holds the numbers.", \
	  "Die Tabelle darunter enthält die Zahlen.") \
	X(T_SWEEP_KEY_KEPT, "promise kept", "Zusage eingehalten") \
	X(T_SWEEP_KEY_CLOSE, "too close to call", "zu knapp für ein Urteil") \
	X(T_SWEEP_KEY_BROKEN, "promise broken", "Zusage verfehlt") \
	X(T_SWEEP_POINTS_HEADING, "3. All points", "3. Alle Punkte") \
	X(T_SWEEP_POINTS_MORE, \
	  "The first {1} of {2}; all of them are in the file.", \
	  "Die ersten {1} von {2}; alle stehen in der Datei.") \
	X(T_SWEEP_NOT_PLAYED, "forbidden", "nicht erlaubt") \
	X(T_SWEEP_REPRODUCE_HEADING, "4. Reproduce", "4. Nachrechnen")
/* clang-format on */

#endif /* REPORTS_TEXT_SWEEP_H */
