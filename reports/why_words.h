/*
 * why_words.h - the sentence for each word of the tables.
 *
 * The engine's words for rules, objections and reasons (engine/notice.h,
 * engine/command.h) and for the paths of starts, as they are written in a
 * run.db.  test_why.c checks that none is missing.
 */
#ifndef REPORTS_WHY_WORDS_H
#define REPORTS_WHY_WORDS_H

#include <stddef.h>

#include "reports/text.h"

enum why_list {
	WHY_RULES,
	WHY_OBJECTIONS, /* to a node; and to an offer, by its reason */
	WHY_REFUSALS,	/* how often a node met an objection */
	WHY_REASONS,
	WHY_PATHS,
	WHY_LISTS
};

struct why_word {
	const char *word;
	enum text id;
};

/* NULL: there is none. */
const struct why_word *why_word(enum why_list list, const char *word);
/* The n-th, in the order in which they are printed; NULL beyond the end. */
const struct why_word *why_word_at(enum why_list list, size_t n);

#endif /* REPORTS_WHY_WORDS_H */
