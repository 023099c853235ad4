/*
 * search_parts.h - what the two halves of the search share.
 */
#ifndef SIM_SEARCH_PARTS_H
#define SIM_SEARCH_PARTS_H

#include "sim/search.h"

/* Bring these to so many replications, and count them. */
bool search_play(struct search *search, struct search_plan *const *list,
		 unsigned count, uint32_t upto, struct error_text *error);

/* Is a before b in the order?  What was refused, or never played, is last. */
bool search_is_better(const struct search_plan *a, const struct search_plan *b);
/* Mean of a part over the first replications; NAN: nothing to judge. */
double search_part(const struct search_plan *plan, unsigned part,
		   uint32_t count);

/* The second half: which of the plans is the best, and how sure that is. */
bool search_judge(struct search *search, struct error_text *error);

#endif /* SIM_SEARCH_PARTS_H */
