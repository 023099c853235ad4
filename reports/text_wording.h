/*
 * text_wording.h - words for the codes of summary.json (wording.h).
 */
#ifndef REPORTS_TEXT_WORDING_H
#define REPORTS_TEXT_WORDING_H

/* clang-format off */
#define TEXT_WORDING(X) \
	X(T_UNIT_SESSIONS, "sessions", "Sitzungen") \
	X(T_UNIT_STARTS, "starts", "Starts") \
	X(T_UNIT_SHARE, "share", "Anteil") \
	X(T_UNIT_WORLDS, "worlds", "Welten") \
	X(T_UNIT_MINUTES, "minutes", "Minuten") \
	X(T_UNIT_GB_MONTHS, "GB months", "GB-Monate") \
	X(T_UNIT_HOURS, "hours", "Stunden") \
	X(T_UNIT_NODES, "nodes", "Maschinen") \
	X(T_UNIT_ORDERS, "orders", "Bestellungen") \
	X(T_UNIT_SNAPSHOTS, "snapshots", "Sicherungen") \
	X(T_UNIT_CUSTOMERS, "customers", "Kunden") \
	X(T_UNIT_TIMES, "times", "Mal") \
	X(T_VARIED_NOTHING, \
	  "nothing varies: one run", \
	  "nichts schwankt: ein Lauf") \
	X(T_VARIED_SAME_SESSIONS, \
	  " (the sessions are the same in each)", \
	  " (die Sitzungen sind in jeder gleich)") \
	X(T_VARIED_DEMAND, \
	  "who plays when and how long", \
	  "wer wann und wie lange spielt") \
	X(T_VARIED_RESAMPLE, \
	  "which recorded worlds were drawn", \
	  "welche aufgezeichneten Welten gezogen wurden") \
	X(T_VARIED_HOME, \
	  "who sleeps where at the beginning", \
	  "wer zu Beginn wo schläft") \
	X(T_VARIED_BOOT, "boot times", "Bootzeiten") \
	X(T_VARIED_START, "start-up times", "Startzeiten") \
	X(T_VARIED_STOP, "stop times", "Stoppzeiten") \
	X(T_VARIED_TRANSFER, "transfer times", "Übertragungszeiten") \
	X(T_VARIED_PATIENCE, "patience", "Geduld") \
	X(T_VARIED_RETRY, "who retries", "wer es erneut versucht") \
	X(T_VARIED_ACCOUNT, \
	  "who is verified and who was referred", \
	  "wer geprüft ist und wer geworben wurde") \
	X(T_VARIED_TOP_UP, \
	  "who tops up and when", \
	  "wer wann Guthaben auflädt") \
	X(T_VARIED_STOCK, "stock", "Bestand") \
	X(T_VARIED_FAILURE, "failures", "Ausfälle") \
	X(T_EARNS_SAME, "earns the same", "erwirtschaftet gleich viel") \
	X(T_EARNS_MORE, "earns more", "erwirtschaftet mehr") \
	X(T_EARNS_LESS, "earns less", "erwirtschaftet weniger") \
	X(T_EARNS_NOISE, \
	  "earns about the same (could be noise)", \
	  "erwirtschaftet etwa gleich viel (könnte Zufall sein)") \
	X(T_SERVES_FASTER_FEWER, \
	  "placing starts faster but serving fewer", \
	  "bringt Welten schneller unter, bedient aber weniger Starts") \
	X(T_SERVES_SLOWER_MORE, \
	  "placing starts more slowly but serving more", \
	  "bringt Welten langsamer unter, bedient aber mehr Starts") \
	X(T_SERVES_BETTER, "with better service", "mit besserem Service") \
	X(T_SERVES_WORSE, "with worse service", "mit schlechterem Service") \
	X(T_SERVES_NOISE, \
	  "with about the same service (could be noise)", \
	  "mit etwa gleich gutem Service (könnte Zufall sein)") \
	X(T_SERVES_SAME, "with the same service", "mit gleich gutem Service") \
	X(T_PATIENCE_NEVER, "never", "beliebig lange") \
	X(T_PATIENCE_FIXED, "after {1} s", "{1} s") \
	X(T_PATIENCE_EXPONENTIAL, \
	  "after {1} s on average (exponential)", \
	  "im Mittel {1} s (exponentialverteilt)") \
	X(T_PATIENCE_LOGNORMAL, \
	  "after a median of {1} s (log-normal)", \
	  "im Median {1} s (lognormalverteilt)") \
	X(T_PATIENCE_UNIFORM, "after {1} to {2} s", "{1} bis {2} s") \
	X(T_PATIENCE_WEIBULL, \
	  "after {1} s on average (Weibull)", \
	  "im Mittel {1} s (Weibull-verteilt)") \
	X(T_PATIENCE_GAMMA, \
	  "after {1} s on average (gamma)", \
	  "im Mittel {1} s (gammaverteilt)") \
	X(T_PRICE_NOTE, \
	  "before the first price list of {1}, the first applies", \
	  "vor der ersten Preisliste von {1} gilt die erste") \
	X(T_PRICE_ASSUMED, \
	  "the prices of {1} are assumptions, not published by the provider", \
	  "die Preise von {1} sind Annahmen, kein veröffentlichter Preis des Anbieters") \
	X(T_SLEEP_NOTE, \
	  "worlds sleep for up to {1} {1:hour|hours}, and the run with its warm-up has {2}: it begins with an empty fleet and cannot show what so long a sleep does", \
	  "Welten schlafen bis zu {1} {1:Stunde|Stunden}, der Lauf mit Vorlauf hat {2}: Er beginnt mit leeren Knoten und kann nicht zeigen, was ein so langer Schlaf bewirkt") \
	X(T_WINDOW_COLD, \
	  "first start to last end of the sessions, in whole hours; no warm-up, because the time before is unknown", \
	  "vom ersten Start bis zum letzten Ende der Sitzungen, in ganzen Stunden; kein Vorlauf, denn über die Zeit davor ist nichts bekannt") \
	X(T_WINDOW_WARM, \
	  "first start to last end of the sessions, in whole hours; of these the first {1} {1:is|are} warm-up and {1:does|do} not count", \
	  "vom ersten Start bis zum letzten Ende der Sitzungen, in ganzen Stunden; Vorlauf, der nicht zählt, in Stunden: {1}")
/* clang-format on */

#endif /* REPORTS_TEXT_WORDING_H */
