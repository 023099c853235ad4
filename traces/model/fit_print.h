/*
 * fit_print.h - a fit for people, and as the model's JSON.
 */
#ifndef TRACES_FIT_PRINT_H
#define TRACES_FIT_PRINT_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "fit.h"

/* The table: each number in words with its interval, the tests, the age.
 * `now_us` 0: the age is not printed.  `plain`: no block characters. */
void fit_print_table(const struct fit *fit, const char *source, int64_t now_us,
		     bool plain, FILE *out);

/* The same for other programs; the caller deletes it. */
cJSON *fit_json(const struct fit *fit, const char *source);

/* The object that workload.generate takes; intervals stand in comments. */
void fit_print_model(const struct fit *fit, const struct fit_options *options,
		     const char *source, FILE *out);

#endif /* TRACES_FIT_PRINT_H */
