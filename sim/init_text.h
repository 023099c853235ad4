/*
 * init_text.h - a scenario of one's own as a file with comments: what
 * `conductor init` writes.
 *
 * Pure: from what is known about the sessions to text.
 */
#ifndef SIM_INIT_TEXT_H
#define SIM_INIT_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "traces/base/zone.h"
#include "traces/store/sessions.h"

#define INIT_BASE "friday-night" /* what is not written is as there */
#define INIT_NAME_SIZE 65
#define INIT_MIX_MAX 8

/* How many worlds have this RAM. */
struct init_mix {
	uint32_t ram_mib, worlds;
};

struct init_facts {
	char name[INIT_NAME_SIZE];
	const char *demand; /* sessions or model, as the scenario names it */
	uint32_t living;    /* worlds drawn from a model; 0: recorded ones */
	uint32_t dormant;   /* of a model, ... */
	double new_per_day; /* ... in proportion */
	const char *zone;
	const struct zone_clock *clock;
	int64_t first_us, last_us;	    /* of all sessions */
	int64_t from_us, to_us, warm_up_us; /* of the window */
	uint64_t session_count;		    /* all */
	uint32_t world_count;
	struct init_mix mix[INIT_MIX_MAX]; /* smallest first */
	uint32_t mix_count, mix_other;	   /* worlds that are in none */
	const char *machine;		   /* type of the dedicated ones */
	uint32_t machines;		   /* that hold the peak */
	double peak_gb, machine_gb;	   /* of RAM; what one sells */
	uint32_t reserve_worlds;	   /* room for so many more is kept */
	bool small_archive;		   /* the smallest box suffices */
};

/* "mine" of "logs/mine.csv.zst": what a scenario may be called. */
void init_name(const char *path, char out[INIT_NAME_SIZE]);

/* The window: all of it, or the last four weeks of what is longer. */
void init_window(struct init_facts *facts);

/* The window of a model, which has none: the week (Monday to Sunday) of an
 * instant, after a week of warm-up. */
void init_week(struct init_facts *facts, int64_t at_us);

/* The worlds by their RAM. */
void init_mix(struct init_facts *facts, const struct trace *trace);

/* Room for as large a part of the peak as the Friday night keeps. */
void init_reserve(struct init_facts *facts, const struct trace *trace);

void init_write(const struct init_facts *facts, FILE *out);

#endif /* SIM_INIT_TEXT_H */
