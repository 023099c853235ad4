/*
 * bench_records.c - what the records of a run cost, beside the run itself.
 *
 * The fleet week of support_fleet_week.h, three times:
 *
 *	bare	  the loop alone, as bench_fleet_week
 *	recorded  with all that `conductor sim` keeps: starts, nodes, ledger,
 *		  series, tiers, customers, causes of waiting, invoices
 *	written	  and run.db, summary.json and the CSV files on disk
 *
 * Prints medians of wall and CPU seconds, ns and events a second of wall time,
 * and both ratios to the bare loop.  The trace is made before.  On a machine
 * that does other things the CPU time tells more than the wall time; for
 * instructions run it under callgrind with --only, and --only none for what the
 * trace costs.
 *
 * bench_records [--quick] [--rounds N] [--only none|bare|recorded|written]
 *	[WORLDS]
 *
 * --quick: 10,000 worlds, three rounds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim/run.h"
#include "sim/run_directory.h"
#include "support_fleet_week.h"

#define ROUNDS_MAX 99
#define DIRECTORY "/tmp/bench_records"

enum way { BARE = 0, RECORDED, WRITTEN, WAYS };

static const char *const way_names[] = {"bare", "recorded", "written"};

static double seconds_of(clockid_t clock)
{
	struct timespec now;

	(void)clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, by_size);
	return values[count / 2];
}

static char *numbered(const char *what, uint32_t number)
{
	char text[32];

	(void)snprintf(text, sizeof text, "%s%06u", what, number);
	return strdup(text);
}

/* Rows carry names. */
static void name_all(struct trace *trace)
{
	trace->accounts =
	    calloc(trace->account_count + (size_t)1, sizeof *trace->accounts);
	if (trace->accounts == NULL)
		abort();
	for (uint32_t i = 0; i < trace->world_count; i++)
		trace->worlds[i].name = numbered("w", i + 1);
	for (uint32_t i = 0; i < trace->account_count; i++)
		trace->accounts[i] = numbered("customer", i + 1);
}

static void describe(struct scenario *scenario)
{
	static char name[] = "fleet-week", clock[] = "UTC",
		    path[] = "fleet-week.json";

	scenario->name = scenario->title = name;
	scenario->path = scenario->workload.path = path;
	scenario->clock = clock;
	scenario->book_name = scenario->catalogue_name = name;
	scenario->location_count = 1;
	scenario->promise_wait_p95_s = 30;
}

/* Events of the run; 0: it failed. */
static uint64_t go(enum way way, const struct scenario *scenario,
		   struct trace *trace, struct error_text *error)
{
	const struct replication_options bare = {.promise = true};
	const struct run_options options = {.jobs = 1, .sessions = trace};
	struct figures figures;
	struct run_place place;
	struct run run = {0};
	uint64_t events;

	if (way == BARE) {
		if (!replication_run(scenario, trace, &bare, &figures, error))
			return 0;
		events = figures.events;
		figures_release(&figures);
		return events;
	}
	if (!run_scenario(scenario, &options, &run, error))
		return 0;
	run.command_line = "";
	events = run.figures[0].events;
	if (way == WRITTEN) {
		if (!run_place_open(&place, DIRECTORY, true, error) ||
		    !run_directory_write(&run, &place, error))
			events = 0;
		run_place_close(&place);
	}
	run_release(&run);
	return events;
}

struct took {
	double wall_s[ROUNDS_MAX], cpu_s[ROUNDS_MAX];
};

/* Events of a round; 0: it failed. */
static uint64_t measure(enum way way, const struct scenario *scenario,
			struct trace *trace, int rounds, struct took *took)
{
	uint64_t events = 0;

	for (int i = 0; i < rounds; i++) {
		double wall_s = seconds_of(CLOCK_MONOTONIC);
		double cpu_s = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		struct error_text error = {""};

		events = go(way, scenario, trace, &error);
		if (events == 0)
			(void)fprintf(stderr, "%s\n", error.text);
		took->wall_s[i] = seconds_of(CLOCK_MONOTONIC) - wall_s;
		took->cpu_s[i] = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
	}
	return events;
}

static int measure_all(uint32_t worlds, int rounds, unsigned ways)
{
	struct trace trace = fleet_week_trace(worlds);
	struct scenario scenario = fleet_week_scenario(worlds);
	double bare_wall_s = nan(""), bare_cpu_s = nan("");
	struct took took;
	int status = 0;

	name_all(&trace);
	describe(&scenario);
	(void)printf("fleet week, %u worlds, medians of %d\n"
		     "way         wall s   CPU s  ns/event     ev/s  "
		     "wall ratio  CPU ratio\n",
		     worlds, rounds);
	for (int way = 0; way < WAYS; way++) {
		uint64_t events;
		double wall_s, cpu_s;

		if ((ways >> way & 1) == 0)
			continue;
		events =
		    measure((enum way)way, &scenario, &trace, rounds, &took);
		status |= events == 0;
		wall_s = median(took.wall_s, rounds);
		cpu_s = median(took.cpu_s, rounds);
		if (way == BARE) {
			bare_wall_s = wall_s;
			bare_cpu_s = cpu_s;
		}
		(void)printf("%-10s %7.3f %7.3f  %8.1f  %7.0f  %10.2f %10.2f\n",
			     way_names[way], wall_s, cpu_s,
			     1e9 * wall_s / (double)events,
			     (double)events / wall_s, wall_s / bare_wall_s,
			     cpu_s / bare_cpu_s);
	}
	trace_release(&trace);
	return status;
}

int main(int argc, char **argv)
{
	uint32_t worlds = 100000;
	unsigned ways = (1u << WAYS) - 1;
	int rounds = 5;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--quick") == 0) {
			worlds = 10000;
			rounds = 3;
		} else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) {
			rounds = (int)strtol(argv[++i], NULL, 10);
		} else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
			ways = 0;
			i++;
			for (int way = 0; way < WAYS; way++)
				if (strcmp(argv[i], way_names[way]) == 0)
					ways = 1u << way;
		} else {
			worlds = (uint32_t)strtoul(argv[i], NULL, 10);
		}
	}
	if (rounds < 1 || rounds > ROUNDS_MAX || worlds == 0) {
		(void)fprintf(stderr,
			      "bench_records: needs a number of worlds "
			      "and 1 to %d rounds\n",
			      ROUNDS_MAX);
		return 2;
	}
	return measure_all(worlds, rounds, ways);
}
