/*
 * simulation.h - the modelled world around one engine.
 *
 * Private to sim/.  The world has three parts: the provider with its nodes, the
 * containers on them, and the archive (provider.c, transfers.c); the players
 * (demand.c); and an observer (recorder.c).  All answer to the engine's
 * commands and notices and put what happens next into one calendar.  None of
 * them decides what runs where.
 *
 * Instants are microseconds UTC.
 */
#ifndef SIM_SIMULATION_H
#define SIM_SIMULATION_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/drive.h"
#include "engine/kit/timers.h"
#include "scenarios/scenario.h"
#include "sim/figures.h"
#include "sim/replication.h"

/* What an entry of the calendar means; the low byte of timer.kind.  The upper
 * three bytes are a serial number that makes an entry stale. */
enum event_kind {
	EVENT_ANSWER = 1, /* entity: number of the waiting answer */
	EVENT_TRANSFER,	  /* the next transfer may be complete */
	EVENT_NODE_READY, /* entity: node id */
	EVENT_NODE_FAILS,
	EVENT_NODE_REPAIRED,
	EVENT_OPERATOR, /* entity: guard */
	EVENT_STOP,	/* entity: world; the recorded stop */
	EVENT_TOP_UP,	/* entity: account */
	EVENT_PATIENCE, /* entity: world */
	EVENT_RETRY	/* entity: world */
};

/* Where a player of this world is in the life of the current session. */
enum visit_state { VISIT_NONE = 0, VISIT_ASKING, VISIT_PLACED, VISIT_PLAYING };

struct visitor { /* one per world; two in a cache line */
	int64_t requested_us;
	uint32_t session;  /* index + 1; 0: none */
	uint32_t serial;   /* of the session */
	uint32_t attempt;  /* serial number: the request */
	uint32_t ram_mib;  /* of the world's plan */
	uint32_t runs_on;  /* node with a container of it; 0: none ... */
	uint16_t boot;	   /* ... since that boot of the node */
	uint8_t attempts;  /* of this session */
	uint8_t state : 2; /* enum visit_state */
	bool counted  : 1; /* the first attempt lies in the window */
	bool served   : 1; /* it has played already */
};

_Static_assert(sizeof(struct visitor) == 32, "two visitors a cache line");

struct sim_node {
	uint64_t provider_ref;
	uint64_t order_number;
	int64_t ready_us; /* TIME_NEVER_US */
	int64_t fails_us; /* TIME_NEVER_US */
	uint16_t boot;	  /* counts how often it came up */
	uint16_t type, location;
	bool exists, up;
};

struct answer {
	struct input input;
	uint32_t node;	/* that gives it; 0: the provider */
	uint32_t stops; /* world whose container is gone then; 0: none */
	uint32_t next_free;
};

/* Ids of the latest commands that were carried out, by their low bits. */
#define CARRIED_SLOTS (1u << 16)

struct calendar {
	struct timers *timers;
	void *memory;
	uint32_t capacity;
};

struct simulation {
	const struct scenario *scenario;
	const struct replication_options *options;
	const struct trace *trace;
	struct engine_config config;
	struct engine *engine;
	struct drive_scratch *scratch;
	struct driver_ports ports;
	struct error_text *error;

	int64_t now_us, begin_us, from_us, to_us;
	struct calendar calendar;
	size_t next_session;

	struct answer *answers; /* waiting for their instant */
	uint32_t answer_count, answer_capacity, answer_free;
	struct input *inputs; /* being collected for the next round */
	uint32_t input_count, input_capacity;
	struct input *spare_inputs; /* the round being driven */
	uint32_t spare_capacity;

	struct visitor *visitors; /* by world id */
	uint32_t *considered;	  /* by account: how often a top-up; NULL unless
				     prepaid */
	struct sim_node *nodes;	  /* by id; provider_node() */
	uint32_t node_capacity;
	uint64_t orders; /* so far: the entity of boot draws */
	uint64_t *carried;
	struct transfers_model *transfers;
	struct stock *stock; /* per offer */
	struct recorder *recorder;
	struct attribution *attribution; /* NULL: not asked for */
	struct delays *delays;		 /* NULL: not asked for */
	struct statements *statements;	 /* NULL: nobody asks for them */
	struct why *why;		 /* NULL: nobody listens */
	uint64_t demand_mib;		 /* plan RAM that players ask for now */
	uint64_t players;		 /* online now, if the trace says */
	uint32_t drawn; /* what for, bits of enum random_purpose */
	bool failed;	/* error is set, or memory ran out */

	/* the controller's deaths, deaths.c */
	uint64_t heard_seq; /* notices up to this input were delivered */
	int64_t back_at_us; /* until then nobody listens */
	int64_t away_us;
	bool died;
};

/* --- replication.c -------------------------------------------------------- */

void sim_schedule(struct simulation *sim, int64_t at_us, enum event_kind kind,
		  uint32_t serial, uint32_t entity);
/* The draws of this replication for a purpose; that chance decided something is
 * kept in sim->drawn. */
void sim_random(struct simulation *sim, enum random_purpose purpose,
		uint64_t entity, uint64_t index, struct random_stream *out);
/* A draw of a law in seconds, as microseconds; fixed laws draw nothing. */
int64_t sim_draw_us(struct simulation *sim, const struct law *law,
		    enum random_purpose purpose, uint64_t entity,
		    uint64_t index);
/* The same for a draw that belongs to a world: its name is the entity. */
int64_t sim_draw_world_us(struct simulation *sim, const struct law *law,
			  enum random_purpose purpose, uint32_t world,
			  uint64_t index);
void sim_input(struct simulation *sim, const struct input *input);

/* Notices reach players and recorder through this. */
void sim_notice(void *context, const struct notice *notice);
/* Commands reach the provider through this, unless the controller is dead. */
void sim_command(void *context, const struct command *command);

/* --- deaths.c ------------------------------------------------------------- */

/* The controller died: recover it, and let it carry out again what has no
 * answer yet, or be away for a while.  False with the error. */
bool deaths_revive(struct simulation *sim);
static inline bool deaths_away(const struct simulation *sim)
{
	return sim->now_us < sim->back_at_us;
}
/* It is back from being away: the first thing it hears is for how long. */
bool deaths_come_back(struct simulation *sim);

/* --- provider.c ----------------------------------------------------------- */

bool provider_open(struct simulation *sim);
void provider_close(struct simulation *sim);
/* A dedicated node of this type is there, and says hello. */
void provider_dedicated(struct simulation *sim, uint32_t id, uint16_t type);
/* A node as the provider knows it; all zero if it never was.  Good until the
 * provider does anything. */
const struct sim_node *provider_node(const struct simulation *sim, uint32_t id);
void provider_execute(struct simulation *sim, const struct command *command);
/* Does the world agree with the engine's book of nodes?  NULL or the reason. */
const char *provider_audit(const struct simulation *sim);
/* An answer that is due: it becomes an input, unless its node is gone. */
void provider_answer_due(struct simulation *sim, uint32_t number);
/* The command that a waiting answer belongs to. */
uint64_t provider_answered_id(const struct simulation *sim, uint32_t number);
void provider_node_event(struct simulation *sim, enum event_kind kind,
			 uint32_t id);
/* Answer a command after `delay_us`; `node` 0: the provider itself. */
void provider_answer(struct simulation *sim, const struct command *command,
		     enum outcome outcome, uint64_t provider_ref, uint32_t node,
		     int64_t delay_us);

/* --- customers.c ---------------------------------------------------------- */

/* Open the accounts and pay in what they begin with, if they are prepaid.
 * False when memory ran out. */
bool customers_open(struct simulation *sim);
void customers_close(struct simulation *sim);
void customers_notice(struct simulation *sim, const struct notice *notice);
void customers_top_up(struct simulation *sim, uint32_t account);

/* --- transfers.c ---------------------------------------------------------- */

struct transfers_model *transfers_open(const struct transfer_model *model);
void transfers_close(struct transfers_model *transfers);
void transfers_begin(struct simulation *sim, const struct command *command);
void transfers_cancel(struct simulation *sim, uint64_t command_id);
void transfers_due(struct simulation *sim, uint32_t serial);
void transfers_drop_node(struct simulation *sim, uint32_t node);

/* --- stock.c -------------------------------------------------------------- */

struct stock *stock_open(const struct simulation *sim);
void stock_close(struct stock *stock);
/* Is the type to be had at this location now?  A process in time that does not
 * depend on what we do. */
bool stock_has(struct simulation *sim, uint16_t type, uint16_t location);

/* --- demand.c ------------------------------------------------------------- */

/* Sessions of the trace that begin now become start requests. */
void demand_starts_due(struct simulation *sim);
/* A hint that something will soon happen to this world. */
void demand_expect(const struct simulation *sim, uint32_t world);
void demand_expect_next(const struct simulation *sim, uint32_t world);
void demand_event(struct simulation *sim, enum event_kind kind, uint32_t world,
		  uint32_t serial);
void demand_notice(struct simulation *sim, const struct notice *notice);
/* Notices that only players hear: of the states of their worlds, if they leave
 * a transfer. */
uint64_t demand_mask(const struct simulation *sim);
/* A world went into another state, perhaps one in which its player waits. */
void demand_world_state(struct simulation *sim, const struct notice *notice);

/* --- recorder.c ----------------------------------------------------------- */

struct recorder *recorder_open(const struct simulation *sim);
void recorder_close(struct recorder *recorder);
uint64_t recorder_mask(const struct simulation *sim);
void recorder_notice(struct simulation *sim, const struct notice *notice);
/* Integrate the gauges up to now; call when an instant is over. */
void recorder_instant(struct simulation *sim);
void recorder_window_begins(struct simulation *sim);
void recorder_attempt(struct simulation *sim, struct visitor *visitor);
/* An attempt ended: placed after `wait_us`, or given up. */
void recorder_wait(struct simulation *sim, uint32_t world,
		   const struct visitor *visitor, const struct notice *notice);
void recorder_ready(struct simulation *sim, const struct visitor *visitor);
void recorder_session_over(struct simulation *sim,
			   const struct visitor *visitor, enum start_end end);
void recorder_finish(struct simulation *sim, struct figures *out);
/* Detail: the row of a world's latest attempt, the life of a node.  NULL when
 * no detail is kept. */
struct start_row *recorder_row(struct simulation *sim, uint32_t world);
struct node_life *recorder_life(struct simulation *sim, uint32_t node);
/* A node's world held plan RAM for a time. */
void recorder_node_held(struct simulation *sim, uint32_t node,
			int64_t held_mib_us);

/* --- record_money.c ------------------------------------------------------- */

/* False: out of memory. */
bool record_money_open(struct simulation *sim);
void record_money_close(struct simulation *sim);
uint64_t record_money_mask(const struct simulation *sim);
/* In the window only. */
void record_money_notice(struct simulation *sim, const struct notice *notice,
			 struct wallet_figures *wallet);
/* The window begins and ends: the readings of the books get what credits would
 * pay of what is not posted yet. */
void record_money_begins(struct simulation *sim, struct books *at_from);
void record_money_ends(struct simulation *sim, struct figures *figures,
		       struct books *at_to);

/* --- delays.c ------------------------------------------------------------- */

struct delays *delays_open(const struct simulation *sim);
void delays_close(struct delays *delays);
/* An attempt begins, or is over. */
void delays_begin(struct simulation *sim, uint32_t world);
void delays_end(struct simulation *sim, uint32_t world);
void delays_notice(struct simulation *sim, const struct notice *notice);
/* Data of its world begin to move. */
void delays_transfer(struct simulation *sim, const struct command *command);
/* Causes of the waiting of those who waited longer than promised. */
void delays_finish(const struct simulation *sim, struct figures *figures);

#endif /* SIM_SIMULATION_H */
