#include "engine/kit/key_index.h"

#include "engine/kit/check.h"

#define WORD_BITS 64
#define LEVELS 4 /* 64^4 bits, more than anybody asks for */
#define NOBODY 0
#define SHARED (UINT32_C(1) << 31)

/* A bitmap with summaries: bit i of level n+1 says that word i of level n is
 * not zero. All levels lie behind one another, the highest has one word. */
struct shape {
	uint32_t levels, all_words;
	uint32_t first[LEVELS]; /* word of each level */
	uint32_t words[LEVELS];
};

/* Most keys have one member, which stands at the key itself; where there are
 * more of them, it has the number of a set. */
struct key_index {
	struct shape keys, members; /* of the one and of each set */
	uint32_t key_count, member_count, count;
	uint32_t *who;	     /* by key: NOBODY, member + 1, SHARED | set */
	uint32_t *key_of;    /* by member, key + 1; 0: not in */
	uint32_t *set_size;  /* by set, at least 2 */
	uint32_t *free_sets; /* stack of sets that were used before */
	uint32_t free_count;
	uint32_t fresh_sets; /* sets never used start here */
	uint64_t *key_words; /* a bitmap of the keys in use */
	uint64_t *sets;	     /* a bitmap of its members each */
};

static uint32_t words_for(uint32_t bits)
{
	return (bits + WORD_BITS - 1) / WORD_BITS;
}

/* --- bitmap --------------------------------------------------------------- */

static struct shape shape_for(uint32_t bits)
{
	struct shape shape = {0};

	do {
		bits = words_for(bits);
		shape.first[shape.levels] = shape.all_words;
		shape.words[shape.levels++] = bits;
		shape.all_words += bits;
	} while (bits > 1);
	return shape;
}

/* The word of `bit` on level 0 became not zero: so say the summaries. */
static void say_filled(const struct shape *shape, uint64_t *map, uint32_t bit)
{
	uint64_t before = 0;

	for (uint32_t n = 1; n < shape->levels && before == 0; n++) {
		uint64_t *word;

		bit /= WORD_BITS;
		word = &map[shape->first[n] + bit / WORD_BITS];
		before = *word;
		*word |= UINT64_C(1) << bit % WORD_BITS;
	}
}

/* ... became zero. */
static void say_empty(const struct shape *shape, uint64_t *map, uint32_t bit)
{
	uint64_t after = 0;

	for (uint32_t n = 1; n < shape->levels && after == 0; n++) {
		uint64_t *word;

		bit /= WORD_BITS;
		word = &map[shape->first[n] + bit / WORD_BITS];
		*word &= ~(UINT64_C(1) << bit % WORD_BITS);
		after = *word;
	}
}

static void bitmap_set(const struct shape *shape, uint64_t *map, uint32_t bit)
{
	uint64_t *word = &map[bit / WORD_BITS];
	uint64_t before = *word;

	*word |= UINT64_C(1) << bit % WORD_BITS;
	if (before == 0)
		say_filled(shape, map, bit);
}

static void bitmap_clear(const struct shape *shape, uint64_t *map, uint32_t bit)
{
	uint64_t *word = &map[bit / WORD_BITS];

	*word &= ~(UINT64_C(1) << bit % WORD_BITS);
	if (*word == 0)
		say_empty(shape, map, bit);
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
static uint32_t descend(const struct shape *shape, const uint64_t *map,
			uint32_t n, uint32_t at, uint64_t word, bool first)
{
	uint32_t bit = at * WORD_BITS + (first ? lowest(word) : highest(word));

	while (n-- > 0) {
		word = map[shape->first[n] + bit];
		bit = bit * WORD_BITS + (first ? lowest(word) : highest(word));
	}
	return bit;
}

/* The first bit >= `from`, or KEY_INDEX_NONE. */
static uint32_t bitmap_at_least(const struct shape *shape, const uint64_t *map,
				uint32_t from)
{
	for (uint32_t n = 0; n < shape->levels; n++) {
		uint32_t at = from / WORD_BITS;
		uint64_t word;

		if (at >= shape->words[n])
			return KEY_INDEX_NONE;
		word = map[shape->first[n] + at] & ~UINT64_C(0)
						       << from % WORD_BITS;
		if (word != 0)
			return descend(shape, map, n, at, word, true);
		from = at + 1;
	}
	return KEY_INDEX_NONE;
}

/* The last bit <= `from`, or KEY_INDEX_NONE. */
static uint32_t bitmap_at_most(const struct shape *shape, const uint64_t *map,
			       uint32_t from)
{
	for (uint32_t n = 0; n < shape->levels; n++) {
		uint32_t at = from / WORD_BITS;
		uint64_t word = map[shape->first[n] + at];

		word &= ~UINT64_C(0) >> (WORD_BITS - 1 - from % WORD_BITS);
		if (word != 0)
			return descend(shape, map, n, at, word, false);
		if (at == 0)
			return KEY_INDEX_NONE;
		from = at - 1;
	}
	return KEY_INDEX_NONE;
}

/* The last bit of all: the highest level has one word, which knows the way. */
static uint32_t bitmap_last(const struct shape *shape, const uint64_t *map)
{
	uint32_t top = shape->levels - 1;
	uint64_t word = map[shape->first[top]];

	return word == 0 ? KEY_INDEX_NONE
			 : descend(shape, map, top, 0, word, false);
}

/* --- sets of members ------------------------------------------------------ */

static uint64_t *set_words(const struct key_index *index, uint32_t set)
{
	return index->sets + (size_t)set * index->members.all_words;
}

static uint32_t first_of_set(const struct key_index *index, uint32_t set)
{
	return bitmap_at_least(&index->members, set_words(index, set), 0);
}

static uint32_t first_member(const struct key_index *index, uint32_t key)
{
	uint32_t who;

	if (key == KEY_INDEX_NONE)
		return KEY_INDEX_NONE;
	who = index->who[key];
	return (who & SHARED) == 0 ? who - 1
				   : first_of_set(index, who & ~SHARED);
}

static void join(struct key_index *index, uint32_t set, uint32_t member)
{
	bitmap_set(&index->members, set_words(index, set), member);
	index->set_size[set]++;
}

static void leave(struct key_index *index, uint32_t set, uint32_t member)
{
	bitmap_clear(&index->members, set_words(index, set), member);
	index->set_size[set]--;
}

static uint32_t new_set(struct key_index *index)
{
	return index->free_count != 0 ? index->free_sets[--index->free_count]
				      : index->fresh_sets++;
}

static void enter(struct key_index *index, uint32_t member, uint32_t key)
{
	uint32_t *who = &index->who[key];

	index->key_of[member] = key + 1;
	index->count++;
	if (*who == NOBODY) {
		*who = member + 1;
		bitmap_set(&index->keys, index->key_words, key);
		return;
	}
	if ((*who & SHARED) == 0) {
		uint32_t set = new_set(index);

		join(index, set, *who - 1);
		*who = SHARED | set;
	}
	join(index, *who & ~SHARED, member);
}

/* Whoever is left alone stands at the key again. */
static void leave_shared(struct key_index *index, uint32_t *who,
			 uint32_t member)
{
	uint32_t set = *who & ~SHARED;

	leave(index, set, member);
	if (index->set_size[set] != 1)
		return;
	*who = first_of_set(index, set) + 1;
	leave(index, set, *who - 1);
	index->free_sets[index->free_count++] = set;
}

/* --- public --------------------------------------------------------------- */

/* Arrays of a layout in order; each starts at a multiple of 8 bytes. */
static size_t plan(struct key_index *index, uint32_t keys, uint32_t members)
{
	*index = (struct key_index){.keys = shape_for(keys),
				    .members = shape_for(members),
				    .key_count = keys,
				    .member_count = members};
	return sizeof *index +
	       (index->keys.all_words +
		(size_t)members * index->members.all_words) *
		   sizeof(uint64_t) +
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

	(void)plan(index, key_count, member_count);
	index->key_words = (uint64_t *)(void *)(index + 1);
	index->sets = index->key_words + index->keys.all_words;
	index->who = (uint32_t *)(void *)set_words(index, member_count);
	index->key_of = index->who + key_count;
	index->set_size = index->key_of + member_count;
	index->free_sets = index->set_size + member_count;
	return index;
}

void key_index_remove(struct key_index *index, uint32_t member)
{
	uint32_t key = index->key_of[member] - 1;

	if (index->key_of[member] == 0)
		return;
	index->key_of[member] = 0;
	index->count--;
	if ((index->who[key] & SHARED) != 0) {
		leave_shared(index, &index->who[key], member);
		return;
	}
	index->who[key] = NOBODY;
	bitmap_clear(&index->keys, index->key_words, key);
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
	if (index->count == 0 || key >= index->key_count)
		return KEY_INDEX_NONE;
	return first_member(
	    index, bitmap_at_least(&index->keys, index->key_words, key));
}

uint32_t key_index_at_most(const struct key_index *index, uint32_t key)
{
	if (index->count == 0)
		return KEY_INDEX_NONE;
	return first_member(
	    index, key < index->key_count
		       ? bitmap_at_most(&index->keys, index->key_words, key)
		       : bitmap_last(&index->keys, index->key_words));
}

/* The next member of the same key, or KEY_INDEX_NONE. */
static uint32_t next_equal(const struct key_index *index, uint32_t member)
{
	uint32_t who = index->who[key_index_key(index, member)];

	if ((who & SHARED) == 0 || member + 1 >= index->member_count)
		return KEY_INDEX_NONE;
	return bitmap_at_least(&index->members, set_words(index, who & ~SHARED),
			       member + 1);
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
