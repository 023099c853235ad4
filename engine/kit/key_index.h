/*
 * key_index.h - which node has how much: an ordered set of (key, member).
 *
 * Members are small integers (node slots), each with at most one key; keys are
 * small integers too (free MiB, minutes).  Every operation is a handful of
 * word operations on bitmaps, whatever the number of members: a hierarchical
 * bitmap over the keys in use, and for each of these a bitmap of its members.
 * Order is by key, then by member, so that equal nodes have an order.
 *
 * Owns nothing but its memory, which the caller gives.  Never allocates.  It is
 * derived state: never saved, rebuilt on load.
 */
#ifndef ENGINE_KIT_KEY_INDEX_H
#define ENGINE_KIT_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_INDEX_NONE UINT32_MAX

struct key_index;

/* Bytes for keys 0 ... key_count-1 and members 0 ... member_count-1. */
size_t key_index_size_bytes(uint32_t key_count, uint32_t member_count);

/* Make an empty index in zeroed `memory` (64-byte aligned, the caller's). */
struct key_index *key_index_init(void *memory, uint32_t key_count,
				 uint32_t member_count);

/* Give the member this key; it loses the one it had.  A key beyond the last
 * counts as the last. */
void key_index_set(struct key_index *index, uint32_t member, uint32_t key);

/* Take the member out; nothing happens if it is not in. */
void key_index_remove(struct key_index *index, uint32_t member);

bool key_index_contains(const struct key_index *index, uint32_t member);
uint32_t key_index_count(const struct key_index *index);
uint32_t key_index_key(const struct key_index *index, uint32_t member);

/* The smallest key >= `key`, of these the lowest member; or KEY_INDEX_NONE. */
uint32_t key_index_at_least(const struct key_index *index, uint32_t key);

/* The largest key <= `key`, of these the lowest member; or KEY_INDEX_NONE. */
uint32_t key_index_at_most(const struct key_index *index, uint32_t key);

/* The member after / before this one in the order of the two functions above
 * (equal keys by ascending member in both); or KEY_INDEX_NONE. */
uint32_t key_index_next(const struct key_index *index, uint32_t member);
uint32_t key_index_previous(const struct key_index *index, uint32_t member);

#endif /* ENGINE_KIT_KEY_INDEX_H */
