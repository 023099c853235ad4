#include "sim/kpi.h"

#include <stddef.h>

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

double figures_unserved(const struct figures *f)
{
	return f->requested == 0
		   ? 0
		   : (double)(f->refused + f->abandoned) / (double)f->requested;
}

static int64_t sessions_read(const struct figures *f)
{
	return (int64_t)(f->sessions.read);
}

static int64_t sessions_used(const struct figures *f)
{
	return (int64_t)(f->sessions.used);
}

static int64_t sessions_cut(const struct figures *f)
{
	return (int64_t)(f->sessions.cut);
}

static int64_t sessions_outside(const struct figures *f)
{
	return (int64_t)(f->sessions.outside);
}

static int64_t starts_requested(const struct figures *f)
{
	return (int64_t)(f->requested);
}

static int64_t starts_attempts(const struct figures *f)
{
	return (int64_t)(f->attempts);
}

static int64_t starts_served(const struct figures *f)
{
	return (int64_t)(f->served);
}

static int64_t starts_refused(const struct figures *f)
{
	return (int64_t)(f->refused);
}

static int64_t starts_abandoned(const struct figures *f)
{
	return (int64_t)(f->abandoned);
}

static int64_t starts_pending_at_end(const struct figures *f)
{
	return (int64_t)(f->pending_at_end);
}

static double starts_unserved(const struct figures *f)
{
	return figures_unserved(f);
}

static double wait_seconds_p50(const struct figures *f)
{
	return (double)f->wait.p50_us / 1e6;
}

static double wait_seconds_p95(const struct figures *f)
{
	return (double)f->wait.p95_us / 1e6;
}

static double wait_seconds_p99(const struct figures *f)
{
	return (double)f->wait.p99_us / 1e6;
}

static double wait_seconds_max(const struct figures *f)
{
	return (double)f->wait.max_us / 1e6;
}

static int64_t wait_seconds_by_path_new_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_NEW].count);
}

static double wait_seconds_by_path_new_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_NEW].p50_us / 1e6;
}

static double wait_seconds_by_path_new_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_NEW].p95_us / 1e6;
}

static double wait_seconds_by_path_new_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_NEW].p99_us / 1e6;
}

static int64_t wait_seconds_by_path_warm_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_WARM].count);
}

static double wait_seconds_by_path_warm_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_WARM].p50_us / 1e6;
}

static double wait_seconds_by_path_warm_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_WARM].p95_us / 1e6;
}

static double wait_seconds_by_path_warm_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_WARM].p99_us / 1e6;
}

static int64_t wait_seconds_by_path_moved_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_MOVED].count);
}

static double wait_seconds_by_path_moved_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_MOVED].p50_us / 1e6;
}

static double wait_seconds_by_path_moved_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_MOVED].p95_us / 1e6;
}

static double wait_seconds_by_path_moved_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_MOVED].p99_us / 1e6;
}

static int64_t wait_seconds_by_path_restored_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_RESTORED].count);
}

static double wait_seconds_by_path_restored_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_RESTORED].p50_us / 1e6;
}

static double wait_seconds_by_path_restored_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_RESTORED].p95_us / 1e6;
}

static double wait_seconds_by_path_restored_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_RESTORED].p99_us / 1e6;
}

static int64_t wait_seconds_by_path_prefetched_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_PREFETCHED].count);
}

static double wait_seconds_by_path_prefetched_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_PREFETCHED].p50_us / 1e6;
}

static double wait_seconds_by_path_prefetched_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_PREFETCHED].p95_us / 1e6;
}

static double wait_seconds_by_path_prefetched_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_PREFETCHED].p99_us / 1e6;
}

static int64_t wait_seconds_by_path_queued_count(const struct figures *f)
{
	return (int64_t)(f->by_path[PATH_QUEUED].count);
}

static double wait_seconds_by_path_queued_p50(const struct figures *f)
{
	return (double)f->by_path[PATH_QUEUED].p50_us / 1e6;
}

static double wait_seconds_by_path_queued_p95(const struct figures *f)
{
	return (double)f->by_path[PATH_QUEUED].p95_us / 1e6;
}

static double wait_seconds_by_path_queued_p99(const struct figures *f)
{
	return (double)f->by_path[PATH_QUEUED].p99_us / 1e6;
}

static double ready_seconds_p50(const struct figures *f)
{
	return (double)f->ready.p50_us / 1e6;
}

static double ready_seconds_p95(const struct figures *f)
{
	return (double)f->ready.p95_us / 1e6;
}

static double ready_seconds_p99(const struct figures *f)
{
	return (double)f->ready.p99_us / 1e6;
}

static double ready_seconds_max(const struct figures *f)
{
	return (double)f->ready.max_us / 1e6;
}

static int64_t worlds_archived(const struct figures *f)
{
	return (int64_t)(f->archived);
}

static int64_t worlds_sleep_timers_cancelled(const struct figures *f)
{
	return (int64_t)(f->sleep_timers_cancelled);
}

static int64_t worlds_woken_from_archive(const struct figures *f)
{
	return (int64_t)(f->woken_from_archive);
}

static int64_t worlds_moved(const struct figures *f)
{
	return (int64_t)(f->moved);
}

static int64_t worlds_interrupted(const struct figures *f)
{
	return (int64_t)(f->interrupted);
}

static double usage_active_gb_hours(const struct figures *f)
{
	return f->active_gb_hours;
}

static int64_t usage_billed_minutes(const struct figures *f)
{
	return (int64_t)(f->books.billed_minutes);
}

static double usage_sleep_gb_months(const struct figures *f)
{
	return (double)f->books.sleep_mib_seconds / 1024 / 2592000;
}

static int64_t revenue_eur_active_gross(const struct figures *f)
{
	return (int64_t)(f->books.active_gross_nano_eur);
}

static int64_t revenue_eur_sleep_gross(const struct figures *f)
{
	return (int64_t)(f->books.sleep_gross_nano_eur);
}

static int64_t revenue_eur_credits(const struct figures *f)
{
	return (int64_t)(f->books.credits_nano_eur);
}

static int64_t revenue_eur_vat(const struct figures *f)
{
	return (int64_t)(f->books.vat_nano_eur);
}

static int64_t revenue_eur_payment_fees(const struct figures *f)
{
	return (int64_t)(f->books.payment_fees_nano_eur);
}

static int64_t revenue_eur_net(const struct figures *f)
{
	return (int64_t)(f->books.net_nano_eur);
}

static int64_t cost_eur_dedicated(const struct figures *f)
{
	return (int64_t)(f->books.dedicated_nano_eur);
}

static int64_t cost_eur_cloud(const struct figures *f)
{
	return (int64_t)(f->books.cloud_nano_eur);
}

static int64_t cost_eur_storage(const struct figures *f)
{
	return (int64_t)(f->books.storage_nano_eur);
}

static int64_t cost_eur_network(const struct figures *f)
{
	return (int64_t)(f->books.network_nano_eur);
}

static int64_t cost_eur_other(const struct figures *f)
{
	return (int64_t)(f->books.other_nano_eur);
}

static int64_t cost_eur_total(const struct figures *f)
{
	return (int64_t)(figures_cost_nano_eur(f));
}

static int64_t cost_eur_idle_boot(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_BOOT]);
}

static int64_t cost_eur_idle_reserve(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_RESERVE]);
}

static int64_t cost_eur_idle_rounding(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_ROUNDING]);
}

static int64_t cost_eur_idle_spare(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_SPARE]);
}

static int64_t cost_eur_idle_fragmentation(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_FRAGMENTATION]);
}

static int64_t cost_eur_idle_night(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_NIGHT]);
}

static int64_t cost_eur_idle_slack(const struct figures *f)
{
	return (int64_t)(f->books.idle_nano_eur[IDLE_SLACK]);
}

static int64_t margin_eur(const struct figures *f)
{
	return (int64_t)(figures_margin_nano_eur(f));
}

static double margin_percent(const struct figures *f)
{
	return f->books.net_nano_eur == 0
		   ? 0
		   : 100.0 * (double)figures_margin_nano_eur(f) /
			 (double)f->books.net_nano_eur;
}

static int64_t fleet_vm_hours_billed(const struct figures *f)
{
	return (int64_t)(f->books.cloud_hours_billed);
}

static double fleet_vm_hours_used(const struct figures *f)
{
	return f->vm_hours_used;
}

static double fleet_paid_minutes_wasted(const struct figures *f)
{
	return f->paid_minutes_wasted;
}

static double fleet_cloud_peak(const struct figures *f)
{
	return (double)f->cloud_peak;
}

static double fleet_ram_used_mean(const struct figures *f)
{
	return f->ram_used_mean;
}

static int64_t fleet_vm_ordered(const struct figures *f)
{
	return (int64_t)(f->vm_ordered);
}

static int64_t fleet_vm_sold_out(const struct figures *f)
{
	return (int64_t)(f->vm_sold_out);
}

static int64_t recovery_nodes_lost(const struct figures *f)
{
	return (int64_t)(f->nodes_lost);
}

static int64_t recovery_worlds_rescued(const struct figures *f)
{
	return (int64_t)(f->worlds_rescued);
}

static int64_t recovery_worlds_lost(const struct figures *f)
{
	return (int64_t)(f->worlds_lost);
}

static double recovery_play_minutes_lost(const struct figures *f)
{
	return f->play_minutes_lost;
}

static double peak_demand_gb(const struct figures *f)
{
	return f->peak_demand_gb;
}

static int64_t guard_holds(const struct figures *f)
{
	return (int64_t)(f->guard_holds);
}

static int64_t events(const struct figures *f)
{
	return (int64_t)(f->events);
}

static int64_t inputs(const struct figures *f)
{
	return (int64_t)(f->inputs);
}

const struct kpi kpis[] = {
    {"sessions.read", "sessions", KPI_COUNT, sessions_read, NULL},
    {"sessions.used", "sessions", KPI_COUNT, sessions_used, NULL},
    {"sessions.cut", "sessions", KPI_COUNT, sessions_cut, NULL},
    {"sessions.outside", "sessions", KPI_COUNT, sessions_outside, NULL},
    {"starts.requested", "starts", KPI_COUNT, starts_requested, NULL},
    {"starts.attempts", "starts", KPI_COUNT, starts_attempts, NULL},
    {"starts.served", "starts", KPI_COUNT, starts_served, NULL},
    {"starts.refused", "starts", KPI_COUNT, starts_refused, NULL},
    {"starts.abandoned", "starts", KPI_COUNT, starts_abandoned, NULL},
    {"starts.pending_at_end", "starts", KPI_COUNT, starts_pending_at_end, NULL},
    {"starts.unserved", "share", KPI_REAL, NULL, starts_unserved},
    {"wait_seconds.p50", "s", KPI_REAL, NULL, wait_seconds_p50},
    {"wait_seconds.p95", "s", KPI_REAL, NULL, wait_seconds_p95},
    {"wait_seconds.p99", "s", KPI_REAL, NULL, wait_seconds_p99},
    {"wait_seconds.max", "s", KPI_MAX, NULL, wait_seconds_max},
    {"wait_seconds.by_path.new.count", "starts", KPI_COUNT,
     wait_seconds_by_path_new_count, NULL},
    {"wait_seconds.by_path.new.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_new_p50},
    {"wait_seconds.by_path.new.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_new_p95},
    {"wait_seconds.by_path.new.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_new_p99},
    {"wait_seconds.by_path.warm.count", "starts", KPI_COUNT,
     wait_seconds_by_path_warm_count, NULL},
    {"wait_seconds.by_path.warm.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_warm_p50},
    {"wait_seconds.by_path.warm.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_warm_p95},
    {"wait_seconds.by_path.warm.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_warm_p99},
    {"wait_seconds.by_path.moved.count", "starts", KPI_COUNT,
     wait_seconds_by_path_moved_count, NULL},
    {"wait_seconds.by_path.moved.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_moved_p50},
    {"wait_seconds.by_path.moved.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_moved_p95},
    {"wait_seconds.by_path.moved.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_moved_p99},
    {"wait_seconds.by_path.restored.count", "starts", KPI_COUNT,
     wait_seconds_by_path_restored_count, NULL},
    {"wait_seconds.by_path.restored.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_restored_p50},
    {"wait_seconds.by_path.restored.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_restored_p95},
    {"wait_seconds.by_path.restored.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_restored_p99},
    {"wait_seconds.by_path.prefetched.count", "starts", KPI_COUNT,
     wait_seconds_by_path_prefetched_count, NULL},
    {"wait_seconds.by_path.prefetched.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_prefetched_p50},
    {"wait_seconds.by_path.prefetched.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_prefetched_p95},
    {"wait_seconds.by_path.prefetched.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_prefetched_p99},
    {"wait_seconds.by_path.queued.count", "starts", KPI_COUNT,
     wait_seconds_by_path_queued_count, NULL},
    {"wait_seconds.by_path.queued.p50", "s", KPI_REAL, NULL,
     wait_seconds_by_path_queued_p50},
    {"wait_seconds.by_path.queued.p95", "s", KPI_REAL, NULL,
     wait_seconds_by_path_queued_p95},
    {"wait_seconds.by_path.queued.p99", "s", KPI_REAL, NULL,
     wait_seconds_by_path_queued_p99},
    {"ready_seconds.p50", "s", KPI_REAL, NULL, ready_seconds_p50},
    {"ready_seconds.p95", "s", KPI_REAL, NULL, ready_seconds_p95},
    {"ready_seconds.p99", "s", KPI_REAL, NULL, ready_seconds_p99},
    {"ready_seconds.max", "s", KPI_MAX, NULL, ready_seconds_max},
    {"worlds.archived", "worlds", KPI_COUNT, worlds_archived, NULL},
    {"worlds.sleep_timers_cancelled", "worlds", KPI_COUNT,
     worlds_sleep_timers_cancelled, NULL},
    {"worlds.woken_from_archive", "worlds", KPI_COUNT,
     worlds_woken_from_archive, NULL},
    {"worlds.moved", "worlds", KPI_COUNT, worlds_moved, NULL},
    {"worlds.interrupted", "worlds", KPI_COUNT, worlds_interrupted, NULL},
    {"usage.active_gb_hours", "GB h", KPI_REAL, NULL, usage_active_gb_hours},
    {"usage.billed_minutes", "minutes", KPI_COUNT, usage_billed_minutes, NULL},
    {"usage.sleep_gb_months", "GB months", KPI_REAL, NULL,
     usage_sleep_gb_months},
    {"revenue_eur.active_gross", "EUR", KPI_MONEY, revenue_eur_active_gross,
     NULL},
    {"revenue_eur.sleep_gross", "EUR", KPI_MONEY, revenue_eur_sleep_gross,
     NULL},
    {"revenue_eur.credits", "EUR", KPI_MONEY, revenue_eur_credits, NULL},
    {"revenue_eur.vat", "EUR", KPI_MONEY, revenue_eur_vat, NULL},
    {"revenue_eur.payment_fees", "EUR", KPI_MONEY, revenue_eur_payment_fees,
     NULL},
    {"revenue_eur.net", "EUR", KPI_MONEY, revenue_eur_net, NULL},
    {"cost_eur.dedicated", "EUR", KPI_MONEY, cost_eur_dedicated, NULL},
    {"cost_eur.cloud", "EUR", KPI_MONEY, cost_eur_cloud, NULL},
    {"cost_eur.storage", "EUR", KPI_MONEY, cost_eur_storage, NULL},
    {"cost_eur.network", "EUR", KPI_MONEY, cost_eur_network, NULL},
    {"cost_eur.other", "EUR", KPI_MONEY, cost_eur_other, NULL},
    {"cost_eur.total", "EUR", KPI_MONEY, cost_eur_total, NULL},
    {"cost_eur.idle.boot", "EUR", KPI_MONEY, cost_eur_idle_boot, NULL},
    {"cost_eur.idle.reserve", "EUR", KPI_MONEY, cost_eur_idle_reserve, NULL},
    {"cost_eur.idle.rounding", "EUR", KPI_MONEY, cost_eur_idle_rounding, NULL},
    {"cost_eur.idle.spare", "EUR", KPI_MONEY, cost_eur_idle_spare, NULL},
    {"cost_eur.idle.fragmentation", "EUR", KPI_MONEY,
     cost_eur_idle_fragmentation, NULL},
    {"cost_eur.idle.night", "EUR", KPI_MONEY, cost_eur_idle_night, NULL},
    {"cost_eur.idle.slack", "EUR", KPI_MONEY, cost_eur_idle_slack, NULL},
    {"margin_eur", "EUR", KPI_MONEY, margin_eur, NULL},
    {"margin_percent", "%", KPI_REAL, NULL, margin_percent},
    {"fleet.vm_hours_billed", "hours", KPI_COUNT, fleet_vm_hours_billed, NULL},
    {"fleet.vm_hours_used", "hours", KPI_REAL, NULL, fleet_vm_hours_used},
    {"fleet.paid_minutes_wasted", "minutes", KPI_REAL, NULL,
     fleet_paid_minutes_wasted},
    {"fleet.cloud_peak", "nodes", KPI_MAX, NULL, fleet_cloud_peak},
    {"fleet.ram_used_mean", "GB", KPI_REAL, NULL, fleet_ram_used_mean},
    {"fleet.vm_ordered", "orders", KPI_COUNT, fleet_vm_ordered, NULL},
    {"fleet.vm_sold_out", "orders", KPI_COUNT, fleet_vm_sold_out, NULL},
    {"recovery.nodes_lost", "nodes", KPI_COUNT, recovery_nodes_lost, NULL},
    {"recovery.worlds_rescued", "worlds", KPI_COUNT, recovery_worlds_rescued,
     NULL},
    {"recovery.worlds_lost", "worlds", KPI_COUNT, recovery_worlds_lost, NULL},
    {"recovery.play_minutes_lost", "minutes", KPI_REAL, NULL,
     recovery_play_minutes_lost},
    {"peak_demand_gb", "GB", KPI_MAX, NULL, peak_demand_gb},
    {"guard_holds", "times", KPI_COUNT, guard_holds, NULL},
    {"events", "events", KPI_COUNT, events, NULL},
    {"inputs", "inputs", KPI_COUNT, inputs, NULL},
};

const unsigned kpi_count = sizeof kpis / sizeof kpis[0];

double kpi_value(const struct kpi *kpi, const struct figures *figures)
{
	if (kpi->kind == KPI_MONEY)
		return (double)kpi->whole(figures) / 1e9;
	return kpi->kind == KPI_COUNT ? (double)kpi->whole(figures)
				      : kpi->real(figures);
}
