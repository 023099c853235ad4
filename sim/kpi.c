#include "sim/kpi.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "engine/kit/arithmetic.h"
#include "engine/questions.h"

int64_t figures_cost_nano_eur(const struct figures *f)
{
	return f->books.dedicated_nano_eur + f->books.cloud_nano_eur +
	       f->books.storage_nano_eur + f->books.network_nano_eur +
	       f->books.other_nano_eur;
}

int64_t figures_margin_nano_eur(const struct figures *f)
{
	return f->books.net_nano_eur - figures_cost_nano_eur(f);
}

static int64_t margin_without_sleep(const struct figures *f)
{
	return f->net_without_sleep_nano_eur - figures_cost_nano_eur(f);
}

double figures_unserved(const struct figures *f)
{
	return f->requested == 0
		   ? (double)NAN
		   : (double)(f->refused + f->abandoned) / (double)f->requested;
}

double figures_no_room(const struct figures *f)
{
	return f->requested == 0
		   ? (double)NAN
		   : (double)f->without_room / (double)f->requested;
}

double figures_within_promise(const struct figures *f)
{
	uint64_t over = f->requested - f->pending_at_end;

	return over == 0 ? (double)NAN : (double)f->in_time / (double)over;
}

#define MONTH_HOURS 730.0
#define DAY_HOURS 24.0

/* What is rented is rented for the whole month; the window, if it is shorter
 * than a day, is played once a day. */
static double margin_per_month(const struct figures *f)
{
	int64_t rent = figures_cost_nano_eur(f) - f->books.cloud_nano_eur;
	double once = (double)(f->books.net_nano_eur - f->books.cloud_nano_eur);
	double hours = f->window_hours;

	return (once * MONTH_HOURS / fmax(hours, DAY_HOURS) -
		(double)rent * MONTH_HOURS / hours) /
	       1e9;
}

static double sleep_gb_months(const struct figures *f)
{
	return (double)f->books.sleep_mib_seconds / MIB_PER_GIB / 2592000;
}

static double margin_percent(const struct figures *f)
{
	return f->books.net_nano_eur == 0
		   ? (double)NAN
		   : 100.0 * (double)figures_margin_nano_eur(f) /
			 (double)f->books.net_nano_eur;
}

static double eur_per_player_hour(const struct figures *f)
{
	return f->player_hours > 0
		   ? (double)figures_cost_nano_eur(f) / 1e9 / f->player_hours
		   : (double)NAN;
}

static double eur_per_gb_hour(const struct figures *f)
{
	return f->active_gb_hours > 0
		   ? (double)figures_cost_nano_eur(f) / 1e9 / f->active_gb_hours
		   : (double)NAN;
}

static double bound_ratio(const struct figures *f)
{
	return f->bound.least_nano_eur > 0
		   ? (double)f->bound.machines_nano_eur /
			 (double)f->bound.least_nano_eur
		   : (double)NAN;
}

static double machines_per_hour(const struct figures *f)
{
	return (double)f->bound.machines_nano_eur / 1e9 / f->window_hours;
}

static double least_per_hour(const struct figures *f)
{
	return (double)f->bound.least_nano_eur / 1e9 / f->window_hours;
}

static int64_t machines(const struct figures *f)
{
	return f->bound.machines_nano_eur;
}

static int64_t least(const struct figures *f)
{
	return f->bound.least_nano_eur;
}

/* Where a figure stands in struct figures, or which function makes it; which
 * part of the model it is about. */
#define COUNT_OF(of_part, key, unit, field)                                    \
	{                                                                      \
		key, unit, KPI_COUNT, .at = offsetof(struct figures, field),   \
				      .part = of_part                          \
	}
#define REAL_OF(of_part, key, unit, field)                                     \
	{                                                                      \
		key, unit, KPI_REAL, .at = offsetof(struct figures, field),    \
				     .part = of_part                           \
	}
#define MOST_OF(of_part, key, unit, field)                                     \
	{                                                                      \
		key, unit, KPI_MAX, .at = offsetof(struct figures, field),     \
				    .part = of_part                            \
	}
#define MONEY_OF(of_part, key, field)                                          \
	{                                                                      \
		key, "EUR", KPI_MONEY,                                         \
		    .at = offsetof(struct figures, books.field),               \
		    .part = of_part                                            \
	}
#define QUANTILE_OF(of_part, key, which, quantile)                             \
	{                                                                      \
		key, "s", KPI_SECONDS,                                         \
		    .at = offsetof(struct figures, which.quantile),            \
		    .of = offsetof(struct figures, which.count),               \
		    .part = of_part                                            \
	}
#define WALLET(key, field)                                                     \
	{                                                                      \
		key, "EUR", KPI_MONEY,                                         \
		    .at = offsetof(struct figures, wallet.field),              \
		    .part = PART_PREPAID, .below_zero = true                   \
	}
#define COUNT(key, unit, field) COUNT_OF(PART_ALWAYS, key, unit, field)
#define REAL(key, unit, field) REAL_OF(PART_ALWAYS, key, unit, field)
#define MOST(key, unit, field) MOST_OF(PART_ALWAYS, key, unit, field)
#define MONEY(key, field) MONEY_OF(PART_ALWAYS, key, field)
#define IDLE(name, cause) MONEY("cost_eur.idle." name, idle_nano_eur[cause])
#define WAITS_OF(of_part, prefix, which)                                       \
	QUANTILE_OF(of_part, prefix ".p50", which, p50_us),                    \
	    QUANTILE_OF(of_part, prefix ".p95", which, p95_us),                \
	    QUANTILE_OF(of_part, prefix ".p99", which, p99_us)
#define WAITS(prefix, which) WAITS_OF(PART_ALWAYS, prefix, which)
#define SLOWEST(prefix, which)                                                 \
	{                                                                      \
		prefix ".max", "s", KPI_SECONDS_MAX,                           \
		    .at = offsetof(struct figures, which.max_us),              \
		    .of = offsetof(struct figures, which.count)                \
	}
#define PATH_AT(of_part, name, which)                                          \
	COUNT_OF(of_part, "wait_seconds.by_path." name ".count", "starts",     \
		 which.count),                                                 \
	    WAITS_OF(of_part, "wait_seconds.by_path." name, which)
#define PATH_OF(of_part, name, path) PATH_AT(of_part, name, by_path[path])
#define PATH(name, path) PATH_OF(PART_ALWAYS, name, path)
#define NOT_BUILT(key, unit)                                                   \
	{                                                                      \
		key, unit, KPI_REAL, .part = PART_NOT_BUILT                    \
	}

#define PROFIT(key, field)                                                     \
	{                                                                      \
		key, "EUR", KPI_REAL, .at = offsetof(struct figures, field),   \
				      .below_zero = true                       \
	}
#define TIER(name, tier)                                                       \
	COUNT("tiers." name ".starts", "starts", tiers[tier].starts),          \
	    REAL("tiers." name ".unserved", "share", tiers[tier].unserved),    \
	    {"tiers." name ".wait_p95", "s", KPI_SECONDS,                      \
	     .at = offsetof(struct figures, tiers[tier].wait_p95_us),          \
	     .of = offsetof(struct figures, tiers[tier].wait_count)},          \
	    REAL("tiers." name ".gb_hours", "GB h", tiers[tier].gb_hours),     \
	    REAL("tiers." name ".net_eur", "EUR", tiers[tier].net_eur),        \
	    REAL("tiers." name ".cost_eur", "EUR", tiers[tier].cost_eur),      \
	    PROFIT("tiers." name ".margin_eur", tiers[tier].margin_eur)
#define DECILE(name, i)                                                        \
	COUNT("customers.deciles." name ".count", "customers",                 \
	      deciles[i].customers),                                           \
	    REAL("customers.deciles." name ".net_eur", "EUR",                  \
		 deciles[i].net_eur),                                          \
	    REAL("customers.deciles." name ".cost_eur", "EUR",                 \
		 deciles[i].cost_eur),                                         \
	    PROFIT("customers.deciles." name ".margin_eur",                    \
		   deciles[i].margin_eur)

const struct kpi kpis[] = {
    COUNT("sessions.read", "sessions", sessions.read),
    COUNT("sessions.used", "sessions", sessions.used),
    COUNT("sessions.cut", "sessions", sessions.cut),
    COUNT("sessions.outside", "sessions", sessions.outside),
    COUNT("starts.requested", "starts", requested),
    COUNT("starts.attempts", "starts", attempts),
    COUNT("starts.served", "starts", served),
    COUNT("starts.refused", "starts", refused),
    COUNT("starts.abandoned", "starts", abandoned),
    COUNT("starts.left_room", "starts", left_room),
    COUNT("starts.left_transfer", "starts", left_transfer),
    COUNT("starts.stop_came", "starts", stop_came),
    COUNT("starts.pending_at_end", "starts", pending_at_end),
    {"starts.unserved", "share", KPI_REAL, .real = figures_unserved},
    {"starts.no_room", "share", KPI_REAL, .real = figures_no_room},
    {"starts.within_promise", "share", KPI_REAL,
     .real = figures_within_promise},
    WAITS("wait_seconds", wait),
    SLOWEST("wait_seconds", wait),
    PATH("new", PATH_NEW),
    PATH("warm", PATH_WARM),
    PATH_AT(PART_ALWAYS, "moved", moved_waits),
    PATH_OF(PART_DIRECT, "moved.direct", PATH_DIRECT),
    PATH("moved.box", PATH_MOVED),
    PATH("restored", PATH_RESTORED),
    PATH_OF(PART_NOT_BUILT, "prefetched", PATH_PREFETCHED),
    PATH("queued", PATH_QUEUED),
    WAITS("ready_seconds", ready),
    SLOWEST("ready_seconds", ready),
    COUNT("worlds.archived", "worlds", archived),
    COUNT("worlds.sleep_timers_cancelled", "worlds", sleep_timers_cancelled),
    COUNT("worlds.woken_from_archive", "worlds", woken_from_archive),
    COUNT("worlds.moved", "worlds", moved),
    COUNT_OF(PART_DIRECT, "worlds.moved_direct", "worlds", moved_direct),
    COUNT("worlds.moved_box", "worlds", moved_box),
    COUNT_OF(PART_RECALL, "worlds.recalled", "worlds", recalled),
    COUNT("worlds.interrupted", "worlds", interrupted),
    COUNT_OF(PART_FAILURES, "worlds.lost_sleepers", "worlds", lost_sleepers),
    COUNT_OF(PART_COPIES, "copies.made", "copies", copies_made),
    COUNT_OF(PART_COPIES, "copies.refreshed", "copies", copies_refreshed),
    REAL_OF(PART_COPIES, "copies.gb", "GB", copies_gb),
    COUNT_OF(PART_COPIES, "copies.used", "starts", copies_used),
    REAL("usage.active_gb_hours", "GB h", active_gb_hours),
    COUNT("usage.billed_minutes", "minutes", books.billed_minutes),
    {"usage.sleep_gb_months", "GB months", KPI_REAL, .real = sleep_gb_months},
    NOT_BUILT("usage.job_gb_hours", "GB h"),
    MONEY("revenue_eur.active_gross", active_gross_nano_eur),
    MONEY("revenue_eur.sleep_gross", sleep_gross_nano_eur),
    NOT_BUILT("revenue_eur.jobs_gross", "EUR"),
    MONEY_OF(PART_PREPAID, "revenue_eur.credits", credits_nano_eur),
    MONEY("revenue_eur.vat", vat_nano_eur),
    MONEY("revenue_eur.payment_fees", payment_fees_nano_eur),
    MONEY("revenue_eur.net", net_nano_eur),
    MONEY("cost_eur.dedicated", dedicated_nano_eur),
    MONEY_OF(PART_CLOUD, "cost_eur.cloud", cloud_nano_eur),
    MONEY_OF(PART_STORAGE, "cost_eur.storage", storage_nano_eur),
    MONEY("cost_eur.network", network_nano_eur),
    MONEY("cost_eur.other", other_nano_eur),
    {"cost_eur.total", "EUR", KPI_MONEY, .whole = figures_cost_nano_eur},
    IDLE("boot", IDLE_BOOT),
    IDLE("reserve", IDLE_RESERVE),
    IDLE("rounding", IDLE_ROUNDING),
    NOT_BUILT("cost_eur.idle.spare", "EUR"),
    IDLE("fragmentation", IDLE_FRAGMENTATION),
    IDLE("night", IDLE_NIGHT),
    IDLE("slack", IDLE_SLACK),
    {"margin_eur", "EUR", KPI_MONEY, .whole = figures_margin_nano_eur,
     .below_zero = true},
    {"margin_without_sleep_eur", "EUR", KPI_MONEY,
     .whole = margin_without_sleep, .below_zero = true},
    {"margin_per_month_eur", "EUR", KPI_REAL, .real = margin_per_month,
     .below_zero = true},
    {"margin_percent", "%", KPI_REAL, .real = margin_percent,
     .below_zero = true},
    {"eur_per_player_hour", "EUR", KPI_REAL, .real = eur_per_player_hour},
    {"eur_per_gb_hour", "EUR", KPI_REAL, .real = eur_per_gb_hour},
    {"bound.machines_eur", "EUR", KPI_MONEY, .whole = machines},
    {"bound.least_eur", "EUR", KPI_MONEY, .whole = least},
    {"bound.ratio", "times", KPI_REAL, .real = bound_ratio},
    {"bound.machines_per_hour_eur", "EUR", KPI_REAL, .real = machines_per_hour},
    {"bound.least_per_hour_eur", "EUR", KPI_REAL, .real = least_per_hour},
    REAL("bound.machines_per_month_eur", "EUR", bound.machines_month_eur),
    REAL("bound.least_per_month_eur", "EUR", bound.least_month_eur),
    COUNT_OF(PART_PREPAID, "accounts.warnings", "warnings", wallet.warnings),
    COUNT_OF(PART_PREPAID, "accounts.put_to_sleep", "worlds",
	     wallet.put_to_sleep),
    COUNT_OF(PART_PREPAID, "accounts.refused_no_money", "starts",
	     wallet.refused_no_money),
    WALLET("accounts.opening_balances_eur", opening_nano_eur),
    WALLET("accounts.top_ups_eur", top_ups_nano_eur),
    WALLET("accounts.credits_granted_eur", granted_nano_eur),
    WALLET("accounts.credits_lapsed_eur", lapsed_nano_eur),
    WALLET("accounts.balances_eur", closing_nano_eur),
    COUNT_OF(PART_CLOUD, "fleet.vm_hours_billed", "hours",
	     books.cloud_hours_billed),
    REAL_OF(PART_CLOUD, "fleet.vm_hours_used", "hours", vm_hours_used),
    REAL_OF(PART_CLOUD, "fleet.paid_minutes_wasted", "minutes",
	    paid_minutes_wasted),
    MOST_OF(PART_CLOUD, "fleet.cloud_peak", "nodes", cloud_peak),
    REAL("fleet.ram_used_mean", "GB", ram_used_mean),
    COUNT_OF(PART_CLOUD, "fleet.vm_ordered", "orders", vm_ordered),
    COUNT_OF(PART_CLOUD, "fleet.vm_sold_out", "orders", vm_sold_out),
    COUNT_OF(PART_FAILURES, "recovery.nodes_lost", "nodes", nodes_lost),
    COUNT_OF(PART_FAILURES, "recovery.worlds_rescued", "worlds",
	     worlds_rescued),
    COUNT_OF(PART_FAILURES, "recovery.worlds_lost", "worlds", worlds_lost),
    REAL_OF(PART_FAILURES, "recovery.play_minutes_lost", "minutes",
	    play_minutes_lost),
    NOT_BUILT("recovery.snapshots", "snapshots"),
    COUNT("late.count", "starts", late),
    REAL("late.hours.saving", "hours", late_hours[DELAY_SAVING]),
    REAL("late.hours.room", "hours", late_hours[DELAY_ROOM]),
    REAL("late.hours.boot", "hours", late_hours[DELAY_BOOT]),
    REAL("late.hours.line", "hours", late_hours[DELAY_LINE]),
    REAL("late.hours.transfer", "hours", late_hours[DELAY_TRANSFER]),
    TIER("small", TIER_SMALL),
    TIER("medium", TIER_MEDIUM),
    TIER("large", TIER_LARGE),
    COUNT("customers.count", "customers", customers),
    COUNT("customers.losing", "customers", customers_losing),
    REAL("customers.loss_eur", "EUR", customers_loss_eur),
    DECILE("d1", 0),
    DECILE("d2", 1),
    DECILE("d3", 2),
    DECILE("d4", 3),
    DECILE("d5", 4),
    DECILE("d6", 5),
    DECILE("d7", 6),
    DECILE("d8", 7),
    DECILE("d9", 8),
    DECILE("d10", 9),
    MOST("peak_demand_gb", "GB", peak_demand_gb),
    COUNT("guard_holds", "times", guard_holds),
    COUNT("events", "events", events),
    COUNT("inputs", "inputs", inputs),
};

const unsigned kpi_count = sizeof kpis / sizeof kpis[0];

/* Counts and money are 64-bit integers, signed or not: none is near 2^63. */
static int64_t integer_at(const struct figures *figures, size_t at)
{
	int64_t value;

	memcpy(&value, (const char *)figures + at, sizeof value);
	return value;
}

/* A wait, as seconds. */
static double seconds_at(const struct figures *figures, size_t at)
{
	int64_t wait_us = integer_at(figures, at);

	return wait_us == WAIT_OVER_US ? HUGE_VAL : (double)wait_us / 1e6;
}

static double double_at(const struct figures *figures, size_t at)
{
	double value;

	memcpy(&value, (const char *)figures + at, sizeof value);
	return value;
}

int64_t kpi_nano_eur(const struct kpi *kpi, const struct figures *figures)
{
	return kpi->whole != NULL ? kpi->whole(figures)
				  : integer_at(figures, kpi->at);
}

const struct kpi *kpi_named(const char *key)
{
	for (unsigned i = 0; i < kpi_count; i++)
		if (strcmp(kpis[i].key, key) == 0)
			return &kpis[i];
	return NULL;
}

uint32_t kpi_parts(const struct scenario *scenario)
{
	const struct failure_model *failures = &scenario->world.failures;
	uint32_t parts = UINT32_C(1) << PART_ALWAYS;

	if (scenario->engine.policy.cloud_max > 0)
		parts |= UINT32_C(1) << PART_CLOUD;
	if (scenario->storage_boxes > 0)
		parts |= UINT32_C(1) << PART_STORAGE;
	if (scenario->engine.policy.direct_copy)
		parts |= UINT32_C(1) << PART_DIRECT;
	if (scenario->engine.policy.recall_moves)
		parts |= UINT32_C(1) << PART_RECALL;
	if (scenario->engine.policy.second_copies.on)
		parts |= UINT32_C(1) << PART_COPIES;
	if (scenario->accounts.prepaid)
		parts |= UINT32_C(1) << PART_PREPAID;
	if (failures->dedicated_per_month > 0 || failures->cloud_per_month > 0)
		parts |= UINT32_C(1) << PART_FAILURES;
	return parts;
}

static bool is_known(const struct kpi *kpi, const struct figures *figures)
{
	bool seconds = kpi->kind == KPI_SECONDS || kpi->kind == KPI_SECONDS_MAX;

	return (figures->parts >> kpi->part & 1) != 0 &&
	       (!seconds || integer_at(figures, kpi->of) != 0);
}

double kpi_value(const struct kpi *kpi, const struct figures *figures)
{
	if (!is_known(kpi, figures))
		return (double)NAN;
	switch (kpi->kind) {
	case KPI_COUNT:
		return (double)integer_at(figures, kpi->at);
	case KPI_MONEY:
		return (double)kpi_nano_eur(kpi, figures) / 1e9;
	case KPI_SECONDS:
	case KPI_SECONDS_MAX:
		return seconds_at(figures, kpi->at);
	case KPI_REAL:
	case KPI_MAX:
		break;
	}
	return kpi->real != NULL ? kpi->real(figures)
				 : double_at(figures, kpi->at);
}

bool kpi_is_most(const struct kpi *kpi)
{
	return kpi->kind == KPI_MAX || kpi->kind == KPI_SECONDS_MAX;
}

uint32_t kpi_known(const struct kpi *kpi, const struct figures *figures,
		   uint32_t count, double *values)
{
	uint32_t known = 0;

	for (uint32_t i = 0; i < count; i++) {
		double value = kpi_value(kpi, &figures[i]);

		if (!isnan(value))
			values[known++] = value;
	}
	return known;
}

double kpi_mean(const struct kpi *kpi, const struct figures *figures,
		uint32_t count)
{
	double sum = 0, most = -HUGE_VAL;
	uint32_t known = 0;

	for (uint32_t i = 0; i < count; i++) {
		double value = kpi_value(kpi, &figures[i]);

		if (isnan(value))
			continue;
		known++;
		sum += value;
		most = fmax(most, value);
	}
	if (known == 0)
		return (double)NAN;
	return kpi_is_most(kpi) ? most : sum / known;
}

int64_t kpi_mean_nano_eur(const struct kpi *kpi, const struct figures *figures,
			  uint32_t count)
{
	wide sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += kpi_nano_eur(kpi, &figures[i]);
	return count == 0 ? 0 : divide_half_even(sum, count);
}

struct interval kpi_interval(const struct kpi *kpi, const double *values,
			     uint32_t known)
{
	struct interval interval;

	for (uint32_t i = 0; i < known; i++)
		if (isinf(values[i]))
			return (struct interval){
			    .mean = values[i],
			    .low = values[i],
			    .high = values[i],
			};
	interval = interval_of(values, known);
	if (!kpi->below_zero)
		interval = interval_not_negative(interval);
	if (strcmp(kpi->unit, "share") == 0)
		interval = interval_at_most_one(interval);
	return interval;
}
