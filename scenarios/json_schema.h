/*
 * json_schema.h - the JSON Schema of our files, written from the tables.
 *
 * For editors (completion, hovers, red lines while one types) and for checking
 * files without us.  Draft 7, which editors know best.  It says what a table
 * can say: keys, kinds, forms, limits, defaults.  It is never stricter than the
 * loader, and the loader knows more: rules between keys, files and names that
 * exist, limits of values with a unit.
 *
 * Every key may be null (back to its default).  A file that extends another
 * need not be complete.  Owns nothing; the trees are the caller's.
 */
#ifndef SCENARIOS_JSON_SCHEMA_H
#define SCENARIOS_JSON_SCHEMA_H

#include "schema.h"

/* Of a file with the keys of a table, or with those below a group of
 * schema_scenario ("prices", "catalogue").  NULL: out of memory. */
cJSON *json_schema(const struct schema *schema, const char *title);
cJSON *json_schema_of_group(const char *group, const char *title);

/* --- inside --- */

/* What one key takes: { description, default, anyOf: [ ... , null ] }. */
cJSON *json_schema_value(const struct schema_key *key);

/* An object that may extend the file of another. */
void json_schema_may_extend(cJSON *object);

/* The kinds that the values refer to. */
cJSON *json_schema_definitions(void);

/* The object that a table describes; `whole`: what is required must be there.*/
cJSON *json_schema_object(const struct schema *schema, bool whole);

/* What must be there: { required, properties: { ... } }. */
cJSON *json_schema_needs(const struct schema *schema);

#endif /* SCENARIOS_JSON_SCHEMA_H */
