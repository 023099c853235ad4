/*
 * text_waiting.h - words of section 3, waiting.
 */
#ifndef REPORTS_TEXT_WAITING_H
#define REPORTS_TEXT_WAITING_H

#define TEXT_WAITING(X)                                                        \
	X(T_WAITING_HEADING, "3. Waiting")                                     \
	X(T_WAITING_WHAT, "From the request to the moment a node holds the "   \
			  "world: our part, without the game's own start-up.") \
	X(T_SERVED_QUESTION, "How were starts served?")                        \
	X(T_SERVED_NOTE, "Starts by path; whiskers: 95 % interval of the "     \
			 "mean")                                               \
	X(T_SERVED_NOTE_ONE, "Starts by path, one run")                        \
	X(T_SERVED_ALT, "Starts by the way they were served; the table below " \
			"holds the numbers.")                                  \
	X(T_STARTS, "starts")                                                  \
	X(T_NOT_SERVED, "not served")                                          \
	X(T_SHORT_NEW, "new")                                                  \
	X(T_SHORT_WARM, "warm")                                                \
	X(T_SHORT_MOVED, "moved")                                              \
	X(T_SHORT_RESTORED, "restored")                                        \
	X(T_SHORT_PREFETCHED, "prefetched")                                    \
	X(T_SHORT_QUEUED, "queued")                                            \
	X(T_COLUMN_STARTS, "Starts")                                           \
	X(T_ASKED_FOR, "asked for")                                            \
	X(T_SERVED, "served")                                                  \
	X(T_REFUSED, "refused")                                                \
	X(T_GAVE_UP, "gave up waiting")                                        \
	X(T_PENDING, "still waiting at the end")                               \
	X(T_SHARE_UNSERVED, "not served, share")                               \
	X(T_PATH_QUESTION, "Which path makes players wait?")                   \
	X(T_PATH_NOTE, "Seconds by path, and the promise as a line")           \
	X(T_WAITS_ALT, "Waiting time by path: median, 95 % and 99 %; the "     \
		       "table below holds the numbers.")                       \
	X(T_SECONDS, "seconds")                                                \
	X(T_KEY_P95, "p95 (the number)")                                       \
	X(T_KEY_PROMISE, "promise for p95")                                    \
	X(T_COLUMN_PATH, "Path")                                               \
	X(T_COLUMN_SHARE, "Share")                                             \
	X(T_WAITS_CAPTION, "Seconds; means of all replications with 95 % "     \
			   "intervals, max is the worst of all")               \
	X(T_WAITS_CAPTION_ONE, "Seconds; one run")                             \
	X(T_READY, "server ready, with start-up")                              \
	X(T_LATE_CAPTION, "Who waited longer than {1} s; {2}")                 \
	X(T_COLUMN_LATE, "Later than promised")                                \
	X(T_COLUMN_HOURS, "Waiting, hours in all")                             \
	X(T_PATIENCE, "Who waits gives up: for room {1}; while the world is "  \
		      "moved or restored {2}.")                                \
	X(T_CAUSE_QUESTION, "Why were the slowest slow?")                      \
	X(T_CAUSE_SENTENCE, "The slowest one per cent of starts, {1} of {2}, " \
			    "took {3} s or longer until the server was "       \
			    "ready or the player left. Most of it: {4}, "      \
			    "{5} % of their time; {6}.")                       \
	X(T_CAUSE_CAPTION, "Each start of the slowest one per cent counts at " \
			   "the cause of most of its time; {1}. Late hours: "  \
			   "all waits longer than {2} s, all runs")            \
	X(T_COLUMN_CAUSE, "Cause")                                             \
	X(T_COLUMN_SLOWEST, "Slowest 1 %, starts")                             \
	X(T_COLUMN_TIME_SHARE, "Share of their time")                          \
	X(T_COLUMN_LATE_HOURS, "Late hours, mean")

#endif /* REPORTS_TEXT_WAITING_H */
