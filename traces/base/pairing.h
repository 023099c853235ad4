/*
 * pairing.h - one figure of two runs, replication by replication: what each is
 * on average, and what may be said of the difference B - A.
 *
 * The only place where runs are paired: what `conductor sim` says of an
 * alternative is what `conductor report A B` says of the two runs, to the last
 * digit.  Where both meet the same draws the interval is that of the
 * differences (Student, 1908); else they are two independent samples (Welch,
 * 1947).  Owns nothing.
 */
#ifndef TRACES_BASE_PAIRING_H
#define TRACES_BASE_PAIRING_H

#include <stdbool.h>

/* Two runs have met the same demand if these are equal in every replication. */
#define DEMAND_FIGURES(X)                                                      \
	X("sessions.read")                                                     \
	X("sessions.used") X("sessions.cut") X("starts.requested")

struct interval {
	double mean, low, high; /* 95 %; low = high = mean unless known */
	bool known;		/* n >= 2 and the values differ */
};

/* Two-sided 95 % point of Student's t. */
double student_95(double freedom);
/* The same for one of so many intervals that are to hold all together: each is
 * two-sided at 1 - 5 % / `comparisons` (Bonferroni's inequality; Dunn, 1961,
 * "Multiple comparisons among means", JASA 56).  It holds however the
 * differences depend on each other, which those to one base do. */
double student_95_of(double freedom, unsigned comparisons);

/* Mean and sum of squares, by Welford (1962). */
struct sample {
	double n, mean, squares;
};

struct pairing {
	struct sample a, b, difference;
	bool differs;	     /* in some replication, one is unknown or other */
	bool a_over, b_over; /* among them is a wait of unserved starts */
};

/* The values of the next replication.  NAN: unknown; HUGE_VAL: longer than any
 * that was measured. */
void pairing_add(struct pairing *pairing, double a, double b);

/* The mean of one side; NAN: unknown in all, HUGE_VAL: over in some. */
double pairing_a(const struct pairing *pairing);
double pairing_b(const struct pairing *pairing);

/* B - A; mean is NAN where one of them is unknown or over. */
struct interval pairing_difference(const struct pairing *pairing, bool paired);
/* The same as one of so many that hold together. */
struct interval pairing_difference_of(const struct pairing *pairing,
				      bool paired, unsigned comparisons);

#endif /* TRACES_BASE_PAIRING_H */
