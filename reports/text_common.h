/*
 * text_common.h - words that several parts share, and the head of the page.
 */
#ifndef REPORTS_TEXT_COMMON_H
#define REPORTS_TEXT_COMMON_H

#define TEXT_COMMON(X)                                                         \
	X(T_LANGUAGE, "en")                                                    \
	X(T_WINDOW, "{1} to {2} ({3}).")                                       \
	X(T_REPLICATIONS_SEED, "{1} replications, seed {2}.")                  \
	X(T_ONE_RUN_SEED, "One run, seed {1}.")                                \
	X(T_PRICES_AT, "EUR net of VAT unless it says gross; prices of {1}.")  \
	X(T_PRICES_OF_ORDER, "EUR net of VAT unless it says gross; prices "    \
			     "of the day of each order.")                      \
	X(T_DEMAND_SOURCE, "Demand: {1}.")                                     \
	X(T_SESSIONS_READ, "{1} sessions read, {2} used (warm-up included), "  \
			   "{3} of them cut, {4} outside.")                    \
	X(T_SESSIONS_DRAWN, "{1} sessions drawn, {2} used (warm-up "           \
			    "included), {3} of them cut, {4} outside.")        \
	X(T_SESSIONS_OUTSIDE, "Warning: most of the sessions lie outside the " \
			      "run and were skipped.")                         \
	X(T_WINDOW_NOTE, "Window: {1}.")                                       \
	X(T_CONTENTS, "Contents")                                              \
	X(T_ONE_RUN, "one run")                                                \
	X(T_FIRST_OF_RUNS, "the first of {1} runs")                            \
	X(T_NOT_KNOWN, "not known")                                            \
	X(T_MEAN, "Mean")                                                      \
	X(T_COLUMN_ONE_RUN, "One run")                                         \
	X(T_INTERVAL, "95 % interval")                                         \
	X(T_BEHIND, "The figures behind this chart")                           \
	X(T_SAME_IN_EVERY_RUN, "the same in every run")                        \
	X(T_ALL, "all")                                                        \
	X(T_SUM, "sum")                                                        \
	X(T_YES, "yes")                                                        \
	X(T_NO, "no")                                                          \
	X(T_PATH_NEW, "new world")                                             \
	X(T_PATH_WARM, "warm, where it was")                                   \
	X(T_PATH_MOVED, "moved to another node")                               \
	X(T_PATH_RESTORED, "restored from the archive")                        \
	X(T_PATH_PREFETCHED, "prefetched")                                     \
	X(T_PATH_QUEUED, "queued for room")                                    \
	X(T_PATH_NONE, "never placed")                                         \
	X(T_KEPT, "kept")                                                      \
	X(T_BROKEN, "broken")                                                  \
	X(T_VERDICT_BETTER, "better")                                          \
	X(T_VERDICT_WORSE, "worse")                                            \
	X(T_VERDICT_SAME, "the same")                                          \
	X(T_VERDICT_NOISE, "could be noise")                                   \
	X(T_VERDICT_MORE, "more")                                              \
	X(T_VERDICT_LESS, "less")                                              \
	X(T_VERDICT_NONE, "one run: no verdict")

#endif /* REPORTS_TEXT_COMMON_H */
