#include "month_names.h"

#include <string.h>

#define NAME_BYTES_MAX 64

/* Sorted by its bytes. */
static const struct {
	const char *name;
	unsigned short months;
} names[] = {
#include "month_names.inc"
};

/* A language that writes its points writes them behind every name. */
static size_t without_points(const char *name, size_t length)
{
	while (length > 0 && name[length - 1] == '.')
		length--;
	return length;
}

unsigned month_named(const char *name, size_t length)
{
	char wanted[NAME_BYTES_MAX + 1];
	size_t low = 0, high = sizeof names / sizeof *names;

	length = without_points(name, length);
	if (length == 0 || length > NAME_BYTES_MAX ||
	    memchr(name, '\0', length) != NULL)
		return 0;
	memcpy(wanted, name, length);
	wanted[length] = '\0';
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(wanted, names[middle].name);

		if (order == 0)
			return names[middle].months;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}
