/*
 * bench_fleet_week.c - how fast a week of a large fleet is simulated.
 *
 * The fleet is that of support_fleet_week.h.  Prints CPU seconds of the run
 * (the trace is made before), domain events and inputs, ns per event, and the
 * process's peak memory.
 *
 * bench_fleet_week [--quick] [WORLDS]...
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "sim/replication.h"
#include "support_fleet_week.h"

#define ROUNDS 5 /* the best counts */

static double cpu_s(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double peak_mb(void)
{
	struct rusage usage;

	(void)getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

static int measure(uint32_t worlds, int rounds)
{
	struct trace trace = fleet_week_trace(worlds);
	struct scenario scenario = fleet_week_scenario(worlds);
	const struct replication_options options = {0};
	struct figures figures;
	uint64_t events = 0, inputs = 0, served = 0;
	double best_s = HUGE_VAL, before_mb = peak_mb();

	for (int i = 0; i < rounds; i++) {
		struct error_text error = {""};
		double began_s = cpu_s();

		if (!replication_run(&scenario, &trace, &options, &figures,
				     &error)) {
			(void)fprintf(stderr, "%s\n", error.text);
			return 1;
		}
		best_s = fmin(best_s, cpu_s() - began_s);
		events = figures.events;
		inputs = figures.inputs;
		served = figures.served;
		figures_release(&figures);
	}
	(void)printf(
	    "%8u  %9llu %9llu %6.2f  %8.3f s  %7.1f  %7.2f  %5.0f MB "
	    "(%.0f before)  served %llu\n",
	    worlds, (unsigned long long)events, (unsigned long long)inputs,
	    (double)inputs / (double)events, best_s,
	    1e9 * best_s / (double)events, (double)events / best_s / 1e6,
	    peak_mb(), before_mb, (unsigned long long)served);
	free(trace.worlds);
	free(trace.sessions);
	return 0;
}

int main(int argc, char **argv)
{
	uint32_t sizes[] = {10000, 100000, 1000000};
	int count = 3, status = 0, from = 1;

	if (argc > 1 && strcmp(argv[1], "--quick") == 0) {
		count = 2;
		from = 2;
	}
	(void)puts("  worlds     events    inputs  in/ev       CPU  ns/event  "
		   "M ev/s  peak memory");
	if (argc > from) {
		for (int i = from; i < argc; i++)
			status |= measure((uint32_t)strtoul(argv[i], NULL, 10),
					  ROUNDS);
		return status;
	}
	for (int i = 0; i < count; i++)
		status |= measure(sizes[i], ROUNDS);
	return status;
}
