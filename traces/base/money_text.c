#include "money_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NANO 1000000000u

char *money_text(int64_t nano_eur, char out[MONEY_TEXT_SIZE])
{
	uint64_t amount =
	    nano_eur < 0 ? 0 - (uint64_t)nano_eur : (uint64_t)nano_eur;
	size_t length;

	(void)snprintf(out, MONEY_TEXT_SIZE, "%s%" PRIu64 ".%09" PRIu64,
		       nano_eur < 0 ? "-" : "", amount / NANO, amount % NANO);
	length = strlen(out);
	for (int spare = 7; spare > 0 && out[length - 1] == '0'; spare--)
		out[--length] = '\0';
	return out;
}
