#include "sim/calendar.h"

#include <stdlib.h>

#include "traces/base/array.h"
#include "traces/base/engine_heap.h"

#define SORTED_BY_HAND_MAX 32

static struct timers *new_queue(uint32_t capacity)
{
	void *memory = engine_heap.allocate(NULL, timers_size_bytes(capacity));

	return memory != NULL ? timers_init(memory, capacity) : NULL;
}

static void release_queue(struct timers *timers, uint32_t capacity)
{
	if (timers != NULL)
		engine_heap.release(NULL, timers, timers_size_bytes(capacity));
}

bool calendar_open(struct calendar *calendar, uint32_t capacity,
		   struct answer_ids answers)
{
	*calendar = (struct calendar){.timers = new_queue(capacity),
				      .capacity = capacity,
				      .answers = answers};
	return calendar->timers != NULL;
}

void calendar_close(struct calendar *calendar)
{
	release_queue(calendar->timers, calendar->capacity);
	free(calendar->due);
}

/* A queue never moves, so a larger one takes over its entries, in order. */
static bool grow_queue(struct calendar *calendar)
{
	uint32_t count = timers_count(calendar->timers);
	uint32_t capacity = 2 * calendar->capacity;
	struct timer *entries = malloc(2 * (size_t)count * sizeof *entries);
	struct timers *timers = new_queue(capacity);
	bool good = entries != NULL && timers != NULL;

	if (good) {
		timers_list(calendar->timers, entries);
		for (uint32_t i = 0; i < count; i++)
			(void)timers_push(timers, entries[i]); /* has room */
		release_queue(calendar->timers, calendar->capacity);
		calendar->timers = timers;
		calendar->capacity = capacity;
	} else {
		release_queue(timers, capacity);
	}
	free(entries);
	return good;
}

void calendar_enter(struct calendar *calendar, int64_t at_us,
		    enum event_kind kind, uint32_t serial, uint32_t entity)
{
	struct timer timer = {
	    at_us, entity, (uint32_t)kind | (serial & EVENT_SERIAL_MASK) << 8};

	if (timers_push(calendar->timers, timer))
		return;
	if (!grow_queue(calendar) || !timers_push(calendar->timers, timer))
		calendar->failed = true;
}

static enum event_class class_of_event(enum event_kind kind)
{
	switch (kind) {
	case EVENT_ANSWER:
	case EVENT_TRANSFER:
		return CLASS_ANSWER;
	case EVENT_NODE_READY:
	case EVENT_NODE_FAILS:
	case EVENT_NODE_REPAIRED:
	case EVENT_OPERATOR:
		return CLASS_NODE;
	case EVENT_STOP:
		return CLASS_STOP;
	case EVENT_LEAVES_ROOM:
	case EVENT_LEAVES_TRANSFER:
	case EVENT_TOP_UP:
		return CLASS_EXPIRY;
	case EVENT_RETRY:
		break;
	}
	return CLASS_START;
}

static struct event event_of(const struct timer *timer)
{
	enum event_kind kind = (enum event_kind)(timer->kind & 0xff);

	return (struct event){.id = timer->entity,
			      .kind = kind,
			      .class = class_of_event(kind),
			      .serial = timer->kind >> 8,
			      .entity = timer->entity};
}

static int by_class_and_id(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->class != b->class)
		return a->class < b->class ? -1 : 1;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

static void sort_due(struct event *due, size_t count)
{
	if (count > SORTED_BY_HAND_MAX) {
		qsort(due, count, sizeof *due, by_class_and_id);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct event event = due[i];
		size_t at = i;

		for (; at > 0 && by_class_and_id(&event, &due[at - 1]) < 0;
		     at--)
			due[at] = due[at - 1];
		due[at] = event;
	}
}

/* Nearly always none or one. */
size_t calendar_take(struct calendar *calendar, int64_t now_us,
		     const struct event **out)
{
	struct timer timer;
	size_t count = 0;

	*out = calendar->due;
	if (calendar_next_us(calendar) > now_us)
		return 0;
	while (timers_pop(calendar->timers, now_us, &timer)) {
		struct event *event;

		if (!ARRAY_ROOM(calendar->due, calendar->due_capacity,
				count + 1)) {
			calendar->failed = true;
			break;
		}
		event = &calendar->due[count];
		*event = event_of(&timer);
		event->place = (uint32_t)count++;
		if (event->kind == EVENT_ANSWER)
			event->id = calendar->answers.of(
			    calendar->answers.context, event->entity);
	}
	if (count > 1)
		sort_due(calendar->due, count);
	*out = calendar->due;
	return count;
}

bool calendar_foresee(struct calendar *calendar, uint32_t ahead,
		      struct event *out)
{
	struct timer timer;

	if (!timers_foresee(calendar->timers, ahead, &timer))
		return false;
	*out = event_of(&timer);
	return true;
}

bool calendar_peek(const struct calendar *calendar, uint32_t ahead,
		   struct event *out)
{
	struct timer timer;

	if (!timers_peek(calendar->timers, ahead, &timer))
		return false;
	*out = event_of(&timer);
	return true;
}
