/*
 * check.h - conditions that must hold, in every build.
 *
 * A broken condition is a bug of ours, never bad input (engine_check() refuses
 * that before).  Going on would corrupt worlds or money, so the program stops;
 * the journal makes it possible to find out why, and engine_broken() says where
 * and at which input, in the core or to a handler of the signal.
 */
#ifndef ENGINE_KIT_CHECK_H
#define ENGINE_KIT_CHECK_H

#include <stdint.h>

/* The input that this thread's engine is taking: for the record of a broken
 * condition, never for a decision. */
struct check_place {
	uint64_t seq;
	int64_t at_us;
};
extern _Thread_local struct check_place check_place;

/* Leave the record and stop. */
_Noreturn void check_failed(const char *condition, const char *file, int line);

#define CHECK(condition)                                                       \
	do {                                                                   \
		if (__builtin_expect(!(condition), 0))                         \
			check_failed(#condition, __FILE__, __LINE__);          \
	} while (0)

#endif /* ENGINE_KIT_CHECK_H */
