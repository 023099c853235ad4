/*
 * scenario.h - what a run is, as data.
 *
 * The loader reads JSON (// comments allowed, strict keys, `extends`, --set)
 * and fills in the configuration of the engine, the model of the world around
 * it and the demand.  Sim and live read the same files.  Nothing here decides
 * anything; an unknown key, a wrong unit or an impossible combination is an
 * error that names file, line, key and the nearest valid one.
 *
 * A scenario owns all its strings; scenario_release() frees them.
 */
#ifndef SCENARIOS_SCENARIO_H
#define SCENARIOS_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/config.h"
#include "traces/base/error_text.h"
#include "traces/base/file_facts.h"
#include "traces/model/counts.h"
#include "traces/model/generate.h"
#include "traces/model/law.h"
#include "traces/store/sessions.h"

enum workload_kind {
	WORKLOAD_SESSIONS = 0,
	WORKLOAD_COUNTS,
	WORKLOAD_GENERATE
};

struct workload {
	enum workload_kind kind;
	char *path; /* resolved: sessions or counts file */
	struct trace_defaults defaults;
	bool first_seen_new;	       /* else archived */
	bool resample_worlds;	       /* bootstrap of whole worlds */
	struct counts_plan counts;     /* WORKLOAD_COUNTS; offsets, seed and
					  replication are filled in by sim */
	struct generate_plan generate; /* WORKLOAD_GENERATE; likewise */
	uint32_t idle_stop_s; /* of every world, when players are known */
};

/* How long what we command takes, and what goes wrong.  Laws are in seconds
 * unless the name says otherwise; a law that is fixed 0 is switched off. */
struct transfer_model {
	bool unlimited; /* "0s": no time, no limit */
	uint32_t connections;
	double mb_per_second; /* all transfers together, 10^6 bytes; 0: any */
	struct law stream_mb_per_second; /* one transfer; fixed 0: any */
	struct law latency;
};

/* The links between nodes, over which worlds are copied directly. */
struct link_model {
	double out_mb_per_second, in_mb_per_second; /* of a node; 0: any */
	struct law stream_mb_per_second;	    /* one copy; fixed 0: any */
	struct law latency;
	double failure;	      /* chance that a copy fails on its way */
	double changed_share; /* of a world, since it was copied before */
};

struct stock_model {
	bool always_sold_out;
	double bad_share;  /* of time sold out, per type@location; 0: never */
	double bad_mean_s; /* mean length of a sold-out phase */
};

/* The word "always" was read as a share below 0. */
void stock_settle(struct stock_model *stock);

/* How a type of machine comes when it is ordered by the hour. */
struct machine_model {
	bool has_boot;		  /* else that of all */
	struct law boot, install; /* s: accepted to there; to its heartbeat */
	struct stock_model stock; /* its own, or that of all */
};

struct failure_model {
	double dedicated_per_month; /* per machine and 30 days; 0: never */
	double cloud_per_month;
	struct law repair;    /* one rented by the month comes back after */
	int64_t detection_us; /* heartbeat timeout */
};

struct world_model {
	struct law vm_boot, container_start, container_stop;
	struct transfer_model transfers; /* restores and archives share it */
	struct law transfer_unlimited_latency; /* fixed 0 when unlimited */
	struct link_model link;
	struct stock_model stock;
	struct failure_model failures;
	int64_t operator_answers_us; /* TIME_NEVER_US: never */
};

/* How long a player waits; counted from the request, in seconds. */
struct patience {
	bool never;	/* waits for ever */
	struct law law; /* fixed 0: gives up at once */
};

struct demand_model {
	struct patience patience;    /* while there is no room */
	struct patience in_transfer; /* while the world is brought */
	double retry;		     /* probability after an unserved end */
	struct law retry_after;
	bool keep_length; /* the stop moves with the start */
};

/* Customers who pay in advance; the rules for them are in engine.prepaid. */
struct account_model {
	bool prepaid;
	int64_t opening_nano_eur; /* of each account, when the run begins */
	double verified;	  /* share of the accounts */
	double referred;	  /* share that another account has brought */
	int64_t top_up_nano_eur;  /* ... when they are warned or refused */
	double top_up_share;	  /* of the warnings and refusals */
	struct law top_up_after;
};

/* One line of the report's 'what was assumed'. */
struct assumption {
	char *key;    /* dotted */
	char *value;  /* as written, or the default */
	char *source; /* file:line, "--set", or "default" */
	bool is_default;
};

struct scenario {
	char *name, *path, *title;
	char *clock; /* IANA zone */
	int64_t from_us, to_us, warm_up_us;
	bool starts_with_sleepers; /* else all worlds are in the archive */
	struct workload workload;
	struct engine_config engine; /* limits and begin_us are set by sim */
	uint32_t cloud_nodes_max;
	uint32_t storage_boxes;
	struct world_model world;
	struct demand_model demand;
	struct account_model accounts;
	uint64_t seed;
	uint32_t replications;

	char *node_type_names[NODE_TYPES_MAX];
	struct machine_model machines[NODE_TYPES_MAX];
	char *location_names[OFFERS_MAX];
	uint32_t location_count;
	char *book_name, *catalogue_name;
	char *hourly_name;   /* of the catalogue: the cheapest whole machine by
				the hour that is not ordered; NULL: none */
	bool hourly_assumed; /* is its price an assumption? */
	char *monthly_name;  /* of the catalogue: the cheapest machine by the
				month, by published price, that is not rented
				so; NULL: none */
	uint32_t monthly_mib, monthly_cpu_milli;
	bool price_assumed[NODE_TYPES_MAX]; /* is that of this type? */
	char *prices_at;	/* as written, NULL: the date of each order */
	char *price_note;	/* NULL, or 'before the first list ...' */
	char *price_note_types; /* of the machines that it names, or NULL */
	double promise_wait_p95_s, promise_no_room_share;
	double promise_unserved_share; /* below 0: none is promised */
	char *source_note; /* NULL, or where the demand comes from */
	char *
	    window_note; /* NULL, or how the window follows from the sessions */
	char *sleep_note; /* NULL, or: the run cannot show the sleep window */
	double sleep_note_hours[2]; /* in it: of sleep, of the run */

	struct assumption *assumptions;
	uint32_t assumption_count;
};

struct scenario_override {
	const char *key;   /* dotted path, array index as number */
	const char *value; /* JSON or bare word */
};

/* A window that follows from the sessions of a file. */
struct session_window {
	int64_t from_us, to_us, warm_up_us;
};

/* Can a run begin with the demand of this scenario? */
typedef bool demand_check(const struct scenario *scenario,
			  struct error_text *error);

struct scenario_options {
	const char *sessions; /* --sessions FILE replaces the workload; NULL */
	const struct session_window
	    *window; /* instead of the scenario's; NULL */
	const struct scenario_override *overrides;
	uint32_t override_count;
	const char *data_dir; /* the directory of the shipped scenarios, prices
				 and catalogues; NULL: none */
	const char *text; /* of the scenario that is called "-"; NULL: none */
	size_t text_size;
	demand_check *demand; /* of a file that is checked; NULL: it is read */
};

/* If the scenario is "-": all of standard input, for `options`; the caller
 * frees *text afterwards. */
bool scenario_take_input(const char *name, struct scenario_options *options,
			 char **text, struct error_text *error);

/*
 * Load a scenario by path, by name from data_dir ("friday-night"), or from
 * options->text ("-").  On failure returns false, sets error to one line and
 * leaves *out released.
 */
bool scenario_load(const char *name_or_path,
		   const struct scenario_options *options, struct scenario *out,
		   struct error_text *error);

void scenario_release(struct scenario *scenario);

/* Load a price book alone. */
bool scenario_load_book(const char *path,
			const struct scenario_options *options,
			struct price_book *out, struct error_text *error);

/* Is this file a sound scenario (with the demand it names), price book or
 * catalogue?  Its keys say which of the three it means to be. */
bool scenario_read_file(const char *path,
			const struct scenario_options *options,
			struct file_facts *facts, struct error_text *error);

/* The same for who only wants to know whether. */
bool scenario_check_file(const char *path,
			 const struct scenario_options *options,
			 struct error_text *error);

/*
 * Offsets of an IANA zone that hold over [from_us, to_us), from the system's
 * zone database (TZif files; no use of the process's TZ).  The first one is
 * that of from_us, each other one begins at a change.
 */
bool clock_offsets(const char *zone_name, int64_t from_us, int64_t to_us,
		   struct clock_offset out[CLOCK_OFFSETS_MAX], uint32_t *count,
		   struct error_text *error);

#endif /* SCENARIOS_SCENARIO_H */
