/*
 * sense.h - is a difference better or worse, or could it be noise?
 *
 * The only place that says so of two runs, and whether more of a figure is
 * better: the words are those of whoever asks.
 */
#ifndef TRACES_BASE_SENSE_H
#define TRACES_BASE_SENSE_H

#include "pairing.h"

enum judgement {
	JUDGED_UNKNOWN = 0, /* one of them is not known */
	JUDGED_ONE_RUN,	    /* nothing can be said of one run */
	JUDGED_SAME,	    /* equal in every pair */
	JUDGED_NOISE,
	JUDGED_MORE, /* neither is better */
	JUDGED_LESS,
	JUDGED_BETTER,
	JUDGED_WORSE
};

/* Of a figure of summary.json, by its key.  `varies`: there are several runs,
 * or chance has decided nothing in one. */
enum judgement judge_difference(const char *key, const struct pairing *pairing,
				const struct interval *difference, bool varies);

/* For programs: "same", "noise", "more", "less", "better", "worse"; NULL where
 * nothing can be said. */
const char *judgement_code(enum judgement judgement);

#endif /* TRACES_BASE_SENSE_H */
