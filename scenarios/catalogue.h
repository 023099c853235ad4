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
