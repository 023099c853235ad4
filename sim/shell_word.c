#include "sim/shell_word.h"

#include <stdio.h>
#include <string.h>

char *shell_word(const char *word, char *out, size_t size)
{
	size_t used = 0;

	if (word[0] != '\0' &&
	    strpbrk(word, " \t\n\"'$*?{}[]()<>|&;~#`\\!") == NULL) {
		(void)snprintf(out, size, "%s", word);
		return out;
	}
	used = (size_t)snprintf(out, size, "'");
	for (; *word != '\0' && used < size; word++) {
		const char text[] = {*word, '\0'};

		used += (size_t)snprintf(out + used, size - used, "%s",
					 *word == '\'' ? "'\\''" : text);
	}
	if (used < size)
		(void)snprintf(out + used, size - used, "'");
	return out;
}
