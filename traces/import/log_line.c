#include "log_line.h"

#include <string.h>

#include "log_head.h"
#include "log_json.h"
#include "log_passage.h"
#include "log_text.h"

#define NAME_MAX_LENGTH 24 /* 16 and the mark of a Bedrock player */

/* --- colours -------------------------------------------------------------- */

/* The length of a colour at the beginning of a text: of a terminal (ESC [ ...
 * m) or of the game (section sign and a letter, in UTF-8 or alone); 0: none. */
static size_t colour_length(const char *at, const char *end)
{
	static const char letters[] = "0123456789abcdefklmnorxABCDEFKLMNORX";
	const char *p = at;

	if (end - at >= 2 && at[0] == '\x1b' && at[1] == '[') {
		p += 2;
		while (p < end && (text_is_digit(*p) || *p == ';' || *p == '?'))
			p++;
		return p < end && (*p == 'm' || *p == 'K')
			   ? (size_t)(p + 1 - at)
			   : 0;
	}
	if (end - at >= 2 && at[0] == '\xc2' && at[1] == '\xa7')
		p += 2;
	else if (at[0] == '\xa7')
		p += 1;
	if (p == at || p == end || strchr(letters, *p) == NULL || *p == '\0')
		return 0;
	return (size_t)(p + 1 - at);
}

size_t log_line_clean(char *line, size_t length)
{
	const char *end;
	char *to = line;

	length = log_json_unwrap(line, length);
	end = line + length;
	if (memchr(line, '\x1b', length) == NULL &&
	    memchr(line, '\xa7', length) == NULL)
		return length;
	for (const char *at = line; at < end;) {
		/* a section sign alone, not a part of a letter in UTF-8, nor of
		 * a number that is damaged */
		bool inside = *at == '\xa7' && at > line &&
			      ((at[-1] & 0x80) != 0 || text_is_digit(at[-1]) ||
			       strchr(".,:-/", at[-1]) != NULL);
		size_t colour = inside ? 0 : colour_length(at, end);

		if (colour > 0)
			at += colour;
		else
			*to++ = *at++;
	}
	return (size_t)(to - line);
}

static void skip_colours(struct text *t)
{
	size_t colour;

	while (t->at < t->end && (*t->at == '\x1b' || *t->at == '\xc2') &&
	       (colour = colour_length(t->at, t->end)) > 0)
		t->at += colour;
}

static void drop_colours_behind(struct text *t)
{
	static const char *const resets[] = {"\x1b[m", "\x1b[0m"};

	for (size_t i = 0; i < sizeof resets / sizeof *resets; i++)
		if (text_ends(t, resets[i]))
			t->end -= strlen(resets[i]);
}

/* --- the message ---------------------------------------------------------- */

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' ||
	       ((unsigned char)c & 0x80) != 0;
}

/* A player's name: letters (of any alphabet, where servers allow them), digits
 * and underscores; one mark in front is that of Bedrock players behind a
 * bridge. */
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

/* A name with blanks, as Bedrock's players have: nothing but letters, digits
 * and single blanks.  Other lines may look so, too. */
static bool take_spaced_name(const char *begin, const char *end,
			     struct log_line *out)
{
	const char *at = begin;

	if (at < end && (*at == '.' || *at == '*'))
		at++;
	if (at == end || end - begin > NAME_MAX_LENGTH ||
	    !is_name_letter(*at) || !is_name_letter(end[-1]) ||
	    memchr(at, ' ', (size_t)(end - at)) == NULL)
		return false;
	for (; at < end; at++)
		if (!is_name_letter(*at) &&
		    (*at != ' ' || !is_name_letter(at[1])))
			return false;
	out->name = begin;
	out->name_length = (size_t)(end - begin);
	out->is_spaced = true;
	return true;
}

/* "Done (12.345s)!" */
static bool is_done(struct text t)
{
	return text_skip(&t, "Done (") && text_contains(&t, ")!");
}

static enum log_event server_event(const struct text *t)
{
	struct text rest = *t;

	if (text_skip(&rest, "Starting minecraft server version ") ||
	    is_done(*t) || text_is(t, "Starting Server") ||
	    text_skip(&rest, "Starting Minecraft: ") || /* PocketMine */
	    text_skip(&rest, "Booting up Velocity ") ||
	    text_skip(&rest, "Enabled BungeeCord version ") ||
	    text_skip(&rest, "Enabled Waterfall version "))
		return LOG_SERVER_STARTS;
	if (text_is(t, "Stopping server") ||
	    text_is(t, "Stopping the server") ||
	    text_is(t, "Stopping server..."))
		return LOG_SERVER_STOPS;
	return LOG_NOTHING;
}

/* "Player connected: Steve, xuid: 2535416196846741": Bedrock, whose names may
 * contain blanks. */
static enum log_event bedrock_event(const struct text *t, struct log_line *out)
{
	struct text rest = *t;
	enum log_event event = text_skip(&rest, "Player connected: ") ? LOG_JOIN
			       : text_skip(&rest, "Player disconnected: ")
				   ? LOG_LEAVE
				   : LOG_NOTHING;
	const char *end;

	if (event == LOG_NOTHING)
		return event;
	end = text_find(&rest, ", xuid:");
	if (end == NULL || end == rest.at)
		return LOG_NOTHING;
	out->name = rest.at;
	out->name_length = (size_t)(end - rest.at);
	return event;
}

/* Behind a name and "[": "/192.0.2.1:50312] logged in with entity id 7 at
 * (...)"; PocketMine and Nukkit have a line for the end, too. */
static enum log_event address_event(const struct text *t, struct log_line *out)
{
	if (text_contains(t, "] logged in with entity id ")) {
		out->is_login = true;
		return LOG_JOIN;
	}
	return text_contains(t, "] logged out due to ") ? LOG_LEAVE
							: LOG_NOTHING;
}

/* What follows a player's name. */
static enum log_event player_event(const struct text *t, struct log_line *out)
{
	struct text rest = *t;

	if (text_skip(&rest, " (formerly known as ")) {
		const char *close = memchr(rest.at, ')', text_length(&rest));

		if (close == NULL)
			return LOG_NOTHING;
		rest.at = close + 1;
	}
	if (text_is(&rest, " joined the game"))
		return LOG_JOIN;
	if (text_is(&rest, " left the game") ||
	    text_is(&rest, " has left the game")) /* PocketMine 1.3 */
		return LOG_LEAVE;
	rest = *t;
	if (text_skip(&rest, " lost connection: "))
		return LOG_LEAVE;
	/* "[/192.0.2.1:50312] logged in with entity id 7 at (...)"; before 1.3
	 * with a blank in front */
	(void)text_skip(&rest, " ");
	return text_skip(&rest, "[") ? address_event(&rest, out) : LOG_NOTHING;
}

/* The same for a name with blanks. */
static enum log_event spaced_event(const struct text *t, struct log_line *out)
{
	static const struct {
		const char *phrase;
		enum log_event event;
	} ends[] = {
	    {" joined the game", LOG_JOIN},
	    {" has left the game", LOG_LEAVE},
	    {" left the game", LOG_LEAVE},
	};
	const char *at = text_find(t, "[/");

	if (at != NULL && take_spaced_name(t->at, at, out)) {
		const struct text rest = {at + 1, t->end};

		return address_event(&rest, out);
	}
	at = text_find(t, " lost connection: ");
	if (at != NULL && take_spaced_name(t->at, at, out))
		return LOG_LEAVE;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends(t, ends[i].phrase) &&
		    take_spaced_name(t->at, t->end - strlen(ends[i].phrase),
				     out))
			return ends[i].event;
	return LOG_NOTHING;
}

static enum log_event event_of(struct text t, struct log_line *out)
{
	struct text rest;
	enum log_event event;

	skip_colours(&t);
	drop_colours_behind(&t);
	event = server_event(&t);
	if (event == LOG_NOTHING)
		event = bedrock_event(&t, out);
	rest = t;
	if (event == LOG_NOTHING && read_name(&rest, out))
		event = player_event(&rest, out);
	if (event == LOG_NOTHING)
		event = spaced_event(&t, out);
	out->is_spaced = out->is_spaced && event != LOG_NOTHING;
	return event;
}

/* Does a line whose form is not understood speak of a join or a leave?  Not if
 * it is somebody's word. */
static bool speaks_of_players(const struct text *t)
{
	static const char *const phrases[] = {
	    " joined the game",		" left the game",
	    "logged in with entity id", " lost connection: ",
	    "Player connected: ",	"Player disconnected: ",
	    "] logged out due to ",
	};
	const char *said = text_chat_at(t);

	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		const char *at = text_find(t, phrases[i]);

		if (at != NULL && (said == NULL || at < said))
			return true;
	}
	return false;
}

static bool is_player_event(enum log_event event)
{
	return event == LOG_JOIN || event == LOG_LEAVE;
}

/* "\tat net.minecraft...": of a stack trace, which may be long. */
static bool is_trace(const struct text *t)
{
	struct text rest = *t;

	return text_skip(&rest, "\tat ");
}

/* Behind a thread there is a colon, or a logger in brackets: without, the form
 * is likely right, but not certain.  Nor is it in what is left of an object of
 * JSON. */
static bool is_loose(const struct text *t, const struct text *whole,
		     const struct log_head *head)
{
	return (t->at[-2] != ':' && t->at[-2] != ')' &&
		memchr(head->group.at, '/', text_length(&head->group)) !=
		    NULL) ||
	       text_ends(whole, "\"}");
}

static void take_message(struct text t, const struct text *whole,
			 const struct log_head *head, struct log_line *out)
{
	out->event = event_of(t, out);
	out->almost = out->event == LOG_NOTHING && is_loose(&t, whole, head) &&
		      speaks_of_players(whole);
}

void log_line_read(const char *line, size_t length, struct log_line *out)
{
	const struct text whole = {line, line + length};
	struct text t = whole;
	struct log_head head = {.has_outer = false};

	out->event = out->passage = LOG_NOTHING;
	out->has_outer = out->almost = out->is_login = out->is_spaced = false;
	out->has_stamp = out->almost_passage = false;
	if (is_trace(&whole))
		return;
	if (log_json_is_like(line, length)) {
		out->almost = speaks_of_players(&whole);
		return;
	}
	skip_colours(&t);
	out->has_stamp = log_head_read(&t, &head);
	out->has_outer = head.has_outer;
	if (head.has_outer)
		out->outer = head.outer;
	if (out->has_stamp)
		out->stamp = head.stamp;
	if (!out->has_stamp || head.wrapping == WRAPPING_UNKNOWN)
		out->almost = speaks_of_players(&whole);
	else if (head.wrapping == WRAPPING_SERVER)
		take_message(t, &whole, &head, out);
	else
		out->almost = is_player_event(event_of(t, out)) &&
			      log_head_may_be_server(&head);
	if (out->has_stamp && head.wrapping != WRAPPING_UNKNOWN &&
	    out->event == LOG_NOTHING)
		log_passage_read(&t, out);
	out->almost_passage =
	    out->passage == LOG_NOTHING && log_passage_is_like(&whole);
}
