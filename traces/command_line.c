#include "command_line.h"

#include "commands.h"
#include "traces/base/cli.h"

static const struct cli_entry entries[] = {
    {"import", "import logs and players' sessions as world sessions"},
    {"check", "check sessions and counts, line by line"},
    {"info", "show when, how long and how often players play"},
    {"fit", "fit a model of demand to sessions"},
    {"generate", "generate sessions from a model"},
    {"export", "export sessions from a store"},
};

int cmd_traces(int argc, char **argv, const struct traces_hooks *hooks)
{
	static const struct cli_group group = {
	    .name = "traces",
	    CLI_ENTRIES(entries),
	    .more = "`conductor traces COMMAND --help` shows more.\n"
		    "\n"
		    "Example:\n"
		    "  conductor traces import logs/ --zone Europe/Berlin "
		    "--ram 4GB -o sessions.csv\n",
	};
	/* in their order; what needs hooks is called apart */
	static int (*const run[])(int argc, char **argv) = {traces_cmd_import,
							    traces_cmd_check,
							    traces_cmd_info,
							    traces_cmd_fit,
							    NULL,
							    traces_cmd_export};
	int status, chosen = cli_choose(&group, argc, argv, &status);

	if (chosen < 0)
		return status;
	return run[chosen] != NULL
		   ? run[chosen](argc - 1, argv + 1)
		   : traces_cmd_generate(argc - 1, argv + 1, hooks);
}
