#include "cli_complete.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD_SIZE 256

struct question {
	const struct cli_completion *completion;
	int count; /* words, with the one that is typed */
	char **word;
	char prefix[WORD_SIZE]; /* what the answer begins with: "--lang=" */
	const char *typed;	/* behind the prefix */
	bool files, folders;
};

/* One line: the word and the first sentence of what it is for. */
static void offer(void *context, const char *word, const char *help)
{
	const struct question *q = context;

	if (strncmp(word, q->typed, strlen(q->typed)) != 0)
		return;
	(void)printf("%s%s", q->prefix, word);
	if (help != NULL) {
		(void)putchar('\t');
		for (; *help != '\0' && *help != '\n'; help++)
			(void)putchar(*help == '\t' ? ' ' : *help);
	}
	(void)putchar('\n');
}

/* --- what may stand there ------------------------------------------------- */

static bool is_one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* One alternative of "RUN_DIR|JOURNAL" or "customers|starts|nodes". */
static void offer_kind(struct question *q, const char *name)
{
	static const char *const files[] = {"FILE",	  "SESSIONS", "STORE",
					    "JOURNAL",	  "MODEL",    "PATH",
					    "MODEL.json", NULL};
	static const char *const folders[] = {"DIR",   "RUN_DIR", "RUN_A",
					      "RUN_B", "PATH",	  NULL};
	const struct cli_completion *all = q->completion;

	for (size_t i = 0; i < all->kind_count; i++)
		if (strcmp(all->kinds[i].name, name) == 0) {
			all->kinds[i].list(offer, q);
			q->files = q->files || all->kinds[i].or_file;
			return;
		}
	q->files = q->files || is_one_of(name, files);
	q->folders = q->folders || is_one_of(name, folders);
	if (islower((unsigned char)name[0]))
		offer(q, name, NULL);
}

/* "[A|B]...": each of them. */
static void offer_kinds(struct question *q, const char *form, size_t size)
{
	char name[WORD_SIZE];

	while (size > 0) {
		size_t length = strcspn(form, "|[]. ");

		if (length > size)
			length = size;
		if (form[length] == '.' && length + 5 <= size &&
		    strncmp(form + length, ".json", 5) == 0)
			length += 5;
		(void)snprintf(name, sizeof name, "%.*s", (int)length, form);
		if (length > 0)
			offer_kind(q, name);
		if (length == size)
			return;
		form += length + 1;
		size -= length + 1;
	}
}

/* The word of the usage line for the word number `place` that is no option; a
 * last one with "..." stands for all that follow. */
static void offer_place(struct question *q, const char *usage, int place)
{
	while (usage != NULL && *usage != '\0') {
		size_t size = strcspn(usage, " ");
		bool is_option = strncmp(usage, "[OPTION]", 8) == 0;
		bool is_own = strspn(usage, "[") < size &&
			      usage[strspn(usage, "[")] == '-';

		if (is_own) { /* "-o FILE" */
			size += strspn(usage + size, " ");
			size += strcspn(usage + size, " ");
		} else if (!is_option) {
			bool goes_on = size > 3 &&
				       strncmp(usage + size - 3, "...", 3) == 0;

			if (place == 0 || goes_on) {
				offer_kinds(q, usage, size);
				return;
			}
			place--;
		}
		usage += size;
		usage += strspn(usage, " ");
	}
}

/* --- a command ------------------------------------------------------------ */

struct table {
	struct question *question;
	const struct cli_command *command;
	const struct cli_option *options;
	size_t count;
};

/* The row of "--name", "--name=value" or "-o"; NULL: it is none. */
static const struct cli_option *row_of(const struct table *table,
				       const char *word)
{
	size_t size = strcspn(word, "=");

	for (size_t i = 0; i < table->count; i++) {
		const struct cli_option *row = &table->options[i];

		if (row->letter != 0 && size == 2 && word[1] == row->letter)
			return row;
		if (size > 2 && strncmp(word, "--", 2) == 0 &&
		    strlen(row->name) == size - 2 &&
		    strncmp(word + 2, row->name, size - 2) == 0)
			return row;
	}
	return NULL;
}

static bool takes_next(const struct cli_option *row, const char *word)
{
	return row != NULL && row->value != NULL && !row->value_optional &&
	       strchr(word, '=') == NULL;
}

static void offer_options(struct question *q, const struct table *table)
{
	char name[WORD_SIZE];

	for (size_t i = 0; i < table->count; i++) {
		const struct cli_option *row = &table->options[i];

		(void)snprintf(name, sizeof name, "--%s", row->name);
		offer(q, name, row->help);
	}
	offer(q, "--help", "print this help");
}

/* How many words before the one that is typed are no options; -1: the one
 * before it is an option, *row, that takes this as its value. */
static int place_of(const struct table *table, const struct cli_option **row,
		    bool *ended)
{
	const struct question *q = table->question;
	int place = 0;

	for (int i = 0; i + 1 < q->count; i++) {
		const char *word = q->word[i];

		if (*ended || word[0] != '-' || word[1] == '\0') {
			place++;
		} else if (strcmp(word, "--") == 0) {
			*ended = true;
		} else if (takes_next(*row = row_of(table, word), word)) {
			if (i + 2 == q->count)
				return -1;
			i++;
		}
	}
	return place;
}

static void complete_command(void *context, const struct cli_command *command,
			     const struct cli_option *options, size_t count)
{
	struct question *q = context;
	const struct table table = {q, command, options, count};
	const char *typed = q->word[q->count - 1];
	const char *equals = strchr(typed, '=');
	const struct cli_option *row = NULL;
	bool ended = false;
	int place = place_of(&table, &row, &ended);

	if (place < 0) {
		offer_kinds(q, row->value, strlen(row->value));
	} else if (!ended && typed[0] == '-' && equals != NULL) {
		row = row_of(&table, typed);
		(void)snprintf(q->prefix, sizeof q->prefix, "%.*s",
			       (int)(equals + 1 - typed), typed);
		q->typed = equals + 1;
		if (row != NULL && row->value != NULL)
			offer_kinds(q, row->value, strlen(row->value));
	} else if (!ended && typed[0] == '-') {
		offer_options(q, &table);
	} else {
		offer_place(q,
			    place > 0 && command->or_usage != NULL
				? command->or_usage
				: command->usage,
			    place);
	}
}

/* --- commands of commands ------------------------------------------------- */

static void complete_group(struct question *q, const struct cli_group *group,
			   bool after_help)
{
	const struct cli_entry *entry;
	char name[WORD_SIZE];
	char *alone[] = {name, NULL};

	if (q->count == 1) {
		for (size_t i = 0; i < group->count; i++)
			offer(q, group->entries[i].name,
			      group->entries[i].purpose);
		if (!after_help)
			offer(q, "help", "explain a command");
		if (q->typed[0] == '-')
			offer(q, "--help", "print this help");
		return;
	}
	if (!after_help && strcmp(q->word[0], "help") == 0) {
		q->word++;
		q->count--;
		complete_group(q, group, true);
		return;
	}
	entry = cli_find(group, q->word[0]);
	q->word++;
	q->count--;
	if (entry != NULL && entry->group != NULL) {
		complete_group(q, entry->group, after_help);
	} else if (entry != NULL && !after_help) {
		(void)snprintf(name, sizeof name, "%s", entry->name);
		cli_listen(complete_command, q);
		(void)entry->run(1, alone);
		cli_listen(NULL, NULL);
	}
}

int cli_complete(const struct cli_completion *completion, int argc, char **argv)
{
	struct question q = {.completion = completion,
			     .count = argc,
			     .word = argv,
			     .typed = argc > 0 ? argv[argc - 1] : ""};

	if (argc == 0)
		return CLI_EXIT_USAGE;
	complete_group(&q, completion->group, false);
	if (q.files)
		(void)puts(":files");
	else if (q.folders)
		(void)puts(":folders");
	return EXIT_SUCCESS;
}
