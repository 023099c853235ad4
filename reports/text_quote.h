/*
 * text_quote.h - words of a quote.
 */
#ifndef REPORTS_TEXT_QUOTE_H
#define REPORTS_TEXT_QUOTE_H

/* clang-format off */
#define TEXT_QUOTE(X) \
	X(T_QUOTE_PLAN, \
	  "A world of {1} GB RAM and {2} GB disk", \
	  "Eine Welt mit {1} GB RAM und {2} GB Speicher") \
	X(T_QUOTE_WORLD, \
	  "World {3}: {1} GB RAM and {2} GB disk", \
	  "Welt {3}: {1} GB RAM und {2} GB Speicher") \
	X(T_QUOTE_PRICES, \
	  "Prices: {1}; EUR gross, {2} % VAT included", \
	  "Preise: {1}; EUR brutto, {2} % Umsatzsteuer enthalten") \
	X(T_QUOTE_FROM, "From {1}", "Ab {1}") \
	X(T_QUOTE_MINUTE, "a minute", "eine Minute") \
	X(T_QUOTE_HOUR, "an hour", "eine Stunde") \
	X(T_QUOTE_EVENING, "an evening of 4 hours", "ein Abend, 4 Stunden") \
	X(T_QUOTE_MONTH, \
	  "a month at 2 hours a day", \
	  "ein Monat, 2 Stunden am Tag") \
	X(T_QUOTE_MONTH_PLAYED, "  of which played", "  davon gespielt") \
	X(T_QUOTE_MONTH_ASLEEP, "  of which asleep", "  davon schlafend") \
	X(T_QUOTE_ASLEEP, "a day asleep", "ein Tag Schlaf") \
	X(T_QUOTE_ARCHIVE, "a day in the archive", "ein Tag im Archiv") \
	X(T_QUOTE_LISTS, "Prices from then on", "Preise von da an") \
	X(T_QUOTE_SINCE, "Valid from", "Gültig ab") \
	X(T_QUOTE_GB_HOUR, "GB-hour", "GB-Stunde") \
	X(T_QUOTE_NEEDS, \
	  "With payment in advance, a start needs {1} EUR: its first minutes and the sleep that follows.", \
	  "Bei Vorauszahlung braucht ein Start {1} EUR: die ersten Minuten und den Schlaf danach.") \
	X(T_QUOTE_LASTS, \
	  "{1} EUR lasts for {2} {2:minute|minutes}, until {3}; then the world is saved and put to sleep, and its sleep is already paid for.", \
	  "{1} EUR reichen für {2} {2:Minute|Minuten}, bis {3}; dann wird die Welt gespeichert und schlafen gelegt, und ihr Schlaf ist schon bezahlt.") \
	X(T_QUOTE_MESSAGES, \
	  "Messages to the player:", \
	  "Nachrichten an den Spieler:") \
	X(T_PLAYER_WARNING, \
	  "Your balance lasts for {1} more {1:minute|minutes}. Top up to keep playing. Otherwise your world will be saved in time and put to sleep; nothing is lost.", \
	  "Dein Guthaben reicht noch für {1} {1:Minute|Minuten}. Lade es auf, um weiterzuspielen. Sonst wird deine Welt rechtzeitig gespeichert und schlafen gelegt; nichts geht verloren.") \
	X(T_PLAYER_SLEEP, \
	  "Your balance is used up. Your world is saved and asleep. Top up and start it again whenever you like.", \
	  "Dein Guthaben ist aufgebraucht. Deine Welt ist gespeichert und schläft. Lade es auf und starte sie wieder, wann du magst.") \
	X(T_PLAYER_REFUSED, \
	  "Your balance is too low for a start. Top up by at least {1} EUR.", \
	  "Dein Guthaben reicht nicht für einen Start. Lade mindestens {1} EUR auf.") \
	X(T_QUOTE_LASTS_LONG, \
	  "{1} EUR lasts for more than ten years.", \
	  "{1} EUR reichen für mehr als zehn Jahre.") \
	X(T_QUOTE_NO_START, \
	  "{1} EUR is not enough for a start.", \
	  "{1} EUR reichen nicht für einen Start.")
/* clang-format on */

#endif /* REPORTS_TEXT_QUOTE_H */
