/*
 * bench_two_cores.c - do two replications in one process disturb each other?
 *
 * Two threads of one process, and two processes, each simulate the fleet week
 * once, both at the same time.  Prints the wall seconds of either way, taken in
 * turns, and what share of the processes' speed the threads reach.
 *
 * bench_two_cores [--quick]
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sim/replication.h"
#include "support_fleet_week.h"

#define ROUNDS 7
#define WORLDS 100000
#define WORLDS_QUICK 10000

struct job {
	const struct scenario *scenario;
	const struct trace *trace;
	bool good;
};

static void *simulate(void *context)
{
	struct job *job = context;
	const struct replication_options options = {0};
	struct error_text error = {""};
	struct figures figures;

	job->good = replication_run(job->scenario, job->trace, &options,
				    &figures, &error);
	if (job->good)
		figures_release(&figures);
	return NULL;
}

static double wall_s(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool by_threads(const struct job *job)
{
	struct job jobs[2] = {*job, *job};
	pthread_t other;

	if (pthread_create(&other, NULL, simulate, &jobs[1]) != 0)
		return false;
	(void)simulate(&jobs[0]);
	(void)pthread_join(other, NULL);
	return jobs[0].good && jobs[1].good;
}

static bool by_processes(const struct job *job)
{
	bool good = true;

	for (int i = 0; i < 2; i++) {
		pid_t child = fork();

		if (child == 0) {
			struct job mine = *job;

			(void)simulate(&mine);
			_exit(mine.good ? 0 : 1);
		}
		good = good && child > 0;
	}
	for (int i = 0; i < 2; i++) {
		int status = 0;

		good = wait(&status) > 0 && status == 0 && good;
	}
	return good;
}

int main(int argc, char **argv)
{
	bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
	uint32_t worlds = quick ? WORLDS_QUICK : WORLDS;
	struct trace trace = fleet_week_trace(worlds);
	struct scenario scenario = fleet_week_scenario(worlds);
	const struct job job = {&scenario, &trace, false};
	double threads_s = HUGE_VAL, processes_s = HUGE_VAL;
	bool good = true;

	for (int round = 0; round < ROUNDS && good; round++) {
		double began_s = wall_s();

		good = by_processes(&job);
		processes_s = fmin(processes_s, wall_s() - began_s);
		began_s = wall_s();
		good = by_threads(&job) && good;
		threads_s = fmin(threads_s, wall_s() - began_s);
	}
	if (good)
		(void)printf("two runs of %u worlds at once, best of %d: two "
			     "processes %.3f s, two threads %.3f s, ratio "
			     "%.2f\n",
			     worlds, ROUNDS, processes_s, threads_s,
			     processes_s / threads_s);
	free(trace.worlds);
	free(trace.sessions);
	return good ? 0 : 1;
}
