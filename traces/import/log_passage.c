#include "log_passage.h"

#include <string.h>

#include "log_text.h"

#define SERVER_LENGTH_MAX 64

/* What comes before a phrase, which is then skipped. */
static bool read_until(struct text *t, const char *phrase, struct text *before)
{
	const char *at = text_find(t, phrase);

	if (at == NULL || at == t->at)
		return false;
	*before = (struct text){t->at, at};
	t->at = at + strlen(phrase);
	return true;
}

static enum log_event event_at_end(const struct text *t)
{
	struct text rest = *t;

	if (text_is(t, " has connected"))
		return LOG_JOIN;
	return text_skip(&rest, " has disconnected") &&
		       (rest.at == rest.end || *rest.at == ':')
		   ? LOG_LEAVE
		   : LOG_NOTHING;
}

/* "Kim -> lobby has connected" */
static enum log_event velocity_server(struct text t, struct text *name,
				      struct text *server)
{
	const char *end;

	if (!read_until(&t, " -> ", name))
		return LOG_NOTHING;
	end = memchr(t.at, ' ', text_length(&t));
	if (end == NULL)
		return LOG_NOTHING;
	*server = (struct text){t.at, end};
	t.at = end;
	return event_at_end(&t);
}

/* "Kim (/192.0.2.7:40100) has disconnected": from all */
static enum log_event velocity_player(struct text t, struct text *name)
{
	struct text address;

	return read_until(&t, " (/", name) && read_until(&t, ")", &address) &&
		       event_at_end(&t) == LOG_LEAVE
		   ? LOG_LEAVE
		   : LOG_NOTHING;
}

/* "Kim", "Kim|/192.0.2.7:40100", "/192.0.2.7:40100|Kim" */
static void take_player(const struct text *group, struct text *name)
{
	const char *bar = memchr(group->at, '|', text_length(group));

	*name = *group;
	if (bar != NULL && *group->at == '/')
		name->at = bar + 1;
	else if (bar != NULL)
		name->end = bar;
}

/* "[Kim] <-> ServerConnector [lobby] has connected" */
static enum log_event bungee(struct text t, struct text *name,
			     struct text *server)
{
	struct text group;

	if (!text_skip(&t, "[") || !read_until(&t, "] ", &group))
		return LOG_NOTHING;
	take_player(&group, name);
	if (text_skip(&t, "-> UpstreamBridge"))
		return event_at_end(&t) == LOG_LEAVE ? LOG_LEAVE : LOG_NOTHING;
	if (!text_skip(&t, "<-> ServerConnector [") &&
	    !text_skip(&t, "<-> DownstreamBridge <-> ["))
		return LOG_NOTHING;
	return read_until(&t, "]", server) ? event_at_end(&t) : LOG_NOTHING;
}

void log_passage_read(const struct text *message, struct log_line *out)
{
	struct text t = *message, name = {0}, server = {0};
	enum log_event event;

	if (text_skip(&t, "[server connection] "))
		event = velocity_server(t, &name, &server);
	else if (text_skip(&t, "[connected player] "))
		event = velocity_player(t, &name);
	else
		event = bungee(t, &name, &server);
	if (event == LOG_NOTHING || name.at == name.end ||
	    text_length(&server) > SERVER_LENGTH_MAX)
		return;
	out->passage = event;
	out->name = name.at;
	out->name_length = text_length(&name);
	out->server = server.at;
	out->server_length = text_length(&server);
}

bool log_passage_is_like(const struct text *line)
{
	static const char *const marks[] = {
	    "[server connection] ", "ServerConnector [",
	    "DownstreamBridge <-> [", "UpstreamBridge has disconnected",
	    "[connected player] "};
	enum { PLAYER_MARKS = 3 }; /* behind these, of the proxy itself */
	bool leaves = text_contains(line, " has disconnected");
	bool joins = text_contains(line, " has connected");

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text_contains(line, marks[i]))
			/* whoever has only reached the proxy is nowhere */
			return leaves || (joins && i < PLAYER_MARKS);
	return false;
}
