/*
 * schema_value.h - one value of one key: from JSON to where it belongs.
 */
#ifndef SCENARIOS_SCHEMA_VALUE_H
#define SCENARIOS_SCHEMA_VALUE_H

#include "schema.h"

/* Check and store.  `item` NULL: the key's default, if it has one. */
bool schema_value_read(const struct schema_key *key, const cJSON *item,
		       const struct schema_reader *reader, void *target);

/* Read a law: a fixed value, or { "law": ... } with its parameters. */
bool schema_law_read(const struct schema_key *key, const cJSON *item,
		     const struct schema_reader *reader, struct law *out);

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
