#include "sim/observers.h"

#include <stdlib.h>

/* Call a function of each observer in `whom`, bits of their numbers. */
#define TELL(observers, whom, function, ...)                                   \
	for (uint32_t left = (whom); left != 0; left &= left - 1) {            \
		const struct observer *observer =                              \
		    &(observers)->list[__builtin_ctz(left)];                   \
                                                                               \
		observer->function(observer->self, __VA_ARGS__);               \
	}

/* The same of all, where it is not NULL. */
#define CALL_ALL(observers, function)                                          \
	for (uint32_t i = 0; i < (observers)->count; i++)                      \
		if ((observers)->list[i].function != NULL)                     \
	(observers)->list[i].function((observers)->list[i].self)

static void add_listener(struct listeners *listeners,
			 const struct observer *observer)
{
	listeners->list[listeners->count++] =
	    (struct listener){observer->self, observer->notice};
}

void observers_add(struct observers *observers, const struct observer *observer)
{
	uint32_t bit = UINT32_C(1) << observers->count;

	if (observers->count == OBSERVERS_MAX)
		abort(); /* the list is made for all that there are */
	observers->list[observers->count++] = *observer;
	observers->attempt |= observer->attempt != NULL ? bit : 0;
	observers->waited |= observer->waited != NULL ? bit : 0;
	observers->ready |= observer->ready != NULL ? bit : 0;
	observers->unserved |= observer->unserved != NULL ? bit : 0;
	observers->session_over |= observer->session_over != NULL ? bit : 0;
	observers->transfer |= observer->transfer != NULL ? bit : 0;
	observers->lines |= observer->lines != NULL ? bit : 0;
	observers->instant |= observer->instant != NULL ? bit : 0;
	observers->expect |= observer->expect != NULL ? bit : 0;
	observers->run_up |= observer->run_up != NULL ? bit : 0;
	observers->mask |= observer->mask;
	for (int kind = 0; kind < NOTICE_KIND_COUNT; kind++)
		if ((observer->mask >> kind & 1) != 0)
			add_listener(&observers->listeners[kind], observer);
}

void observers_close(struct observers *observers)
{
	CALL_ALL(observers, close);
	observers->count = 0;
}

void observers_notice(const struct observers *observers,
		      const struct notice *notice)
{
	const struct listeners *whom = &observers->listeners[notice->kind];

	for (uint32_t i = 0; i < whom->count; i++)
		whom->list[i].notice(whom->list[i].self, notice);
}

void observers_attempt(const struct observers *observers,
		       const struct attempt *attempt)
{
	TELL(observers, observers->attempt, attempt, attempt);
}

void observers_waited(const struct observers *observers,
		      const struct attempt *attempt,
		      const struct notice *notice)
{
	TELL(observers, observers->waited, waited, attempt, notice);
}

void observers_ready(const struct observers *observers,
		     const struct attempt *attempt)
{
	TELL(observers, observers->ready, ready, attempt);
}

void observers_unserved(const struct observers *observers,
			const struct attempt *attempt, enum start_end end)
{
	TELL(observers, observers->unserved, unserved, attempt, end);
}

void observers_session_over(const struct observers *observers,
			    const struct attempt *attempt, enum start_end end)
{
	TELL(observers, observers->session_over, session_over, attempt, end);
}

void observers_transfer(const struct observers *observers,
			const struct command *command)
{
	TELL(observers, observers->transfer, transfer, command);
}

void observers_lines(const struct observers *observers)
{
	for (uint32_t left = observers->lines; left != 0; left &= left - 1) {
		const struct observer *observer =
		    &observers->list[__builtin_ctz(left)];

		observer->lines(observer->self);
	}
}

void observers_expect(const struct observers *observers, uint32_t world)
{
	TELL(observers, observers->expect, expect, world);
}

void observers_run_up(const struct observers *observers,
		      const struct engine *engine, uint32_t world_count,
		      int64_t at_us, int sign)
{
	for (uint32_t id = 1; observers->run_up != 0 && id <= world_count;
	     id++) {
		struct unbilled unbilled;

		engine_read_unbilled(engine, (struct world_id){id}, at_us,
				     &unbilled);
		if (unbilled.count != 0)
			TELL(observers, observers->run_up, run_up, id,
			     &unbilled, sign);
	}
}

void observers_instant(const struct observers *observers)
{
	for (uint32_t left = observers->instant; left != 0; left &= left - 1) {
		const struct observer *observer =
		    &observers->list[__builtin_ctz(left)];

		observer->instant(observer->self);
	}
}

void observers_window_begins(const struct observers *observers)
{
	CALL_ALL(observers, window_begins);
}

void observers_finish(const struct observers *observers)
{
	CALL_ALL(observers, finish);
}
