#include <math.h>
#include <string.h>

#include "fit_print.h"
#include "traces/base/times.h"

/* A number with its interval in a comment, when it has one. */
static void print_number(const struct fit *fit, const char *key,
			 const char *name, double value, bool last, FILE *out)
{
	const struct fit_parameter *p = fit_find(fit, name);

	(void)fprintf(out, "    \"%s\": %.6g%s", key, value, last ? "" : ",");
	if (p != NULL && !isnan(p->low))
		(void)fprintf(out, " // %.4g ... %.4g", p->low, p->high);
	(void)fputs("\n", out);
}

static void print_list(const char *key, const double *values, int count,
		       const char *indent, const char *end, FILE *out)
{
	(void)fprintf(out, "%s\"%s\": [", indent, key);
	for (int i = 0; i < count; i++)
		(void)fprintf(out, "%s%s%.4f", i == 0 ? "" : ",",
			      i % 12 == 0 && count > 12 ? "\n        "
			      : i == 0			? ""
							: " ",
			      values[i]);
	(void)fprintf(out, "]%s\n", end);
}

static void print_law(const char *key, const struct law *law, const char *unit,
		      const char *indent, const char *end, FILE *out)
{
	static const char *const names[] = {[LAW_WEIBULL] = "weibull",
					    [LAW_LOGNORMAL] = "lognormal",
					    [LAW_GAMMA] = "gamma"};

	if (law->kind == LAW_FIXED) {
		(void)fprintf(out, "%s\"%s\": \"%.0f%s\"%s\n", indent, key,
			      law->a, unit, end);
		return;
	}
	(void)fprintf(out, "%s\"%s\": { \"law\": \"%s\", \"%s\": \"%.3f%s\", ",
		      indent, key, names[law->kind],
		      law->kind == LAW_LOGNORMAL ? "median" : "scale", law->a,
		      unit);
	(void)fprintf(out, "\"%s\": %.5f",
		      law->kind == LAW_LOGNORMAL ? "sigma" : "shape", law->b);
	if (law->shift > 0)
		(void)fprintf(out, ", \"shift\": \"%.0f%s\"", law->shift, unit);
	if (law->max > 0)
		(void)fprintf(out, ", \"max\": \"%.0f%s\"", law->max, unit);
	(void)fprintf(out, " }%s\n", end);
}

static void print_worlds(const struct fit *fit, FILE *out)
{
	const struct generate_plan *plan = &fit->plan;

	(void)fputs("  \"worlds\": {\n", out);
	print_number(fit, "living", "worlds.living", plan->living, false, out);
	print_number(fit, "dormant", "", plan->dormant, false, out);
	print_number(fit, "new_per_day", "worlds.new_per_day",
		     plan->new_per_day, false, out);
	print_number(fit, "growth_per_month", "worlds.growth_per_month",
		     plan->growth_per_month, false, out);
	print_number(fit, "churn_per_month", "worlds.churn_per_month",
		     fmin(plan->churn_per_month, 0.99), false, out);
	print_number(fit, "revived_per_month", "worlds.revived_per_month",
		     fmin(plan->revived_per_month, 0.99), true, out);
	(void)fputs("  },\n  \"days\": {\n", out);
	print_number(fit, "share", "days.share", plan->share, false, out);
	print_number(fit, "persistence", "days.persistence",
		     fmin(plan->persistence, 0.999), true, out);
	(void)fputs("  },\n  \"starts\": {\n", out);
	(void)fprintf(out, "    \"law\": \"%s\",\n",
		      plan->rate_law == RATE_GAMMA ? "gamma" : "lognormal");
	print_number(fit, "per_day", "starts.per_day", plan->per_day, false,
		     out);
	print_number(fit, "spread", "starts.spread", plan->spread, false, out);
	print_number(fit, "day_spread", "starts.day_spread", plan->day_spread,
		     true, out);
	(void)fputs("  },\n", out);
}

static void print_tiers(const struct fit *fit, FILE *out)
{
	(void)fputs("  \"tiers\": {\n", out);
	for (int tier = 0; tier < TIERS; tier++) {
		const struct tier_plan *t = &fit->plan.tier[tier];

		(void)fprintf(out, "    \"%s\": {\n      \"hours\": {\n",
			      tier_name((enum tier)tier));
		print_list("weekday", t->weekday, HOURS, "      ", ",", out);
		print_list("weekend", t->weekend, HOURS, "      ", "", out);
		(void)fputs("      },\n", out);
		print_law("session_length", &t->session_length, "s", "      ",
			  "", out);
		(void)fprintf(out, "    }%s\n", tier + 1 < TIERS ? "," : "");
	}
	(void)fputs("  },\n", out);
}

static void print_mix(const struct fit *fit, FILE *out)
{
	(void)fputs("  \"ram_mix\": [\n", out);
	for (uint32_t i = 0; i < fit->plan.ram_mix_count; i++)
		(void)fprintf(out,
			      "    { \"ram\": \"%uMB\", \"share\": \"%.4f%%\" "
			      "}%s\n",
			      fit->plan.ram_mix[i].ram_mib,
			      fit->plan.ram_mix[i].share_ppm / 1e4,
			      i + 1 < fit->plan.ram_mix_count ? "," : "");
	(void)fputs("  ],\n", out);
}

/* A text of the user's inside JSON. */
static void print_text(const char *text, FILE *out)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			(void)fputc('\\', out);
		(void)fputc((unsigned char)*c < ' ' ? '?' : *c, out);
	}
}

static void print_calendar(const struct fit *fit,
			   const struct fit_options *options, FILE *out)
{
	if (options->holidays == NULL)
		return;
	(void)fputs("  \"calendar\": {\n    \"file\": \"", out);
	print_text(options->calendar_file, out);
	(void)fputs("\",\n    \"state\": \"", out);
	print_text(options->calendar_state, out);
	(void)fputs("\",\n", out);
	print_number(fit, "public_factor", "calendar.public_factor",
		     fit->plan.public_factor, false, out);
	print_number(fit, "school_factor", "calendar.school_factor",
		     fit->plan.school_factor, true, out);
	(void)fputs("  },\n", out);
}

void fit_print_model(const struct fit *fit, const struct fit_options *options,
		     const char *source, FILE *out)
{
	const struct generate_plan *plan = &fit->plan;
	char from[40], to[40];

	(void)fprintf(out, "// A model of demand, fitted to %u days of ",
		      fit->days);
	for (const char *c = source; *c != '\0'; c++)
		(void)fputc((unsigned char)*c < ' ' ? '?' : *c, out);
	(void)fprintf(out,
		      ",\n// %s to %s.\n// Behind a number: its 95 %% "
		      "interval.  See docs/traces-model.md.\n{\n",
		      time_format(fit->from_us, 0, from, sizeof from),
		      time_format(fit->to_us, 0, to, sizeof to));
	print_worlds(fit, out);
	print_list("week", plan->level, WEEKDAYS, "  ", ",", out);
	print_tiers(fit, out);
	(void)fputs("  \"joins\": {\n", out);
	print_number(fit, "pull", "joins.pull", plan->pull, false, out);
	(void)fprintf(out, "    \"within\": \"%.3fs\"\n  },\n", plan->within_s);
	print_calendar(fit, options, out);
	print_mix(fit, out);
	print_law("world_size", &plan->world_size_mib, "MB", "  ", "", out);
	(void)fputs("}\n", out);
}
