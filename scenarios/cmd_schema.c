#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "generate_plan.h"
#include "json_schema.h"
#include "reference.h"
#include "schema_tables.h"
#include "traces/base/cli.h"
#include "traces/base/json_out.h"

static const struct cli_command schema_command = {
    .name = "schema",
    .usage = "[scenario|prices|catalogue|model]",
    .or_usage = "--markdown",
    .about = "Print the JSON Schema (draft 7) of scenarios, price books, "
	     "catalogues or models of demand.  An editor finds the schema "
	     "through the key \"$schema\" of a file; the schemas are in "
	     "schema/ next to the scenarios.",
    .example = "  conductor schema scenario >scenario.schema.json\n",
    .least = 0,
    .most = 1,
    .needs = "write scenario, prices, catalogue, model or --markdown",
};

static const struct {
	const char *name, *title;
	const struct schema *schema; /* NULL: a group of the scenario's */
} schemas[] = {
    {"scenario", "A scenario of Conductor", &schema_scenario},
    {"prices", "A price book of Conductor", NULL},
    {"catalogue", "A catalogue of Conductor", NULL},
    {"model", "A model of demand of Conductor", &schema_generate},
};
#define SCHEMAS (sizeof schemas / sizeof *schemas)

static void print_schema(size_t index)
{
	cJSON *schema =
	    schemas[index].schema
		? json_schema(schemas[index].schema, schemas[index].title)
		: json_schema_of_group(schemas[index].name,
				       schemas[index].title);

	json_out(schema);
}

static int unknown_schema(const char *given)
{
	const char *names[SCHEMAS];

	for (size_t i = 0; i < SCHEMAS; i++)
		names[i] = schemas[i].name;
	return cli_unknown(schema_command.name, "schema", given, names,
			   SCHEMAS);
}

int cmd_schema(int argc, char **argv)
{
	bool markdown = false;
	const struct cli_option options[] = {
	    {CLI_ROW_FLAG(
		"markdown", &markdown,
		"print the reference of every key instead, as Markdown")},
	};
	struct cli_words words = {argc, argv};
	const char *which = schemas[0].name;
	int status;

	if (!cli_read(&schema_command, CLI_ROWS(options), &words, &status))
		return status;
	if (words.count > 0)
		which = words.word[0];
	if (markdown && words.count == 0) {
		reference_write(stdout);
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; !markdown && i < SCHEMAS; i++)
		if (strcmp(which, schemas[i].name) == 0) {
			print_schema(i);
			return EXIT_SUCCESS;
		}
	if (markdown)
		return cli_wrong(&schema_command, schema_command.needs);
	return unknown_schema(which);
}
