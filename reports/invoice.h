/*
 * invoice.h - the invoices of a run, read from its run.db.
 *
 * Owns the open database and the sums.  Prices and rounding are the engine's,
 * statements and lines the simulator's (docs/figures.md, 'Invoices'); here they
 * are read, added up against the revenue of the run, and printed.  Rows are
 * visited one by one: memory does not grow with the customers.
 *
 * Amounts are gross nano-euro.  Errors: one line, and false.
 */
#ifndef REPORTS_INVOICE_H
#define REPORTS_INVOICE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "reports/number.h"
#include "reports/summary.h"
#include "traces/base/csv_row.h"

/* What happened to an account: enum, column of run.db without its unit. */
#define INVOICE_AMOUNTS(X)                                                     \
	X(INVOICE_OPENING, "opening")                                          \
	X(INVOICE_PAID_IN, "paid_in")                                          \
	X(INVOICE_PAID_BACK, "paid_back")                                      \
	X(INVOICE_GRANTED, "granted")                                          \
	X(INVOICE_REFERRAL, "referral")                                        \
	X(INVOICE_LAPSED, "lapsed")                                            \
	X(INVOICE_BILLED, "billed")                                            \
	X(INVOICE_CREDIT_USED, "credit_used")                                  \
	X(INVOICE_VAT, "vat")                                                  \
	X(INVOICE_CLOSING, "closing")

enum invoice_amount {
#define X(amount, name) amount,
	INVOICE_AMOUNTS(X)
#undef X
	    INVOICE_AMOUNT_COUNT
};

const char *invoice_amount_name(enum invoice_amount amount);

struct invoice_statement {
	const char *customer;
	int64_t nano_eur[INVOICE_AMOUNT_COUNT];
};

struct invoice_line {
	const char *world; /* "": all of the customer together */
	bool asleep;	   /* else played */
	int64_t times;	   /* runs or stays */
	int64_t quantity;  /* begun minutes played, seconds asleep */
	int64_t size_mib;  /* RAM played, disk asleep; 0: several worlds */
	int64_t valid_from_us, price_nano_eur;
	int64_t amount_nano_eur;
};

struct sqlite3;

struct invoices {
	struct summary summary;
	struct sqlite3 *db;
	char book[256];
	bool prepaid;
	int64_t vat_ppm;
	/* what the invoices must add up to */
	int64_t revenue_nano_eur, credits_nano_eur;
	struct error_text *error; /* the error of a failed visit */
};

/* Fill in *out, released with invoices_close(). */
bool invoices_open(const char *directory, struct invoices *out,
		   struct error_text *error);
void invoices_close(struct invoices *invoices);

/* Statements in the order of customers, or that of one customer; returns false
 * when there is none of that name.  `visit` may be NULL, to ask whether there
 * is one. */
bool invoices_each(const struct invoices *invoices, const char *customer,
		   void (*visit)(void *context,
				 const struct invoice_statement *statement),
		   void *context);

/* Lines of a customer, by world. */
bool invoices_each_line(const struct invoices *invoices, const char *customer,
			void (*visit)(void *context,
				      const struct invoice_line *line),
			void *context);

/* All statements and all lines together, and what they must be. */
struct invoice_control {
	int64_t customers;
	int64_t lines_nano_eur;
	int64_t sums[INVOICE_AMOUNT_COUNT];
};
bool invoices_control(const struct invoices *invoices,
		      struct invoice_control *out);

/* An instant in the local time of the run, RFC 3339. */
char *invoices_time(const struct invoices *invoices, int64_t at_us, char *out,
		    size_t size);

/* "-0.000000001": nine decimals, exact; `out` has NUMBER_SIZE bytes. */
char *text_nano_eur(int64_t nano_eur, char *out);

/* --- printed: all, or that of one customer */

void invoices_print(const struct invoices *invoices, enum language language,
		    FILE *out);
bool invoice_print(const struct invoices *invoices, const char *customer,
		   enum language language, FILE *out);
bool invoices_csv(const struct invoices *invoices, enum csv_dialect dialect,
		  FILE *out);
bool invoice_csv(const struct invoices *invoices, const char *customer,
		 enum csv_dialect dialect, FILE *out);
void invoices_json(const struct invoices *invoices, FILE *out);
bool invoice_json(const struct invoices *invoices, const char *customer,
		  FILE *out);

#endif /* REPORTS_INVOICE_H */
