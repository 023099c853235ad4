/*
 * money_text.h - exact decimal text of integer money.
 */
#ifndef TRACES_MONEY_TEXT_H
#define TRACES_MONEY_TEXT_H

#include <stddef.h>
#include <stdint.h>

#define MONEY_TEXT_SIZE 32

/* "1712.40", "0.000000001", "-3.5" as "-3.50": at least two decimals and as
 * many as it takes, at most nine.  Returns `out`. */
char *money_text(int64_t nano_eur, char out[MONEY_TEXT_SIZE]);

#endif /* TRACES_MONEY_TEXT_H */
