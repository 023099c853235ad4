#include "stays.h"

#include <stdlib.h>

#include "merge.h"
#include "traces/store/sorter.h"

#define US_PER_S INT64_C(1000000)

struct stays {
	struct sorter *by_player; /* key: world and player */
	struct merge *by_world;
	int64_t idle_stop_us;
	session_sink *sink;
	void *context;
};

struct stays *stays_create(int64_t idle_stop_us, struct error_text *error)
{
	const struct merge_plan plan = {.gap_us = idle_stop_us};
	struct stays *s = calloc(1, sizeof *s);

	if (s == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	s->idle_stop_us = idle_stop_us;
	s->by_player = sorter_create(0, error);
	s->by_world = merge_create(&plan, error);
	if (s->by_player != NULL && s->by_world != NULL)
		return s;
	stays_release(s);
	return NULL;
}

void stays_release(struct stays *s)
{
	if (s == NULL)
		return;
	sorter_release(s->by_player);
	merge_release(s->by_world);
	free(s);
}

bool stays_put(struct stays *s, const struct stay *stay,
	       struct error_text *error)
{
	const struct sort_record record = {
	    .key = (uint64_t)stay->world << 32 | stay->player,
	    .minor = (uint64_t)stay->start_us,
	    .stop_us = stay->stop_us,
	};

	return sorter_put(s->by_player, &record, error);
}

static bool give_stay(struct stays *s, const struct sort_record *r,
		      struct stays_found *found, struct error_text *error)
{
	const struct stretch stretch = {
	    .start_us = (int64_t)r->minor,
	    .stop_us = r->stop_us,
	    .world = (uint32_t)(r->key >> 32),
	};

	found->player_us += stretch.stop_us - stretch.start_us;
	return merge_put(s->by_world, &stretch, error);
}

/* From stays of players to stays of players that do not overlap. */
static bool unite_players(struct stays *s, struct stays_found *found,
			  struct error_text *error)
{
	const struct sort_record *next;
	struct sort_record open = {0};
	bool is_open = false;

	if (!sorter_end(s->by_player, error))
		return false;
	while ((next = sorter_take(s->by_player, error)) != NULL) {
		if (is_open && next->key == open.key &&
		    (int64_t)next->minor < open.stop_us) {
			found->overlaps++;
			if (next->stop_us > open.stop_us)
				open.stop_us = next->stop_us;
			continue;
		}
		if (is_open && !give_stay(s, &open, found, error))
			return false;
		open = *next;
		is_open = true;
	}
	return error->text[0] == '\0' &&
	       (!is_open || give_stay(s, &open, found, error));
}

/* The world goes on until the idle stop. */
static bool give_session(void *context, const struct stretch *union_of_stays,
			 struct error_text *error)
{
	struct stays *s = context;
	struct session session = {
	    .start_us = union_of_stays->start_us,
	    .stop_us = union_of_stays->stop_us + s->idle_stop_us,
	    .world = union_of_stays->world,
	};
	int64_t player_s = (union_of_stays->parts_us + US_PER_S / 2) / US_PER_S;

	session.players =
	    player_s > UINT32_MAX ? UINT32_MAX : (uint32_t)player_s;
	return s->sink(s->context, &session, error);
}

bool stays_run(struct stays *s, session_sink *sink, void *context,
	       struct stays_found *found, struct error_text *error)
{
	uint64_t merged;

	s->sink = sink;
	s->context = context;
	*found = (struct stays_found){0};
	if (!unite_players(s, found, error))
		return false;
	sorter_release(s->by_player); /* its memory before the second sort */
	s->by_player = NULL;
	return merge_run(s->by_world, give_session, s, &merged, error);
}
