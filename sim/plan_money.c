/*
 * plan_money.c - what active play would have to cost.
 *
 * Of the gross price the VAT goes, and of the rest the fees of the payment
 * provider, as the ledger does it:
 *
 *	net = (active + sleep - credits) / (1 + vat) x (1 - fees)
 *
 * The margin asked for is a share m of net revenue, so net = cost / (1 - m),
 *and what active play has to bring follows.  Sleep does not become dearer, and
 * demand is assumed not to react.  All of it for a month, so that a night's
 *rents are those of the whole month.
 */
#include <math.h>

#include "engine/kit/arithmetic.h"
#include "sim/planning.h"

static double known(double value)
{
	return isnan(value) ? 0 : value;
}

static double factor_of(const struct planning *planning,
			const struct search_plan *plan, double margin,
			uint32_t r)
{
	const struct price_book *book = &planning->scenario.engine.book;
	double month = planning_months(planning, false),
	       vat = (double)book->vat_ppm / PPM,
	       fees = (double)book->payment_fees_ppm / PPM,
	       active =
		   month * planning_value(planning, plan, PLAN_ACTIVE_GROSS, r),
	       sleep =
		   month * planning_value(planning, plan, PLAN_SLEEP_GROSS, r),
	       credits = month *
			 known(planning_value(planning, plan, PLAN_CREDITS, r)),
	       net = planning_cost_month(planning, plan, r) / (1 - margin),
	       gross = net * (1 + vat) / (1 - fees);

	return active > 0 ? (gross - sleep + credits) / active : (double)NAN;
}

struct interval planning_price_factor(const struct planning *planning,
				      const struct search_plan *plan,
				      double margin, double *scratch)
{
	uint32_t count = 0;

	for (uint32_t r = 0; r < plan->done; r++) {
		double factor = factor_of(planning, plan, margin, r);

		if (!isnan(factor))
			scratch[count++] = factor;
	}
	if (count == 0)
		return (struct interval){.mean = (double)NAN};
	return interval_of(scratch, count);
}
