/*
 * command.h - everything the engine can ask of the world.
 *
 * A command says what should be true, never how to get there.
 *
 * Every command, an alert too, gets exactly one answer: an
 * INPUT_COMMAND_FINISHED with its id.  Until the answer is in the journal the
 * command is pending, and after a crash the driver carries every pending one
 * out again.  So the id is an idempotency key: carrying out the same id twice
 * must have the effect, and give the answer, of carrying it out once.
 *
 * Starts and stops carry the lease epoch of the world; an agent refuses one
 * that is older than the newest it has seen.
 *
 * COPY_WORLD asks an agent, `node`, to pull a world's data from another,
 * `peer`: into a staging area, verified on its disk, then put into place by one
 * rename. Whatever is not answered with DONE leaves the disk as it was.  It
 * carries an epoch of its own, so that no older order to delete means the new
 * copy.
 *
 * DELETE_COPY and DELETE_ARCHIVE mean what has the epoch they carry, or an
 * older one, and are done if there is nothing of the kind.  An agent drops what
 * is still on its way to it, too: of a restore or copy of such an epoch nothing
 * comes any more.  The archive cannot know what agents still send; when an
 * upload ends that its world did not wait for, and the world is deleted, the
 * engine deletes once more.
 */
#ifndef ENGINE_COMMAND_H
#define ENGINE_COMMAND_H

#include <stdint.h>

#include "engine/units.h"

#define COMMAND_KINDS(X)                                                       \
	X(COMMAND_ORDER_NODE, "order_node")                                    \
	X(COMMAND_DESTROY_NODE, "destroy_node")                                \
	X(COMMAND_FENCE_NODE, "fence_node")                                    \
	X(COMMAND_START_WORLD, "start_world")                                  \
	X(COMMAND_STOP_WORLD, "stop_world")                                    \
	X(COMMAND_ARCHIVE_WORLD, "archive_world")                              \
	X(COMMAND_RESTORE_WORLD, "restore_world")                              \
	X(COMMAND_DELETE_COPY, "delete_copy")                                  \
	X(COMMAND_DELETE_ARCHIVE, "delete_archive")                            \
	X(COMMAND_CANCEL_TRANSFER, "cancel_transfer")                          \
	X(COMMAND_RAISE_ALERT, "raise_alert")                                  \
	X(COMMAND_COPY_WORLD, "copy_world")

enum command_kind {
	COMMAND_NONE = 0,
#define X(kind, name) kind,
	COMMAND_KINDS(X)
#undef X
	    COMMAND_KIND_COUNT
};

/* Why, for the tables and for the human reading an alert at night. */
#define REASONS(X)                                                             \
	X(REASON_NONE, "none")                                                 \
	X(REASON_DEMAND, "demand")	 /* a player asked for it */           \
	X(REASON_NO_ROOM, "no_room")	 /* what is sold does not fit */       \
	X(REASON_IDLE, "idle")		 /* no player online, or unused */     \
	X(REASON_WINDOW, "window")	 /* its time has passed */             \
	X(REASON_DRAIN, "drain")	 /* its node is being emptied */       \
	X(REASON_DISK, "disk")		 /* its node's disk is full */         \
	X(REASON_MOVE, "move")		 /* starts elsewhere */                \
	X(REASON_ABANDONED, "abandoned") /* stopped before active */           \
	X(REASON_CRASH, "crash")	 /* ended unasked */                   \
	X(REASON_NODE_LOST, "node_lost")                                       \
	X(REASON_RETRY, "retry")                                               \
	X(REASON_SOLD_OUT, "sold_out")                                         \
	X(REASON_QUOTA, "quota")                                               \
	X(REASON_GUARD, "guard")	 /* a guard holds */                   \
	X(REASON_LIMIT, "limit")	 /* a bound was reached */             \
	X(REASON_TOO_LARGE, "too_large") /* fits no node type */               \
	X(REASON_RUNNING, "running")	 /* already wanted */                  \
	X(REASON_DELETED, "deleted")                                           \
	X(REASON_LOST_DATA, "lost_data")                                       \
	X(REASON_NO_MONEY, "no_money") /* the balance does not last */         \
	X(REASON_UNPAID, "unpaid")     /* not before the first top-up */       \
	X(REASON_CREDIT, "credit")     /* credit granted, used or lapsed */    \
	X(REASON_REFERRAL, "referral") /* for whom it brought */               \
	X(REASON_TOP_UP, "top_up")                                             \
	X(REASON_BOOT_TIMEOUT, "boot_timeout") /* a node never came */         \
	X(REASON_UNANSWERED, "unanswered") /* a command, again and again */    \
	X(REASON_REFUSED, "refused")	   /* for good */                      \
	X(REASON_REBOOT, "reboot")	   /* its node came up anew */         \
	X(REASON_LEASE, "lease_expired")   /* its agent has stopped it */      \
	X(REASON_STRAY, "stray")	   /* it runs where it must not */     \
	X(REASON_REMOVED, "removed")	   /* the operator gives it back */    \
	X(REASON_MISSING, "missing")	   /* not in its agent's inventory */  \
	X(REASON_HOME, "home")		   /* its node has room again */       \
	X(REASON_COPY, "copy")		   /* where its second copy lies */    \
	X(REASON_DAY_FULL, "day_full")	   /* no more orders on this day */    \
	X(REASON_SETUP, "setup")	   /* of a node by the hour, once */

enum reason {
#define X(reason, name) reason,
	REASONS(X)
#undef X
	    REASON_COUNT
};

/* What is copied from node to node. */
enum copy_type {
	COPY_FULL = 0,
	COPY_REFRESH /* what has changed since the copy that lies there */
};

struct command {
	struct command_id id;
	int64_t issued_at_us;
	int64_t answer_by_us;  /* then it is sent again, with the same id */
	uint16_t kind;	       /* enum command_kind */
	uint16_t reason;       /* enum reason */
	struct world_id world; /* 0 where it does not apply */
	struct node_id node;
	uint32_t epoch;	     /* lease epoch of the world */
	uint16_t type;	     /* ORDER_NODE: index into node_types */
	uint16_t location;   /* ORDER_NODE */
	uint32_t size_mib;   /* RESTORE, ARCHIVE, COPY: what the book says */
	struct node_id peer; /* COPY: the node it comes from */
	uint16_t box;	     /* RESTORE, ARCHIVE, DELETE_ARCHIVE: which */
	uint16_t generation; /* of the world's id */
	uint64_t reference; /* START: the lease ends then, us, unless heartbeats
			       renew it; RESTORE, ARCHIVE, COPY: the transfer;
			       CANCEL: the command; DESTROY, FENCE: the
			       provider's number; ALERT: what it is about */
};

_Static_assert(sizeof(struct command) == 64, "a command is one cache line");

const char *command_kind_name(enum command_kind kind);
const char *reason_name(enum reason reason);

/* The canonical form, every bit defined: what the trail hashes. */
#define COMMAND_WORDS 8
void command_pack(const struct command *command, uint64_t words[COMMAND_WORDS]);

#endif /* ENGINE_COMMAND_H */
