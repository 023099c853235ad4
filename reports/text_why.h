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

#define TEXT_WHY(X)                                                            \
	/* what a rule decided: T_RULE_ and the rule's name, see why_tell.c */ \
	X(T_RULE_PLACE_WARM, "{1} needs {3} GB. It goes to node {2}, which "   \
			     "holds its data and has {4} GB free.")            \
	X(T_RULE_PLACE_LEAST_LOADED,                                           \
	  "{1} needs {3} GB. It goes to node {2}, of its kind the node with "  \
	  "most RAM free: {4} GB.")                                            \
	X(T_RULE_PLACE_BEST_FIT,                                               \
	  "{1} needs {3} GB. It goes to node {2}, where the gap is the "       \
	  "smallest that holds it: {4} GB free.")                              \
	X(T_RULE_PLACE_SESSION_END,                                            \
	  "{1} needs {3} GB. It goes to node {2} ({4} GB free), whose other "  \
	  "worlds are expected to end with it.")                               \
	X(T_RULE_QUEUE,                                                        \
	  "{1} needs {3} GB, and no node has them free: it waits. In an hour " \
	  "of play it would earn {5} EUR gross.")                              \
	X(T_RULE_REFUSE, "The start of {1} is refused: {7}.")                  \
	X(T_RULE_RETRY,                                                        \
	  "The start of {1} on node {2} failed and is tried again.")           \
	X(T_RULE_ORDER_WAITING,                                                \
	  "Node {2} is ordered: a start that needs {3} GB fits nowhere, {8} "  \
	  "GB wait in all. It will hold {4} GB; its first hour costs {5} "     \
	  "EUR.")                                                              \
	X(T_RULE_ORDER_LARGEST,                                                \
	  "Node {2} is ordered: no node has {3} GB free, which the largest "   \
	  "plan would need at once. It will hold {4} GB; its first hour "      \
	  "costs {5} EUR.")                                                    \
	X(T_RULE_ORDER_RESERVE,                                                \
	  "Node {2} is ordered: by the scaling rule the nodes do not suffice " \
	  "for what is used and what waits ({8} GB). It will hold {4} GB; "    \
	  "its first hour costs {5} EUR.")                                     \
	X(T_RULE_NO_ORDER,                                                     \
	  "No node is ordered for {3} GB, though {8} GB wait: {7}.")           \
	X(T_RULE_CALL_BACK,                                                    \
	  "Node {2} was to be given back and is kept: it is needed again. "    \
	  "{4} GB are free on it; an hour more costs {5} EUR.")                \
	X(T_RULE_RELEASE,                                                      \
	  "Node {2} is to be given back: the others have {4} GB for the {3} "  \
	  "GB of load and reserve. An hour more would cost {5} EUR.")          \
	X(T_RULE_KEEP_PLACING,                                                 \
	  "Node {2} is kept: starts are just being placed.")                   \
	X(T_RULE_KEEP_LOAD,                                                    \
	  "Node {2} is kept: the others have only {4} GB for the {3} GB of "   \
	  "load and reserve. An hour more costs {5} EUR.")                     \
	X(T_RULE_KEEP_WAITED_FOR, "Node {2} is kept: somebody waits whom it "  \
				  "can hold. An hour more costs {5} EUR.")     \
	X(T_RULE_KEEP_LARGEST,                                                 \
	  "Node {2} is kept: without it no node would have room for the "      \
	  "largest plan. An hour more costs {5} EUR.")                         \
	X(T_RULE_PAID,                                                         \
	  "Node {2} is empty and stays until near the end of its paid hour, "  \
	  "of which {8} min are over: the rest, {5} EUR, is paid anyway.")     \
	X(T_RULE_DESTROY,                                                      \
	  "Node {2} is given back {8} min into its paid hour: {7}. The rest "  \
	  "of the hour, {5} EUR, is lost.")                                    \
	X(T_RULE_NO_DESTROY, "Node {2} is not given back: a guard holds "      \
			     "until a person has looked.")                     \
	X(T_RULE_ARCHIVE,                                                      \
	  "The data of {1} go from node {2} to the archive: {7}.")             \
	X(T_RULE_MOVE, "{1} moves to node {2} through the archive, because "   \
		       "it cannot start where its data lie.")                  \
	X(T_RULE_STOP, "{1} is stopped on node {2}: {7}.")                     \
	X(T_RULE_NODE_LOST,                                                    \
	  "Node {2} does not answer any more and is given up.")                \
	X(T_RULE_NODE_NEVER_CAME,                                              \
	  "Node {2} was not ready in time and is given up.")                   \
	/* the euro estimate of a place: {5} and {6} as above */               \
	X(T_WHY_EARNS_SHARE, "An hour of play earns {5} EUR gross; its share " \
			     "of the node's rent is {6} EUR.")                 \
	X(T_WHY_EARNS_PAID, "An hour of play earns {5} EUR gross; the node's " \
			    "rent is paid anyway.")                            \
	/* refused alternatives: {1} is a list of T_WHY_NODE... or T_WHY_OFFER \
	 */                                                                    \
	X(T_OBJECTION_NOT_PREFERRED,                                           \
	  "Would do too, but comes after by the rule: {1}.")                   \
	X(T_OBJECTION_NO_RAM, "Not enough RAM free: {1}.")                     \
	X(T_OBJECTION_NO_CPU, "Not enough CPU free: {1}.")                     \
	X(T_OBJECTION_NO_DISK, "Not enough disk free: {1}.")                   \
	X(T_OBJECTION_NOT_READY, "Ordered or booting: {1}.")                   \
	X(T_OBJECTION_LEAVING, "Being emptied or given back: {1}.")            \
	X(T_OBJECTION_LOST, "Lost: {1}.")                                      \
	X(T_OBJECTION_OFFER_NEXT, "Further down the list of offers: {1}.")     \
	X(T_OBJECTION_TOO_LARGE, "Offers that are too small: {1}.")            \
	X(T_OBJECTION_QUOTA, "Offers whose quota is used up: {1}.")            \
	X(T_OBJECTION_SOLD_OUT,                                                \
	  "Offers that were sold out a moment ago: {1}.")                      \
	X(T_OBJECTION_RETRY, "Offers on which an order is out already: {1}.")  \
	/* {1} node, {2} GB free, {3} EUR an hour */                           \
	X(T_WHY_NODE, "node {1} ({2} GB free)")                                \
	X(T_WHY_NODE_RENT, "node {1} ({2} GB free, {3} EUR an hour)")          \
	X(T_WHY_NODE_DATA, "node {1} (its data lie there; {2} GB free)")       \
	/* {1} type, {2} location, {3} EUR an hour */                          \
	X(T_WHY_OFFER, "{1} at {2} ({3} EUR an hour)")                         \
	X(T_WHY_NODE_TYPE, "{1} ({2})")                                        \
	X(T_WHY_SAME_UNTIL, "The same again {1} times until {2}.")             \
	/* what became of a start: {1} world, {2} s till ready or given up,    \
	 * {3} s till placed, {4} how, {5} list of T_WHY_CAUSE */              \
	X(T_WHY_ASKED, "A player asks for {1}.")                               \
	X(T_WHY_ASKED_AGAIN, "A player asks for {1} again.")                   \
	X(T_WHY_ASKED_AT, "At {1} a player asked for {2}.") /* {1} when */     \
	X(T_WHY_READY, "{1} is ready after {2} s; our part is {3} s, {4}.")    \
	X(T_WHY_GAVE_UP, "The player gives up after {2} s.")                   \
	X(T_WHY_NOT_STARTED, "{1} is not started.")                            \
	X(T_WHY_OPEN, "{1} is not ready at the end of the run.")               \
	X(T_WHY_CAUSES, "Where the time went: {5}.")                           \
	/* {1} s, {2} T_DELAY_ */                                              \
	X(T_WHY_CAUSE, "{2} ({1} s)")                                          \
	X(T_WHY_PATH_NEW, "a new world without data")                          \
	X(T_WHY_PATH_WARM, "its data were on the node")                        \
	X(T_WHY_PATH_MOVED, "its data had to come from another node")          \
	X(T_WHY_PATH_RESTORED, "its data had to come from the archive")        \
	X(T_WHY_PATH_PREFETCHED, "its data had been fetched before")           \
	X(T_WHY_PATH_QUEUED, "it had to wait for room")                        \
	X(T_WHY_PATH_NONE, "it was never placed")                              \
	/* a node's life: {1} node, {2} ordered, {3} ready, {4} gone, {5}      \
	 * started hours, {6} EUR */                                           \
	X(T_WHY_LIFE_DEDICATED, "Node {1} is rented by the month.")            \
	X(T_WHY_LIFE_ORDERED, "Node {1} was ordered at {2}")                   \
	X(T_WHY_LIFE_READY, ", ready at {3}")                                  \
	X(T_WHY_LIFE_GONE, ", gone at {4}")                                    \
	X(T_WHY_LIFE_COST, "; {5} started hours in the window cost {6} EUR.")  \
	/* {1} how often, {2} objection */                                     \
	X(T_WHY_REFUSED, "Starts that were decided without it: {1}.")          \
	X(T_WHY_TIMES_NOT_PREFERRED, "{1} went elsewhere by the rule")         \
	X(T_WHY_TIMES_NO_RAM, "{1} found too little RAM free")                 \
	X(T_WHY_TIMES_NO_CPU, "{1} found too little CPU free")                 \
	X(T_WHY_TIMES_NO_DISK, "{1} found too little disk free")               \
	X(T_WHY_TIMES_NOT_READY, "{1} while it was booting")                   \
	X(T_WHY_TIMES_LEAVING, "{1} while it was being emptied")               \
	X(T_WHY_TIMES_LOST, "{1} after it was lost")                           \
	X(T_WHY_NOTHING, "Nothing was decided in that time.")                  \
	/* reasons, enum reason of the engine */                               \
	X(T_REASON_DEMAND, "it was asked for")                                 \
	X(T_REASON_NO_ROOM, "there is no room")                                \
	X(T_REASON_IDLE, "nobody uses it any more")                            \
	X(T_REASON_WINDOW,                                                     \
	  "it has slept for as long as sleeping worlds may stay on a node")    \
	X(T_REASON_DRAIN, "its node is being emptied")                         \
	X(T_REASON_DISK, "the disk of its node is full")                       \
	X(T_REASON_MOVE, "it starts elsewhere")                                \
	X(T_REASON_ABANDONED, "the player left before it was ready")           \
	X(T_REASON_CRASH, "it ended without being told to")                    \
	X(T_REASON_NODE_LOST, "its node is lost")                              \
	X(T_REASON_RETRY, "an order is out already")                           \
	X(T_REASON_SOLD_OUT, "the provider has none at the moment")            \
	X(T_REASON_QUOTA, "as many nodes as the quota allows exist")           \
	X(T_REASON_GUARD, "a guard holds")                                     \
	X(T_REASON_LIMIT, "a limit of the policy is reached")                  \
	X(T_REASON_TOO_LARGE, "no node that may be ordered is large enough")   \
	X(T_REASON_RUNNING, "it runs already")                                 \
	X(T_REASON_DELETED, "it is deleted")                                   \
	X(T_REASON_LOST_DATA, "its data are lost")                             \
	X(T_REASON_NO_MONEY, "the customer's balance does not last")           \
	X(T_REASON_UNPAID, "the customer has not paid anything in yet")        \
	X(T_REASON_BOOT_TIMEOUT, "it was not ready in time")

#endif /* REPORTS_TEXT_WHY_H */
