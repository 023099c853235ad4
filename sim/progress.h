/*
 * progress.h - how far a simulation is: a bar, how many are done, how fast, and
 * how long it will take.
 *
 * Pure: the clock is the caller's.
 */
#ifndef SIM_PROGRESS_H
#define SIM_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

#define PROGRESS_WIDTH 79

struct progress {
	const char *what; /* "nights" */
	uint32_t done, count;
	double share; /* of all the work, 0 to 1 */
	double elapsed_s;
};

/* What to call replications of a window of that length. */
const char *progress_word(int64_t window_us);

/* "[########      ] 3 of 20 nights, 12.5/s, 1 s left", padded to
 * PROGRESS_WIDTH.  Returns `out`. */
char *progress_line(const struct progress *progress,
		    char out[PROGRESS_WIDTH + 1]);

#endif /* SIM_PROGRESS_H */
