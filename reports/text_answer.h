/*
 * text_answer.h - words of section 1, the answer, and of the levers that the
 * assumptions name again.
 */
#ifndef REPORTS_TEXT_ANSWER_H
#define REPORTS_TEXT_ANSWER_H

#define TEXT_ANSWER(X)                                                         \
	X(T_ANSWER_HEADING, "1. The answer")                                   \
	X(T_EARNS, "The fleet earns {1} EUR, {2} % of net revenue, ")          \
	X(T_LOSES, "The fleet loses {1} EUR, {2} % of net revenue, ")          \
	X(T_EARNS_ONLY, "The fleet earns {1} EUR. ")                           \
	X(T_LOSES_ONLY, "The fleet loses {1} EUR. ")                           \
	X(T_AND_KEEPS, "and keeps its promise: ")                              \
	X(T_BUT_KEEPS, "but keeps its promise: ")                              \
	X(T_AND_BREAKS, "and breaks its promise: ")                            \
	X(T_BUT_BREAKS, "but breaks its promise: ")                            \
	X(T_PROMISE_SENTENCE,                                                  \
	  "95 % of starts wait at most {1} s (promised: {2} s) and {3} % are " \
	  "not served (promised: at most {4} %).")                             \
	X(T_NOTHING_ASKED, "Nothing was asked for, so there is no promise to " \
			   "judge.")                                           \
	X(T_TILE_MARGIN, "Margin")                                             \
	X(T_TILE_PROMISE, "Promise")                                           \
	X(T_TILE_PLAYER_HOUR, "Cost per player-hour")                          \
	X(T_TILE_GB_HOUR, "Cost per GB-hour played")                           \
	X(T_TILE_LEVER, "What would improve it most")                          \
	X(T_OF_NET, "{1} of net revenue")                                      \
	X(T_OF_NET_RANGE, "{1} of net revenue ({2})")                          \
	X(T_NOT_JUDGED, "not judged")                                          \
	X(T_WAIT_P95, "Wait p95")                                              \
	X(T_UNSERVED, "Unserved")                                              \
	X(T_PROMISED, "{1} {2}, promised {3}")                                 \
	X(T_PROMISED_RANGE, "{1} {2} ({3}), promised {4}")                     \
	X(T_NO_PLAYERS, "The demand counts worlds, not players.")              \
	X(T_LEVER_SHARE, "{1} of {2} hours that late starts waited ({3})")     \
	X(T_LEVER_SHARE_ONE, "{1} of {2} hours that late starts waited")       \
	X(T_LEVER_IDLE, "{1} EUR of {2} EUR of cost ({3})")                    \
	X(T_LEVER_IDLE_ONE, "{1} EUR of {2} EUR of cost")                      \
	X(T_LEVER_NONE, "nothing stands out")                                  \
	X(T_LEVER_RULE_WAIT, "The promise is broken; this delay is the "       \
			     "largest of the late starts.")                    \
	X(T_LEVER_RULE_IDLE, "The promise is kept; this is the largest part "  \
			     "of cost that nobody plays on.")                  \
	X(T_LEVER_SAVING, "Save a stopped world faster")                       \
	X(T_LEVER_ROOM, "Have room sooner")                                    \
	X(T_LEVER_BOOT, "Order nodes earlier")                                 \
	X(T_LEVER_LINE, "More archive connections, or fewer moves")            \
	X(T_LEVER_TRANSFER, "A faster archive, or fewer moves")                \
	X(T_LEVER_IDLE_BOOT, "Fewer orders of nodes")                          \
	X(T_LEVER_IDLE_RESERVE, "Less reserve inside nodes")                   \
	X(T_LEVER_IDLE_ROUNDING, "Give nodes back nearer to the hour")         \
	X(T_LEVER_IDLE_SPARE, "Fewer spare nodes")                             \
	X(T_LEVER_IDLE_FRAGMENTATION, "Pack worlds closer")                    \
	X(T_LEVER_IDLE_NIGHT, "Less that is rented by the month")              \
	X(T_LEVER_IDLE_SLACK, "Less free RAM by day")                          \
	X(T_OTHER_WAIT, "Where the waiting is: {1}, {2} % of the time that "   \
			"late starts waited.")                                 \
	X(T_OTHER_IDLE, "Where the money idles: {1} costs {2} EUR, {3} % of "  \
			"all cost.")                                           \
	X(T_NOT_SIMULATED, "What a change would gain was not simulated: run "  \
			   "it, and compare with `conductor report A B`.")     \
	X(T_AGAINST_STATIC, "Against a static fleet for the peak ({1}): "      \
			    "{2} EUR of margin{3}; wait p95 {4} s against "    \
			    "{5} s. This fleet {6}.")                          \
	X(T_AGAINST_STATIC_ONE, "Against a static fleet for the peak ({1}): "  \
				"{2} EUR of margin; wait p95 {4} s against "   \
				"{5} s. One run: no verdict.")                 \
	X(T_ONE_RUN_WARNING, "One run: nothing here says how much of it is "   \
			     "chance. Use --replications 20 for intervals.")   \
	X(T_BRACKETS, "Brackets hold the mean of {1} replications with 95 % "  \
		      "confidence. What varied: {2}.")                         \
	X(T_DELAY_SAVING, "its last run was still being saved")                \
	X(T_DELAY_ROOM, "no node had room")                                    \
	X(T_DELAY_BOOT, "its node was booting")                                \
	X(T_DELAY_LINE, "no connection to the archive was free")               \
	X(T_DELAY_TRANSFER, "its data were on their way")                      \
	X(T_DELAY_START_UP, "the game's own start-up")                         \
	X(T_IDLE_BOOT, "booting nodes")                                        \
	X(T_IDLE_RESERVE, "the reserve inside nodes")                          \
	X(T_IDLE_ROUNDING, "the rest of started hours")                        \
	X(T_IDLE_SPARE, "spare on purpose")                                    \
	X(T_IDLE_FRAGMENTATION, "gaps too small")                              \
	X(T_IDLE_NIGHT, "free RAM at night")                                   \
	X(T_IDLE_SLACK, "free RAM by day")

#endif /* REPORTS_TEXT_ANSWER_H */
