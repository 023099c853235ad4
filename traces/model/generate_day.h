/*
 * generate_day.h - one playing day of a generated trace: who plays, and which
 * starts the day's law proposes.  Private to traces/.
 *
 * The town owns its worlds and the candidates of the present day.
 */
#ifndef TRACES_GENERATE_DAY_H
#define TRACES_GENERATE_DAY_H

#include "day_shape.h"
#include "generate.h"

enum habit { HABIT_PLAYS = 0, HABIT_RESTS, HABIT_GONE, HABITS };

/* Chances from one day's habit to the next day's; rows sum to 1. */
void habit_matrix(const struct generate_plan *plan,
		  double chance[HABITS][HABITS]);

struct town_world {
	uint64_t entity;
	int64_t free_at_us; /* active until then, or not yet made */
	double rate;	    /* per playing day of mean 1 */
	uint32_t ram_mib, cpu_milli, disk_mib;
	uint32_t starts; /* number of the next one */
	uint8_t habit, tier;
	bool is_new;
};

enum candidate_kind { CANDIDATE_OWN = 0, CANDIDATE_FIRST };

struct candidate {
	int64_t at_us;
	uint32_t world;
	uint32_t kind;
};

/* Who plays today, by tier, with the running sum of L: for who joins. */
struct players {
	uint32_t *world;
	double *below; /* sum of L up to and with this one */
	uint32_t count;
	size_t capacity; /* of both */
};

struct town {
	const struct generate_plan *plan;
	struct town_world *worlds;
	uint32_t count;
	size_t capacity;
	struct day_shape shape;
	double below[TIERS][STEPS_MAX + 1];
	struct players players[TIERS];
	struct candidate *candidates; /* sorted by time, then world */
	uint32_t candidate_count;
	size_t candidate_capacity;
	int64_t first_day; /* the habits are drawn fresh before it */
	struct error_text *error;
};

bool town_open(struct town *town, int64_t first_day);
void town_close(struct town *town);

/* Make the day's worlds, habits and candidates. */
bool town_day(struct town *town, int64_t day);

/* The factor of the events at an instant for a world. */
double town_event_factor(const struct town *town, uint32_t world,
			 int64_t at_us);
/* The largest it can be on the present day. */
double town_event_factor_max(const struct town *town);

#endif /* TRACES_GENERATE_DAY_H */
