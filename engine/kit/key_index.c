#include "engine/kit/key_index.h"

#include "engine/kit/check.h"

#define WORD_BITS 64
#define LEVELS 4 /* 64^4 keys, more than anybody asks for */
#define NO_SET 0

/* A bitmap with summaries: bit i of level n+1 says that word i of level n is
 * not zero. */
struct bitmap {
	uint64_t *level[LEVELS];
	uint32_t words[LEVELS];
	uint32_t levels;
};

struct key_index {
	struct bitmap keys;
	uint32_t key_count, member_count, count;
	uint32_t *set_of_key; /* number of the set + 1; NO_SET */
	uint32_t *key_of;     /* by member, key + 1; 0: not in */
	uint32_t *set_size;   /* by set */
	uint32_t *free_sets;  /* stack of sets that were used before */
	uint32_t free_count;
	uint32_t fresh_sets; /* sets never used start here */
	uint64_t *sets;	     /* set_words words each: members, summary */
	uint32_t member_words, summary_words, set_words;
};

static uint32_t words_for(uint32_t bits)
{
	return (bits + WORD_BITS - 1) / WORD_BITS;
}

/* --- bitmap --------------------------------------------------------------- */

static void bitmap_set(struct bitmap *map, uint32_t bit)
{
	for (uint32_t n = 0; n < map->levels; n++) {
		uint64_t *word = &map->level[n][bit / WORD_BITS];
		uint64_t before = *word;

		*word |= UINT64_C(1) << bit % WORD_BITS;
		if (before != 0)
			return;
		bit /= WORD_BITS;
	}
}

static void bitmap_clear(struct bitmap *map, uint32_t bit)
{
	for (uint32_t n = 0; n < map->levels; n++) {
		uint64_t *word = &map->level[n][bit / WORD_BITS];

		*word &= ~(UINT64_C(1) << bit % WORD_BITS);
		if (*word != 0)
			return;
		bit /= WORD_BITS;
	}
}

static uint32_t lowest(uint64_t word)
{
	return (uint32_t)__builtin_ctzll(word);
}

static uint32_t highest(uint64_t word)
{
	return WORD_BITS - 1 - (uint32_t)__builtin_clzll(word);
}

/* From word `at` of level n down to its first or last bit. */
static uint32_t descend(const struct bitmap *map, uint32_t n, uint32_t at,
			uint64_t word, bool first)
{
	uint32_t bit = at * WORD_BITS + (first ? lowest(word) : highest(word));

	while (n-- > 0) {
		word = map->level[n][bit];
		bit = bit * WORD_BITS + (first ? lowest(word) : highest(word));
	}
	return bit;
}

/* The first bit >= `from`, or KEY_INDEX_NONE. */
static uint32_t bitmap_at_least(const struct bitmap *map, uint32_t from)
{
	for (uint32_t n = 0; n < map->levels; n++) {
		uint32_t at = from / WORD_BITS;
		uint64_t word;

		if (at >= map->words[n])
			return KEY_INDEX_NONE;
		word = map->level[n][at] & ~UINT64_C(0) << from % WORD_BITS;
		if (word != 0)
			return descend(map, n, at, word, true);
		from = at + 1;
	}
	return KEY_INDEX_NONE;
}

/* The last bit <= `from`, or KEY_INDEX_NONE. */
static uint32_t bitmap_at_most(const struct bitmap *map, uint32_t from)
{
	for (uint32_t n = 0; n < map->levels; n++) {
		uint32_t at = from / WORD_BITS;
		uint64_t word = map->level[n][at];

		word &= ~UINT64_C(0) >> (WORD_BITS - 1 - from % WORD_BITS);
		if (word != 0)
			return descend(map, n, at, word, false);
		if (at == 0)
			return KEY_INDEX_NONE;
		from = at - 1;
	}
	return KEY_INDEX_NONE;
}

/* --- sets of members ------------------------------------------------------ */

/* One set seen as a bitmap of two levels. */
static struct bitmap set_bitmap(const struct key_index *index, uint32_t set)
{
	uint64_t *words = index->sets + (size_t)set * index->set_words;

	return (struct bitmap){
	    .level = {words, words + index->member_words},
	    .words = {index->member_words, index->summary_words},
	    .levels = index->member_words > 1 ? 2 : 1,
	};
}

static uint32_t set_of(const struct key_index *index, uint32_t key)
{
	return index->set_of_key[key] - 1;
}

static uint32_t first_member(const struct key_index *index, uint32_t key)
{
	struct bitmap set;

	if (key == KEY_INDEX_NONE)
		return KEY_INDEX_NONE;
	set = set_bitmap(index, set_of(index, key));
	return bitmap_at_least(&set, 0);
}

static void enter(struct key_index *index, uint32_t member, uint32_t key)
{
	struct bitmap set;

	if (index->set_of_key[key] == NO_SET) {
		index->set_of_key[key] =
		    1 + (index->free_count != 0
			     ? index->free_sets[--index->free_count]
			     : index->fresh_sets++);
		bitmap_set(&index->keys, key);
	}
	set = set_bitmap(index, set_of(index, key));
	bitmap_set(&set, member);
	index->set_size[set_of(index, key)]++;
	index->key_of[member] = key + 1;
	index->count++;
}

/* --- public --------------------------------------------------------------- */

/* Arrays of a layout in order; each starts at a multiple of 8 bytes. */
static size_t plan(struct key_index *index, uint32_t keys, uint32_t members)
{
	uint32_t bits = keys;
	size_t words = 0;

	index->key_count = keys;
	index->member_count = members;
	index->member_words = words_for(members);
	index->summary_words = words_for(index->member_words);
	index->set_words = index->member_words + index->summary_words;
	index->keys.levels = 0;
	do {
		index->keys.words[index->keys.levels] = words_for(bits);
		words += words_for(bits);
		bits = words_for(bits);
		index->keys.levels++;
	} while (bits > 1);
	words += (size_t)members * index->set_words;
	return sizeof *index + words * sizeof(uint64_t) +
	       ((size_t)keys + 3 * (size_t)members + 4) * sizeof(uint32_t);
}

size_t key_index_size_bytes(uint32_t key_count, uint32_t member_count)
{
	struct key_index index;

	return plan(&index, key_count, member_count);
}

struct key_index *key_index_init(void *memory, uint32_t key_count,
				 uint32_t member_count)
{
	struct key_index *index = memory;
	uint64_t *words = (uint64_t *)(void *)(index + 1);

	(void)plan(index, key_count, member_count);
	for (uint32_t n = 0; n < index->keys.levels; n++) {
		index->keys.level[n] = words;
		words += index->keys.words[n];
	}
	index->sets = words;
	words += (size_t)member_count * index->set_words;
	index->set_of_key = (uint32_t *)(void *)words;
	index->key_of = index->set_of_key + key_count;
	index->set_size = index->key_of + member_count;
	index->free_sets = index->set_size + member_count;
	return index;
}

void key_index_remove(struct key_index *index, uint32_t member)
{
	uint32_t key, set;
	struct bitmap members;

	if (index->key_of[member] == 0)
		return;
	key = index->key_of[member] - 1;
	set = set_of(index, key);
	members = set_bitmap(index, set);
	bitmap_clear(&members, member);
	index->key_of[member] = 0;
	index->count--;
	if (--index->set_size[set] == 0) {
		index->free_sets[index->free_count++] = set;
		index->set_of_key[key] = NO_SET;
		bitmap_clear(&index->keys, key);
	}
}

void key_index_set(struct key_index *index, uint32_t member, uint32_t key)
{
	CHECK(member < index->member_count);
	if (key >= index->key_count)
		key = index->key_count - 1;
	if (index->key_of[member] == key + 1)
		return;
	key_index_remove(index, member);
	enter(index, member, key);
}

bool key_index_contains(const struct key_index *index, uint32_t member)
{
	return index->key_of[member] != 0;
}

uint32_t key_index_count(const struct key_index *index)
{
	return index->count;
}

uint32_t key_index_key(const struct key_index *index, uint32_t member)
{
	return index->key_of[member] - 1;
}

uint32_t key_index_at_least(const struct key_index *index, uint32_t key)
{
	if (key >= index->key_count)
		return KEY_INDEX_NONE;
	return first_member(index, bitmap_at_least(&index->keys, key));
}

uint32_t key_index_at_most(const struct key_index *index, uint32_t key)
{
	if (key >= index->key_count)
		key = index->key_count - 1;
	return first_member(index, bitmap_at_most(&index->keys, key));
}

/* The next member of the same key, or KEY_INDEX_NONE. */
static uint32_t next_equal(const struct key_index *index, uint32_t member)
{
	struct bitmap set =
	    set_bitmap(index, set_of(index, key_index_key(index, member)));

	if (member + 1 >= index->member_count)
		return KEY_INDEX_NONE;
	return bitmap_at_least(&set, member + 1);
}

uint32_t key_index_next(const struct key_index *index, uint32_t member)
{
	uint32_t next = next_equal(index, member);

	if (next != KEY_INDEX_NONE)
		return next;
	return key_index_at_least(index, key_index_key(index, member) + 1);
}

uint32_t key_index_previous(const struct key_index *index, uint32_t member)
{
	uint32_t next = next_equal(index, member);
	uint32_t key = key_index_key(index, member);

	if (next != KEY_INDEX_NONE)
		return next;
	return key == 0 ? KEY_INDEX_NONE : key_index_at_most(index, key - 1);
}
