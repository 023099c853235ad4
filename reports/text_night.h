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
	  "Demand peaks at {1} GB at {2}, when {3} GB are ready; nodes rented by the hour provide at most {4} GB.", \
	  "Die Nachfrage erreicht um {2} Uhr ihre Spitze von {1} GB; bereit stehen dann {3} GB. Stundenweise gemietete Maschinen stellen höchstens {4} GB.") \
	X(T_NIGHT_QUESTION, \
	  "Was there enough RAM when the players came, and how much was idle?", \
	  "War genug RAM da, als die Spieler kamen, und wie viel stand leer?") \
	X(T_NIGHT_NOTE, \
	  "RAM by hour of the local clock ({1}), {2}", \
	  "RAM nach Stunde der Ortszeit ({1}), {2}") \
	X(T_NIGHT_AXIS, "GB of RAM", "GB RAM") \
	X(T_KEY_ASKED, "requested", "angefordert") \
	X(T_KEY_DEDICATED, "dedicated", "dediziert") \
	X(T_KEY_CLOUD, "cloud", "Cloud") \
	X(T_KEY_SPARE, "spare", "Reserve") \
	X(T_KEY_DRAINING, "draining", "wird geleert") \
	X(T_KEY_BOOTING, "booting", "fährt hoch") \
	X(T_KEY_ORDERED, "node ordered", "Maschine bestellt") \
	X(T_KEY_READY, "node ready", "Maschine bereit") \
	X(T_KEY_DRAINED, "drain begins", "Leeren beginnt") \
	X(T_KEY_DESTROYED, "node destroyed", "Maschine gelöscht") \
	X(T_KEY_UNSERVED, "start not served", "Start nicht bedient") \
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
	  "Each row is the mean of one {1}-minute slot; not served: starts since the previous row; {2}", \
	  "Jede Zeile ist das Mittel eines Abschnitts von {1} Minuten; nicht bedient: Starts seit der vorigen Zeile; {2}") \
	X(T_NIGHT_MARKS, \
	  "Cloud nodes: {1} ordered, {2} ready, {3} drains begun, {4} destroyed; {5} starts not served; {6}.", \
	  "Cloud-Maschinen: {1} bestellt, {2} bereit, {3} geleert, {4} gelöscht; nicht bediente Starts: {5}; {6}.")
/* clang-format on */

#endif /* REPORTS_TEXT_NIGHT_H */
