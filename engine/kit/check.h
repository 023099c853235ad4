/*
 * check.h - conditions that must hold, in every build.
 *
 * A broken condition is a bug of ours, never bad input (engine_check() refuses
 * that before).  Going on would corrupt worlds or money, so the program stops;
 * the journal makes it possible to find out why.
 */
#ifndef ENGINE_KIT_CHECK_H
#define ENGINE_KIT_CHECK_H

#define CHECK(condition)                                                       \
	do {                                                                   \
		if (__builtin_expect(!(condition), 0))                         \
			__builtin_trap();                                      \
	} while (0)

#endif /* ENGINE_KIT_CHECK_H */
