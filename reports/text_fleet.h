/*
 * text_fleet.h - words of sections 5 and 6: the fleet, the static fleet, what
 * took part.
 */
#ifndef REPORTS_TEXT_FLEET_H
#define REPORTS_TEXT_FLEET_H

#define TEXT_FLEET(X)                                                          \
	X(T_FLEET_HEADING, "5. The fleet")                                     \
	X(T_TYPE_CAPTION, "By type of node; {1}")                              \
	X(T_COLUMN_TYPE, "Type")                                               \
	X(T_COLUMN_KIND, "Kind")                                               \
	X(T_COLUMN_NODES, "Nodes")                                             \
	X(T_COLUMN_PEAK, "At once")                                            \
	X(T_COLUMN_PAID, "Hours paid")                                         \
	X(T_COLUMN_USED, "RAM used of paid")                                   \
	X(T_COLUMN_UNFILLED, "Orders not filled")                              \
	X(T_COLUMN_TYPE_COST, "Cost, EUR")                                     \
	X(T_DEDICATED, "dedicated")                                            \
	X(T_CLOUD, "cloud")                                                    \
	X(T_ALL_DEDICATED, "all dedicated")                                    \
	X(T_CLOUD_COLUMN, "Cloud nodes")                                       \
	X(T_FLEET_ORDERED, "nodes ordered")                                    \
	X(T_FLEET_SOLD_OUT, "orders that met 'sold out'")                      \
	X(T_FLEET_BILLED, "hours billed")                                      \
	X(T_FLEET_USED, "hours used")                                          \
	X(T_FLEET_WASTED, "paid minutes thrown away")                          \
	X(T_FLEET_PEAK, "nodes at once, most")                                 \
	X(T_FLEET_LOST, "nodes lost (failures)")                               \
	X(T_FLEET_INTERRUPTED, "worlds interrupted")                           \
	X(T_STATIC_HEADING, "The same demand on a static fleet")               \
	X(T_STATIC_NOT_RUN, "Not run: this run was started with --no-static "  \
			    "or with a journal, or has no cloud or no "        \
			    "dedicated nodes to compare.")                     \
	X(T_STATIC_WHAT, "B is a fleet sized for the peak and never "          \
			 "changed: {1}.")                                      \
	X(T_STATIC_VERDICT, "The elastic fleet {1}.")                          \
	X(T_STATIC_UNEQUAL, "The two do not serve alike: wait p95 is {1} s "   \
			    "against {2} s. Weigh the margin against that.")   \
	X(T_STATIC_CAPTION, "The intervals are those of paired differences")   \
	X(T_STATIC_FIGURE, "Figure")                                           \
	X(T_STATIC_A, "A: elastic")                                            \
	X(T_STATIC_B, "B: static")                                             \
	X(T_STATIC_DIFFERENCE, "A - B")                                        \
	X(T_STATIC_INTERVAL, "95 % interval of A - B")                         \
	X(T_STATIC_VERDICT_ON, "Verdict on A")                                 \
	X(T_STATIC_MARGIN, "margin")                                           \
	X(T_STATIC_NET, "net revenue")                                         \
	X(T_STATIC_COST, "cost")                                               \
	X(T_STATIC_WAIT, "wait p95")                                           \
	X(T_STATIC_UNSERVED, "not served")                                     \
	X(T_STATIC_PROMISE, "promise")                                         \
	X(T_PARTS_HEADING, "6. What took part")                                \
	X(T_PARTS_WHAT, "What takes no part is unknown in the results, never " \
			"0.")                                                  \
	X(T_COLUMN_PART, "Part")                                               \
	X(T_COLUMN_TOOK_PART, "Took part")                                     \
	X(T_COLUMN_DID, "What it did")                                         \
	X(T_PART_CLOUD, "cloud nodes, rule '{1}'")                             \
	X(T_PART_CLOUD_DID, "{1} orders")                                      \
	X(T_PART_ARCHIVE, "archive and restore")                               \
	X(T_PART_ARCHIVE_DID, "{1} worlds archived, {2} woken from there, "    \
			      "{3} moved through it")                          \
	X(T_PART_GUARDS, "guards")                                             \
	X(T_PART_GUARDS_DID, "held {1} times")                                 \
	X(T_PART_FAILURES, "failures and recovery")                            \
	X(T_PART_FAILURES_DID, "{1} nodes lost, {2} worlds rescued, {3} lost") \
	X(T_PART_STOCK, "sold-out phases")                                     \
	X(T_PART_STOCK_DID, "{1} orders met them")                             \
	X(T_PART_FORECAST, "forecast")                                         \
	X(T_PART_SPARES, "hot spares")                                         \
	X(T_PART_PREFETCH, "prefetch of worlds")                               \
	X(T_PART_JOBS, "jobs")                                                 \
	X(T_PART_SNAPSHOTS, "snapshots between saves")                         \
	X(T_PART_PLAYERS, "players (not only their worlds)")

#endif /* REPORTS_TEXT_FLEET_H */
