/*
 * language.h - the languages of tables and pages.
 *
 * Only --lang chooses one.  The environment (LANG, LC_ALL) never does, so that
 * the same command gives the same bytes everywhere.  Errors, help and names of
 * keys are English in every language.
 */
#ifndef REPORTS_LANGUAGE_H
#define REPORTS_LANGUAGE_H

#include <stdbool.h>

/* Another language is another line here, another column in every text_*.h and
 * another row in number.c. */
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

/* What to say then: "unknown language "fr"; ...", cut at `size`. */
#define LANGUAGE_ERROR_SIZE 128
char *language_error(const char *name, char out[LANGUAGE_ERROR_SIZE]);

#endif /* REPORTS_LANGUAGE_H */
