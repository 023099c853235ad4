/*
 * schema_tables.h - every key a scenario, a price book and a catalogue may
 * have.
 *
 * Read only.  The loader reads by these tables; the JSON Schema and
 * docs/reference.md are written from them (`conductor schema`).
 */
#ifndef SCENARIOS_SCHEMA_TABLES_H
#define SCENARIOS_SCHEMA_TABLES_H

#include "engine/config.h"
#include "scenario.h"
#include "schema.h"

/* Defaults of worlds that are drawn, from counts or from a model. */
#define SCHEMA_LENGTH_LAW                                                      \
	"{\"law\":\"weibull\",\"shape\":0.69,\"scale\":\"80m\","               \
	"\"shift\":\"10m\",\"max\":\"24h\"}"
#define SCHEMA_SIZE_LAW                                                        \
	"{\"law\":\"lognormal\",\"median\":\"0.4GB\",\"sigma\":1.535,"         \
	"\"max\":\"30GB\"}"

/* The whole scenario; target struct scenario.  Keys below `prices.` are those
 * of a price book, keys below `catalogue.` those of a catalogue. */
extern const struct schema schema_scenario;

/* What every file may say beside its own keys; read by document.c, and taken
 * out before the tables above are asked. */
extern const struct schema schema_document;

/* Elements of lists and maps, with their targets. */
extern const struct schema schema_dedicated;	 /* struct fleet_line */
extern const struct schema schema_counts_event;	 /* struct counts_event */
extern const struct schema schema_ram_share;	 /* struct ram_share */
extern const struct schema schema_book_price;	 /* struct book_price_line */
extern const struct schema schema_machine;	 /* struct machine */
extern const struct schema schema_machine_price; /* struct machine_price */
extern const struct schema schema_storage;	 /* struct storage_line */

struct fleet_line {
	char *type;
	uint32_t count;
};

struct book_price_line {
	struct book_price price;
	int64_t archive_nano_eur;
};

struct machine_price {
	struct provider_price price;
	bool assumed;
};

struct machine {
	struct node_type type;
	double speed; /* of its cores; a plan's core has 1 */
	char *note;
	struct machine_model model; /* its laws; what is not said is 0 */
	bool assumed[PRICES_MAX];   /* of the price list of this number */
};

struct storage_line {
	uint32_t size_mib;
	int64_t month_nano_eur;
};

#endif /* SCENARIOS_SCHEMA_TABLES_H */
