#include "support_theory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/units.h"
#include "scenarios/scenario.h"
#include "sim/replication.h"

#define MEAN_S 10.0 /* of every duration */
#define SIGMA_PLAY 1.0
#define SIGMA_RESTORE 0.5
#define PLAN_MIB 64
#define POOL 4096 /* worlds that take turns, where they need not be fresh */
#define TEXT_BYTES 4096
#define NAME_BYTES 16
#define UNKNOWN ((double)NAN)

/* --- theory --------------------------------------------------------------- */

double theory_erlang_b(unsigned servers, double load)
{
	double blocking = 1;

	for (unsigned i = 1; i <= servers; i++)
		blocking = load * blocking / (i + load * blocking);
	return blocking;
}

double theory_erlang_c(unsigned servers, double load)
{
	double blocking = theory_erlang_b(servers, load);

	return blocking / (1 - load / servers * (1 - blocking));
}

static double mean_wait_s(const struct theory_case *of)
{
	/* E[S^2] = mean^2 exp(sigma^2) for the log-normal law */
	double square = MEAN_S * MEAN_S * exp(SIGMA_RESTORE * SIGMA_RESTORE);

	if (of->lognormal)
		return of->load / MEAN_S * square / (2 * (1 - of->load));
	return theory_erlang_c(of->servers, of->load) * MEAN_S /
	       (of->servers - of->load);
}

/* --- the cases ------------------------------------------------------------ */

static const struct sweep {
	enum theory_model model;
	/* exponential, log-normal: */
	unsigned servers[2];
	double load[2];
	double starts[2]; /* for a half-width below 2 % over 20 seeds */
} sweeps[THEORY_CASES / 2] = {
    {THEORY_BLOCKING, {4, 4}, {2, 2}, {50e3, 50e3}},
    {THEORY_BLOCKING, {5, 5}, {5, 5}, {50e3, 50e3}},
    {THEORY_BLOCKING, {10, 10}, {8, 8}, {100e3, 100e3}},
    {THEORY_BLOCKING, {10, 10}, {15, 15}, {50e3, 50e3}},
    {THEORY_BLOCKING, {20, 20}, {20, 20}, {100e3, 100e3}},
    {THEORY_RESTORE, {2, 1}, {0.8, 0.3}, {200e3, 80e3}},
    {THEORY_RESTORE, {2, 1}, {1.0, 0.4}, {200e3, 80e3}},
    {THEORY_RESTORE, {2, 1}, {1.2, 0.5}, {200e3, 80e3}},
    {THEORY_RESTORE, {2, 1}, {1.3, 0.6}, {200e3, 80e3}},
    {THEORY_RESTORE, {2, 1}, {1.4, 0.7}, {200e3, 80e3}},
    {THEORY_ACTIVE, {0, 0}, {0.5, 0.5}, {10e3, 10e3}},
    {THEORY_ACTIVE, {0, 0}, {2, 2}, {10e3, 10e3}},
    {THEORY_ACTIVE, {0, 0}, {8, 8}, {10e3, 10e3}},
    {THEORY_ACTIVE, {0, 0}, {16, 16}, {10e3, 10e3}},
    {THEORY_ACTIVE, {0, 0}, {32, 32}, {10e3, 10e3}},
    {THEORY_LITTLE, {4, 4}, {1, 1}, {5e3, 5e3}},
    {THEORY_LITTLE, {4, 4}, {2, 2}, {5e3, 5e3}},
    {THEORY_LITTLE, {4, 4}, {2.5, 2.5}, {5e3, 5e3}},
    {THEORY_LITTLE, {4, 4}, {3, 3}, {5e3, 5e3}},
    {THEORY_LITTLE, {4, 4}, {3.5, 3.5}, {5e3, 5e3}},
};

static struct theory_case case_number(unsigned number)
{
	const struct sweep *sweep = &sweeps[number / 2];
	bool lognormal = number % 2 == 1;

	return (struct theory_case){.model = sweep->model,
				    .lognormal = lognormal,
				    .servers = sweep->servers[lognormal],
				    .load = sweep->load[lognormal],
				    .starts = sweep->starts[lognormal]};
}

/* --- the scenario --------------------------------------------------------- */

static void law_text(char *text, size_t size, const struct theory_case *of,
		     double mean_s)
{
	if (of->lognormal)
		(void)snprintf(text, size,
			       "{\"law\":\"lognormal\",\"median\":\"%.6fs\","
			       "\"sigma\":%.17g}",
			       mean_s * exp(-SIGMA_RESTORE * SIGMA_RESTORE / 2),
			       SIGMA_RESTORE);
	else
		(void)snprintf(text, size,
			       "{\"law\":\"exponential\",\"mean\":\"%.6fs\"}",
			       mean_s);
}

/* Nothing takes time, costs capacity or steps in, except what the case asks
 * for. */
static void scenario_text(char *text, const struct theory_case *of,
			  double mean_s)
{
	bool restore = of->model == THEORY_RESTORE;
	bool limited = of->servers > 0 && !restore;
	char law[128], box[512] = "\"0s\"";

	law_text(law, sizeof law, of, mean_s);
	if (restore)
		(void)snprintf(box, sizeof box,
			       "{\"connections\":%u,\"connections_kept\":0,"
			       "\"mb_per_second\":\"off\","
			       "\"stream_mb_per_second\":\"off\","
			       "\"latency\":%s}",
			       of->servers, law);
	(void)snprintf(
	    text, TEXT_BYTES,
	    "{\"name\":\"theory\",\"clock\":\"UTC\","
	    "\"window\":{\"from\":\"2026-01-01T00:00:00Z\","
	    "\"to\":\"2026-01-02T00:00:00Z\"},"
	    "\"workload\":{\"sessions\":\"theory.csv\",\"first_seen\":\"%s\"},"
	    "\"fleet\":{\"dedicated\":[{\"type\":\"BOX\",\"count\":1}]},"
	    "\"prices\":{\"lists\":[{\"valid_from\":\"2024-01-01\","
	    "\"active_gb_hour\":\"0.02 EUR\"}]},"
	    "\"catalogue\":{\"locations\":[],\"types\":{\"BOX\":{"
	    "\"kind\":\"dedicated\",\"ram\":\"%uMB\",\"cpu_milli\":1000,"
	    "\"disk\":\"1000000GB\",\"prices\":[{"
	    "\"valid_from\":\"2024-01-01\",\"month\":\"1 EUR\"}]}}},"
	    "\"policy\":{\"sleep_window\":\"3660d\","
	    "\"reactive\":{\"rule\":\"none\"}},"
	    "\"guards\":{\"destroys_per_hour\":\"off\","
	    "\"stops_per_hour\":\"off\"},"
	    "\"world\":{\"container_start\":\"0s\",\"container_stop\":\"0s\","
	    "\"restore\":%s,\"ram_overhead\":\"0GB\","
	    "\"node_reserve_ram\":\"0GB\"},"
	    "\"demand\":{\"patience\":\"%s\","
	    "\"patience_in_transfer\":\"never\",\"retry\":0,"
	    "\"when_late\":\"%s\"}}\n",
	    restore ? "archived" : "new",
	    limited ? of->servers * PLAN_MIB : 2047 * 1024, box,
	    of->model == THEORY_BLOCKING ? "0s" : "never",
	    of->model == THEORY_BLOCKING || of->model == THEORY_ACTIVE
		? "keep-stop"
		: "keep-length");
}

static bool write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	bool good;

	if (file == NULL)
		return false;
	good = fputs(text, file) >= 0;
	return fclose(file) == 0 && good;
}

static bool load_scenario(const struct theory_case *of, double mean_s,
			  struct scenario *out, struct error_text *error)
{
	struct scenario_options options = {.data_dir = NULL};
	char directory[] = "/tmp/conductor-theory-XXXXXX";
	char path[64], sessions[64], text[TEXT_BYTES];
	bool good;

	if (mkdtemp(directory) == NULL)
		return error_set(error, "no directory under /tmp");
	(void)snprintf(path, sizeof path, "%s/theory.json", directory);
	(void)snprintf(sessions, sizeof sessions, "%s/theory.csv", directory);
	scenario_text(text, of, mean_s);
	if (write_text(path, text) &&
	    write_text(sessions, "world,start,stop,ram_mb\n"))
		good = scenario_load(path, &options, out, error);
	else
		good = error_set(error, "cannot write %s", path);
	(void)unlink(path);
	(void)unlink(sessions);
	(void)rmdir(directory);
	return good;
}

/* --- the demand ----------------------------------------------------------- */

static bool make_worlds(struct trace *trace, uint32_t count)
{
	trace->worlds = calloc(count, sizeof *trace->worlds);
	trace->accounts = calloc(1, sizeof *trace->accounts);
	if (trace->worlds == NULL || trace->accounts == NULL)
		return false;
	trace->world_count = count;
	trace->account_count = 1;
	trace->accounts[0] = calloc(1, 1); /* "" */
	if (trace->accounts[0] == NULL)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		struct trace_world *world = &trace->worlds[i];
		world->name = calloc(1, NAME_BYTES);
		if (world->name == NULL)
			return false;
		(void)snprintf(world->name, NAME_BYTES, "w%08u", i);
		world->name_hash =
		    random_hash(world->name, strlen(world->name));
		world->ram_mib = PLAN_MIB;
		world->cpu_milli = 1;
		world->disk_mib = 1;
	}
	return true;
}

/* Poisson starts over the run.  A restore needs a world that is in the archive,
 * so each start takes a fresh one; else worlds take turns, and one that plays
 * is passed over. */
static bool make_trace(const struct theory_case *of,
		       const struct scenario *scenario,
		       const struct random_key *key, double mean_s,
		       struct trace *trace)
{
	bool fresh = of->model == THEORY_RESTORE;
	double run_s = (double)(scenario->to_us - scenario->from_us +
				scenario->warm_up_us) /
		       1e6;
	double expected = run_s * of->load / MEAN_S;
	size_t capacity = (size_t)(expected + 10 * sqrt(expected) + 100);
	struct law gap = {.kind = LAW_EXPONENTIAL, .a = MEAN_S / of->load};
	struct law length = {.kind = LAW_EXPONENTIAL, .a = mean_s};
	double at_us = (double)(scenario->from_us - scenario->warm_up_us);
	int64_t stops[POOL] = {0};
	struct random_stream stream;
	uint32_t turn = 0;

	if (of->lognormal)
		length = (struct law){.kind = LAW_LOGNORMAL,
				      .a = mean_s *
					   exp(-SIGMA_PLAY * SIGMA_PLAY / 2),
				      .b = SIGMA_PLAY};
	if (fresh) /* play is over at once */
		length = (struct law){.kind = LAW_FIXED, .a = 0.001};
	trace->sessions = calloc(capacity, sizeof *trace->sessions);
	if (trace->sessions == NULL ||
	    !make_worlds(trace, fresh ? (uint32_t)capacity : POOL))
		return false;
	random_open(&stream, key);
	for (;;) {
		struct session *s = &trace->sessions[trace->session_count];

		at_us += law_draw(&gap, &stream) * 1e6;
		if (at_us >= (double)scenario->to_us)
			return true;
		if (trace->session_count == capacity)
			return false;
		s->start_us = llround(at_us);
		s->stop_us =
		    s->start_us + 1 + llround(law_draw(&length, &stream) * 1e6);
		while (!fresh && stops[turn % POOL] >= s->start_us)
			turn++;
		stops[turn % POOL] = s->stop_us;
		s->world = fresh ? turn : turn % POOL;
		turn++;
		trace->session_count++;
	}
}

/* --- one run -------------------------------------------------------------- */

struct value {
	double theory, measured;
};

/* Mean over all starts of the window: wait in the line, or the whole stay. */
static double mean_of_starts_s(const struct theory_case *of,
			       const struct scenario *scenario,
			       const struct trace *trace,
			       const struct figures *figures)
{
	const struct session *session = trace->sessions;
	double sum_us = 0;

	while (session->start_us < scenario->from_us)
		session++;
	for (size_t i = 0; i < figures->starts.count; i++, session++) {
		const struct start_row *row = figures_start(figures, i);
		int64_t took_us = of->model == THEORY_RESTORE
				      ? row->wait_us
				      : figures_ready_us(figures, row);

		if (row->requested_us != session->start_us)
			return UNKNOWN; /* rows are not the starts in order */
		if (took_us < 0)
			took_us = scenario->to_us - row->requested_us;
		sum_us += (double)took_us;
		if (of->model == THEORY_LITTLE)
			sum_us +=
			    (double)(session->stop_us - session->start_us);
	}
	return sum_us / (double)figures->starts.count / 1e6;
}

static struct value value_of(const struct theory_case *of,
			     const struct scenario *scenario,
			     const struct trace *trace,
			     const struct figures *figures)
{
	const struct series_slot *whole = &figures->series[0];
	double seconds = (double)(scenario->to_us - scenario->from_us) / 1e6;
	uint64_t lost = figures->refused + figures->abandoned;
	struct value value = {UNKNOWN, UNKNOWN};

	if (lost > 0 && of->model != THEORY_BLOCKING)
		return value; /* nobody may get lost there */
	switch (of->model) {
	case THEORY_BLOCKING:
		value.theory = theory_erlang_b(of->servers, of->load);
		value.measured = (double)lost / (double)figures->requested;
		break;
	case THEORY_RESTORE: /* the wait includes the restore itself */
		value.theory = mean_wait_s(of);
		value.measured =
		    mean_of_starts_s(of, scenario, trace, figures) - MEAN_S;
		break;
	case THEORY_ACTIVE:
		value.theory = of->load;
		value.measured = whole->active_worlds;
		break;
	case THEORY_LITTLE:
		value.theory = (double)figures->requested / seconds *
			       mean_of_starts_s(of, scenario, trace, figures);
		value.measured = whole->active_worlds + whole->waiting_worlds;
		break;
	}
	return value;
}

static bool run_seed(const struct theory_case *of, struct scenario *scenario,
		     uint32_t number, double mean_s, struct value *out)
{
	struct replication_options options = {
	    .replication = number, /* so that no two cases share draws */
	    .detail = of->model == THEORY_RESTORE || of->model == THEORY_LITTLE,
	    .slot_us = scenario->to_us - scenario->from_us,
	};
	struct random_key key = {.seed = scenario->seed,
				 .replication = number,
				 .purpose = RANDOM_TEST};
	struct trace trace = {0};
	struct figures figures = {0};
	struct error_text error = {.text = "out of memory"};
	bool good = make_trace(of, scenario, &key, mean_s, &trace);

	if (good) {
		error.text[0] = '\0';
		good = replication_run(scenario, &trace, &options, &figures,
				       &error);
	}
	if (good)
		*out = value_of(of, scenario, &trace, &figures);
	else
		(void)fprintf(stderr, "theory: %s\n", error.text);
	figures_release(&figures);
	trace_release(&trace);
	return good;
}

static bool run_case(const struct theory_size *size, uint32_t number,
		     struct theory_result *result)
{
	struct theory_case *of = &result->of;
	double mean_s = MEAN_S * size->length_factor;
	struct scenario scenario = {0};
	struct error_text error = {.text = ""};
	bool good;

	*of = case_number(number);
	result->seeds = size->seeds;
	good = load_scenario(of, mean_s, &scenario, &error);
	if (!good)
		(void)fprintf(stderr, "%s\n", error.text);
	/* stationary within some hundred mean durations */
	scenario.warm_up_us = (int64_t)(200 * MEAN_S * 1e6);
	scenario.to_us =
	    scenario.from_us +
	    llround(size->starts_factor * of->starts * MEAN_S / of->load * 1e6);
	scenario.engine.policy.tick_us = US_PER_DAY; /* it has nothing to do */
	for (unsigned i = 0; good && i < size->seeds; i++) {
		struct value value = {UNKNOWN, UNKNOWN};

		scenario.seed = i + 1;
		good = run_seed(of, &scenario, number, mean_s, &value);
		result->theory[i] = value.theory;
		result->measured[i] = value.measured;
	}
	scenario_release(&scenario);
	return good;
}

bool theory_run(const struct theory_size *size,
		struct theory_result results[THEORY_CASES])
{
	for (uint32_t i = 0; i < THEORY_CASES; i++)
		if (!run_case(size, i, &results[i]))
			return false;
	return true;
}

/* --- judging -------------------------------------------------------------- */

struct theory_judgement theory_judge(const struct theory_result *result,
				     double factor)
{
	double freedom = (double)result->seeds - 1;
	double differences[THEORY_SEEDS_MAX];
	struct theory_judgement j = {
	    .theory = factor * gsl_stats_mean(result->theory, 1, result->seeds),
	    .measured = gsl_stats_mean(result->measured, 1, result->seeds),
	};
	double error, t;

	for (unsigned i = 0; i < result->seeds; i++)
		differences[i] =
		    result->measured[i] - factor * result->theory[i];
	error =
	    gsl_stats_sd(differences, 1, result->seeds) / sqrt(result->seeds);
	t = gsl_stats_mean(differences, 1, result->seeds) / error;
	j.half_width = gsl_cdf_tdist_Pinv(0.995, freedom) * error / j.theory;
	j.p = 2 * gsl_cdf_tdist_Q(fabs(t), freedom);
	return j;
}

void theory_add(struct theory_verdict *verdict,
		const struct theory_result *result, double factor)
{
	struct theory_judgement j = theory_judge(result, factor);

	/* written so that a NaN is outside */
	verdict->cases++;
	verdict->outside_99 += !(j.p >= 0.01);
	verdict->outside_9999 += !(j.p >= 0.0001);
	if (j.half_width > verdict->widest)
		verdict->widest = j.half_width;
}

struct theory_verdict theory_sum(const struct theory_result *results,
				 double factor)
{
	struct theory_verdict verdict = {0};

	for (unsigned i = 0; i < THEORY_CASES; i++)
		theory_add(&verdict, &results[i], factor);
	return verdict;
}

bool theory_holds(const struct theory_verdict *verdict)
{
	return 20 * verdict->outside_99 <= verdict->cases &&
	       verdict->outside_9999 == 0;
}

void theory_print(const struct theory_result *results, double factor)
{
	static const char *const names[] = {
	    [THEORY_BLOCKING] = "blocking, Erlang B",
	    [THEORY_RESTORE] = "restore wait, s",
	    [THEORY_ACTIVE] = "active, M/G/inf",
	    [THEORY_LITTLE] = "Little's law",
	};

	(void)printf("%-18s %-11s %2s %6s %10s %10s %7s %7s\n", "model", "law",
		     "c", "load", "theory", "measured", "+-99 %", "p");
	for (unsigned i = 0; i < THEORY_CASES; i++) {
		const struct theory_case *of = &results[i].of;
		struct theory_judgement j = theory_judge(&results[i], factor);

		(void)printf(
		    "%-18s %-11s %2u %6.2f %10.5f %10.5f %6.2f%% %7.5f\n",
		    names[of->model],
		    of->lognormal ? "log-normal" : "exponential", of->servers,
		    of->load, j.theory, j.measured, 100 * j.half_width, j.p);
	}
	(void)fflush(stdout);
}
