/*
 * sweep_response.h - what each setting of a sweep does, drawn: one setting as a
 * curve, two as a map, more as a map of each pair with the best of the others,
 * drawn points over each setting by itself.
 */
#ifndef REPORTS_SWEEP_RESPONSE_H
#define REPORTS_SWEEP_RESPONSE_H

#include "reports/sweep_view.h"

void sweep_response_put(const struct sweep_view *view,
			struct error_text *error);

#endif /* REPORTS_SWEEP_RESPONSE_H */
