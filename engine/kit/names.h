/*
 * names.h - names of an enum, from its list of (value, name).
 */
#ifndef ENGINE_KIT_NAMES_H
#define ENGINE_KIT_NAMES_H

#include <stddef.h>

#define NAME_OF_VALUE(value, name) [value] = (name),

/* Define `const char *function(type value)`, with its parameter named as in its
 * declaration: the name; "none" for a value that the list leaves out, "?"
 * beyond it. */
#define ENUM_NAMES(function, type, value, LIST)                                \
	const char *function(type value)                                       \
	{                                                                      \
		static const char *const names[] = {LIST(NAME_OF_VALUE)};      \
		size_t number = (size_t)value;                                 \
                                                                               \
		if (number >= sizeof names / sizeof names[0])                  \
			return "?";                                            \
		return names[number] != NULL ? names[number] : "none";         \
	}

#endif /* ENGINE_KIT_NAMES_H */
