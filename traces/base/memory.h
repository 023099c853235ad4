/*
 * memory.h - did memory run out where nobody could say so?
 *
 * A tree of cJSON loses a member without a word, and a path that cannot be
 * copied looks like one that does not exist; GSL would end the program.  What
 * was made and said since then is not to be trusted: the program asks once,
 * before it ends.  Owns one flag.
 */
#ifndef TRACES_MEMORY_H
#define TRACES_MEMORY_H

#include <stdbool.h>

/* Watch the allocations of cJSON and GSL, before their first use. */
void memory_watch(void);

void memory_ran_short(void);
bool memory_was_short(void);

/* A copy that the caller frees.  NULL: memory was short. */
char *memory_copy(const char *text);

#endif /* TRACES_MEMORY_H */
