#include "command_line.h"

#include <stdio.h>
#include <string.h>

#include "commands.h"

static const struct {
	const char *name, *purpose;
	int (*run)(int argc, char **argv);
	int (*run_hooked)(int argc, char **argv,
			  const struct traces_hooks *hooks);
} commands[] = {
    {"import", "turn logs and players' sessions into sessions",
     traces_cmd_import, NULL},
    {"check", "check sessions and counts, line by line", traces_cmd_check,
     NULL},
    {"info", "show when, how long and how often is played", traces_cmd_info,
     NULL},
    {"fit", "find the model of demand behind sessions", traces_cmd_fit, NULL},
    {"generate", "draw sessions from a model", NULL, traces_cmd_generate},
    {"export", "take sessions out of a store", traces_cmd_export, NULL},
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static void print_help(FILE *out)
{
	(void)fputs("Usage: conductor traces COMMAND [ARGUMENT]...\n\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		(void)fprintf(out, "  %-8s %s\n", commands[i].name,
			      commands[i].purpose);
	(void)fputs("\n`conductor traces COMMAND --help` tells more.\n"
		    "\n"
		    "Example:\n"
		    "  conductor traces import logs/ --zone Europe/Berlin "
		    "--ram 4GB -o sessions.csv\n",
		    out);
}

int traces_usage(const char *command, const char *what)
{
	(void)fprintf(stderr,
		      "conductor: traces %s: %s; see `conductor traces %s "
		      "--help`\n",
		      command, what, command);
	return TRACES_EXIT_USAGE;
}

int cmd_traces(int argc, char **argv, const struct traces_hooks *hooks)
{
	if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
		print_help(stdout);
		return 0;
	}
	for (size_t i = 0; argc >= 2 && i < COMMAND_COUNT; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run_hooked != NULL
				   ? commands[i].run_hooked(argc - 1, argv + 1,
							    hooks)
				   : commands[i].run(argc - 1, argv + 1);
	(void)fprintf(stderr,
		      "conductor: traces: %s%s%s; see `conductor traces "
		      "--help`\n",
		      argc < 2 ? "a command is needed" : "unknown command \"",
		      argc < 2 ? "" : argv[1], argc < 2 ? "" : "\"");
	return TRACES_EXIT_USAGE;
}
