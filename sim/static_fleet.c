#include "sim/static_fleet.h"

#include <stdlib.h>

#include "sim/jobs.h"
#include "sim/offered.h"
#include "sim/promise.h"

/* Replications by which sizes are told apart at first. */
#define PILOT 4
/* Sizes that are looked at, at most; a search by halves needs fewer. */
#define TRIALS_MAX 64

/* One size of the fleet. */
struct trial {
	uint32_t nodes, done;
	struct figures *figures; /* room for all replications */
};

struct search {
	struct run *run;
	const struct run_options *options;
	struct error_text *error;
	struct trial trials[TRIALS_MAX];
	uint32_t count;
	bool failed;
};

bool static_fleet_exists(const struct scenario *scenario, uint16_t *type)
{
	if (scenario->engine.policy.offer_count == 0 ||
	    scenario->engine.policy.cloud_max == 0)
		return false;
	for (*type = 0; *type < scenario->engine.node_type_count; (*type)++)
		if (scenario->engine.dedicated_count[*type] != 0)
			return true;
	return false;
}

struct scenario static_fleet_of(const struct scenario *scenario, uint16_t type,
				uint32_t nodes)
{
	struct scenario fixed = *scenario;

	for (uint32_t i = 0; i < fixed.engine.node_type_count; i++)
		fixed.engine.dedicated_count[i] = 0;
	fixed.engine.dedicated_count[type] = nodes;
	fixed.engine.policy.cloud_max = 0;
	return fixed;
}

/* Enough nodes for what any of the nights asks for at once, whatever the
 * tested policy made of it. */
static uint32_t nodes_for_peak(const struct run *run)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t nodes = offered_nodes(run->scenario, run->fixed_type,
					       &run->figures[i].offered);

		most = nodes > most ? nodes : most;
	}
	return most;
}

/* --- one size ------------------------------------------------------------- */

static struct trial *trial_of(struct search *search, uint32_t nodes)
{
	struct trial *trial;

	for (uint32_t i = 0; i < search->count; i++)
		if (search->trials[i].nodes == nodes)
			return &search->trials[i];
	if (search->count == TRIALS_MAX)
		return NULL;
	trial = &search->trials[search->count];
	trial->nodes = nodes;
	trial->figures =
	    calloc((size_t)search->run->count + 1, sizeof *trial->figures);
	if (trial->figures == NULL) {
		search->failed = true;
		(void)error_set(search->error, "out of memory");
		return NULL;
	}
	search->count++;
	return trial;
}

static bool run_more(struct search *search, struct trial *trial, uint32_t more)
{
	struct scenario fixed = static_fleet_of(
	    search->run->scenario, search->run->fixed_type, trial->nodes);
	struct run_options quiet = *search->options;
	struct job jobs[PILOT] = {{0}};

	quiet.journal = NULL;
	for (uint32_t i = 0; i < more; i++)
		jobs[i] =
		    (struct job){.scenario = &fixed,
				 .sessions = search->run->sessions,
				 .figures = &trial->figures[trial->done + i],
				 .replication = trial->done + i};
	if (!jobs_run(jobs, more, &quiet, 0, search->error)) {
		search->failed = true;
		return false;
	}
	/* what was read and cut is the same for all of them */
	for (uint32_t i = 0; i < more && search->run->sessions != NULL; i++)
		jobs[i].figures->sessions = search->run->figures[0].sessions;
	trial->done += more;
	return true;
}

/* Does this size keep the promise over the first `upto` replications?  One
 * that cannot any more is not run to the end. */
static bool keeps(struct search *search, uint32_t nodes, uint32_t upto)
{
	const struct scenario *scenario = search->run->scenario;
	struct trial *trial = trial_of(search, nodes);

	while (trial != NULL && trial->done < upto &&
	       !promise_is_lost(scenario, trial->figures, trial->done, upto)) {
		uint32_t more = upto - trial->done;

		if (!run_more(search, trial, more < PILOT ? more : PILOT))
			return false;
	}
	return trial != NULL && trial->done >= upto &&
	       promise_shortfall(scenario, trial->figures, trial->done) <= 0;
}

/* --- the search ----------------------------------------------------------- */

/* By a few nights: the smallest size that keeps the promise, from above the
 * peak where not even that does.  0: none up to twice the peak. */
static uint32_t find_by_pilot(struct search *search, uint32_t peak)
{
	uint32_t all = search->run->count;
	uint32_t pilot = all < PILOT ? all : PILOT;
	uint32_t low = 0, high = peak;

	while (!keeps(search, high, pilot) && !search->failed) {
		if (high >= 2 * peak)
			return 0;
		low = high;
		high += (peak + 7) / 8;
		high = high < 2 * peak ? high : 2 * peak;
	}
	while (high - low > 1 && !search->failed) {
		uint32_t middle = low + (high - low) / 2;

		if (keeps(search, middle, pilot))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* 0: none was found. */
static uint32_t find_size(struct search *search, uint32_t peak)
{
	uint32_t all = search->run->count;
	uint32_t nodes = find_by_pilot(search, peak);

	if (nodes == 0)
		return 0;
	while (!keeps(search, nodes, all)) {
		if (search->failed || nodes >= 2 * peak)
			return 0;
		nodes++;
	}
	while (nodes > 1 && keeps(search, nodes - 1, all))
		nodes--;
	return nodes;
}

static void release_trials(struct search *search)
{
	for (uint32_t i = 0; i < search->count; i++) {
		struct trial *trial = &search->trials[i];

		for (uint32_t j = 0; j < trial->done && trial->figures; j++)
			figures_release(&trial->figures[j]);
		free(trial->figures);
	}
}

/* Run what is left of it; its figures become those of the run. */
static void keep_trial(struct search *search, uint32_t nodes)
{
	struct run *run = search->run;
	struct trial *trial = trial_of(search, nodes);

	while (trial != NULL && trial->done < run->count) {
		uint32_t more = run->count - trial->done;

		if (!run_more(search, trial, more < PILOT ? more : PILOT))
			return;
	}
	if (trial == NULL)
		return;
	run->fixed = trial->figures;
	run->fixed_nodes = nodes;
	trial->figures = NULL;
}

bool static_fleet_run(struct run *run, const struct run_options *options,
		      struct error_text *error)
{
	struct search *search;
	uint32_t peak, nodes;
	bool good;

	if (!static_fleet_exists(run->scenario, &run->fixed_type))
		return true;
	peak = nodes_for_peak(run);
	if (peak == 0)
		return true; /* nothing is asked for */
	search = calloc(1, sizeof *search);
	if (search == NULL)
		return error_set(error, "out of memory");
	search->run = run;
	search->options = options;
	search->error = error;
	nodes = find_size(search, peak);
	run->fixed_keeps = nodes != 0;
	if (!search->failed)
		keep_trial(search, nodes != 0 ? nodes : peak);
	good = !search->failed;
	release_trials(search);
	free(search);
	return good;
}
