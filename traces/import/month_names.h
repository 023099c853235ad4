/*
 * month_names.h - the short names of months in every language of Java, because
 * Forge writes its stamps in that of the machine ("08Mrz2024").
 *
 * As UTF-8 and in the code page of Windows for the language; with a point
 * behind it or without.  Where the names come from: months/SOURCES.md.  Pure.
 */
#ifndef TRACES_MONTH_NAMES_H
#define TRACES_MONTH_NAMES_H

#include <stddef.h>

/* The months that a name may mean, bit 0 is January; 0: it is no name.  Three
 * words are a month in one language and the next one in another ("lis"). */
unsigned month_named(const char *name, size_t length);

#endif /* TRACES_MONTH_NAMES_H */
