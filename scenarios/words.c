#include "words.h"

#include <stdio.h>

#include "data_directory.h"
#include "schema_tables.h"
#include "shipped.h"

#define KEY_SIZE 256

void words_scenarios(cli_offer *offer, void *context)
{
	struct shipped shipped;

	if (!shipped_list(data_directory(), &shipped))
		return;
	for (size_t i = 0; i < shipped.count; i++)
		offer(context, shipped.names[i], NULL);
	shipped_release(&shipped);
}

static void offer_keys(cli_offer *offer, void *context,
		       const struct schema *schema, const char *before)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_key *key = &schema->keys[i];
		char name[KEY_SIZE], inside[KEY_SIZE + 4];

		(void)snprintf(name, sizeof name, "%.120s%.120s", before,
			       key->key);
		(void)snprintf(inside, sizeof inside, "%s%s", name,
			       key->kind == KEY_LIST ? ".0." : ".");
		if (key->element != NULL && key->kind != KEY_MAP)
			offer_keys(offer, context, key->element, inside);
		if (key->kind == KEY_LIST || key->kind == KEY_MAP)
			continue;
		(void)snprintf(inside, sizeof inside, "%s=", name);
		offer(context, inside, key->meaning);
	}
}

void words_keys(cli_offer *offer, void *context)
{
	offer_keys(offer, context, &schema_scenario, "");
}
