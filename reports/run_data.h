/*
 * run_data.h - what a report needs of run.db beyond summary.json.
 *
 * Reads only.  Series, nodes and starts are those of the first run
 * (replication 0), unless a slot says otherwise.  RAM in GB
 * (1024 MiB), instants in microseconds UTC, money in EUR.
 */
#ifndef REPORTS_RUN_DATA_H
#define REPORTS_RUN_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/base/error_text.h"

#define RUN_NAME_SIZE 64

struct run_slot {
	int64_t from_us;
	double demand_gb, dedicated_gb, cloud_gb, spare_gb, booting_gb,
	    draining_gb;
	double archive_use, links_use; /* of the busiest line, 0 to 1 */
	/* of all runs: */
	double demand_mean_gb, demand_low_gb, demand_high_gb;
	double judged, late; /* first attempts that are over, and late ones */
};

enum run_mark_kind {
	MARK_ORDERED,
	MARK_READY,
	MARK_DRAINED,
	MARK_DESTROYED,
	MARK_UNSERVED,
	MARK_KINDS
};

struct run_mark {
	int64_t at_us;
	enum run_mark_kind kind;
};

/* Starts of the first run by the way they were served. */
struct run_path {
	char name[RUN_NAME_SIZE]; /* "?" when it was not placed at all */
	double starts, late, wait_s;
};

/* Where the time of starts went; as in sim's struct start_row. */
enum run_delay {
	RUN_DELAY_SAVING,
	RUN_DELAY_ROOM,
	RUN_DELAY_BOOT,
	RUN_DELAY_LINE,
	RUN_DELAY_TRANSFER,
	RUN_DELAY_START_UP,
	RUN_DELAYS
};

/* The slowest one per cent of starts, at least one: how many had most of their
 * delay for this reason, and the time of all of them. */
struct run_slowest {
	double starts, all, least_s;
	double starts_by[RUN_DELAYS], seconds_by[RUN_DELAYS];
};

struct run_type {
	char name[RUN_NAME_SIZE];
	bool dedicated;
	double nodes, at_once, unfilled, hours_paid, cost_eur;
	double used_share; /* of the RAM that is paid for; < 0: unknown */
};

struct run_customer {
	char *name;
	double starts, held_gb_hours, cloud_gb_hours, disk_gb, net_eur,
	    cost_eur;
};

struct run_offset {
	int64_t from_us, offset_s;
};

struct run_assumption {
	char *key, *value, *source;
	bool is_default;
};

struct run_interval {
	double mean, low, high;
	bool known; /* is there an interval? */
};

struct run_data {
	struct run_slot *slots;
	struct run_mark *marks;
	struct run_path *paths;
	struct run_type *types;
	struct run_offset *offsets;
	struct run_assumption *assumptions;
	struct run_customer *losers; /* those that cost most, at most ten */
	size_t slot_count, mark_count, path_count, type_count, offset_count,
	    assumption_count, loser_count;
	int64_t slot_us; /* length of a slot */
	struct run_slowest slowest;
};

/* `late_s`: a start that waited longer counts as late. */
bool run_data_read(const char *directory, double late_s, struct run_data *out,
		   struct error_text *error);
void run_data_release(struct run_data *data);

/* Seconds since the epoch as the scenario's clock shows them. */
int64_t run_data_local_s(const struct run_data *data, int64_t at_us);

/* How often that happened, at all and from an instant to another (exclusive).
 */
size_t run_data_marks(const struct run_data *data, enum run_mark_kind kind);
size_t run_data_marks_between(const struct run_data *data,
			      enum run_mark_kind kind, int64_t from_us,
			      int64_t to_us);

/* First and last (exclusive) instant of the window. */
int64_t run_data_from_us(const struct run_data *data);
int64_t run_data_to_us(const struct run_data *data);

#endif /* REPORTS_RUN_DATA_H */
