#include "fit_lengths.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit_interval.h"

#define LENGTHS_MAX 200000 /* of a tier; the rest is as good */

/* --- lengths -------------------------------------------------------------- */

/* Whole sessions that begin in the window, of one tier or of all (TIERS). */
static size_t gather(const struct trace *trace, const struct fit *fit, int tier,
		     double *values)
{
	size_t count = 0;

	for (size_t i = 0; i < trace->session_count; i++) {
		const struct session *s = &trace->sessions[i];
		int of = (int)tier_of(trace->worlds[s->world].ram_mib);

		if ((tier != TIERS && of != tier) ||
		    s->start_us < fit->from_us || s->start_us >= fit->to_us ||
		    s->stop_us == TRACE_STILL_RUNNING_US)
			continue;
		values[count++] = (double)(s->stop_us - s->start_us) / 1e6;
		if (count == LENGTHS_MAX)
			break;
	}
	return count;
}

static void note_law(struct fit *fit, const char *name,
		     const struct law_fit *law, size_t count, bool tested)
{
	static const char *const of_a[] = {[LAW_WEIBULL] = "scale",
					   [LAW_LOGNORMAL] = "median",
					   [LAW_GAMMA] = "scale"};
	char text[FIT_NAME_SIZE];

	(void)snprintf(text, sizeof text, "%.34s.%s", name,
		       of_a[law->law.kind]);
	fit_note(fit, text, law->law.a, law->a_low, law->a_high);
	(void)snprintf(text, sizeof text, "%.34s.%s", name,
		       law->law.kind == LAW_LOGNORMAL ? "sigma" : "shape");
	fit_note(fit, text, law->law.b, law->b_low, law->b_high);
	if (tested)
		fit_note_test(fit, name, law->distance, law->p, count);
}

bool fit_lengths(const struct trace *trace, const struct fit_options *options,
		 struct fit *fit, struct error_text *error)
{
	size_t room = trace->session_count < LENGTHS_MAX ? trace->session_count
							 : LENGTHS_MAX;
	double *values = malloc((room + 1) * sizeof *values);
	struct law_fit all, own;
	size_t count;

	if (values == NULL)
		return error_set(error, "out of memory");
	count = gather(trace, fit, TIERS, values);
	if (!fit_law(values, count, options->length_law, options->shift_s,
		     options->max_s, options->seed, &all)) {
		free(values);
		return error_set(error,
				 "%zu whole sessions in the window; at least "
				 "%d are needed for their lengths",
				 count, FIT_LENGTHS_MIN);
	}
	note_law(fit, "session_length", &all, count, false);
	for (int tier = 0; tier < TIERS; tier++) {
		char name[FIT_NAME_SIZE];

		count = gather(trace, fit, tier, values);
		fit->plan.tier[tier].session_length = all.law;
		/* a tier with few sessions follows them all */
		if (!fit_law(values, count, options->length_law,
			     options->shift_s, options->max_s,
			     options->seed + (uint64_t)tier + 1, &own))
			continue;
		(void)snprintf(name, sizeof name, "tiers.%s.session_length",
			       tier_name((enum tier)tier));
		note_law(fit, name, &own, count, true);
		fit->plan.tier[tier].session_length = own.law;
	}
	free(values);
	return true;
}

/* --- worlds --------------------------------------------------------------- */

/* Plans by RAM, the most frequent RAM_MIX_MAX of them. */
struct plans {
	struct {
		uint32_t ram_mib;
		uint32_t worlds;
	} plan[RAM_MIX_MAX];
	uint32_t count, worlds;
};

static int by_ram(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return left < right ? -1 : left > right;
}

static void count_plan(struct plans *plans, uint32_t ram_mib, uint32_t worlds)
{
	uint32_t least = 0;

	if (plans->count < RAM_MIX_MAX) {
		plans->plan[plans->count].ram_mib = ram_mib;
		plans->plan[plans->count++].worlds = worlds;
		return;
	}
	for (uint32_t i = 1; i < RAM_MIX_MAX; i++)
		if (plans->plan[i].worlds < plans->plan[least].worlds)
			least = i;
	if (plans->plan[least].worlds < worlds) {
		plans->plan[least].ram_mib = ram_mib;
		plans->plan[least].worlds = worlds;
	}
}

static bool count_plans(const struct trace *trace, struct plans *plans)
{
	uint32_t *ram = malloc((trace->world_count + (size_t)1) * sizeof *ram);

	if (ram == NULL)
		return false;
	for (uint32_t i = 0; i < trace->world_count; i++)
		ram[i] = trace->worlds[i].ram_mib;
	qsort(ram, trace->world_count, sizeof *ram, by_ram);
	for (uint32_t i = 0, next; i < trace->world_count; i = next) {
		for (next = i;
		     next < trace->world_count && ram[next] == ram[i];)
			next++;
		count_plan(plans, ram[i], next - i);
	}
	free(ram);
	qsort(plans->plan, plans->count, sizeof plans->plan[0], by_ram);
	for (uint32_t i = 0; i < plans->count; i++)
		plans->worlds += plans->plan[i].worlds;
	return true;
}

/* Shares in ppm that sum to 1, and their intervals. */
static void note_mix(const struct plans *plans, struct fit *fit)
{
	uint32_t left_ppm = 1000000;

	for (uint32_t i = 0; i < plans->count; i++) {
		double share = (double)plans->plan[i].worlds / plans->worlds;
		uint32_t ppm = i + 1 == plans->count
				   ? left_ppm
				   : (uint32_t)lround(share * 1e6);
		double low, high;
		char name[FIT_NAME_SIZE];

		left_ppm -= ppm;
		fit->plan.ram_mix[i] = (struct ram_share){
		    .ram_mib = plans->plan[i].ram_mib, .share_ppm = ppm};
		share_interval(plans->plan[i].worlds, plans->worlds, &low,
			       &high);
		(void)snprintf(name, sizeof name, "ram_mix.%u", i);
		fit_note(fit, name, share, low, high);
	}
	fit->plan.ram_mix_count = plans->count;
}

/* Sizes, when the trace has them: a column that is missing makes all equal. */
static bool fit_sizes(const struct trace *trace,
		      const struct fit_options *options, struct fit *fit)
{
	double *sizes =
	    malloc((trace->world_count + (size_t)1) * sizeof *sizes);
	struct law_fit law;
	double most = 0;

	if (sizes == NULL)
		return false;
	for (uint32_t i = 0; i < trace->world_count; i++) {
		sizes[i] = trace->worlds[i].disk_mib;
		fit->sizes_known |=
		    trace->worlds[i].disk_mib != trace->worlds[0].disk_mib;
		most = fmax(most, sizes[i]);
	}
	fit->plan.world_size_mib = (struct law){.a = sizes[0]};
	if (fit->sizes_known &&
	    fit_law(sizes, trace->world_count, LAW_LOGNORMAL, 0, most,
		    options->seed, &law)) { /* none was larger */
		note_law(fit, "world_size", &law, trace->world_count, true);
		fit->plan.world_size_mib = law.law;
	}
	free(sizes);
	return true;
}

bool fit_worlds(const struct trace *trace, const struct fit_options *options,
		struct fit *fit, struct error_text *error)
{
	struct plans plans = {.count = 0};

	if (!count_plans(trace, &plans) || !fit_sizes(trace, options, fit))
		return error_set(error, "out of memory");
	note_mix(&plans, fit);
	return true;
}
