#include "support_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "traces/model/fit.h"

#define US_PER_DAY (INT64_C(86400) * 1000000)
#define MARCH_18 19800 /* 2024-03-18, days since 1970-01-01 */

void fit_model(uint32_t living, struct generate_plan *out)
{
	static const struct holiday_stretch free_days[] = {
	    {MARCH_18 + 4, MARCH_18 + 4, DAY_PUBLIC},
	    {MARCH_18 + 7, MARCH_18 + 18, DAY_SCHOOL},
	    {MARCH_18 + 25, MARCH_18 + 26, DAY_PUBLIC},
	};
	static const struct law lengths[TIERS] = {
	    {LAW_WEIBULL, 4800, 0.69, 600, 86400},
	    {LAW_LOGNORMAL, 3600, 1.1, 600, 86400},
	    {LAW_GAMMA, 7000, 0.8, 600, 86400},
	};

	*out = (struct generate_plan){
	    .living = living,
	    .dormant = living,
	    .new_per_day = living / 40.0,
	    .growth_per_month = 0.1,
	    .churn_per_month = 0.12,
	    .revived_per_month = 0.15,
	    .share = 0.45,
	    .persistence = 0.5,
	    .per_day = 1.5,
	    .spread = 0.8,
	    .day_spread = 0.6,
	    .pull = 0.1,
	    .within_s = 180,
	    .public_factor = 1.6,
	    .school_factor = 1.3,
	    .ram_mix = {{2048, 300000, 0},
			{4096, 200000, 0},
			{6144, 300000, 0},
			{16384, 200000, 0}},
	    .ram_mix_count = 4,
	    .world_size_mib = {LAW_LOGNORMAL, 1200, 0.9, 0, 30000},
	    .cpu_milli = 1000,
	};
	generate_plan_shape(out);
	(void)generate_plan_normalise(out);
	for (int tier = 0; tier < TIERS; tier++)
		out->tier[tier].session_length = lengths[tier];
	out->holidays.stretches = malloc(sizeof free_days);
	if (out->holidays.stretches == NULL)
		abort();
	memcpy(out->holidays.stretches, free_days, sizeof free_days);
	out->holidays.count = sizeof free_days / sizeof *free_days;
}

/* What a parameter of that name is in the model; NAN: no line of its own. */
static double truth_of(const struct generate_plan *plan, const char *name)
{
	const struct {
		const char *name;
		double value;
	} known[] = {
	    {"worlds.living", plan->living},
	    {"worlds.new_per_day", plan->new_per_day},
	    {"worlds.growth_per_month", plan->growth_per_month},
	    {"worlds.churn_per_month", plan->churn_per_month},
	    {"worlds.revived_per_month", plan->revived_per_month},
	    {"days.share", plan->share},
	    {"days.persistence", plan->persistence},
	    {"starts.per_day", plan->per_day},
	    {"starts.spread", plan->spread},
	    {"starts.day_spread", plan->day_spread},
	    {"calendar.public_factor", plan->public_factor},
	    {"calendar.school_factor", plan->school_factor},
	    {"joins.pull", plan->pull},
	    {"joins.within", plan->within_s},
	    {"world_size.median", plan->world_size_mib.a},
	    {"world_size.sigma", plan->world_size_mib.b},
	    {"tiers.small.session_length.scale",
	     plan->tier[0].session_length.a},
	    {"tiers.small.session_length.shape",
	     plan->tier[0].session_length.b},
	    {"tiers.medium.session_length.median",
	     plan->tier[1].session_length.a},
	    {"tiers.medium.session_length.sigma",
	     plan->tier[1].session_length.b},
	    {"tiers.large.session_length.scale",
	     plan->tier[2].session_length.a},
	    {"tiers.large.session_length.shape",
	     plan->tier[2].session_length.b},
	};
	unsigned index;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].value;
	if (sscanf(name, "week.%u", &index) == 1)
		return plan->level[index];
	if (sscanf(name, "ram_mix.%u", &index) == 1)
		return plan->ram_mix[index].share_ppm / 1e6;
	if (sscanf(name, "tiers.%*[a-z].hours.weekday.%u", &index) == 1)
		return plan->tier[0].weekday[index];
	if (sscanf(name, "tiers.%*[a-z].hours.weekend.%u", &index) == 1)
		return plan->tier[0].weekend[index];
	return (double)NAN;
}

static struct covered *line_of(struct coverage *coverage, const char *name)
{
	struct covered *line;

	for (unsigned i = 0; i < coverage->count; i++)
		if (strcmp(coverage->parameters[i].name, name) == 0)
			return &coverage->parameters[i];
	if (coverage->count == COVERED_MAX)
		abort();
	line = &coverage->parameters[coverage->count++];
	(void)snprintf(line->name, sizeof line->name, "%s", name);
	return line;
}

/* Is it a parameter of a law that is another than the true one? */
static bool is_of_other_law(const struct generate_plan *plan,
			    const struct fit *fit, const char *name)
{
	for (int tier = 0; tier < TIERS; tier++)
		if (strstr(name, tier_name((enum tier)tier)) != NULL &&
		    strstr(name, ".session_length.") != NULL)
			return fit->plan.tier[tier].session_length.kind !=
			       plan->tier[tier].session_length.kind;
	return false;
}

static void add_parameter(const struct generate_plan *plan,
			  const struct fit *fit, const struct fit_parameter *p,
			  struct coverage *out)
{
	double truth = truth_of(plan, p->name);
	bool hour = strstr(p->name, ".hours.") != NULL;
	struct covered *line;

	if (isnan(truth) || isnan(p->low) ||
	    is_of_other_law(plan, fit, p->name))
		return;
	line = line_of(out, hour ? "hours (all)" : p->name);
	line->truth = hour ? 1 : truth;
	line->mean += p->value;
	line->mean_error += (p->high - p->low) / (2 * 1.96);
	line->made++;
	line->held += p->low <= truth && truth <= p->high;
}

void fit_cover(const struct generate_plan *plan, unsigned days,
	       uint64_t first_seed, unsigned seeds, struct coverage *out)
{
	struct fit *fit = calloc(1, sizeof *fit);

	if (fit == NULL)
		abort();
	for (unsigned i = 0; i < seeds; i++) {
		const struct fit_options options = {
		    .from_us = FIT_FROM_US,
		    .to_us = FIT_FROM_US + days * US_PER_DAY,
		    .holidays = &plan->holidays,
		    .dormant = plan->dormant,
		    .shift_s = 600,
		    .max_s = 86400,
		};
		struct generate_plan drawn = *plan;
		struct generate_report report;
		struct error_text error = {""};
		struct trace trace;

		drawn.seed = first_seed + i;
		if (!generate_trace(&drawn, options.from_us, options.to_us,
				    &trace, &report, &error) ||
		    !fit_sessions(&trace, &options, fit, &error)) {
			(void)fprintf(stderr, "seed %llu: %s\n",
				      (unsigned long long)drawn.seed,
				      error.text);
			abort();
		}
		out->worlds += trace.world_count / (double)seeds;
		out->sessions += (double)trace.session_count / seeds;
		out->unclear += !fit->converged;
		for (uint32_t p = 0; p < fit->parameter_count; p++)
			add_parameter(plan, fit, &fit->parameters[p], out);
		for (int tier = 0; tier < TIERS; tier++) {
			out->laws++;
			out->laws_right +=
			    fit->plan.tier[tier].session_length.kind ==
			    plan->tier[tier].session_length.kind;
		}
		trace_release(&trace);
	}
	free(fit);
}

void fit_print_coverage(const struct coverage *coverage)
{
	(void)printf("%.0f worlds, %.0f sessions a trace; %u fits without a "
		     "clear maximum; the right law of lengths in %u of %u\n",
		     coverage->worlds, coverage->sessions, coverage->unclear,
		     coverage->laws_right, coverage->laws);
	(void)printf("%-36s %9s %9s %9s   held\n", "parameter", "truth", "mean",
		     "error");
	for (unsigned i = 0; i < coverage->count; i++) {
		const struct covered *c = &coverage->parameters[i];

		(void)printf("%-36s %9.4g %9.4g %9.3g   %5.1f %% of %u\n",
			     c->name, c->truth, c->mean / c->made,
			     c->mean_error / c->made, 100.0 * c->held / c->made,
			     c->made);
	}
	(void)fflush(stdout);
}

void fit_add_coverage(const struct coverage *from, struct coverage *to)
{
	for (unsigned i = 0; i < from->count; i++) {
		const struct covered *c = &from->parameters[i];
		struct covered *line = line_of(to, c->name);

		line->held += c->held;
		line->made += c->made;
	}
	to->unclear += from->unclear;
	to->laws += from->laws;
	to->laws_right += from->laws_right;
}

void fit_print_held(const struct coverage *coverage)
{
	(void)printf(
	    "all sizes: %u fits without a clear maximum; the right law "
	    "of lengths in %u of %u\n",
	    coverage->unclear, coverage->laws_right, coverage->laws);
	for (unsigned i = 0; i < coverage->count; i++) {
		const struct covered *c = &coverage->parameters[i];

		(void)printf("%-36s held %5.1f %% of %u\n", c->name,
			     100.0 * c->held / c->made, c->made);
	}
	(void)fflush(stdout);
}
