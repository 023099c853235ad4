/*
 * record_money.h - observer of money: the books of the window, prepaid accounts
 * all together, and with the detail the invoices.
 *
 * The books are the difference of two readings of the engine's; owns the first
 * reading and the statements.  Nano-euro.  The other observers of money find
 * the figures' books when they finish, so this one is registered before them.
 */
#ifndef SIM_RECORD_MONEY_H
#define SIM_RECORD_MONEY_H

#include <stdbool.h>

struct simulation;

/* False: out of memory. */
bool record_money_open(struct simulation *sim);

#endif /* SIM_RECORD_MONEY_H */
