/*
 * customers.h - prepaid accounts and the people behind them: what they have
 * when the run begins, and that some of them pay in when they are warned or
 * refused.
 *
 * They know what notices tell them, and nothing else.  Owns how often each was
 * asked to pay.  Exists only where accounts are prepaid.
 */
#ifndef SIM_CUSTOMERS_H
#define SIM_CUSTOMERS_H

#include <stdint.h>

#include "engine/notice.h"

struct customers;
struct simulation;

/* NULL: out of memory. */
struct customers *customers_open(const struct simulation *sim);
void customers_close(struct customers *customers);

/* Open the accounts and pay in what they begin with. */
void customers_begin(struct simulation *sim);

/* What customers_notice() wants to hear, as bits of enum notice_kind. */
uint64_t customers_mask(void);
void customers_notice(struct simulation *sim, const struct notice *notice);

/* A top-up that was decided arrives. */
void customers_top_up(struct simulation *sim, uint32_t account);

#endif /* SIM_CUSTOMERS_H */
