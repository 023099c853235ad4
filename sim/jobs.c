#include "sim/jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "sim/progress.h"

#define POLL_NS 50000000L
#define BAR_AFTER_S 2.0

static double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- the workers ---------------------------------------------------------- */

struct pool {
	const struct job *jobs;
	uint32_t count;
	const struct run_options *options;
	int64_t slot_us;
	atomic_uint next, done;
	atomic_bool give_up;
	atomic_uint *permille;
	pthread_mutex_t lock; /* of error */
	struct error_text *error;
};

static bool pool_is_stopped(const struct pool *pool)
{
	return atomic_load(&pool->give_up) ||
	       (pool->options->stop != NULL &&
		atomic_load(pool->options->stop));
}

static void note_failure(struct pool *pool, const struct job *job,
			 const struct error_text *error)
{
	if (job->lost != NULL) {
		atomic_store(job->lost, true);
		return;
	}
	atomic_store(&pool->give_up, true);
	(void)pthread_mutex_lock(&pool->lock);
	(void)error_set(pool->error, "%s", error->text);
	(void)pthread_mutex_unlock(&pool->lock);
}

static void *run_replications(void *context)
{
	struct pool *pool = context;
	unsigned i;

	while (!pool_is_stopped(pool) &&
	       (i = atomic_fetch_add(&pool->next, 1)) < pool->count) {
		struct error_text error = {""};
		const struct job *job = &pool->jobs[i];
		struct replication_options options = {
		    .replication = job->replication,
		    .detail = job->detail,
		    .offered = job->offered,
		    .breakdown = job->breakdown,
		    .promise = true,
		    .slot_us = pool->slot_us,
		    .journal = job->detail ? pool->options->journal : NULL,
		    .why = pool->options->why,
		    .why_only = pool->options->why_only,
		    .stop = pool->options->stop,
		    .progress_permille = &pool->permille[i],
		};

		if (!replication_run(job->scenario, job->sessions, &options,
				     job->figures, &error))
			note_failure(pool, job, &error);
		atomic_store(&pool->permille[i], 1000);
		atomic_fetch_add(&pool->done, 1);
	}
	return NULL;
}

static void draw_bar(const struct pool *pool, double elapsed_s)
{
	const struct scenario *scenario = pool->jobs[0].scenario;
	const struct run_whole *whole = pool->options->whole;
	struct progress progress = {
	    .what = whole != NULL && whole->what != NULL
			? whole->what
			: progress_word(scenario->to_us - scenario->from_us),
	    .done = atomic_load(&pool->done),
	    .count = pool->count,
	    .elapsed_s = elapsed_s,
	};
	char line[PROGRESS_WIDTH + 1];
	uint64_t sum = 0;

	if (pool->count == 0)
		return;
	for (uint32_t i = 0; i < pool->count; i++)
		sum += atomic_load(&pool->permille[i]);
	if (whole != NULL) {
		sum += 1000 * (uint64_t)whole->done;
		progress.done += whole->done;
		progress.count = whole->count;
		progress.elapsed_s += whole->spent_s;
	}
	progress.share = (double)sum / (1000.0 * progress.count);
	(void)fprintf(stderr, "\r%s", progress_line(&progress, line));
	(void)fflush(stderr);
}

static void watch_pool(const struct pool *pool, double started_s)
{
	const struct timespec pause = {.tv_nsec = POLL_NS};
	const struct run_whole *whole = pool->options->whole;
	const double after_s =
	    BAR_AFTER_S - (whole != NULL ? whole->spent_s : 0);
	bool drawn = false;

	while (atomic_load(&pool->done) < pool->count &&
	       !pool_is_stopped(pool)) {
		(void)nanosleep(&pause, NULL);
		if (seconds_now() - started_s > after_s) {
			draw_bar(pool, seconds_now() - started_s);
			drawn = true;
		}
	}
	if (drawn)
		(void)fprintf(stderr, "\r%*s\r", PROGRESS_WIDTH, "");
}

uint32_t jobs_threads(const struct run_options *options)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return options->jobs != 0 ? options->jobs
	       : cores > 0	  ? (uint32_t)cores
				  : 1;
}

static uint32_t thread_count(const struct run_options *options, uint32_t count)
{
	uint32_t jobs = jobs_threads(options);

	return jobs < count ? jobs : count;
}

static bool run_pool(struct pool *pool)
{
	uint32_t threads = thread_count(pool->options, pool->count);
	pthread_t *ids = calloc(threads, sizeof *ids);
	double started_s = seconds_now();
	uint32_t running = 0;

	pool->permille = calloc(pool->count, sizeof *pool->permille);
	if (ids == NULL || pool->permille == NULL) {
		free(ids);
		free(pool->permille);
		return error_set(pool->error, "out of memory");
	}
	(void)pthread_mutex_init(&pool->lock, NULL);
	while (running < threads &&
	       pthread_create(&ids[running], NULL, run_replications, pool) == 0)
		running++;
	if (running == 0)
		(void)error_set(pool->error, "no thread can be started");
	else if (pool->options->progress)
		watch_pool(pool, started_s);
	for (uint32_t i = 0; i < running; i++)
		(void)pthread_join(ids[i], NULL);
	(void)pthread_mutex_destroy(&pool->lock);
	free(ids);
	free(pool->permille);
	if (pool->options->stop != NULL && atomic_load(pool->options->stop))
		(void)error_set(pool->error, "interrupted");
	if (pool->options->whole != NULL) {
		pool->options->whole->done += pool->count;
		pool->options->whole->spent_s += seconds_now() - started_s;
	}
	return pool->error->text[0] == '\0';
}

bool jobs_run(const struct job *jobs, uint32_t count,
	      const struct run_options *options, int64_t slot_us,
	      struct error_text *error)
{
	struct pool pool = {.jobs = jobs,
			    .count = count,
			    .options = options,
			    .slot_us = slot_us,
			    .error = error};

	return count == 0 || run_pool(&pool);
}
