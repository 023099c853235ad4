#include "sorter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "traces/base/array.h"
#include "traces/base/aside.h"

#define FIRST_CAPACITY ((size_t)1 << 10)
#define DIGIT_BITS 11
#define DIGITS ((size_t)1 << DIGIT_BITS)
#define KEY_DIGITS ((64 + DIGIT_BITS - 1) / DIGIT_BITS)
#define RUN_RECORDS_LEAST ((size_t)64) /* read ahead of a run, at least */

/* Sorted input is spilled and read back in pieces that stay in the cache. */
#define PIECE_RECORDS ((size_t)1 << 14)
#define AHEAD 16 /* records that sorter_ahead() looks ahead */

/* A sorted stretch of the file, and the part of it that is in memory. */
struct run {
	uint64_t next, end; /* records of the file not yet in memory */
	struct sort_record *at, *until;
	struct sort_record *buffer;
};

struct sorter {
	struct sort_record *records, *spare; /* of the same capacity */
	size_t count, capacity, capacity_max;
	size_t taken;  /* of records, when nothing went to the file */
	bool in_order; /* the records came so */

	int file; /* -1: none yet */
	uint64_t written;
	struct sort_record last_written;
	struct run *runs;
	size_t run_count, run_capacity;
	size_t buffer_records; /* of each run while merging */
	size_t *heap;	       /* numbers of runs; the least at [0] */
	size_t heap_count;
	struct sort_record taken_record;
};

static bool before(const struct sort_record *a, const struct sort_record *b)
{
	return a->key != b->key ? a->key < b->key : a->minor < b->minor;
}

static int compare_records(const void *a, const void *b)
{
	const struct sort_record *left = a, *right = b;

	return before(left, right) ? -1 : before(right, left);
}

struct sorter *sorter_create(size_t records_in_memory, struct error_text *error)
{
	struct sorter *s = calloc(1, sizeof *s);

	if (s == NULL) {
		(void)error_set(error, "out of memory");
		return NULL;
	}
	s->file = -1;
	s->capacity_max =
	    records_in_memory != 0 ? records_in_memory : SORTER_RECORDS;
	return s;
}

void sorter_release(struct sorter *s)
{
	if (s == NULL)
		return;
	if (s->file >= 0)
		(void)close(s->file);
	free(s->records);
	free(s->spare);
	free(s->runs);
	free(s->heap);
	free(s);
}

/* --- in memory ------------------------------------------------------------ */

/* One pass of a radix sort over one digit of the key; none if all agree. */
static void sort_by_digit(struct sorter *s, unsigned shift)
{
	static const size_t mask = DIGITS - 1;
	size_t place[DIGITS] = {0}, sum = 0;
	struct sort_record *swap;

	for (size_t i = 0; i < s->count; i++)
		place[(s->records[i].key >> shift) & mask]++;
	if (place[(s->records[0].key >> shift) & mask] == s->count)
		return;
	for (size_t digit = 0; digit < DIGITS; digit++) {
		size_t size = place[digit];

		place[digit] = sum;
		sum += size;
	}
	for (size_t i = 0; i < s->count; i++)
		s->spare[place[(s->records[i].key >> shift) & mask]++] =
		    s->records[i];
	swap = s->records;
	s->records = s->spare;
	s->spare = swap;
}

/* By the key digit by digit, then each group of one key by the minor. */
static void sort_records(struct sorter *s)
{
	size_t begin = 0;

	if (s->in_order)
		return;
	for (unsigned digit = 0; s->count > 0 && digit < KEY_DIGITS; digit++)
		sort_by_digit(s, digit * DIGIT_BITS);
	while (begin < s->count) {
		size_t end = begin + 1;

		while (end < s->count &&
		       s->records[end].key == s->records[begin].key)
			end++;
		if (end - begin > 1)
			qsort(s->records + begin, end - begin,
			      sizeof *s->records, compare_records);
		begin = end;
	}
}

/* --- the file ------------------------------------------------------------- */

static bool cannot_write(struct error_text *error)
{
	return error_set(error,
			 "the temporary file for sorting cannot be written "
			 "(%s); make room in $TMPDIR or /tmp",
			 strerror(errno));
}

static bool write_records(int file, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size > 0) {
		ssize_t got = write(file, at, size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		size -= (size_t)got;
	}
	return true;
}

/* Would what is in memory, which is in order, continue the last run? */
static bool continues_run(const struct sorter *s)
{
	return s->run_count > 0 && !before(&s->records[0], &s->last_written);
}

static bool begin_run(struct sorter *s, struct error_text *error)
{
	if (!ARRAY_ROOM(s->runs, s->run_capacity, s->run_count + 1))
		return error_set(error, "out of memory");
	s->runs[s->run_count++] =
	    (struct run){.next = s->written, .end = s->written};
	return true;
}

static bool spill(struct sorter *s, struct error_text *error)
{
	sort_records(s);
	if (!continues_run(s) && !begin_run(s, error))
		return false;
	if (s->file < 0)
		s->file = aside_nameless();
	if (s->file < 0 ||
	    !write_records(s->file, s->records, s->count * sizeof *s->records))
		return cannot_write(error);
	s->written += s->count;
	s->runs[s->run_count - 1].end = s->written;
	s->last_written = s->records[s->count - 1];
	s->count = 0;
	return true;
}

/* --- in ------------------------------------------------------------------- */

static bool grow(struct sorter *s, struct error_text *error)
{
	size_t capacity = s->capacity == 0 ? FIRST_CAPACITY : 2 * s->capacity;
	struct sort_record *records;

	if (capacity > s->capacity_max)
		capacity = s->capacity_max;
	free(s->spare);
	s->spare = malloc(capacity * sizeof *s->spare);
	records = realloc(s->records, capacity * sizeof *records);
	if (records != NULL)
		s->records = records;
	if (records == NULL || s->spare == NULL)
		return error_set(error, "out of memory");
	s->capacity = capacity;
	return true;
}

static bool make_room(struct sorter *s, struct error_text *error)
{
	bool piece = s->in_order && s->count >= PIECE_RECORDS &&
		     (s->run_count == 0 || continues_run(s));

	return piece || s->capacity == s->capacity_max ? spill(s, error)
						       : grow(s, error);
}

bool sorter_put(struct sorter *s, const struct sort_record *record,
		struct error_text *error)
{
	if (s->count == s->capacity && !make_room(s, error))
		return false;
	s->in_order =
	    s->count == 0 ||
	    (s->in_order && !before(record, &s->records[s->count - 1]));
	s->records[s->count++] = *record;
	return true;
}

/* --- out ------------------------------------------------------------------ */

/* Bring the next part of a run into memory; it stays empty at its end. */
static bool refill_run(struct sorter *s, struct run *run,
		       struct error_text *error)
{
	uint64_t left = run->end - run->next;
	size_t count =
	    left < s->buffer_records ? (size_t)left : s->buffer_records;
	size_t size = count * sizeof *run->buffer, done = 0;

	while (done < size) {
		ssize_t got =
		    pread(s->file, (char *)run->buffer + done, size - done,
			  (off_t)(run->next * sizeof *run->buffer + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return error_set(error, "the temporary file for "
						"sorting cannot be read");
		done += (size_t)got;
	}
	run->at = run->buffer;
	run->until = run->buffer + count;
	run->next += count;
	return true;
}

static void sift_down(struct sorter *s, size_t hole)
{
	size_t moving = s->heap[hole];

	for (size_t child; (child = 2 * hole + 1) < s->heap_count;
	     hole = child) {
		if (child + 1 < s->heap_count &&
		    before(s->runs[s->heap[child + 1]].at,
			   s->runs[s->heap[child]].at))
			child++;
		if (!before(s->runs[s->heap[child]].at, s->runs[moving].at))
			break;
		s->heap[hole] = s->heap[child];
	}
	s->heap[hole] = moving;
}

/* Share the memory of the records among the runs and order their heads. */
static bool begin_merge(struct sorter *s, struct error_text *error)
{
	size_t fair = s->capacity / s->run_count;

	free(s->spare);
	s->spare = NULL;
	s->buffer_records = fair < RUN_RECORDS_LEAST ? RUN_RECORDS_LEAST
			    : fair > PIECE_RECORDS   ? PIECE_RECORDS
						     : fair;
	if (s->buffer_records * s->run_count > s->capacity) {
		free(s->records);
		s->records = malloc(s->buffer_records * s->run_count *
				    sizeof *s->records);
	}
	s->heap = malloc(s->run_count * sizeof *s->heap);
	if (s->records == NULL || s->heap == NULL)
		return error_set(error, "out of memory");
	for (size_t i = 0; i < s->run_count; i++) {
		s->runs[i].buffer = s->records + i * s->buffer_records;
		if (!refill_run(s, &s->runs[i], error))
			return false;
		s->heap[s->heap_count++] = i;
	}
	for (size_t i = s->heap_count / 2; i-- > 0;)
		sift_down(s, i);
	return true;
}

bool sorter_end(struct sorter *s, struct error_text *error)
{
	if (s->run_count == 0) {
		sort_records(s);
		return true;
	}
	return (s->count == 0 || spill(s, error)) && begin_merge(s, error);
}

const struct sort_record *sorter_take(struct sorter *s,
				      struct error_text *error)
{
	struct run *run;

	if (s->run_count == 0)
		return s->taken < s->count ? &s->records[s->taken++] : NULL;
	if (s->heap_count == 0)
		return NULL;
	run = &s->runs[s->heap[0]];
	s->taken_record = *run->at++;
	if (run->at == run->until && !refill_run(s, run, error))
		return NULL;
	if (run->at == run->until)
		s->heap[0] = s->heap[--s->heap_count];
	if (s->heap_count > 0)
		sift_down(s, 0);
	return &s->taken_record;
}

const struct sort_record *sorter_ahead(const struct sorter *s)
{
	const struct run *run;

	if (s->run_count == 0)
		return s->count - s->taken > AHEAD
			   ? &s->records[s->taken + AHEAD]
			   : NULL;
	if (s->heap_count == 0)
		return NULL;
	run = &s->runs[s->heap[0]];
	return run->until - run->at > AHEAD ? run->at + AHEAD : NULL;
}
