#include "schema_tables.h"

#include "generate_plan.h"
#include "scenario.h"

#define S(member) SCHEMA_TARGET(struct scenario, member)
#define COUNT(keys) (sizeof(keys) / sizeof *(keys))

/* A limit that is a macro, as it is written. */
#define TEXT_OF_TOKENS(number) #number
#define TEXT_OF(number) TEXT_OF_TOKENS(number)

#define LENGTH_LAW                                                             \
	"{\"law\":\"weibull\",\"shape\":0.69,\"scale\":\"80m\","               \
	"\"shift\":\"10m\",\"max\":\"24h\"}"
#define SIZE_LAW                                                               \
	"{\"law\":\"lognormal\",\"median\":\"1.2GB\",\"sigma\":0.9,"           \
	"\"max\":\"30GB\"}"
#define BOOT_LAW "{\"law\":\"lognormal\",\"median\":\"120s\",\"sigma\":0.4}"
#define START_LAW                                                              \
	"{\"law\":\"lognormal\",\"median\":\"11.941s\",\"sigma\":0.99}"
#define STREAM_LAW                                                             \
	"{\"law\":\"lognormal\",\"median\":60,\"sigma\":0.5,\"max\":110}"
#define PATIENCE_LAW "{\"law\":\"exponential\",\"mean\":\"130s\"}"

static const struct schema_key scenario_keys[] = {
    {"name", KEY_TEXT, NEED_ALWAYS, S(name), .section = "What it is",
     .meaning = "the scenario's name, part of the run directory's"},
    {"title", KEY_TEXT, S(title),
     .meaning = "one line for the head of the report"},
    {"source", KEY_TEXT, S(source_note),
     .meaning = "where the demand comes from, one line for the report"},
    {"clock", KEY_TEXT, .fallback = "Europe/Berlin", S(clock),
     .meaning = "IANA zone of local time: night hours, hour profiles"},
    {"window.from", KEY_INSTANT, NEED_ALWAYS, S(from_us),
     .meaning = "figures begin here; RFC 3339 with offset"},
    {"window.to", KEY_INSTANT, NEED_ALWAYS, S(to_us),
     .meaning = "figures end here; RFC 3339 with offset"},
    {"window.warm_up", KEY_DURATION, .fallback = "0s", .most = "3660d",
     S(warm_up_us), .meaning = "the run begins this long before the figures"},
    {"seed", KEY_INTEGER, .fallback = "1", .least = "0", S(seed),
     .meaning = "of all random draws"},
    {"replications", KEY_INTEGER, .fallback = "1", .least = "1",
     .most = "100000", S(replications), .unit = "runs",
     .meaning = "how often the run is repeated with other draws"},
    {"prices_at", KEY_DATE, .fallback = "order", .words = "order",
     .word_value = TIME_NEVER_US, S(engine.prices_at_us),
     .meaning = "provider prices of this date for the whole run; "
		"\"order\": the date of each order"},
    {"promise.wait_p95", KEY_DURATION, .fallback = "30s", S(promise_wait_p95_s),
     .meaning = "the promise: 95 % of starts wait no longer"},
    {"promise.unserved", KEY_SHARE, .fallback = "0.1%", .most = "100%",
     S(promise_unserved_share),
     .meaning = "the promise: no larger share of starts stays unserved"},

    {"workload.sessions", KEY_TEXT, S(workload.path),
     .section = "Demand as data",
     .meaning = "file of recorded sessions (.csv, .csv.gz, .csv.zst)"},
    {"workload.first_seen", KEY_CHOICE, .fallback = "archived",
     .words = "archived|new", S(workload.first_seen_new),
     .meaning = "a world seen for the first time is in the archive, or "
		"new and without data"},
    {"workload.resample", KEY_CHOICE, .fallback = "off", .words = "off|worlds",
     S(workload.resample_worlds),
     .meaning = "draw whole recorded worlds anew in each replication"},
    {"workload.idle_stop", KEY_DURATION, .fallback = "10m", .words = "never",
     .word_value = 0, .least = "1s", .most = "30d", S(workload.idle_stop_s),
     .meaning = "a world with nobody online stops itself after this; only for "
		"traces with a players column"},
    {"workload.defaults.cpu_milli", KEY_INTEGER, .fallback = "1000",
     .least = "1", .most = "65535", S(workload.defaults.cpu_milli),
     .unit = "0.001 core", .meaning = "CPU of a world that does not say"},
    {"workload.defaults.disk_mb", KEY_INTEGER, .fallback = "2048", .least = "1",
     .most = "100000000", S(workload.defaults.disk_mib), .unit = "MB",
     .meaning = "disk of a world that does not say; MB is 2^20 bytes"},
    {"workload.counts.file", KEY_TEXT, NEED_IN_GROUP, S(workload.path),
     .meaning = "file of player counts (time,value)"},
    {"workload.counts.value", KEY_CHOICE, .fallback = "peak",
     .words = "peak|mean|instant", S(workload.counts.value),
     .meaning = "what each count is: the peak or mean of its step, or "
		"the value at its instant"},
    {"workload.counts.shape", KEY_CHOICE, .fallback = "raw",
     .words = "raw|european", S(workload.counts.shape),
     .meaning = "hour profile: as counted, or that of a European "
		"service"},
    {"workload.counts.peak_worlds", KEY_NUMBER, NEED_IN_GROUP, .least = "1",
     .most = "100000", S(workload.counts.peak_worlds), .unit = "worlds",
     .meaning = "active worlds at the peak"},
    {"workload.counts.peak_from", KEY_INSTANT, S(workload.counts.peak_from_us),
     .meaning = "the peak is looked for from here; default window.from"},
    {"workload.counts.peak_to", KEY_INSTANT, S(workload.counts.peak_to_us),
     .meaning = "... to here; default window.to"},
    {"workload.counts.floor_share", KEY_SHARE, .fallback = "0%", .most = "100%",
     S(workload.counts.floor_share),
     .meaning = "active worlds never fall below this share of the peak"},
    {"workload.counts.session_length", KEY_LAW_DURATION, .fallback = LENGTH_LAW,
     S(workload.counts.session_length), .meaning = "length of a world session"},
    {"workload.counts.ram_mix", KEY_LIST, NEED_IN_GROUP, .least = "1",
     .most = TEXT_OF(RAM_MIX_MAX), .element = &schema_ram_share,
     .meaning = "[ { \"ram\": \"2GB\", \"share\": \"20%\" }, ... ]: "
		"plans of the worlds; the shares sum to 100 %"},
    {"workload.counts.world_size", KEY_LAW_SIZE, .fallback = SIZE_LAW,
     S(workload.counts.world_size_mib),
     .meaning = "disk and archive size of a world"},
    {"workload.counts.worlds.living", KEY_INTEGER, NEED_IN_GROUP, .least = "1",
     .most = "1000000", S(workload.counts.worlds_living), .unit = "worlds",
     .meaning = "worlds that are played"},
    {"workload.counts.worlds.dormant", KEY_INTEGER, .fallback = "0",
     .least = "0", .most = "10000000", S(workload.counts.worlds_dormant),
     .unit = "worlds", .meaning = "worlds that sleep in the archive"},
    {"workload.counts.worlds.revived_per_month", KEY_SHARE, .fallback = "3%",
     .most = "100%", S(workload.counts.revived_per_month),
     .meaning = "share of the dormant that are played again, per 30 "
		"days"},
    {"workload.counts.worlds.active_days.alpha", KEY_NUMBER, .fallback = "0.8",
     .least = "0.01", .most = "1000", S(workload.counts.active_days_alpha),
     .meaning = "share of days on which a world is played: first parameter of "
		"a Beta law"},
    {"workload.counts.worlds.active_days.beta", KEY_NUMBER, .fallback = "1.8",
     .least = "0.01", .most = "1000", S(workload.counts.active_days_beta),
     .meaning = "... its second parameter"},
    {"workload.counts.worlds.persistence", KEY_NUMBER, .fallback = "0.7",
     .least = "0", .most = "0.999", S(workload.counts.persistence),
     .meaning = "day-to-day correlation of 'is played today'"},
    {"workload.counts.events", KEY_LIST, .fallback = "[]",
     .most = TEXT_OF(COUNTS_EVENTS_MAX), .element = &schema_counts_event,
     .meaning = "[ { \"from\", \"to\", \"factor\" }, ... ]: what the counts do "
		"not know: an update, a streamer, a holiday"},
    {"workload.generate", KEY_PART, .element = &schema_generate,
     .meaning = "a model of demand, or the path of one"},

    {"fleet.dedicated", KEY_LIST, .fallback = "[]", .section = "Machines",
     .element = &schema_dedicated,
     .meaning = "[ { \"type\": \"AX102\", \"count\": 10 }, ... ]: rented "
		"by the month"},
    {"fleet.cloud.types", KEY_LIST, .fallback = "[]",
     .most = TEXT_OF(OFFERS_MAX), .form = "^[^@]+@[^@]+$",
     .meaning = "[ \"CCX33@fsn1\", ... ]: what to order where, in order "
		"of preference"},
    {"fleet.cloud.max", KEY_INTEGER, .fallback = "10", .least = "0",
     .most = "16000", S(cloud_nodes_max), .unit = "nodes",
     .meaning = "cloud nodes at once, ordered ones included"},

    {"policy.placement", KEY_CHOICE, .fallback = "least-loaded",
     .words = "least-loaded|best-fit|session-end", S(engine.policy.placement),
     .section = "What the engine obeys",
     .meaning = "which node takes a world that fits several"},
    {"policy.dedicated_first", KEY_FLAG, .fallback = "false",
     S(engine.policy.dedicated_first),
     .meaning = "fill dedicated nodes before cloud nodes"},
    {"policy.sleep_window", KEY_DURATION, .fallback = "48h", .most = "3660d",
     S(engine.policy.sleep_window_us),
     .meaning = "a stopped world stays on its node this long, then it "
		"is archived"},
    {"policy.disk_pressure", KEY_SHARE, .fallback = "90%", .least = "1%",
     .most = "100%", S(engine.policy.disk_pressure_ppm),
     .meaning = "a fuller disk archives its oldest sleepers"},
    {"policy.uploads_max", KEY_INTEGER, .fallback = "2", .words = "off",
     .word_value = 0, .least = "1", .most = "1000",
     S(engine.policy.uploads_max), .unit = "transfers",
     .meaning = "archive uploads at once that no player waits for"},
    {"policy.queue_max", KEY_INTEGER, .fallback = "off", .words = "off",
     .word_value = COUNT_OFF, .least = "0", .most = "10000000",
     S(engine.policy.queue_max), .unit = "starts",
     .meaning = "starts that may wait for room; more are refused"},
    {"policy.reactive.rule", KEY_CHOICE, .fallback = "threshold",
     .words = "none|threshold|fit", S(engine.policy.scaling),
     .meaning = "when cloud nodes are ordered and released"},
    {"policy.reactive.tick", KEY_DURATION, .fallback = "60s", .least = "1s",
     .most = "1d", S(engine.policy.tick_us),
     .meaning = "how often the rule looks; also the tick that `events` counts"},
    {"policy.reactive.high", KEY_SHARE, .fallback = "90%", .most = "100%",
     S(engine.policy.high_ppm),
     .meaning = "threshold: a higher load (RAM, CPU or disk) orders nodes"},
    {"policy.reactive.low", KEY_SHARE, .fallback = "40%", .most = "100%",
     S(engine.policy.low_ppm),
     .meaning = "threshold: a lower load drains the emptiest cloud node"},
    {"policy.reactive.low_for", KEY_DURATION, .fallback = "30m", .most = "30d",
     S(engine.policy.low_for_us),
     .meaning = "threshold: ... after it has been low this long"},
    {"policy.reactive.reserve", KEY_SIZE, .fallback = "60GB",
     .most = "1000000GB", S(engine.policy.reserve_mib),
     .meaning = "fit: less free RAM orders a node"},
    {"policy.reactive.release_from", KEY_DURATION, .fallback = "30m",
     .most = "60m", S(engine.policy.release_from_us),
     .meaning = "fit: a node may be released from this minute of its "
		"paid hour"},
    {"policy.reactive.release_until", KEY_DURATION, .fallback = "50m",
     .most = "60m", S(engine.policy.release_until_us),
     .meaning = "fit: ... until this one"},
    {"policy.destroy_from", KEY_DURATION, .fallback = "50m", .most = "60m",
     S(engine.policy.destroy_from_us),
     .meaning = "an empty drained node is given back from this minute of "
		"its paid hour"},
    {"policy.destroy_until", KEY_DURATION, .fallback = "58m", .most = "60m",
     S(engine.policy.destroy_until_us), .meaning = "... until this one"},
    {"policy.orders_per_tick", KEY_INTEGER, .fallback = "off", .words = "off",
     .word_value = COUNT_OFF, .least = "1", .most = "16000",
     S(engine.policy.orders_per_tick_max), .unit = "nodes",
     .meaning = "nodes ordered at one look of the rule"},
    {"policy.cool_down", KEY_DURATION, .fallback = "10m", .most = "7d",
     S(engine.policy.cool_down_us),
     .meaning = "a sold-out type@location is not asked again for this "
		"long; doubled for each boot in a row that fails"},
    {"policy.boot_timeout", KEY_DURATION, .fallback = "15m", .least = "1s",
     .most = "7d", S(engine.machinery.boot_timeout_us),
     .meaning = "an ordered node that is not ready by then is given up"},
    {"policy.answer_timeout", KEY_DURATION, .fallback = "6h", .least = "1s",
     .most = "7d", S(engine.machinery.answer_timeout_us),
     .meaning = "a command without an answer for this long is sent "
		"again, with the same id"},

    {"guards.destroys_per_hour", KEY_INTEGER, .fallback = "3", .words = "off",
     .word_value = COUNT_OFF, .least = "0", .most = "100000",
     S(engine.guards.destroys_per_hour), .unit = "nodes an hour",
     .meaning = "cloud nodes the engine may destroy an hour: the larger "
		"of this and destroys_share; those that died or never came "
		"count"},
    {"guards.destroys_share", KEY_SHARE, .fallback = "20%", .most = "100%",
     S(engine.guards.destroys_share_ppm),
     .meaning = "... as a share of the cloud nodes"},
    {"guards.stops_per_hour", KEY_INTEGER, .fallback = "20", .words = "off",
     .word_value = COUNT_OFF, .least = "0", .most = "10000000",
     S(engine.guards.stops_per_hour), .unit = "worlds an hour",
     .meaning = "active worlds the engine may stop by its own decision an "
		"hour; this version stops none"},
    {"guards.spend_per_day", KEY_MONEY, .fallback = "off", .words = "off",
     .word_value = AMOUNT_OFF, S(engine.guards.spend_per_day_nano_eur),
     .unit = "EUR net",
     .meaning = "started cloud hours and their addresses, net, a UTC day: "
		"no order beyond it"},
    {"guards.spend_per_month", KEY_MONEY, .fallback = "off", .words = "off",
     .word_value = AMOUNT_OFF, S(engine.guards.spend_per_month_nano_eur),
     .unit = "EUR net",
     .meaning = "started cloud hours and their addresses, net, a UTC "
		"month: no order beyond it"},

    {"world.vm_boot", KEY_LAW_DURATION, .fallback = BOOT_LAW, S(world.vm_boot),
     .section = "The modelled world",
     .meaning = "from the order to a ready cloud node"},
    {"world.container_start", KEY_LAW_DURATION, .fallback = START_LAW,
     S(world.container_start),
     .meaning = "from the start command to an active world"},
    {"world.container_stop", KEY_LAW_DURATION, .fallback = "10s",
     S(world.container_stop),
     .meaning = "from the stop command to a saved, stopped world"},
    {"world.restore", KEY_LAW_DURATION, .or_group = true,
     S(world.transfer_unlimited_latency),
     .meaning =
	 "a duration or law: each transfer takes so long, without any limit. "
	 "Else an object: the archive box, shared with world.archive"},
    {"world.restore.connections", KEY_INTEGER, .fallback = "10", .least = "1",
     .most = "10000", S(world.transfers.connections), .unit = "connections",
     .meaning = "transfers at once, restores and archives together"},
    {"world.restore.connections_kept", KEY_INTEGER, .fallback = "2",
     .least = "0", .most = "10000",
     S(engine.machinery.connections_for_restores), .unit = "connections",
     .meaning = "of these kept free of uploads"},
    {"world.restore.mb_per_second", KEY_NUMBER, .fallback = "70",
     .words = "off", .word_value = 0, .least = "0.001", .most = "1000000",
     S(world.transfers.mb_per_second), .unit = "MB/s",
     .meaning = "all transfers together, 10^6 bytes a second"},
    {"world.restore.stream_mb_per_second", KEY_LAW_NUMBER,
     .fallback = STREAM_LAW, .words = "off", .word_value = 0,
     S(world.transfers.stream_mb_per_second), .unit = "MB/s",
     .meaning = "one transfer alone, 10^6 bytes a second"},
    {"world.restore.latency", KEY_LAW_DURATION, .fallback = "1s",
     S(world.transfers.latency),
     .meaning = "of a transfer before the first byte"},
    {"world.archive", KEY_LAW_DURATION, .or_group = true,
     .meaning = "uploads; the same value as world.restore, whose box "
		"they share"},
    {"world.archive.connections", KEY_INTEGER, .unit = "connections",
     .meaning = "as world.restore.connections"},
    {"world.archive.connections_kept", KEY_INTEGER, .unit = "connections",
     .meaning = "as world.restore.connections_kept"},
    {"world.archive.mb_per_second", KEY_NUMBER, .unit = "MB/s",
     .meaning = "as world.restore.mb_per_second"},
    {"world.archive.stream_mb_per_second", KEY_LAW_NUMBER, .unit = "MB/s",
     .meaning = "as world.restore.stream_mb_per_second"},
    {"world.archive.latency", KEY_LAW_DURATION,
     .meaning = "as world.restore.latency"},
    {"world.stock.sold_out", KEY_SHARE, .fallback = "0%", .words = "always",
     .word_value = -1, .most = "99%", S(world.stock.bad_share),
     .meaning = "share of time in which a type@location is sold out"},
    {"world.stock.mean", KEY_DURATION, .fallback = "6h", .least = "1s",
     .most = "3660d", S(world.stock.bad_mean_s),
     .meaning = "mean length of a sold-out phase"},
    {"world.failures.dedicated_per_month", KEY_SHARE, .fallback = "0%",
     .most = "100%", S(world.failures.dedicated_per_month),
     .meaning = "chance that a dedicated node fails, per 30 days"},
    {"world.failures.cloud_per_month", KEY_SHARE, .fallback = "0%",
     .most = "100%", S(world.failures.cloud_per_month),
     .meaning = "chance that a cloud node fails, per 30 days"},
    {"world.failures.repair", KEY_LAW_DURATION, .fallback = "4h",
     S(world.failures.repair),
     .meaning = "a failed dedicated node is back after"},
    {"world.failures.detection", KEY_DURATION, .fallback = "5m", .least = "1s",
     .most = "7d", S(world.failures.detection_us),
     .meaning = "a node silent for this long is dead"},
    {"world.operator_answers", KEY_DURATION, .fallback = "15m",
     .words = "never", .word_value = TIME_NEVER_US, .most = "30d",
     S(world.operator_answers_us),
     .meaning = "an operator lets a held engine go on after"},
    {"world.ram_overhead", KEY_SIZE, .fallback = "0.25GB", .most = "1024GB",
     S(engine.machinery.ram_overhead_mib),
     .meaning = "RAM of a running world over its plan"},
    {"world.node_reserve_ram", KEY_SIZE, .fallback = "4GB", .most = "1024GB",
     S(engine.machinery.node_reserve_mib),
     .meaning = "RAM a node keeps for itself"},
    {"world.node_reserve_share", KEY_SHARE, .fallback = "0%", .most = "99%",
     S(engine.machinery.node_reserve_ppm),
     .meaning = "RAM a node keeps for itself, if that is more"},
    {"world.cpu_oversubscribe", KEY_NUMBER, .fallback = "off", .words = "off",
     .word_value = 0, .least = "0.1", .most = "1000",
     S(engine.machinery.cpu_oversubscribe_ppm), .unit = "factor",
     .meaning = "sellable CPU as a multiple of the cores; \"off\": CPU "
		"is no limit"},

    {"demand.patience", KEY_LAW_DURATION, .fallback = PATIENCE_LAW,
     .words = "never", .word_value = -1, S(demand.patience.law),
     .section = "Players",
     .meaning = "a player who was told that there is no room gives up after "
		"this, counted from the request; \"0s\" at once"},
    {"demand.patience_in_transfer", KEY_LAW_DURATION, .fallback = "never",
     .words = "never", .word_value = -1, S(demand.in_transfer.law),
     .meaning = "a player whose world is being moved or restored gives "
		"up after"},
    {"demand.retry", KEY_SHARE, .fallback = "0.27", .most = "100%",
     S(demand.retry), .meaning = "chance that an unserved player asks again"},
    {"demand.retry_after", KEY_LAW_DURATION, .fallback = "3m",
     S(demand.retry_after), .meaning = "... after"},
    {"demand.when_late", KEY_CHOICE, .fallback = "keep-stop",
     .words = "keep-stop|keep-length", S(demand.keep_length),
     .meaning = "a late start leaves the recorded stop, or moves it"},
    {"demand.elasticity", KEY_NUMBER, .fallback = "0", .least = "0",
     .most = "0", .meaning = "answer of demand to the price; 0: none"},

    {"accounts.prepaid", KEY_FLAG, .fallback = "false", S(accounts.prepaid),
     .section = "Customers who pay in advance",
     .meaning = "customers spend what they have paid in; false: credit "
		"for ever"},
    {"accounts.opening_balance", KEY_MONEY, .fallback = "10 EUR",
     .most = "1000000 EUR", S(accounts.opening_nano_eur),
     .meaning = "what each account has paid in when the run begins"},
    {"accounts.starting_credit", KEY_MONEY, .fallback = "5 EUR",
     .most = "1000 EUR", S(engine.prepaid.starting_credit_nano_eur),
     .meaning = "granted when an account is opened"},
    {"accounts.credit_lasts", KEY_DURATION, .fallback = "90d",
     .words = "forever", .word_value = TIME_NEVER_US, .most = "3660d",
     S(engine.prepaid.credit_lasts_us),
     .meaning = "then what is left of a credit lapses"},
    {"accounts.credits_per_day", KEY_INTEGER, .fallback = "off", .words = "off",
     .word_value = COUNT_OFF, .least = "0", .most = "10000000",
     S(engine.prepaid.grants_per_day), .unit = "credits a day",
     .meaning = "starting credits granted a UTC day, all accounts; a brake"},
    {"accounts.credit_unverified", KEY_FLAG, .fallback = "false",
     S(engine.prepaid.grant_unverified),
     .meaning = "starting credit also without a payment method or "
		"telephone; a brake when false"},
    {"accounts.verified", KEY_SHARE, .fallback = "100%", .most = "100%",
     S(accounts.verified), .meaning = "share of the accounts that have one"},
    {"accounts.unpaid_worlds", KEY_INTEGER, .fallback = "1", .words = "off",
     .word_value = COUNT_OFF, .least = "0", .most = "1000000",
     S(engine.prepaid.unpaid_worlds), .unit = "worlds",
     .meaning = "worlds at once before the first top-up; a brake"},
    {"accounts.unpaid_ram", KEY_SIZE, .fallback = "8GB", .most = "2047GB",
     S(engine.prepaid.unpaid_ram_mib),
     .meaning = "largest plan before the first top-up; a brake"},
    {"accounts.referral_share", KEY_SHARE, .fallback = "10%", .most = "100%",
     S(engine.prepaid.referral_ppm),
     .meaning = "of the first top-up, as credit for who brought the "
		"customer"},
    {"accounts.referral_hold", KEY_DURATION, .fallback = "14d", .most = "3660d",
     S(engine.prepaid.referral_hold_us),
     .meaning = "... so long after it, if he has paid himself; a brake"},
    {"accounts.referred", KEY_SHARE, .fallback = "0%", .most = "100%",
     S(accounts.referred),
     .meaning = "share of the accounts that another one has brought"},
    {"accounts.first_minutes", KEY_INTEGER, .fallback = "2", .least = "1",
     .most = "1440", S(engine.prepaid.first_minutes), .unit = "minutes",
     .meaning = "a start needs money for so many minutes, and for the "
		"sleep that follows"},
    {"accounts.warn_first", KEY_DURATION, .fallback = "30m", .most = "30d",
     S(engine.prepaid.warnings_us[0]),
     .meaning = "a customer is warned when the money lasts no longer"},
    {"accounts.warn_second", KEY_DURATION, .fallback = "10m", .most = "30d",
     S(engine.prepaid.warnings_us[1]), .meaning = "... again"},
    {"accounts.warn_last", KEY_DURATION, .fallback = "2m", .most = "30d",
     S(engine.prepaid.warnings_us[2]), .meaning = "... and for the last time"},
    {"accounts.top_up", KEY_MONEY, .fallback = "10 EUR", .most = "100000 EUR",
     S(accounts.top_up_nano_eur),
     .meaning = "what a customer who is warned or refused pays in"},
    {"accounts.top_up_share", KEY_SHARE, .fallback = "60%", .most = "100%",
     S(accounts.top_up_share),
     .meaning = "chance that he does, at each warning and refusal"},
    {"accounts.top_up_after", KEY_LAW_DURATION, .fallback = "3m",
     S(accounts.top_up_after), .meaning = "... after"},

    {"costs.storage", KEY_LIST, .fallback = "[]",
     .section = "Costs beside machines", .form = "^.+$",
     .meaning = "[ \"BX31\", ... ]: archive boxes of the catalogue"},
    {"costs.other_per_month", KEY_MONEY, .fallback = "0 EUR",
     .most = "1000000 EUR", S(engine.standing.other_month_nano_eur),
     .unit = "EUR net", .meaning = "anything else, net"},
    {"costs.setup_months", KEY_INTEGER, .fallback = "24", .least = "1",
     .most = "1200", S(engine.standing.setup_months), .unit = "months",
     .meaning = "setup fees are spread over these"},
    {"costs.night_from", KEY_INTEGER, .fallback = "22", .least = "0",
     .most = "23", S(engine.night_from_hour), .unit = "hour",
     .meaning = "local hour: idle capacity counts as night from here"},
    {"costs.night_until", KEY_INTEGER, .fallback = "8", .least = "0",
     .most = "23", S(engine.night_until_hour), .unit = "hour",
     .meaning = "... to here"},

    {"prices", KEY_TEXT, .section = "Prices and machines that can be rented",
     .fallback = "prices/blockclock.json", .or_group = true,
     .meaning = "what customers pay: the path of a price book, or an object "
		"with its keys"},
    {"catalogue", KEY_TEXT, .fallback = "catalogue/hetzner.json",
     .or_group = true,
     .meaning = "what the provider rents: the path of a catalogue, or an "
		"object with its keys"},

    {"prices.name", KEY_TEXT, .section = "Price book",
     .meaning = "of the price book"},
    {"prices.vat", KEY_SHARE, .fallback = "19%", .most = "100%",
     S(engine.book.vat_ppm), .meaning = "VAT contained in gross prices"},
    {"prices.payment_fees", KEY_SHARE, .fallback = "4%", .most = "50%",
     S(engine.book.payment_fees_ppm),
     .meaning = "payment fees, a share of what remains after VAT"},
    {"prices.bill_from", KEY_CHOICE, .fallback = "active",
     .words = "active|request", S(engine.book.bill_from_request),
     .meaning = "minutes count from active, or from the request"},
    {"prices.job_discount", KEY_SHARE, .fallback = "80%", .most = "100%",
     S(engine.book.job_discount_ppm),
     .meaning = "of the active price, for batch jobs on capacity that is "
		"paid for; only quoted: this version runs no jobs"},
    {"prices.lists", KEY_LIST, NEED_ALWAYS, .least = "1",
     .most = TEXT_OF(BOOK_PRICES_MAX), .element = &schema_book_price,
     .meaning = "[ { \"valid_from\", \"active_gb_hour\", "
		"\"sleep_gb_month\" }, ... ]: gross prices"},

    {"catalogue.name", KEY_TEXT, .section = "Catalogue",
     .meaning = "of the catalogue"},
    {"catalogue.locations", KEY_LIST, NEED_ALWAYS, .form = "^[^@]+$",
     .meaning = "[ \"fsn1\", ... ]: where cloud nodes can be ordered"},
    {"catalogue.types", KEY_MAP, NEED_ALWAYS, .element = &schema_machine,
     .form = "^[^@.]+$",
     .meaning = "{ \"CCX33\": { kind, ram, cpu_milli, disk, prices } }: "
		"machines"},
    {"catalogue.storage", KEY_MAP, .fallback = "{}", .element = &schema_storage,
     .meaning = "{ \"BX31\": { \"size\", \"month\" } }: archive boxes"},
    {"catalogue.ipv4.month", KEY_MONEY, .fallback = "0 EUR", .most = "1000 EUR",
     S(engine.standing.ipv4_month_nano_eur), .unit = "EUR net",
     .meaning = "an IPv4 address, per dedicated node and month"},
    {"catalogue.ipv4.cloud_month", KEY_MONEY, .fallback = "0 EUR",
     .most = "1000 EUR", S(engine.standing.ipv4_cloud_month_nano_eur),
     .unit = "EUR net",
     .meaning = "an IPv4 address of a cloud node: at most this a month"},
    {"catalogue.ipv4.hour", KEY_MONEY, .fallback = "0 EUR", .most = "1000 EUR",
     S(engine.standing.ipv4_hour_nano_eur), .unit = "EUR net",
     .meaning = "an IPv4 address, per started hour of a cloud node"},
};

static const struct schema_key document_keys[] = {
    {"$schema", KEY_TEXT,
     .meaning = "where an editor finds the JSON Schema of this file; read by "
		"nobody else"},
    {"extends", KEY_TEXT,
     .meaning = "the file that this one is put on top of: objects are merged; "
		"lists, laws and values replaced; null: back to the default"},
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
};

#define E(member) SCHEMA_TARGET(struct counts_event, member)
static const struct schema_key counts_event_keys[] = {
    {"from", KEY_INSTANT, NEED_ALWAYS, E(from_us), .meaning = "it begins"},
    {"to", KEY_INSTANT, NEED_ALWAYS, E(to_us), .meaning = "it ends"},
    {"factor", KEY_NUMBER, .fallback = "1", .least = "0", .most = "100",
     E(factor), .unit = "factor",
     .meaning = "active worlds against what they would be; several events "
		"multiply"},
    {"rise", KEY_DURATION, .fallback = "15m", .most = "30d", E(rise_us),
     .meaning = "the factor grows in a straight line for so long from `from` "
		"on; \"0s\" is a cliff"},
    {"fall", KEY_DURATION, .fallback = "30m", .most = "30d", E(fall_us),
     .meaning = "... and is gone so long after `to`"},
    {"hours", KEY_CHOICE, .fallback = "ordinary", .words = "ordinary|weekend",
     E(weekend),
     .meaning = "`weekend`: the hours of the day are those of a Sunday; only "
		"for the shape `european`"},
    {"restarts", KEY_SHARE, .fallback = "0%", .most = "100%", E(restarts),
     .meaning = "share of the worlds that stop and start again, each at an "
		"instant of its own between `from` and `to`, if they are "
		"active then"},
};

#define B(member) SCHEMA_TARGET(struct book_price_line, member)
static const struct schema_key book_price_keys[] = {
    {"valid_from", KEY_DATE, NEED_ALWAYS, B(price.valid_from_us),
     .meaning = "the date from which these prices hold"},
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
     M(type.dedicated), .meaning = "rented by the hour or the month"},
    {"ram", KEY_SIZE, NEED_ALWAYS, .least = "64MB", .most = "2047GB",
     M(type.ram_mib), .meaning = "RAM of the machine"},
    {"cpu_milli", KEY_INTEGER, NEED_ALWAYS, .least = "1", .most = "10000000",
     M(type.cpu_milli), .unit = "0.001 core",
     .meaning = "CPU, thousandths of a core or vCPU"},
    {"disk", KEY_SIZE, NEED_ALWAYS, .least = "1GB", .most = "1000000GB",
     M(type.disk_mib), .meaning = "usable local disk"},
    {"note", KEY_TEXT, M(note),
     .meaning = "anything a reader should "
		"know"},
    {"prices", KEY_LIST, NEED_ALWAYS, .least = "1", .most = TEXT_OF(PRICES_MAX),
     .element = &schema_machine_price,
     .meaning = "[ { \"valid_from\", \"hour\", \"month\", \"setup\" }, "
		"... ]: net prices, oldest first"},
};

#define P(member) SCHEMA_TARGET(struct provider_price, member)
static const struct schema_key machine_price_keys[] = {
    {"valid_from", KEY_DATE, NEED_ALWAYS, P(valid_from_us),
     .meaning = "orders from this date on pay these prices"},
    {"hour", KEY_MONEY, .fallback = "0 EUR", .most = "10000 EUR",
     P(hour_nano_eur), .unit = "EUR net",
     .meaning = "cloud: a started hour, net"},
    {"month", KEY_MONEY, .fallback = "0 EUR", .most = "1000000 EUR",
     P(month_nano_eur), .unit = "EUR net",
     .meaning = "cloud: cap of a month, net; dedicated: the rent"},
    {"setup", KEY_MONEY, .fallback = "0 EUR", .most = "1000000 EUR",
     P(setup_nano_eur), .unit = "EUR net", .meaning = "dedicated: once, net"},
};

#define T(member) SCHEMA_TARGET(struct storage_line, member)
static const struct schema_key storage_keys[] = {
    {"size", KEY_SIZE, NEED_ALWAYS, T(size_mib), .meaning = "of the box"},
    {"month", KEY_MONEY, NEED_ALWAYS, .most = "100000 EUR", T(month_nano_eur),
     .unit = "EUR net", .meaning = "its rent, net"},
};

const struct schema schema_scenario = {"the scenario", scenario_keys,
				       COUNT(scenario_keys)};
const struct schema schema_document = {"a file", document_keys,
				       COUNT(document_keys)};
const struct schema schema_dedicated = {"a line of the fleet", dedicated_keys,
					COUNT(dedicated_keys)};
const struct schema schema_counts_event = {"an event", counts_event_keys,
					   COUNT(counts_event_keys)};
const struct schema schema_ram_share = {"a line of the mix", ram_share_keys,
					COUNT(ram_share_keys)};
const struct schema schema_book_price = {"a price list", book_price_keys,
					 COUNT(book_price_keys)};
const struct schema schema_machine = {"a machine type", machine_keys,
				      COUNT(machine_keys)};
const struct schema schema_machine_price = {"a price list", machine_price_keys,
					    COUNT(machine_price_keys)};
const struct schema schema_storage = {"an archive box", storage_keys,
				      COUNT(storage_keys)};
