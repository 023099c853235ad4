/*
 * text_scenarios.h - titles and sources of the scenarios that come with us, and
 * of demand of the user's own, in other languages.
 *
 * A title belongs to its scenario's file, where it is English; wording_own()
 * finds its translation by that.  One that is not here is shown as it is.
 */
#ifndef REPORTS_TEXT_SCENARIOS_H
#define REPORTS_TEXT_SCENARIOS_H

/* clang-format off */
#define TEXT_SCENARIOS(X) \
	X(T_SCENARIO_FIRST, \
	  "Sessions of {1} on the fleet of {2}", \
	  "Sitzungen aus {1} auf der Flotte von {2}") \
	X(T_SCENARIO_MODEL, \
	  "Model {1} on the fleet of {2}", \
	  "Modell {1} auf der Flotte von {2}") \
	X(T_SCENARIO_FRIDAY, \
	  "Friday night, ten AX102 and cloud for the peak", \
	  "Freitagabend, zehn AX102 und Cloud für die Spitze") \
	X(T_SCENARIO_BOX, \
	  "Friday night with every move through the archive box", \
	  "Freitagabend, jeder Umzug über die Archiv-Box") \
	X(T_SCENARIO_AUCTION, \
	  "Friday night, six AX102 and auction machines for the peak", \
	  "Freitagabend, sechs AX102 und ersteigerte Maschinen für die Spitze") \
	X(T_SCENARIO_RAW, \
	  "Friday night on the raw, world-wide counts", \
	  "Freitagabend mit den rohen, weltweiten Zählungen") \
	X(T_SCENARIO_HOLIDAY, \
	  "A German holiday on a Thursday", \
	  "Ein deutscher Feiertag an einem Donnerstag") \
	X(T_SCENARIO_LAUNCH, \
	  "The first month: a handful of worlds that grows", \
	  "Der erste Monat: eine Handvoll Welten, die wächst") \
	X(T_SCENARIO_SOLD_OUT, \
	  "The Friday night when the cloud is sold out half of the time", \
	  "Der Freitagabend, an dem die Cloud die halbe Zeit ausverkauft ist") \
	X(T_SCENARIO_STREAMER, \
	  "A streamer triples demand within a quarter of an hour", \
	  "Ein Streamer verdreifacht die Nachfrage binnen einer Viertelstunde") \
	X(T_SCENARIO_TUESDAY, \
	  "An ordinary Tuesday on the fleet of the Friday", \
	  "Ein gewöhnlicher Dienstag auf der Flotte des Freitags") \
	X(T_SCENARIO_UPDATE, \
	  "The evening of a Minecraft update", \
	  "Der Abend eines Minecraft-Updates") \
	X(T_SCENARIO_WINTER, \
	  "Two and a half weeks of Christmas holidays", \
	  "Zweieinhalb Wochen Weihnachtsferien") \
	X(T_SCENARIO_SHAPED, \
	  "Hypixel player counts 2024 (CC0), shaped to a European evening, scaled to 235 worlds", \
	  "Spielerzahlen von Hypixel 2024 (CC0), auf einen europäischen Abend umgeformt, auf 235 Welten skaliert") \
	X(T_SCENARIO_AS_THEY_ARE, \
	  "Hypixel player counts 2024 (CC0) as they are, scaled to 235 worlds", \
	  "Spielerzahlen von Hypixel 2024 (CC0), unverändert, auf 235 Welten skaliert") \
	X(T_SCENARIO_GROWING, \
	  "a model of demand: 30 worlds at the start, 8 new ones a day, growing", \
	  "ein Nachfragemodell: 30 Welten am Anfang, 8 neue am Tag, wachsend") \
	X(T_SCENARIO_WINTER_COUNTS, \
	  "Hypixel player counts of winter 2023/24 (CC0), shaped to a European service, scaled to 235 worlds on an ordinary Friday", \
	  "Spielerzahlen von Hypixel im Winter 2023/24 (CC0), auf einen europäischen Dienst umgeformt, auf 235 Welten an einem gewöhnlichen Freitag skaliert") \
	X(T_SCENARIO_DRAWN, \
	  "drawn from the model {1}", \
	  "gezogen aus dem Modell {1}") \
	X(T_SCENARIO_LAST, \
	  "the sessions of {1}", \
	  "die Sitzungen aus {1}")
/* clang-format on */

#endif /* REPORTS_TEXT_SCENARIOS_H */
