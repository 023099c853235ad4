/*
 * refusal.h - why the engine would not take an input.
 *
 * A refused input leaves no trace: no state, no journal, no command.  Repeating
 * it as it is helps only where it says so.
 */
#ifndef ENGINE_REFUSAL_H
#define ENGINE_REFUSAL_H

#define REFUSALS(X)                                                            \
	X(REFUSAL_NONE, "none") /* it is taken */                              \
	/* its seq is not the next one, or its time goes back */               \
	X(REFUSAL_OUT_OF_ORDER, "out_of_order")                                \
	/* too many commands without an answer: come again when some have one  \
	 */                                                                    \
	X(REFUSAL_AT_LIMIT, "at_limit")                                        \
	X(REFUSAL_UNKNOWN_KIND, "unknown_kind")                                \
	/* not registered, deleted, or beyond the limit of the configuration   \
	 */                                                                    \
	X(REFUSAL_UNKNOWN_WORLD, "unknown_world")                              \
	/* registered already, and not deleted */                              \
	X(REFUSAL_KNOWN_WORLD, "known_world")                                  \
	/* a world changes only in the archive, and is found only if it has    \
	 * never been on a node of ours and nobody wants it */                 \
	X(REFUSAL_NOT_AT_REST, "not_at_rest")                                  \
	/* a plan without RAM, or a number beyond its range */                 \
	X(REFUSAL_BAD_FACTS, "bad_facts")                                      \
	/* beyond the limit of the configuration */                            \
	X(REFUSAL_UNKNOWN_ACCOUNT, "unknown_account")                          \
	/* opened already, paid into, or it has worlds */                      \
	X(REFUSAL_ACCOUNT_IN_USE, "account_in_use")                            \
	X(REFUSAL_BAD_FLAGS, "bad_flags") /* of an account that is opened */   \
	/* beyond the limit, or the account itself */                          \
	X(REFUSAL_BAD_REFERRER, "bad_referrer")                                \
	/* more than a million euro, in or out */                              \
	X(REFUSAL_AMOUNT_TOO_LARGE, "amount_too_large")                        \
	/* what a prepaid account has used or holds is not paid back */        \
	X(REFUSAL_MONEY_SPENT, "money_spent")                                  \
	X(REFUSAL_BAD_OUTCOME, "bad_outcome")                                  \
	X(REFUSAL_BAD_GUARD, "bad_guard")                                      \
	/* away for less than nothing; found asleep in the future, or for more \
	 * than ten years */                                                   \
	X(REFUSAL_BAD_TIME, "bad_time")                                        \
	X(REFUSAL_UNKNOWN_NODE, "unknown_node") /* or not of this kind */      \
	/* no dedicated type, or no such location */                           \
	X(REFUSAL_BAD_TYPE, "bad_type")                                        \
	/* the limit of the configuration */                                   \
	X(REFUSAL_TOO_MANY_NODES, "too_many_nodes")                            \
	/* no such setting, or beyond its range, or they do not go together */ \
	X(REFUSAL_BAD_SETTING, "bad_setting")                                  \
	/* count and sum are not those of what came before */                  \
	X(REFUSAL_INCOMPLETE, "incomplete")                                    \
	/* no ready node, or its disk has no place for what is found there */  \
	X(REFUSAL_BAD_PLACE, "bad_place")

enum refusal {
#define X(refusal, name) refusal,
	REFUSALS(X)
#undef X
	    REFUSAL_COUNT
};

const char *refusal_name(enum refusal refusal);

#endif /* ENGINE_REFUSAL_H */
