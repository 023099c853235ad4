/*
 * differences.h - variants against the first of them, figure by figure, on the
 * same draws.
 *
 * Each difference (variant - base) has the interval of pairing.h: of the pairs
 * where both meet the same demand, else of two independent samples.  With k
 * variants each is one of k that hold together with 95 %: the family is the
 * variants within one figure, not the figures.  With one variant it is what
 * `conductor report A B` says of the two runs, to the last digit.
 */
#ifndef SIM_DIFFERENCES_H
#define SIM_DIFFERENCES_H

#include <cjson/cJSON.h>

#include "sim/statistics.h"
#include "sim/stopping.h"
#include "sim/variants.h"

#define DIFFERENCES_MAX 26 /* variants, with the base: A ... Z */
#define WISHES_MAX 8

/* "The interval of this figure is to be so narrow." */
struct wish {
	const char *text; /* as it was given, borrowed */
	const struct kpi *kpi;
	struct width width;
};

enum differences_stop {
	STOPPED_AS_ASKED = 0, /* so many replications were asked for */
	STOPPED_NARROW,
	STOPPED_MOST,	/* some interval is still too wide */
	STOPPED_UNKNOWN /* a figure with a wish is not known, nor will be */
};

/* One variant, and what is said of it. */
struct contender {
	const char *given; /* on the command line, borrowed */
	const struct source *source;
	struct variant_sets sets; /* what is set of the source */
	struct variant variant;
};

struct differences {
	struct contender *list; /* the base first; borrowed */
	unsigned count;
	struct wish wishes[WISHES_MAX];
	unsigned wish_count;
	uint32_t asked, most; /* replications; with wishes: at first, at most */
	/* afterwards */
	struct variant_columns columns;
	unsigned shown; /* of them; the others tell the demand */
	uint32_t done;
	enum differences_stop stop;
};

/* Put the figures that decide behind those that are there; and those that the
 * demand is known by. */
void differences_add_shown(struct variant_columns *columns);
void differences_add_demand(struct variant_columns *columns);

/* "margin=1%": a short name or the key of a figure.  False: `error` says what
 * is wrong, or nothing if it is not of that form. */
bool wish_read(const char *text, struct wish *out, struct error_text *error);

/* Run all, as long as it takes. */
bool differences_run(struct differences *all, const struct run_options *options,
		     struct error_text *error);

unsigned differences_comparisons(const struct differences *all);
/* Does chance change what comes out, or are there several replications? */
bool differences_are_judged(const struct differences *all);
/* Of a column, of the variant with this number (1 ...). */
struct pairing differences_pairing(const struct differences *all, unsigned i,
				   unsigned column);
bool differences_paired(const struct differences *all, unsigned i);
struct interval differences_interval(const struct differences *all, unsigned i,
				     const struct pairing *pairing);
/* "better", "worse", "noise", "same"; "more", "less" of a figure that is
 * neither; NULL: nothing can be said. */
const char *differences_verdict(const struct differences *all, unsigned column,
				const struct pairing *pairing,
				const struct interval *difference);

/* comparison.json; docs/formats.md has its keys. */
cJSON *differences_json(const struct differences *all,
			const char *command_line);

#endif /* SIM_DIFFERENCES_H */
