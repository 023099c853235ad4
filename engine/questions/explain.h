/*
 * explain.h - decisions in full: by which rule, from what, against what.
 *
 * If a listener asks for it: one NOTICE_DECISION and, right after it, one
 * NOTICE_ALTERNATIVE for each of the best that were refused.  Reads the state
 * and changes nothing; neither trail nor digest knows of it.  Walks the fleet,
 * which the decisions themselves never do.
 */
#ifndef ENGINE_QUESTIONS_EXPLAIN_H
#define ENGINE_QUESTIONS_EXPLAIN_H

#include <stdint.h>

#include "engine/kit/amounts.h"
#include "engine/notice.h"

struct engine;
struct node;
struct places;

/* A decision about a start; `node` NULL: it has no place.  Before any room is
 * taken. */
void explain_start(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason);
/* What else happens to a world, and on which node. */
void explain_world(struct engine *engine, uint32_t id, const struct node *node,
		   enum rule rule, enum reason reason);
/* A node was ordered for this by a rule; NULL: there is none to be had, and
 * why.  For RULE_ORDER_WORLDS: the places before it. */
void explain_order(struct engine *engine, const struct amounts *need,
		   const struct node *node, enum rule rule, enum reason reason,
		   const struct places *places);
/* A node is kept or given back for the places on the others. */
void explain_places(struct engine *engine, const struct node *node,
		    enum rule rule, enum reason reason,
		    const struct places *places);
/* A node is kept, given back or lost; so much is needed, so much there is. */
void explain_node(struct engine *engine, const struct node *node,
		  enum rule rule, enum reason reason, uint64_t need_mib,
		  uint64_t have_mib);

#endif /* ENGINE_QUESTIONS_EXPLAIN_H */
