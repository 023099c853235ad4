/*
 * stock.h - when a type is sold out at a location.
 *
 * A two-state Markov process in continuous time, drawn phase by phase from the
 * beginning of the run: the same under every policy, whoever asks and when.
 * Owns the phase of each offer.
 */
#ifndef SIM_STOCK_H
#define SIM_STOCK_H

#include <stdbool.h>
#include <stdint.h>

struct simulation;
struct stock;

/* NULL: out of memory. */
struct stock *stock_open(const struct simulation *sim);
void stock_close(struct stock *stock);

/* Is the type to be had at this location now? */
bool stock_has(struct simulation *sim, struct stock *stock, uint16_t type,
	       uint16_t location);

#endif /* SIM_STOCK_H */
