#include "log_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "traces/base/memory.h"

#define YEAR_LENGTH 4
#define ROUNDS_MAX 64

static const char *last_slash(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash : path;
}

static const char *last_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void cut_last(char *path)
{
	path[last_slash(path) - path] = '\0';
}

static bool is_any_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(word, words[i]) == 0)
			return true;
	return false;
}
#define IS_ANY_OF(word, words)                                                 \
	is_any_of(word, words, sizeof(words) / sizeof *(words))

/* --- the folder ----------------------------------------------------------- */

/* "2024", "2024-11", "20241108"; "11" below a year */
static bool is_date(const char *path)
{
	const char *part = last_of(path);
	size_t digits = strspn(part, "0123456789-_.");
	char above[8];

	if (part[digits] != '\0')
		return false;
	if (digits >= YEAR_LENGTH)
		return strspn(part, "0123456789") >= YEAR_LENGTH &&
		       (part[0] == '2' || part[0] == '1');
	if (digits != 2 || part - path < YEAR_LENGTH + 2)
		return false;
	(void)snprintf(above, sizeof above, "%.*s", YEAR_LENGTH,
		       part - YEAR_LENGTH - 1);
	return part[-YEAR_LENGTH - 2] == '/' && above[0] == '2' &&
	       strspn(above, "0123456789") == YEAR_LENGTH;
}

static bool is_archive(const char *part)
{
	static const char *const words[] = {"archive", "archives", "archived",
					    "old",     "backup",   "backups",
					    "rotated"};

	return IS_ANY_OF(part, words);
}

static bool is_logs(const char *part)
{
	static const char *const words[] = {"logs", "log"};

	return IS_ANY_OF(part, words);
}

/* Below "logs", with nothing but dates and archives between? */
static bool is_below_logs(const char *path)
{
	char *above = memory_copy(path);
	bool found = false;

	while (above != NULL && !found && *above != '\0' &&
	       (is_archive(last_of(above)) || is_date(above))) {
		cut_last(above);
		found = is_logs(last_of(above));
	}
	free(above);
	return found;
}

char *log_server_trim(const char *folder)
{
	char *path = strdup(folder);
	size_t length;

	if (path == NULL)
		return NULL;
	length = strlen(path);
	while (length > 1 && path[length - 1] == '/')
		path[--length] = '\0';
	while (*last_of(path) != '\0' &&
	       (is_date(path) ||
		(is_archive(last_of(path)) && is_below_logs(path)) ||
		strcmp(last_of(path), ".") == 0))
		cut_last(path);
	while ((is_logs(last_of(path)) && last_slash(path) != path) ||
	       strcmp(last_of(path), ".") == 0)
		cut_last(path);
	return path;
}

/* How much of a log's own name is its server's: "mc-2024-11-08.log" and
 * "mc-2.log.gz" are of mc.  0: the server gave the name. */
static size_t stem_length(const char *name)
{
	static const char *const common[] = {"latest", "server", "console"};
	const char *dot = strstr(name, ".log");
	size_t length = dot != NULL ? (size_t)(dot - name) : strcspn(name, ".");
	size_t digits = length;

	while (digits > 0 &&
	       strchr("0123456789-_. ()", name[digits - 1]) != NULL)
		digits--;
	if (digits < length && strchr("-_. (", name[digits]) != NULL)
		length = digits;
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (length == strlen(common[i]) &&
		    strncasecmp(name, common[i], length) == 0)
			return 0;
	return length;
}

char *log_server_own(const char *folder, const char *own_name)
{
	char *trimmed = log_server_trim(folder), *path;
	size_t stem = own_name == NULL ? 0 : stem_length(own_name);

	if (stem == 0 || trimmed == NULL)
		return trimmed;
	if (asprintf(&path, "%s/%.*s", trimmed, (int)stem, own_name) < 0)
		path = NULL;
	free(trimmed);
	return path;
}

char *log_server_folder(const char *folder, const char *own_name)
{
	char *real = realpath(folder, NULL);
	char *path = real == NULL ? NULL : log_server_own(real, own_name);

	free(real);
	return path;
}

/* --- the name ------------------------------------------------------------- */

/* Folders that every server of its kind has, and say nothing. */
static bool says_nothing(const char *part)
{
	static const char *const words[] = {"minecraft", "data", "serverfiles",
					    "server", "bedrock"};

	return IS_ANY_OF(part, words);
}

/* Folders of the system say even less. */
static bool is_of_system(const char *part)
{
	static const char *const words[] = {
	    "",	   ".",	  "home", "srv",   "opt",  "root",	"mnt",	"var",
	    "tmp", "usr", "lib",  "media", "data", "instances", "games"};

	return IS_ANY_OF(part, words);
}

/* Where in a server's folder its name ends, and how many parts it has. */
struct naming {
	char *path;
	size_t end;   /* of the name in it */
	size_t parts; /* that it has */
	size_t begin;
};

static bool begin_naming(struct naming *n, const struct log_server *server)
{
	n->path = strdup(server->folder);
	if (n->path == NULL)
		return false;
	while (!server->of_file && says_nothing(last_of(n->path))) {
		char *above = strdup(n->path);
		bool helps;

		if (above == NULL)
			return false;
		cut_last(above);
		helps = !is_of_system(last_of(above));
		if (helps)
			cut_last(n->path);
		free(above);
		if (!helps)
			break;
	}
	n->end = strlen(n->path);
	n->begin = (size_t)(last_of(n->path) - n->path);
	return true;
}

/* One part more of the path; false: there is none. */
static bool name_more(struct naming *n)
{
	size_t begin = n->begin;

	if (begin < 2)
		return false;
	begin--; /* at the slash */
	while (begin > 0 && n->path[begin - 1] != '/')
		begin--;
	n->begin = begin;
	return true;
}

static const char *name_of(const struct naming *n)
{
	return n->path + n->begin;
}

static int by_name(const void *a, const void *b, void *context)
{
	const struct naming *namings = context;
	const size_t *l = a, *r = b;

	return strcmp(name_of(&namings[*l]), name_of(&namings[*r]));
}

/* A name that another one has gets more of its path.  False: no memory. */
static bool lengthen(struct naming *n, const struct log_server *server)
{
	if (name_more(n))
		return true;
	/* what said nothing tells them apart after all */
	free(n->path);
	n->path = strdup(server->folder);
	n->begin = 0;
	return n->path != NULL;
}

/* One round for names that are equal.  *any is set if some were. */
static bool tell_apart(struct naming *namings,
		       const struct log_servers *servers, size_t *order,
		       bool *any)
{
	size_t count = servers->count, end;
	bool good = true;

	*any = false;
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof *order, by_name, namings);
	for (size_t i = 0; i < count && good; i = end) {
		for (end = i + 1; end < count && by_name(&order[i], &order[end],
							 namings) == 0;)
			end++;
		for (size_t k = i; k < end && end > i + 1 && good; k++) {
			good = lengthen(&namings[order[k]],
					&servers->servers[order[k]]);
			*any = true;
		}
	}
	return good;
}

bool log_servers_name(struct log_servers *servers)
{
	struct naming *namings = calloc(servers->count + 1, sizeof *namings);
	size_t *order = calloc(servers->count + 1, sizeof *order);
	bool good = namings != NULL && order != NULL, any = true;

	for (size_t i = 0; i < servers->count && good; i++)
		good = begin_naming(&namings[i], &servers->servers[i]);
	/* each round makes equal names longer, and whole paths differ */
	for (int rounds = 0; good && any && rounds < ROUNDS_MAX; rounds++)
		good = tell_apart(namings, servers, order, &any);
	for (size_t i = 0; i < servers->count && good; i++) {
		const char *name = name_of(&namings[i]);

		servers->servers[i].name =
		    strdup(*name != '\0' ? name : "world");
		good = servers->servers[i].name != NULL;
	}
	for (size_t i = 0; namings != NULL && i < servers->count; i++)
		free(namings[i].path);
	free(namings);
	free(order);
	return good;
}
