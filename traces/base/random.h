/*
 * random.h - counter-based random streams.
 *
 * A draw is a pure function of its key (seed, replication, purpose, entity,
 * index): the same draw under every policy, on any thread, in any order.  So
 * two scenarios that differ in one rule meet the same luck (common random
 * numbers), and two that do not differ give a difference of exactly zero.
 * Generator: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3"), wrapped as a gsl_rng_type so that GSL's
 * distributions work on it.
 *
 * Owns no state beyond the struct; no globals, no allocation: the gsl_rng lives
 * inside the struct.
 */
#ifndef TRACES_RANDOM_H
#define TRACES_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

/* What a draw is for.  Append only: the number is part of every key. */
enum random_purpose {
	RANDOM_NONE = 0,
	RANDOM_COUNTS,	  /* counts to sessions */
	RANDOM_WORLD_MIX, /* RAM, size, activity of a drawn world */
	RANDOM_VM_BOOT,
	RANDOM_START, /* container start-up */
	RANDOM_STOP,
	RANDOM_ARCHIVE,
	RANDOM_RESTORE,
	RANDOM_NODE_FAILURE,
	RANDOM_STOCK, /* sold-out phases of type@location */
	RANDOM_PATIENCE,
	RANDOM_RETRY,
	RANDOM_RESAMPLE,
	RANDOM_TEST,
	RANDOM_ACCOUNT, /* verified, referred, tops up */
	RANDOM_TOP_UP,
	RANDOM_GENERATE_WORLD,	/* rate of a generated world; its events */
	RANDOM_GENERATE_DAY,	/* habit, level and starts of a playing day */
	RANDOM_GENERATE_LENGTH, /* of a session */
	RANDOM_GENERATE_JOIN,	/* who joins a start, and when */
	RANDOM_GENERATE_BIRTHS, /* new worlds of a playing day */
	RANDOM_FIT_TEST,	/* samples of a law that is tested */
	RANDOM_RESTART,		/* of a world in an event */
	RANDOM_COPY,		/* of a world from node to node */
	RANDOM_HOME,		/* of a world that sleeps at the beginning */
	RANDOM_MACHINE_BOOT,	/* of a type with a law of its own */
	RANDOM_INSTALL,		/* of a type of machine */
	RANDOM_DESIGN		/* which points a sweep plays */
};

struct random_key {
	uint64_t seed;
	uint32_t replication;
	uint32_t purpose; /* enum random_purpose */
	uint64_t entity;  /* hash of a name, or an order number */
	uint64_t index;	  /* position in the trace, or attempt */
};

struct random_stream {
	gsl_rng rng;	 /* pass &stream.rng to gsl_ran_* */
	uint32_t key[2]; /* what follows is the generator's state */
	uint32_t counter[4];
	uint32_t block[4];
	uint32_t used;
};

/* Point the stream at the draws of this key.  No memory to release.  The
 * struct must not be copied or moved afterwards (rng points into it). */
void random_open(struct random_stream *stream, const struct random_key *key);

/* One uniform 64-bit word / one double in (0, 1) of the stream. */
uint64_t random_u64(struct random_stream *stream);
double random_uniform(struct random_stream *stream);
/* The first uniform of the streams of this key for each of these entities: as
 * opening every one of them, at a third of the cost. */
void random_firsts(const struct random_key *key, const uint64_t *entities,
		   size_t count, double *out);

/* The generator itself, for its known answers. */
void random_philox(const uint32_t counter[4], const uint32_t key[2],
		   uint32_t out[4]);

/* FNV-1a 64 over bytes; the hash that names become entities with. */
uint64_t random_hash(const void *bytes, size_t size_bytes);

#endif /* TRACES_RANDOM_H */
