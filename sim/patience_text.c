#include "sim/patience_text.h"

#include <stdio.h>

char *patience_text(const struct patience *patience,
		    char out[PATIENCE_TEXT_SIZE])
{
	const struct law *law = &patience->law;

	if (patience->never) {
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "never");
		return out;
	}
	switch (law->kind) {
	case LAW_FIXED:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "after %.4g s",
			       law->a + law->shift);
		break;
	case LAW_EXPONENTIAL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "exponential, mean %.4g s", law->a + law->shift);
		break;
	case LAW_LOGNORMAL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE,
			       "log-normal, median %.4g s",
			       law->a + law->shift);
		break;
	case LAW_UNIFORM:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "%.4g to %.4g s",
			       law->a + law->shift, law->b + law->shift);
		break;
	case LAW_WEIBULL:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "Weibull, mean %.4g s",
			       law_mean(law));
		break;
	case LAW_GAMMA:
		(void)snprintf(out, PATIENCE_TEXT_SIZE, "gamma, mean %.4g s",
			       law_mean(law));
		break;
	}
	return out;
}
