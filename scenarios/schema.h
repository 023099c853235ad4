/*
 * schema.h - the strict reading of a JSON object by a table of its keys.
 *
 * One table a kind of object: dotted key, kind, default, limits, one line of
 * meaning, and where the value goes.  The same tables give the reference of the
 * keys, the JSON Schema and the list of assumptions, so they cannot differ.
 *
 * What is written: durations "48h", sizes "8GB", money "0.02 EUR", shares "90%"
 * or 0.9, instants RFC 3339, laws "12s" or { "law": "lognormal", ... }.
 * A text is copied into the target (char *), which owns it.
 */
#ifndef SCENARIOS_SCHEMA_H
#define SCENARIOS_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

#include "json_lines.h"
#include "traces/model/law.h"

enum key_kind {
	KEY_TEXT = 0,
	KEY_CHOICE, /* one of `words`; stored as its position */
	KEY_FLAG,   /* true or false */
	KEY_INTEGER,
	KEY_NUMBER,
	KEY_SHARE,	  /* ppm, or 0 ... 1 in a double */
	KEY_DURATION,	  /* microseconds; seconds in a double or uint32_t */
	KEY_SIZE,	  /* MiB */
	KEY_MONEY,	  /* nano-euro */
	KEY_INSTANT,	  /* microseconds UTC */
	KEY_DATE,	  /* the same; a bare date is its midnight UTC */
	KEY_LOCAL,	  /* the same; a bare date is midnight of `clock` */
	KEY_LAW_DURATION, /* struct law, in seconds */
	KEY_LAW_SIZE,	  /* struct law, in MiB */
	KEY_LAW_NUMBER,	  /* struct law of plain numbers */
	KEY_LIST,	  /* [ ... ]; its elements are read elsewhere */
	KEY_MAP,	  /* { name: { ... } }; the same */
	KEY_PART /* { keys of `element` }, or the path of a file with them */
};

enum key_need {
	NEED_NOT = 0,
	NEED_ALWAYS,
	NEED_IN_GROUP /* when the object around it is given */
};

enum key_store {
	STORE_NONE = 0,
	STORE_U32,
	STORE_U64,
	STORE_I64,
	STORE_DOUBLE,
	STORE_BOOL,
	STORE_TEXT,
	STORE_LAW
};

struct schema_key {
	const char *key; /* dotted */
	enum key_kind kind;
	enum key_need need;
	const char *fallback; /* the default as one would write it, or NULL */
	const char
	    *words; /* choices a|b|c, or the word that means word_value */
	int64_t word_value;
	const char *least, *most; /* as written, or NULL; of a list: how many */
	size_t offset;
	const char *meaning;
	enum key_store store;
	bool or_group; /* takes a value, or an object of the keys below it */

	/* for who writes files: the JSON Schema and the reference */
	const char *section;	      /* heading that begins here, or NULL */
	const char *unit;	      /* NULL: that of the kind */
	const struct schema *element; /* of a list or map; NULL: see `item` */
	enum key_kind item; /* of a list without element: text or number */
	const char
	    *form; /* pattern of a text, a list's texts or a map's names */
};

struct schema {
	const char *name;
	const struct schema_key *keys;
	size_t count;
};

/* Where a value goes: SCHEMA_TARGET(struct scenario, engine.policy.tick_us). */
#define SCHEMA_STORE(lvalue)                                                   \
	_Generic((lvalue),                                                     \
		uint32_t: STORE_U32,                                           \
		uint64_t: STORE_U64,                                           \
		int64_t: STORE_I64,                                            \
		double: STORE_DOUBLE,                                          \
		bool: STORE_BOOL,                                              \
		char *: STORE_TEXT,                                            \
		struct law: STORE_LAW)
#define SCHEMA_TARGET(type, member)                                            \
	.store = SCHEMA_STORE(((type *)0)->member),                            \
	.offset = offsetof(type, member)

#define SCHEMA_COUNT(keys) (sizeof(keys) / sizeof *(keys))

/* A limit that is a macro, as it is written. */
#define SCHEMA_TEXT_OF_TOKENS(number) #number
#define SCHEMA_TEXT_OF(number) SCHEMA_TEXT_OF_TOKENS(number)

/* What is read, for error lines: `where` of the object, `prefix` of its keys
 * ("catalogue.types.CCX33."; "" at the top). */
struct schema_reader {
	const struct json_sources *sources;
	const char *prefix;
	struct error_text *error;
};

/* Refuse every key that the table does not have. */
bool schema_check_keys(const struct schema *schema, const cJSON *object,
		       const struct schema_reader *reader);

/* schema_check_keys(), then store each key's value or default in *target. */
bool schema_read(const struct schema *schema, const cJSON *object,
		 const struct schema_reader *reader, void *target);

/* The item at a dotted path ("fleet.cloud.types"), or NULL. */
cJSON *schema_find(const cJSON *object, const char *dotted);

/* Is the value of an or_group key the object of keys, not a value? */
bool schema_is_group(const cJSON *item);

const struct schema_key *schema_key_named(const struct schema *schema,
					  const char *key);

#endif /* SCENARIOS_SCHEMA_H */
