#include "sim/compare_command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/data_directory.h"
#include "sim/command_parts.h"
#include "sim/demands.h"
#include "sim/differences.h"
#include "sim/restored.h"
#include "sim/run_directory.h"
#include "sim/run_name.h"
#include "sim/with.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

#define MOST_DEFAULT 1000
#define MOST_LARGEST 100000
#define NAME_SIZE 512

static const struct cli_command compare_command = {
    .name = "compare",
    .usage = "SCENARIO|RUN_DIR [SCENARIO|RUN_DIR]... [OPTION]...",
    .about =
	"Play variants on the same draws and show how each differs from the "
	"first: differences with 95 % intervals, and whether they are better, "
	"worse or could be noise.\n\nThe first scenario is the base.  Others "
	"are compared with it, and so is the base with each --with.  Of a run "
	"directory its scenario is played again, with what its command had "
	"set.",
    .notes =
	"A comma in --with begins another key only where KEY= follows it, and "
	"not within [lists], {objects} or \"texts\"; so lists need no more "
	"quotes than the shell's.\n\nFIGURE of --until is margin, month, net, "
	"cost, in_time, no_room, unserved, wait, or any figure of "
	"summary.json; WIDTH is how far its interval may reach to each side, "
	"as a percentage of what the base has, or as an amount.",
    .example = "  conductor compare friday-night --with "
	       "fleet.dedicated.0.count=11\n"
	       "  conductor compare tuesday --with "
	       "policy.sleep_window=96h,fleet.cloud.max=0\n"
	       "  conductor compare friday-night sold-out --until margin=1%\n",
    .least = 1,
    .most = CLI_ANY,
    .needs = "a scenario is needed, and others or --with to compare it with",
};

struct arguments {
	const char *out, *sessions;
	enum language language;
	struct overrides common; /* --set, --seed, --replications */
	struct with with[DIFFERENCES_MAX];
	const char *with_text[DIFFERENCES_MAX];
	unsigned with_count;
	struct wish wishes[WISHES_MAX];
	unsigned wish_count;
	uint64_t jobs, most;
	bool json, force, most_given, fail_on_worse, fail_on_broken;
	char command_line[COMMAND_LINE_SIZE];
};

/* Everything is as large as it may become: nothing in it moves. */
struct comparing {
	struct arguments args;
	struct cli_words words;
	struct restored restored[DIFFERENCES_MAX];
	struct source sources[DIFFERENCES_MAX];
	struct contender list[DIFFERENCES_MAX];
	struct demands demands;
	struct differences all;
	struct run_options options;
	char seed[24]; /* of the base, as text */
};

/* --- the command line ----------------------------------------------------- */

static bool take_with(void *context, const char *text, struct error_text *error)
{
	struct arguments *args = context;

	if (args->with_count == DIFFERENCES_MAX)
		return error_set(error, "too many --with");
	args->with_text[args->with_count] = text;
	return with_read(text, &args->with[args->with_count++], error);
}

static bool take_until(void *context, const char *text,
		       struct error_text *error)
{
	struct arguments *args = context;

	if (args->wish_count == WISHES_MAX)
		return error_set(error, "too many --until");
	return wish_read(text, &args->wishes[args->wish_count++], error);
}

static bool take_fail_on(void *context, const char *text,
			 struct error_text *error)
{
	struct arguments *args = context;

	(void)error;
	args->fail_on_worse |= strcmp(text, "worse") == 0;
	args->fail_on_broken |= strcmp(text, "broken") == 0;
	return strcmp(text, "worse") == 0 || strcmp(text, "broken") == 0;
}

static bool read_options(struct arguments *args, struct cli_words *words,
			 int *status)
{
	const struct cli_option options[] = {
	    {CLI_ROW_OWN("with", "KEY=VALUE", take_with, args,
			 "compare with the base so changed, by one key or by "
			 "several with commas between them; may be repeated"),
	     .expects = "KEY=VALUE,..."},
	    {CLI_ROW_OWN("set", "KEY=VALUE", overrides_take, &args->common,
			 "change one key of all; may be repeated"),
	     .expects = "KEY=VALUE"},
	    {CLI_ROW_OWN("until", "FIGURE=WIDTH", take_until, args,
			 "add replications until the interval of this figure "
			 "is so narrow (margin=1%, wait=0.5); may be repeated"),
	     .expects = "FIGURE=WIDTH, such as margin=1% or wait=0.5"},
	    {CLI_ROW_WHOLE("most", "N", &args->most,
			   "replications at most, with --until (default: "
			   "1000)"),
	     .least = STOPPING_FIRST, .most = MOST_LARGEST,
	     .given = &args->most_given},
	    {CLI_ROW_OWN("replications", "N", command_take_replications,
			 &args->common,
			 "how often the window is played; with --until at "
			 "first")},
	    {CLI_ROW_OWN("seed", "N", command_take_seed, &args->common,
			 "seed of all random draws (default: that of the "
			 "base)")},
	    {CLI_ROW_TEXT("sessions", "FILE", &args->sessions,
			  "replay these sessions in all instead (CSV, .gz, "
			  ".zst)")},
	    {CLI_ROW_WHOLE("jobs", "N", &args->jobs,
			   "threads (default: all cores)"),
	     .least = 1, .most = COMMAND_JOBS_MAX},
	    {CLI_ROW_TEXT("out", "DIR", &args->out,
			  "output directory (default: runs/compare-NAME-SEED, "
			  "and what is compared)")},
	    {CLI_ROW_FLAG("force", &args->force,
			  "replace what is in DIR even if it has been "
			  "changed, or is a run; files of others in it are "
			  "kept")},
	    {CLI_ROW_OWN("fail-on", "worse|broken", take_fail_on, args,
			 "exit with status 3 if a variant is surely worse than "
			 "the base in margin a month or served in time, or if "
			 "it breaks its promise; may be repeated"),
	     .expects = "worse or broken"},
	    {CLI_ROW_LANG(&args->language,
			  "language of table and page (default: en)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print comparison.json instead of the table")},
	};

	return cli_read(&compare_command, CLI_ROWS(options), words, status);
}

static bool read_arguments(int argc, char **argv, struct comparing *c,
			   int *status)
{
	struct arguments *args = &c->args;
	unsigned count;

	c->words = (struct cli_words){argc, argv};
	args->most = MOST_DEFAULT;
	if (!read_options(args, &c->words, status))
		return false;
	count = (unsigned)c->words.count + args->with_count;
	if (count < 2)
		*status = cli_wrong(&compare_command,
				    "nothing to compare with: add another "
				    "scenario, or --with KEY=VALUE");
	else if ((unsigned)c->words.count > DIFFERENCES_MAX ||
		 count > DIFFERENCES_MAX)
		*status = cli_wrong(&compare_command,
				    "at most 25 variants are compared with "
				    "the base");
	else if (args->most_given && args->wish_count == 0)
		*status = cli_wrong(&compare_command, "--most needs --until");
	else
		return true;
	return false;
}

/* --- what is compared ----------------------------------------------------- */

/* Of a run: its scenario, which must be as it was. */
static bool restore(struct comparing *c, unsigned i, struct error_text *error)
{
	struct restored *run = &c->restored[i];
	struct source was = {.options.data_dir = data_directory()};
	struct scenario scenario;
	bool good;

	if (!restored_open(c->words.word[i], run, error))
		return false;
	was.name = run->name;
	was.options.sessions = run->sessions;
	was.options.overrides = run->sets.list;
	was.options.override_count = run->sets.count;
	good = source_load(&was, &scenario, error);
	if (good) {
		good = restored_check(run, &scenario, error);
		scenario_release(&scenario);
	}
	source_release(&was);
	return good;
}

/* What is set of the scenario of a word: by its run, if it is one, and for
 * all. */
static void set_word(struct comparing *c, unsigned i)
{
	const struct source own = {
	    .options = {.overrides = c->restored[i].sets.list,
			.override_count = c->restored[i].sets.count}};

	variant_merge(&own, c->args.common.list, c->args.common.count,
		      &c->list[i].sets);
}

/* The draws are those of the base, whatever the scenario says. */
static void share_seed(struct comparing *c, struct contender *contender)
{
	const struct scenario *base = &c->list[0].variant.scenario;
	struct scenario *own = &contender->variant.scenario;
	const struct scenario_override seed = {"seed", c->seed};
	const struct source sets = {
	    .options = {.overrides = contender->sets.list,
			.override_count = contender->sets.count}};
	struct variant_sets with_seed;

	if (own->seed == base->seed)
		return;
	variant_merge(&sets, &seed, 1, &with_seed);
	contender->sets = with_seed;
	own->seed = base->seed;
}

static bool load_word(struct comparing *c, unsigned i, struct error_text *error)
{
	struct source *source = &c->sources[i];
	struct contender *contender = &c->list[i];
	const char *word = c->words.word[i];
	bool is_run = restored_is_folder(word);

	if (is_run && !restore(c, i, error))
		return false;
	source->name = is_run ? c->restored[i].name : word;
	source->options.data_dir = data_directory();
	source->options.sessions = c->args.sessions != NULL
				       ? c->args.sessions
				       : c->restored[i].sessions;
	set_word(c, i);
	source->options.overrides = contender->sets.list;
	source->options.override_count = contender->sets.count;
	contender->given = word;
	contender->source = source;
	contender->variant.alike = true;
	contender->variant.loaded =
	    source_load(source, &contender->variant.scenario, error);
	return contender->variant.loaded;
}

static bool load_with(struct comparing *c, unsigned i, unsigned with,
		      struct error_text *error)
{
	struct contender *contender = &c->list[i];
	struct error_text why = {""};

	contender->given = c->args.with_text[with];
	contender->source = &c->sources[0];
	variant_merge(contender->source, c->args.with[with].list,
		      c->args.with[with].count, &contender->sets);
	return variant_load(&contender->variant, contender->source,
			    &contender->sets, &why) ||
	       error_set(error, "--with %.100s: %s", contender->given,
			 why.text);
}

/* Figures of an evening and of a week have nothing to do with each other. */
static bool check_window(const struct comparing *c, unsigned i,
			 struct error_text *error)
{
	const struct scenario *base = &c->list[0].variant.scenario,
			      *own = &c->list[i].variant.scenario;

	return own->to_us - own->from_us == base->to_us - base->from_us ||
	       error_set(error,
			 "%.100s: its window is %.6g h long, that of %.100s "
			 "%.6g h; compare windows of the same length",
			 c->list[i].given,
			 (double)(own->to_us - own->from_us) / 3.6e9,
			 c->list[0].given,
			 (double)(base->to_us - base->from_us) / 3.6e9);
}

/* Read what was recorded, and see whether the rest can be drawn. */
static bool find_demand(struct comparing *c, unsigned i,
			struct error_text *error)
{
	struct contender *contender = &c->list[i];
	struct variant *variant = &contender->variant;
	struct source *own =
	    i < (unsigned)c->words.count ? &c->sources[i] : NULL;
	struct error_text why = {""};
	bool good;

	if (variant->scenario.workload.kind == WORKLOAD_SESSIONS)
		good = demands_find(&c->demands, &variant->scenario,
				    own != NULL && own->has_sessions
					? &own->sessions
					: NULL,
				    &variant->sessions, &variant->cut,
				    &why) == DEMAND_FOUND;
	else
		good = run_checks_demand(&variant->scenario, &why);
	return good ||
	       error_set(error, "%.100s: %s", contender->given, why.text);
}

static bool load_all(struct comparing *c, struct error_text *error)
{
	unsigned words = (unsigned)c->words.count;

	c->all.list = c->list;
	for (unsigned i = 0; i < words + c->args.with_count; i++) {
		c->all.count = i + 1;
		if (!(i < words ? load_word(c, i, error)
				: load_with(c, i, i - words, error)))
			return false;
		if (i == 0)
			(void)snprintf(c->seed, sizeof c->seed, "%llu",
				       (unsigned long long)c->list[0]
					   .variant.scenario.seed);
		share_seed(c, &c->list[i]);
		if (!check_window(c, i, error) || !find_demand(c, i, error))
			return false;
	}
	return true;
}

static void release_all(struct comparing *c)
{
	for (unsigned i = 0; i < DIFFERENCES_MAX; i++) {
		variant_release(&c->list[i].variant);
		source_release(&c->sources[i]);
		restored_close(&c->restored[i]);
		with_release(&c->args.with[i]);
	}
	demands_release(&c->demands);
}

/* --- the place ------------------------------------------------------------ */

static void name_place(const struct comparing *c, char out[RUN_NAME_SIZE])
{
	const struct arguments *args = &c->args;
	const struct scenario *base = &c->list[0].variant.scenario;
	struct scenario_override
	    parts[OVERRIDES_MAX + 2 * DIFFERENCES_MAX + WISHES_MAX];
	char argument[NAME_SIZE], name[NAME_SIZE];
	uint32_t count = 0;

	(void)snprintf(argument, sizeof argument, "compare-%.400s",
		       c->list[0].given);
	(void)snprintf(name, sizeof name, "compare-%.400s", base->name);
	for (uint32_t i = 0; i < args->common.count; i++)
		parts[count++] = args->common.list[i];
	for (unsigned i = 1; i < c->all.count; i++)
		parts[count++] = (struct scenario_override){
		    i < (unsigned)c->words.count ? "and" : "with",
		    c->list[i].given};
	for (unsigned i = 0; i < args->wish_count; i++)
		parts[count++] =
		    (struct scenario_override){"until", args->wishes[i].text};
	run_name(&(struct run_identity){.argument = argument,
					.name = name,
					.seed = base->seed,
					.overrides = parts,
					.override_count = count,
					.sessions = args->sessions,
					.with_static = true,
					.with_advice = true},
		 out);
}

static bool open_place(const struct comparing *c, struct run_place *place,
		       struct error_text *error)
{
	char directory[RUN_NAME_SIZE];

	name_place(c, directory);
	return run_place_open_beside(
	    place, c->args.out != NULL ? c->args.out : directory, c->args.force,
	    error);
}

/* --- the command ---------------------------------------------------------- */

static bool says(const cJSON *object, const char *key, const char *value)
{
	const char *text =
	    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));

	return text != NULL && strcmp(text, value) == 0;
}

/* Does it earn less, or serve less in time, than the base, for sure? */
static bool is_worse(const cJSON *variant)
{
	const cJSON *figure;

	cJSON_ArrayForEach(figure,
			   cJSON_GetObjectItemCaseSensitive(variant, "figures"))
	{
		if ((says(figure, "key", "margin_per_month_eur") ||
		     says(figure, "key", "starts.within_promise")) &&
		    says(figure, "verdict", "worse"))
			return true;
	}
	return false;
}

/* What comparison.json says of the variants; 3, with a line that names the
 * first that is what --fail-on asked for. */
static int judge(const struct comparing *c, const cJSON *root)
{
	const cJSON *variants =
	    cJSON_GetObjectItemCaseSensitive(root, "variants");

	for (unsigned i = 1; i < c->all.count; i++) {
		const cJSON *variant = cJSON_GetArrayItem(variants, (int)i - 1);
		const char *given = c->list[i].given;

		if (c->args.fail_on_broken &&
		    says(cJSON_GetObjectItemCaseSensitive(variant, "promise"),
			 "kept", "broken"))
			return cli_unmet("%.200s: the promise is broken",
					 given);
		if (c->args.fail_on_worse && is_worse(variant))
			return cli_unmet("%.200s: worse than %.200s", given,
					 c->list[0].given);
	}
	return EXIT_SUCCESS;
}

static int run_and_write(struct comparing *c, struct run_place *place,
			 const struct compare_hooks *hooks)
{
	struct error_text error = {""};
	cJSON *root = NULL;
	bool good = differences_run(&c->all, &c->options, &error);
	int status = EXIT_SUCCESS;

	if (good) {
		root = differences_json(&c->all, c->args.command_line);
		good = run_directory_write_one(root, "comparison.json", place,
					       &error);
	}
	if (good && !c->args.json)
		status =
		    hooks->report(place->path, c->args.language, c->args.force);
	/* the line about it comes after what is printed, but for JSON, whose
	 * text is gone once it is printed */
	if (good && status == EXIT_SUCCESS)
		status = judge(c, root);
	if (good && c->args.json)
		json_out(root);
	else
		cJSON_Delete(root);
	return good ? status : command_failed(&error);
}

static int compare(struct comparing *c, const struct compare_hooks *hooks)
{
	struct error_text error = {""};
	struct run_place place;
	int status;

	if (!load_all(c, &error) || !open_place(c, &place, &error))
		return command_failed(&error);
	c->all.asked = c->list[0].variant.scenario.replications;
	c->all.most = (uint32_t)c->args.most;
	memcpy(c->all.wishes, c->args.wishes, sizeof c->all.wishes);
	c->all.wish_count = c->args.wish_count;
	c->options.jobs = (uint32_t)c->args.jobs;
	c->options.why = WHY_NONE;
	c->options.progress = isatty(STDERR_FILENO) != 0;
	c->options.stop = command_hear_stop();
	status = run_and_write(c, &place, hooks);
	run_place_close(&place);
	return status;
}

int cmd_compare(int argc, char **argv, const struct compare_hooks *hooks)
{
	struct comparing *c = calloc(1, sizeof *c);
	int status;

	if (c == NULL)
		return cli_failed(&(struct error_text){"out of memory"});
	command_join(argc, argv, c->args.command_line);
	if (read_arguments(argc, argv, c, &status))
		status = compare(c, hooks);
	release_all(c);
	free(c);
	return status;
}
