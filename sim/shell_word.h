/*
 * shell_word.h - an argument as one would type it.
 */
#ifndef SIM_SHELL_WORD_H
#define SIM_SHELL_WORD_H

#include <stddef.h>

/* In single quotes where a shell would read it otherwise.  Returns `out`, cut
 * at `size`. */
char *shell_word(const char *word, char *out, size_t size);

#endif /* SIM_SHELL_WORD_H */
