#include "manifest.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "aside.h"

#define HASH_LENGTH ((size_t)SHA256_TEXT_SIZE - 1)
#define LINE_SIZE (SHA256_TEXT_SIZE + MANIFEST_NAME_SIZE + 4)

static const char first_line[] =
    "# Files that conductor wrote here; check them with `sha256sum "
    "-c " MANIFEST_FILE "`.\n";

static bool join(const char *folder, const char *name, char out[PATH_MAX])
{
	int size = snprintf(out, PATH_MAX, "%s/%s", folder, name);

	return size > 0 && size < PATH_MAX;
}

/* "HASH  NAME" */
static bool read_line(char *line, struct manifest *out)
{
	struct manifest_row *row = &out->rows[out->count];
	size_t length = strcspn(line, "\n");
	const char *name = line + HASH_LENGTH + 2;

	line[length] = '\0';
	if (out->count == MANIFEST_ROWS_MAX || length <= HASH_LENGTH + 2 ||
	    strspn(line, "0123456789abcdef") != HASH_LENGTH ||
	    strncmp(line + HASH_LENGTH, "  ", 2) != 0 ||
	    strchr(name, '/') != NULL || strlen(name) >= sizeof row->name)
		return false;
	memcpy(row->hash, line, HASH_LENGTH);
	row->hash[HASH_LENGTH] = '\0';
	memcpy(row->name, name, strlen(name) + 1);
	out->count++;
	return true;
}

/* A manifest that is a folder is none. */
static bool is_unreadable(const char *path, int why, struct error_text *error)
{
	return why != ENOENT && why != ENOTDIR && why != EISDIR &&
	       !error_set(error, "%s: cannot be read: %s", path, strerror(why));
}

bool manifest_read(const char *folder, struct manifest *out,
		   struct error_text *error)
{
	char path[PATH_MAX], line[LINE_SIZE];
	bool good = true, failed;
	FILE *file;

	*out = (struct manifest){.count = 0};
	if (!join(folder, MANIFEST_FILE, path))
		return true;
	file = fopen(path, "r");
	if (file == NULL)
		return !is_unreadable(path, errno, error);
	while (good && fgets(line, sizeof line, file) != NULL)
		good = line[0] == '#' || read_line(line, out);
	failed = ferror(file) != 0 && is_unreadable(path, errno, error);
	if (!good || ferror(file) != 0)
		out->count = 0;
	(void)fclose(file);
	return !failed;
}

bool manifest_lists(const struct manifest *manifest, const char *name)
{
	for (size_t i = 0; i < manifest->count; i++)
		if (strcmp(manifest->rows[i].name, name) == 0)
			return true;
	return false;
}

bool manifest_add(struct manifest *manifest, const char *name, const char *path,
		  struct error_text *error)
{
	struct manifest_row *row = &manifest->rows[manifest->count];

	if (manifest->count == MANIFEST_ROWS_MAX)
		return error_set(error, "%s: too many files of ours", path);
	if (!sha256_file(path, row->hash))
		return error_set(error, "%s: cannot be read: %s", path,
				 strerror(errno));
	(void)snprintf(row->name, sizeof row->name, "%s", name);
	manifest->count++;
	return true;
}

void manifest_drop(struct manifest *manifest, const char *name, size_t keep)
{
	for (size_t i = manifest->count; i-- > 0;) {
		if (strcmp(manifest->rows[i].name, name) != 0)
			continue;
		if (keep > 0) {
			keep--;
			continue;
		}
		manifest->count--;
		memmove(&manifest->rows[i], &manifest->rows[i + 1],
			(manifest->count - i) * sizeof manifest->rows[0]);
	}
}

bool manifest_write(const struct manifest *manifest, const char *folder,
		    struct error_text *error)
{
	char path[PATH_MAX];
	struct aside aside;
	FILE *file;
	bool good;

	if (!join(folder, MANIFEST_FILE, path))
		return error_set(error, "%.40s...: the path is too long",
				 folder);
	if (!aside_open(&aside, &(struct out_file){path, true}, error))
		return false;
	file = aside_stream(&aside);
	if (file != NULL)
		(void)fputs(first_line, file);
	for (size_t i = 0; file != NULL && i < manifest->count; i++)
		(void)fprintf(file, "%s  %s\n", manifest->rows[i].hash,
			      manifest->rows[i].name);
	good = aside_finish_stream(&aside, file, error);
	aside_release(&aside);
	return good;
}

enum manifest_verdict manifest_judge(const struct manifest *manifest,
				     const char *folder, const char *name)
{
	char path[PATH_MAX], hash[SHA256_TEXT_SIZE];
	struct stat facts;

	if (!join(folder, name, path))
		return MANIFEST_FOREIGN;
	if (lstat(path, &facts) != 0 && errno == ENOENT)
		return MANIFEST_OURS;
	if (!manifest_lists(manifest, name))
		return MANIFEST_FOREIGN;
	if (!sha256_file(path, hash))
		return S_ISREG(facts.st_mode) ? MANIFEST_UNREADABLE
					      : MANIFEST_CHANGED;
	for (size_t i = 0; i < manifest->count; i++)
		if (strcmp(manifest->rows[i].name, name) == 0 &&
		    strcmp(manifest->rows[i].hash, hash) == 0)
			return MANIFEST_OURS;
	return MANIFEST_CHANGED;
}

static bool needs_no_line(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, MANIFEST_FILE) == 0 ||
	       strncmp(name, ASIDE_PREFIX, strlen(ASIDE_PREFIX)) == 0;
}

bool manifest_stranger(const struct manifest *manifest, const char *folder,
		       char name[256], enum manifest_verdict *verdict)
{
	DIR *all = opendir(folder);
	const struct dirent *entry;
	bool found = false;

	*verdict = MANIFEST_FOREIGN;
	if (all == NULL) {
		(void)snprintf(name, 256, ".");
		return true;
	}
	while ((entry = readdir(all)) != NULL) {
		enum manifest_verdict one;

		if (needs_no_line(entry->d_name) ||
		    (found && strcmp(entry->d_name, name) > 0))
			continue;
		one = manifest_judge(manifest, folder, entry->d_name);
		if (one == MANIFEST_OURS)
			continue;
		found = true;
		*verdict = one;
		(void)snprintf(name, 256, "%s", entry->d_name);
	}
	(void)closedir(all);
	return found;
}
