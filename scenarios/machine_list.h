/*
 * machine_list.h - the whole machines of a scenario's catalogue, at the prices
 * that its run pays: what could be rented instead.
 *
 * Money is EUR, net.  Owns nothing.
 */
#ifndef SCENARIOS_MACHINE_LIST_H
#define SCENARIOS_MACHINE_LIST_H

#include "scenario.h"

#define MACHINE_NAME_SIZE 64
#define MACHINES_LISTED 64

struct machine_line {
	char name[MACHINE_NAME_SIZE];
	bool priced;	  /* a list is valid at that date */
	bool assumed;	  /* its price is our own assumption */
	double month_eur; /* rent */
	double setup_eur;
	double hour_eur; /* 0: not by the hour */
	double lead_s;	 /* mean, from order to ready; 0: not known */
};

/* In the order of the catalogue; *count of them. */
bool machine_list(const char *name_or_path,
		  const struct scenario_options *options,
		  const struct scenario *scenario,
		  struct machine_line out[MACHINES_LISTED], unsigned *count,
		  struct error_text *error);

#endif /* SCENARIOS_MACHINE_LIST_H */
