#include "reports/why_words.h"

#include <string.h>

static const struct why_word rules[] = {
    {"place_warm", T_RULE_PLACE_WARM},
    {"place_least_loaded", T_RULE_PLACE_LEAST_LOADED},
    {"place_best_fit", T_RULE_PLACE_BEST_FIT},
    {"place_session_end", T_RULE_PLACE_SESSION_END},
    {"queue", T_RULE_QUEUE},
    {"refuse", T_RULE_REFUSE},
    {"retry", T_RULE_RETRY},
    {"order_waiting", T_RULE_ORDER_WAITING},
    {"order_largest", T_RULE_ORDER_LARGEST},
    {"order_reserve", T_RULE_ORDER_RESERVE},
    {"order_worlds", T_RULE_ORDER_WORLDS},
    {"no_order_worlds", T_RULE_NO_ORDER_WORLDS},
    {"keep_worlds", T_RULE_KEEP_WORLDS},
    {"release_worlds", T_RULE_RELEASE_WORLDS},
    {"no_order", T_RULE_NO_ORDER},
    {"call_back", T_RULE_CALL_BACK},
    {"release", T_RULE_RELEASE},
    {"keep_placing", T_RULE_KEEP_PLACING},
    {"keep_load", T_RULE_KEEP_LOAD},
    {"keep_waited_for", T_RULE_KEEP_WAITED_FOR},
    {"keep_largest", T_RULE_KEEP_LARGEST},
    {"paid", T_RULE_PAID},
    {"destroy", T_RULE_DESTROY},
    {"no_destroy", T_RULE_NO_DESTROY},
    {"archive", T_RULE_ARCHIVE},
    {"move", T_RULE_MOVE},
    {"stop", T_RULE_STOP},
    {"node_lost", T_RULE_NODE_LOST},
    {"node_never_came", T_RULE_NODE_NEVER_CAME},
    {"recall", T_RULE_RECALL},
    {"lost", T_RULE_LOST},
    {"move_direct", T_RULE_MOVE_DIRECT},
    {"fall_back", T_RULE_FALL_BACK},
    {"place_copy", T_RULE_PLACE_COPY},
    {"take_over", T_RULE_TAKE_OVER},
};

static const struct why_word objections[] = {
    {"no_ram", T_OBJECTION_NO_RAM},
    {"no_cpu", T_OBJECTION_NO_CPU},
    {"no_disk", T_OBJECTION_NO_DISK},
    {"not_preferred", T_OBJECTION_NOT_PREFERRED},
    {"not_ready", T_OBJECTION_NOT_READY},
    {"leaving", T_OBJECTION_LEAVING},
    {"lost", T_OBJECTION_LOST},
    {"too_large", T_OBJECTION_TOO_LARGE},
    {"quota", T_OBJECTION_QUOTA},
    {"day_full", T_OBJECTION_DAY_FULL},
    {"sold_out", T_OBJECTION_SOLD_OUT},
    {"retry", T_OBJECTION_RETRY},
    {"none", T_OBJECTION_OFFER_NEXT},
};
static const struct why_word refusals[] = {
    {"not_preferred", T_WHY_TIMES_NOT_PREFERRED},
    {"no_ram", T_WHY_TIMES_NO_RAM},
    {"no_cpu", T_WHY_TIMES_NO_CPU},
    {"no_disk", T_WHY_TIMES_NO_DISK},
    {"not_ready", T_WHY_TIMES_NOT_READY},
    {"leaving", T_WHY_TIMES_LEAVING},
    {"lost", T_WHY_TIMES_LOST},
};

static const struct why_word reasons[] = {
    {"demand", T_REASON_DEMAND},
    {"no_room", T_REASON_NO_ROOM},
    {"idle", T_REASON_IDLE},
    {"window", T_REASON_WINDOW},
    {"drain", T_REASON_DRAIN},
    {"disk", T_REASON_DISK},
    {"move", T_REASON_MOVE},
    {"abandoned", T_REASON_ABANDONED},
    {"crash", T_REASON_CRASH},
    {"node_lost", T_REASON_NODE_LOST},
    {"retry", T_REASON_RETRY},
    {"sold_out", T_REASON_SOLD_OUT},
    {"quota", T_REASON_QUOTA},
    {"guard", T_REASON_GUARD},
    {"limit", T_REASON_LIMIT},
    {"too_large", T_REASON_TOO_LARGE},
    {"running", T_REASON_RUNNING},
    {"deleted", T_REASON_DELETED},
    {"lost_data", T_REASON_LOST_DATA},
    {"no_money", T_REASON_NO_MONEY},
    {"unpaid", T_REASON_UNPAID},
    {"boot_timeout", T_REASON_BOOT_TIMEOUT},
    {"unanswered", T_REASON_UNANSWERED},
    {"refused", T_REASON_REFUSED},
    {"reboot", T_REASON_REBOOT},
    {"lease_expired", T_REASON_LEASE},
    {"stray", T_REASON_STRAY},
    {"removed", T_REASON_REMOVED},
    {"missing", T_REASON_MISSING},
    {"home", T_REASON_HOME},
    {"copy", T_REASON_COPY},
    {"day_full", T_REASON_DAY_FULL},
    {"setup", T_REASON_SETUP},
};

static const struct why_word paths[] = {
    {"new", T_WHY_PATH_NEW},
    {"warm", T_WHY_PATH_WARM},
    {"moved", T_WHY_PATH_MOVED},
    {"restored", T_WHY_PATH_RESTORED},
    {"prefetched", T_WHY_PATH_PREFETCHED},
    {"direct", T_WHY_PATH_DIRECT},
    {"queued", T_WHY_PATH_QUEUED},
};

static const struct {
	const struct why_word *words;
	size_t count;
} lists[WHY_LISTS] = {
#define LIST(words)                                                            \
	{                                                                      \
		(words), sizeof(words) / sizeof(words)[0]                      \
	}
    [WHY_RULES] = LIST(rules),	     [WHY_OBJECTIONS] = LIST(objections),
    [WHY_REFUSALS] = LIST(refusals), [WHY_REASONS] = LIST(reasons),
    [WHY_PATHS] = LIST(paths),
#undef LIST
};

const struct why_word *why_word_at(enum why_list list, size_t n)
{
	return n < lists[list].count ? &lists[list].words[n] : NULL;
}

const struct why_word *why_word(enum why_list list, const char *word)
{
	const struct why_word *found;

	for (size_t n = 0; (found = why_word_at(list, n)) != NULL; n++)
		if (strcmp(found->word, word) == 0)
			return found;
	return NULL;
}
