/*
 * cli_complete.h - what Tab offers: `conductor completion bash|zsh|fish`.
 *
 * The shell's part is a few lines that ask this program, each time, what could
 * come next; the answer is read from the tables that the commands read their
 * words by (cli.h).  What may stand somewhere is the word of the usage line or
 * the value of the option: "en|de" is one of these, FILE a file, RUN_DIR a
 * folder, SCENARIO what the rooms above know.
 *
 * The question is `conductor __complete WORD...`, the last word being the one
 * that is typed, perhaps empty.  The answer is a line for each word that could
 * stand there, with its help behind a tab, and a last line ":files" or
 * ":folders" where these may come, too.  It is no interface for others.
 */
#ifndef TRACES_CLI_COMPLETE_H
#define TRACES_CLI_COMPLETE_H

#include "cli.h"

/* A word that may come, and what it is for; `help` may be NULL. */
typedef void cli_offer(void *context, const char *word, const char *help);

/* What rooms above know: all words that may stand for `name`. */
struct cli_kind_of_word {
	const char *name; /* as usage and values have it: "SCENARIO" */
	void (*list)(cli_offer *offer, void *context);
	bool or_file; /* a file may come, too */
};

struct cli_completion {
	const struct cli_group *group; /* of all commands */
	const struct cli_kind_of_word *kinds;
	size_t kind_count;
};

#define CLI_COMPLETE_WORD "__complete"

/* Answer; argv are the words after CLI_COMPLETE_WORD. */
int cli_complete(const struct cli_completion *completion, int argc,
		 char **argv);

/* `conductor completion SHELL`.  argv[0] is its own name. */
int cmd_completion(int argc, char **argv);

#endif /* TRACES_CLI_COMPLETE_H */
