#include "json_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/base/array.h"

#define DEPTH_MAX 64
#define SIZE_MAX_BYTES ((size_t)1 << 20)
#define MEMBERS_MAX 4096
#define LINE_BITS 21 /* a mark is source << LINE_BITS | line */

/* A pass of our own over the text: checks the grammar, so that errors have a
 * line, and notes the line of each value in the order of the tree. */
struct scan {
	const char *name;
	const char *text;
	size_t size, at;
	int line;
	int *lines;
	size_t count, capacity;
	struct error_text *error;
};

static bool scan_fail(struct scan *scan, const char *what, const char *right)
{
	return error_set(scan->error, "%s:%d: %s; %s", scan->name, scan->line,
			 what, right);
}

static int scan_peek(struct scan *scan)
{
	while (scan->at < scan->size) {
		char c = scan->text[scan->at];

		if (c == '\n')
			scan->line++;
		else if (c != ' ' && c != '\t' && c != '\r')
			return (unsigned char)c;
		scan->at++;
	}
	return -1;
}

static bool scan_note(struct scan *scan, int line)
{
	if (!ARRAY_ROOM(scan->lines, scan->capacity, scan->count + 1))
		return scan_fail(scan, "out of memory", "try a smaller file");
	scan->lines[scan->count++] = line;
	return true;
}

/* What follows a backslash: one letter, or u and four hex digits. */
static bool scan_escape(struct scan *scan)
{
	const char *s = scan->text + scan->at;
	size_t left = scan->size - scan->at;

	if (left >= 6 && s[1] == 'u' &&
	    strspn(s + 2, "0123456789abcdefABCDEF") >= 4) {
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
static bool is_number(const char *s, size_t size)
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
	    (size == 4 && !strncmp(word, "null", 4)) || is_number(word, size)) {
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

static bool scan_value(struct scan *scan, int depth, int line);

static bool scan_members(struct scan *scan, int depth, char close)
{
	const char *next =
	    close == '}' ? "write , or } here" : "write , or ] here";
	int line;

	scan->at++;
	if (scan_peek(scan) == close) {
		scan->at++;
		return true;
	}
	for (;;) {
		int c = scan_peek(scan);

		line = scan->line;
		if (close == '}') {
			if (c != '"')
				return scan_fail(scan, "a key is expected",
						 "write \"key\": value");
			if (!scan_string(scan))
				return false;
			if (scan_peek(scan) != ':')
				return scan_fail(scan, "a key has no value",
						 "write \"key\": value");
			scan->at++;
		}
		if (!scan_value(scan, depth + 1, close == '}' ? line : 0))
			return false;
		c = scan_peek(scan);
		if (c != ',' && c != close)
			return scan_fail(scan,
					 c < 0 ? "the file ends too early"
					       : "a comma is missing",
					 next);
		scan->at++;
		if (c == close)
			return true;
	}
}

/* `line`: of the key that names the value; 0: the value's own. */
static bool scan_value(struct scan *scan, int depth, int line)
{
	int c = scan_peek(scan);

	if (depth > DEPTH_MAX)
		return scan_fail(scan, "nested too deeply",
				 "64 levels are the limit");
	if (c < 0)
		return scan_fail(scan, "the file ends too early",
				 "a value is expected");
	if (!scan_note(scan, line ? line : scan->line))
		return false;
	if (c == '{')
		return scan_members(scan, depth, '}');
	if (c == '[')
		return scan_members(scan, depth, ']');
	if (c == '"')
		return scan_string(scan);
	return scan_word(scan);
}

static bool scan_document(struct scan *scan)
{
	if (!scan_value(scan, 1, 0))
		return false;
	if (scan_peek(scan) >= 0)
		return scan_fail(scan, "text after the end",
				 "a file holds one { ... }");
	return true;
}

/* Comments become blanks; offsets and newlines stay. */
static void blank_comments(char *text, size_t size)
{
	bool in_string = false;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n') {
			in_string = false;
		} else if (in_string) {
			if (text[i] == '\\' && i + 1 < size &&
			    text[i + 1] != '\n')
				i++;
			else if (text[i] == '"')
				in_string = false;
		} else if (text[i] == '"') {
			in_string = true;
		} else if (text[i] == '/' && i + 1 < size &&
			   text[i + 1] == '/') {
			while (i < size && text[i] != '\n')
				text[i++] = ' ';
			i--;
		}
	}
}

static void mark_tree(cJSON *item, int source, const struct scan *scan,
		      size_t *at)
{
	int line = *at < scan->count ? scan->lines[*at] : 0;

	item->valueint = source << LINE_BITS | line;
	++*at;
	for (cJSON *child = item->child; child; child = child->next)
		mark_tree(child, source, scan, at);
}

static size_t tree_size(const cJSON *item)
{
	size_t size = 1;

	for (const cJSON *child = item->child; child; child = child->next)
		size += tree_size(child);
	return size;
}

static int line_of(const cJSON *item)
{
	return item->valueint & ((1 << LINE_BITS) - 1);
}

static bool keys_are_unique(const struct scan *scan, const cJSON *item)
{
	if (cJSON_GetArraySize(item) > MEMBERS_MAX)
		return error_set(scan->error,
				 "%s:%d: too many members; %d are the limit",
				 scan->name, line_of(item), MEMBERS_MAX);
	for (const cJSON *child = item->child; child; child = child->next) {
		if (!keys_are_unique(scan, child))
			return false;
		for (const cJSON *e = item->child; e != child; e = e->next)
			if (e->string && child->string &&
			    !strcmp(e->string, child->string))
				return error_set(scan->error,
						 "%s:%d: key \"%s\" is given "
						 "twice, first in line %d; "
						 "keep one",
						 scan->name, line_of(child),
						 child->string, line_of(e));
	}
	return true;
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
	struct scan scan = {.name = name, .line = 1, .error = error};
	int source = source_add(sources, name, true, error);
	char *copy = malloc(size + 1);
	cJSON *root = NULL;
	size_t at = 0;

	if (source < 0 || !copy)
		goto out;
	memcpy(copy, text, size);
	copy[size] = '\0';
	blank_comments(copy, size);
	scan.text = copy;
	scan.size = size;
	if (!scan_document(&scan))
		goto out;
	root = cJSON_ParseWithLength(copy, size);
	if (!root || tree_size(root) != scan.count) {
		(void)error_set(error,
				"%s:1: not valid JSON; look for a broken "
				"\\u escape in a text",
				name);
		goto fail;
	}
	mark_tree(root, source, &scan, &at);
	if (keys_are_unique(&scan, root))
		goto out;
fail:
	cJSON_Delete(root);
	root = NULL;
out:
	free(scan.lines);
	free(copy);
	return root;
}

cJSON *json_read_file(struct json_sources *sources, const char *path,
		      struct error_text *error)
{
	FILE *file = fopen(path, "rb");
	char *text = malloc(SIZE_MAX_BYTES + 1);
	cJSON *root = NULL;
	size_t size;

	if (!file) {
		(void)error_set(error, "%s: cannot be opened; check the path",
				path);
		goto out;
	}
	if (!text) {
		(void)error_set(error, "%s: out of memory; free some", path);
		goto out;
	}
	size = fread(text, 1, SIZE_MAX_BYTES + 1, file);
	if (ferror(file)) {
		(void)error_set(error, "%s: cannot be read; is it a file?",
				path);
		goto out;
	}
	if (size > SIZE_MAX_BYTES) {
		(void)error_set(error, "%s: too long; 1 MB is the limit", path);
		goto out;
	}
	root = json_read_text(sources, path, text, size, error);
out:
	if (file)
		(void)fclose(file);
	free(text);
	return root;
}

cJSON *json_read_word(struct json_sources *sources, const char *name,
		      const char *word, bool bare, struct error_text *error)
{
	struct error_text ignored = {.text = ""};
	size_t size = strlen(word);
	struct scan scan = {.name = name,
			    .text = word,
			    .size = size,
			    .line = 1,
			    .error = &ignored};
	int source = source_add(sources, name, false, error);
	bool json = !bare && scan_document(&scan);
	cJSON *item = NULL;
	size_t at = 0;

	if (source < 0)
		goto out;
	if (json)
		item = cJSON_ParseWithLength(word, size);
	else if (!bare &&
		 (word[0] == '{' || word[0] == '[' || word[0] == '"')) {
		(void)error_set(error,
				"%s: not valid JSON; quote it for the "
				"shell with ' '",
				name);
		goto out;
	}
	if (!item)
		item = cJSON_CreateString(word);
	if (item)
		mark_tree(item, source, &scan, &at);
out:
	free(scan.lines);
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
