/*
 * variants.h - scenarios side by side on the same draws.
 *
 * Replication r of every variant meets the same demand and the same luck
 * (common random numbers), if all have the same seed: a draw depends on the
 * seed, r and what it is for, never on what a policy makes of it.
 *
 * A list may hold thousands of variants.  So a replication's figures (2.5 KB)
 * are whole only until variant_keep() has taken from them the few that are
 * still wanted, 8 bytes each, and what the digest needs of them.
 */
#ifndef SIM_VARIANTS_H
#define SIM_VARIANTS_H

#include "scenarios/scenario.h"
#include "sim/demands.h"
#include "sim/kpi.h"
#include "sim/overrides.h"
#include "sim/promise.h"
#include "sim/run.h"
#include "sim/source.h"

/* --- what is set ---------------------------------------------------------- */

struct variant_sets {
	struct scenario_override list[4 * OVERRIDES_MAX];
	uint32_t count;
};

/* What is set already, then what a variant sets instead or besides. */
void variant_merge(const struct source *source,
		   const struct scenario_override *sets, uint32_t count,
		   struct variant_sets *out);

/* "conductor sim NAME ... --set KEY=VALUE", as a shell takes it. */
#define VARIANT_COMMAND_SIZE 4096
char *variant_command(const struct source *source,
		      const struct variant_sets *sets,
		      char out[VARIANT_COMMAND_SIZE]);

/* --- running -------------------------------------------------------------- */

struct variant {
	struct scenario scenario;
	bool loaded; /* is the scenario to be released? */
	bool lost;   /* it cannot be run: */
	struct error_text why;
	bool borrowed;		      /* the figures are somebody else's */
	const struct trace *sessions; /* recorded ones, cut; or NULL */
	struct trace_cut cut;	      /* of them */
	uint32_t done;		      /* replications */
	struct figures *figures;      /* of those from `kept` on, whole */
	uint32_t kept;		      /* so many are values only: */
	double *values;		      /* kept x columns */
	uint32_t drawn;		      /* of the kept, bits of random_purpose */
	uint64_t digest, first_trail; /* of the kept */
	bool alike;		      /* the kept have the same trail */
};

bool variant_load(struct variant *variant, const struct source *source,
		  const struct variant_sets *sets, struct error_text *error);

enum variant_fate {
	VARIANT_LOADED = 0,
	VARIANT_FORBIDDEN, /* by a rule of the scenario, or it has no demand */
	VARIANT_FAILED	   /* by the machine: another time it may be loaded */
};

/* Load one of many, some of which may be forbidden, and its recorded demand:
 * `sessions` are taken over if they are read already, or NULL.  Without
 * `demands` no demand is looked for.  A file may fail to be read only once, so
 * "forbidden" is said of what fails twice while the source alone can still be
 * loaded.  One line unless it is loaded. */
enum variant_fate variant_try(struct variant *variant,
			      const struct source *source,
			      const struct variant_sets *sets,
			      struct demands *demands, struct trace *sessions,
			      struct error_text *why);

/* Bring all of the list to `upto` replications, on the threads and with the
 * bar of `options`.  One that cannot be run is `lost` if that is allowed;
 * else false and one line, as when the machine fails. */
bool variants_run(struct variant *const *list, uint32_t count, uint32_t upto,
		  const struct run_options *options, bool may_lose,
		  struct error_text *error);

void variant_release(struct variant *variant);

/* --- keeping -------------------------------------------------------------- */

/* The figures that are wanted of each replication. */
#define VARIANT_COLUMNS_MAX 32
struct variant_columns {
	const struct kpi *list[VARIANT_COLUMNS_MAX];
	unsigned count;
};

/* The place of a figure, put there if it is not yet; VARIANT_COLUMNS_MAX: there
 * is no room. */
unsigned variant_column(struct variant_columns *columns, const struct kpi *kpi);

/* Keep these of all replications that are done, and let the rest go.  Always
 * the same columns.  False: out of memory. */
bool variant_keep(struct variant *variant,
		  const struct variant_columns *columns,
		  struct error_text *error);

/* Of a replication that is kept. */
double variant_value(const struct variant *variant,
		     const struct variant_columns *columns, unsigned column,
		     uint32_t replication);

/* The known ones of all that are kept; returns how many.  `values` has room for
 * one a replication. */
uint32_t variant_known(const struct variant *variant,
		       const struct variant_columns *columns, unsigned column,
		       double *values);
/* One part of its promise by them; PROMISE_NONE where it is not promised.
 * `columns` has the figures of all parts. */
enum promise variant_promise_part(const struct variant *variant,
				  const struct variant_columns *columns,
				  enum promise_part part, double *scratch,
				  struct interval *interval);

#endif /* SIM_VARIANTS_H */
