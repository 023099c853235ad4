#include "sim/sweep_command.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/data_directory.h"
#include "sim/command_parts.h"
#include "sim/sweep.h"
#include "sim/sweep_file.h"
#include "sim/sweep_merge.h"
#include "traces/base/aside.h"
#include "traces/base/cli.h"
#include "traces/base/random.h"
#include "traces/base/values.h"

#define NAME_SIZE 256
#define FOLDER "runs"

static const struct cli_command sweep_command = {
    .name = "sweep",
    .usage = "SCENARIO --vary KEY=VALUES [OPTION]...",
    .or_usage = "merge FILE... --out FILE",
    .about =
	"Play every combination of values on the same draws, and keep the "
	"figures in one SQLite file; then show which points earn most and "
	"keep the promise.\n\nVALUES is a list, 8,10,12, or a range with its "
	"step, 8:12:2 or 48h:336h:96h; the end belongs to it.  A sweep that "
	"was interrupted or killed goes on where it was when the same command "
	"is given again.\n\n`sweep merge` makes one file of those of all "
	"shards: the same bytes that one machine would have written.",
    .notes = "A comma within [lists], {objects} or \"texts\" belongs to the "
	     "value.  With --lhs a range needs no step.\n\nA combination that "
	     "a rule of the scenario forbids is kept as refused, with the "
	     "line that says why.",
    .example = "  conductor sweep tuesday --vary "
	       "policy.sleep_window=48h:336h:96h\n"
	       "  conductor sweep tuesday --vary fleet.dedicated.0.count=6:14 "
	       "--lhs 50\n"
	       "  conductor sweep merge part-*.db --out whole.db\n",
    .least = 1,
    .most = CLI_ANY,
    .needs = "a scenario is needed, or merge and the files of all shards",
};

struct arguments {
	struct sweep sweep;
	struct cli_words words;
	const char *out;
	char path[PATH_MAX]; /* of the file */
	char work[PATH_MAX]; /* of the one beside it */
	enum language language;
	uint64_t jobs;
	bool lhs_given, force, json;
};

/* --- the command line ----------------------------------------------------- */

static bool take_vary(void *context, const char *text, struct error_text *error)
{
	struct sweep *sweep = context;

	if (sweep->vary_count == AXES_MAX)
		return error_set(error, "at most %d --vary", AXES_MAX);
	sweep->vary[sweep->vary_count++] = text;
	return true;
}

static bool take_shard(void *context, const char *text,
		       struct error_text *error)
{
	struct sweep *sweep = context;
	const char *slash = strchr(text, '/');
	char number[24];

	if (slash == NULL || (size_t)(slash - text) >= sizeof number)
		return false;
	(void)snprintf(number, sizeof number, "%.*s", (int)(slash - text),
		       text);
	if (!value_whole(number, SHARDS_MAX, &sweep->shard) ||
	    !value_whole(slash + 1, SHARDS_MAX, &sweep->shards))
		return false;
	return (sweep->shard >= 1 && sweep->shard <= sweep->shards) ||
	       error_set(error, "--shard counts from 1 to N, not %.20s", text);
}

static bool read_options(struct arguments *args, int *status)
{
	struct sweep *sweep = &args->sweep;
	const struct cli_option options[] = {
	    {CLI_ROW_OWN("vary", "KEY=VALUE", take_vary, sweep,
			 "play each of these values, with each of those of "
			 "every other --vary: KEY=8,10,12 or KEY=8:12:2"),
	     .expects = "KEY=VALUES"},
	    {CLI_ROW_WHOLE("lhs", "N", &sweep->drawn,
			   "not every combination, but N points of a Latin "
			   "hypercube, drawn by --seed"),
	     .least = 2, .most = DESIGN_DRAWN_MAX, .given = &args->lhs_given},
	    {CLI_ROW_OWN("set", "KEY=VALUE", overrides_take, &sweep->sets,
			 "change one key of all; may be repeated"),
	     .expects = "KEY=VALUE"},
	    {CLI_ROW_OWN("replications", "N", command_take_replications,
			 &sweep->sets, "how often each point is played")},
	    {CLI_ROW_OWN("seed", "N", command_take_seed, &sweep->sets,
			 "seed of all random draws")},
	    {CLI_ROW_TEXT("sessions", "FILE", &sweep->source.options.sessions,
			  "replay these sessions instead (CSV, .gz, .zst)")},
	    {CLI_ROW_WHOLE("jobs", "N", &args->jobs,
			   "threads (default: all cores)"),
	     .least = 1, .most = COMMAND_JOBS_MAX},
	    {CLI_ROW_OWN("shard", "I/N", take_shard, sweep,
			 "only the I-th of N parts, for other machines to "
			 "play the rest"),
	     .expects = "I/N, such as 2/8"},
	    {CLI_ROW_TEXT("out", "FILE", &args->out,
			  "the file (default: runs/sweep-NAME-SEED-... .db)"),
	     .letter = 'o'},
	    {CLI_ROW_FLAG("force", &args->force,
			  "replace FILE if it exists, and begin anew where "
			  "another sweep was not finished")},
	    {CLI_ROW_LANG(&args->language,
			  "language of table and page (default: en)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print all points instead of the table")},
	};

	return cli_read(&sweep_command, CLI_ROWS(options), &args->words,
			status);
}

static bool is_merge(const struct arguments *args)
{
	return strcmp(args->words.word[0], "merge") == 0;
}

/* What no row can see. */
static bool check_arguments(struct arguments *args, int *status)
{
	const struct sweep *sweep = &args->sweep;
	struct error_text error = {""};
	const char *wrong = NULL;

	if (is_merge(args)) {
		if (args->words.count < 2)
			wrong = "merge needs the files of all shards";
		else if (args->out == NULL)
			wrong = "merge needs --out FILE";
		else if (sweep->vary_count > 0 || sweep->sets.count > 0 ||
			 args->lhs_given || sweep->shards > 0 ||
			 args->jobs > 0 ||
			 sweep->source.options.sessions != NULL)
			wrong = "merge simulates nothing: it takes --out, "
				"--force, --json and --lang";
	} else if (args->words.count > 1) {
		wrong = "only one scenario is swept";
	} else if (sweep->vary_count == 0) {
		wrong = "nothing to vary: add --vary KEY=VALUES";
	} else if (!sweep_read_axes(&args->sweep, &error)) {
		wrong = error.text;
	}
	if (wrong != NULL)
		*status = cli_wrong(&sweep_command, wrong);
	return wrong == NULL;
}

/* --- the place ------------------------------------------------------------ */

/* The same for the same command, another one for whatever else is swept. */
static bool name_file(struct arguments *args, struct error_text *error)
{
	const struct sweep *sweep = &args->sweep;
	char command[SWEEP_VALUE_SIZE], shard[48] = "", name[64];
	size_t used = 0;
	uint64_t hash =
	    random_hash(sweep->source.name, strlen(sweep->source.name));

	(void)sweep_file_value(&sweep->head, "command", command);
	hash ^= random_hash(command, strlen(command));
	for (unsigned a = 0; a < sweep->axis_count; a++)
		hash = 31 * hash + random_hash(sweep->axes[a].given,
					       strlen(sweep->axes[a].given));
	for (const char *at = sweep->base.name;
	     *at != '\0' && used + 1 < sizeof name; at++)
		name[used++] = *at;
	name[used] = '\0';
	for (char *at = name; (at = strchr(at, '/')) != NULL;)
		*at = '-';
	if (sweep->shards > 0)
		(void)snprintf(shard, sizeof shard, "-%" PRIu64 "of%" PRIu64,
			       sweep->shard, sweep->shards);
	if (mkdir(FOLDER, 0777) != 0 && errno != EEXIST)
		return error_set(error,
				 FOLDER ": cannot be written: %s; give --out "
					"FILE",
				 strerror(errno));
	(void)snprintf(args->path, sizeof args->path,
		       FOLDER "/sweep-%s-%" PRIu64 "-%08" PRIx32 "%s.db", name,
		       sweep->base.seed, (uint32_t)(hash >> 32 ^ hash), shard);
	return true;
}

/* Where to, and where until then. */
static bool find_place(struct arguments *args, struct error_text *error)
{
	struct out_target target;
	size_t length;

	if (args->out == NULL) {
		if (!name_file(args, error))
			return false;
	} else if (strlen(args->out) + 16 < sizeof args->path) {
		(void)snprintf(args->path, sizeof args->path, "%s", args->out);
	} else {
		return error_set(error, "%.40s...: the path is too long",
				 args->out);
	}
	if (!out_target_find(args->path, &target, error))
		return false;
	if (target.kind == OUT_STREAM || target.kind == OUT_ELSEWHERE)
		return error_set(error,
				 "%s: is no file; a sweep needs one of its own",
				 args->path);
	length = strlen(target.path);
	if (length + 16 >= sizeof args->work)
		return error_set(error, "%.40s...: the path is too long",
				 args->path);
	memcpy(args->work, target.path, length);
	memcpy(args->work + length, "-work", sizeof "-work");
	return true;
}

/* Is the file there already, whole, and that of this sweep? */
static bool is_there(const struct arguments *args)
{
	const struct sweep *sweep = &args->sweep;
	struct sweep_file file = {.path = NULL};
	struct error_text ignored = {""};
	char shard[48], is[SWEEP_VALUE_SIZE];
	const char *should = sweep_shard_text(sweep, shard);
	bool good = access(args->path, R_OK) == 0 &&
		    sweep_file_open(args->path, &file, &ignored) &&
		    sweep_file_agree(&file, &sweep->head, &ignored) &&
		    strcmp(sweep_file_value(&file, "shard", is),
			   should != NULL ? should : "") == 0;

	sweep_file_close(&file);
	return good;
}

/* --- the command ---------------------------------------------------------- */

/* What is said of it: of a shard not much can be. */
static int show(const struct arguments *args, const struct sweep_hooks *hooks)
{
	const struct sweep *sweep = &args->sweep;

	if (sweep->shards == 0)
		return hooks->report(args->path, args->language, args->force,
				     args->json);
	(void)printf("%s: shard %" PRIu64 "/%" PRIu64 ", %" PRIu64
		     " of %" PRIu64 " points; `conductor sweep merge` puts all "
		     "shards together\n",
		     args->path, sweep->shard, sweep->shards, sweep->here,
		     sweep->design.points);
	return EXIT_SUCCESS;
}

/* How many are in the work file. */
static uint64_t kept(const struct sweep *sweep, const struct sweep_file *work)
{
	unsigned char *done = calloc(sweep->design.points, 1);
	uint64_t count = 0;

	if (done != NULL && sweep_file_done(work, done, sweep->design.points))
		for (uint64_t i = 0; i < sweep->design.points; i++)
			count += done[i];
	free(done);
	return count;
}

/* An error, or stopped: what is kept, and how to go on. */
static int fail(const struct arguments *args, const struct sweep_file *work,
		const struct error_text *error)
{
	struct error_text line = {""};

	(void)error_set(&line,
			"%.250s; %" PRIu64 " of %" PRIu64
			" points are kept: the same command goes on",
			error->text, kept(&args->sweep, work),
			args->sweep.here);
	return command_failed(&line);
}

/* A sweep of which nothing can be played has no file. */
static bool check_refused(const struct sweep *sweep, struct error_text *error)
{
	return sweep->shards > 0 || sweep->before > 0 ||
	       sweep->refused < sweep->here ||
	       error_set(error, "no point can be simulated; the first: %.300s",
			 sweep->first_refused.text);
}

/* The journal of SQLite first, which it may have left, empty: without its file
 * it would be taken for that of the next one. */
static void remove_work(const struct arguments *args, struct sweep_file *work)
{
	char journal[PATH_MAX + 16];

	sweep_file_close(work);
	(void)snprintf(journal, sizeof journal, "%s-journal", args->work);
	(void)unlink(journal);
	(void)unlink(args->work);
}

/* The file is there, but it was killed before it could take this one away.
 * Unless somebody is writing it, or it is another sweep's. */
static void remove_left_work(const struct arguments *args)
{
	struct sweep_file work = {.path = NULL};
	struct error_text ignored = {""};

	if (access(args->work, F_OK) != 0)
		return;
	if (sweep_file_work(&args->sweep.head, args->work, false, &work,
			    &ignored))
		remove_work(args, &work);
	else
		sweep_file_close(&work);
}

static int play(struct arguments *args, struct sweep_file *work,
		const struct out_file *to)
{
	struct sweep *sweep = &args->sweep;
	struct run_options options = {.jobs = (uint32_t)args->jobs,
				      .why = WHY_NONE,
				      .progress = isatty(STDERR_FILENO) != 0,
				      .stop = command_hear_stop()};
	struct error_text error = {""};
	char shard[48];

	if (!sweep_run(sweep, work, &options, &error))
		return fail(args, work, &error);
	if (!check_refused(sweep, &error)) {
		remove_work(args, work);
		return command_failed(&error);
	}
	if (!sweep_file_publish(work, 1, sweep_shard_text(sweep, shard), to,
				&error))
		return fail(args, work, &error);
	remove_work(args, work);
	return EXIT_SUCCESS;
}

static void tell_resumed(const struct arguments *args,
			 const struct sweep_file *work)
{
	uint64_t before = kept(&args->sweep, work);

	if (before > 0)
		(void)fprintf(stderr,
			      "conductor: %" PRIu64 " of %" PRIu64
			      " points are kept in %s; going on\n",
			      before, args->sweep.here, args->work);
}

static int sweep_and_show(struct arguments *args,
			  const struct sweep_hooks *hooks)
{
	const struct out_file to = {args->path, args->force};
	struct sweep_file work = {.path = NULL};
	struct error_text error = {""};
	int status;

	args->sweep.source.name = args->words.word[0];
	args->sweep.source.options.data_dir = data_directory();
	if (!sweep_load(&args->sweep, &error) || !find_place(args, &error))
		return command_failed(&error);
	if (!args->force && is_there(args)) {
		remove_left_work(args);
		return show(args, hooks);
	}
	if (!aside_check(&to, &error) ||
	    !sweep_file_work(&args->sweep.head, args->work, args->force, &work,
			     &error)) {
		sweep_file_close(&work);
		return command_failed(&error);
	}
	tell_resumed(args, &work);
	status = play(args, &work, &to);
	sweep_file_close(&work);
	return status == EXIT_SUCCESS ? show(args, hooks) : status;
}

static int merge_and_show(struct arguments *args,
			  const struct sweep_hooks *hooks)
{
	const struct out_file to = {args->out, args->force};
	struct error_text error = {""};

	if (!aside_check(&to, &error) ||
	    !sweep_merge(args->words.word + 1, (uint32_t)args->words.count - 1,
			 &to, &error))
		return command_failed(&error);
	return hooks->report(args->out, args->language, args->force,
			     args->json);
}

int cmd_sweep(int argc, char **argv, const struct sweep_hooks *hooks)
{
	struct arguments *args = calloc(1, sizeof *args);
	int status;

	if (args == NULL)
		return cli_failed(&(struct error_text){"out of memory"});
	args->words = (struct cli_words){argc, argv};
	if (read_options(args, &status) && check_arguments(args, &status))
		status = is_merge(args) ? merge_and_show(args, hooks)
					: sweep_and_show(args, hooks);
	sweep_release(&args->sweep);
	free(args);
	return status;
}
