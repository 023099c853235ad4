/*
 * cli_group.c - commands of commands: which one is meant, and help about them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const char help_word[] = "help";

const struct cli_entry *cli_find(const struct cli_group *group,
				 const char *name)
{
	for (size_t i = 0; i < group->count; i++)
		if (strcmp(group->entries[i].name, name) == 0)
			return &group->entries[i];
	return NULL;
}

static void print_group(const struct cli_group *group, FILE *out)
{
	size_t width = 0;

	for (size_t i = 0; i < group->count; i++) {
		size_t length = strlen(group->entries[i].name);

		width = length > width ? length : width;
	}
	(void)fprintf(out, "Usage: conductor%s%s COMMAND [ARGUMENT]...\n\n",
		      *group->name != '\0' ? " " : "", group->name);
	for (size_t i = 0; i < group->count; i++)
		(void)fprintf(out, "  %-*s %s\n", (int)width,
			      group->entries[i].name,
			      group->entries[i].purpose);
	(void)fprintf(out, "\n%s", group->more);
}

static int unknown_command(const struct cli_group *group, const char *given)
{
	const char **names = calloc(group->count + 1, sizeof *names);
	int status;

	for (size_t i = 0; names != NULL && i < group->count; i++)
		names[i] = group->entries[i].name;
	if (names != NULL)
		names[group->count] = help_word;
	status = cli_unknown(group->name, "command", given, names,
			     names != NULL ? group->count + 1 : 0);
	free(names);
	return status;
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
	       strcmp(word, help_word) == 0;
}

/* help COMMAND...: as if each had been asked by itself. */
static int help_about(const struct cli_group *group, int argc, char **argv)
{
	const struct cli_entry *entry;
	char option[] = "--help";
	char *words[] = {NULL, option, NULL};

	if (argc < 1 || is_help(argv[0])) {
		print_group(group, stdout);
		return EXIT_SUCCESS;
	}
	entry = cli_find(group, argv[0]);
	if (entry == NULL)
		return unknown_command(group, argv[0]);
	if (entry->group != NULL)
		return help_about(entry->group, argc - 1, argv + 1);
	words[0] = argv[0];
	return entry->run(2, words);
}

int cli_dispatch(const struct cli_group *group, int argc, char **argv)
{
	const struct cli_entry *entry;

	if (argc < 2 && *group->name != '\0')
		return cli_refuse(group->name, "a command is needed", NULL);
	if (argc < 2) {
		print_group(group, stderr);
		return CLI_EXIT_USAGE;
	}
	if (is_help(argv[1]))
		return help_about(group, argc - 2, argv + 2);
	entry = cli_find(group, argv[1]);
	if (entry == NULL)
		return unknown_command(group, argv[1]);
	return entry->group != NULL
		   ? cli_dispatch(entry->group, argc - 1, argv + 1)
		   : entry->run(argc - 1, argv + 1);
}
