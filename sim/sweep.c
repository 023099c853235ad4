#include "sim/sweep.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "sim/jobs.h"
#include "sim/series.h"
#include "sim/shell_word.h"
#include "traces/base/memory.h"
#include "traces/base/sha256.h"
#include "traces/base/times.h"
#include "traces/base/version.h"

#define GROUP_S 3.0	      /* so much may be lost when it is killed */
#define GROUP_JOBS_A_THREAD 4 /* at least, so that no thread waits long */
#define GROUP_JOBS_MAX 4096
#define GROUP_POINTS_MAX 256
#define LOOKED_AT 64 /* points, to see whether any can be played */
#define DEMANDS_MAX 4

/* --- the axes ------------------------------------------------------------- */

bool sweep_read_axes(struct sweep *sweep, struct error_text *error)
{
	struct error_text why = {""};

	for (unsigned i = 0; i < sweep->vary_count; i++) {
		sweep->axis_count = i + 1;
		if (!axis_read(sweep->vary[i], sweep->drawn > 0,
			       &sweep->axes[i], &why))
			return error_set(error, "--vary %.100s: %s",
					 sweep->vary[i], why.text);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(sweep->axes[i].key, sweep->axes[j].key) == 0)
				return error_set(error,
						 "--vary %.100s is "
						 "there twice",
						 sweep->axes[i].key);
	}
	return true;
}

/* What is set in a point: its values, which `values` has room for. */
struct point_sets {
	struct variant_sets sets;
	struct scenario_override own[AXES_MAX];
	char values[AXES_MAX][AXIS_VALUE_SIZE];
};

static void set_point(const struct sweep *sweep, uint64_t point,
		      struct point_sets *out)
{
	for (unsigned a = 0; a < sweep->axis_count; a++)
		out->own[a] = (struct scenario_override){
		    sweep->axes[a].key,
		    axis_value(&sweep->axes[a],
			       design_index(&sweep->design, point, a),
			       out->values[a])};
	variant_merge(&sweep->source, out->own, sweep->axis_count, &out->sets);
}

/* --- the head ------------------------------------------------------------- */

static void put_meta(struct sweep_file *head, const char *key,
		     const char *value)
{
	if (value == NULL)
		return;
	sweep_put_text(head, SWEEP_META, key);
	sweep_put_text(head, SWEEP_META, value);
	sweep_put_end(head, SWEEP_META);
}

static void put_meta_number(struct sweep_file *head, const char *key,
			    double value)
{
	char text[40];

	(void)snprintf(text, sizeof text, "%.15g", value);
	put_meta(head, key, text);
}

/* Where files lie is not part of what is played. */
static const char *without_folder(const char *path)
{
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;

	return slash != NULL ? slash + 1 : path;
}

static void put_time(struct sweep_file *head, const char *key,
		     const struct scenario *s, int64_t at_us)
{
	char text[40];

	put_meta(
	    head, key,
	    time_format(at_us, series_offset_at(s, at_us), text, sizeof text));
}

const char *sweep_shard_text(const struct sweep *sweep, char out[48])
{
	if (sweep->shards == 0)
		return NULL;
	(void)snprintf(out, 48, "%" PRIu64 "/%" PRIu64, sweep->shard,
		       sweep->shards);
	return out;
}

/* The sweep as one could type it again. */
static void put_command(struct sweep *sweep)
{
	const struct source source = {
	    .name = without_folder(sweep->source.name),
	    .options = {.sessions =
			    without_folder(sweep->source.options.sessions)}};
	struct variant_sets sets;
	char command[VARIANT_COMMAND_SIZE], word[VARIANT_COMMAND_SIZE],
	    line[2 * VARIANT_COMMAND_SIZE];
	size_t used;

	variant_merge(&source, sweep->sets.list, sweep->sets.count, &sets);
	(void)variant_command(&source, &sets, command);
	used = (size_t)snprintf(line, sizeof line, "conductor sweep%s",
				command + strlen("conductor sim"));
	for (unsigned a = 0; a < sweep->axis_count && used < sizeof line; a++)
		used += (size_t)snprintf(
		    line + used, sizeof line - used, " --vary %s",
		    shell_word(sweep->axes[a].given, word, sizeof word));
	if (sweep->drawn > 0 && used < sizeof line)
		(void)snprintf(line + used, sizeof line - used,
			       " --lhs %" PRIu64, sweep->drawn);
	put_meta(&sweep->head, "command", line);
}

/* Sessions and counts may change without any key that does. */
static bool put_demand(struct sweep *sweep, struct error_text *error)
{
	const char *path = sweep->base.workload.path;
	char text[SHA256_TEXT_SIZE];

	if (path == NULL || strcmp(path, "-") == 0)
		return true;
	if (!sha256_file(path, text))
		return error_set(error, "%s: cannot be read: %s", path,
				 strerror(errno));
	put_meta(&sweep->head, "demand", text);
	return true;
}

static bool put_all_meta(struct sweep *sweep, struct error_text *error)
{
	const struct scenario *s = &sweep->base;
	struct sweep_file *head = &sweep->head;
	char text[SHA256_TEXT_SIZE], shard[48];

	put_meta(head, "scenario", without_folder(sweep->source.name));
	put_meta(head, "title", s->title);
	put_meta(head, "clock", s->clock);
	put_time(head, "from", s, s->from_us);
	put_time(head, "to", s, s->to_us);
	(void)snprintf(text, sizeof text, "%" PRIu64, s->seed);
	put_meta(head, "seed", text);
	put_meta_number(head, "replications", s->replications);
	put_meta(head, "design", sweep->drawn > 0 ? "latin hypercube" : "grid");
	put_meta_number(head, "points", (double)sweep->design.points);
	put_meta_number(head, "promise.wait_p95_s", s->promise_wait_p95_s);
	put_meta_number(head, "promise.no_room", s->promise_no_room_share);
	if (s->promise_unserved_share >= 0)
		put_meta_number(head, "promise.unserved",
				s->promise_unserved_share);
	put_meta(head, "sessions",
		 without_folder(sweep->source.options.sessions));
	if (!put_demand(sweep, error))
		return false;
	put_meta(head, "engine_version", version_number());
	put_meta(head, "commit", version_commit());
	put_meta_number(head, "behaviour", ENGINE_BEHAVIOUR_VERSION);
	put_command(sweep);
	put_meta(head, "shard", sweep_shard_text(sweep, shard));
	return true;
}

static bool make_head(struct sweep *sweep, struct error_text *error)
{
	const struct scenario *s = &sweep->base;
	struct sweep_file *head = &sweep->head;

	if (!sweep_file_begin(head, error) || !put_all_meta(sweep, error))
		return false;
	for (unsigned a = 0; a < sweep->axis_count; a++) {
		sweep_put_number(head, SWEEP_AXES, a + 1);
		sweep_put_text(head, SWEEP_AXES, sweep->axes[a].key);
		sweep_put_text(head, SWEEP_AXES, sweep->axes[a].given);
		sweep_put_number(head, SWEEP_AXES,
				 (int64_t)sweep->axes[a].count);
		sweep_put_end(head, SWEEP_AXES);
	}
	for (uint32_t i = 0; i < s->assumption_count; i++) {
		sweep_put_text(head, SWEEP_ASSUMPTIONS, s->assumptions[i].key);
		sweep_put_text(head, SWEEP_ASSUMPTIONS,
			       s->assumptions[i].value);
		sweep_put_number(head, SWEEP_ASSUMPTIONS,
				 s->assumptions[i].is_default);
		sweep_put_end(head, SWEEP_ASSUMPTIONS);
	}
	return !head->failed || error_set(error, "out of memory");
}

/* --- loading -------------------------------------------------------------- */

static bool can_load(const struct sweep *sweep,
		     const struct scenario_override *own, uint32_t count,
		     struct error_text *why)
{
	struct variant_sets sets;
	struct variant variant;
	bool good;

	variant_merge(&sweep->source, own, count, &sets);
	good = variant_load(&variant, &sweep->source, &sets, why);
	variant_release(&variant);
	return good;
}

/* Is there a value of this axis that can be had by itself? */
static bool axis_is_sound(const struct sweep *sweep, unsigned a,
			  struct error_text *why)
{
	const struct axis *axis = &sweep->axes[a];
	uint64_t most = axis->count < LOOKED_AT ? axis->count : LOOKED_AT;
	char scratch[AXIS_VALUE_SIZE];

	for (uint64_t i = 0; i < most; i++) {
		const struct scenario_override own = {
		    axis->key,
		    axis_value(axis, i * axis->count / most, scratch)};
		struct error_text other = {""};

		if (can_load(sweep, &own, 1, i == 0 ? why : &other))
			return true;
	}
	return false;
}

static bool any_point_is_sound(const struct sweep *sweep)
{
	uint64_t points = sweep->design.points;
	uint64_t most = points < LOOKED_AT ? points : LOOKED_AT;

	for (uint64_t i = 0; i < most; i++) {
		struct point_sets sets;
		struct error_text ignored = {""};

		set_point(sweep, i * points / most, &sets);
		if (can_load(sweep, sets.own, sweep->axis_count, &ignored))
			return true;
	}
	return false;
}

/* A key that does not exist fails with every value.  Two that must be changed
 * together fail by themselves, but not in every point. */
static bool check_axes(const struct sweep *sweep, struct error_text *error)
{
	for (unsigned a = 0; a < sweep->axis_count; a++) {
		struct error_text why = {""};

		if (!axis_is_sound(sweep, a, &why) &&
		    (sweep->axis_count == 1 || !any_point_is_sound(sweep)))
			return error_set(error, "--vary %.100s: %s",
					 sweep->axes[a].given, why.text);
	}
	return true;
}

bool sweep_load(struct sweep *sweep, struct error_text *error)
{
	sweep->source.options.overrides = sweep->sets.list;
	sweep->source.options.override_count = sweep->sets.count;
	sweep->loaded = source_load(&sweep->source, &sweep->base, error);
	if (!sweep->loaded ||
	    !design_make(&sweep->design, sweep->axes, sweep->axis_count,
			 sweep->drawn, sweep->base.seed, error) ||
	    !check_axes(sweep, error) || !make_head(sweep, error))
		return false;
	sweep_columns(&sweep->columns);
	if (sweep->shards > sweep->design.points)
		return error_set(error,
				 "--shard %" PRIu64 "/%" PRIu64
				 ": there are only %" PRIu64 " points",
				 sweep->shard, sweep->shards,
				 sweep->design.points);
	sweep->here = sweep->design.points;
	if (sweep->shards > 0)
		sweep->here =
		    (sweep->design.points - sweep->shard) / sweep->shards + 1;
	return true;
}

void sweep_release(struct sweep *sweep)
{
	for (unsigned a = 0; a < sweep->axis_count; a++)
		axis_release(&sweep->axes[a]);
	design_release(&sweep->design);
	demands_release(&sweep->demands);
	sweep_file_close(&sweep->head);
	if (sweep->loaded)
		scenario_release(&sweep->base);
	source_release(&sweep->source);
}

/* --- a group of points ---------------------------------------------------- */

struct group_point {
	uint64_t point;
	struct point_sets sets;
	struct variant variant;
	struct error_text refused; /* "": it was played */
};

struct group {
	struct group_point *list;
	uint32_t count, room;
	struct variant **play; /* those that are */
	uint32_t playing;
	double *scratch; /* one a replication */
};

/* An error names files by where they lie here; what is kept does not. */
static void keep_refusal(struct group_point *point,
			 const struct error_text *why)
{
	size_t used = 0;

	for (const char *at = why->text; *at != '\0';) {
		size_t length = strcspn(at, " ");
		const char *from = at;

		if (*at == '/' ||
		    (at == why->text && length > 0 && at[length - 1] == ':'))
			for (size_t i = 0; i < length; i++)
				if (at[i] == '/')
					from = at + i + 1;
		used += (size_t)snprintf(point->refused.text + used,
					 sizeof point->refused.text - used,
					 "%.*s%s", (int)(at + length - from),
					 from, at[length] == ' ' ? " " : "");
		if (used >= sizeof point->refused.text)
			break;
		at += length + (at[length] == ' ' ? 1 : 0);
	}
	variant_release(&point->variant);
}

/* Recorded sessions are kept for those that see them alike, but not for ever:
 * a sweep may have many windows. */
static void forget_demands(struct sweep *sweep)
{
	const char *sessions = sweep->source.options.sessions;

	if ((sessions == NULL || strcmp(sessions, "-") != 0) &&
	    demands_count(&sweep->demands) > DEMANDS_MAX)
		demands_release(&sweep->demands);
}

static enum variant_fate load_point(struct sweep *sweep,
				    struct group_point *point,
				    struct error_text *why)
{
	struct source *source = &sweep->source;
	enum variant_fate fate;

	set_point(sweep, point->point, &point->sets);
	fate = variant_try(
	    &point->variant, source, &point->sets.sets, &sweep->demands,
	    source->has_sessions ? &source->sessions : NULL, why);
	/* read for the base; whoever is loaded first takes them over */
	if (fate == VARIANT_LOADED)
		source->has_sessions = false;
	return fate;
}

/* Load them; what is forbidden is not played.  A fault of the machine says
 * nothing of a point. */
static bool load_group(struct sweep *sweep, struct group *group,
		       struct error_text *error)
{
	group->playing = 0;
	forget_demands(sweep);
	for (uint32_t i = 0; i < group->count; i++) {
		struct group_point *point = &group->list[i];
		struct error_text why = {""};

		point->refused.text[0] = '\0';
		switch (load_point(sweep, point, &why)) {
		case VARIANT_LOADED:
			group->play[group->playing++] = &point->variant;
			break;
		case VARIANT_FORBIDDEN:
			keep_refusal(point, &why);
			break;
		case VARIANT_FAILED:
			return error_set(error, "%s", why.text);
		}
	}
	return true;
}

static bool play_group(struct sweep *sweep, struct group *group,
		       const struct run_options *options,
		       struct error_text *error)
{
	uint32_t replications = sweep->base.replications;

	if (!variants_run(group->play, group->playing, replications, options,
			  true, error))
		return false;
	for (uint32_t i = 0; i < group->count; i++) {
		struct group_point *point = &group->list[i];

		if (point->refused.text[0] != '\0')
			continue;
		if (point->variant.lost)
			keep_refusal(point, &point->variant.why);
		else if (!variant_keep(&point->variant, &sweep->columns, error))
			return false;
	}
	return true;
}

/* --- keeping -------------------------------------------------------------- */

static void keep_figures(const struct sweep *sweep,
			 const struct group_point *point,
			 struct sweep_file *work)
{
	const struct variant *variant = &point->variant;

	for (uint32_t r = 0; r < variant->kept; r++) {
		sweep_put_number(work, SWEEP_FIGURES,
				 (int64_t)point->point + 1);
		sweep_put_number(work, SWEEP_FIGURES, r);
		for (unsigned c = 0; c < sweep->columns.count; c++)
			sweep_put_real(
			    work, SWEEP_FIGURES,
			    variant_value(variant, &sweep->columns, c, r));
		sweep_put_end(work, SWEEP_FIGURES);
	}
}

/* As summary.json combines them. */
static double mean_of(const struct kpi *kpi, const double *values,
		      uint32_t known)
{
	double sum = 0, most = -HUGE_VAL;

	for (uint32_t i = 0; i < known; i++) {
		sum += values[i];
		most = fmax(most, values[i]);
	}
	if (known == 0)
		return (double)NAN;
	return kpi_is_most(kpi) ? most : sum / known;
}

static void keep_intervals(const struct sweep *sweep,
			   const struct group_point *point,
			   struct sweep_file *work, double *scratch)
{
	for (unsigned c = 0; c < sweep->columns.count; c++) {
		const struct kpi *kpi = sweep->columns.list[c];
		uint32_t known =
		    variant_known(&point->variant, &sweep->columns, c, scratch);
		struct interval in = kpi_interval(kpi, scratch, known);

		sweep_put_number(work, SWEEP_INTERVALS,
				 (int64_t)point->point + 1);
		sweep_put_text(work, SWEEP_INTERVALS, kpi->key);
		sweep_put_real(work, SWEEP_INTERVALS,
			       mean_of(kpi, scratch, known));
		sweep_put_real(work, SWEEP_INTERVALS,
			       in.known ? in.low : (double)NAN);
		sweep_put_real(work, SWEEP_INTERVALS,
			       in.known ? in.high : (double)NAN);
		sweep_put_end(work, SWEEP_INTERVALS);
	}
}

static const char *promise_of_point(const struct sweep *sweep,
				    const struct variant *variant,
				    double *scratch)
{
	enum promise worst = PROMISE_NONE;

	for (enum promise_part p = 0; p < PROMISE_PART_COUNT; p++) {
		struct interval interval;
		enum promise verdict = variant_promise_part(
		    variant, &sweep->columns, p, scratch, &interval);

		worst = verdict > worst ? verdict : worst;
	}
	return promise_code(worst);
}

/* The run of one point, as one could type it. */
static void put_point_command(const struct sweep *sweep,
			      const struct group_point *point,
			      struct sweep_file *work)
{
	const struct source source = {
	    .name = without_folder(sweep->source.name),
	    .options = {.sessions =
			    without_folder(sweep->source.options.sessions)}};
	char command[VARIANT_COMMAND_SIZE];

	sweep_put_text(work, SWEEP_POINTS,
		       variant_command(&source, &point->sets.sets, command));
}

static void keep_point(struct sweep *sweep, struct group_point *point,
		       struct sweep_file *work, double *scratch)
{
	const bool played = point->refused.text[0] == '\0';
	const struct variant *variant = &point->variant;
	char digest[24] = "";

	if (played)
		(void)snprintf(digest, sizeof digest, "%016" PRIx64,
			       variant->digest);
	sweep_put_number(work, SWEEP_POINTS, (int64_t)point->point + 1);
	sweep_put_text(work, SWEEP_POINTS,
		       played ? promise_of_point(sweep, variant, scratch)
			      : NULL);
	sweep_put_text(work, SWEEP_POINTS, played ? digest : NULL);
	sweep_put_number(work, SWEEP_POINTS, played ? variant->drawn != 0 : 0);
	sweep_put_text(work, SWEEP_POINTS, played ? NULL : point->refused.text);
	put_point_command(sweep, point, work);
	sweep_put_end(work, SWEEP_POINTS);
	for (unsigned a = 0; a < sweep->axis_count; a++) {
		sweep_put_number(work, SWEEP_SETTINGS,
				 (int64_t)point->point + 1);
		sweep_put_number(work, SWEEP_SETTINGS, a + 1);
		sweep_put_text(work, SWEEP_SETTINGS, point->sets.own[a].value);
		sweep_put_end(work, SWEEP_SETTINGS);
	}
	if (played) {
		keep_figures(sweep, point, work);
		keep_intervals(sweep, point, work, scratch);
	} else {
		if (sweep->refused++ == 0)
			sweep->first_refused = point->refused;
	}
}

static bool keep_group(struct sweep *sweep, struct group *group,
		       struct sweep_file *work, struct error_text *error)
{
	if (memory_was_short())
		return error_set(error, "out of memory");
	if (!sweep_file_change(work))
		return sweep_file_keep(work, error);
	for (uint32_t i = 0; i < group->count; i++)
		keep_point(sweep, &group->list[i], work, group->scratch);
	return sweep_file_keep(work, error);
}

/* --- all of them ---------------------------------------------------------- */

/* How many points the next group has: a few seconds of work, and enough for all
 * threads. */
static uint32_t group_size(const struct sweep *sweep,
			   const struct run_options *options)
{
	const struct run_whole *whole = options->whole;
	double least = GROUP_JOBS_A_THREAD * (double)jobs_threads(options);
	double jobs =
	    whole->spent_s > 0 ? GROUP_S * whole->done / whole->spent_s : least;
	double points =
	    fmin(fmax(jobs, least), GROUP_JOBS_MAX) / sweep->base.replications;

	return (uint32_t)fmin(fmax(points, 1), GROUP_POINTS_MAX);
}

static uint64_t step_of(const struct sweep *sweep)
{
	return sweep->shards > 0 ? sweep->shards : 1;
}

static bool run_group(struct sweep *sweep, struct group *group,
		      struct sweep_file *work,
		      const struct run_options *options,
		      struct error_text *error)
{
	bool good = load_group(sweep, group, error) &&
		    play_group(sweep, group, options, error) &&
		    keep_group(sweep, group, work, error);

	for (uint32_t i = 0; i < group->count; i++)
		variant_release(&group->list[i].variant);
	return good;
}

static bool run_groups(struct sweep *sweep, struct group *group,
		       const unsigned char *done, struct sweep_file *work,
		       struct run_options *options, struct error_text *error)
{
	uint64_t point = sweep->shards > 0 ? sweep->shard - 1 : 0;

	while (point < sweep->design.points) {
		uint32_t size = group_size(sweep, options);

		group->count = 0;
		for (; point < sweep->design.points && group->count < size;
		     point += step_of(sweep))
			if (!done[point])
				group->list[group->count++].point = point;
		if (group->count > 0 &&
		    !run_group(sweep, group, work, options, error))
			return false;
	}
	return true;
}

static bool make_group(const struct sweep *sweep, struct group *group)
{
	group->list = calloc(GROUP_POINTS_MAX, sizeof *group->list);
	group->play = calloc(GROUP_POINTS_MAX, sizeof(struct variant *));
	group->scratch =
	    calloc(sweep->base.replications, sizeof *group->scratch);
	return group->list != NULL && group->play != NULL &&
	       group->scratch != NULL;
}

bool sweep_run(struct sweep *sweep, struct sweep_file *work,
	       struct run_options *options, struct error_text *error)
{
	unsigned char *done = calloc(sweep->design.points, 1);
	struct run_whole whole = {.done = 0};
	struct group group = {.list = NULL};
	bool good = false;

	if (done == NULL || !make_group(sweep, &group)) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	if (!sweep_file_done(work, done, sweep->design.points)) {
		(void)error_set(error, "%s: cannot be read", work->path);
		goto out;
	}
	for (uint64_t i = 0; i < sweep->design.points; i++)
		sweep->before += done[i];
	whole.count = (uint32_t)fmin((double)(sweep->here - sweep->before) *
					 sweep->base.replications,
				     UINT32_MAX);
	options->whole = &whole;
	good = run_groups(sweep, &group, done, work, options, error);
	options->whole = NULL;
out:
	free(done);
	free(group.list);
	free(group.play);
	free(group.scratch);
	return good;
}
