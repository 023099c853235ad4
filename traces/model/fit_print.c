#include "fit_print.h"

#include <math.h>
#include <string.h>

#include "traces/base/blocks.h"
#include "traces/base/plural.h"
#include "traces/base/times.h"

#define US_PER_DAY (INT64_C(86400) * 1000000)
#define P_BAD 0.05

static const char *const law_names[] = {[LAW_WEIBULL] = "Weibull",
					[LAW_LOGNORMAL] = "log-normal",
					[LAW_GAMMA] = "gamma"};

/* How a number is printed. */
enum form { FORM_NUMBER, FORM_SHARE, FORM_MINUTES, FORM_SIZE };

static const struct line {
	const char *name, *words;
	enum form form;
} rows[] = {
    {"worlds.living", "worlds in play", FORM_NUMBER},
    {"worlds.new_per_day", "new worlds a day", FORM_NUMBER},
    {"worlds.growth_per_month", "  ... growth in 30 days", FORM_SHARE},
    {"worlds.churn_per_month", "going dormant in 30 days", FORM_SHARE},
    {"worlds.revived_per_month", "dormant worlds revived in 30 days",
     FORM_SHARE},
    {"days.share", "days on which a world is played", FORM_SHARE},
    {"days.persistence", "day-to-day persistence", FORM_NUMBER},
    {"starts.per_day", "starts on such a day", FORM_NUMBER},
    {"starts.spread", "  ... spread between worlds", FORM_SHARE},
    {"starts.day_spread", "  ... spread between days", FORM_SHARE},
    {"joins.pull", "starts that trigger another world", FORM_SHARE},
    {"joins.within", "  ... after", FORM_MINUTES},
    {"calendar.public_factor", "public holidays, times", FORM_NUMBER},
    {"calendar.school_factor", "school holidays, times", FORM_NUMBER},
    {"world_size.median", "data of a world, median", FORM_SIZE},
    {"world_size.sigma", "  ... spread of the logarithm", FORM_NUMBER},
};

static void tell(enum form form, double value, char *text, size_t size)
{
	switch (form) {
	case FORM_NUMBER:
		(void)snprintf(text, size, fabs(value) < 100 ? "%.2f" : "%.0f",
			       value);
		break;
	case FORM_SHARE:
		(void)snprintf(text, size, "%.1f %%", 100 * value);
		break;
	case FORM_MINUTES:
		(void)snprintf(text, size, "%.1f min", value / 60);
		break;
	case FORM_SIZE:
		(void)snprintf(text, size, "%.0f MB", value);
		break;
	}
}

static void print_row(const struct fit_parameter *p, const char *words,
		      enum form form, FILE *out)
{
	char value[32], low[32], high[32];

	tell(form, p->value, value, sizeof value);
	tell(form, p->low, low, sizeof low);
	tell(form, p->high, high, sizeof high);
	if (isnan(p->low))
		(void)fprintf(out,
			      "  %-34s %10s   not determined by these data\n",
			      words, value);
	else
		(void)fprintf(out, "  %-34s %10s   (%s ... %s)\n", words, value,
			      low, high);
}

/* Quantile of a law without its cut, by halving. */
static double median_of(const struct law *law)
{
	double low = law->shift, high = 1e9;

	for (int i = 0; i < 80; i++) {
		double middle = (low + high) / 2;

		if (law_cdf(law, middle) < 0.5)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void print_lengths(const struct fit *fit, FILE *out)
{
	(void)fprintf(out,
		      "\nSession lengths     law          median     mean\n");
	for (int tier = 0; tier < TIERS; tier++) {
		const struct law *law = &fit->plan.tier[tier].session_length;

		(void)fprintf(out, "  %-16s  %-10s %5.0f min %5.0f min\n",
			      tier_name((enum tier)tier), law_names[law->kind],
			      median_of(law) / 60, law_mean(law) / 60);
	}
}

static void print_mix(const struct fit *fit, FILE *out)
{
	(void)fputs("\nPlans\n", out);
	for (uint32_t i = 0; i < fit->plan.ram_mix_count; i++) {
		char name[FIT_NAME_SIZE], words[FIT_NAME_SIZE];
		const struct fit_parameter *p;

		(void)snprintf(name, sizeof name, "ram_mix.%u", i);
		(void)snprintf(words, sizeof words, "%g GB",
			       fit->plan.ram_mix[i].ram_mib / 1024.0);
		p = fit_find(fit, name);
		if (p != NULL)
			print_row(p, words, FORM_SHARE, out);
	}
}

static void print_hours(const struct fit *fit, bool plain, FILE *out)
{
	static const char *const days[WEEKDAYS] = {"Mo", "Tu", "We", "Th",
						   "Fr", "Sa", "Su"};

	(void)fputs("\nWhen (local hours 0 to 23)\n", out);
	for (int tier = 0; tier < TIERS; tier++) {
		(void)fprintf(out, "  %-8s weekday |",
			      tier_name((enum tier)tier));
		block_line(fit->plan.tier[tier].weekday, HOURS, plain, out);
		(void)fputs("|  weekend |", out);
		block_line(fit->plan.tier[tier].weekend, HOURS, plain, out);
		(void)fputs("|\n", out);
	}
	(void)fputs(" ", out);
	for (int day = 0; day < WEEKDAYS; day++)
		(void)fprintf(out, " %s %.2f", days[day], fit->plan.level[day]);
	(void)fputs("\n", out);
}

static void print_tests(const struct fit *fit, FILE *out)
{
	(void)fputs(
	    "\nDoes it fit?                       distance      p      of\n",
	    out);
	for (uint32_t i = 0; i < fit->test_count; i++) {
		const struct fit_test *test = &fit->tests[i];

		(void)fprintf(out, "  %-32s %8.3f  %5.2f %8llu  %s\n",
			      test->name, test->distance, test->p,
			      (unsigned long long)test->count,
			      test->p < P_BAD ? "DOES NOT FIT" : "fits");
	}
}

void fit_print_table(const struct fit *fit, const char *source, int64_t now_us,
		     bool plain, FILE *out)
{
	char from[40], to[40];

	(void)fprintf(out, "%s: %llu %s of %u %s\n", source,
		      (unsigned long long)fit->sessions,
		      plural(fit->sessions, "session", "sessions"), fit->worlds,
		      plural(fit->worlds, "world", "worlds"));
	(void)fprintf(out, "fitted to %u playing days, %.10s to %.10s",
		      fit->days,
		      time_format(fit->from_us, 0, from, sizeof from),
		      time_format(fit->to_us, 0, to, sizeof to));
	if (now_us != 0)
		(void)fprintf(
		    out, "; the newest is %lld %s old",
		    (long long)((now_us - fit->to_us) / US_PER_DAY),
		    plural((uint64_t)((now_us - fit->to_us) / US_PER_DAY),
			   "day", "days"));
	if (fit->sampled < 1)
		(void)fprintf(out,
			      "\nhabits and starts from %.1f %% of the worlds",
			      100 * fit->sampled);
	(void)fputs("\nin brackets: 95 % confidence intervals\n\n", out);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct fit_parameter *p = fit_find(fit, rows[i].name);

		if (p != NULL)
			print_row(p, rows[i].words, rows[i].form, out);
	}
	print_mix(fit, out);
	print_lengths(fit, out);
	print_hours(fit, plain, out);
	print_tests(fit, out);
	if (!fit->converged)
		(void)fputs("\nThe search found no clear maximum: the data are "
			    "too few for habits and starts.\n",
			    out);
}
