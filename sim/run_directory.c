#include "sim/run_directory.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "traces/base/memory.h"

#define PATH_SIZE 4096
#define FILE_SIZE (PATH_SIZE + 64)

/* runs/friday-night-1 needs runs/. */
static bool make_parents(const char *path, struct error_text *error)
{
	char part[PATH_SIZE];

	for (const char *slash = strchr(path + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		(void)snprintf(part, sizeof part, "%.*s", (int)(slash - path),
			       path);
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return error_set(error, "%s: cannot be made: %s", part,
					 strerror(errno));
	}
	return true;
}

/* Files only: a run directory has no folders. */
static void remove_directory(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *entry;
	char file[FILE_SIZE + 256];

	if (directory == NULL)
		return;
	while ((entry = readdir(directory)) != NULL) {
		(void)snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.')
			(void)unlink(file);
	}
	(void)closedir(directory);
	(void)rmdir(path);
}

/* May what stands at `path` be replaced?  Only a run of ours. */
static bool may_replace(const char *path, bool (*is_run)(const char *directory),
			struct error_text *error)
{
	struct stat facts;

	if (lstat(path, &facts) != 0)
		return true;
	if (S_ISDIR(facts.st_mode) && is_run(path))
		return true;
	/* an empty directory holds nothing that could be lost */
	if (S_ISDIR(facts.st_mode) && rmdir(path) == 0)
		return true;
	return error_set(error,
			 "%s: exists and is not a run of ours; choose "
			 "another --out or remove it",
			 path);
}

static bool write_text(const char *path, const char *text,
		       struct error_text *error)
{
	FILE *file = fopen(path, "w");
	bool good =
	    file != NULL && fputs(text, file) >= 0 && fputc('\n', file) != EOF;

	if (file != NULL) {
		good = fflush(file) == 0 && fsync(fileno(file)) == 0 && good;
		good = fclose(file) == 0 && good;
	}
	return good || error_set(error, "%s: cannot be written: %s", path,
				 strerror(errno));
}

/* The CSV files, written beside run.db by a second thread. */
struct csv_writer {
	const struct run *run;
	const char *directory;
	pthread_t thread;
	bool started, good;
	struct error_text error;
};

static void *write_csv(void *context)
{
	struct csv_writer *writer = context;

	writer->good =
	    run_csv_write(writer->run, writer->directory, &writer->error);
	return NULL;
}

static void begin_csv(struct csv_writer *writer)
{
	writer->started =
	    pthread_create(&writer->thread, NULL, write_csv, writer) == 0;
	if (!writer->started)
		(void)write_csv(writer);
}

static bool end_csv(struct csv_writer *writer, struct error_text *error)
{
	if (writer->started)
		(void)pthread_join(writer->thread, NULL);
	return writer->good || error_set(error, "%s", writer->error.text);
}

static bool write_tables(const struct run *run, const cJSON *summary,
			 const char *directory, struct error_text *error)
{
	struct csv_writer writer = {.run = run, .directory = directory};
	char path[FILE_SIZE];
	bool good;

	begin_csv(&writer);
	(void)snprintf(path, sizeof path, "%s/run.db", directory);
	good = run_db_write(run, summary, path, error);
	return end_csv(&writer, error) && good;
}

static bool write_files(const struct run *run, const char *directory,
			struct error_text *error)
{
	char path[FILE_SIZE];
	cJSON *summary = summary_json(run);
	char *text = summary != NULL ? cJSON_Print(summary) : NULL;
	bool good = false;

	if (text == NULL || memory_was_short()) {
		(void)error_set(error, "out of memory");
		goto out;
	}
	if (!write_tables(run, summary, directory, error))
		goto out;
	(void)snprintf(path, sizeof path, "%s/summary.json", directory);
	good = write_text(path, text, error);
out:
	cJSON_free(text);
	cJSON_Delete(summary);
	return good;
}

bool run_directory_write(const struct run *run, const char *directory,
			 bool (*is_run)(const char *directory),
			 struct error_text *error)
{
	char aside[PATH_SIZE], old[PATH_SIZE];
	struct stat facts;

	(void)snprintf(aside, sizeof aside, "%s.partial-%ld", directory,
		       (long)getpid());
	(void)snprintf(old, sizeof old, "%s.replaced-%ld", directory,
		       (long)getpid());
	if (!make_parents(directory, error) ||
	    !may_replace(directory, is_run, error))
		return false;
	if (mkdir(aside, 0777) != 0)
		return error_set(error, "%s: cannot be made: %s", aside,
				 strerror(errno));
	if (!write_files(run, aside, error)) {
		remove_directory(aside);
		return false;
	}
	if (lstat(directory, &facts) == 0 && rename(directory, old) != 0)
		(void)error_set(error, "%s: cannot be replaced: %s", directory,
				strerror(errno));
	else if (rename(aside, directory) != 0)
		(void)error_set(error, "%s: cannot be made: %s", directory,
				strerror(errno));
	remove_directory(old);
	if (error->text[0] != '\0') {
		remove_directory(aside);
		return false;
	}
	return true;
}
