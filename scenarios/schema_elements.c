#include "schema_tables.h"

#include "traces/model/counts.h"

static const struct schema_key document_keys[] = {
    {"$schema", KEY_TEXT,
     .meaning = "where an editor finds the JSON Schema of this file; the "
		"loader ignores it"},
    {"extends", KEY_TEXT,
     .meaning = "the file that this one extends: objects are merged; lists, "
		"laws and values are replaced; null restores the default"},
};

#define D(member) SCHEMA_TARGET(struct fleet_line, member)
static const struct schema_key dedicated_keys[] = {
    {"type", KEY_TEXT, NEED_ALWAYS, D(type),
     .meaning = "a dedicated machine of the catalogue"},
    {"count", KEY_INTEGER, NEED_ALWAYS, .least = "0", .most = "16000", D(count),
     .unit = "nodes", .meaning = "how many"},
};

#define R(member) SCHEMA_TARGET(struct ram_share, member)
static const struct schema_key ram_share_keys[] = {
    {"ram", KEY_SIZE, NEED_ALWAYS, .least = "64MB", .most = "4096GB",
     R(ram_mib), .meaning = "RAM of the plan"},
    {"share", KEY_SHARE, NEED_ALWAYS, .most = "100%", R(share_ppm),
     .meaning = "share of the worlds"},
    {"cpu_milli", KEY_INTEGER, .least = "1", .most = "65535", R(cpu_milli),
     .unit = "0.001 core",
     .meaning = "CPU of such a world; default: that of a world whose trace "
		"gives none"},
};

#define E(member) SCHEMA_TARGET(struct counts_event, member)
static const struct schema_key counts_event_keys[] = {
    {"from", KEY_LOCAL, NEED_ALWAYS, E(from_us),
     .meaning = "start of the event"},
    {"to", KEY_LOCAL, NEED_ALWAYS, E(to_us), .meaning = "end of the event"},
    {"factor", KEY_NUMBER, .fallback = "1", .least = "0", .most = "100",
     E(factor), .unit = "factor",
     .meaning =
	 "active worlds relative to an ordinary day; several events multiply"},
    {"rise", KEY_DURATION, .fallback = "15m", .most = "30d", E(rise_us),
     .meaning = "the factor grows linearly for this long from `from`; \"0s\": "
		"at once"},
    {"fall", KEY_DURATION, .fallback = "30m", .most = "30d", E(fall_us),
     .meaning = "... and fades linearly for this long from `to`"},
    {"hours", KEY_CHOICE, .fallback = "ordinary", .words = "ordinary|weekend",
     E(weekend),
     .meaning = "`weekend`: the hours of the day are those of a Sunday; only "
		"for the shape `european`"},
    {"restarts", KEY_SHARE, .fallback = "0%", .most = "100%", E(restarts),
     .meaning = "share of the worlds that restart, each at its own instant "
		"between `from` and `to`, if active then"},
};

#define B(member) SCHEMA_TARGET(struct book_price_line, member)
static const struct schema_key book_price_keys[] = {
    {"valid_from", KEY_DATE, NEED_ALWAYS, B(price.valid_from_us),
     .meaning = "the date from which these prices are valid"},
    {"active_gb_hour", KEY_MONEY, NEED_ALWAYS, .most = "1000 EUR",
     B(price.active_gb_hour_nano_eur), .unit = "EUR gross",
     .meaning = "gross, per GB of plan and hour of play"},
    {"sleep_gb_month", KEY_MONEY, .fallback = "0 EUR", .most = "1000 EUR",
     B(price.sleep_gb_month_nano_eur), .unit = "EUR gross",
     .meaning = "gross, per GB of disk and 30 days of sleep"},
    {"archive_gb_month", KEY_MONEY, .fallback = "0 EUR", .most = "0 EUR",
     B(archive_nano_eur), .unit = "EUR gross",
     .meaning = "the archive is free: 0 EUR"},
};

#define M(member) SCHEMA_TARGET(struct machine, member)
static const struct schema_key machine_keys[] = {
    {"kind", KEY_CHOICE, NEED_ALWAYS, .words = "cloud|dedicated",
     M(type.dedicated),
     .meaning = "`cloud`: a server of the cloud, rented by the hour; "
		"`dedicated`: a whole machine, rented by the month, and by the "
		"hour if its price lists say what an hour costs"},
    {"ram", KEY_SIZE, NEED_ALWAYS, .least = "64MB", .most = "2047GB",
     M(type.ram_mib), .meaning = "RAM of the machine"},
    {"cpu_milli", KEY_INTEGER, NEED_ALWAYS, .least = "1", .most = "10000000",
     M(type.cpu_milli), .unit = "0.001 core",
     .meaning = "CPU, thousandths of a core or vCPU"},
    {"speed", KEY_NUMBER, .fallback = "1", .least = "0.05", .most = "10",
     M(speed), .unit = "factor",
     .meaning = "of one of its cores or vCPUs, relative to the core in which "
		"the CPU of a plan is counted"},
    {"disk", KEY_SIZE, NEED_ALWAYS, .least = "1GB", .most = "1000000GB",
     M(type.disk_mib), .meaning = "usable local disk"},
    {"note", KEY_TEXT, M(note),
     .meaning = "anything a reader should "
		"know"},
    {"boot", KEY_LAW_DURATION, M(model.boot),
     .meaning = "ordered by the hour: from the accepted order until the "
		"machine answers; default: world.vm_boot"},
    {"install", KEY_LAW_DURATION, .fallback = "0s", M(model.install),
     .meaning = "... and from then until its agent says hello"},
    {"boot_timeout", KEY_DURATION, .least = "1s", .most = "60d",
     M(type.boot_timeout_us),
     .meaning = "... and when it is written off, if it has not; default: "
		"policy.boot_timeout"},
    {"min_stay", KEY_DURATION, .fallback = "1h", .most = "31d",
     M(type.min_stay_us),
     .meaning = "... so many started hours are billed at least; it is not "
		"given back before the last of them"},
    {"orders_per_day", KEY_INTEGER, .fallback = "off", .words = "off",
     .word_value = 0, .least = "1", .most = "100000", M(type.orders_per_day),
     .unit = "orders",
     .meaning = "on a UTC day, at all locations together, sold out or not"},
    {"stock.sold_out", KEY_SHARE, NEED_IN_GROUP, .words = "always",
     .word_value = -1, .most = "99%", M(model.stock.bad_share),
     .meaning = "share of time in which it is sold out, at each location for "
		"itself (without `stock`: that of world.stock)"},
    {"stock.mean", KEY_DURATION, .fallback = "6h", .least = "1s",
     .most = "3660d", M(model.stock.bad_mean_s),
     .meaning = "mean length of a sold-out phase"},
    {"prices", KEY_LIST, NEED_ALWAYS, .least = "1",
     .most = SCHEMA_TEXT_OF(PRICES_MAX), .element = &schema_machine_price,
     .meaning = "[ { \"valid_from\", \"hour\", \"month\", \"setup\", "
		"\"assumed\" }, ... ]: net prices, oldest first"},
};

#define P(member) SCHEMA_TARGET(struct machine_price, member)
static const struct schema_key machine_price_keys[] = {
    {"valid_from", KEY_DATE, NEED_ALWAYS, P(price.valid_from_us),
     .meaning = "orders from this date on pay these prices"},
    {"hour", KEY_MONEY, .fallback = "0 EUR", .most = "10000 EUR",
     P(price.hour_nano_eur), .unit = "EUR net",
     .meaning = "a started hour, net; a dedicated machine without it is rented "
		"by the month only"},
    {"month", KEY_MONEY, .fallback = "0 EUR", .most = "1000000 EUR",
     P(price.month_nano_eur), .unit = "EUR net",
     .meaning = "by the hour: cap of a calendar month, net; by the month: the "
		"rent"},
    {"setup", KEY_MONEY, .fallback = "0 EUR", .most = "1000000 EUR",
     P(price.setup_nano_eur), .unit = "EUR net",
     .meaning = "dedicated: once a machine, net"},
    {"assumed", KEY_FLAG, .fallback = "false", P(assumed),
     .meaning = "the provider publishes no such price: it is our assumption, "
		"and every report that uses it says so"},
};

#define T(member) SCHEMA_TARGET(struct storage_line, member)
static const struct schema_key storage_keys[] = {
    {"size", KEY_SIZE, NEED_ALWAYS, T(size_mib), .meaning = "of the box"},
    {"month", KEY_MONEY, NEED_ALWAYS, .most = "100000 EUR", T(month_nano_eur),
     .unit = "EUR net", .meaning = "its rent, net"},
};

const struct schema schema_document = {"a file", document_keys,
				       SCHEMA_COUNT(document_keys)};
const struct schema schema_dedicated = {"a line of the fleet", dedicated_keys,
					SCHEMA_COUNT(dedicated_keys)};
const struct schema schema_counts_event = {"an event", counts_event_keys,
					   SCHEMA_COUNT(counts_event_keys)};
const struct schema schema_ram_share = {"a line of the mix", ram_share_keys,
					SCHEMA_COUNT(ram_share_keys)};
const struct schema schema_book_price = {"a price list", book_price_keys,
					 SCHEMA_COUNT(book_price_keys)};
const struct schema schema_machine = {"a machine type", machine_keys,
				      SCHEMA_COUNT(machine_keys)};
const struct schema schema_machine_price = {"a price list", machine_price_keys,
					    SCHEMA_COUNT(machine_price_keys)};
const struct schema schema_storage = {"an archive box", storage_keys,
				      SCHEMA_COUNT(storage_keys)};
