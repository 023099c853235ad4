#include "log_stays.h"

#include <inttypes.h>
#include <stdlib.h>

#include "traces/base/array.h"

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY INT64_C(86400)
/* More than the hour that comes twice when summer time ends. */
#define ROLL_OVER_US (US_PER_S * 60 * 90)
/* Threads write stamps a little out of order. */
#define JITTER_S 60
#define SILENCE_US (S_PER_DAY * US_PER_S)

void log_stays_open(struct log_stays *s, struct import *import, uint32_t world)
{
	*s = (struct log_stays){
	    .import = import, .world = world, .day = -1, .last_us = -1};
}

void log_stays_release(struct log_stays *s)
{
	free(s->online);
}

void log_stays_file(struct log_stays *s, const char *file, int64_t day)
{
	s->file = file;
	s->day = day;
	s->of_day_us = 0;
}

bool log_rolls_over(int64_t before_of_day_us, int64_t of_day_us)
{
	return of_day_us < before_of_day_us - ROLL_OVER_US;
}

/* --- who is online -------------------------------------------------------- */

static struct online *find_online(struct log_stays *s, uint32_t player)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->online[i].player == player)
			return &s->online[i];
	return NULL;
}

static bool join_player(struct log_stays *s, uint32_t player, int64_t at_us)
{
	if (find_online(s, player) != NULL)
		return true; /* "logged in" and "joined" are one */
	if (!ARRAY_ROOM(s->online, s->capacity, s->count + 1))
		return error_set(s->import->error, "out of memory");
	s->online[s->count++] = (struct online){player, at_us};
	return true;
}

static bool give_stay(struct log_stays *s, const struct online *who,
		      int64_t at_us)
{
	const struct stay stay = {.start_us = who->since_us,
				  .stop_us = at_us,
				  .world = s->world,
				  .player = who->player};

	return import_stay(s->import, &stay);
}

static bool leave(struct log_stays *s, uint32_t player, int64_t at_us)
{
	struct online *who = find_online(s, player);

	if (who == NULL)
		return true; /* "lost connection" and "left" are one */
	if (!give_stay(s, who, at_us))
		return false;
	*who = s->online[--s->count];
	return true;
}

static bool all_leave(struct log_stays *s, int64_t at_us)
{
	while (s->count > 0)
		if (!give_stay(s, &s->online[--s->count], at_us))
			return false;
	return true;
}

/* The log has no leave lines: its last line is the last sign of life. */
static bool all_are_gone(struct log_stays *s)
{
	s->import->counts.without_end += s->count;
	return all_leave(s, s->last_us);
}

/* --- when ----------------------------------------------------------------- */

/* The instant of a stamp.  False if the log's date is not known. */
static bool instant_of(struct log_stays *s, const struct log_line *line,
		       int64_t *at_us)
{
	int64_t local_s, not_before_s, utc_s;

	if (line->has_date)
		s->day = line->day;
	else if (s->day >= 0 && log_rolls_over(s->of_day_us, line->of_day_us))
		s->day++;
	if (s->day < 0)
		return false;
	s->of_day_us = line->of_day_us;
	local_s = s->day * S_PER_DAY + line->of_day_us / US_PER_S;
	not_before_s = s->last_us < 0 ? 0 : s->last_us / US_PER_S - JITTER_S;
	utc_s = zone_clock_utc_s(&s->import->clock, local_s, not_before_s);
	*at_us = utc_s * US_PER_S + line->of_day_us % US_PER_S;
	if (*at_us < s->last_us)
		*at_us = s->last_us;
	return true;
}

/* --- one line ------------------------------------------------------------- */

static bool take_stay(struct log_stays *s, const struct log_line *line,
		      int64_t at_us)
{
	uint32_t player = 0;

	if (line->event == LOG_JOIN || line->event == LOG_LEAVE)
		player = pseudonym(&s->import->pseudonyms, line->name,
				   line->name_length);
	switch (line->event) {
	case LOG_NOTHING:
		break;
	case LOG_JOIN:
		return join_player(s, player, at_us);
	case LOG_LEAVE:
		return leave(s, player, at_us);
	case LOG_SERVER_STARTS:
		return all_are_gone(s);
	case LOG_SERVER_STOPS:
		return all_leave(s, at_us);
	}
	return true;
}

bool log_stays_line(struct log_stays *s, const char *text, size_t length,
		    uint64_t number)
{
	struct log_line line;
	int64_t at_us;

	s->import->counts.lines++;
	log_line_read(text, length, &line);
	if (!line.has_stamp)
		return true;
	if (!instant_of(s, &line, &at_us))
		return error_set(s->import->error,
				 "%s:%" PRIu64 ": the date is not known; give "
				 "the day of its first line with --date "
				 "2024-11-08",
				 s->file, number);
	if (s->last_us >= 0 && at_us - s->last_us > SILENCE_US &&
	    !all_are_gone(s))
		return false;
	s->import->counts.recognised += line.event != LOG_NOTHING;
	if (!take_stay(s, &line, at_us))
		return false;
	s->last_us = at_us;
	return true;
}

bool log_stays_end(struct log_stays *s)
{
	return all_are_gone(s);
}
