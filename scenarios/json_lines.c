#include "json_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64
#define SIZE_MAX_BYTES ((size_t)1 << 20)
#define MEMBERS_MAX 4096
#define LINE_BITS 21 /* a mark is source << LINE_BITS | line */

/* Our own pass over the text: it checks the grammar, so that errors have a
 * line, and builds the tree, so that values have one.  cJSON reads what has no
 * parts: a text, a number, a word. */
struct scan {
	const char *name;
	const char *text;
	size_t size, at;
	int line;
	int source;
	bool comments; /* are allowed */
	struct error_text *error;
};

static bool scan_fail(struct scan *scan, const char *what, const char *right)
{
	return error_set(scan->error, "%s:%d: %s; %s", scan->name, scan->line,
			 what, right);
}

/* The next byte that is neither blank nor comment; -1: the end. */
static int scan_peek(struct scan *scan)
{
	bool comment = false;

	for (; scan->at < scan->size; scan->at++) {
		const char *s = scan->text + scan->at;

		comment =
		    *s != '\n' &&
		    (comment || (scan->comments && *s == '/' &&
				 scan->at + 1 < scan->size && s[1] == '/'));
		if (*s == '\n')
			scan->line++;
		else if (!comment && *s != ' ' && *s != '\t' && *s != '\r')
			return (unsigned char)*s;
	}
	return -1;
}

static bool is_hex(const char *s, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (s[i] == '\0' || !strchr("0123456789abcdefABCDEF", s[i]))
			return false;
	return true;
}

/* What follows a backslash: one letter, or u and four hex digits. */
static bool scan_escape(struct scan *scan)
{
	const char *s = scan->text + scan->at;
	size_t left = scan->size - scan->at;

	if (left >= 6 && s[1] == 'u' && is_hex(s + 2, 4)) {
		if (!strncmp(s + 2, "0000", 4))
			return scan_fail(scan, "a text contains a zero byte",
					 "take it out");
		scan->at += 5;
		return true;
	}
	if (left >= 2 && s[1] != '\0' && strchr("\"\\/bfnrt", s[1])) {
		scan->at++;
		return true;
	}
	return scan_fail(scan, "unknown escape in a text",
			 "double it, or write \\n, \\t, \\u00e4");
}

static bool scan_string(struct scan *scan)
{
	for (scan->at++; scan->at < scan->size; scan->at++) {
		char c = scan->text[scan->at];

		if (c == '"') {
			scan->at++;
			return true;
		}
		if (c == '\n' || c == '\0')
			break;
		if (c == '\\' && !scan_escape(scan))
			return false;
	}
	return scan_fail(scan, "a text is not closed",
			 "end it with \" on the same line");
}

static bool is_word_byte(int c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '.' ||
	       c == '_' || c == '%';
}

/* JSON's number: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
static bool is_json_number(const char *s, size_t size)
{
	const char *end = s + size;
	const char *digits;

	s += s < end && *s == '-';
	digits = s;
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	if (s == digits || (*digits == '0' && s - digits > 1))
		return false;
	if (s < end && *s == '.') {
		digits = ++s;
		while (s < end && *s >= '0' && *s <= '9')
			s++;
		if (s == digits)
			return false;
	}
	if (s < end && (*s == 'e' || *s == 'E')) {
		s++;
		s += s < end && (*s == '+' || *s == '-');
		digits = s;
		while (s < end && *s >= '0' && *s <= '9')
			s++;
		if (s == digits)
			return false;
	}
	return s == end;
}

static bool scan_word(struct scan *scan)
{
	const char *word = scan->text + scan->at;
	size_t size = 0;
	char what[96];

	while (scan->at + size < scan->size &&
	       is_word_byte((unsigned char)word[size]))
		size++;
	if ((size == 4 && !strncmp(word, "true", 4)) ||
	    (size == 5 && !strncmp(word, "false", 5)) ||
	    (size == 4 && !strncmp(word, "null", 4)) ||
	    is_json_number(word, size)) {
		scan->at += size;
		return true;
	}
	if (size == 0)
		(void)snprintf(what, sizeof what, "'%c' is not a value", *word);
	else
		(void)snprintf(what, sizeof what, "'%.*s' is not a value",
			       size > 40 ? 40 : (int)size, word);
	return scan_fail(
	    scan, what, "write a number, true, false, null, or a text in \"\"");
}

static int line_of(const cJSON *item)
{
	return item->valueint & ((1 << LINE_BITS) - 1);
}

/* What was scanned from `begin` on.  NULL: it is a text with half a character,
 * or memory is short. */
static cJSON *scanned(struct scan *scan, size_t begin)
{
	cJSON *item =
	    cJSON_ParseWithLength(scan->text + begin, scan->at - begin);

	if (!item)
		(void)scan_fail(scan, "a \\u escape in a text is broken",
				"write both halves of a pair, or the "
				"character itself");
	return item;
}

static cJSON *scan_value(struct scan *scan, int depth, int line);

/* Is there room for another member, and is its key a new one? */
static bool may_join(struct scan *scan, const cJSON *object, const cJSON *key,
		     int line)
{
	int count = 0;

	for (const cJSON *e = object->child; e; e = e->next) {
		if (++count == MEMBERS_MAX)
			return error_set(scan->error,
					 "%s:%d: too many members; %d are the "
					 "limit",
					 scan->name, line, MEMBERS_MAX);
		if (key && !strcmp(e->string, key->valuestring))
			return error_set(scan->error,
					 "%s:%d: key \"%s\" is given twice, "
					 "first in line %d; keep one",
					 scan->name, line, key->valuestring,
					 line_of(e));
	}
	return true;
}

/* "key": of a member. */
static cJSON *scan_key(struct scan *scan)
{
	size_t begin = scan->at;
	cJSON *key;

	if (scan->at == scan->size || scan->text[begin] != '"') {
		(void)scan_fail(scan, "a key is expected",
				"write \"key\": value");
		return NULL;
	}
	key = scan_string(scan) ? scanned(scan, begin) : NULL;
	if (key && scan_peek(scan) != ':') {
		(void)scan_fail(scan, "a key has no value",
				"write \"key\": value");
		cJSON_Delete(key);
		return NULL;
	}
	scan->at++;
	return key;
}

static bool scan_member(struct scan *scan, int depth, cJSON *into)
{
	int line = scan->line;
	cJSON *key = NULL, *value;
	bool good;

	if (cJSON_IsObject(into)) {
		key = scan_key(scan);
		if (!key)
			return false;
	}
	good = may_join(scan, into, key, line);
	value = good ? scan_value(scan, depth + 1, key ? line : 0) : NULL;
	if (value && key)
		(void)cJSON_AddItemToObject(into, key->valuestring, value);
	else if (value)
		(void)cJSON_AddItemToArray(into, value);
	cJSON_Delete(key);
	return value != NULL;
}

static bool scan_members(struct scan *scan, int depth, cJSON *into)
{
	char close = cJSON_IsObject(into) ? '}' : ']';
	const char *next =
	    close == '}' ? "write , or } here" : "write , or ] here";
	int c;

	scan->at++;
	if (scan_peek(scan) == close) {
		scan->at++;
		return true;
	}
	do {
		(void)scan_peek(scan);
		if (!scan_member(scan, depth, into))
			return false;
		c = scan_peek(scan);
		if (c != ',' && c != close)
			return scan_fail(scan,
					 c < 0 ? "the file ends too early"
					       : "a comma is missing",
					 next);
		scan->at++;
	} while (c != close);
	return true;
}

/* An object or a list; NULL: an error is set. */
static cJSON *scan_tree(struct scan *scan, int depth, char open)
{
	cJSON *item = open == '{' ? cJSON_CreateObject() : cJSON_CreateArray();

	if (!item)
		(void)scan_fail(scan, "out of memory", "try a smaller file");
	if (item && scan_members(scan, depth, item))
		return item;
	cJSON_Delete(item);
	return NULL;
}

/* `line`: of the key that names the value; 0: the value's own. */
static cJSON *scan_value(struct scan *scan, int depth, int line)
{
	int c = scan_peek(scan);
	size_t begin = scan->at;
	cJSON *item = NULL;

	line = line ? line : scan->line;
	if (depth > DEPTH_MAX)
		(void)scan_fail(scan, "nested too deeply",
				"64 levels are the limit");
	else if (c < 0)
		(void)scan_fail(scan, "the file ends too early",
				"a value is expected");
	else if (c == '{' || c == '[')
		item = scan_tree(scan, depth, (char)c);
	else if (c == '"' ? scan_string(scan) : scan_word(scan))
		item = scanned(scan, begin);
	if (item)
		item->valueint = scan->source << LINE_BITS | line;
	return item;
}

/* The whole text; NULL: an error is set. */
static cJSON *scan_document(struct scan *scan)
{
	cJSON *root = scan_value(scan, 1, 0);

	if (!root || scan_peek(scan) < 0)
		return root;
	(void)scan_fail(scan, "text after the end", "a file holds one { ... }");
	cJSON_Delete(root);
	return NULL;
}

static int source_add(struct json_sources *sources, const char *name,
		      bool has_lines, struct error_text *error)
{
	if (sources->count == JSON_SOURCES_MAX) {
		(void)error_set(error,
				"%s: too many files and options; %d "
				"are the limit",
				name, JSON_SOURCES_MAX);
		return -1;
	}
	sources->names[sources->count] = strdup(name);
	if (!sources->names[sources->count]) {
		(void)error_set(error, "%s: out of memory; free some", name);
		return -1;
	}
	sources->has_lines[sources->count] = has_lines;
	return sources->count++;
}

void json_sources_release(struct json_sources *sources)
{
	for (int i = 0; i < sources->count; i++)
		free(sources->names[i]);
	sources->count = 0;
}

cJSON *json_read_text(struct json_sources *sources, const char *name,
		      const char *text, size_t size, struct error_text *error)
{
	struct scan scan = {.name = name,
			    .text = text,
			    .size = size,
			    .line = 1,
			    .source = source_add(sources, name, true, error),
			    .comments = true,
			    .error = error};

	return scan.source < 0 ? NULL : scan_document(&scan);
}

char *json_text_of(FILE *file, const char *name, size_t *size,
		   struct error_text *error)
{
	char *text = malloc(SIZE_MAX_BYTES + 1);

	if (!text) {
		(void)error_set(error, "%s: out of memory; free some", name);
		return NULL;
	}
	*size = fread(text, 1, SIZE_MAX_BYTES + 1, file);
	if (ferror(file))
		(void)error_set(error, "%s: cannot be read; is it a file?",
				name);
	else if (*size > SIZE_MAX_BYTES)
		(void)error_set(error, "%s: too long; 1 MB is the limit", name);
	else
		return text;
	free(text);
	return NULL;
}

cJSON *json_read_file(struct json_sources *sources, const char *path,
		      struct error_text *error)
{
	FILE *file = fopen(path, "rb");
	cJSON *root = NULL;
	char *text;
	size_t size;

	if (!file) {
		(void)error_set(error, "%s: cannot be opened; check the path",
				path);
		return NULL;
	}
	text = json_text_of(file, path, &size, error);
	if (text)
		root = json_read_text(sources, path, text, size, error);
	(void)fclose(file);
	free(text);
	return root;
}

cJSON *json_read_word(struct json_sources *sources, const char *name,
		      const char *word, bool bare, struct error_text *error)
{
	struct error_text ignored = {.text = ""};
	struct scan scan = {.name = name,
			    .text = word,
			    .size = strlen(word),
			    .line = 1,
			    .source = source_add(sources, name, false, error),
			    .error = &ignored};
	cJSON *item;

	if (scan.source < 0)
		return NULL;
	item = bare ? NULL : scan_document(&scan);
	if (item)
		return item;
	if (!bare && (word[0] == '{' || word[0] == '[' || word[0] == '"')) {
		(void)error_set(error,
				"%s: not valid JSON; quote it for the "
				"shell with ' '",
				name);
		return NULL;
	}
	item = cJSON_CreateString(word);
	if (item)
		item->valueint = scan.source << LINE_BITS;
	return item;
}

const char *json_file(const struct json_sources *sources, const cJSON *item)
{
	int source = item->valueint >> LINE_BITS;

	return source < sources->count && sources->has_lines[source]
		   ? sources->names[source]
		   : NULL;
}

struct json_place json_place(const struct json_sources *sources,
			     const cJSON *item)
{
	struct json_place place;
	int source = item->valueint >> LINE_BITS;
	const char *file = json_file(sources, item);

	if (file)
		(void)snprintf(place.text, sizeof place.text, "%.200s:%d", file,
			       line_of(item));
	else
		(void)snprintf(place.text, sizeof place.text, "%.200s",
			       source < sources->count ? sources->names[source]
						       : "default");
	return place;
}

void json_mark_like(cJSON *item, const cJSON *like)
{
	item->valueint = like->valueint;
}
