/*
 * text_figures.h - the figures of summary.json in words, by their keys.
 *
 * Keys that differ in one part alone (a path, a tier, a tenth of the customers)
 * are put together from parts: wording_figure().  Where a comparison shows the
 * mean over the runs of what is the largest of each, the words say so.
 */
#ifndef REPORTS_TEXT_FIGURES_H
#define REPORTS_TEXT_FIGURES_H

/* clang-format off */
#define TEXT_FIGURES(X) \
	X("sessions.read", "sessions read or drawn", "gelesene oder gezogene Sitzungen") \
	X("sessions.used", "sessions used", "verwendete Sitzungen") \
	X("sessions.cut", "sessions cut at an edge", "am Rand gekürzte Sitzungen") \
	X("sessions.outside", "sessions outside the run", "Sitzungen außerhalb des Laufs") \
	X("starts.requested", "starts requested", "angefragte Starts") \
	X("starts.attempts", "attempts, with repetitions", "Versuche, mit Wiederholungen") \
	X("starts.served", "starts served", "bediente Starts") \
	X("starts.refused", "starts refused", "abgewiesene Starts") \
	X("starts.abandoned", "starts abandoned", "aufgegebene Starts") \
	X("starts.left_room", "gave up waiting for room", "Warten auf Platz aufgegeben") \
	X("starts.left_transfer", "gave up during the data transfer", "während der Übertragung aufgegeben") \
	X("starts.stop_came", "recorded stop came first", "aufgezeichnetes Ende kam zuvor") \
	X("starts.pending_at_end", "still waiting at the end", "warten am Ende noch") \
	X("starts.unserved", "starts not served", "nicht bediente Starts") \
	X("starts.no_room", "starts without room in time", "Starts ohne Platz in der Zeit") \
	X("starts.within_promise", "starts served in time", "pünktlich bediente Starts") \
	X("wait_seconds.p50", "wait p50", "Wartezeit p50") \
	X("wait_seconds.p95", "wait p95", "Wartezeit p95") \
	X("wait_seconds.p99", "wait p99", "Wartezeit p99") \
	X("wait_seconds.max", "longest wait of each run, mean", "längste Wartezeit je Lauf, Mittel") \
	X("ready_seconds.p50", "server ready p50", "Server bereit p50") \
	X("ready_seconds.p95", "server ready p95", "Server bereit p95") \
	X("ready_seconds.p99", "server ready p99", "Server bereit p99") \
	X("ready_seconds.max", "slowest start of each run, mean", "langsamster Start je Lauf, Mittel") \
	X("worlds.archived", "worlds archived", "archivierte Welten") \
	X("worlds.sleep_timers_cancelled", "worlds woken before they were archived", "vor dem Archivieren geweckte Welten") \
	X("worlds.woken_from_archive", "worlds woken from the archive", "aus dem Archiv geweckte Welten") \
	X("worlds.moved", "worlds moved", "umgezogene Welten") \
	X("worlds.moved_direct", "worlds copied directly", "direkt kopierte Welten") \
	X("worlds.moved_box", "worlds moved through the archive", "über das Archiv umgezogene Welten") \
	X("worlds.recalled", "moves called off", "abgesagte Umzüge") \
	X("worlds.interrupted", "worlds interrupted", "unterbrochene Welten") \
	X("worlds.lost_sleepers", "sleeping worlds lost", "verlorene schlafende Welten") \
	X("copies.made", "second copies made", "angelegte zweite Kopien") \
	X("copies.refreshed", "second copies refreshed", "aufgefrischte zweite Kopien") \
	X("copies.gb", "data moved by second copies", "durch zweite Kopien bewegte Daten") \
	X("copies.used", "starts that used a second copy", "Starts mit einer zweiten Kopie") \
	X("usage.active_gb_hours", "RAM played and billed", "gespielter, abgerechneter RAM") \
	X("usage.billed_minutes", "minutes billed", "abgerechnete Minuten") \
	X("usage.sleep_gb_months", "sleeping worlds, billed", "schlafende Welten, abgerechnet") \
	X("usage.job_gb_hours", "jobs", "Aufträge") \
	X("revenue_eur.active_gross", "revenue from play, gross", "Umsatz aus Spielzeit, brutto") \
	X("revenue_eur.sleep_gross", "revenue from sleeping worlds, gross", "Umsatz aus schlafenden Welten, brutto") \
	X("revenue_eur.jobs_gross", "revenue from jobs, gross", "Umsatz aus Aufträgen, brutto") \
	X("revenue_eur.credits", "credits used", "eingelöste Gutschriften") \
	X("revenue_eur.vat", "VAT", "Umsatzsteuer") \
	X("revenue_eur.payment_fees", "payment fees", "Zahlungsgebühren") \
	X("revenue_eur.net", "net revenue", "Nettoumsatz") \
	X("cost_eur.dedicated", "cost of dedicated nodes", "Kosten dedizierter Maschinen") \
	X("cost_eur.cloud", "cost of cloud nodes", "Kosten der Cloud-Maschinen") \
	X("cost_eur.storage", "cost of storage", "Kosten des Speichers") \
	X("cost_eur.network", "cost of the network", "Kosten des Netzes") \
	X("cost_eur.other", "other cost (setup)", "sonstige Kosten (Einrichtung)") \
	X("cost_eur.total", "total cost", "Gesamtkosten") \
	X("cost_eur.idle.boot", "idle cost: booting nodes", "Leerkosten: Hochfahren") \
	X("cost_eur.idle.reserve", "idle cost: reserve inside nodes", "Leerkosten: Reserve in den Maschinen") \
	X("cost_eur.idle.rounding", "idle cost: unused part of hours", "Leerkosten: ungenutzte Stundenteile") \
	X("cost_eur.idle.spare", "idle cost: spare nodes", "Leerkosten: Reservemaschinen") \
	X("cost_eur.idle.fragmentation", "idle cost: fragmentation", "Leerkosten: Verschnitt") \
	X("cost_eur.idle.night", "idle cost: free RAM at night", "Leerkosten: freier RAM in der Nacht") \
	X("cost_eur.idle.slack", "idle cost: free RAM by day", "Leerkosten: freier RAM am Tag") \
	X("margin_eur", "margin", "Deckungsbeitrag") \
	X("margin_per_month_eur", "margin per month", "Deckungsbeitrag je Monat") \
	X("margin_without_sleep_eur", "margin without sleeping worlds", "Deckungsbeitrag ohne schlafende Welten") \
	X("margin_percent", "margin of net revenue", "Deckungsbeitrag vom Nettoumsatz") \
	X("eur_per_player_hour", "cost per player-hour", "Kosten je Spielerstunde") \
	X("eur_per_gb_hour", "cost per GB-hour played", "Kosten je gespielter GB-Stunde") \
	X("bound.machines_eur", "cost of the machines", "Kosten der Maschinen") \
	X("bound.least_eur", "cost of the machines, at least", "Kosten der Maschinen, mindestens") \
	X("bound.ratio", "cost of the machines, times the least", "Kosten der Maschinen, Vielfaches der Untergrenze") \
	X("bound.machines_per_hour_eur", "cost of the machines per hour", "Kosten der Maschinen je Stunde") \
	X("bound.least_per_hour_eur", "cost of the machines per hour, at least", "Kosten der Maschinen je Stunde, mindestens") \
	X("bound.machines_per_month_eur", "cost of the machines per month", "Kosten der Maschinen je Monat") \
	X("bound.least_per_month_eur", "cost of the machines per month, at least", "Kosten der Maschinen je Monat, mindestens") \
	X("accounts.warnings", "warnings about low balances", "Warnungen vor leeren Guthaben") \
	X("accounts.put_to_sleep", "worlds put to sleep for lack of money", "mangels Guthaben angehaltene Welten") \
	X("accounts.refused_no_money", "starts refused for lack of money", "mangels Guthaben abgewiesene Starts") \
	X("accounts.opening_balances_eur", "balances before", "Guthaben davor") \
	X("accounts.top_ups_eur", "paid in", "eingezahlt") \
	X("accounts.credits_granted_eur", "credits granted", "gutgeschrieben") \
	X("accounts.credits_lapsed_eur", "credits lapsed", "verfallen") \
	X("accounts.balances_eur", "balances at the end", "Guthaben am Ende") \
	X("fleet.vm_hours_billed", "cloud hours billed", "abgerechnete Cloud-Stunden") \
	X("fleet.vm_hours_used", "cloud hours used", "genutzte Cloud-Stunden") \
	X("fleet.paid_minutes_wasted", "paid cloud minutes wasted", "bezahlte Cloud-Minuten ohne Nutzen") \
	X("fleet.cloud_peak", "most cloud nodes at once in each run, mean", "meiste Cloud-Maschinen zugleich je Lauf, Mittel") \
	X("fleet.ram_used_mean", "RAM in use, mean", "genutzter RAM, Mittel") \
	X("fleet.vm_ordered", "cloud nodes ordered", "bestellte Cloud-Maschinen") \
	X("fleet.vm_sold_out", "orders refused as sold out", "Bestellungen, die an „ausverkauft“ scheiterten") \
	X("recovery.nodes_lost", "nodes lost", "verlorene Maschinen") \
	X("recovery.worlds_rescued", "worlds rescued", "gerettete Welten") \
	X("recovery.worlds_lost", "worlds lost", "verlorene Welten") \
	X("recovery.play_minutes_lost", "minutes of play lost", "verlorene Spielminuten") \
	X("recovery.snapshots", "snapshots", "Sicherungen") \
	X("late.count", "attempts later than promised", "Versuche später als zugesagt") \
	X("late.hours.saving", "late hours: saving the last run", "verspätete Stunden: Sichern des letzten Laufs") \
	X("late.hours.room", "late hours: no room", "verspätete Stunden: kein Platz") \
	X("late.hours.boot", "late hours: node booting", "verspätete Stunden: Maschine fährt hoch") \
	X("late.hours.line", "late hours: no free connection", "verspätete Stunden: keine freie Verbindung") \
	X("late.hours.transfer", "late hours: data transfer", "verspätete Stunden: Übertragung der Daten") \
	X("customers.count", "customers", "Kunden") \
	X("customers.losing", "customers who cost more than they pay", "Kunden, die mehr kosten, als sie zahlen") \
	X("customers.loss_eur", "lost on these customers", "Verlust durch diese Kunden") \
	X("peak_demand_gb", "peak of RAM requested in each run, mean", "Spitze des angeforderten RAM je Lauf, Mittel") \
	X("guard_holds", "guards held", "griffen Schutzgrenzen")

/* The last parts of composed keys. */
#define TEXT_FIGURE_PARTS(X) \
	X("count", "number", "Anzahl") \
	X("p50", "wait p50", "Wartezeit p50") \
	X("p95", "wait p95", "Wartezeit p95") \
	X("p99", "wait p99", "Wartezeit p99") \
	X("starts", "starts", "Starts") \
	X("unserved", "not served", "nicht bedient") \
	X("wait_p95", "wait p95", "Wartezeit p95") \
	X("gb_hours", "RAM billed", "abgerechneter RAM") \
	X("net_eur", "net revenue", "Nettoumsatz") \
	X("cost_eur", "cost", "Kosten") \
	X("margin_eur", "margin", "Deckungsbeitrag") \
	X("warm", "warm, on its own node", "warm, auf ihrer Maschine") \
	X("new", "new world", "neue Welt") \
	X("moved", "moved either way", "umgezogen, auf beiden Wegen") \
	X("moved.direct", "copied from another node", "von einer anderen Maschine kopiert") \
	X("moved.box", "moved through the archive", "über das Archiv umgezogen") \
	X("restored", "restored from the archive", "aus dem Archiv geholt") \
	X("prefetched", "prefetched", "vorab geholt") \
	X("queued", "queued for room", "auf Platz gewartet") \
	X("small", "small worlds", "kleine Welten") \
	X("medium", "medium worlds", "mittlere Welten") \
	X("large", "large worlds", "große Welten") \
	X("d", "customers, decile {1}", "Kunden, Dezil {1}")
/* clang-format on */

#endif /* REPORTS_TEXT_FIGURES_H */
