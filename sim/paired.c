#include "sim/paired.h"

#include <stddef.h>

struct pairing paired_figure(const struct kpi *kpi, const struct figures *a,
			     const struct figures *b, uint32_t count)
{
	struct pairing pairing = {.differs = false};

	for (uint32_t i = 0; i < count; i++)
		pairing_add(&pairing, kpi_value(kpi, &a[i]),
			    kpi_value(kpi, &b[i]));
	return pairing;
}

#define LISTED(key) key,

bool paired_demand(const struct figures *a, const struct figures *b,
		   uint32_t count)
{
	static const char *const keys[] = {DEMAND_FIGURES(LISTED)};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (paired_figure(kpi_named(keys[i]), a, b, count).differs)
			return false;
	return true;
}

struct interval paired_difference(const struct kpi *kpi,
				  const struct figures *a,
				  const struct figures *b, uint32_t count)
{
	struct pairing pairing = paired_figure(kpi, a, b, count);

	return pairing_difference(&pairing, paired_demand(a, b, count));
}
