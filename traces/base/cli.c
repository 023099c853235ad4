#include "cli.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "nearest.h"
#include "times.h"
#include "values.h"

/*
 * getopt_long() and not argp: argp exits with 64, reports errors in two lines
 * and has a form of help of its own; without these nothing but getopt_long() is
 * left of it.
 */

#define HELP_WIDTH 79
#define LONG_BASE 256 /* what getopt_long() returns for the first row */
#define LEFT_SIZE 64

static const struct cli_option help_row = {
    .name = "help", .help = "print this help", .letter = 'h'};

struct cli_reading {
	const struct cli_command *command;
	const struct cli_option *options;
	size_t count;
};

static const struct cli_option *row_at(const struct cli_reading *in, size_t i)
{
	return i < in->count ? &in->options[i] : &help_row;
}

/* --- what is wrong -------------------------------------------------------- */

int cli_refuse(const char *name, const char *what, const char *advice)
{
	const char *space = *name != '\0' ? " " : "";

	(void)fprintf(stderr, "conductor: %s%s%s; ", name,
		      *name != '\0' ? ": " : "", what);
	if (advice != NULL)
		(void)fprintf(stderr, "%s\n", advice);
	else
		(void)fprintf(stderr, "see `conductor%s%s --help`\n", space,
			      name);
	return CLI_EXIT_USAGE;
}

int cli_wrong(const struct cli_command *command, const char *what)
{
	return cli_refuse(command->name, what, NULL);
}

int cli_unknown(const char *name, const char *what, const char *given,
		const char *const *known, size_t count)
{
	const char *meant = nearest_word(given, known, count);
	struct error_text text = {""}, advice = {""};

	(void)error_set(&text, "unknown %s \"%.64s\"", what, given);
	(void)error_set(&advice, "the nearest is \"%s\"",
			meant != NULL ? meant : "");
	return cli_refuse(name, text.text, meant != NULL ? advice.text : NULL);
}

int cli_failed(const struct error_text *error)
{
	(void)fprintf(stderr, "conductor: %s\n",
		      memory_was_short() ? "out of memory; free some"
					 : error->text);
	return EXIT_FAILURE;
}

int cli_unmet(const char *format, ...)
{
	va_list values;

	(void)fputs("conductor: ", stderr);
	va_start(values, format);
	/* clang-tidy 14 does not see va_start() in C17 */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	(void)vfprintf(stderr, format, values);
	va_end(values);
	(void)fputc('\n', stderr);
	return CLI_EXIT_UNMET;
}

int cli_promise_broken(void)
{
	return cli_unmet("the promise is broken");
}

/* "--tpo": what may have been meant, by name. */
static int unknown_option(const struct cli_reading *in, const char *given)
{
	const char *names[CLI_OPTIONS_MAX + 1], *meant = NULL;
	struct error_text what = {""}, advice = {""};
	size_t length = strcspn(given, "=");
	char name[LEFT_SIZE];

	for (size_t i = 0; i <= in->count; i++)
		names[i] = row_at(in, i)->name;
	if (length > 2 && length < sizeof name) {
		(void)snprintf(name, sizeof name, "%.*s", (int)(length - 2),
			       given + 2);
		meant = nearest_word(name, names, in->count + 1);
	}
	(void)error_set(&what, "unknown option %.*s",
			(int)(length < LEFT_SIZE ? length : LEFT_SIZE), given);
	if (meant != NULL)
		(void)error_set(&advice, "the nearest is --%s", meant);
	return cli_refuse(in->command->name, what.text,
			  meant != NULL ? advice.text : NULL);
}

/* --- values --------------------------------------------------------------- */

static bool has_limits(const struct cli_option *row)
{
	return row->least != 0 || row->most != 0;
}

static bool within(const struct cli_option *row, uint64_t value)
{
	return !has_limits(row) || (value >= row->least && value <= row->most);
}

static bool is_amount(const struct cli_option *row, const char *text)
{
	bool (*const read)(const char *, int64_t *) =
	    row->kind == CLI_DURATION ? value_duration_us : value_size_mib;
	int64_t value;

	if (!read(text, &value) || value < 0 || !within(row, (uint64_t)value))
		return false;
	*row->to.number = value;
	return true;
}

static bool is_whole(const struct cli_option *row, const char *text)
{
	uint64_t value;

	if (!value_whole(text, UINT64_MAX, &value) || !within(row, value))
		return false;
	*row->to.whole = value;
	return true;
}

static bool take_value(const struct cli_option *row, const char *text,
		       struct error_text *error)
{
	switch (row->kind) {
	case CLI_FLAG:
		*row->to.flag = true;
		return true;
	case CLI_TEXT:
		*row->to.text = text;
		return true;
	case CLI_WHOLE:
		return is_whole(row, text);
	case CLI_TIME:
		return time_parse(text, row->to.number);
	case CLI_DURATION:
	case CLI_SIZE:
		return is_amount(row, text);
	case CLI_DIALECT:
		return csv_dialect_named(text, row->to.dialect);
	case CLI_LANGUAGE:
		return language_named(text, row->to.language);
	case CLI_ONLY:
		*row->to.flag = strcmp(text, row->value) == 0;
		return *row->to.flag;
	case CLI_OWN:
		return row->take(row->to.context, text, error);
	}
	return false;
}

static const char *expected_by(const struct cli_option *row)
{
	static const char *const by_kind[] = {
	    [CLI_TEXT] = "a text",
	    [CLI_WHOLE] = "a whole number",
	    [CLI_TIME] = "RFC 3339 or epoch seconds",
	    [CLI_DURATION] = "a duration such as 10m",
	    [CLI_SIZE] = "a size such as 4GB",
	    [CLI_DIALECT] = "plain or excel",
	    [CLI_LANGUAGE] = "en or de",
	    [CLI_OWN] = "another value",
	};

	if (row->kind == CLI_ONLY)
		return row->value;
	return row->expects != NULL ? row->expects : by_kind[row->kind];
}

static int wrong_value(const struct cli_reading *in,
		       const struct cli_option *row, const char *text,
		       struct error_text *error)
{
	if (row->kind == CLI_WHOLE && row->expects == NULL && has_limits(row))
		(void)error_set(error,
				"--%s takes a whole number from %" PRIu64
				" to %" PRIu64 ", not \"%.40s\"",
				row->name, row->least, row->most, text);
	(void)error_set(error, "--%s takes %s, not \"%.40s\"", row->name,
			expected_by(row), text);
	return cli_wrong(in->command, error->text);
}

/* --- help ----------------------------------------------------------------- */

/* "  -o, --out FILE" */
static size_t left_of(const struct cli_option *row, char left[LEFT_SIZE])
{
	char letter[] = "    ";
	int size;

	if (row->letter != 0) {
		letter[0] = '-';
		letter[1] = row->letter;
		letter[2] = ',';
	}
	size = snprintf(left, LEFT_SIZE, "  %s--%s%s%s%s", letter, row->name,
			row->value == NULL    ? ""
			: row->value_optional ? "[="
					      : " ",
			row->value != NULL ? row->value : "",
			row->value_optional ? "]" : "");
	return size > 0 ? (size_t)size : 0;
}

/* Words from column `indent` on, in as many lines as they need. */
static void print_words(const char *text, size_t indent)
{
	size_t column = indent;

	while (*text != '\0') {
		size_t length = strcspn(text, " \n"), gaps;

		if (column > indent && column + 1 + length > HELP_WIDTH) {
			(void)printf("\n%*s", (int)indent, "");
			column = indent;
		} else if (column > indent) {
			(void)putchar(' ');
			column++;
		}
		(void)fwrite(text, 1, length, stdout);
		column += length;
		text += length;
		for (gaps = strspn(text, " \n"); gaps > 0; gaps--, text++)
			if (*text == '\n') {
				(void)putchar('\n');
				column = indent;
			}
	}
	(void)putchar('\n');
}

static void print_options(const struct cli_reading *in)
{
	char left[LEFT_SIZE];
	size_t width = 0;

	for (size_t i = 0; i <= in->count; i++) {
		size_t size = left_of(row_at(in, i), left);

		width = size > width ? size : width;
	}
	(void)putchar('\n');
	for (size_t i = 0; i <= in->count; i++) {
		(void)left_of(row_at(in, i), left);
		(void)printf("%-*s", (int)width + 2, left);
		print_words(row_at(in, i)->help, width + 2);
	}
}

static void print_help(const struct cli_reading *in)
{
	const struct cli_command *command = in->command;

	(void)printf("Usage: conductor %s%s%s\n", command->name,
		     *command->usage != '\0' ? " " : "", command->usage);
	if (command->or_usage != NULL)
		(void)printf("       conductor %s %s\n", command->name,
			     command->or_usage);
	print_words(command->about, 0);
	print_options(in);
	if (command->notes != NULL) {
		(void)putchar('\n');
		print_words(command->notes, 0);
	}
	(void)printf("\nExample:\n%s", command->example);
}

/* --- reading -------------------------------------------------------------- */

static void describe_options(const struct cli_reading *in, struct option *longs,
			     char *letters)
{
	*letters++ = ':'; /* distinguishes a missing value */
	for (size_t i = 0; i <= in->count; i++) {
		const struct cli_option *row = row_at(in, i);
		int has_value = row->value == NULL    ? no_argument
				: row->value_optional ? optional_argument
						      : required_argument;

		longs[i] = (struct option){row->name, has_value, NULL,
					   LONG_BASE + (int)i};
		if (row->letter != 0) {
			*letters++ = row->letter;
			if (row->value != NULL)
				*letters++ = ':';
		}
	}
	longs[in->count + 1] = (struct option){0};
	*letters = '\0';
}

static size_t index_of(const struct cli_reading *in, int option)
{
	for (size_t i = 0; option < LONG_BASE && i <= in->count; i++)
		if (row_at(in, i)->letter == option)
			return i;
	return (size_t)(option - LONG_BASE);
}

/* What getopt_long() did not understand. */
static int misunderstood(const struct cli_reading *in, int option,
			 const char *given)
{
	struct error_text error = {""};
	char letter[] = "-?";

	if (option == ':') {
		const struct cli_option *row = row_at(in, index_of(in, optopt));

		(void)error_set(&error, "--%s needs a value: %s", row->name,
				row->value);
		return cli_wrong(in->command, error.text);
	}
	if (optopt >= LONG_BASE) {
		(void)error_set(&error, "--%s takes no value",
				row_at(in, index_of(in, optopt))->name);
		return cli_wrong(in->command, error.text);
	}
	if (optopt == 0)
		return unknown_option(in, given);
	letter[1] = (char)optopt;
	return unknown_option(in, letter);
}

/* Whom cli_read() tells instead of reading. */
static struct {
	cli_listener *hear;
	void *context;
} listening;

void cli_listen(cli_listener *listener, void *context)
{
	listening.hear = listener;
	listening.context = context;
}

bool cli_read(const struct cli_command *command,
	      const struct cli_option *options, size_t option_count,
	      struct cli_words *words, int *status)
{
	const struct cli_reading in = {command, options, option_count};
	struct option longs[CLI_OPTIONS_MAX + 2];
	char letters[2 * CLI_OPTIONS_MAX + 3];
	int option;

	*status = 0;
	if (option_count > CLI_OPTIONS_MAX)
		abort();
	if (listening.hear != NULL) {
		listening.hear(listening.context, command, options,
			       option_count);
		return false;
	}
	describe_options(&in, longs, letters);
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(words->count, words->word, letters, longs,
				     NULL)) != -1) {
		struct error_text error = {""};
		const struct cli_option *row;

		if (option == '?' || option == ':') {
			*status =
			    misunderstood(&in, option, words->word[optind - 1]);
			return false;
		}
		row = row_at(&in, index_of(&in, option));
		if (row == &help_row) {
			print_help(&in);
			return false;
		}
		if (!take_value(row, optarg, &error)) {
			*status = wrong_value(&in, row, optarg, &error);
			return false;
		}
		if (row->given != NULL)
			*row->given = true;
	}
	words->count -= optind;
	words->word += optind;
	if (words->count >= command->least && words->count <= command->most)
		return true;
	*status = cli_wrong(command, command->needs);
	return false;
}
