/*
 * text_common.h - words that several parts share, and the head of the page.
 */
#ifndef REPORTS_TEXT_COMMON_H
#define REPORTS_TEXT_COMMON_H

/* clang-format off */
#define TEXT_COMMON(X) \
	X(T_WINDOW, "{1} to {2} ({3}).", "{1} bis {2} ({3}).") \
	X(T_REPLICATIONS_SEED, \
	  "{1} {1:replication|replications}, seed {2}.", \
	  "{1} {1:Wiederholung|Wiederholungen}, Startwert {2}.") \
	X(T_ONE_RUN_SEED, "One run, seed {1}.", "Ein Lauf, Startwert {1}.") \
	X(T_PRICES_AT, \
	  "EUR net of VAT unless marked gross; prices of {1}.", \
	  "EUR ohne Umsatzsteuer, außer bei „brutto“; Preise vom {1}.") \
	X(T_PRICES_OF_ORDER, \
	  "EUR net of VAT unless marked gross; prices of the day of each order.", \
	  "EUR ohne Umsatzsteuer, außer bei „brutto“; Preise vom Tag der jeweiligen Bestellung.") \
	X(T_DEMAND_SOURCE, "Demand: {1}.", "Nachfrage: {1}.") \
	X(T_CHANGED, \
	  "Changed in the scenario: {1}.", \
	  "Am Szenario geändert: {1}.") \
	X(T_SESSIONS_READ, \
	  "{1} {1:session|sessions} read, {2} used (warm-up included), {3} of them cut, {4} outside.", \
	  "{1} {1:Sitzung|Sitzungen} gelesen, {2} verwendet (Vorlauf eingeschlossen), davon {3} gekürzt, {4} außerhalb.") \
	X(T_SESSIONS_DRAWN, \
	  "{1} {1:session|sessions} drawn, {2} used (warm-up included), {3} of them cut, {4} outside.", \
	  "{1} {1:Sitzung|Sitzungen} gezogen, {2} verwendet (Vorlauf eingeschlossen), davon {3} gekürzt, {4} außerhalb.") \
	X(T_SESSIONS_OUTSIDE, \
	  "Warning: most of the sessions lie outside the run and were skipped.", \
	  "Achtung: Die meisten Sitzungen liegen außerhalb des Laufs und wurden übergangen.") \
	X(T_WINDOW_NOTE, "Window: {1}.", "Zeitfenster: {1}.") \
	X(T_MONTH_JAN, "Jan", "Jan") \
	X(T_MONTH_FEB, "Feb", "Feb") \
	X(T_MONTH_MAR, "Mar", "Mär") \
	X(T_MONTH_APR, "Apr", "Apr") \
	X(T_MONTH_MAY, "May", "Mai") \
	X(T_MONTH_JUN, "Jun", "Jun") \
	X(T_MONTH_JUL, "Jul", "Jul") \
	X(T_MONTH_AUG, "Aug", "Aug") \
	X(T_MONTH_SEP, "Sep", "Sep") \
	X(T_MONTH_OCT, "Oct", "Okt") \
	X(T_MONTH_NOV, "Nov", "Nov") \
	X(T_MONTH_DEC, "Dec", "Dez") \
	X(T_CONTENTS, "Contents", "Inhalt") \
	X(T_ONE_RUN, "one run", "ein Lauf") \
	X(T_FIRST_OF_RUNS, \
	  "the first of {1} {1:run|runs}", \
	  "der erste von {1} {1:Lauf|Läufen}") \
	X(T_NOT_KNOWN, "unknown", "unbekannt") \
	X(T_MEAN, "Mean", "Mittel") \
	X(T_COLUMN_ONE_RUN, "One run", "Ein Lauf") \
	X(T_INTERVAL, "95 % interval", "95-%-Intervall") \
	X(T_BEHIND, \
	  "The figures behind this chart", \
	  "Die Zahlen zu diesem Bild") \
	X(T_SAME_IN_EVERY_RUN, \
	  "the same in every run", \
	  "in jedem Lauf gleich") \
	X(T_ALL, "all", "alle") \
	X(T_SUM, "sum", "Summe") \
	X(T_PATH_NEW, "new world", "neue Welt") \
	X(T_PATH_WARM, "warm, on its own node", "warm, auf ihrer Maschine") \
	X(T_PATH_MOVED, \
	  "moved through the archive", \
	  "über das Archiv umgezogen") \
	X(T_PATH_RESTORED, \
	  "restored from the archive", \
	  "aus dem Archiv geholt") \
	X(T_PATH_PREFETCHED, "prefetched", "vorab geholt") \
	X(T_PATH_DIRECT, \
	  "copied from another node", \
	  "von einer anderen Maschine kopiert") \
	X(T_PATH_QUEUED, "queued for room", "auf Platz gewartet") \
	X(T_PATH_NONE, "never placed", "nie untergebracht") \
	X(T_KEPT, "kept", "eingehalten") \
	X(T_BROKEN, "broken", "verfehlt") \
	X(T_CLOSE, "too close to call", "zu knapp für ein Urteil") \
	X(T_PROMISE_WAIT, "within {1} s", "binnen {1} s") \
	X(T_PROMISE_NO_ROOM, "without room", "ohne Platz") \
	X(T_PROMISE_UNSERVED, "unserved", "unbedient") \
	X(T_PROMISED_LEAST, "promised {1} %", "zugesagt {1} %") \
	X(T_PROMISED_MOST, "at most {1} %", "höchstens {1} %") \
	X(T_VERDICT_BETTER, "better", "besser") \
	X(T_VERDICT_WORSE, "worse", "schlechter") \
	X(T_VERDICT_SAME, "the same", "gleich") \
	X(T_VERDICT_NOISE, "could be noise", "könnte Zufall sein") \
	X(T_VERDICT_MORE, "more", "mehr") \
	X(T_VERDICT_LESS, "less", "weniger") \
	X(T_VERDICT_NONE, "one run", "ein Lauf")
/* clang-format on */

#endif /* REPORTS_TEXT_COMMON_H */
