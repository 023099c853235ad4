#include "sim/run_directory.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "traces/base/manifest.h"
#include "traces/base/memory.h"
#include "traces/base/whole.h"

#define PATH_SIZE 4096
#define FILE_SIZE (PATH_SIZE + 64)

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

static bool write_json(const cJSON *root, const char *directory,
		       const char *name, struct error_text *error)
{
	char path[FILE_SIZE];
	char *text = root != NULL ? cJSON_Print(root) : NULL;
	bool good;

	(void)snprintf(path, sizeof path, "%s/%s", directory, name);
	good = text != NULL && !memory_was_short()
		   ? write_text(path, text, error)
		   : error_set(error, "out of memory");
	cJSON_free(text);
	return good;
}

static bool write_files(const struct run *run, const char *directory,
			struct error_text *error)
{
	cJSON *summary = summary_json(run);
	bool good = summary != NULL && !memory_was_short()
			? write_tables(run, summary, directory, error)
			: error_set(error, "out of memory");

	good = good && write_json(summary, directory, "summary.json", error);
	cJSON_Delete(summary);
	return good;
}

/* What sha256sum says of them is what makes them ours. */
static bool write_manifest(const char *directory, const char *const *names,
			   size_t count, struct error_text *error)
{
	struct manifest manifest = {.count = 0};
	char path[FILE_SIZE];

	for (size_t i = 0; i < count; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", directory, names[i]);
		if (!manifest_add(&manifest, names[i], path, error))
			return false;
	}
	return manifest_write(&manifest, directory, error);
}

bool run_directory_write(const struct run *run, struct run_place *place,
			 struct error_text *error)
{
	static const char *const names[] = {"summary.json", "run.db",
					    "series.csv", "ledger.csv"};

	return run_place_prepare(place, error) &&
	       write_files(run, place->aside, error) &&
	       write_manifest(place->aside, names,
			      sizeof names / sizeof names[0], error) &&
	       answer_is_whole(error) && run_place_publish(place, error);
}

bool run_directory_write_one(const cJSON *root, const char *name,
			     struct run_place *place, struct error_text *error)
{
	return run_place_prepare(place, error) &&
	       write_json(root, place->aside, name, error) &&
	       write_manifest(place->aside, &name, 1, error) &&
	       answer_is_whole(error) && run_place_publish(place, error);
}
