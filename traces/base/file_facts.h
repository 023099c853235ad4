/*
 * file_facts.h - `check`: what a file is, and whether it is sound; one line a
 * file, or one JSON array of all.
 */
#ifndef TRACES_FILE_FACTS_H
#define TRACES_FILE_FACTS_H

#include <stdbool.h>

#include "cli.h"

/* What a sound file is and holds: "price book", "BlockClock, price lists: 1".
 */
struct file_facts {
	const char *kind; /* static */
	char text[200];
};

/* False: the error says what is wrong. */
typedef bool file_check(const void *context, const char *path,
			struct file_facts *out, struct error_text *error);

/* Its option --json. */
#define FILE_FACTS_JSON(at)                                                    \
	{                                                                      \
		CLI_ROW_FLAG(                                                  \
		    "json", at,                                                \
		    "print JSON: what each file is and holds, or what is "     \
		    "wrong")                                                   \
	}

/* Check each; whatever is wrong is one line on standard error, too.  Returns
 * the exit status: 1 if anything is. */
int file_facts_tell(const struct cli_words *files, bool json, file_check *check,
		    const void *context);

#endif /* TRACES_FILE_FACTS_H */
