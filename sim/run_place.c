#include "sim/run_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "traces/base/aside.h"
#include "traces/base/manifest.h"
#include "traces/base/out_file.h"

#define LONGEST (PATH_MAX - 128) /* leaves room for the names of files */
#define NAME_SIZE 256
#define NAMES_MAX 1000

static bool cannot(const struct run_place *place, int why,
		   struct error_text *error)
{
	return error_set(error,
			 "%s: cannot be written: %s; choose another --out DIR",
			 place->path, strerror(why));
}

static bool join(const char *folder, const char *name, char out[PATH_MAX])
{
	int size = snprintf(out, PATH_MAX, "%s/%s", folder, name);

	return size > 0 && size < PATH_MAX;
}

/* --- removing ------------------------------------------------------------- */

static bool is_unfinished(const char *name)
{
	return strncmp(name, ASIDE_PREFIX, strlen(ASIDE_PREFIX)) == 0;
}

/* Remove the files of ours, and the folder if it is empty then. */
static void remove_ours(const char *folder, const struct manifest *ours)
{
	DIR *all = opendir(folder);
	const struct dirent *entry;
	char path[PATH_MAX];

	while (all != NULL && (entry = readdir(all)) != NULL)
		if ((is_unfinished(entry->d_name) ||
		     strcmp(entry->d_name, MANIFEST_FILE) == 0 ||
		     manifest_lists(ours, entry->d_name)) &&
		    join(folder, entry->d_name, path))
			(void)unlink(path);
	if (all != NULL)
		(void)closedir(all);
	(void)rmdir(folder);
}

/* The directory of an unfinished run; it has no folders.  `all`: of it, or
 * NULL. */
static void remove_unfinished(const char *folder, DIR *all)
{
	const struct dirent *entry;
	char path[PATH_MAX];

	if (all != NULL)
		rewinddir(all);
	while (all != NULL && (entry = readdir(all)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0 &&
		    join(folder, entry->d_name, path))
			(void)unlink(path);
	if (all != NULL)
		(void)closedir(all);
	(void)rmdir(folder);
}

/* Those of runs that were killed while they replaced files one by one. */
static void remove_all_unfinished(const char *folder)
{
	DIR *all = opendir(folder);
	const struct dirent *entry;
	char path[PATH_MAX];

	while (all != NULL && (entry = readdir(all)) != NULL)
		if (is_unfinished(entry->d_name) &&
		    join(folder, entry->d_name, path))
			remove_unfinished(path, opendir(path));
	if (all != NULL)
		(void)closedir(all);
}

/* --- making --------------------------------------------------------------- */

/* The parents of place->real. */
static bool make_parents(struct run_place *place, struct error_text *error)
{
	char part[PATH_MAX];

	place->made = strlen(place->real);
	for (const char *slash = strchr(place->real + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		size_t size = (size_t)(slash - place->real);

		memcpy(part, place->real, size);
		part[size] = '\0';
		if (mkdir(part, 0777) == 0) {
			if (size < place->made)
				place->made = size;
		} else if (errno != EEXIST) {
			return cannot(place, errno, error);
		}
	}
	return true;
}

/* Those that were made, if they are empty. */
static void remove_parents(struct run_place *place)
{
	char part[PATH_MAX];
	char *slash;

	if (place->made == 0)
		return;
	memcpy(part, place->real, strlen(place->real) + 1);
	while ((slash = strrchr(part, '/')) != NULL &&
	       (size_t)(slash - part) >= place->made) {
		*slash = '\0';
		(void)rmdir(part);
	}
	place->made = 0;
}

/* Where unfinished runs are: beside the directory, or in it. */
static void aside_folder(const struct run_place *place, char out[PATH_MAX])
{
	const char *slash = strrchr(place->real, '/');

	if (place->in_place)
		(void)snprintf(out, PATH_MAX, "%.4000s/", place->real);
	else
		(void)snprintf(out, PATH_MAX, "%.*s",
			       slash != NULL ? (int)(slash + 1 - place->real)
					     : 0,
			       place->real);
}

static bool make_aside(struct run_place *place)
{
	char folder[PATH_MAX];

	aside_folder(place, folder);
	for (unsigned i = 0; i < NAMES_MAX; i++) {
		(void)snprintf(place->aside, sizeof place->aside,
			       "%.3968s" ASIDE_PREFIX "%ld-%u", folder,
			       (long)getpid(), i);
		if (mkdir(place->aside, 0777) == 0) {
			int why;

			place->listing = opendir(place->aside);
			if (place->listing != NULL)
				return true;
			why = errno;
			(void)rmdir(place->aside);
			errno = why;
		}
		if (errno != EEXIST)
			break;
	}
	place->aside[0] = '\0';
	return false;
}

/* --- looking -------------------------------------------------------------- */

/* Strangers in the directory that is there. */
static bool refuse_stranger(const struct run_place *place, const char *name,
			    enum manifest_verdict verdict,
			    struct error_text *error)
{
	if (verdict == MANIFEST_UNREADABLE)
		return error_set(error, "%s/%s: cannot be read: %s",
				 place->path, name, strerror(errno));
	if (verdict == MANIFEST_CHANGED)
		return error_set(error,
				 "%s/%s: has been changed since the run was "
				 "written; choose another --out DIR, or "
				 "--force, which replaces it",
				 place->path, name);
	return error_set(error,
			 "%s/%s: is not part of a run that may be replaced; "
			 "choose another --out DIR, or --force, which keeps it",
			 place->path, name);
}

static bool note_summary(const struct run_place *place,
			 char summary[SHA256_TEXT_SIZE],
			 struct error_text *error)
{
	struct manifest manifest;

	summary[0] = '\0';
	if (!manifest_read(place->real, &manifest, error))
		return false;
	for (size_t i = 0; i < manifest.count; i++)
		if (strcmp(manifest.rows[i].name, "summary.json") == 0)
			memcpy(summary, manifest.rows[i].hash,
			       SHA256_TEXT_SIZE);
	return true;
}

/* Neither the current directory nor a mount point can be renamed. */
static bool is_fixed(const struct run_place *place)
{
	char up[PATH_MAX];
	struct stat here, parent, current;

	return join(place->real, "..", up) && stat(place->real, &here) == 0 &&
	       stat(up, &parent) == 0 && stat(".", &current) == 0 &&
	       (here.st_dev != parent.st_dev || here.st_ino == parent.st_ino ||
		(here.st_dev == current.st_dev &&
		 here.st_ino == current.st_ino));
}

static bool look_inside(struct run_place *place, struct error_text *error)
{
	enum manifest_verdict verdict;
	struct manifest manifest;
	char name[NAME_SIZE];

	if (access(place->real, R_OK | X_OK) != 0)
		return cannot(place, errno, error);
	place->there = true;
	if (!note_summary(place, place->summary, error) ||
	    !manifest_read(place->real, &manifest, error))
		return false;
	place->in_place = is_fixed(place);
	if (!manifest_stranger(&manifest, place->real, name, &verdict))
		return true;
	place->in_place = true;
	return place->force || refuse_stranger(place, name, verdict, error);
}

/* Try it, and leave nothing. */
static bool probe(struct run_place *place, struct error_text *error)
{
	bool good = make_parents(place, error);

	if (good && !make_aside(place)) {
		int why = errno;

		place->in_place = place->there;
		good = (place->in_place && make_aside(place)) ||
		       cannot(place, why, error);
	}
	if (place->aside[0] != '\0')
		remove_unfinished(place->aside, place->listing);
	place->listing = NULL;
	place->aside[0] = '\0';
	remove_parents(place);
	return good;
}

static bool open_place(struct run_place *place, const char *directory,
		       struct error_text *error)
{
	size_t size = strlen(directory);
	struct out_target target;

	while (size > 1 && directory[size - 1] == '/')
		size--;
	if (size == 0 || size > LONGEST)
		return error_set(error,
				 "--out: \"%.40s\"%s: cannot be written; give "
				 "the path of a directory",
				 directory, size > 40 ? "..." : "");
	memcpy(place->path, directory, size);
	if (!out_target_find(place->path, &target, error))
		return false;
	if ((target.kind != OUT_FRESH && target.kind != OUT_FOLDER) ||
	    strlen(target.path) > LONGEST)
		return cannot(place,
			      target.kind == OUT_FRESH ||
				      target.kind == OUT_FOLDER
				  ? ENAMETOOLONG
				  : ENOTDIR,
			      error);
	memcpy(place->real, target.path, strlen(target.path) + 1);
	place->mode = target.mode;
	return (target.kind == OUT_FRESH || look_inside(place, error)) &&
	       probe(place, error);
}

bool run_place_open(struct run_place *place, const char *directory, bool force,
		    struct error_text *error)
{
	bool good;

	*place = (struct run_place){.force = force};
	good = open_place(place, directory, error);
	if (!good)
		run_place_close(place);
	return good;
}

bool run_place_open_beside(struct run_place *place, const char *directory,
			   bool force, struct error_text *error)
{
	if (!run_place_open(place, directory, force, error))
		return false;
	if (place->summary[0] == '\0' || force)
		return true;
	(void)error_set(error,
			"%s: holds a run; choose another --out DIR, or "
			"--force, which replaces it",
			place->path);
	run_place_close(place);
	return false;
}

bool run_place_prepare(struct run_place *place, struct error_text *error)
{
	return make_parents(place, error) &&
	       (make_aside(place) || cannot(place, errno, error));
}

/* --- publishing ----------------------------------------------------------- */

/* Is the run that is there the one that was?  No two summaries are the same:
 * they tell how long the run took. */
static bool is_as_before(const struct run_place *place, bool *there,
			 struct error_text *error)
{
	char summary[SHA256_TEXT_SIZE];
	struct stat ignored;

	*there = lstat(place->real, &ignored) == 0;
	if (!*there) /* who has removed it wants no other */
		return true;
	return (note_summary(place, summary, error) &&
		strcmp(summary, place->summary) == 0) ||
	       error_set(error,
			 "%s: another run has written there meanwhile; choose "
			 "another --out DIR",
			 place->path);
}

/* Before anything is touched: a folder with the name of a file of ours. */
static bool no_folder_in_the_way(const struct run_place *place,
				 const struct manifest *new,
				 struct error_text *error)
{
	char path[PATH_MAX];
	struct stat facts;

	for (size_t i = 0; i < new->count; i++)
		if (join(place->real, new->rows[i].name, path) &&
		    lstat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
			return error_set(error,
					 "%s/%s: is a folder; choose another "
					 "--out DIR",
					 place->path, new->rows[i].name);
	return true;
}

/* Old and new files are listed while both are there. */
static bool list_both(const struct run_place *place, const struct manifest *old,
		      const struct manifest *new, struct error_text *error)
{
	struct manifest both = *old;

	for (size_t i = 0; i < new->count; i++) {
		if (both.count == MANIFEST_ROWS_MAX)
			manifest_drop(&both, both.rows[0].name, 0);
		both.rows[both.count++] = new->rows[i];
	}
	return manifest_write(&both, place->real, error);
}

static bool replace_files(struct run_place *place, struct error_text *error)
{
	struct manifest old, new;
	char from[PATH_MAX], to[PATH_MAX];

	if (!manifest_read(place->real, &old, error) ||
	    !manifest_read(place->aside, &new, error) ||
	    !no_folder_in_the_way(place, &new, error) ||
	    !list_both(place, &old, &new, error))
		return false;
	for (size_t i = 0; i < new.count; i++)
		if (!join(place->aside, new.rows[i].name, from) ||
		    !join(place->real, new.rows[i].name, to) ||
		    rename(from, to) != 0)
			return cannot(place, errno, error);
	for (size_t i = 0; i < old.count; i++)
		if (!manifest_lists(&new, old.rows[i].name) &&
		    join(place->real, old.rows[i].name, to))
			(void)unlink(to);
	return manifest_write(&new, place->real, error);
}

/* What has come into the old directory in the last moment. */
static void move_rest(const char *old, const char *new)
{
	DIR *all = opendir(old);
	const struct dirent *entry;
	char from[PATH_MAX], to[PATH_MAX];

	while (all != NULL && (entry = readdir(all)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0 &&
		    join(old, entry->d_name, from) &&
		    join(new, entry->d_name, to))
			(void)renameat2(AT_FDCWD, from, AT_FDCWD, to,
					RENAME_NOREPLACE);
	if (all != NULL)
		(void)closedir(all);
	(void)rmdir(old);
}

/* At once: the two directories change their names. */
static bool swap(struct run_place *place, struct error_text *error)
{
	struct manifest old;

	if (!manifest_read(place->real, &old, error))
		return false;
	remove_all_unfinished(place->real);
	if (place->there)
		(void)chmod(place->aside, place->mode);
	if (renameat2(AT_FDCWD, place->aside, AT_FDCWD, place->real,
		      RENAME_EXCHANGE) != 0)
		return replace_files(place, error);
	remove_ours(place->aside, &old);
	move_rest(place->aside, place->real);
	place->aside[0] = '\0';
	return true;
}

/* Are these files, where they are, as the manifest there says? */
static bool are_ours(const struct run_place *place, const struct manifest *old,
		     const struct manifest *names, struct error_text *error)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->rows[i].name;
		enum manifest_verdict verdict =
		    manifest_judge(old, place->real, name);

		if (verdict != MANIFEST_OURS)
			return refuse_stranger(place, name, verdict, error);
	}
	return true;
}

/* What was changed meanwhile is not replaced, and what has come stays. */
static bool publish_into(struct run_place *place, struct error_text *error)
{
	enum manifest_verdict verdict;
	struct manifest old, new;
	char name[NAME_SIZE];

	if (!manifest_read(place->real, &old, error) ||
	    !manifest_read(place->aside, &new, error))
		return false;
	if (!place->force && (!are_ours(place, &old, &old, error) ||
			      !are_ours(place, &old, &new, error)))
		return false;
	if (place->in_place ||
	    manifest_stranger(&old, place->real, name, &verdict))
		return replace_files(place, error);
	return swap(place, error);
}

/* One at a time looks and replaces, where the file system knows locks. */
static int lock_folder(const struct run_place *place)
{
	char folder[PATH_MAX] = ".";
	const char *slash = strrchr(place->real, '/');
	int lock;

	if (slash != NULL)
		(void)snprintf(folder, sizeof folder, "%.*s",
			       (int)(slash + 1 - place->real), place->real);
	lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lock >= 0)
		(void)flock(lock, LOCK_EX);
	return lock;
}

bool run_place_publish(struct run_place *place, struct error_text *error)
{
	int lock = lock_folder(place);
	bool there, good = is_as_before(place, &there, error);

	if (good && there)
		good = publish_into(place, error);
	else if (good && rename(place->aside, place->real) == 0)
		place->aside[0] = '\0';
	else if (good)
		good = cannot(place, errno, error);
	if (lock >= 0)
		(void)close(lock);
	return good;
}

void run_place_close(struct run_place *place)
{
	if (place->aside[0] != '\0')
		remove_unfinished(place->aside, place->listing);
	else if (place->listing != NULL)
		(void)closedir(place->listing);
	remove_parents(place);
	*place = (struct run_place){.made = 0};
}
