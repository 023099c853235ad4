#include "generate_plan.h"
#include "schema_tables.h"

#define G(member) SCHEMA_TARGET(struct generate_keys, member)

#define HOURS_MEANING                                                          \
	"24 numbers, starts in the local hours 0 to 23 relative to "           \
	"their mean"

static const struct schema_key generate_keys[] = {
    {"worlds.living", KEY_INTEGER, NEED_ALWAYS, .least = "0",
     .most = "10000000", G(plan.living), .unit = "worlds",
     .meaning = "worlds that are played, at the beginning"},
    {"worlds.dormant", KEY_INTEGER, .fallback = "0", .least = "0",
     .most = "10000000", G(plan.dormant), .unit = "worlds",
     .meaning = "worlds that are no longer played, at the beginning"},
    {"worlds.new_per_day", KEY_NUMBER, .fallback = "0", .least = "0",
     .most = "100000", G(plan.new_per_day), .unit = "worlds a day",
     .meaning = "worlds created per day (Poisson)"},
    {"worlds.growth_per_month", KEY_NUMBER, .fallback = "0", .least = "-0.99",
     .most = "10", G(plan.growth_per_month),
     .meaning = "growth of new_per_day in 30 days: 0.05 is 5 % more"},
    {"worlds.churn_per_month", KEY_SHARE, .fallback = "10%", .most = "99%",
     G(plan.churn_per_month),
     .meaning = "share of the living worlds that go dormant in 30 days"},
    {"worlds.revived_per_month", KEY_SHARE, .fallback = "3%", .most = "99%",
     G(plan.revived_per_month),
     .meaning = "share of the dormant worlds that are played again in 30 days"},

    {"days.share", KEY_SHARE, .fallback = "40%", .least = "0.01%",
     .most = "100%", G(plan.share),
     .meaning = "share of days on which a living world may be played"},
    {"days.persistence", KEY_NUMBER, .fallback = "0.5", .least = "0",
     .most = "0.999", G(plan.persistence),
     .meaning = "day-to-day correlation of 'may be played today'"},

    {"starts.per_day", KEY_NUMBER, .fallback = "1.5", .least = "0.0001",
     .most = "1000", G(plan.per_day), .unit = "starts a day",
     .meaning = "starts on such a day, mean over all worlds, if sessions had "
		"no length"},
    {"starts.law", KEY_CHOICE, .fallback = "lognormal",
     .words = "lognormal|gamma", G(plan.rate_law),
     .meaning = "how starts differ between worlds"},
    {"starts.spread", KEY_NUMBER, .fallback = "0.8", .least = "0", .most = "5",
     G(plan.spread),
     .meaning = "coefficient of variation of starts between worlds"},
    {"starts.day_spread", KEY_NUMBER, .fallback = "0.6", .least = "0",
     .most = "5", G(plan.day_spread),
     .meaning = "coefficient of variation between the days of a world "
		"(gamma)"},

    {"week", KEY_LIST, .item = KEY_NUMBER, .least = SCHEMA_TEXT_OF(WEEKDAYS),
     .most = SCHEMA_TEXT_OF(WEEKDAYS),
     .meaning = "7 numbers, the level of the days, Monday first, relative to "
		"their mean; default: a European week"},
    {"hours.weekday", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = HOURS_MEANING "; default: European hours"},
    {"hours.weekend", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "the same for Saturday, Sunday and holidays"},
    {"session_length", KEY_LAW_DURATION, .fallback = SCHEMA_LENGTH_LAW,
     G(session_length), .meaning = "length of a world session"},
    {"tiers.small.hours.weekday", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekday"},
    {"tiers.small.hours.weekend", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekend"},
    {"tiers.small.session_length", KEY_LAW_DURATION,
     G(plan.tier[TIER_SMALL].session_length),
     .meaning = "worlds of up to 4 GB; default: session_length"},
    {"tiers.medium.hours.weekday", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekday"},
    {"tiers.medium.hours.weekend", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekend"},
    {"tiers.medium.session_length", KEY_LAW_DURATION,
     G(plan.tier[TIER_MEDIUM].session_length),
     .meaning = "worlds of up to 8 GB; default: session_length"},
    {"tiers.large.hours.weekday", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekday"},
    {"tiers.large.hours.weekend", KEY_LIST, .item = KEY_NUMBER,
     .least = SCHEMA_TEXT_OF(HOURS), .most = SCHEMA_TEXT_OF(HOURS),
     .meaning = "as hours.weekend"},
    {"tiers.large.session_length", KEY_LAW_DURATION,
     G(plan.tier[TIER_LARGE].session_length),
     .meaning = "larger worlds; default: session_length"},

    {"joins.pull", KEY_SHARE, .fallback = "0%", .most = "100%", G(plan.pull),
     .meaning = "chance that a start triggers one of another world"},
    {"joins.within", KEY_DURATION, .fallback = "3m", .least = "1s",
     .most = "1h", G(plan.within_s),
     .meaning = "... after this time on average (exponential)"},

    {"calendar.file", KEY_TEXT, NEED_IN_GROUP, G(calendar_file),
     .meaning = "holidays: state,kind,name,from,to"},
    {"calendar.state", KEY_TEXT, .fallback = "DE", G(calendar_state),
     .meaning = "whose holidays count, in addition to national ones"},
    {"calendar.public_factor", KEY_NUMBER, .fallback = "1.3", .least = "0",
     .most = "100", G(plan.public_factor), .unit = "factor",
     .meaning = "starts on public holidays, relative to the same weekday"},
    {"calendar.school_factor", KEY_NUMBER, .fallback = "1.3", .least = "0",
     .most = "100", G(plan.school_factor), .unit = "factor",
     .meaning = "starts in school holidays, relative to the same weekday"},
    {"events", KEY_LIST, .fallback = "[]", .element = &schema_event,
     .most = SCHEMA_TEXT_OF(EVENTS_MAX),
     .meaning = "[ { \"from\", \"to\", \"factor\", \"share\" }, ... ]: an "
		"update, a streamer"},

    {"ram_mix", KEY_LIST, NEED_ALWAYS, .element = &schema_ram_share,
     .least = "1", .most = SCHEMA_TEXT_OF(RAM_MIX_MAX),
     .meaning = "[ { \"ram\": \"2GB\", \"share\": \"20%\" }, ... ]: plans of "
		"the worlds; the shares sum to 100 %"},
    {"world_size", KEY_LAW_SIZE, .fallback = SCHEMA_SIZE_LAW,
     G(plan.world_size_mib), .meaning = "disk and archive size of a world"},
};

#define E(member) SCHEMA_TARGET(struct demand_event, member)
static const struct schema_key event_keys[] = {
    {"from", KEY_INSTANT, NEED_ALWAYS, E(from_us),
     .meaning = "start of the event"},
    {"to", KEY_INSTANT, NEED_ALWAYS, E(to_us), .meaning = "end of the event"},
    {"factor", KEY_NUMBER, NEED_ALWAYS, .least = "0", .most = "100", E(factor),
     .unit = "factor", .meaning = "starts relative to an ordinary day"},
    {"share", KEY_SHARE, .fallback = "100%", .most = "100%", E(share),
     .meaning = "of the worlds, those it affects"},
};

const struct schema schema_generate = {"a model of demand", generate_keys,
				       SCHEMA_COUNT(generate_keys)};
const struct schema schema_event = {"an event", event_keys,
				    SCHEMA_COUNT(event_keys)};
