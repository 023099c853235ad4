#include "log_json.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "traces/base/times.h"

#define TIME_MAX 64
#define NESTED_MAX 16

struct cursor {
	char *at, *end;
};

/* A string as it is written, without its quotes. */
struct member {
	char *begin, *end; /* NULL: there is none */
};

static void skip_blanks(struct cursor *c)
{
	while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
		c->at++;
}

static bool take(struct cursor *c, char wanted)
{
	skip_blanks(c);
	if (c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static bool read_string(struct cursor *c, struct member *out)
{
	if (!take(c, '"'))
		return false;
	out->begin = c->at;
	for (; c->at < c->end; c->at++) {
		if (*c->at == '"') {
			out->end = c->at++;
			return true;
		}
		if ((unsigned char)*c->at < ' ' ||
		    (*c->at == '\\' && ++c->at == c->end))
			return false;
	}
	return false;
}

/* Over a number, a word, or an object or array with all that is in it. */
static bool skip_value(struct cursor *c)
{
	int depth = 0;
	char *begin;
	struct member ignored;

	skip_blanks(c);
	begin = c->at;
	while (c->at < c->end) {
		if (*c->at == '"') {
			if (!read_string(c, &ignored))
				return false;
			continue;
		}
		if (depth == 0 && strchr(",}", *c->at) != NULL)
			return c->at > begin;
		if (*c->at == '{' || *c->at == '[')
			depth++;
		else if (*c->at == '}' || *c->at == ']')
			depth--;
		if (depth < 0 || depth > NESTED_MAX)
			return false;
		c->at++;
	}
	return false;
}

static bool is_any_of(const struct member *key, const char *const *names,
		      size_t count)
{
	size_t length = (size_t)(key->end - key->begin);

	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == length &&
		    memcmp(key->begin, names[i], length) == 0)
			return true;
	return false;
}
#define IS_ANY_OF(key, names)                                                  \
	is_any_of(key, names, sizeof(names) / sizeof *(names))

static bool read_member(struct cursor *c, struct member *text,
			struct member *time)
{
	static const char *const texts[] = {"log", "line", "message", "msg",
					    "MESSAGE"};
	static const char *const times[] = {"time", "timestamp", "@timestamp",
					    "ts", "__REALTIME_TIMESTAMP"};
	struct member key, value;

	if (!read_string(c, &key) || !take(c, ':'))
		return false;
	skip_blanks(c);
	if (c->at == c->end || *c->at != '"')
		return skip_value(c);
	if (!read_string(c, &value))
		return false;
	if (text->begin == NULL && IS_ANY_OF(&key, texts))
		*text = value;
	else if (time->begin == NULL && IS_ANY_OF(&key, times))
		*time = value;
	return true;
}

static bool read_object(struct cursor *c, struct member *text,
			struct member *time)
{
	if (!take(c, '{'))
		return false;
	do
		if (!read_member(c, text, time))
			return false;
	while (take(c, ','));
	if (!take(c, '}'))
		return false;
	skip_blanks(c);
	return c->at == c->end && text->begin != NULL;
}

/* --- its text ------------------------------------------------------------- */

static bool read_hex(const char *at, const char *end, unsigned *value)
{
	*value = 0;
	if (end - at < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = at[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;

		if (digit < 0)
			return false;
		*value = *value << 4 | (unsigned)digit;
	}
	return true;
}

static char *put_utf8(char *to, unsigned code)
{
	if (code < 0x80) {
		*to++ = (char)code;
	} else if (code < 0x800) {
		*to++ = (char)(0xc0 | code >> 6);
		*to++ = (char)(0x80 | (code & 0x3f));
	} else if (code < 0x10000) {
		*to++ = (char)(0xe0 | code >> 12);
		*to++ = (char)(0x80 | (code >> 6 & 0x3f));
		*to++ = (char)(0x80 | (code & 0x3f));
	} else {
		*to++ = (char)(0xf0 | code >> 18);
		*to++ = (char)(0x80 | (code >> 12 & 0x3f));
		*to++ = (char)(0x80 | (code >> 6 & 0x3f));
		*to++ = (char)(0x80 | (code & 0x3f));
	}
	return to;
}

/* "\u00e9", "\ud83d\ude00": fewer bytes than they are written with. */
static bool unescape_unicode(const char **at, const char *end, char **to)
{
	unsigned code, low;

	if (!read_hex(*at, end, &code))
		return false;
	*at += 4;
	if (code >= 0xd800 && code < 0xdc00 && end - *at >= 6 &&
	    (*at)[0] == '\\' && (*at)[1] == 'u' &&
	    read_hex(*at + 2, end, &low) && low >= 0xdc00 && low < 0xe000) {
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		*at += 6;
	}
	*to = put_utf8(*to, code);
	return true;
}

/* In place; the new end, or NULL: it is no string. */
static char *unescape(const struct member *text)
{
	static const char marks[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *at = text->begin;
	char *to = text->begin;

	while (at < text->end) {
		const char *mark;

		if (*at != '\\') {
			*to++ = *at++;
			continue;
		}
		at++;
		if (*at == 'u') {
			at++;
			if (!unescape_unicode(&at, text->end, &to))
				return NULL;
			continue;
		}
		mark = *at == '\0' ? NULL : strchr(marks, *at);
		if (mark == NULL)
			return NULL;
		*to++ = means[mark - marks];
		at++;
	}
	while (to > text->begin && (to[-1] == '\n' || to[-1] == '\r'))
		to--;
	return to;
}

/* --- its time ------------------------------------------------------------- */

/* As it is, or from milliseconds, microseconds or nanoseconds since 1970. */
static size_t write_time(const struct member *time, char out[TIME_MAX])
{
	size_t length =
	    time->begin == NULL ? 0 : (size_t)(time->end - time->begin);
	int64_t value = 0;

	if (length == 0 || length >= TIME_MAX)
		return 0;
	memcpy(out, time->begin, length);
	out[length] = '\0';
	if (strspn(out, "0123456789") != length)
		return length;
	if (length != 13 && length != 16 && length != 19)
		return 0;
	for (size_t i = 0; i < length && i < 16; i++)
		value = value * 10 + (out[i] - '0');
	(void)time_format(length == 13 ? value * 1000 : value, 0, out,
			  TIME_MAX);
	return strlen(out);
}

bool log_json_is_like(const char *line, size_t length)
{
	return length > 2 && line[0] == '{' && line[1] == '"';
}

size_t log_json_unwrap(char *line, size_t length)
{
	struct cursor c = {line, line + length};
	struct member text = {NULL, NULL}, time = {NULL, NULL};
	char instant[TIME_MAX], *end;
	size_t head, size;

	if (!log_json_is_like(line, length) || !read_object(&c, &text, &time))
		return length;
	head = write_time(&time, instant);
	end = unescape(&text);
	size = end == NULL ? 0 : (size_t)(end - text.begin);
	if (end == NULL || head + size + 1 > length)
		return length;
	memmove(line + head + (head > 0), text.begin, size);
	memcpy(line, instant, head);
	if (head > 0)
		line[head] = ' ';
	return head + (head > 0) + size;
}
