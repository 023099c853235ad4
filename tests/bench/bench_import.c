/*
 * bench_import.c - how fast, and in how much memory, a file of sessions becomes
 * a trace store, beside libcsv that reads the same file and does nothing.
 *
 * Writes the files itself: sessions of 100,000 worlds over a year in order of
 * their start, once with instants as RFC 3339, once as epoch seconds, each
 * plain and packed by gzip (beside zlib and libcsv; MB are those unpacked).
 * Each measurement is a process of its own, so the peak memory is its own;
 * speed is by processor time (user and system), because other programs run
 * beside.
 */
#include <csv.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "traces/base/random.h"
#include "traces/base/times.h"
#include "traces/commands.h"

#define WORLDS 100000
#define BEGIN_S INT64_C(1704067200) /* 2024-01-01 */
#define YEAR_S (INT64_C(366) * 86400)
#define BUFFER_BYTES ((size_t)1 << 16)
#define TIME_SIZE 40

static char folder[] = "/tmp/conductor-bench-XXXXXX";
static int64_t stop_s[WORLDS];

static void put_time(FILE *out, int64_t at_s, bool epoch)
{
	char text[TIME_SIZE];

	if (epoch)
		(void)fprintf(out, ",%" PRId64, at_s);
	else
		(void)fprintf(
		    out, ",%s",
		    time_format(at_s * 1000000, 0, text, sizeof text));
}

/* `bytes` of sessions; those of one world do not overlap. */
static void write_file(const char *path, double bytes, bool epoch)
{
	const struct random_key key = {.seed = 1, .purpose = RANDOM_TEST};
	struct random_stream stream;
	FILE *out = fopen(path, "w");
	double row_bytes = epoch ? 36.6 : 54.6;
	double step_s = (double)YEAR_S / (bytes / row_bytes);
	double at_s = 0;

	if (out == NULL) {
		perror(path);
		exit(1);
	}
	random_open(&stream, &key);
	memset(stop_s, 0, sizeof stop_s);
	(void)fputs("world,start,stop,ram_mb,players\n", out);
	for (; at_s < (double)YEAR_S; at_s += step_s) {
		uint64_t draw = random_u64(&stream);
		size_t world = (size_t)(draw % WORLDS);
		int64_t start_s = BEGIN_S + (int64_t)at_s;
		int64_t length_s = 60 + (int64_t)(draw >> 32) % 4000;

		if (stop_s[world] > start_s)
			continue;
		stop_s[world] = start_s + length_s;
		(void)fprintf(out, "w%06zu", world);
		put_time(out, start_s, epoch);
		put_time(out, start_s + length_s, epoch);
		(void)fprintf(out, ",%d,%d\n", 1024 << (world % 4),
			      (int)(draw >> 60) + 1);
	}
	if (fclose(out) != 0) {
		perror(path);
		exit(1);
	}
}

static void on_field(void *text, size_t size, void *context)
{
	(void)text;
	(void)size;
	(*(uint64_t *)context)++;
}

static void on_row(int end, void *context)
{
	(void)end;
	(void)context;
}

/* libcsv alone: read, unpack what is packed, split, count. */
static int bare_libcsv(const char *path)
{
	static char buffer[BUFFER_BYTES];
	struct csv_parser parser;
	uint64_t fields = 0;
	gzFile file = gzopen(path, "r"); /* reads what is plain as it is */
	int got;

	if (file == NULL || gzbuffer(file, BUFFER_BYTES) != 0 ||
	    csv_init(&parser, CSV_STRICT) != 0)
		return 1;
	while ((got = gzread(file, buffer, sizeof buffer)) > 0)
		if (csv_parse(&parser, buffer, (size_t)got, on_field, on_row,
			      &fields) != (size_t)got)
			return 1;
	csv_free(&parser);
	(void)gzclose(file);
	return fields > 0 ? 0 : 1;
}

static int import(const char *path)
{
	char out[100], name[] = "import", option[] = "-o", input[100];
	char *argv[] = {name, input, option, out, NULL};

	(void)snprintf(input, sizeof input, "%s", path);
	(void)snprintf(out, sizeof out, "%s/trace.db", folder);
	(void)unlink(out); /* of the import before */
	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	return traces_cmd_import(4, argv);
}

struct cost {
	double cpu_s;
	double peak_mb;
};

static struct cost measure(int (*what)(const char *), const char *path)
{
	pid_t child = fork();
	struct rusage used;
	int status;

	if (child == 0)
		_exit(what(path));
	if (child < 0 || wait4(child, &status, 0, &used) != child ||
	    status != 0) {
		(void)fprintf(stderr, "bench_import: a measurement failed\n");
		exit(1);
	}
	return (struct cost){
	    .cpu_s =
		(double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
		(double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
	    .peak_mb = (double)used.ru_maxrss / 1024,
	};
}

static double size_mb(const char *name)
{
	char path[100];
	FILE *file;
	double size;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "r");
	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		return 0;
	size = (double)ftell(file) / 1e6;
	(void)fclose(file);
	return size;
}

static void bench_file(const char *path, double mb, const char *kind)
{
	struct cost bare = measure(bare_libcsv, path);
	struct cost ours = measure(import, path);

	(void)printf("%8.0f  %-8s  %6.0f MB/s %5.0f MB  %6.0f MB/s %5.0f MB"
		     "  %5.2f  %6.0f MB\n",
		     mb, kind, mb / bare.cpu_s, bare.peak_mb, mb / ours.cpu_s,
		     ours.peak_mb, bare.cpu_s / ours.cpu_s,
		     size_mb("trace.db"));
	(void)fflush(stdout);
}

static void bench(double bytes, bool epoch)
{
	char path[100], packed[110], command[300];
	double mb;

	(void)snprintf(path, sizeof path, "%s/sessions.csv", folder);
	(void)snprintf(packed, sizeof packed, "%s.gz", path);
	(void)snprintf(command, sizeof command, "gzip -kf '%s'", path);
	write_file(path, bytes, epoch);
	mb = size_mb("sessions.csv");
	bench_file(path, mb, epoch ? "epoch" : "RFC 3339");
	if (system(command) != 0) {
		(void)fprintf(stderr, "bench_import: gzip failed\n");
		exit(1);
	}
	bench_file(packed, mb, "  .gz");
}

int main(int argc, char **argv)
{
	bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
	double small = quick ? 10e6 : 100e6, large = quick ? 100e6 : 1e9;
	char command[100];

	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 1;
	}
	(void)puts("    file  instants   bare libcsv, memory   import to a "
		   "store, memory  speed   store\n"
		   "      MB                                              "
		   "             ratio");
	bench(small, false);
	bench(large, false);
	bench(small, true);
	bench(large, true);
	(void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command) == 0 ? 0 : 1;
}
