#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "generate_plan.h"
#include "json_schema.h"
#include "reference.h"
#include "schema_tables.h"

#define EXIT_USAGE 2

static const char help[] =
    "Usage: conductor schema [scenario|prices|catalogue|model]\n"
    "       conductor schema --markdown\n"
    "Print the JSON Schema (draft 7) of scenarios, price books, catalogues or\n"
    "models of demand, or the reference of every key as a page.  An editor\n"
    "finds the schema by the key \"$schema\" of a file; the shipped ones lie\n"
    "in schema/ beside the scenarios.\n"
    "\n"
    "Example:\n"
    "  conductor schema scenario >scenario.schema.json\n";

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

static int print_schema(size_t index)
{
	cJSON *schema =
	    schemas[index].schema
		? json_schema(schemas[index].schema, schemas[index].title)
		: json_schema_of_group(schemas[index].name,
				       schemas[index].title);
	char *text = cJSON_Print(schema);
	int status = text != NULL ? EXIT_SUCCESS : EXIT_FAILURE;

	if (text != NULL)
		(void)puts(text);
	else
		(void)fputs("conductor: out of memory; free some\n", stderr);
	cJSON_free(text);
	cJSON_Delete(schema);
	return status;
}

int cmd_schema(int argc, char **argv)
{
	const char *which = argc > 1 ? argv[1] : schemas[0].name;

	if (argc <= 2 && strcmp(which, "--help") == 0) {
		(void)fputs(help, stdout);
		return EXIT_SUCCESS;
	}
	if (argc <= 2 && strcmp(which, "--markdown") == 0) {
		reference_write(stdout);
		return EXIT_SUCCESS;
	}
	for (size_t i = 0; argc <= 2 && i < SCHEMAS; i++)
		if (strcmp(which, schemas[i].name) == 0)
			return print_schema(i);
	(void)fputs("conductor: schema: write scenario, prices, catalogue, "
		    "model or --markdown; see `conductor schema --help`\n",
		    stderr);
	return EXIT_USAGE;
}
