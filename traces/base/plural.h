/*
 * plural.h - "1 session", "2 sessions": the word that follows a number, in
 * English.  Texts of reports/ say it in their catalogue (reports/text.h).
 */
#ifndef TRACES_BASE_PLURAL_H
#define TRACES_BASE_PLURAL_H

#include <stdint.h>

static inline const char *plural(uint64_t number, const char *one,
				 const char *many)
{
	return number == 1 ? one : many;
}

#endif /* TRACES_BASE_PLURAL_H */
