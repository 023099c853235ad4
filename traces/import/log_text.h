/*
 * log_text.h - the little that reading a line needs of texts.
 *
 * A text is a part of a line; text_skip() and others move its beginning.
 */
#ifndef TRACES_LOG_TEXT_H
#define TRACES_LOG_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "log_stamp.h"

static inline bool text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline size_t text_length(const struct text *t)
{
	return (size_t)(t->end - t->at);
}

static inline bool text_skip(struct text *t, const char *word)
{
	size_t length = strlen(word);

	if (text_length(t) < length || memcmp(t->at, word, length) != 0)
		return false;
	t->at += length;
	return true;
}

static inline bool text_begins(const struct text *t, char c)
{
	return t->at < t->end && *t->at == c;
}

static inline bool text_is(const struct text *t, const char *word)
{
	struct text rest = *t;

	return text_skip(&rest, word) && rest.at == rest.end;
}

static inline const char *text_find(const struct text *t, const char *word)
{
	return memmem(t->at, text_length(t), word, strlen(word));
}

static inline bool text_contains(const struct text *t, const char *word)
{
	return text_find(t, word) != NULL;
}

static inline bool text_ends(const struct text *t, const char *word)
{
	size_t length = strlen(word);

	return text_length(t) >= length &&
	       memcmp(t->end - length, word, length) == 0;
}

/* Where somebody's word begins: behind "<Steve>"; NULL: nowhere. */
static inline const char *text_chat_at(const struct text *t)
{
	const char *open = memchr(t->at, '<', text_length(t));
	const char *close =
	    open == NULL ? NULL : memchr(open, '>', (size_t)(t->end - open));

	return close != NULL && close > open + 1 && close[-1] != ' ' ? open
								     : NULL;
}

#endif /* TRACES_LOG_TEXT_H */
