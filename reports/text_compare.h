/*
 * text_compare.h - words of the comparison of two runs.
 */
#ifndef REPORTS_TEXT_COMPARE_H
#define REPORTS_TEXT_COMPARE_H

#define TEXT_COMPARE(X)                                                        \
	X(T_COMPARE_TITLE, "A and B side by side")                             \
	X(T_COMPARE_A, "A: {1}; {2}")                                          \
	X(T_COMPARE_B, "B: {1}; {2}")                                          \
	X(T_COMPARE_WINDOW, "{1} to {2} ({3}); {4} and {5} replications, "     \
			    "seeds {6} and {7}")                               \
	X(T_COMPARE_PAIRED, "Paired: replication i of both meets the same "    \
			    "demand and the same luck. B - A with the 95 % "   \
			    "interval of the mean; the verdict is on B.")      \
	X(T_COMPARE_UNPAIRED, "NOT paired: {1}. Intervals are those of two "   \
			      "independent samples, wider than paired ones. "  \
			      "The verdict is on B.")                          \
	X(T_UNPAIRED_SEED, "the seeds differ")                                 \
	X(T_UNPAIRED_COUNT, "the numbers of replications differ")              \
	X(T_UNPAIRED_DEMAND, "the demand differs")                             \
	X(T_COMPARE_ONE, "One run each: nothing here says how much of a "      \
			 "difference is chance.")                              \
	X(T_COMPARE_ANSWER_HEADING, "1. The answer")                           \
	X(T_COMPARE_ANSWER, "B {1}: margin {2} EUR.")                          \
	X(T_COMPARE_EARNS_MORE, "earns more")                                  \
	X(T_COMPARE_EARNS_LESS, "earns less")                                  \
	X(T_COMPARE_EARNS_SAME, "earns the same")                              \
	X(T_COMPARE_EARNS_NOISE, "earns about the same (could be noise)")      \
	X(T_COMPARE_EARNS_NONE, "cannot be judged from one run")               \
	X(T_COMPARE_PROMISE, "Promise: {1} in A, {2} in B.")                   \
	X(T_COMPARE_KEYS_HEADING, "2. What differs in the scenarios")          \
	X(T_COMPARE_NO_KEYS, "No key differs.")                                \
	X(T_COMPARE_FIGURES_HEADING, "3. Every figure")                        \
	X(T_COMPARE_SAME, "{1} more figures are the same in both.")            \
	X(T_COMPARE_CHANGED, "Figures that differ")                            \
	X(T_COMPARE_REPRODUCE_HEADING, "4. Reproduce")                         \
	X(T_COLUMN_FIGURE, "Figure")                                           \
	X(T_COLUMN_UNIT, "Unit")                                               \
	X(T_COLUMN_DIFFERENCE, "B - A")                                        \
	X(T_COLUMN_VERDICT, "Verdict")                                         \
	X(T_COMPARE_HEADLINES, "The figures that decide")

#endif /* REPORTS_TEXT_COMPARE_H */
