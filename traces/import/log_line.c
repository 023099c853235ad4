#include "log_line.h"

#include <string.h>

#define NAME_MAX_LENGTH 24 /* 16 and the mark of a Bedrock player */
#define PREFIX_MAX 160	   /* what is in front of a stamp */
#define WEEKDAY_LENGTH 4   /* "Fri " */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

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

static const char *find(const struct text *t, const char *word)
{
	return memmem(t->at, length_of(t), word, strlen(word));
}

static bool contains(const struct text *t, const char *word)
{
	return find(t, word) != NULL;
}

static bool ends_with(const struct text *t, const char *word)
{
	size_t length = strlen(word);

	return length_of(t) >= length &&
	       memcmp(t->end - length, word, length) == 0;
}

/* --- what is in front of the message -------------------------------------- */

enum wrapping {
	WRAPPING_UNKNOWN = 0,
	WRAPPING_OTHER, /* understood, but not the server speaks */
	WRAPPING_SERVER
};

/* A group "[...]" whose inside is left in *inside. */
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

/*
 * "Server thread/INFO": only the server's own thread reports joins and leaves.
 * Old servers name no thread: "INFO".  Folia has a thread for each region.
 */
static enum wrapping wrapping_of(const struct text *group)
{
	static const char *const levels[] = {
	    "WARN", "ERROR", "FATAL", "DEBUG", "TRACE", "WARNING", "SEVERE"};
	const char *slash = memrchr(group->at, '/', length_of(group));
	struct text level = {slash != NULL ? slash + 1 : group->at, group->end};

	if (is_exactly(group, "Server thread/INFO")) /* nearly always */
		return WRAPPING_SERVER;
	while (ends_with(&level, " ")) /* %-5level */
		level.end--;
	if (memchr(group->at, '[', length_of(group)) != NULL)
		return WRAPPING_UNKNOWN; /* of two, the first has no end */
	if (is_exactly(&level, "INFO")) {
		if (slash == NULL ||
		    (memchr(group->at, 'S', length_of(group)) != NULL &&
		     (contains(group, "Server thread/") ||
		      contains(group, "Server Shutdown Thread/") ||
		      contains(group, "Region Scheduler Thread"))))
			return WRAPPING_SERVER;
		return WRAPPING_OTHER;
	}
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (is_exactly(&level, levels[i]))
			return WRAPPING_OTHER;
	return WRAPPING_UNKNOWN;
}

/* Chat, and what is not of level INFO, can say what it likes. */
static bool may_be_unknown_server(const struct text *group)
{
	return contains(group, "INFO") && !contains(group, "Chat");
}

/*
 * From behind the thread to the message: ": ", " [logger]: " (Forge), "
 * (logger) " (Fabric), or a blank (before 1.7, Bedrock).
 */
static bool skip_to_message(struct text *t)
{
	struct text rest = *t, group;

	if (skip(&rest, " (")) {
		const char *close = memchr(rest.at, ')', length_of(&rest));

		if (close != NULL) {
			rest.at = close + 1;
			if (skip(&rest, " ")) {
				*t = rest;
				return true;
			}
		}
	}
	rest = *t;
	while (skip(&rest, " [")) {
		rest.at--;
		if (!read_group(&rest, &group))
			break;
	}
	if (skip(&rest, ": ")) {
		*t = rest;
		return true;
	}
	if (skip(t, ": "))
		return true;
	rest = *t;
	if (!skip(&rest, " ") || rest.at == rest.end || *rest.at == ' ')
		return false;
	*t = rest;
	return true;
}

/* Behind a stamp: the thread, and all up to the message. */
static enum wrapping read_thread(struct text *t, struct text *group)
{
	enum wrapping wrapping;
	struct text rest = *t;

	if (!read_group(&rest, group))
		return WRAPPING_UNKNOWN;
	wrapping = wrapping_of(group);
	if (wrapping == WRAPPING_UNKNOWN || !skip_to_message(&rest))
		return WRAPPING_UNKNOWN;
	*t = rest;
	return wrapping;
}

/* A line as it is read: the stamp, and who speaks. */
struct head {
	enum wrapping wrapping;
	struct text group;
	struct log_stamp stamp;
};

/*
 *   [18:03:12] [Server thread/INFO]: vanilla, Fabric, Paper
 *   [18:03:12] [Server thread/INFO] (Minecraft) Fabric, Quilt
 *   [18:03:12 INFO]: Paper's console, old Spigot; Bedrock without the colon
 *   [08Nov2024 18:03:12.123] [Server thread/INFO] [net.minecraft...]: Forge
 */
static bool read_bracketed(struct text *t, struct head *head)
{
	struct text rest = *t;

	if (!skip(&rest, "[") || !log_stamp_read(&rest, &head->stamp))
		return false;
	if (skip(&rest, "]")) {
		(void)skip(&rest, " ");
		*t = rest;
		head->wrapping = read_thread(t, &head->group);
		return true;
	}
	if (!skip(&rest, " "))
		return false;
	*t = rest;
	head->group.at = rest.at;
	head->group.end = memchr(rest.at, ']', length_of(&rest));
	head->wrapping = WRAPPING_UNKNOWN;
	if (head->group.end == NULL)
		return true;
	rest.at = head->group.end + 1;
	if (wrapping_of(&head->group) != WRAPPING_UNKNOWN &&
	    skip_to_message(&rest)) {
		head->wrapping = wrapping_of(&head->group);
		*t = rest;
	}
	return true;
}

/* "2013-05-04 18:00:00 [INFO] ": servers before 1.7 */
static bool read_bare(struct text *t, struct head *head)
{
	struct text rest = *t;

	if (!log_stamp_read(&rest, &head->stamp) || !skip(&rest, " "))
		return false;
	head->wrapping = read_thread(&rest, &head->group);
	if (head->wrapping == WRAPPING_UNKNOWN)
		return false;
	*t = rest;
	return true;
}

/* Behind "mc-1  | ", which Compose writes. */
static struct text behind_bar(struct text t)
{
	const char *bar = find(&t, "| ");

	if (bar != NULL && bar - t.at <= PREFIX_MAX && bar > t.at &&
	    (bar[-1] == ' ' || bar[-1] == '\t'))
		t.at = bar + 2;
	return t;
}

/* The stamp of Docker (-t), Compose (-t) or the journal in front of a line. */
static void read_outer(const struct text *prefix, struct log_line *out)
{
	struct text t = behind_bar(*prefix);
	bool is_stamp = log_stamp_read(&t, &out->outer);

	if (!is_stamp && length_of(&t) > WEEKDAY_LENGTH &&
	    t.at[WEEKDAY_LENGTH - 1] == ' ') {
		t.at += WEEKDAY_LENGTH;
		is_stamp = log_stamp_read(&t, &out->outer);
	}
	out->has_outer = is_stamp && out->outer.day_count > 0;
	if (out->has_outer && skip(&t, " UTC "))
		out->outer.has_offset = true;
}

/* May this stand in front of a stamp?  Nobody's word, and behind another stamp
 * nothing but its groups: panels write one of their own. */
static bool is_prefix(const struct text *t)
{
	return memchr(t->at, '<', length_of(t)) == NULL &&
	       (t->end[-1] == ' ' || t->end[-1] == '\t') &&
	       (*t->at != '[' || ends_with(t, "]: ") || ends_with(t, "] "));
}

/* A stamp behind anything that a panel, Docker or the journal wrote. */
static bool read_wrapped(struct text *t, struct head *head,
			 struct log_line *out)
{
	const char *stop =
	    length_of(t) > PREFIX_MAX ? t->at + PREFIX_MAX : t->end;
	const char *at = t->at;
	struct text rest;

	while ((at = memchr(at, '[', (size_t)(stop - at))) != NULL) {
		const struct text prefix = {t->at, at};

		rest = (struct text){at, t->end};
		if (at++ > t->at && read_bracketed(&rest, head) &&
		    head->wrapping != WRAPPING_UNKNOWN) {
			if (!is_prefix(&prefix))
				return false;
			read_outer(&prefix, out);
			*t = rest;
			return true;
		}
	}
	rest = behind_bar(*t);
	if (rest.at == t->at || !read_bare(&rest, head))
		return false;
	*t = rest;
	return true;
}

/* --- colours -------------------------------------------------------------- */

/* The length of a colour at the beginning of a text: of a terminal (ESC [ ...
 * m) or of the game (section sign and a letter, in UTF-8 or alone); 0: none. */
static size_t colour_length(const char *at, const char *end)
{
	static const char letters[] = "0123456789abcdefklmnorxABCDEFKLMNORX";
	const char *p = at;

	if (end - at >= 2 && at[0] == '\x1b' && at[1] == '[') {
		p += 2;
		while (p < end && (is_digit(*p) || *p == ';' || *p == '?'))
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
	const char *end = line + length;
	char *to = line;

	if (memchr(line, '\x1b', length) == NULL &&
	    memchr(line, '\xa7', length) == NULL)
		return length;
	for (const char *at = line; at < end;) {
		/* a section sign alone, not a part of a letter in UTF-8, nor of
		 * a number that is damaged */
		bool inside = *at == '\xa7' && at > line &&
			      ((at[-1] & 0x80) != 0 || is_digit(at[-1]) ||
			       strchr(".,:", at[-1]) != NULL);
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
		if (ends_with(t, resets[i]))
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

/* "Done (12.345s)!" */
static bool is_done(struct text t)
{
	return skip(&t, "Done (") && contains(&t, ")!");
}

static enum log_event server_event(const struct text *t)
{
	struct text rest = *t;

	if (skip(&rest, "Starting minecraft server version ") || is_done(*t) ||
	    is_exactly(t, "Starting Server"))
		return LOG_SERVER_STARTS;
	if (is_exactly(t, "Stopping server") ||
	    is_exactly(t, "Stopping the server") ||
	    is_exactly(t, "Stopping server..."))
		return LOG_SERVER_STOPS;
	return LOG_NOTHING;
}

/* "Player connected: Steve, xuid: 2535416196846741": Bedrock, whose names may
 * contain blanks. */
static enum log_event bedrock_event(const struct text *t, struct log_line *out)
{
	struct text rest = *t;
	enum log_event event = skip(&rest, "Player connected: ") ? LOG_JOIN
			       : skip(&rest, "Player disconnected: ")
				   ? LOG_LEAVE
				   : LOG_NOTHING;
	const char *end;

	if (event == LOG_NOTHING)
		return event;
	end = find(&rest, ", xuid:");
	if (end == NULL || end == rest.at)
		return LOG_NOTHING;
	out->name = rest.at;
	out->name_length = (size_t)(end - rest.at);
	return event;
}

/* What follows a player's name. */
static enum log_event player_event(const struct text *t, struct log_line *out)
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
	/* "[/192.0.2.1:50312] logged in with entity id 7 at (...)"; before 1.3
	 * with a blank in front */
	(void)skip(&rest, " ");
	if (skip(&rest, "[") &&
	    contains(&rest, "] logged in with entity id ")) {
		out->is_login = true;
		return LOG_JOIN;
	}
	return LOG_NOTHING;
}

static enum log_event event_of(struct text t, struct log_line *out)
{
	enum log_event event;

	skip_colours(&t);
	drop_colours_behind(&t);
	event = server_event(&t);
	if (event == LOG_NOTHING)
		event = bedrock_event(&t, out);
	if (event == LOG_NOTHING && read_name(&t, out))
		event = player_event(&t, out);
	return event;
}

/* Where somebody's word begins: behind "<Steve>"; NULL: nowhere. */
static const char *chat_at(const struct text *t)
{
	const char *open = memchr(t->at, '<', length_of(t));

	return open != NULL &&
		       memchr(open, '>', (size_t)(t->end - open)) != NULL
		   ? open
		   : NULL;
}

/* Does a line whose form is not understood speak of a join or a leave?  Not if
 * it is somebody's word. */
static bool speaks_of_players(const struct text *t)
{
	static const char *const phrases[] = {
	    " joined the game",		" left the game",
	    "logged in with entity id", " lost connection: ",
	    "Player connected: ",	"Player disconnected: ",
	};
	const char *said = chat_at(t);

	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		const char *at = find(t, phrases[i]);

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

	return skip(&rest, "\tat ");
}

/* Is there a stamp, and what is said about who wrote it? */
static bool read_head(struct text *t, struct head *head, struct log_line *out)
{
	struct text whole = *t;
	struct head other;
	bool bracketed = read_bracketed(t, head);

	if (bracketed ? head->wrapping != WRAPPING_UNKNOWN : read_bare(t, head))
		return true;
	if (!read_wrapped(&whole, &other, out))
		return bracketed;
	*t = whole;
	*head = other;
	return true;
}

/* Behind a thread there is a colon, or a logger in brackets: without, the form
 * is likely right, but not certain. */
static void take_message(struct text t, const struct text *whole,
			 const struct head *head, struct log_line *out)
{
	bool is_loose = t.at[-2] != ':' && t.at[-2] != ')' &&
			memchr(head->group.at, '/', length_of(&head->group));

	out->event = event_of(t, out);
	out->almost =
	    is_loose && out->event == LOG_NOTHING && speaks_of_players(whole);
}

void log_line_read(const char *line, size_t length, struct log_line *out)
{
	const struct text whole = {line, line + length};
	struct text t = whole;
	struct head head;

	out->event = LOG_NOTHING;
	out->has_outer = out->almost = out->is_login = false;
	out->has_stamp = false;
	if (is_trace(&whole))
		return;
	skip_colours(&t);
	out->has_stamp = read_head(&t, &head, out);
	if (out->has_stamp)
		out->stamp = head.stamp;
	if (!out->has_stamp || head.wrapping == WRAPPING_UNKNOWN)
		out->almost = speaks_of_players(&whole);
	else if (head.wrapping == WRAPPING_SERVER)
		take_message(t, &whole, &head, out);
	else
		out->almost = is_player_event(event_of(t, out)) &&
			      may_be_unknown_server(&head.group);
}
