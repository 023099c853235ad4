/*
 * support_fuzz.h - what every fuzz target shares.
 *
 * A target is tests/fuzz/fuzz_NAME.c.  It defines LLVMFuzzerTestOneInput(),
 * which gives the bytes to one parser and aborts where the parser breaks its
 * promise: anything is either read or refused with one line.  Examples are in
 * tests/fuzz/corpus/NAME/.  The preset `fuzz` links targets with libFuzzer; all
 * others link them with replay_corpus.c, which gives them the examples.
 */
#ifndef TESTS_FUZZ_SUPPORT_FUZZ_H
#define TESTS_FUZZ_SUPPORT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Abort with the place if it does not hold, also in an optimised build. */
#define FUZZ_HOLDS(condition)                                                  \
	do {                                                                   \
		if (!(condition))                                              \
			fuzz_broken(__FILE__, __LINE__, #condition);           \
	} while (0)
_Noreturn void fuzz_broken(const char *file, int line, const char *what);

/* The path of a file that holds these bytes, until the next call.  Its name
 * ends with `ending`. */
const char *fuzz_file(const uint8_t *data, size_t size, const char *ending);

/* Whoever refuses says why, in one line. */
void fuzz_check_refusal(const struct error_text *error);

#endif /* TESTS_FUZZ_SUPPORT_FUZZ_H */
