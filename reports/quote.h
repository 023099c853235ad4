/*
 * quote.h - a quote as people read it.  Its keys: docs/formats.md.
 */
#ifndef REPORTS_QUOTE_H
#define REPORTS_QUOTE_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "traces/base/language.h"

void quote_print(const cJSON *quote, enum language language, FILE *out);

#endif /* REPORTS_QUOTE_H */
