#include "log_line.h"

#include <string.h>

#include "traces/base/times.h"

#define NAME_MAX_LENGTH 24 /* 16 and the mark of a Bedrock player */
#define US_PER_S INT64_C(1000000)

/* What is left of a line. */
struct text {
	const char *at, *end;
};

static size_t length_of(const struct text *t)
{
	return (size_t)(t->end - t->at);
}

static bool skip(struct text *t, const char *word)
{
	size_t length = strlen(word);

	if (length_of(t) < length || memcmp(t->at, word, length) != 0)
		return false;
	t->at += length;
	return true;
}

static bool is_exactly(const struct text *t, const char *word)
{
	struct text rest = *t;

	return skip(&rest, word) && rest.at == rest.end;
}

static bool contains(const struct text *t, const char *word)
{
	return memmem(t->at, length_of(t), word, strlen(word)) != NULL;
}

static bool log_digits(struct text *t, int count, int64_t *value)
{
	*value = 0;
	if (length_of(t) < (size_t)count)
		return false;
	for (int i = 0; i < count; i++, t->at++) {
		if (*t->at < '0' || *t->at > '9')
			return false;
		*value = *value * 10 + (*t->at - '0');
	}
	return true;
}

/* --- the stamp ------------------------------------------------------------ */

/* "08Nov2024 " */
static bool read_date(struct text *t, int64_t *day)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct text rest = *t;
	int64_t of_month, year;
	unsigned month = 0;

	if (!log_digits(&rest, 2, &of_month) || length_of(&rest) < 3)
		return false;
	while (month < 12 &&
	       memcmp(rest.at, months + (size_t)3 * month, 3) != 0)
		month++;
	rest.at += 3;
	if (month == 12 || !log_digits(&rest, 4, &year) || !skip(&rest, " ") ||
	    !date_is_real(year, month + 1, (unsigned)of_month))
		return false;
	*day = days_from_civil(year, month + 1, (unsigned)of_month);
	*t = rest;
	return true;
}

/* "18:03:12" or "18:03:12.123" */
static bool read_time(struct text *t, int64_t *of_day_us)
{
	int64_t hour, minute, second, ms = 0;

	if (!log_digits(t, 2, &hour) || !skip(t, ":") ||
	    !log_digits(t, 2, &minute) || !skip(t, ":") ||
	    !log_digits(t, 2, &second) || hour > 23 || minute > 59 ||
	    second > 59)
		return false;
	if (skip(t, ".") && !log_digits(t, 3, &ms))
		return false;
	*of_day_us =
	    (hour * 3600 + minute * 60 + second) * US_PER_S + ms * 1000;
	return true;
}

/* A group "[...] " whose inside is left in *inside. */
static bool read_group(struct text *t, struct text *inside)
{
	const char *close;

	if (length_of(t) == 0 || *t->at != '[')
		return false;
	close = memchr(t->at, ']', length_of(t));
	if (close == NULL)
		return false;
	*inside = (struct text){t->at + 1, close};
	t->at = close + 1;
	return true;
}

/* Only the server's own thread reports joins and leaves.  Old Spigot names no
 * thread: "[18:03:12 INFO]". */
static bool is_server_thread(const struct text *group)
{
	return contains(group, "Server thread/INFO") ||
	       contains(group, "Server Shutdown Thread/INFO") ||
	       is_exactly(group, " INFO");
}

/*
 * Everything before the message.  Returns false if the line does not begin with
 * a stamp; *speaks is true if the server itself speaks.
 *
 *   [18:03:12] [Server thread/INFO]: vanilla, Fabric, Paper
 *   [18:03:12] [Server thread/INFO] (Minecraft) Fabric, Quilt
 *   [18:03:12 INFO]: Paper's console, old Spigot
 *   [18:03:12] [Server thread/INFO] [minecraft/MinecraftServer]: Forge
 *   [08Nov2024 18:03:12.123] [Server thread/INFO] [net.minecraft...]: Forge
 */
static bool read_stamp(struct text *t, struct log_line *out, bool *speaks)
{
	struct text group;

	if (!skip(t, "["))
		return false;
	out->has_date = read_date(t, &out->day);
	if (!read_time(t, &out->of_day_us))
		return false;
	group.at = t->at;
	t->at = memchr(t->at, ']', length_of(t));
	if (t->at == NULL)
		return false;
	group.end = t->at++;
	*speaks = is_server_thread(&group);
	if (group.at == group.end)
		*speaks = skip(t, " ") && read_group(t, &group) &&
			  is_server_thread(&group);
	else if (!*speaks)
		return true;
	if (*speaks && skip(t, " [")) { /* Forge: the logger */
		t->at--;
		*speaks = read_group(t, &group);
	}
	if (*speaks && skip(t, " (")) { /* Fabric: the logger */
		const char *close = memchr(t->at, ')', length_of(t));

		*speaks = close != NULL;
		if (*speaks)
			t->at = close + 1;
		*speaks = *speaks && skip(t, " ");
	} else if (*speaks) {
		*speaks = skip(t, ": ");
	}
	return true;
}

/* --- the message ---------------------------------------------------------- */

/* Colours of a terminal (ESC [ ... m) and of the game (section sign and a
 * letter) before the message. */
static void skip_colours(struct text *t)
{
	for (;;) {
		struct text rest = *t;

		if (skip(&rest, "\x1b[")) {
			const char *m = memchr(rest.at, 'm', length_of(&rest));

			if (m == NULL)
				return;
			rest.at = m + 1;
		} else if (skip(&rest, "\xc2\xa7") && length_of(&rest) > 0) {
			rest.at++;
		} else {
			return;
		}
		*t = rest;
	}
}

static void drop_colours_behind(struct text *t)
{
	static const char reset[] = "\x1b[m", reset_zero[] = "\x1b[0m";

	for (int i = 0; i < 2; i++) {
		const char *word = i == 0 ? reset : reset_zero;
		size_t length = strlen(word);

		if (length_of(t) >= length &&
		    memcmp(t->end - length, word, length) == 0)
			t->end -= length;
	}
}

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* A player's name: letters, digits and underscores; one mark in front is that
 * of Bedrock players behind a bridge. */
static bool read_name(struct text *t, struct log_line *out)
{
	const char *begin = t->at, *at = begin;

	if (at < t->end && (*at == '.' || *at == '*'))
		at++;
	while (at < t->end && is_name_letter(*at))
		at++;
	if (at == begin || !is_name_letter(at[-1]) ||
	    at - begin > NAME_MAX_LENGTH)
		return false;
	out->name = begin;
	out->name_length = (size_t)(at - begin);
	t->at = at;
	return true;
}

/* "Done (12.345s)!" */
static bool is_done(struct text t)
{
	return skip(&t, "Done (") && contains(&t, ")!");
}

static enum log_event server_event(const struct text *t)
{
	struct text rest = *t;

	if (skip(&rest, "Starting minecraft server version ") || is_done(*t))
		return LOG_SERVER_STARTS;
	if (is_exactly(t, "Stopping server") ||
	    is_exactly(t, "Stopping the server"))
		return LOG_SERVER_STOPS;
	return LOG_NOTHING;
}

/* What follows a player's name. */
static enum log_event player_event(const struct text *t)
{
	struct text rest = *t;

	if (skip(&rest, " (formerly known as ")) {
		const char *close = memchr(rest.at, ')', length_of(&rest));

		if (close == NULL)
			return LOG_NOTHING;
		rest.at = close + 1;
	}
	if (is_exactly(&rest, " joined the game"))
		return LOG_JOIN;
	if (is_exactly(&rest, " left the game"))
		return LOG_LEAVE;
	rest = *t;
	if (skip(&rest, " lost connection: "))
		return LOG_LEAVE;
	/* "[/192.0.2.1:50312] logged in with entity id 7 at (...)" */
	if (skip(&rest, "[") && contains(&rest, "] logged in with entity id "))
		return LOG_JOIN;
	return LOG_NOTHING;
}

void log_line_read(const char *line, size_t length, struct log_line *out)
{
	struct text t = {line, line + length};
	bool speaks = false;

	*out = (struct log_line){0};
	skip_colours(&t);
	out->has_stamp = read_stamp(&t, out, &speaks);
	if (!out->has_stamp || !speaks)
		return;
	skip_colours(&t);
	drop_colours_behind(&t);
	out->event = server_event(&t);
	if (out->event == LOG_NOTHING && read_name(&t, out))
		out->event = player_event(&t);
}
