#include "sim/observers.h"

#include <stdlib.h>

/* Call a function of all who have it. */
#define TELL(observers, function, ...)                                         \
	for (uint32_t i = 0; i < (observers)->function.count; i++)             \
	(observers)->function.list[i]->function(                               \
	    (observers)->function.list[i]->self, __VA_ARGS__)

/* The same for what is rare and has no list. */
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

static void add_hearer(struct hearers *hearers, bool hears,
		       const struct observer *observer)
{
	if (hears)
		hearers->list[hearers->count++] = observer;
}

void observers_add(struct observers *observers, const struct observer *given)
{
	struct observer *observer;

	if (observers->count == OBSERVERS_MAX)
		abort(); /* the list is made for all that there are */
	observer = &observers->list[observers->count++];
	*observer = *given;
	add_hearer(&observers->attempt, given->attempt != NULL, observer);
	add_hearer(&observers->waited, given->waited != NULL, observer);
	add_hearer(&observers->ready, given->ready != NULL, observer);
	add_hearer(&observers->unserved, given->unserved != NULL, observer);
	add_hearer(&observers->session_over, given->session_over != NULL,
		   observer);
	add_hearer(&observers->transfer, given->transfer != NULL, observer);
	add_hearer(&observers->lines, given->lines != NULL, observer);
	add_hearer(&observers->instant, given->instant != NULL, observer);
	add_hearer(&observers->expect, given->expect != NULL, observer);
	add_hearer(&observers->run_up, given->run_up != NULL, observer);
	observers->mask |= given->mask;
	for (int kind = 0; kind < NOTICE_KIND_COUNT; kind++)
		if ((given->mask >> kind & 1) != 0)
			add_listener(&observers->listeners[kind], given);
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
	TELL(observers, attempt, attempt);
}

void observers_waited(const struct observers *observers,
		      const struct attempt *attempt,
		      const struct notice *notice)
{
	TELL(observers, waited, attempt, notice);
}

void observers_ready(const struct observers *observers,
		     const struct attempt *attempt)
{
	TELL(observers, ready, attempt);
}

void observers_unserved(const struct observers *observers,
			const struct attempt *attempt, enum start_end end)
{
	TELL(observers, unserved, attempt, end);
}

void observers_session_over(const struct observers *observers,
			    const struct attempt *attempt, enum start_end end)
{
	TELL(observers, session_over, attempt, end);
}

void observers_transfer(const struct observers *observers,
			const struct command *command)
{
	TELL(observers, transfer, command);
}

void observers_lines(const struct observers *observers)
{
	for (uint32_t i = 0; i < observers->lines.count; i++)
		observers->lines.list[i]->lines(observers->lines.list[i]->self);
}

void observers_expect(const struct observers *observers, uint32_t world)
{
	TELL(observers, expect, world);
}

void observers_run_up(const struct observers *observers,
		      const struct engine *engine, uint32_t world_count,
		      int64_t at_us, int sign)
{
	for (uint32_t id = 1; observers->run_up.count != 0 && id <= world_count;
	     id++) {
		struct unbilled unbilled;

		engine_read_unbilled(engine, (struct world_id){id}, at_us,
				     &unbilled);
		if (unbilled.count != 0)
			TELL(observers, run_up, id, &unbilled, sign);
	}
}

void observers_instant(const struct observers *observers)
{
	for (uint32_t i = 0; i < observers->instant.count; i++)
		observers->instant.list[i]->instant(
		    observers->instant.list[i]->self);
}

void observers_window_begins(const struct observers *observers)
{
	CALL_ALL(observers, window_begins);
}

void observers_finish(const struct observers *observers)
{
	CALL_ALL(observers, finish);
}
