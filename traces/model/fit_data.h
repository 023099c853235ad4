/*
 * fit_data.h - a trace as what the fit of habits and starts needs: for each
 * world the playing days on which it started or was active, with the starts and
 * the idle time by hour.  All other days are full and without a start.
 * Private to traces/.
 *
 * Memory: about 120 bytes for each such day of a world; of more worlds than
 * WORLDS_FITTED a sample by the hash of their names is taken.
 */
#ifndef TRACES_FIT_DATA_H
#define TRACES_FIT_DATA_H

#include "fit.h"

#define WORLDS_FITTED 2000

struct fit_day {
	unsigned weekday;
	enum day_kind kind;
	int type;	   /* 0 weekday's hours, 1 weekend's */
	float full[HOURS]; /* hours of the day by local hour: 0, 1 or 2 */
};

/* A day on which the world started or was active. */
struct fit_mark {
	uint32_t day; /* from the first of the window */
	uint32_t starts;
	float idle[HOURS]; /* hours in which it could have started */
};

struct fit_world {
	uint8_t tier;
	bool seen_before; /* active at the beginning of the window */
	uint32_t mark, mark_count;
	uint32_t first_day; /* of a start; day_count: none in the window */
	float after[HOURS]; /* idle hours of that day after its first start */
};

struct fit_data {
	struct fit_day *days;
	uint32_t day_count;
	struct fit_world *worlds;
	uint32_t world_count;
	struct fit_mark *marks;
	double sampled; /* share of the worlds that is here */
	uint64_t starts[TIERS][DAY_TYPES][HOURS];
};

/* `first_day` is the number of the window's first playing day. */
bool fit_data_make(const struct trace *trace, const struct fit_options *options,
		   int64_t first_day, uint32_t day_count, struct fit_data *out,
		   struct error_text *error);
void fit_data_release(struct fit_data *data);

#endif /* TRACES_FIT_DATA_H */
