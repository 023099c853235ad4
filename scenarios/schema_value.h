/*
 * schema_value.h - one value of one key: from JSON to where it belongs.
 */
#ifndef SCENARIOS_SCHEMA_VALUE_H
#define SCENARIOS_SCHEMA_VALUE_H

#include "schema.h"

/* Check and store.  `item` NULL: the key's default, if it has one. */
bool schema_value_read(const struct schema_key *key, const cJSON *item,
		       const struct schema_reader *reader, void *target);

/* Of whole numbers: 2^53 - 1, exact in JSON. */
#define SCHEMA_INTEGER_MAX 9007199254740991.0
#define SCHEMA_INTEGER_MAX_TEXT "9007199254740991"

/* A limit of the table as a number in the unit of the kind, of a list the
 * count of its elements. */
double schema_limit(enum key_kind kind, const char *text);

/* A default of the table as JSON; the caller deletes it.  NULL: no memory. */
cJSON *schema_fallback(const struct schema_key *key);

/* Read a law: a fixed value, or { "law": ... } with its parameters. */
bool schema_law_read(const struct schema_key *key, const cJSON *item,
		     const struct schema_reader *reader, struct law *out);

/* The laws: `a` is a quantity of the key's kind, `b` one too or a number. */
struct law_form {
	const char *name, *a, *b; /* b NULL: one parameter */
	enum law_kind kind;
	bool b_is_quantity;
};

/* Form 0, 1, ...; NULL behind the last. */
const struct law_form *schema_law_form(size_t index);

/* May this parameter be 0?  All others are above. */
bool schema_law_zero(const char *parameter);

#define SCHEMA_SHOWN_MAX 60
struct schema_shown {
	char text[SCHEMA_SHOWN_MAX + 4];
};

/* A value as the user wrote it, shortened. */
struct schema_shown schema_show(const cJSON *item);

/* The error that `item` is not what the key takes.  Returns false. */
bool schema_fail_kind(const struct schema_key *key, const cJSON *item,
		      const struct schema_reader *reader);

/* "a duration such as \"48h\"": what would be right. */
const char *schema_kind_example(enum key_kind kind);

/* The error `PLACE: KEY: what; right`.  Returns false. */
bool schema_fail(const struct schema_reader *reader, const cJSON *item,
		 const char *key, const char *what, const char *right);

#endif /* SCENARIOS_SCHEMA_VALUE_H */
