/*
 * text_why.h - sentences of `conductor why`.
 *
 * Places of a decision: {1} world, {2} number of a node and its type, {3} GB
 * needed, {4} GB there are, {5} EUR, {6} EUR of the node's share, {7} the
 * reason, {8} minutes of the paid hour or GB that wait.  Of a reserve in worlds
 * {3} and {4} are worlds and {8} the GB of one.  Other texts say their places.
 */
#ifndef REPORTS_TEXT_WHY_H
#define REPORTS_TEXT_WHY_H

/* clang-format off */
#define TEXT_WHY(X) \
	/* what a rule decided: T_RULE_ and the rule's name, see why_tell.c */ \
	X(T_RULE_PLACE_WARM, \
	  "{1} needs {3} GB. It goes to node {2}, which holds its data and has {4} GB free.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2}, auf der ihre Daten liegen und {4} GB frei sind.") \
	X(T_RULE_PLACE_LEAST_LOADED, \
	  "{1} needs {3} GB. It goes to node {2}, the node of its kind with the most free RAM: {4} GB.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2}, unter den Maschinen dieser Art die mit dem meisten freien RAM: {4} GB.") \
	X(T_RULE_PLACE_BEST_FIT, \
	  "{1} needs {3} GB. It goes to node {2}, which has the smallest gap that fits: {4} GB free.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2} mit der kleinsten Lücke, in die sie passt: {4} GB sind frei.") \
	X(T_RULE_PLACE_SESSION_END, \
	  "{1} needs {3} GB. It goes to node {2} ({4} GB free), whose other worlds should stop at about the same time.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2} ({4} GB frei), deren andere Welten voraussichtlich etwa gleichzeitig enden.") \
	X(T_RULE_QUEUE, \
	  "{1} needs {3} GB, but no node has that much free, so it waits. An hour of play would earn {5} EUR gross.", \
	  "{1} braucht {3} GB, aber keine Maschine hat so viel frei: Die Welt wartet. Eine Stunde Spiel brächte {5} EUR brutto.") \
	X(T_RULE_REFUSE, \
	  "The start of {1} is refused: {7}.", \
	  "Der Start von {1} wird abgelehnt: {7}.") \
	X(T_RULE_RETRY, \
	  "The start of {1} on node {2} failed and is retried.", \
	  "Der Start von {1} auf Maschine {2} schlug fehl und wird wiederholt.") \
	X(T_RULE_ORDER_WAITING, \
	  "Node {2} is ordered: a start that needs {3} GB fits nowhere, and starts for {8} GB are waiting in total. It will hold {4} GB; ordering it costs {5} EUR, its first hour included.", \
	  "Maschine {2} wird bestellt: Ein Start, der {3} GB braucht, passt nirgends hin, insgesamt warten {8} GB. Sie wird {4} GB fassen; die Bestellung kostet {5} EUR, die erste Stunde eingeschlossen.") \
	X(T_RULE_ORDER_LARGEST, \
	  "Node {2} is ordered: no node has the {3} GB free that the largest plan needs to start at once. It will hold {4} GB; ordering it costs {5} EUR, its first hour included.", \
	  "Maschine {2} wird bestellt: Keine Maschine hat die {3} GB frei, die der größte Tarif für einen sofortigen Start braucht. Sie wird {4} GB fassen; die Bestellung kostet {5} EUR, die erste Stunde eingeschlossen.") \
	X(T_RULE_ORDER_RESERVE, \
	  "Node {2} is ordered: under the scaling rule the nodes are too small for what is in use and waiting ({8} GB). It will hold {4} GB; ordering it costs {5} EUR, its first hour included.", \
	  "Maschine {2} wird bestellt: Nach der Skalierungsregel reichen die Maschinen nicht für das, was belegt ist und was wartet ({8} GB). Sie wird {4} GB fassen; die Bestellung kostet {5} EUR, die erste Stunde eingeschlossen.") \
	X(T_RULE_NO_ORDER, \
	  "No node is ordered for {3} GB, although {8} GB are waiting: {7}.", \
	  "Für {3} GB wird keine Maschine bestellt, obwohl {8} GB warten: {7}.") \
	X(T_RULE_CALL_BACK, \
	  "Node {2} was about to be released but is kept, because it is needed again. It has {4} GB free; another hour costs {5} EUR.", \
	  "Maschine {2} sollte zurückgegeben werden, bleibt aber, weil sie wieder gebraucht wird. {4} GB sind darauf frei; eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_RELEASE, \
	  "Node {2} is to be released: the others have {4} GB for the {3} GB of load and reserve. Another hour would cost {5} EUR.", \
	  "Maschine {2} soll zurückgegeben werden: Die anderen haben {4} GB für die {3} GB aus Last und Reserve. Eine weitere Stunde würde {5} EUR kosten.") \
	X(T_RULE_KEEP_PLACING, \
	  "Node {2} is kept: starts are being placed right now.", \
	  "Maschine {2} bleibt: Gerade werden Starts verteilt.") \
	X(T_RULE_KEEP_LOAD, \
	  "Node {2} is kept: the others have only {4} GB for the {3} GB of load and reserve. Another hour costs {5} EUR.", \
	  "Maschine {2} bleibt: Die anderen haben nur {4} GB für die {3} GB aus Last und Reserve. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_KEEP_WAITED_FOR, \
	  "Node {2} is kept: a waiting start fits on it. Another hour costs {5} EUR.", \
	  "Maschine {2} bleibt: Ein wartender Start passt darauf. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_KEEP_LARGEST, \
	  "Node {2} is kept: without it no node would have room for the largest plan. Another hour costs {5} EUR.", \
	  "Maschine {2} bleibt: Ohne sie hätte keine Maschine Platz für den größten Tarif. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_PAID, \
	  "Node {2} is empty but stays until shortly before the end of its paid hour: {8} min have passed, and the rest, {5} EUR, is paid anyway.", \
	  "Maschine {2} ist leer, bleibt aber bis kurz vor dem Ende ihrer bezahlten Stunde: {8} min sind um, und der Rest, {5} EUR, ist ohnehin bezahlt.") \
	X(T_RULE_DESTROY, \
	  "Node {2} is released {8} min into its paid hour: {7}. The rest of the hour, {5} EUR, is lost.", \
	  "Maschine {2} wird nach {8} min ihrer bezahlten Stunde zurückgegeben: {7}. Der Rest der Stunde, {5} EUR, ist verloren.") \
	X(T_RULE_NO_DESTROY, \
	  "Node {2} is not released: a guard holds until an operator has checked.", \
	  "Maschine {2} wird nicht zurückgegeben: Eine Schutzgrenze hält, bis ein Mensch nachgesehen hat.") \
	X(T_RULE_ARCHIVE, \
	  "The data of {1} move from node {2} to the archive: {7}.", \
	  "Die Daten von {1} gehen von Maschine {2} ins Archiv: {7}.") \
	X(T_RULE_MOVE, \
	  "{1} moves to node {2} through the archive, because it cannot start where its data are.", \
	  "{1} zieht über das Archiv auf Maschine {2} um, weil die Welt nicht starten kann, wo ihre Daten liegen.") \
	X(T_RULE_STOP, \
	  "{1} is stopped on node {2}: {7}.", \
	  "{1} wird auf Maschine {2} gestoppt: {7}.") \
	X(T_RULE_NODE_LOST, \
	  "Node {2} no longer answers and is declared dead.", \
	  "Maschine {2} antwortet nicht mehr und gilt als verloren.") \
	X(T_RULE_NODE_NEVER_CAME, \
	  "Node {2} was not ready in time and is written off.", \
	  "Maschine {2} war nicht rechtzeitig bereit und wird abgeschrieben.") \
	X(T_RULE_RECALL, \
	  "{1} does not move after all: node {2}, which holds its data, has room again ({4} GB free).", \
	  "{1} zieht doch nicht um: Maschine {2}, auf der ihre Daten liegen, hat wieder Platz ({4} GB sind frei).") \
	X(T_RULE_MOVE_DIRECT, \
	  "{1} moves to node {2} and is copied there directly, because it cannot start where its data are.", \
	  "{1} zieht auf Maschine {2} um und wird direkt dorthin kopiert, weil die Welt nicht starten kann, wo ihre Daten liegen.") \
	X(T_RULE_FALL_BACK, \
	  "The direct copy of {1} to node {2} failed; the world moves there through the archive.", \
	  "Die direkte Kopie von {1} auf Maschine {2} schlug fehl; die Welt zieht über das Archiv dorthin um.") \
	X(T_RULE_PLACE_COPY, \
	  "{1} needs {3} GB. It goes to node {2}, which holds a second copy of its data and has {4} GB free.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2}, auf der eine zweite Kopie ihrer Daten liegt und {4} GB frei sind.") \
	X(T_RULE_TAKE_OVER, \
	  "{1} leaves its node and goes on sleeping on node {2}, where a second copy of its data is: {7}.", \
	  "{1} verlässt ihre Maschine und schläft auf Maschine {2} weiter, wo eine zweite Kopie ihrer Daten liegt: {7}.") \
	X(T_RULE_LOST, \
	  "{1} is lost with node {2}: its data were nowhere else.", \
	  "{1} ist mit Maschine {2} verloren: Ihre Daten lagen nirgends sonst.") \
	X(T_RULE_ORDER_WORLDS, \
	  "Node {2} is ordered: the nodes have room for {4} more {4:world|worlds} of {8} GB, and it should be {3}. Ordering it costs {5} EUR, its first hour included.", \
	  "Maschine {2} wird bestellt: Die Maschinen haben Platz für {4} weitere {4:Welt|Welten} zu {8} GB, es sollen {3} sein. Die Bestellung kostet {5} EUR, die erste Stunde eingeschlossen.") \
	X(T_RULE_NO_ORDER_WORLDS, \
	  "No node is ordered, although the nodes have room for only {4} more {4:world|worlds} of {8} GB, not for {3}: {7}.", \
	  "Es wird keine Maschine bestellt, obwohl die Maschinen nur Platz für {4} weitere {4:Welt|Welten} zu {8} GB haben, nicht für {3}: {7}.") \
	X(T_RULE_KEEP_WORLDS, \
	  "Node {2} is kept: the others have room for only {4} more {4:world|worlds} of {8} GB, and the reserve and what runs here and on leaving nodes need room for {3}. Another hour costs {5} EUR.", \
	  "Maschine {2} bleibt: Die anderen haben nur Platz für {4} weitere {4:Welt|Welten} zu {8} GB, und die Reserve und das, was hier und auf scheidenden Maschinen läuft, brauchen Platz für {3}. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_RELEASE_WORLDS, \
	  "Node {2} is to be released: the others have room for {4} more {4:world|worlds} of {8} GB, and the reserve and what runs here and on leaving nodes need room for {3}. Another hour would cost {5} EUR.", \
	  "Maschine {2} soll zurückgegeben werden: Die anderen haben Platz für {4} weitere {4:Welt|Welten} zu {8} GB, und die Reserve und das, was hier und auf scheidenden Maschinen läuft, brauchen Platz für {3}. Eine weitere Stunde würde {5} EUR kosten.") \
	/* the euro estimate of a place: {5} and {6} as above */ \
	X(T_WHY_EARNS_SHARE, \
	  "An hour of play earns {5} EUR gross; its share of the node's rent is {6} EUR.", \
	  "Eine Stunde Spiel bringt {5} EUR brutto; ihr Anteil an der Miete der Maschine ist {6} EUR.") \
	X(T_WHY_EARNS_PAID, \
	  "An hour of play earns {5} EUR gross; the node's rent is paid anyway.", \
	  "Eine Stunde Spiel bringt {5} EUR brutto; die Miete der Maschine ist ohnehin bezahlt.") \
	/* refused alternatives: {1} is a list of T_WHY_NODE... or \
	 * T_WHY_OFFER */ \
	X(T_OBJECTION_NOT_PREFERRED, \
	  "Has room, but ranks lower under the rule: {1}.", \
	  "Hätte Platz, steht nach der Regel aber weiter hinten: {1}.") \
	X(T_OBJECTION_NO_RAM, \
	  "Too little free RAM: {1}.", \
	  "Zu wenig freier RAM: {1}.") \
	X(T_OBJECTION_NO_CPU, \
	  "Too little free CPU: {1}.", \
	  "Zu wenig freie CPU: {1}.") \
	X(T_OBJECTION_NO_DISK, \
	  "Too little free disk: {1}.", \
	  "Zu wenig freie Platte: {1}.") \
	X(T_OBJECTION_NOT_READY, \
	  "Ordered or booting: {1}.", \
	  "Bestellt oder beim Hochfahren: {1}.") \
	X(T_OBJECTION_LEAVING, \
	  "Draining or being released: {1}.", \
	  "Wird geleert oder zurückgegeben: {1}.") \
	X(T_OBJECTION_LOST, "Lost: {1}.", "Verloren: {1}.") \
	X(T_OBJECTION_OFFER_NEXT, \
	  "Further down the list of offers: {1}.", \
	  "Weiter unten in der Liste der Angebote: {1}.") \
	X(T_OBJECTION_TOO_LARGE, \
	  "Offers that are too small: {1}.", \
	  "Angebote, die zu klein sind: {1}.") \
	X(T_OBJECTION_QUOTA, \
	  "Offers with an exhausted quota: {1}.", \
	  "Angebote, deren Kontingent erschöpft ist: {1}.") \
	X(T_OBJECTION_DAY_FULL, \
	  "Offers that may not be ordered again before midnight UTC: {1}.", \
	  "Angebote, die vor Mitternacht UTC nicht mehr bestellt werden dürfen: {1}.") \
	X(T_OBJECTION_SOLD_OUT, \
	  "Offers that were sold out a moment ago: {1}.", \
	  "Angebote, die eben noch ausverkauft waren: {1}.") \
	X(T_OBJECTION_RETRY, \
	  "Offers with an order already pending: {1}.", \
	  "Angebote, auf die schon eine Bestellung läuft: {1}.") \
	/* {1} node, {2} GB free, {3} EUR an hour */ \
	X(T_WHY_NODE, "node {1} ({2} GB free)", "Maschine {1} ({2} GB frei)") \
	X(T_WHY_NODE_RENT, \
	  "node {1} ({2} GB free, {3} EUR an hour)", \
	  "Maschine {1} ({2} GB frei, {3} EUR die Stunde)") \
	X(T_WHY_NODE_DATA, \
	  "node {1} (holds its data; {2} GB free)", \
	  "Maschine {1} (dort liegen die Daten; {2} GB frei)") \
	/* {1} type, {2} location, {3} EUR an hour */ \
	X(T_WHY_OFFER, \
	  "{1} at {2} ({3} EUR an hour)", \
	  "{1} in {2} ({3} EUR die Stunde)") \
	X(T_WHY_NODE_TYPE, "{1} ({2})", "{1} ({2})") \
	X(T_WHY_SAME_UNTIL, \
	  "The same until {2} ({1} more).", \
	  "Dasselbe bis {2} ({1}-mal).") \
	/* what became of a start: {1} world, {2} s till ready or given up, \
	 * {3} s till placed, {4} how, {5} list of T_WHY_CAUSE */ \
	X(T_WHY_ASKED, \
	  "A player requests {1}.", \
	  "Ein Spieler fordert {1} an.") \
	X(T_WHY_ASKED_AGAIN, \
	  "A player requests {1} again.", \
	  "Ein Spieler fordert {1} noch einmal an.") \
	X(T_WHY_ASKED_AT, \
	  "At {1} a player requested {2}.", \
	  "Am {1} forderte ein Spieler {2} an.") \
	X(T_WHY_READY, \
	  "{1} is ready after {2} s, of which {3} s are ours: {4}.", \
	  "{1} ist nach {2} s bereit, davon sind {3} s unser Anteil: {4}.") \
	X(T_WHY_GAVE_UP, \
	  "The player gives up after {2} s.", \
	  "Der Spieler gibt nach {2} s auf.") \
	X(T_WHY_NOT_STARTED, \
	  "{1} is not started.", \
	  "{1} wird nicht gestartet.") \
	X(T_WHY_OPEN, \
	  "{1} is still not ready when the run ends.", \
	  "{1} ist am Ende des Laufs noch nicht bereit.") \
	X(T_WHY_CAUSES, \
	  "Where the time went: {5}.", \
	  "Wohin die Zeit ging: {5}.") \
	/* {1} s, {2} T_DELAY_ */ \
	X(T_WHY_CAUSE, "{2} ({1} s)", "{2} ({1} s)") \
	X(T_WHY_PATH_NEW, \
	  "a new world without data", \
	  "eine neue Welt ohne Daten") \
	X(T_WHY_PATH_WARM, \
	  "its data were on the node", \
	  "die Daten lagen auf der Maschine") \
	X(T_WHY_PATH_MOVED, \
	  "its data had to come from another node through the archive", \
	  "die Daten mussten von einer anderen Maschine über das Archiv kommen") \
	X(T_WHY_PATH_RESTORED, \
	  "its data had to come from the archive", \
	  "die Daten mussten aus dem Archiv kommen") \
	X(T_WHY_PATH_PREFETCHED, \
	  "its data had been fetched before", \
	  "die Daten waren vorab geholt") \
	X(T_WHY_PATH_DIRECT, \
	  "its data were copied directly from another node", \
	  "die Daten wurden direkt von einer anderen Maschine kopiert") \
	X(T_WHY_PATH_RECALLED, \
	  "its move was called off, because the node with its data had room again", \
	  "ihr Umzug wurde abgesagt, weil die Maschine mit ihren Daten wieder Platz hatte") \
	X(T_WHY_CALLED_OFF, \
	  "the move that was called off", \
	  "der abgesagte Umzug") \
	X(T_WHY_PATH_QUEUED, \
	  "it had to wait for a node with room", \
	  "die Welt musste auf Platz warten") \
	X(T_WHY_PATH_NONE, \
	  "it was never placed", \
	  "die Welt kam auf keine Maschine") \
	/* a node's life: {1} node, {2} ordered, {3} ready, {4} gone, {5} \
	 * started hours, {6} EUR */ \
	X(T_WHY_LIFE_DEDICATED, \
	  "Node {1} is rented by the month.", \
	  "Maschine {1} ist monatlich gemietet.") \
	X(T_WHY_LIFE_ORDERED, \
	  "Node {1} was ordered at {2}", \
	  "Maschine {1} wurde am {2} bestellt") \
	X(T_WHY_LIFE_READY, ", ready at {3}", ", war am {3} bereit") \
	X(T_WHY_LIFE_GONE, ", gone at {4}", ", bestand bis {4}") \
	X(T_WHY_LIFE_COST, \
	  "; {5} started {5:hour|hours} in the window {5:costs|cost} {6} EUR.", \
	  "; {5} angefangene {5:Stunde|Stunden} im Fenster {5:kostet|kosten} {6} EUR.") \
	/* {1} how often, {2} objection */ \
	X(T_WHY_REFUSED, \
	  "Starts that did not use it: {1}.", \
	  "Starts, die sie nicht nutzten: {1}.") \
	X(T_WHY_TIMES_NOT_PREFERRED, \
	  "{1} went elsewhere under the rule", \
	  "{1} {1:ging|gingen} nach der Regel woandershin") \
	X(T_WHY_TIMES_NO_RAM, \
	  "{1} found too little free RAM", \
	  "{1} {1:fand|fanden} zu wenig freien RAM") \
	X(T_WHY_TIMES_NO_CPU, \
	  "{1} found too little free CPU", \
	  "{1} {1:fand|fanden} zu wenig freie CPU") \
	X(T_WHY_TIMES_NO_DISK, \
	  "{1} found too little free disk", \
	  "{1} {1:fand|fanden} zu wenig freie Platte") \
	X(T_WHY_TIMES_NOT_READY, \
	  "{1} came while it was booting", \
	  "{1} {1:kam|kamen}, während sie hochfuhr") \
	X(T_WHY_TIMES_LEAVING, \
	  "{1} came while it was draining", \
	  "{1} {1:kam|kamen}, während sie geleert wurde") \
	X(T_WHY_TIMES_LOST, \
	  "{1} came after it was lost", \
	  "{1} {1:kam|kamen}, nachdem sie verloren war") \
	X(T_WHY_NOTHING, \
	  "There were no decisions in that time.", \
	  "In dieser Zeit gab es keine Entscheidungen.") \
	/* reasons, enum reason of the engine */ \
	X(T_REASON_DEMAND, "on request", "auf Anforderung") \
	X(T_REASON_NO_ROOM, "there is no room", "es ist kein Platz") \
	X(T_REASON_IDLE, \
	  "it is no longer in use", \
	  "sie wird nicht mehr genutzt") \
	X(T_REASON_WINDOW, \
	  "its sleep window on the node is over", \
	  "ihr Schlaffenster auf der Maschine ist vorbei") \
	X(T_REASON_DRAIN, \
	  "its node is draining", \
	  "ihre Maschine wird geleert") \
	X(T_REASON_DISK, \
	  "the disk of its node is full", \
	  "die Platte ihrer Maschine ist voll") \
	X(T_REASON_MOVE, "it starts elsewhere", "sie startet woanders") \
	X(T_REASON_ABANDONED, \
	  "the player left before it was ready", \
	  "der Spieler ging, bevor sie bereit war") \
	X(T_REASON_CRASH, "it ended unexpectedly", "sie endete unerwartet") \
	X(T_REASON_NODE_LOST, "its node is lost", "die Maschine ist verloren") \
	X(T_REASON_RETRY, \
	  "an order is already pending", \
	  "eine Bestellung läuft schon") \
	X(T_REASON_SOLD_OUT, \
	  "the provider is sold out at the moment", \
	  "der Anbieter ist gerade ausverkauft") \
	X(T_REASON_QUOTA, \
	  "the quota of nodes is used up", \
	  "das Kontingent an Maschinen ist erschöpft") \
	X(T_REASON_GUARD, "a guard holds", "eine Schutzgrenze hält") \
	X(T_REASON_LIMIT, \
	  "a limit of the policy is reached", \
	  "eine Grenze der Regeln ist erreicht") \
	X(T_REASON_TOO_LARGE, \
	  "no node that may be ordered is large enough", \
	  "keine Maschine, die bestellt werden darf, ist groß genug") \
	X(T_REASON_RUNNING, "it is already running", "sie läuft schon") \
	X(T_REASON_DELETED, "it is deleted", "sie ist gelöscht") \
	X(T_REASON_LOST_DATA, "its data are lost", "ihre Daten sind verloren") \
	X(T_REASON_NO_MONEY, \
	  "the customer's balance is too low", \
	  "das Guthaben des Kunden reicht nicht") \
	X(T_REASON_UNPAID, \
	  "the customer has not made a payment yet", \
	  "der Kunde hat noch nichts eingezahlt") \
	X(T_REASON_BOOT_TIMEOUT, \
	  "it was not ready in time", \
	  "sie war nicht rechtzeitig bereit") \
	X(T_REASON_UNANSWERED, \
	  "repeated commands got no answer", \
	  "mehrere Befehle blieben ohne Antwort") \
	X(T_REASON_REFUSED, \
	  "it was refused permanently", \
	  "es wurde endgültig abgelehnt") \
	X(T_REASON_REBOOT, \
	  "its node has rebooted", \
	  "die Maschine wurde neu gestartet") \
	X(T_REASON_LEASE, \
	  "its lease has expired", \
	  "ihre Lease ist abgelaufen") \
	X(T_REASON_STRAY, \
	  "it runs where it must not run", \
	  "sie läuft, wo sie nicht laufen darf") \
	X(T_REASON_REMOVED, \
	  "the operator releases the node", \
	  "der Betreiber gibt die Maschine zurück") \
	X(T_REASON_MISSING, \
	  "its agent does not know it any more", \
	  "der Agent kennt sie nicht mehr") \
	X(T_REASON_HOME, \
	  "the node with its data has room again", \
	  "die Maschine mit ihren Daten hat wieder Platz") \
	X(T_REASON_COPY, \
	  "a second copy of its data is there", \
	  "dort liegt eine zweite Kopie ihrer Daten") \
	X(T_REASON_DAY_FULL, \
	  "the orders of this day are used up; it begins anew at midnight UTC", \
	  "die Bestellungen dieses Tages sind aufgebraucht; um Mitternacht UTC beginnt ein neuer") \
	X(T_REASON_SETUP, \
	  "setup fee", \
	  "Einrichtungsgebühr")
/* clang-format on */

#endif /* REPORTS_TEXT_WHY_H */
