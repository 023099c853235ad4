/*
 * scaling.h - how many cloud nodes there should be.
 *
 * Two rules, chosen by configuration.  `threshold`: if more than so much of
 * what can be sold is taken, order; if less than so much for so long, drain the
 * emptiest.  `fit`: order when the largest plan or the reserve does not fit any
 * more; late in a node's paid hour, drain it if the rest would hold its load
 * and the reserve.  A reserve is RAM, or worlds that could be placed
 * (questions/reserve.h).
 *
 * Both watch RAM, CPU and disk, call a draining node back before they order a
 * new one, count what is under way, and ask for a node that can hold what it is
 * wanted for.  A start that waits for something that cannot be had now does not
 * count.
 */
#ifndef ENGINE_DECIDE_SCALING_H
#define ENGINE_DECIDE_SCALING_H

struct engine;
struct node;

void scaling_tick(struct engine *engine);
/* Between ticks: a start found no room, or an answer changed what can be had.
 */
void scaling_plan(struct engine *engine);
/* Rule `fit`, late in a paid hour: may this node go? */
void scaling_release_check(struct engine *engine, struct node *node);

#endif /* ENGINE_DECIDE_SCALING_H */
