/*
 * support_engine.h - a small world for tests of the engine alone.
 *
 * Holds the commands that the engine gave, and answers them: at once, or when
 * the test says so, in the way the test says.  Checks on the way what must hold
 * for any world: one answer a command, known ids, engine_audit() after every
 * input when asked.
 */
#ifndef TESTS_SUPPORT_ENGINE_H
#define TESTS_SUPPORT_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/drive.h"
#include "engine/questions.h"
#include "support_accountant.h"
#include "support_disks.h"

#define TEST_NOTICES_MAX 65536

struct bench { /* a test bench, not a benchmark */
	struct engine_config config;
	struct engine *engine;
	struct drive_scratch *scratch;
	struct driver_ports ports;
	int64_t now_us;
	bool audit; /* before every input; not to be changed later */
	struct accountant *accountant; /* may be closed, and NULL */
	struct disks *disks; /* what lies where; NULL: a large fleet */
	bool in_round;	     /* its notices are not out yet */
	uint32_t worlds;     /* the largest id so far */
	/* accepted so far, by kind; answers also by their outcome */
	uint64_t inputs[INPUT_KIND_COUNT], outcomes[OUTCOME_COUNT];
	struct command *commands; /* not answered yet, in order of issue */
	uint32_t command_count, command_capacity;
	struct notice *notices; /* all so far, a ring of the last ones */
	uint64_t notice_count;
	uint64_t next_provider_ref;
	uint64_t answered_at_once; /* kinds of commands, as bits: DONE as soon
				      as bench_until() sees them */
};

/* A sound configuration: 2 dedicated nodes of 64 GiB, cloud nodes of 32 GiB,
 * no limits elsewhere, prices of 0.02 and 0.10 EUR. */
struct engine_config bench_config(uint32_t worlds);

void bench_open(struct bench *bench, const struct engine_config *config);
void bench_close(struct bench *bench);

/* Feed one input now (and the wakes that are due). */
enum drive_status bench_feed(struct bench *bench, struct input input);
/* Let time pass: wakes happen on the way.  Nothing is answered. */
void bench_until(struct bench *bench, int64_t at_us);
/* Answer command number i of the list. */
void bench_answer(struct bench *bench, uint32_t i, enum outcome outcome);
/* Answer everything, also what the answers bring, with DONE; ordered nodes
 * become ready at once. */
void bench_settle(struct bench *bench);

/* Lose command number i of the list: the engine sends it again. */
void bench_lose(struct bench *bench, uint32_t i);

/* Unanswered commands of this kind; and the first of them, which must be. */
uint32_t bench_commands(const struct bench *bench, enum command_kind kind);
struct command bench_first(const struct bench *bench, enum command_kind kind);
/* Answer the first command of this kind, or all that are there now. */
void bench_answer_first(struct bench *bench, enum command_kind kind,
			enum outcome outcome);
void bench_answer_all(struct bench *bench, enum command_kind kind,
		      enum outcome outcome);
/* Change one setting. */
void bench_set(struct bench *bench, enum setting setting, int64_t value);
/* A node says that it lives, until it says something else. */
void bench_talks(struct bench *bench, uint32_t node);
/* It says no more after this instant. */
void bench_dies(struct bench *bench, uint32_t node);
enum node_state bench_node_state(const struct bench *bench, uint32_t node);

void bench_register(struct bench *bench, uint32_t world, uint32_t ram_mib,
		    bool has_archive);
void bench_register_all_of(struct bench *bench, uint32_t world,
			   uint32_t ram_mib, uint32_t cpu_milli,
			   uint32_t disk_mib);
void bench_start(struct bench *bench, uint32_t world, uint32_t request);
void bench_stop(struct bench *bench, uint32_t world, uint32_t request);

struct world_view bench_world(const struct bench *bench, uint32_t world);
/* It is in this state, with its data on this node (0: on none). */
void bench_assert_is(const struct bench *bench, uint32_t world,
		     enum world_state state, uint32_t node);
/* A world of this plan is found asleep on this node, with a second copy on
 * another, or 0. */
void bench_find(struct bench *bench, uint32_t world, uint32_t ram_mib,
		uint32_t node, uint32_t copy);
/* Ask for its start, and let the engine decide at this instant. */
void bench_want(struct bench *bench, uint32_t world);
/* Has the engine not had, or not believed, an answer to this command? */
bool bench_awaits(const struct bench *bench, uint64_t command);
/* How many notices of this kind so far (within the ring). */
uint32_t bench_count(const struct bench *bench, enum notice_kind kind);
/* The latest of this kind, or NULL. */
const struct notice *bench_last(const struct bench *bench,
				enum notice_kind kind);
enum world_state bench_state(const struct bench *bench, uint32_t world);

#endif /* TESTS_SUPPORT_ENGINE_H */
