#include "engine/engine.h"
#include "engine/kit/check.h"

_Thread_local struct check_place check_place;

/* Of the first condition that broke in this thread. */
static _Thread_local struct engine_broken broken;

_Noreturn void check_failed(const char *condition, const char *file, int line)
{
	broken = (struct engine_broken){.condition = condition,
					.file = file,
					.line = line,
					.seq = check_place.seq,
					.at_us = check_place.at_us};
	__builtin_trap();
}

const struct engine_broken *engine_broken(void)
{
	return broken.file != NULL ? &broken : NULL;
}
