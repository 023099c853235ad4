#include "file_text.h"

#include <stdlib.h>

char *file_text(FILE *file, long most)
{
	char *text;
	long size;

	if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 ||
	    size > most || fseek(file, 0, SEEK_SET) != 0)
		return NULL;
	text = malloc((size_t)size + 1);
	if (text == NULL)
		return NULL;
	if (fread(text, 1, (size_t)size, file) != (size_t)size) {
		free(text);
		return NULL;
	}
	text[size] = '\0';
	return text;
}
