#include "error_text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "memory.h"

bool error_set(struct error_text *error, const char *format, ...)
{
	va_list arguments;

	/* "cannot be opened" would not be the truth */
	if (errno == ENOMEM)
		memory_ran_short();
	if (error->text[0] != '\0')
		return false;
	va_start(arguments, format);
	/* clang-tidy 14 does not see va_start() in C17 */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	(void)vsnprintf(error->text, sizeof error->text, format, arguments);
	va_end(arguments);
	for (char *c = error->text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ')
			*c = '?';
	return false;
}
