/*
 * rules.h - what must hold between keys.
 *
 * A key alone is checked by its table; here is what two keys together can get
 * wrong.  Each rule is one error line that names the key to change.
 */
#ifndef SCENARIOS_RULES_H
#define SCENARIOS_RULES_H

#include "document.h"

bool rules_check(const struct document *document,
		 const struct scenario *scenario, struct error_text *error);

#endif /* SCENARIOS_RULES_H */
