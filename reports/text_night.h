/*
 * text_night.h - words of section 2, the night as a picture.
 */
#ifndef REPORTS_TEXT_NIGHT_H
#define REPORTS_TEXT_NIGHT_H

/* clang-format off */
#define TEXT_NIGHT(X) \
	X(T_NIGHT_HEADING, "2. The night at a glance", "2. Die Nacht im Bild") \
	X(T_PERIOD_HEADING, \
	  "2. The period at a glance", \
	  "2. Der Zeitraum im Bild") \
	X(T_NIGHT_SENTENCE, \
	  "Demand peaks at {1} GB ({2}{3}). At most {4} GB are ready at once; nodes rented by the hour provide up to {5} GB.", \
	  "Die Nachfrage erreicht ihre Spitze von {1} GB ({2}{3}). Höchstens {4} GB stehen zugleich bereit; stundenweise gemietete Maschinen stellen bis zu {5} GB.") \
	X(T_NIGHT_SENTENCE_OWN, \
	  "Demand peaks at {1} GB ({2}{3}). At most {4} GB are ready at once.", \
	  "Die Nachfrage erreicht ihre Spitze von {1} GB ({2}{3}). Höchstens {4} GB stehen zugleich bereit.") \
	X(T_NIGHT_PEAK_OF, ", highest of {1} {1:run|runs}", ", Höchstwert von {1} {1:Lauf|Läufen}") \
	X(T_NIGHT_QUESTION, \
	  "Was there enough RAM, and did players wait all the same?", \
	  "War genug RAM da, und warteten Spieler trotzdem?") \
	X(T_NIGHT_NOTE, \
	  "Local time ({1}); RAM, events and lines: {2}; late starts: mean of all runs", \
	  "Ortszeit ({1}); RAM, Ereignisse und Leitungen: {2}; verspätete Starts: Mittel aller Läufe") \
	X(T_NIGHT_NOTE_ONE, "Local time ({1}), {2}", "Ortszeit ({1}), {2}") \
	X(T_NIGHT_AXIS, "RAM, GB", "RAM, GB") \
	X(T_NIGHT_EVENTS, "Events", "Ereignisse") \
	X(T_NIGHT_COUNTED, \
	  "Events; bars: how many in {1}", \
	  "Ereignisse; Balken: Anzahl je {1}") \
	X(T_NIGHT_LATE, \
	  "Late starts, % of those requested", \
	  "Verspätete Starts, % der angefragten") \
	X(T_NIGHT_PROMISED, "promised: at most {1} %", "zugesagt: höchstens {1} %") \
	X(T_NIGHT_LINES, "Busiest line in use, %", "Auslastung der vollsten Leitung, %") \
	X(T_LANE_ORDERED, "ordered", "bestellt") \
	X(T_LANE_READY, "ready", "bereit") \
	X(T_LANE_DRAINED, "draining", "Leeren") \
	X(T_LANE_DESTROYED, "destroyed", "gelöscht") \
	X(T_LANE_UNSERVED, "not served", "unbedient") \
	X(T_HOVER_RAM, \
	  "RAM: {1} GB requested, {2} GB ready", \
	  "RAM: {1} GB angefordert, {2} GB bereit") \
	X(T_HOVER_LATE, \
	  "late: {1} % of {2} {2:start|starts}", \
	  "verspätet: {1} % von {2} {2:Start|Starts}") \
	X(T_HOVER_ARCHIVE, "line to the archive: {1} %", "Leitung zum Archiv: {1} %") \
	X(T_HOVER_LINKS, \
	  "link between nodes: {1} %", \
	  "Leitung zwischen Maschinen: {1} %") \
	X(T_KEY_LATE, "late starts", "verspätete Starts") \
	X(T_KEY_ARCHIVE, "archive", "Archiv") \
	X(T_KEY_LINKS, "between nodes", "zwischen Maschinen") \
	X(T_NIGHT_LATE_COLUMN, "Late, %", "Verspätet, %") \
	X(T_NIGHT_ARCHIVE_COLUMN, "Archive, %", "Archiv, %") \
	X(T_NIGHT_LINKS_COLUMN, "Links, %", "Direkt, %") \
	X(T_KEY_ASKED, "requested", "angefordert") \
	X(T_KEY_DEDICATED, "dedicated", "dediziert") \
	X(T_KEY_CLOUD, "cloud", "Cloud") \
	X(T_KEY_SPARE, "spare", "Reserve") \
	X(T_KEY_DRAINING, "draining", "wird geleert") \
	X(T_KEY_BOOTING, "booting", "fährt hoch") \
	X(T_NIGHT_FROM, "From (local clock)", "Ab (Ortszeit)") \
	X(T_NIGHT_ASKED, "Requested, GB", "Angefordert, GB") \
	X(T_NIGHT_DEDICATED, "Dedicated, GB", "Dediziert, GB") \
	X(T_NIGHT_CLOUD, "Cloud, GB", "Cloud, GB") \
	X(T_NIGHT_SPARE, "Spare, GB", "Reserve, GB") \
	X(T_NIGHT_DRAINING, "Draining, GB", "Wird geleert, GB") \
	X(T_NIGHT_BOOTING, "Booting, GB", "Fährt hoch, GB") \
	X(T_NIGHT_UNSERVED, "Not served", "Nicht bedient") \
	X(T_NIGHT_ASKED_ALL, \
	  "Requested, all runs, GB", \
	  "Angefordert, alle Läufe, GB") \
	X(T_NIGHT_CAPTION, \
	  "Each row is the mean of one {1}-minute slot; not served and late: starts since the previous row; {2}, late: all runs", \
	  "Jede Zeile ist das Mittel eines Abschnitts von {1} {1:Minute|Minuten}; nicht bedient und verspätet: Starts seit der vorigen Zeile; {2}, verspätet: alle Läufe") \
	X(T_NIGHT_CAPTION_ONE, \
	  "Each row is the mean of one {1}-minute slot; not served and late: starts since the previous row; one run", \
	  "Jede Zeile ist das Mittel eines Abschnitts von {1} {1:Minute|Minuten}; nicht bedient und verspätet: Starts seit der vorigen Zeile; ein Lauf") \
	X(T_NIGHT_MARKS_OWN, \
	  "{1} {1:start|starts} not served; {2}.", \
	  "Nicht bediente Starts: {1}; {2}.") \
	X(T_NIGHT_MARKS, \
	  "Cloud nodes: {1} ordered, {2} ready, {3} {3:drain|drains} begun, {4} destroyed; {5} {5:start|starts} not served; {6}.", \
	  "Cloud-Maschinen: {1} bestellt, {2} bereit, {3} geleert, {4} gelöscht; nicht bediente Starts: {5}; {6}.")
/* clang-format on */

#endif /* REPORTS_TEXT_NIGHT_H */
