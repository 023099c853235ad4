/*
 * whole.h - is what was made whole, as far as anybody noticed?
 *
 * What memory or a damaged file withheld is noticed at one place and missed by
 * nobody else (memory.h, sqlite_file.h).  So it is asked before anything is put
 * in its place, and once before the program ends.
 */
#ifndef TRACES_WHOLE_H
#define TRACES_WHOLE_H

#include <stdbool.h>

#include "error_text.h"

bool answer_is_whole(struct error_text *error);

#endif /* TRACES_WHOLE_H */
