#include "sim/sweep_merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/sweep_file.h"

#define MISSING_SHOWN 8

struct shard {
	uint64_t number, of;
};

static bool read_shard(const struct sweep_file *file, struct shard *out,
		       struct error_text *error)
{
	char text[SWEEP_VALUE_SIZE], *slash;

	(void)sweep_file_value(file, "shard", text);
	if (text[0] == '\0') {
		(void)error_set(error,
				"%s: is a whole sweep, not a shard of one",
				file->path);
		return false;
	}
	out->number = strtoull(text, &slash, 10);
	out->of = *slash == '/' ? strtoull(slash + 1, NULL, 10) : 0;
	if (out->number >= 1 && out->number <= out->of && out->of <= SHARDS_MAX)
		return true;
	(void)error_set(error, "%s: is damaged: its shard is %s", file->path,
			text);
	return false;
}

/* Every point that belongs to it, and no other. */
static bool is_whole(const struct sweep_file *file, const struct shard *shard,
		     struct error_text *error)
{
	char text[SWEEP_VALUE_SIZE];
	uint64_t points =
	    strtoull(sweep_file_value(file, "points", text), NULL, 10);
	unsigned char *done = calloc(points + 1, 1);
	bool good;

	if (done == NULL)
		return error_set(error, "out of memory");
	good = sweep_file_done(file, done, points) ||
	       error_set(error, "%s: is damaged or cannot be read", file->path);
	for (uint64_t p = 0; p < points && good; p++)
		if ((done[p] != 0) != (p % shard->of == shard->number - 1))
			good = error_set(error,
					 "%s: is damaged: point %" PRIu64 " %s",
					 file->path, p + 1,
					 done[p] != 0 ? "is not of its shard"
						      : "is missing");
	free(done);
	return good;
}

/* All shards, each at its place. */
struct shards {
	struct sweep_file *list; /* `of`; path NULL: not given */
	uint64_t of;
};

static bool sort_in(struct shards *to, struct sweep_file *file,
		    const struct shard *shard, struct error_text *error)
{
	struct sweep_file *place = &to->list[shard->number - 1];

	if (place->path != NULL)
		return error_set(error,
				 "%s: is shard %" PRIu64 "/%" PRIu64
				 ", as %s is; give each shard once",
				 file->path, shard->number, shard->of,
				 place->path);
	*place = *file;
	*file = (struct sweep_file){.path = NULL};
	return true;
}

/* The first file says how many there are. */
static bool make_places(struct shards *to, const struct shard *shard,
			const char *path, struct error_text *error)
{
	if (to->list == NULL) {
		to->list = calloc(shard->of, sizeof *to->list);
		to->of = shard->of;
	}
	if (to->list == NULL) {
		to->of = 0;
		(void)error_set(error, "out of memory");
		return false;
	}
	if (shard->of == to->of)
		return true;
	(void)error_set(error,
			"%s: is a shard of %" PRIu64
			", the first file is one of %" PRIu64,
			path, shard->of, to->of);
	return false;
}

static bool open_one(const char *path, struct shards *to,
		     struct error_text *error)
{
	struct sweep_file file = {.path = NULL};
	struct shard shard = {0, 0};
	bool good = sweep_file_open(path, &file, error) &&
		    read_shard(&file, &shard, error) &&
		    make_places(to, &shard, path, error) &&
		    is_whole(&file, &shard, error) &&
		    sort_in(to, &file, &shard, error);

	sweep_file_close(&file);
	return good;
}

static bool tell_missing(const struct shards *all, struct error_text *error)
{
	char list[256] = "";
	size_t used = 0, missing = 0;

	for (uint64_t i = 0; i < all->of; i++) {
		if (all->list[i].path != NULL)
			continue;
		if (missing++ < MISSING_SHOWN)
			used += (size_t)snprintf(
			    list + used, sizeof list - used,
			    "%s%" PRIu64 "/%" PRIu64, used > 0 ? ", " : "",
			    i + 1, all->of);
	}
	return missing == 0 ||
	       error_set(error, "missing: shard %s%s", list,
			 missing > MISSING_SHOWN ? ", ..." : "");
}

static bool check_heads(const struct shards *all, struct error_text *error)
{
	for (uint64_t i = 1; i < all->of; i++) {
		struct error_text what = {""};

		if (!sweep_file_agree(&all->list[i], &all->list[0], &what))
			return error_set(
			    error, "%s: is of another sweep than %s: %s",
			    all->list[i].path, all->list[0].path, what.text);
	}
	return true;
}

bool sweep_merge(char *const *paths, uint32_t count, const struct out_file *to,
		 struct error_text *error)
{
	struct shards all = {.list = NULL};
	bool good = true;

	for (uint32_t i = 0; i < count && good; i++)
		good = open_one(paths[i], &all, error);
	good = good && tell_missing(&all, error) && check_heads(&all, error) &&
	       sweep_file_publish(all.list, (uint32_t)all.of, NULL, to, error);
	for (uint64_t i = 0; i < all.of; i++)
		sweep_file_close(&all.list[i]);
	free(all.list);
	return good;
}
