/*
 * text_why.h - sentences of `conductor why`.
 *
 * Places of a decision: {1} world, {2} number of a node and its type, {3} GB
 * needed, {4} GB there are, {5} EUR, {6} EUR of the node's share, {7} the
 * reason, {8} minutes of the paid hour or GB that wait.  Other texts say their
 * places.
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
	  "{1} needs {3} GB. It goes to node {2}, of its kind the node with most RAM free: {4} GB.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2}, unter ihresgleichen die mit dem meisten freien RAM: {4} GB.") \
	X(T_RULE_PLACE_BEST_FIT, \
	  "{1} needs {3} GB. It goes to node {2}, where the gap is the smallest that holds it: {4} GB free.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2} mit der kleinsten Lücke, in die sie passt: {4} GB sind frei.") \
	X(T_RULE_PLACE_SESSION_END, \
	  "{1} needs {3} GB. It goes to node {2} ({4} GB free), whose other worlds are expected to end with it.", \
	  "{1} braucht {3} GB. Die Welt kommt auf Maschine {2} ({4} GB frei), deren andere Welten voraussichtlich mit ihr enden.") \
	X(T_RULE_QUEUE, \
	  "{1} needs {3} GB, and no node has them free: it waits. In an hour of play it would earn {5} EUR gross.", \
	  "{1} braucht {3} GB, und keine Maschine hat sie frei: Die Welt wartet. In einer Stunde Spiel brächte sie {5} EUR brutto.") \
	X(T_RULE_REFUSE, \
	  "The start of {1} is refused: {7}.", \
	  "Der Start von {1} wird abgelehnt: {7}.") \
	X(T_RULE_RETRY, \
	  "The start of {1} on node {2} failed and is tried again.", \
	  "Der Start von {1} auf Maschine {2} schlug fehl und wird noch einmal versucht.") \
	X(T_RULE_ORDER_WAITING, \
	  "Node {2} is ordered: a start that needs {3} GB fits nowhere, {8} GB wait in all. It will hold {4} GB; its first hour costs {5} EUR.", \
	  "Maschine {2} wird bestellt: Ein Start, der {3} GB braucht, passt nirgends hin, insgesamt warten {8} GB. Sie wird {4} GB fassen; ihre erste Stunde kostet {5} EUR.") \
	X(T_RULE_ORDER_LARGEST, \
	  "Node {2} is ordered: no node has {3} GB free, which the largest plan would need at once. It will hold {4} GB; its first hour costs {5} EUR.", \
	  "Maschine {2} wird bestellt: Keine Maschine hat {3} GB frei, die der größte Tarif sofort bräuchte. Sie wird {4} GB fassen; ihre erste Stunde kostet {5} EUR.") \
	X(T_RULE_ORDER_RESERVE, \
	  "Node {2} is ordered: by the scaling rule the nodes do not suffice for what is used and what waits ({8} GB). It will hold {4} GB; its first hour costs {5} EUR.", \
	  "Maschine {2} wird bestellt: Nach der Skalierungsregel reichen die Maschinen nicht für das, was belegt ist und was wartet ({8} GB). Sie wird {4} GB fassen; ihre erste Stunde kostet {5} EUR.") \
	X(T_RULE_NO_ORDER, \
	  "No node is ordered for {3} GB, though {8} GB wait: {7}.", \
	  "Für {3} GB wird keine Maschine bestellt, obwohl {8} GB warten: {7}.") \
	X(T_RULE_CALL_BACK, \
	  "Node {2} was to be given back and is kept: it is needed again. {4} GB are free on it; an hour more costs {5} EUR.", \
	  "Maschine {2} sollte zurückgegeben werden und bleibt: Sie wird wieder gebraucht. {4} GB sind darauf frei; eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_RELEASE, \
	  "Node {2} is to be given back: the others have {4} GB for the {3} GB of load and reserve. An hour more would cost {5} EUR.", \
	  "Maschine {2} soll zurückgegeben werden: Die anderen haben {4} GB für die {3} GB aus Last und Reserve. Eine weitere Stunde würde {5} EUR kosten.") \
	X(T_RULE_KEEP_PLACING, \
	  "Node {2} is kept: starts are just being placed.", \
	  "Maschine {2} bleibt: Gerade werden Starts verteilt.") \
	X(T_RULE_KEEP_LOAD, \
	  "Node {2} is kept: the others have only {4} GB for the {3} GB of load and reserve. An hour more costs {5} EUR.", \
	  "Maschine {2} bleibt: Die anderen haben nur {4} GB für die {3} GB aus Last und Reserve. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_KEEP_WAITED_FOR, \
	  "Node {2} is kept: somebody waits whom it can hold. An hour more costs {5} EUR.", \
	  "Maschine {2} bleibt: Es wartet jemand, der darauf passt. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_KEEP_LARGEST, \
	  "Node {2} is kept: without it no node would have room for the largest plan. An hour more costs {5} EUR.", \
	  "Maschine {2} bleibt: Ohne sie hätte keine Maschine Platz für den größten Tarif. Eine weitere Stunde kostet {5} EUR.") \
	X(T_RULE_PAID, \
	  "Node {2} is empty and stays until near the end of its paid hour, of which {8} min are over: the rest, {5} EUR, is paid anyway.", \
	  "Maschine {2} ist leer und bleibt bis kurz vor dem Ende ihrer bezahlten Stunde, von der {8} min um sind: Der Rest, {5} EUR, ist ohnehin bezahlt.") \
	X(T_RULE_DESTROY, \
	  "Node {2} is given back {8} min into its paid hour: {7}. The rest of the hour, {5} EUR, is lost.", \
	  "Maschine {2} wird nach {8} min ihrer bezahlten Stunde zurückgegeben: {7}. Der Rest der Stunde, {5} EUR, ist verloren.") \
	X(T_RULE_NO_DESTROY, \
	  "Node {2} is not given back: a guard holds until a person has looked.", \
	  "Maschine {2} wird nicht zurückgegeben: Eine Schutzgrenze hält, bis ein Mensch nachgesehen hat.") \
	X(T_RULE_ARCHIVE, \
	  "The data of {1} go from node {2} to the archive: {7}.", \
	  "Die Daten von {1} gehen von Maschine {2} ins Archiv: {7}.") \
	X(T_RULE_MOVE, \
	  "{1} moves to node {2} through the archive, because it cannot start where its data lie.", \
	  "{1} zieht über das Archiv auf Maschine {2} um, weil die Welt nicht starten kann, wo ihre Daten liegen.") \
	X(T_RULE_STOP, \
	  "{1} is stopped on node {2}: {7}.", \
	  "{1} wird auf Maschine {2} gestoppt: {7}.") \
	X(T_RULE_NODE_LOST, \
	  "Node {2} does not answer any more and is given up.", \
	  "Maschine {2} antwortet nicht mehr und wird aufgegeben.") \
	X(T_RULE_NODE_NEVER_CAME, \
	  "Node {2} was not ready in time and is given up.", \
	  "Maschine {2} war nicht rechtzeitig bereit und wird aufgegeben.") \
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
	  "Would do too, but comes after by the rule: {1}.", \
	  "Ginge auch, kommt aber nach der Regel später: {1}.") \
	X(T_OBJECTION_NO_RAM, \
	  "Not enough RAM free: {1}.", \
	  "Nicht genug RAM frei: {1}.") \
	X(T_OBJECTION_NO_CPU, \
	  "Not enough CPU free: {1}.", \
	  "Nicht genug CPU frei: {1}.") \
	X(T_OBJECTION_NO_DISK, \
	  "Not enough disk free: {1}.", \
	  "Nicht genug Platte frei: {1}.") \
	X(T_OBJECTION_NOT_READY, \
	  "Ordered or booting: {1}.", \
	  "Bestellt oder beim Hochfahren: {1}.") \
	X(T_OBJECTION_LEAVING, \
	  "Being emptied or given back: {1}.", \
	  "Wird geleert oder zurückgegeben: {1}.") \
	X(T_OBJECTION_LOST, "Lost: {1}.", "Verloren: {1}.") \
	X(T_OBJECTION_OFFER_NEXT, \
	  "Further down the list of offers: {1}.", \
	  "Weiter unten in der Liste der Angebote: {1}.") \
	X(T_OBJECTION_TOO_LARGE, \
	  "Offers that are too small: {1}.", \
	  "Angebote, die zu klein sind: {1}.") \
	X(T_OBJECTION_QUOTA, \
	  "Offers whose quota is used up: {1}.", \
	  "Angebote, deren Kontingent erschöpft ist: {1}.") \
	X(T_OBJECTION_SOLD_OUT, \
	  "Offers that were sold out a moment ago: {1}.", \
	  "Angebote, die eben noch ausverkauft waren: {1}.") \
	X(T_OBJECTION_RETRY, \
	  "Offers on which an order is out already: {1}.", \
	  "Angebote, auf die schon eine Bestellung läuft: {1}.") \
	/* {1} node, {2} GB free, {3} EUR an hour */ \
	X(T_WHY_NODE, "node {1} ({2} GB free)", "Maschine {1} ({2} GB frei)") \
	X(T_WHY_NODE_RENT, \
	  "node {1} ({2} GB free, {3} EUR an hour)", \
	  "Maschine {1} ({2} GB frei, {3} EUR die Stunde)") \
	X(T_WHY_NODE_DATA, \
	  "node {1} (its data lie there; {2} GB free)", \
	  "Maschine {1} (dort liegen die Daten; {2} GB frei)") \
	/* {1} type, {2} location, {3} EUR an hour */ \
	X(T_WHY_OFFER, \
	  "{1} at {2} ({3} EUR an hour)", \
	  "{1} in {2} ({3} EUR die Stunde)") \
	X(T_WHY_NODE_TYPE, "{1} ({2})", "{1} ({2})") \
	X(T_WHY_SAME_UNTIL, \
	  "The same again {1} times until {2}.", \
	  "Dasselbe noch {1} Mal bis {2}.") \
	/* what became of a start: {1} world, {2} s till ready or given up, \
	 * {3} s till placed, {4} how, {5} list of T_WHY_CAUSE */ \
	X(T_WHY_ASKED, "A player asks for {1}.", "Ein Spieler verlangt {1}.") \
	X(T_WHY_ASKED_AGAIN, \
	  "A player asks for {1} again.", \
	  "Ein Spieler verlangt {1} noch einmal.") \
	X(T_WHY_ASKED_AT, \
	  "At {1} a player asked for {2}.", \
	  "Am {1} verlangte ein Spieler {2}.") \
	X(T_WHY_READY, \
	  "{1} is ready after {2} s; our part is {3} s, {4}.", \
	  "{1} ist nach {2} s bereit; unser Teil sind {3} s, {4}.") \
	X(T_WHY_GAVE_UP, \
	  "The player gives up after {2} s.", \
	  "Der Spieler gibt nach {2} s auf.") \
	X(T_WHY_NOT_STARTED, \
	  "{1} is not started.", \
	  "{1} wird nicht gestartet.") \
	X(T_WHY_OPEN, \
	  "{1} is not ready at the end of the run.", \
	  "{1} ist am Ende des Laufs nicht bereit.") \
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
	  "its data had to come from another node", \
	  "die Daten mussten von einer anderen Maschine kommen") \
	X(T_WHY_PATH_RESTORED, \
	  "its data had to come from the archive", \
	  "die Daten mussten aus dem Archiv kommen") \
	X(T_WHY_PATH_PREFETCHED, \
	  "its data had been fetched before", \
	  "die Daten waren vorab geholt") \
	X(T_WHY_PATH_QUEUED, \
	  "it had to wait for room", \
	  "es musste auf Platz gewartet werden") \
	X(T_WHY_PATH_NONE, \
	  "it was never placed", \
	  "die Welt kam auf keine Maschine") \
	/* a node's life: {1} node, {2} ordered, {3} ready, {4} gone, {5} \
	 * started hours, {6} EUR */ \
	X(T_WHY_LIFE_DEDICATED, \
	  "Node {1} is rented by the month.", \
	  "Maschine {1} ist nach Monaten gemietet.") \
	X(T_WHY_LIFE_ORDERED, \
	  "Node {1} was ordered at {2}", \
	  "Maschine {1} wurde am {2} bestellt") \
	X(T_WHY_LIFE_READY, ", ready at {3}", ", war am {3} bereit") \
	X(T_WHY_LIFE_GONE, ", gone at {4}", ", am {4} fort") \
	X(T_WHY_LIFE_COST, \
	  "; {5} started hours in the window cost {6} EUR.", \
	  "; {5} angefangene Stunden im Fenster kosten {6} EUR.") \
	/* {1} how often, {2} objection */ \
	X(T_WHY_REFUSED, \
	  "Starts that were decided without it: {1}.", \
	  "Starts, die ohne sie entschieden wurden: {1}.") \
	X(T_WHY_TIMES_NOT_PREFERRED, \
	  "{1} went elsewhere by the rule", \
	  "{1} kamen nach der Regel woanders hin") \
	X(T_WHY_TIMES_NO_RAM, \
	  "{1} found too little RAM free", \
	  "{1} fanden zu wenig RAM frei") \
	X(T_WHY_TIMES_NO_CPU, \
	  "{1} found too little CPU free", \
	  "{1} fanden zu wenig CPU frei") \
	X(T_WHY_TIMES_NO_DISK, \
	  "{1} found too little disk free", \
	  "{1} fanden zu wenig Platte frei") \
	X(T_WHY_TIMES_NOT_READY, \
	  "{1} while it was booting", \
	  "{1}, während sie hochfuhr") \
	X(T_WHY_TIMES_LEAVING, \
	  "{1} while it was being emptied", \
	  "{1}, während sie geleert wurde") \
	X(T_WHY_TIMES_LOST, \
	  "{1} after it was lost", \
	  "{1}, nachdem sie verloren war") \
	X(T_WHY_NOTHING, \
	  "Nothing was decided in that time.", \
	  "In dieser Zeit wurde nichts entschieden.") \
	/* reasons, enum reason of the engine */ \
	X(T_REASON_DEMAND, "it was asked for", "so wurde es verlangt") \
	X(T_REASON_NO_ROOM, "there is no room", "es ist kein Platz") \
	X(T_REASON_IDLE, "nobody uses it any more", "die Nutzung ist zu Ende") \
	X(T_REASON_WINDOW, \
	  "it has slept for as long as sleeping worlds may stay on a node", \
	  "sie hat so lange geschlafen, wie schlafende Welten auf einer Maschine bleiben") \
	X(T_REASON_DRAIN, \
	  "its node is being emptied", \
	  "ihre Maschine wird geleert") \
	X(T_REASON_DISK, \
	  "the disk of its node is full", \
	  "die Platte ihrer Maschine ist voll") \
	X(T_REASON_MOVE, "it starts elsewhere", "sie startet woanders") \
	X(T_REASON_ABANDONED, \
	  "the player left before it was ready", \
	  "der Spieler ging, bevor sie bereit war") \
	X(T_REASON_CRASH, \
	  "it ended without being told to", \
	  "sie endete ungebeten") \
	X(T_REASON_NODE_LOST, "its node is lost", "die Maschine ist verloren") \
	X(T_REASON_RETRY, \
	  "an order is out already", \
	  "eine Bestellung läuft schon") \
	X(T_REASON_SOLD_OUT, \
	  "the provider has none at the moment", \
	  "der Anbieter hat gerade keine") \
	X(T_REASON_QUOTA, \
	  "as many nodes as the quota allows exist", \
	  "es gibt so viele Maschinen, wie das Kontingent erlaubt") \
	X(T_REASON_GUARD, "a guard holds", "eine Schutzgrenze hält") \
	X(T_REASON_LIMIT, \
	  "a limit of the policy is reached", \
	  "eine Grenze der Regeln ist erreicht") \
	X(T_REASON_TOO_LARGE, \
	  "no node that may be ordered is large enough", \
	  "keine Maschine, die bestellt werden darf, ist groß genug") \
	X(T_REASON_RUNNING, "it runs already", "sie läuft schon") \
	X(T_REASON_DELETED, "it is deleted", "sie ist gelöscht") \
	X(T_REASON_LOST_DATA, "its data are lost", "ihre Daten sind verloren") \
	X(T_REASON_NO_MONEY, \
	  "the customer's balance does not last", \
	  "das Guthaben des Kunden reicht nicht") \
	X(T_REASON_UNPAID, \
	  "the customer has not paid anything in yet", \
	  "der Kunde hat noch nichts eingezahlt") \
	X(T_REASON_BOOT_TIMEOUT, \
	  "it was not ready in time", \
	  "er war nicht rechtzeitig bereit")
/* clang-format on */

#endif /* REPORTS_TEXT_WHY_H */
