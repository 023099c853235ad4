/*
 * text_advice.h - words of the simulated alternatives, and of how much a window
 * is in a month.
 */
#ifndef REPORTS_TEXT_ADVICE_H
#define REPORTS_TEXT_ADVICE_H

/* clang-format off */
#define TEXT_ADVICE(X) \
	X(T_LENGTH_HOURS, "{1} h", "{1} h") \
	X(T_LENGTH_DAYS, "{1} {1:day|days}", "{1} {1:Tag|Tagen}") \
	X(T_MONTH_YEAR, \
	  "{1} EUR a month, {2} EUR a year", \
	  "{1} EUR im Monat, {2} EUR im Jahr") \
	X(T_IN_WINDOW, \
	  "in {1}; that is {2}", \
	  "in {1}; das sind {2}") \
	X(T_MONTH_RULE, \
	  "Extrapolated to a month of such days, with monthly rents in full.", \
	  "Hochgerechnet auf einen Monat solcher Tage, mit vollen Monatsmieten.") \
	X(T_FEW_RUNS, \
	  "Too few to judge: {1} {1:replication|replications}, at least 10 are needed.", \
	  "Zu wenig für ein Urteil: {1} {1:Wiederholung|Wiederholungen}, nötig sind mindestens 10.") \
	X(T_FEW_ONE, \
	  "Too few to judge: a single run depends on chance; at least 10 replications are needed.", \
	  "Zu wenig für ein Urteil: Ein einzelner Lauf hängt vom Zufall ab; nötig sind mindestens 10 Wiederholungen.") \
	X(T_FEW_STARTS, \
	  "Too few to judge: {1} {1:start|starts}, at least 100 are needed.", \
	  "Zu wenig für ein Urteil: {1} {1:Start|Starts}, nötig sind mindestens 100.") \
	X(T_STATIC_SMALLEST, \
	  "the smallest static fleet that keeps the promise: {1}", \
	  "der kleinsten statischen Flotte, die die Zusage einhält: {1}") \
	X(T_STATIC_ON_AVERAGE, \
	  "the smallest static fleet that keeps the promise on average: {1}", \
	  "der kleinsten statischen Flotte, die die Zusage im Mittel einhält: {1}") \
	X(T_STATIC_PEAK, \
	  "a static fleet for the peak, as none keeps the promise: {1}", \
	  "einer statischen Flotte für die Spitze, da keine die Zusage einhält: {1}") \
	X(T_ADVICE_HEADING, "What to do", "Was zu tun ist") \
	X(T_ADVICE_TRIED, \
	  "{1} {1:alternative was|alternatives were} simulated on the same draws, the best with all {2} replications. Differences to this run are paired; in brackets: 95 %.", \
	  "{1} {1:Alternative wurde|Alternativen wurden} mit denselben Ziehungen simuliert, die besten mit allen {2} Wiederholungen. Die Unterschiede zu diesem Lauf sind gepaart; in Klammern: 95 %.") \
	X(T_ADVICE_TRIED_ONE, \
	  "{1} {1:alternative was|alternatives were} simulated on the same demand; nothing varies.", \
	  "{1} {1:Alternative wurde|Alternativen wurden} mit derselben Nachfrage simuliert; nichts schwankt.") \
	X(T_ADVICE_NO_BETTER, \
	  "None of them is better.", \
	  "Keine davon ist besser.") \
	X(T_ADVICE_NO_BETTER_NEXT, \
	  "None of them is certain to be better; these come closest.", \
	  "Keine davon ist sicher besser; am nächsten kommen diese.") \
	X(T_ADVICE_NONE_KEEPS, \
	  "None of them is certain to keep the promise; these come closest.", \
	  "Keine davon hält die Zusage sicher ein; am nächsten kommen diese.") \
	X(T_ADVICE_NONE_HELPS, \
	  "None of them is certain to keep the promise, or comes closer to it.", \
	  "Keine davon hält die Zusage sicher ein oder kommt ihr näher.") \
	X(T_ADVICE_TOO_SLOW, \
	  "Why it is impossible: at {1} MB/s a world of more than {2} GB takes longer than {3} s to come from the archive ({4} GB: {5} s), and {6} % of starts wait for such a world. More machines do not change that.", \
	  "Warum es nicht geht: Mit {1} MB/s braucht eine Welt von mehr als {2} GB länger als {3} s aus dem Archiv ({4} GB: {5} s), und {6} % der Starts warten auf eine solche. Mehr Maschinen ändern daran nichts.") \
	X(T_ADVICE_ONE_RUN, \
	  "Not tried: one run cannot tell an alternative from chance. Use --replications 20.", \
	  "Nicht versucht: Ein einzelner Lauf kann eine Alternative nicht vom Zufall unterscheiden. Nehmen Sie --replications 20.") \
	X(T_ADVICE_NOTHING, \
	  "Not tried: there were no starts, or there is nothing to change.", \
	  "Nicht versucht: Es gab keine Starts, oder es ist nichts zu ändern.") \
	X(T_ADVICE_OFF, \
	  "Not tried: this run was started with --no-advice or with a journal.", \
	  "Nicht versucht: Der Lauf wurde mit --no-advice oder mit einem Journal gestartet.") \
	X(T_ADVICE_MARGIN, "{1} EUR in {2}: {3}", "{1} EUR in {2}: {3}") \
	X(T_ADVICE_MONTH, "{1} EUR a month: {2}", "{1} EUR im Monat: {2}") \
	X(T_ADVICE_WITHIN, \
	  "{1} % of starts in time (before: {2} %); promise {3}", \
	  "{1} % der Starts pünktlich (vorher {2} %); Zusage {3}") \
	X(T_ADVICE_ACTION, "Action", "Maßnahme") \
	X(T_ADVICE_EUR_IN, "EUR in {1}", "EUR aus {1}") \
	X(T_ADVICE_EUR_MONTH, "EUR a month", "EUR im Monat") \
	X(T_ADVICE_IN_TIME, "In time, %", "Pünktlich, %") \
	X(T_ADVICE_PROMISE, "Promise", "Zusage") \
	X(T_ADVICE_OTHERS, \
	  "Also tried, with fewer replications", \
	  "Auch versucht, mit weniger Wiederholungen") \
	X(T_ADVICE_RUNS, "Replications", "Wiederholungen") \
	X(T_ADVICE_ON_AVERAGE, "Promise on average", "Zusage im Mittel") \
	X(T_DO_NODE_MORE, \
	  "Rent {1} {2} by the month instead of {3}", \
	  "{1} statt {3} {2} monatlich mieten") \
	X(T_DO_NODE_LESS, \
	  "Rent only {1} {2} by the month instead of {3}", \
	  "Nur {1} statt {3} {2} monatlich mieten") \
	X(T_DO_BASE_TYPE, \
	  "Rent {1} {2} by the month instead of {3}", \
	  "{1} {2} statt {3} monatlich mieten") \
	X(T_DO_STATIC, \
	  "Rent {1} {2} by the month and nothing by the hour", \
	  "{1} {2} monatlich mieten und nichts stundenweise") \
	X(T_DO_NO_BASE, \
	  "Rent nothing by the month, everything by the hour", \
	  "Nichts monatlich mieten, alles stundenweise") \
	X(T_DO_RESERVE_WORLDS, \
	  "Reserve room for {1} more {1:world|worlds} instead of {2}", \
	  "Platz für {1} weitere {1:Welt|Welten} freihalten statt für {2}") \
	X(T_DO_RESERVE_GB, \
	  "Keep {1} GB of RAM free instead of {2}", \
	  "{1} GB RAM freihalten statt {2}") \
	X(T_DO_CLOUD_MORE, \
	  "Allow {1} {1:machine|machines} rented by the hour instead of {2}", \
	  "Stundenweise gemietete Maschinen zulassen: {1} statt {2}") \
	X(T_DO_HOURLY, \
	  "Order {1} by the hour before other types", \
	  "Stundenweise zuerst {1} bestellen") \
	X(T_DO_HOURLY_ASSUMED, \
	  "Order {1} by the hour before other types (its price is an assumption)", \
	  "Stundenweise zuerst {1} bestellen (der Preis ist eine Annahme)") \
	X(T_DO_SLEEP, \
	  "Keep stopped worlds on their node for {1} instead of {2}", \
	  "Gestoppte Welten {1} statt {2} auf ihrer Maschine lassen") \
	X(T_DO_DIRECT_ON, \
	  "Copy worlds directly from node to node", \
	  "Welten direkt von Maschine zu Maschine kopieren") \
	X(T_DO_DIRECT_OFF, \
	  "Move worlds only through the archive", \
	  "Welten nur über das Archiv umziehen") \
	X(T_DO_SECOND_ON, \
	  "Keep a second copy of sleeping worlds", \
	  "Von schlafenden Welten eine zweite Kopie halten") \
	X(T_DO_SECOND_OFF, \
	  "Keep no second copies of sleeping worlds", \
	  "Von schlafenden Welten keine zweiten Kopien halten") \
	X(T_DO_RECALL_ON, \
	  "Cancel a move when the world's own node has room again", \
	  "Umzüge abbrechen, sobald die eigene Maschine wieder Platz hat") \
	X(T_DO_RECALL_OFF, \
	  "Do not cancel moves that have begun", \
	  "Begonnene Umzüge nicht abbrechen") \
	X(T_DO_RETURN_ON, \
	  "Keep 8 GB of each node free for returning worlds", \
	  "Auf jeder Maschine 8 GB für zurückkehrende Welten freihalten") \
	X(T_DO_RETURN_OFF, \
	  "Keep no room free for returning worlds", \
	  "Keinen Platz für zurückkehrende Welten freihalten") \
	X(T_DO_BOX_MORE, \
	  "Rent {1} archive {1:box|boxes} instead of {2}, for twice the speed", \
	  "{1} {1:Archivbox|Archivboxen} statt {2} mieten, doppelt so schnell")
/* clang-format on */

#endif /* REPORTS_TEXT_ADVICE_H */
