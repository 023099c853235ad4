#include "error_text.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error_text *error, const char *format, ...)
{
	va_list arguments;

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
