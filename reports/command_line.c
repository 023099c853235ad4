#include "reports/command_line.h"

#include <stdio.h>
#include <stdlib.h>

#include "reports/compare.h"
#include "reports/differences.h"
#include "reports/figures_csv.h"
#include "reports/html.h"
#include "reports/json_report.h"
#include "reports/plan.h"
#include "reports/promise.h"
#include "reports/run_file.h"
#include "reports/sweep.h"
#include "reports/terminal.h"
#include "reports/text.h"
#include "traces/base/cli.h"

#define PATH_SIZE 4352

static const struct cli_command report_command = {
    .name = "report",
    .usage = "RUN_DIR|FILE [OPTION]...",
    .or_usage = "RUN_A RUN_B [OPTION]...",
    .about = "Print the table of a run and rewrite RUN_DIR/report.html, or of "
	     "FILE of a sweep and rewrite FILE.html; or "
	     "compare two runs over the same window, figure by figure, and "
	     "write RUN_B/compare.html; --fail-on then judges RUN_B.  With "
	     "--lang de: report.de.html, compare.de.html.",
    .example = "  conductor report runs/friday-night-1 --lang de\n"
	       "  conductor report runs/ten-machines runs/eleven-machines\n",
    .least = 1,
    .most = 2,
    .needs = "one run directory or the file of a sweep is needed, or two "
	     "run directories to compare",
};

/* Before anything is printed. */
static bool may_write(const char *directory, const char *page,
		      const char *table, const struct report_options *options,
		      struct error_text *error)
{
	return run_file_check(directory, page, options->force, error) &&
	       (!options->with_csv ||
		run_file_check(directory, table, options->force, error));
}

static int status_of(const struct summary *summary,
		     const struct report_options *options)
{
	return options->fail_on_broken &&
		       promise_verdict(summary, "promise.kept") == T_BROKEN
		   ? cli_promise_broken()
		   : EXIT_SUCCESS;
}

/* Of a comparison there is only the table and the page. */
static int report_compared(const char *directory,
			   const struct report_options *options)
{
	if (options->with_csv || options->fail_on_broken)
		return cli_wrong(&report_command,
				 "the directory of a comparison has neither "
				 "--csv nor --fail-on");
	return differences_report(directory, options->language, options->force,
				  options->as_json);
}

/* So there is of a sweep. */
static int report_swept(const char *path, const struct report_options *options)
{
	if (options->with_csv || options->fail_on_broken)
		return cli_wrong(&report_command,
				 "the file of a sweep has neither --csv nor "
				 "--fail-on");
	return sweep_report(path, options->language, options->force,
			    options->as_json);
}

/* And of a plan. */
static int report_planned(const char *directory,
			  const struct report_options *options)
{
	if (options->with_csv || options->fail_on_broken)
		return cli_wrong(&report_command,
				 "the directory of a plan has neither --csv "
				 "nor --fail-on");
	return plan_report(directory, options->language, options->force,
			   options->as_json);
}

int report_run(const char *directory, const struct report_options *options)
{
	struct error_text error = {""};
	char page[RUN_PAGE_NAME_SIZE];
	struct summary summary;
	int status;
	bool good;

	if (differences_are_in(directory))
		return report_compared(directory, options);
	if (sweep_is_file(directory))
		return report_swept(directory, options);
	if (plan_is_in(directory))
		return report_planned(directory, options);
	if (!summary_open(directory, &summary, &error))
		return cli_failed(&error);
	(void)run_page_name("report", options->language, page);
	good = may_write(directory, page, "figures.csv", options, &error);
	if (good && !options->as_json)
		terminal_print(&summary, options->language, stdout);
	good = good && html_write(&summary, options->language, &error) &&
	       (!options->with_csv ||
		figures_csv_write(&summary, options->csv, &error));
	if (good && options->as_json)
		json_report_run(&summary);
	else if (good)
		run_page_tell(options->language, directory, page);
	status = good ? status_of(&summary, options) : cli_failed(&error);
	summary_close(&summary);
	return status;
}

static int compare_runs(const char *a, const char *b,
			const struct report_options *options)
{
	struct error_text error = {""};
	char page[RUN_PAGE_NAME_SIZE];
	struct pairs pairs;
	int status;
	bool good;

	if (!pairs_open(a, b, &pairs, &error))
		return cli_failed(&error);
	(void)run_page_name("compare", options->language, page);
	good = may_write(b, page, "compare.csv", options, &error);
	if (good && !options->as_json)
		compare_print(&pairs, options->language, stdout);
	good =
	    good && compare_html_write(&pairs, options->language, &error) &&
	    (!options->with_csv || compare_csv_write(&pairs, options->language,
						     options->csv, &error));
	if (good && options->as_json)
		json_report_pair(&pairs);
	else if (good)
		run_page_tell(options->language, b, page);
	status = good ? status_of(&pairs.b, options) : cli_failed(&error);
	pairs_close(&pairs);
	return status;
}

int cmd_report(int argc, char **argv)
{
	struct report_options report = {.language = LANGUAGE_EN};
	const struct cli_option options[] = {
	    {CLI_ROW_LANG(&report.language,
			  "language of table and page (default: en)")},
	    {CLI_ROW_CSV(&report.csv,
			 "also write RUN_DIR/figures.csv, or "
			 "RUN_B/compare.csv: for programs, or for a German "
			 "spreadsheet"),
	     .given = &report.with_csv},
	    {CLI_ROW_FLAG("json", &report.as_json,
			  "print summary.json instead of the table, or every "
			  "figure of both")},
	    {CLI_ROW_FAIL_ON(&report.fail_on_broken)},
	    {CLI_ROW_FLAG("force", &report.force,
			  "replace these files if somebody has changed them")},
	};
	struct cli_words words = {argc, argv};
	int status;

	if (!cli_read(&report_command, CLI_ROWS(options), &words, &status))
		return status;
	return words.count == 2
		   ? compare_runs(words.word[0], words.word[1], &report)
		   : report_run(words.word[0], &report);
}
