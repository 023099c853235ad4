#include "log_head.h"

#include <string.h>

#include "log_text.h"

#define PREFIX_MAX 160	 /* what is in front of a stamp */
#define WEEKDAY_LENGTH 4 /* "Fri " */
#define THREAD_MAX 60	 /* the name of one */
#define EPOCH_MS_LENGTH 13
#define DATE_LENGTH 10
#define WRAP_US INT64_C(60000000)

/* A group "[...]" whose inside is left in *inside. */
static bool read_group(struct text *t, struct text *inside)
{
	const char *close;

	if (text_length(t) == 0 || *t->at != '[')
		return false;
	close = memchr(t->at, ']', text_length(t));
	if (close == NULL)
		return false;
	*inside = (struct text){t->at + 1, close};
	t->at = close + 1;
	return true;
}

/* The threads in which servers report joins and leaves: vanilla's own, those of
 * Folia's regions. */
static bool is_server_thread(const struct text *thread)
{
	return memchr(thread->at, 'S', text_length(thread)) != NULL &&
	       (text_ends(thread, "Server thread") ||
		text_ends(thread, "Server Shutdown Thread") ||
		text_contains(thread, "Region Scheduler Thread"));
}

static enum wrapping wrapping_of_other_level(const struct text *level)
{
	static const char *const levels[] = {
	    "WARN", "ERROR", "FATAL", "DEBUG", "TRACE", "WARNING", "SEVERE"};

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (text_is(level, levels[i]))
			return WRAPPING_OTHER;
	return WRAPPING_UNKNOWN;
}

static enum wrapping wrapping_of_level(const struct text *thread,
				       const struct text *level)
{
	if (!text_is(level, "INFO"))
		return wrapping_of_other_level(level);
	return is_server_thread(thread) || text_is(thread, "main")
		   ? WRAPPING_SERVER
		   : WRAPPING_OTHER;
}

/*
 * "Server thread/INFO": only the server's own thread reports joins and leaves.
 * Old servers name no thread: "INFO".
 */
static enum wrapping wrapping_of(const struct text *group)
{
	const char *slash = memrchr(group->at, '/', text_length(group));
	struct text level = {slash != NULL ? slash + 1 : group->at, group->end};
	struct text thread = {group->at, slash != NULL ? slash : group->at};

	if (text_is(group, "Server thread/INFO")) /* nearly always */
		return WRAPPING_SERVER;
	while (text_ends(&level, " ")) /* %-5level */
		level.end--;
	if (memchr(group->at, '[', text_length(group)) != NULL)
		return WRAPPING_UNKNOWN; /* of two, the first has no end */
	if (!text_is(&level, "INFO"))
		return wrapping_of_other_level(&level);
	return slash == NULL || is_server_thread(&thread) ? WRAPPING_SERVER
							  : WRAPPING_OTHER;
}

/*
 * From behind the thread to the message: ": ", " [logger]: " (Forge), "
 * (logger) " (Fabric), or a blank (before 1.7, Bedrock).
 */
static bool skip_to_message(struct text *t)
{
	struct text rest = *t, group;

	if (text_skip(&rest, " (")) {
		const char *close = memchr(rest.at, ')', text_length(&rest));

		if (close != NULL) {
			rest.at = close + 1;
			if (text_skip(&rest, " ")) {
				*t = rest;
				return true;
			}
		}
	}
	rest = *t;
	while (text_skip(&rest, " [")) {
		rest.at--;
		if (!read_group(&rest, &group))
			break;
	}
	if (text_skip(&rest, ": ")) {
		*t = rest;
		return true;
	}
	if (text_skip(t, ": "))
		return true;
	rest = *t;
	if (!text_skip(&rest, " ") || rest.at == rest.end || *rest.at == ' ')
		return false;
	*t = rest;
	return true;
}

/* "net.minecraft.server.MinecraftServer - ", "- " (a logger without a name) */
static bool skip_logger(struct text *t)
{
	struct text rest = *t;
	const char *blank;

	if (text_skip(&rest, "- ")) {
		*t = rest;
		return true;
	}
	blank = memchr(rest.at, ' ', text_length(&rest));
	if (blank == NULL)
		return false;
	rest.at = blank;
	if (!text_skip(&rest, " - "))
		return false;
	*t = rest;
	return true;
}

/*
 * "[Server thread] INFO  net.minecraft.server.MinecraftServer - ": log4j's own
 * pattern.  Nukkit's thread is called main.
 */
static enum wrapping read_thread_level(struct text *t, struct text *group)
{
	struct text rest = *t, thread, level;

	if (!read_group(&rest, &thread) || !text_skip(&rest, " "))
		return WRAPPING_UNKNOWN;
	level = (struct text){rest.at, rest.at};
	while (level.end < rest.end && *level.end >= 'A' && *level.end <= 'Z')
		level.end++;
	rest.at = level.end;
	while (rest.at < rest.end && *rest.at == ' ')
		rest.at++;
	if (rest.at == level.end || !skip_logger(&rest))
		return WRAPPING_UNKNOWN;
	*t = rest;
	*group = (struct text){thread.at, level.end};
	return wrapping_of_level(&thread, &level);
}

/* Behind a stamp: the thread, and all up to the message. */
static enum wrapping read_thread(struct text *t, struct text *group)
{
	enum wrapping wrapping;
	struct text rest = *t;

	if (!read_group(&rest, group))
		return WRAPPING_UNKNOWN;
	wrapping = wrapping_of(group);
	if (wrapping == WRAPPING_UNKNOWN)
		return read_thread_level(t, group);
	if (!skip_to_message(&rest))
		return WRAPPING_UNKNOWN;
	*t = rest;
	return wrapping;
}

/*
 * "[Server] Server thread/INFO Kim ...", "[Server] INFO Kim ...": Multicraft.
 * What the server wrote itself may follow, with a stamp of its own.
 */
static enum wrapping read_multicraft(struct text *t, struct text *group)
{
	struct text rest = *t;
	struct log_stamp other;
	const char *slash, *end;

	if (!text_skip(&rest, "[Server] "))
		return WRAPPING_UNKNOWN;
	*group = rest;
	slash = memchr(rest.at, '/', text_length(&rest));
	end = memchr(rest.at, ' ', text_length(&rest));
	if (slash != NULL && slash - rest.at <= THREAD_MAX &&
	    !text_skip(&rest, "INFO "))
		end = memchr(slash, ' ', (size_t)(rest.end - slash));
	if (end == NULL)
		return WRAPPING_UNKNOWN;
	group->end = end;
	rest.at = end + 1;
	*t = rest;
	if (text_skip(&rest, "[") && log_stamp_read(&rest, &other))
		return WRAPPING_UNKNOWN;
	return text_chat_at(group) != NULL ? WRAPPING_UNKNOWN
					   : wrapping_of(group);
}

/* "18:03:12.25Z]": servers write thousandths, so a digit is damaged, and the
 * clock is not UTC. */
static bool is_damaged(const struct log_stamp *stamp, bool in_brackets)
{
	return stamp->has_offset &&
	       (in_brackets ? stamp->decimals % 3 != 0 : stamp->decimals == 2);
}

/*
 *   [18:03:12] [Server thread/INFO]: vanilla, Fabric, Paper
 *   [18:03:12] [Server thread/INFO] (Minecraft) Fabric, Quilt
 *   [18:03:12 INFO]: Paper's console, old Spigot; Bedrock without the colon
 *   [08Nov2024 18:03:12.123] [Server thread/INFO] [net.minecraft...]: Forge
 */
static bool read_bracketed(struct text *t, struct log_head *head)
{
	struct text rest = *t;

	if (!text_skip(&rest, "[") || !log_stamp_read(&rest, &head->stamp) ||
	    is_damaged(&head->stamp, true))
		return false;
	if (text_skip(&rest, "]")) {
		(void)text_skip(&rest, " ");
		*t = rest;
		head->wrapping = read_thread(t, &head->group);
		return true;
	}
	if (!text_skip(&rest, " "))
		return false;
	*t = rest;
	head->group.at = rest.at;
	head->group.end = memchr(rest.at, ']', text_length(&rest));
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

/* "INFO > ": some of PocketMine's relatives */
static enum wrapping read_level(struct text *t, struct text *group)
{
	const char *end = text_find(t, " > ");

	if (end == NULL || end - t->at > THREAD_MAX)
		return WRAPPING_UNKNOWN;
	*group = (struct text){t->at, end};
	t->at = end + strlen(" > ");
	return wrapping_of(group);
}

/* "2013-05-04 18:00:00 [INFO] ": servers before 1.7 */
static bool read_bare(struct text *t, struct log_head *head)
{
	struct text rest = *t;

	if (!log_stamp_read(&rest, &head->stamp) ||
	    is_damaged(&head->stamp, false) || !text_skip(&rest, " "))
		return false;
	head->wrapping = text_begins(&rest, '[')
			     ? read_thread(&rest, &head->group)
			     : read_level(&rest, &head->group);
	if (head->wrapping == WRAPPING_UNKNOWN)
		head->wrapping = read_multicraft(&rest, &head->group);
	if (head->wrapping == WRAPPING_UNKNOWN)
		return false;
	*t = rest;
	return true;
}

/* Behind "mc-1  | ", which Compose writes. */
static struct text behind_bar(struct text t)
{
	const char *bar = text_find(&t, "| ");

	if (bar != NULL && bar - t.at <= PREFIX_MAX && bar > t.at &&
	    (bar[-1] == ' ' || bar[-1] == '\t'))
		t.at = bar + 2;
	return t;
}

/* "1731085200000\t": milliseconds or nanoseconds since 1970, which Grafana has
 * in front of the instant. */
static void skip_epoch(struct text *t)
{
	const char *at = t->at;

	while (at < t->end && text_is_digit(*at))
		at++;
	if (at - t->at >= EPOCH_MS_LENGTH && at < t->end &&
	    (*at == ' ' || *at == '\t'))
		t->at = at + 1;
}

/* "2O24-11-08 ": a date that is damaged. */
static bool is_nearly_date(const struct text *t)
{
	size_t others = 0, marks = 0, length = text_length(t) - 1;

	if (length < DATE_LENGTH - 2 || length > DATE_LENGTH)
		return false;
	for (size_t i = 0; i < length; i++) {
		bool mark =
		    t->at[i] == '-' || t->at[i] == '/' || t->at[i] == '.';

		marks += mark;
		others += !mark && !text_is_digit(t->at[i]);
	}
	return others <= 1 && marks >= 1;
}

/* The date without a time, with which PocketMine begins its lines; false: it is
 * damaged, and the line would be of any day. */
static bool read_outer_date(struct text t, struct log_head *head)
{
	struct text rest = t;
	struct log_stamp date;

	if (head->stamp.day_count > 0)
		return true;
	if (!log_date_read(&rest, &date) || !text_is(&rest, " "))
		return !is_nearly_date(&t);
	date.of_day_us = head->stamp.of_day_us;
	head->stamp = date;
	return true;
}

/* Whoever writes a T writes an offset; without it, the stamp must be the line's
 * own. */
static bool is_whole(const struct log_head *head, const struct text *rest)
{
	int64_t apart_us = head->outer.of_day_us - head->stamp.of_day_us;

	return (rest->at == rest->end || *rest->at == ' ' ||
		*rest->at == '\t') &&
	       (!head->outer.has_t || head->outer.has_offset ||
		(apart_us >= -WRAP_US && apart_us <= WRAP_US));
}

/* The stamp of Docker (-t), Compose (-t) or the journal in front of a line, if
 * there is one; false: it is damaged. */
static bool read_outer(const struct text *prefix, struct log_head *head)
{
	struct text t = behind_bar(*prefix), rest;
	bool is_stamp;

	skip_epoch(&t);
	rest = t;
	is_stamp = log_stamp_read(&rest, &head->outer);
	if (!is_stamp && text_length(&t) > WEEKDAY_LENGTH &&
	    t.at[WEEKDAY_LENGTH - 1] == ' ') {
		rest.at = t.at + WEEKDAY_LENGTH;
		is_stamp = log_stamp_read(&rest, &head->outer);
	}
	head->has_outer = is_stamp && head->outer.day_count > 0;
	if (!is_stamp)
		return read_outer_date(t, head);
	return !head->has_outer || is_whole(head, &rest);
}

/* May this stand in front of a stamp?  Nobody's word, and behind another stamp
 * nothing but its groups: panels write one of their own. */
static bool is_prefix(const struct text *t)
{
	return memchr(t->at, '<', text_length(t)) == NULL &&
	       (t->end[-1] == ' ' || t->end[-1] == '\t' ||
		t->end[-1] == '\r') &&
	       (*t->at != '[' || text_ends(t, "]: ") || text_ends(t, "] "));
}

/* A stamp behind anything that a panel, Docker or the journal wrote. */
static bool read_wrapped(struct text *t, struct log_head *head)
{
	const char *stop =
	    text_length(t) > PREFIX_MAX ? t->at + PREFIX_MAX : t->end;
	const char *at = t->at;
	struct text rest;

	while ((at = memchr(at, '[', (size_t)(stop - at))) != NULL) {
		const struct text prefix = {t->at, at};

		rest = (struct text){at, t->end};
		if (at++ > t->at && read_bracketed(&rest, head) &&
		    head->wrapping != WRAPPING_UNKNOWN) {
			if (!is_prefix(&prefix) || !read_outer(&prefix, head))
				return false;
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

bool log_head_read(struct text *t, struct log_head *head)
{
	struct text whole = *t;
	struct log_head other = {.has_outer = false};
	bool bracketed = read_bracketed(t, head);

	if (bracketed ? head->wrapping != WRAPPING_UNKNOWN : read_bare(t, head))
		return true;
	if (!read_wrapped(&whole, &other))
		return bracketed;
	*t = whole;
	*head = other;
	return true;
}

bool log_head_may_be_server(const struct log_head *head)
{
	return text_contains(&head->group, "INFO") &&
	       !text_contains(&head->group, "Chat");
}
