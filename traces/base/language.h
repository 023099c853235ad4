/*
 * language.h - the languages of tables and pages.
 *
 * Only --lang chooses one.  The environment (LANG, LC_ALL) never does, so that
 * the same command gives the same bytes everywhere.  Errors, help and names of
 * keys are English in every language.
 */
#ifndef TRACES_LANGUAGE_H
#define TRACES_LANGUAGE_H

#include <stdbool.h>

/* Another language is another line here and in cli.h, another column in every
 * text_*.h and another row in number.c. */
#define LANGUAGES(X)                                                           \
	X(LANGUAGE_EN, "en")                                                   \
	X(LANGUAGE_DE, "de")

enum language {
#define X(id, name) id,
	LANGUAGES(X)
#undef X
	    LANGUAGE_COUNT
};

/* "de", as in --lang and in the lang of a page. */
const char *language_name(enum language language);

/* False: there is no such language, and *out is as before. */
bool language_named(const char *name, enum language *out);

#endif /* TRACES_LANGUAGE_H */
