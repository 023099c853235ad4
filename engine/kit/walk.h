/*
 * walk.h - one walk over the state, four uses: measure, save, load, digest.
 *
 * Fields are visited one by one, little-endian; bytes never come from structs,
 * so padding is in no snapshot and in no digest.
 */
#ifndef ENGINE_KIT_WALK_H
#define ENGINE_KIT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum walk_mode { WALK_MEASURE, WALK_SAVE, WALK_LOAD, WALK_DIGEST };

struct walk {
	enum walk_mode mode;
	uint8_t *at, *end; /* SAVE, LOAD */
	size_t size_bytes; /* visited so far */
	uint64_t hash;	   /* of all that was visited */
	bool failed;	   /* the buffer ended too soon */
};

void walk_bytes(struct walk *walk, uint64_t *value, unsigned bytes);

#define WALK_FUNCTION(name, type)                                              \
	static inline void walk_##name(struct walk *walk, type *value)         \
	{                                                                      \
		uint64_t word = (uint64_t)*value;                              \
		walk_bytes(walk, &word, sizeof *value);                        \
		if (walk->mode == WALK_LOAD)                                   \
			*value = (type)word;                                   \
	}

WALK_FUNCTION(u8, uint8_t)
WALK_FUNCTION(u16, uint16_t)
WALK_FUNCTION(u32, uint32_t)
WALK_FUNCTION(u64, uint64_t)
WALK_FUNCTION(i32, int32_t)
WALK_FUNCTION(i64, int64_t)
WALK_FUNCTION(bool, bool)

#endif /* ENGINE_KIT_WALK_H */
