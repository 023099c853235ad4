#include "sim/plan_command.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenarios/data_directory.h"
#include "sim/command_parts.h"
#include "sim/init_text.h"
#include "sim/planning.h"
#include "sim/promise_text.h"
#include "sim/run_directory.h"
#include "sim/run_name.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

#define MOST_LEAST 20
#define MOST_LARGEST 100000
#define NAME_SIZE 512
#define PARTS_MAX (OVERRIDES_MAX + PLAN_OVER_MAX + 8)

static const struct cli_command plan_command = {
    .name = "plan",
    .usage = "SCENARIO|SESSIONS [OPTION]...",
    .about =
	"Find the fleet and the rules that earn most among those that keep the "
	"promise, over four weeks of the scenario's demand: machines by the "
	"month and their number, what is ordered by the hour, reserve, sleep "
	"window, placement, copies, boxes.  Says how sure that is, what comes "
	"close, what a GB-hour would have to cost, and what would change the "
	"answer.\n\nSCENARIO is a file, the name of an included one, or - for "
	"standard input.  A file of SESSIONS (CSV, .gz, .zst, a store) is "
	"played on the fleet and at the prices of friday-night.",
    .notes =
	"The search plays more replications where they matter: a plan is "
	"dropped when its paired difference to the best surely lies below 0, "
	"or it surely breaks the promise.  \"Sure\" means: of the plans that "
	"were simulated the first is the best, with 95 %.\n\nVALUES of --over "
	"are a list, 8,9,10, or a range with steps, 8:14:2 or 48h:336h:96h; "
	"then exactly these axes are searched, and nothing else is changed.",
    .example =
	"  conductor plan friday-night --margin 40%\n"
	"  conductor plan mine.csv --promise "
	"'wait_p95<=30s,no_room<=0.1%'\n"
	"  conductor plan tuesday --over fleet.dedicated.0.count=6:14:1\n",
    .least = 1,
    .most = 1,
    .needs = "exactly one scenario, or file of sessions, is needed",
};

struct arguments {
	const char *out, *promise_text, *over_text[PLAN_OVER_MAX];
	const char *margin_text, *by;
	enum language language;
	struct promise_text promise;
	uint64_t jobs, most;
	bool json, force, no_tornado;
	char command_line[COMMAND_LINE_SIZE];
	unsigned given; /* of planning.common, by the command line */
};

struct asked {
	struct arguments args;
	struct cli_words words;
	struct planning planning;
};

/* --- the command line ----------------------------------------------------- */

static bool take_promise(void *context, const char *text,
			 struct error_text *error)
{
	struct asked *c = context;

	if (c->args.promise_text != NULL)
		return error_set(error, "--promise is given twice; put commas "
					"between its parts");
	c->args.promise_text = text;
	return promise_text_read(text, &c->args.promise, error);
}

static bool take_over(void *context, const char *text, struct error_text *error)
{
	struct asked *c = context;
	unsigned i = c->planning.over_count;

	if (i == PLAN_OVER_MAX)
		return error_set(error, "too many --over");
	c->args.over_text[i] = text;
	c->planning.over_count++;
	return axis_read(text, false, &c->planning.over[i], error);
}

/* "40%", below 100 %. */
static bool take_margin(void *context, const char *text,
			struct error_text *error)
{
	struct asked *c = context;
	char *end;
	double percent = strtod(text, &end);

	(void)error;
	if (end == text || strcmp(end, "%") != 0 || !(percent < 100) ||
	    !(percent > -1000))
		return false;
	c->args.margin_text = text;
	c->planning.margin = percent / 100;
	return true;
}

static bool take_by(void *context, const char *text, struct error_text *error)
{
	struct asked *c = context;

	(void)error;
	if (strcmp(text, "cost") != 0 && strcmp(text, "margin") != 0)
		return false;
	c->planning.by_cost = strcmp(text, "cost") == 0;
	c->args.by = text;
	return true;
}

static bool read_options(struct asked *c, int *status)
{
	struct arguments *args = &c->args;
	const struct cli_option options[] = {
	    {CLI_ROW_OWN("promise", "PROMISE", take_promise, c,
			 "what is promised instead of what the scenario does: "
			 "'wait_p95<=30s,no_room<=0.1%', also unserved<=1%"),
	     .expects = "'wait_p95<=30s,no_room<=0.1%'"},
	    {CLI_ROW_OWN("margin", "PERCENT", take_margin, c,
			 "say what a GB-hour has to cost so that this much of "
			 "net revenue is left"),
	     .expects = "a percentage below 100, such as 40%"},
	    {CLI_ROW_OWN("by", "margin|cost", take_by, c,
			 "the best plan earns most (default), or costs least"),
	     .expects = "margin or cost"},
	    {CLI_ROW_OWN("over", "KEY=VALUES", take_over, c,
			 "search over these values of this key alone; may be "
			 "repeated"),
	     .expects = "KEY=VALUES, such as fleet.dedicated.0.count=8:14:2"},
	    {CLI_ROW_OWN("set", "KEY=VALUE", overrides_take,
			 &c->planning.common,
			 "change one key of all plans; may be repeated"),
	     .expects = "KEY=VALUE"},
	    {CLI_ROW_FLAG("window", &c->planning.own_window,
			  "play the scenario's own window instead of four "
			  "weeks")},
	    {CLI_ROW_FLAG("assumed", &c->planning.assumed,
			  "consider also machines whose price is an "
			  "assumption")},
	    {CLI_ROW_FLAG("no-tornado", &args->no_tornado,
			  "do not look at what would change the answer")},
	    {CLI_ROW_WHOLE("most", "N", &args->most,
			   "replications of the search at most (default: 9 % "
			   "of ten of every plan, 48 to 800)"),
	     .least = MOST_LEAST, .most = MOST_LARGEST},
	    {CLI_ROW_OWN("seed", "N", command_take_seed, &c->planning.common,
			 "seed of all random draws (default: that of the "
			 "scenario)")},
	    {CLI_ROW_TEXT("sessions", "FILE",
			  &c->planning.source.options.sessions,
			  "replay these sessions instead (CSV, .gz, .zst)")},
	    {CLI_ROW_WHOLE("jobs", "N", &args->jobs,
			   "threads (default: all cores)"),
	     .least = 1, .most = COMMAND_JOBS_MAX},
	    {CLI_ROW_TEXT("out", "DIR", &args->out,
			  "output directory (default: runs/plan-NAME-SEED, and "
			  "what is set)")},
	    {CLI_ROW_FLAG("force", &args->force,
			  "replace what is in DIR even if it has been changed, "
			  "or is a run; files of others in it are kept")},
	    {CLI_ROW_LANG(&args->language,
			  "language of table and page (default: en)")},
	    {CLI_ROW_FLAG("json", &args->json,
			  "print plan.json instead of the table")},
	};

	return cli_read(&plan_command, CLI_ROWS(options), &c->words, status);
}

static bool ends(const char *text, const char *with)
{
	size_t length = strlen(text), end = strlen(with);

	return length >= end && strcmp(text + length - end, with) == 0;
}

/* A file that is no JSON holds sessions. */
static bool is_sessions(const char *word)
{
	struct stat facts;

	return strcmp(word, "-") != 0 && !ends(word, ".json") &&
	       stat(word, &facts) == 0 && S_ISREG(facts.st_mode);
}

static bool read_arguments(struct asked *c, int *status)
{
	struct planning *planning = &c->planning;
	const char *word;

	planning->margin = (double)NAN;
	if (!read_options(c, status))
		return false;
	word = c->words.word[0];
	planning->is_sessions = is_sessions(word);
	if (planning->is_sessions &&
	    planning->source.options.sessions != NULL) {
		*status = cli_wrong(&plan_command,
				    "sessions are given twice; name a "
				    "scenario, or leave --sessions out");
		return false;
	}
	planning->source.name = planning->is_sessions ? INIT_BASE : word;
	if (planning->is_sessions)
		planning->source.options.sessions = word;
	for (unsigned i = 0; i < c->args.promise.count; i++)
		if (!overrides_add(&planning->common,
				   c->args.promise.list[i].key,
				   c->args.promise.list[i].value)) {
			*status = cli_wrong(&plan_command, "too many --set");
			return false;
		}
	c->args.given = planning->common.count;
	return true;
}

/* --- the place ------------------------------------------------------------ */

static void name_place(const struct asked *c, char out[RUN_NAME_SIZE])
{
	const struct arguments *args = &c->args;
	const struct planning *planning = &c->planning;
	struct scenario_override parts[PARTS_MAX];
	char argument[NAME_SIZE], name[NAME_SIZE], most[24];
	uint32_t count = 0;

	(void)snprintf(argument, sizeof argument, "plan-%.400s",
		       planning->source.name);
	(void)snprintf(name, sizeof name, "plan-%.400s",
		       planning->scenario.name);
	(void)snprintf(most, sizeof most, "%llu",
		       (unsigned long long)args->most);
	for (unsigned i = 0; i < args->given; i++)
		parts[count++] = planning->common.list[i];
	for (unsigned i = 0; i < planning->over_count; i++)
		parts[count++] =
		    (struct scenario_override){"over", args->over_text[i]};
	if (args->margin_text != NULL)
		parts[count++] =
		    (struct scenario_override){"margin", args->margin_text};
	if (planning->by_cost)
		parts[count++] = (struct scenario_override){"by", "cost"};
	if (planning->own_window)
		parts[count++] = (struct scenario_override){"window", "own"};
	if (planning->assumed)
		parts[count++] = (struct scenario_override){"assumed", "yes"};
	if (args->no_tornado)
		parts[count++] = (struct scenario_override){"tornado", "no"};
	if (args->most != 0)
		parts[count++] = (struct scenario_override){"most", most};
	run_name(&(struct run_identity){.argument = argument,
					.name = name,
					.seed = planning->scenario.seed,
					.overrides = parts,
					.override_count = count,
					.sessions =
					    planning->source.options.sessions,
					.with_static = true,
					.with_advice = true},
		 out);
}

static bool open_place(const struct asked *c, struct run_place *place,
		       struct error_text *error)
{
	char directory[RUN_NAME_SIZE];

	name_place(c, directory);
	return run_place_open_beside(
	    place, c->args.out != NULL ? c->args.out : directory, c->args.force,
	    error);
}

/* --- the command ---------------------------------------------------------- */

static int run_and_write(struct asked *c, struct run_place *place,
			 const struct plan_hooks *hooks)
{
	struct error_text error = {""};
	cJSON *root = NULL;
	bool good = planning_run(&c->planning, &error);

	if (good) {
		root = planning_json(&c->planning, c->words.word[0],
				     c->args.command_line);
		good =
		    run_directory_write_one(root, "plan.json", place, &error);
	}
	if (good && c->args.json) {
		json_out(root);
		return EXIT_SUCCESS;
	}
	cJSON_Delete(root);
	return good
		   ? hooks->report(place->path, c->args.language, c->args.force)
		   : command_failed(&error);
}

static int plan(struct asked *c, const struct plan_hooks *hooks)
{
	struct planning *planning = &c->planning;
	struct error_text error = {""};
	struct run_place place;
	int status;

	planning->source.options.data_dir = data_directory();
	planning->with_tornado = !c->args.no_tornado;
	planning->most = (uint32_t)c->args.most;
	planning->options.jobs = (uint32_t)c->args.jobs;
	planning->options.why = WHY_NONE;
	planning->options.progress = isatty(STDERR_FILENO) != 0;
	planning->options.stop = command_hear_stop();
	if (!planning_open(planning, &error) || !open_place(c, &place, &error))
		return command_failed(&error);
	status = run_and_write(c, &place, hooks);
	run_place_close(&place);
	return status;
}

int cmd_plan(int argc, char **argv, const struct plan_hooks *hooks)
{
	struct asked *c = calloc(1, sizeof *c);
	int status;

	if (c == NULL)
		return cli_failed(&(struct error_text){"out of memory"});
	command_join(argc, argv, c->args.command_line);
	c->words = (struct cli_words){argc, argv};
	if (read_arguments(c, &status))
		status = plan(c, hooks);
	planning_release(&c->planning);
	promise_text_release(&c->args.promise);
	free(c);
	return status;
}
