/*
 * cli.h - the command line of a command, as a table.
 *
 * A command is described once: what it is called, what it is for, one row an
 * option.  Reading, --help and the messages follow from that.  An option may
 * be shortened as far as it is unambiguous; "--" ends the options.  --help is
 * in every table unasked.  `conductor help`, the manual page and the completion
 * of shells (cli_complete.h) read the same tables.
 *
 * What is wrong is one line on standard error, and 2 as exit status:
 *
 *     conductor: list: --top takes a whole number, not "x"; see `conductor list
 *     --help`
 *     conductor: list: unknown option --tpo; the nearest is --top
 *
 * Owns nothing; texts that are read point into argv.  Not for two threads at
 * once: it goes through getopt_long().
 */
#ifndef TRACES_CLI_H
#define TRACES_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "csv_row.h"
#include "error_text.h"
#include "language.h"

#define CLI_EXIT_USAGE 2
#define CLI_EXIT_UNMET 3   /* what --fail-on names is so */
#define CLI_OPTIONS_MAX 24 /* of one command */

enum cli_kind {
	CLI_FLAG,     /* no value: true */
	CLI_TEXT,     /* as it is */
	CLI_WHOLE,    /* digits, from `least` to `most` */
	CLI_TIME,     /* RFC 3339 or epoch seconds, in microseconds UTC */
	CLI_DURATION, /* "10m", in microseconds, from `least` to `most` */
	CLI_SIZE,     /* "4GB", in MiB, from `least` to `most` */
	CLI_DIALECT,  /* plain or excel */
	CLI_LANGUAGE, /* en or de */
	CLI_ONLY,     /* the word that is its `value`: true */
	CLI_OWN	      /* what `take` makes of it */
};

/* Take the value of an option.  False: `error` says what is wrong, or nothing,
 * and then it is what the row expects. */
typedef bool cli_take(void *context, const char *text,
		      struct error_text *error);

struct cli_option {
	const char *name;  /* without its "--" */
	const char *value; /* as the help calls it; NULL: none */
	const char *help;  /* broken into lines there */
	enum cli_kind kind;
	union {
		bool *flag;
		const char **text;
		uint64_t *whole;
		int64_t *number; /* of a time, duration or size */
		enum csv_dialect *dialect;
		enum language *language;
		void *context;
	} to;
	uint64_t least, most; /* both 0: no limits */
	const char *expects;  /* "--name takes ..."; NULL: what the kind says */
	cli_take *take;	      /* CLI_OWN */
	bool *given;	      /* set when it is there; may be NULL */
	bool value_optional;  /* CLI_OWN: "--name" has the text NULL */
	char letter;	      /* 'o' for -o; 0: none */
};

/* The rows of a table: {CLI_ROW_TEXT("of", "NAME", &of, "only this"), ...}.
 * What few need follows by its name: .letter = 'o', .given = &has_top. */
#define CLI_ROW(n, v, h, k, member, at)                                        \
	.name = (n), .value = (v), .help = (h), .kind = (k), .to.member = (at)
#define CLI_ROW_FLAG(n, at, h) CLI_ROW(n, NULL, h, CLI_FLAG, flag, at)
#define CLI_ROW_ONLY(n, v, at, h) CLI_ROW(n, v, h, CLI_ONLY, flag, at)
#define CLI_ROW_FAIL_ON(at)                                                    \
	CLI_ROW_ONLY("fail-on", "broken", at,                                  \
		     "exit with status 3 if the promise is broken")
#define CLI_ROW_TEXT(n, v, at, h) CLI_ROW(n, v, h, CLI_TEXT, text, at)
#define CLI_ROW_WHOLE(n, v, at, h) CLI_ROW(n, v, h, CLI_WHOLE, whole, at)
#define CLI_ROW_TIME(n, at, h) CLI_ROW(n, "TIME", h, CLI_TIME, number, at)
#define CLI_ROW_DURATION(n, v, at, h) CLI_ROW(n, v, h, CLI_DURATION, number, at)
#define CLI_ROW_SIZE(n, at, h) CLI_ROW(n, "SIZE", h, CLI_SIZE, number, at)
#define CLI_ROW_OWN(n, v, by, at, h)                                           \
	CLI_ROW(n, v, h, CLI_OWN, context, at), .take = (by)
#define CLI_ROW_CSV(at, h)                                                     \
	CLI_ROW("csv", "plain|excel", h, CLI_DIALECT, dialect, at)
#define CLI_ROW_FORCE(at) CLI_ROW_FLAG("force", at, "replace FILE if it exists")
#define CLI_ROW_LANG(at, h)                                                    \
	CLI_ROW("lang", "en|de", h, CLI_LANGUAGE, language, at)

struct cli_command {
	const char *name;     /* after `conductor`: "traces import" */
	const char *usage;    /* the words after the name */
	const char *or_usage; /* another form of them; NULL: none */
	const char *about;    /* broken into lines there */
	const char *notes;    /* the same below the options; NULL: none */
	const char *example;  /* lines */
	int least, most;      /* words beside the options; CLI_ANY: any */
	const char *needs;    /* what to say when there are more or fewer */
};
#define CLI_ANY INT32_MAX

/* In: argc and argv of the command, its own name first.  Out: the words that
 * are no options, in their order; the next one after them is NULL. */
struct cli_words {
	int count;
	char **word;
};

#define CLI_ROWS(rows) (rows), sizeof(rows) / sizeof *(rows)

/* Read everything; CLI_ROWS(options) are its second and third.  False: there is
 * nothing to do any more, *status is the exit status, and help or what is wrong
 * has been printed. */
bool cli_read(const struct cli_command *command,
	      const struct cli_option *options, size_t option_count,
	      struct cli_words *words, int *status);

/* Wrong usage that no row can see.  Returns CLI_EXIT_USAGE. */
int cli_wrong(const struct cli_command *command, const char *what);

/* The same of a command or a group by its name, with what would be right;
 * `advice` NULL: see its --help. */
int cli_refuse(const char *name, const char *what, const char *advice);

/* None of the words that are known, with the nearest of them:
 *
 *     conductor: list: unknown table "custmers"; the nearest is "customers"
 *
 * Returns CLI_EXIT_USAGE. */
int cli_unknown(const char *name, const char *what, const char *given,
		const char *const *known, size_t count);

/* Print what went wrong later.  Returns EXIT_FAILURE. */
int cli_failed(const struct error_text *error);

/* Say so; with CLI_ROW_FAIL_ON.  Returns CLI_EXIT_UNMET. */
int cli_promise_broken(void);
/* The same of anything else that --fail-on names. */
__attribute__((format(printf, 1, 2))) int cli_unmet(const char *format, ...);

/* From now on cli_read() reads nothing: it tells the listener what it would
 * have read, and returns false with status 0.  NULL: read again. */
typedef void cli_listener(void *context, const struct cli_command *command,
			  const struct cli_option *options,
			  size_t option_count);
void cli_listen(cli_listener *listener, void *context);

/* --- commands of commands ------------------------------------------------- */

/* argv[0] is the command's own name. */
typedef int cli_run(int argc, char **argv);

struct cli_entry {
	const char *name, *purpose;
	cli_run *run;
	const struct cli_group *group; /* NULL: it is a command */
};

struct cli_group {
	const char *name; /* "traces"; "": conductor itself */
	const struct cli_entry *entries;
	size_t count;
	const char *more; /* lines below the list */
};

#define CLI_ENTRIES(list)                                                      \
	.entries = (list), .count = sizeof(list) / sizeof *(list)

/* The entry of that name; NULL: none. */
const struct cli_entry *cli_find(const struct cli_group *group,
				 const char *name);

/* Run the command that argv[1] names, with its words, or print help: `-h`,
 * `--help`, `help`, `help COMMAND...`.  Returns the exit status. */
int cli_dispatch(const struct cli_group *group, int argc, char **argv);

#endif /* TRACES_CLI_H */
