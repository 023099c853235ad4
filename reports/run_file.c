#include "reports/run_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "reports/text.h"

char *run_page_name(const char *stem, enum language language,
		    char out[RUN_PAGE_NAME_SIZE])
{
	if (language == LANGUAGE_EN)
		(void)snprintf(out, RUN_PAGE_NAME_SIZE, "%s.html", stem);
	else
		(void)snprintf(out, RUN_PAGE_NAME_SIZE, "%s.%s.html", stem,
			       language_name(language));
	return out;
}

void run_page_tell(enum language language, const char *folder, const char *page)
{
	char path[2 * RUN_FILE_PATH_SIZE], line[2 * RUN_FILE_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%.4000s%s%.4000s",
		       folder != NULL ? folder : "", folder != NULL ? "/" : "",
		       page);
	(void)printf("\n%s\n", text_fill(line, sizeof line, language,
					 T_TABLE_REPORT, WITH(path)));
}

bool run_file_check(const char *folder, const char *name, bool force,
		    struct error_text *error)
{
	enum manifest_verdict verdict;
	struct manifest manifest;

	if (force)
		return true;
	if (!manifest_read(folder, &manifest, error))
		return false;
	verdict = manifest_judge(&manifest, folder, name);
	if (verdict == MANIFEST_UNREADABLE)
		return error_set(error, "%s/%s: cannot be read: %s", folder,
				 name, strerror(errno));
	return verdict == MANIFEST_OURS ||
	       error_set(error,
			 "%s/%s: is not as conductor wrote it; move it away, "
			 "or replace it with --force",
			 folder, name);
}

bool run_file_open(struct run_file *file, const char *folder, const char *name,
		   struct error_text *error)
{
	struct out_file to = {.path = file->path, .force = true};

	*file = (struct run_file){.folder = folder, .name = name, .lock = -1};
	(void)snprintf(file->path, sizeof file->path, "%s/%s", folder, name);
	if (!aside_open(&file->aside, &to, error))
		return false;
	file->out = aside_stream(&file->aside);
	if (file->out != NULL)
		return true;
	aside_release(&file->aside);
	return error_set(error, "out of memory");
}

/* The manifest is read, changed and written by one process at a time. */
static bool lock_manifest(struct run_file *file, struct error_text *error)
{
	file->lock = open(file->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (file->lock >= 0)
		(void)flock(file->lock, LOCK_EX);
	return manifest_read(file->folder, &file->manifest, error);
}

/* Listed before it is there: killed in between, both are ours. */
static bool publish(struct run_file *file, struct error_text *error)
{
	bool good = lock_manifest(file, error);

	manifest_drop(&file->manifest, file->name, 1);
	good = good &&
	       manifest_add(&file->manifest, file->name, file->aside.temporary,
			    error) &&
	       manifest_write(&file->manifest, file->folder, error) &&
	       aside_finish(&file->aside, error);
	if (good) {
		manifest_drop(&file->manifest, file->name, 1);
		good = manifest_write(&file->manifest, file->folder, error);
	}
	if (file->lock >= 0)
		(void)close(file->lock);
	return good;
}

bool run_file_finish(struct run_file *file, bool good, struct error_text *error)
{
	bool written = ferror(file->out) == 0;

	written = fclose(file->out) == 0 && written;
	if (good && !written)
		good =
		    error_set(error, "%s: cannot be written; is the disk full?",
			      file->path);
	good = good && publish(file, error);
	aside_release(&file->aside);
	return good;
}
