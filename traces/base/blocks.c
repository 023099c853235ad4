#include "blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *pick(const char *const *cells, int count, double share)
{
	int i = share <= 0 ? 0 : (int)ceil(share * (count - 1) - 1e-9);

	return cells[i >= count ? count - 1 : i];
}

const char *block_column(double share, bool plain)
{
	static const char *const fine[] = {" ", "▁", "▂", "▃", "▄",
					   "▅", "▆", "▇", "█"};
	static const char *const rough[] = {" ", ".", ":", "-", "=",
					    "+", "*", "#", "@"};

	return pick(plain ? rough : fine, 9, share);
}

const char *block_shade(double share, bool plain)
{
	static const char *const fine[] = {" ", "░", "▒", "▓", "█"};
	static const char *const rough[] = {" ", ".", "+", "#", "@"};

	return pick(plain ? rough : fine, 5, share);
}

void block_bar(double share, int width, bool plain, FILE *out)
{
	static const char *const fine[] = {" ", "▏", "▎", "▍", "▌",
					   "▋", "▊", "▉", "█"};
	double cells = share * width;

	for (int i = 0; i < width; i++) {
		double part = cells - i;

		part = part < 0 ? 0 : part > 1 ? 1 : part;
		(void)fputs(plain ? part >= 0.5 ? "#" : " "
				  : fine[(int)lround(part * 8)],
			    out);
	}
}

void block_line(const double *values, size_t count, bool plain, FILE *out)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, values[i]);
	for (size_t i = 0; i < count; i++)
		(void)fputs(
		    block_column(most > 0 ? values[i] / most : 0, plain), out);
}

bool blocks_plain(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return strstr(value, "UTF-8") == NULL &&
			       strstr(value, "utf8") == NULL &&
			       strstr(value, "UTF8") == NULL;
	}
	return true;
}
