/*
 * catalogue.h - machines, places and prices of a document, into a scenario.
 *
 * Checks the whole catalogue and price book, then copies what the fleet uses:
 * node types in the order in which the fleet first names them.  A scenario may
 * bring its own machines and prices:
 *
 *     "catalogue": { "extends": "catalogue/hetzner.json",
 *                    "types": { "MYBOX": { "kind": "dedicated", ... } } }
 */
#ifndef SCENARIOS_CATALOGUE_H
#define SCENARIOS_CATALOGUE_H

#include "document.h"
#include "schema_tables.h"

/* A catalogue alone, checked, as `catalogue` of the document; the caller
 * releases it.  On failure it is released. */
bool catalogue_open(struct document *document, const char *path,
		    const struct scenario_options *options,
		    struct error_text *error);

/* One machine of `catalogue.types`, by its item; its CPU is counted in cores of
 * a plan, and its note is left to the item. */
bool catalogue_machine(const struct document *document, const cJSON *item,
		       struct machine *out, struct error_text *error);

/* Is what an order at `at_us` pays for it our own assumption? */
bool machine_price_is_assumed(const struct machine *machine, int64_t at_us);

/* The lists of `prices`. */
bool catalogue_read_book(const struct document *document,
			 struct price_book *out, struct error_text *error);

/* Every machine, place and box of `catalogue`. */
bool catalogue_check(const struct document *document, struct error_text *error);

/* Fleet, offers, standing costs; and the note about prices before the first
 * list. */
bool catalogue_fill(const struct document *document, struct scenario *scenario,
		    struct error_text *error);

#endif /* SCENARIOS_CATALOGUE_H */
