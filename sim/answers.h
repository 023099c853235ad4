/*
 * answers.h - answers to commands, given at once or on their way.
 *
 * Every command that is carried out gets one answer.  An answer without delay
 * goes into the inbox; another one waits here, and the calendar tells when it
 * is due.  Owns the waiting answers and grows.
 */
#ifndef SIM_ANSWERS_H
#define SIM_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/command.h"
#include "engine/input.h"

struct simulation;

struct answer {
	struct input input;
	uint32_t node;	/* that gives it; 0: the provider */
	uint32_t stops; /* world whose container is gone then; 0: none */
	uint32_t next_free;
};

struct answers {
	struct answer *list;
	size_t count, capacity;
	uint32_t first_free; /* number + 1; 0: none */
	bool failed;	     /* memory ran out: an answer was lost */
};

void answers_close(struct answers *answers);

/* Answer a command after delay_us, microseconds; `node` 0: the provider. */
void answers_give(struct simulation *sim, const struct command *command,
		  enum outcome outcome, uint64_t provider_ref, uint32_t node,
		  int64_t delay_us);

/* An answer is due: it waits no longer. */
struct answer answers_take(struct answers *answers, uint32_t number);

/* The id of the command that a waiting answer belongs to; for the calendar. */
uint64_t answers_command(const void *answers, uint32_t number);

#endif /* SIM_ANSWERS_H */
