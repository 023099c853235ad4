/*
 * text_waiting.h - words of section 3, waiting.
 */
#ifndef REPORTS_TEXT_WAITING_H
#define REPORTS_TEXT_WAITING_H

/* clang-format off */
#define TEXT_WAITING(X) \
	X(T_WAITING_HEADING, "3. Waiting", "3. Wartezeit") \
	X(T_WAITING_WHAT, \
	  "From the request until the start command: our part of the delay, without the start-up of the game.", \
	  "Von der Anfrage bis zum Startbefehl: unser Anteil an der Verzögerung, ohne den Spielstart.") \
	X(T_SERVED_QUESTION, \
	  "How were starts served?", \
	  "Wie wurden Starts bedient?") \
	X(T_SERVED_NOTE, \
	  "Attempts by path, and starts not served; whiskers: 95 % interval of the mean", \
	  "Versuche nach Weg und nicht bediente Starts; Striche: 95-%-Intervall des Mittels") \
	X(T_SERVED_NOTE_ONE, \
	  "Attempts by path, and starts not served, one run", \
	  "Versuche nach Weg und nicht bediente Starts, ein Lauf") \
	X(T_SERVED_ALT, \
	  "Attempts by path, and starts not served; the table below holds the numbers.", \
	  "Versuche nach Weg und nicht bediente Starts; die Tabelle darunter enthält die Zahlen.") \
	X(T_STARTS, "starts", "Starts") \
	X(T_NOT_SERVED, "not served", "nicht bedient") \
	X(T_SHORT_NEW, "new", "neu") \
	X(T_SHORT_WARM, "warm", "warm") \
	X(T_SHORT_DIRECT, "direct", "direkt") \
	X(T_SHORT_MOVED, "via box", "per Box") \
	X(T_SHORT_RESTORED, "restored", "geholt") \
	X(T_SHORT_PREFETCHED, "prefetched", "vorab") \
	X(T_SHORT_QUEUED, "queued", "gewartet") \
	X(T_COLUMN_STARTS, "Starts", "Starts") \
	X(T_COLUMN_ATTEMPTS, "Attempts", "Versuche") \
	X(T_ASKED_FOR, "requested", "angefragt") \
	X(T_SERVED, "served", "bedient") \
	X(T_REFUSED, "refused", "abgewiesen") \
	X(T_ABANDONED, "abandoned", "aufgegeben") \
	X(T_LEFT_ROOM, \
	  "... gave up waiting for room", \
	  "... Warten auf Platz aufgegeben") \
	X(T_LEFT_TRANSFER, \
	  "... gave up during the data transfer", \
	  "... während der Übertragung aufgegeben") \
	X(T_STOP_CAME, \
	  "... the recorded stop came first", \
	  "... das aufgezeichnete Ende kam zuvor") \
	X(T_PENDING, "still waiting at the end", "warten am Ende noch") \
	X(T_SHARE_UNSERVED, "not served, share", "nicht bedient, Anteil") \
	X(T_SHARE_NO_ROOM, \
	  "no room in the promised time, share", \
	  "kein Platz in der zugesagten Zeit, Anteil") \
	X(T_SHARE_WITHIN, \
	  "served in the promised time, share", \
	  "in der zugesagten Zeit bedient, Anteil") \
	X(T_PATH_QUESTION, \
	  "Which path makes players wait?", \
	  "Auf welchem Weg warten Spieler?") \
	X(T_PATH_NOTE, \
	  "Seconds on a logarithmic axis; paths with fewer than {1} starts are left out; waits of unserved starts are at the right edge", \
	  "Sekunden auf logarithmischer Achse; Wege mit weniger als {1} Starts fehlen; Wartezeiten unbedienter Starts stehen am rechten Rand") \
	X(T_WAITS_PROMISED, "promised: {1} s", "zugesagt: {1} s") \
	X(T_WAITS_ALT, \
	  "Waiting time by path: median, 95 % and 99 %; the table below holds the numbers.", \
	  "Wartezeit nach Weg: Median, 95 % und 99 %; die Tabelle darunter enthält die Zahlen.") \
	X(T_SECONDS, "seconds", "Sekunden") \
	X(T_KEY_P95, "p95 (the number)", "p95 (die Zahl)") \
	X(T_COLUMN_PATH, "Path", "Weg") \
	X(T_COLUMN_SHARE, "Share", "Anteil") \
	X(T_WAITS_CAPTION, \
	  "Seconds. Means of all replications with 95 % intervals; max is the longest of all. An attempt is a request or its repetition. No quantiles for fewer than {1} attempts in all", \
	  "Sekunden. Mittel aller Wiederholungen mit 95-%-Intervallen; max ist der höchste Wert von allen. Ein Versuch ist eine Anfrage oder ihre Wiederholung. Bei weniger als {1} Versuchen insgesamt keine Quantile") \
	X(T_WAITS_CAPTION_ONE, \
	  "Seconds, one run. An attempt is a request or its repetition. No quantiles for fewer than {1} attempts", \
	  "Sekunden, ein Lauf. Ein Versuch ist eine Anfrage oder ihre Wiederholung. Bei weniger als {1} Versuchen keine Quantile") \
	X(T_READY, \
	  "server ready, with start-up", \
	  "Server bereit, mit Spielstart") \
	X(T_LATE_CAPTION, \
	  "Starts that waited longer than {1} s; {2}", \
	  "Starts, die länger als {1} s warteten; {2}") \
	X(T_COLUMN_LATE, "Later than promised", "Später als zugesagt") \
	X(T_COLUMN_HOURS, \
	  "Waiting, hours in all", \
	  "Wartezeit, Stunden insgesamt") \
	X(T_PATIENCE, \
	  "Players give up {1} when they wait for a node, and {2} while their world is moved or restored.", \
	  "Spieler warten auf Platz {1}; beim Umziehen oder Holen ihrer Welt {2}.") \
	X(T_CAUSE_QUESTION, \
	  "Why were the slowest starts slow?", \
	  "Warum waren die langsamsten Starts langsam?") \
	X(T_CAUSE_SENTENCE, \
	  "The slowest one per cent of starts, {1} of {2}, took {3} s or longer until the server was ready or the player left. The main cause: {4}, {5} % of their time; {6}.", \
	  "Das langsamste Prozent der Starts, {1} von {2}, brauchte {3} s oder länger, bis der Server bereit war oder der Spieler ging. Hauptursache: {4}, {5} % der Zeit; {6}.") \
	X(T_CAUSE_CAPTION, \
	  "Each start of the slowest one per cent counts under the cause that took most of its time; {1}. Late hours: all waits longer than {2} s, all runs", \
	  "Jeder Start des langsamsten Prozents zählt bei der Ursache, die ihn am längsten aufhielt; {1}. Verspätete Stunden: alle Wartezeiten über {2} s, alle Läufe") \
	X(T_COLUMN_CAUSE, "Cause", "Ursache") \
	X(T_COLUMN_SLOWEST, "Slowest 1 %, starts", "Langsamstes 1 %, Starts") \
	X(T_COLUMN_TIME_SHARE, "Share of their time", "Anteil an ihrer Zeit") \
	X(T_COLUMN_LATE_HOURS, \
	  "Late hours, mean", \
	  "Verspätete Stunden, Mittel")
/* clang-format on */

#endif /* REPORTS_TEXT_WAITING_H */
