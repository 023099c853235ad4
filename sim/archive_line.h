/*
 * archive_line.h - the line of an archive box: connections and shared
 * bandwidth.
 *
 * Every transfer waits its latency, then moves its bytes.  The streams share
 * the line by max-min fairness: each gets an equal part, except that one that
 * cannot use its part (its own speed is lower) leaves the rest to the others
 * (processor sharing with caps; Bertsekas and Gallager 1992, 6.5.2).  One more
 * transfer than there are connections is refused.
 *
 * Owns the transfers that run and grows.  Bytes, microseconds.
 */
#ifndef SIM_ARCHIVE_LINE_H
#define SIM_ARCHIVE_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/command.h"
#include "scenarios/scenario.h"

struct archive_line;
struct simulation;

/* The line of this box.  Borrows the model.  NULL: out of memory. */
struct archive_line *archive_line_open(const struct transfer_model *model,
				       uint32_t box);
void archive_line_close(struct archive_line *line);

void archive_line_begin(struct simulation *sim, struct archive_line *line,
			const struct command *command);
/* False: it does not run on this line. */
bool archive_line_cancel(struct simulation *sim, struct archive_line *line,
			 uint64_t command_id);
/* The calendar says that something changes; `serial` tells a stale entry. */
void archive_line_due(struct simulation *sim, struct archive_line *line,
		      uint32_t serial);
/* What moved to or from a node that is down is gone, and gets no answer. */
void archive_line_drop_node(struct simulation *sim, struct archive_line *line,
			    uint32_t node);

/* How much of it is in use, 0 to 1: of its bandwidth or of its connections,
 * whichever is more. */
double archive_line_use(const struct archive_line *line);

#endif /* SIM_ARCHIVE_LINE_H */
