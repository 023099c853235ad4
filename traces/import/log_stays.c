#include "log_stays.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"

#define US_PER_S INT64_C(1000000)
#define S_PER_DAY INT64_C(86400)
/* More than the hour that comes twice when summer time ends. */
#define ROLL_OVER_US (US_PER_S * 60 * 90)
/* Threads write stamps a little out of order. */
#define JITTER_S 60
#define SILENCE_US (S_PER_DAY * US_PER_S)
/* What wraps a line is written this soon after it. */
#define WRAP_US (US_PER_S * 60)
/* The two lines of one join. */
#define ONE_JOIN_US (US_PER_S * 2)
#define SERVER_NAME 80

bool log_stays_open(struct log_stays *s, struct import *import,
		    const struct session_row *facts, const char *file)
{
	*s = (struct log_stays){.import = import,
				.facts = *facts,
				.days = {.day = -1},
				.last_us = -1};
	return import->options->proxy ||
	       world_table_enter(&import->table, facts, file, &s->world,
				 import->error);
}

void log_stays_release(struct log_stays *s)
{
	free(s->online);
}

void log_stays_file(struct log_stays *s, const char *file, int64_t day,
		    enum date_order order)
{
	s->file = file;
	s->file_begins = true;
	s->days.day = day;
	if (order != ORDER_NONE)
		s->days.order = order;
	s->of_day_us = 0;
}

bool log_rolls_over(int64_t before_of_day_us, int64_t of_day_us)
{
	return of_day_us < before_of_day_us - ROLL_OVER_US;
}

static void count_almost(struct log_stays *s, uint64_t number)
{
	struct import_counts *counts = &s->import->counts;

	if (s->almost++ == 0)
		import_place(s->first_almost, s->file, number);
	if (counts->almost++ == 0)
		import_place(counts->first_almost, s->file, number);
}

/* --- who is online -------------------------------------------------------- */

static struct online *find_in(struct log_stays *s, uint32_t player,
			      uint32_t world)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->online[i].player == player &&
		    s->online[i].world == world)
			return &s->online[i];
	return NULL;
}

static struct online *find_online(struct log_stays *s, uint32_t player)
{
	return find_in(s, player, s->world);
}

static bool come_into(struct log_stays *s, uint32_t player, uint32_t world,
		      int64_t at_us)
{
	if (find_in(s, player, world) != NULL)
		return true; /* "logged in" and "joined" are one */
	if (!ARRAY_ROOM(s->online, s->capacity, s->count + 1))
		return error_set(s->import->error, "out of memory");
	s->online[s->count++] = (struct online){player, world, at_us};
	return true;
}

static bool come_online(struct log_stays *s, uint32_t player, int64_t at_us)
{
	return come_into(s, player, s->world, at_us);
}

/* The other line of the last join, under another name?  Of the two, the one
 * who is logged in counts: "lost connection" says that name. */
static bool join_player(struct log_stays *s, uint32_t player, bool by_login,
			int64_t at_us)
{
	bool second = s->joined && s->joined_by_login != by_login &&
		      at_us - s->joined_us <= ONE_JOIN_US;
	struct online *nickname;

	if (!second) {
		s->joined = true;
		s->joined_by_login = by_login;
		s->joined_player = player;
		s->joined_us = at_us;
		return come_online(s, player, at_us);
	}
	s->joined = false;
	if (player == s->joined_player)
		return true;
	if (!by_login)
		return true; /* a nickname */
	nickname = find_online(s, s->joined_player);
	if (nickname != NULL && find_online(s, player) == NULL)
		nickname->player = player;
	return true;
}

static bool give_stay(struct log_stays *s, const struct online *who,
		      int64_t at_us)
{
	const struct stay stay = {.start_us = who->since_us,
				  .stop_us = at_us,
				  .world = who->world,
				  .player = who->player};

	return import_stay(s->import, &stay);
}

static bool leave_as(struct log_stays *s, struct online *who, int64_t at_us)
{
	if (who == NULL)
		return true; /* "lost connection" and "left" are one */
	if (!give_stay(s, who, at_us))
		return false;
	*who = s->online[--s->count];
	return true;
}

static bool leave(struct log_stays *s, uint32_t player, int64_t at_us)
{
	return leave_as(s, find_online(s, player), at_us);
}

static bool all_leave(struct log_stays *s, int64_t at_us)
{
	while (s->count > 0)
		if (!give_stay(s, &s->online[--s->count], at_us))
			return false;
	return true;
}

/* "Kim of Ulm joined the game": servers with such names have logged him in
 * already, or do so now, and of other servers it is no name at all. */
static void join_spaced(struct log_stays *s, uint32_t player, uint64_t number)
{
	if (s->joined && s->joined_player == player)
		s->joined = false;
	if (s->spaced++ == 0)
		import_place(s->first_spaced, s->file, number);
}

/* The log has no leave lines: its last line is the last sign of life. */
static bool all_are_gone(struct log_stays *s)
{
	s->import->counts.without_end += s->count;
	return all_leave(s, s->last_us);
}

/* --- when ----------------------------------------------------------------- */

static int64_t local_s_of(int64_t day, int64_t of_day_us)
{
	return day * S_PER_DAY + of_day_us / US_PER_S;
}

/* A clock's stamp as an instant; without an offset it is of the log's zone. */
static int64_t utc_us_of(const struct log_stays *s, int64_t day,
			 const struct log_stamp *stamp)
{
	int64_t not_before_s =
	    s->last_us < 0 ? 0 : s->last_us / US_PER_S - JITTER_S;
	int64_t local_s = local_s_of(day, stamp->of_day_us);
	int64_t utc_s =
	    stamp->has_offset
		? local_s - stamp->offset_s
		: zone_clock_utc_s(&s->import->clock, local_s, not_before_s);

	return utc_s * US_PER_S + stamp->of_day_us % US_PER_S;
}

/*
 * The instant of a stamp behind one of Docker or the journal, which has the
 * date: the same moment, if both clocks show the same.  Else the outer one is
 * right, for it knows its date.
 */
static int64_t wrapped_us(struct log_stays *s, const struct log_line *line,
			  int64_t outer_day)
{
	int64_t outer_us = utc_us_of(s, outer_day, &line->outer);
	int64_t local_s =
	    zone_clock_local_s(&s->import->clock, outer_us / US_PER_S);
	int64_t day = local_s / S_PER_DAY, inner_us;
	int64_t behind_us =
	    local_s % S_PER_DAY * US_PER_S - line->stamp.of_day_us;

	if (behind_us < -S_PER_DAY * US_PER_S / 2)
		day--; /* the line is of yesterday */
	else if (behind_us > S_PER_DAY * US_PER_S / 2)
		day++;
	inner_us = utc_us_of(s, day, &line->stamp);
	s->days.day = day;
	return llabs(inner_us - outer_us) <= WRAP_US ? inner_us : outer_us;
}

/* The instant of a line.  False if the log's date is not known. */
static bool instant_of(struct log_stays *s, const struct log_line *line,
		       int64_t *at_us)
{
	const struct log_stamp *stamp = &line->stamp;
	int64_t day;

	if (line->has_outer && stamp->day_count == 0) {
		if (!log_day_of(&s->days, &line->outer, &day))
			return false;
		*at_us = wrapped_us(s, line, day);
	} else {
		if (stamp->day_count > 0) {
			if (!log_day_of(&s->days, stamp, &day))
				return false;
			s->days.day = day;
		} else if (s->days.day >= 0 &&
			   log_rolls_over(s->of_day_us, stamp->of_day_us)) {
			s->days.day++;
		}
		if (s->days.day < 0)
			return false;
		*at_us = utc_us_of(s, s->days.day, stamp);
	}
	s->of_day_us = stamp->of_day_us;
	return *at_us >= 0;
}

/* The clock goes back: who is online was so until now, and is from there on. */
static bool split_stays(struct log_stays *s, int64_t at_us)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->online[i].since_us < s->last_us &&
		    !give_stay(s, &s->online[i], s->last_us))
			return false;
		s->online[i].since_us = at_us;
	}
	return true;
}

static bool set_back(struct log_stays *s, int64_t at_us, uint64_t number)
{
	struct import_counts *counts = &s->import->counts;

	if (counts->set_back++ == 0)
		import_place(counts->first_set_back, s->file, number);
	if (s->last_us - at_us > counts->set_back_most_us)
		counts->set_back_most_us = s->last_us - at_us;
	return s->file_begins ? all_are_gone(s) : split_stays(s, at_us);
}

/* --- one line ------------------------------------------------------------- */

static bool take_stay(struct log_stays *s, const struct log_line *line,
		      int64_t at_us, uint64_t number)
{
	bool of_player = line->event == LOG_JOIN || line->event == LOG_LEAVE;
	uint32_t player = 0;

	if (of_player && s->import->options->proxy)
		return true; /* it is of a plugin */
	if (of_player)
		player = pseudonym(&s->import->pseudonyms, line->name,
				   line->name_length);
	switch (line->event) {
	case LOG_NOTHING:
		break;
	case LOG_JOIN:
		if (line->is_spaced && !line->is_login) {
			join_spaced(s, player, number);
			return true;
		}
		s->events++;
		s->has_logins = s->has_logins || line->is_login;
		return join_player(s, player, line->is_login, at_us);
	case LOG_LEAVE:
		if (line->is_spaced && find_online(s, player) == NULL)
			return true;
		s->events++;
		s->joined = false;
		return leave(s, player, at_us);
	case LOG_SERVER_STARTS:
		return all_are_gone(s);
	case LOG_SERVER_STOPS:
		return all_leave(s, at_us);
	}
	return true;
}

/* --- through a proxy ------------------------------------------------------ */

static bool world_of(struct log_stays *s, const struct log_line *line,
		     uint64_t number, uint32_t *world)
{
	struct session_row facts = s->facts;
	char name[SERVER_NAME];

	(void)snprintf(name, sizeof name, "%.*s", (int)line->server_length,
		       line->server);
	facts.world = name;
	facts.line = number;
	return world_table_enter(&s->import->table, &facts, s->file, world,
				 s->import->error);
}

/* From all servers: whoever leaves the proxy. */
static bool leave_all(struct log_stays *s, uint32_t player, int64_t at_us)
{
	for (size_t i = s->count; i-- > 0;)
		if (s->online[i].player == player &&
		    !leave_as(s, &s->online[i], at_us))
			return false;
	return true;
}

static bool take_passage(struct log_stays *s, const struct log_line *line,
			 int64_t at_us, uint64_t number)
{
	uint32_t player, world;

	if (!s->import->options->proxy) {
		s->passages++;
		return true;
	}
	player =
	    pseudonym(&s->import->pseudonyms, line->name, line->name_length);
	s->events++;
	s->import->counts.recognised++;
	if (line->server == NULL)
		return leave_all(s, player, at_us);
	if (!world_of(s, line, number, &world))
		return false;
	return line->passage == LOG_JOIN
		   ? come_into(s, player, world, at_us)
		   : leave_as(s, find_in(s, player, world), at_us);
}

/* --- one line, with its day ------------------------------------------------
 */

/* It has a date, but which day that is, nothing tells. */
static bool is_unclear(const struct log_stamp *stamp)
{
	return stamp->day_count > 1 || stamp->order != ORDER_NONE;
}

static bool no_date(struct log_stays *s, const struct log_line *line,
		    uint64_t number)
{
	if (is_unclear(&line->stamp) ||
	    (line->has_outer && is_unclear(&line->outer))) {
		if (line->event != LOG_NOTHING ||
		    line->passage != LOG_NOTHING) {
			count_almost(s, number);
			s->unclear_dates++;
		}
		return true;
	}
	return error_set(s->import->error,
			 "%s:%" PRIu64 ": the date is not known; give the day "
			 "of its first line with --date 2024-11-08",
			 s->file, number);
}

static bool go_on(struct log_stays *s, int64_t at_us, uint64_t number)
{
	if (s->last_us >= 0 && at_us - s->last_us > SILENCE_US)
		return all_are_gone(s);
	return at_us >= s->last_us - JITTER_S * US_PER_S ||
	       set_back(s, at_us, number);
}

bool log_stays_line(struct log_stays *s, char *text, size_t length,
		    uint64_t number)
{
	struct log_line line;
	int64_t at_us;

	s->import->counts.lines++;
	length = log_line_clean(text, length);
	log_line_read(text, length, &line);
	if (s->import->options->proxy ? line.almost_passage : line.almost)
		count_almost(s, number);
	if (!line.has_stamp)
		return true;
	if (!instant_of(s, &line, &at_us))
		return no_date(s, &line, number);
	if (at_us < s->last_us && at_us >= s->last_us - JITTER_S * US_PER_S)
		at_us = s->last_us;
	if (!go_on(s, at_us, number))
		return false;
	s->file_begins = false;
	s->import->counts.recognised += line.event != LOG_NOTHING;
	if (line.passage != LOG_NOTHING ? !take_passage(s, &line, at_us, number)
					: !take_stay(s, &line, at_us, number))
		return false;
	s->last_us = at_us;
	return true;
}

/* Whoever has cut the lines of logins out has lost the names with blanks. */
static void count_spaced(struct log_stays *s)
{
	struct import_counts *counts = &s->import->counts;

	if (s->almost == 0)
		memcpy(s->first_almost, s->first_spaced, IMPORT_PLACE);
	if (counts->almost == 0)
		memcpy(counts->first_almost, s->first_spaced, IMPORT_PLACE);
	s->almost += s->spaced;
	counts->almost += s->spaced;
}

bool log_stays_end(struct log_stays *s)
{
	if (!s->has_logins && s->spaced > 0)
		count_spaced(s);
	return all_are_gone(s);
}
