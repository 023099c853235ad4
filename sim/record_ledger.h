/*
 * record_ledger.h - observer of postings: with the detail, a row for each in
 * the window.
 */
#ifndef SIM_RECORD_LEDGER_H
#define SIM_RECORD_LEDGER_H

struct simulation;

void record_ledger_open(struct simulation *sim);

#endif /* SIM_RECORD_LEDGER_H */
