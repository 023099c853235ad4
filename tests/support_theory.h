/*
 * support_theory.h - the whole simulator against textbook queues.
 *
 * Everything is switched off until a model with a closed form is left, and
 * replication_run() is compared with it over a sweep of loads, with exponential
 * and log-normal durations:
 *
 *   blocking  c rooms, who finds none is lost: Erlang's B (Erlang 1917), which
 *             depends on the law by its mean alone (Sevastyanov 1957)
 *   restore   c connections: mean wait in the line.  Exponential: Erlang's C,
 *             c = 2; log-normal: Pollaczek-Khinchine (Khinchine 1932), c = 1
 *   active    room for all: mean of active worlds = load (M/G/inf)
 *   little    c rooms, all wait: worlds waiting and active, seen by the
 * engine's gauges = starts a second x mean stay of each (Little 1961)
 *
 * One seed gives one independent value; the p-value is Student's t over seeds.
 * The same seeds always give the same values.  Loads are in Erlang.
 */
#ifndef TESTS_SUPPORT_THEORY_H
#define TESTS_SUPPORT_THEORY_H

#include <stdbool.h>
#include <stdint.h>

#define THEORY_CASES 40
#define THEORY_SEEDS_MAX 100

enum theory_model {
	THEORY_BLOCKING = 0,
	THEORY_RESTORE,
	THEORY_ACTIVE,
	THEORY_LITTLE
};

struct theory_case {
	enum theory_model model;
	bool lognormal; /* else exponential */
	unsigned servers;
	double load;
	double starts; /* a seed, in the full test */
};

struct theory_result {
	struct theory_case of;
	unsigned seeds;
	double
	    theory[THEORY_SEEDS_MAX]; /* Little's differs from seed to seed */
	double measured[THEORY_SEEDS_MAX];
};

struct theory_judgement {
	double theory, measured;
	double half_width; /* of the 99 % interval, as a share of the theory */
	double p;	   /* two-sided */
};

struct theory_verdict {
	unsigned cases, outside_99, outside_9999;
	double widest; /* half-width */
};

double theory_erlang_b(unsigned servers, double load);
double theory_erlang_c(unsigned servers, double load);

struct theory_size {
	unsigned seeds;
	double starts_factor; /* of struct theory_case.starts */
	double length_factor; /* 1; else durations are wrong by this */
};

/* All cases, seeds 1 ... n.  False, with a line on stderr, if a run fails. */
bool theory_run(const struct theory_size *size,
		struct theory_result results[THEORY_CASES]);

/* Compare with the theory times `factor`. */
struct theory_judgement theory_judge(const struct theory_result *result,
				     double factor);
void theory_add(struct theory_verdict *verdict,
		const struct theory_result *result, double factor);
struct theory_verdict theory_sum(const struct theory_result *results,
				 double factor);
/* At most 2 of 40 outside 99 %, none outside 99.99 %. */
bool theory_holds(const struct theory_verdict *verdict);
/* The table: every case with its p-value. */
void theory_print(const struct theory_result *results, double factor);

#endif /* TESTS_SUPPORT_THEORY_H */
