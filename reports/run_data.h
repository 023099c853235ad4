/*
 * run_data.h - what a report needs of run.db beyond summary.json.
 *
 * Reads only.  Series, nodes and starts are those of the first run
 * (replication 0); `demand_mean` and its interval are of all runs.  RAM in GB
 * (1024 MiB), instants in microseconds UTC, money in EUR.
 */
#ifndef REPORTS_RUN_DATA_H
#define REPORTS_RUN_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/error_text.h"

#define RUN_NAME_SIZE 64

struct run_slot {
	int64_t from_us;
	double demand_gb, dedicated_gb, cloud_gb, booting_gb, draining_gb;
	double demand_mean_gb, demand_low_gb, demand_high_gb;
};

enum run_mark_kind { MARK_ORDERED, MARK_DESTROYED, MARK_UNSERVED };

struct run_mark {
	int64_t at_us;
	enum run_mark_kind kind;
};

/* Starts of the first run by the way they were served. */
struct run_path {
	char name[RUN_NAME_SIZE]; /* "?" when it was not placed at all */
	double starts, late, wait_s;
};

struct run_type {
	char name[RUN_NAME_SIZE];
	bool dedicated;
	double nodes, hours_billed, cost_eur, lost;
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
	size_t slot_count, mark_count, path_count, type_count, offset_count,
	    assumption_count;
	int64_t slot_us; /* length of a slot */
	/* cost of all kinds for an hour of 1 GB of a running world */
	struct run_interval eur_per_gb_hour;
};

/* `late_s`: a start that waited longer counts as late. */
bool run_data_read(const char *directory, double late_s, struct run_data *out,
		   struct error_text *error);
void run_data_release(struct run_data *data);

/* Seconds since the epoch as the scenario's clock shows them. */
int64_t run_data_local_s(const struct run_data *data, int64_t at_us);

/* First and last (exclusive) instant of the window. */
int64_t run_data_from_us(const struct run_data *data);
int64_t run_data_to_us(const struct run_data *data);

#endif /* REPORTS_RUN_DATA_H */
