#include <math.h>
#include <string.h>

#include "info.h"
#include "traces/base/blocks.h"
#include "traces/base/plural.h"
#include "traces/base/times.h"

#define TIME_SIZE 40
#define BAR_WIDTH 36
#define TEXT_SIZE 24

static const char *const day_names[INFO_WEEKDAYS] = {"Mo", "Tu", "We", "Th",
						     "Fr", "Sa", "Su"};

/* "2024-11-08 20:17": what people read. */
static const char *local_time(const struct local_clock *clock, int64_t at_us,
			      char text[TIME_SIZE])
{
	(void)time_format(at_us, clock_offset_s(clock, at_us), text, TIME_SIZE);
	text[10] = ' ';
	text[16] = '\0';
	return text;
}

static const char *duration(double seconds, char text[TEXT_SIZE])
{
	if (seconds < 90)
		(void)snprintf(text, TEXT_SIZE, "%.0f s", seconds);
	else if (seconds < 5400)
		(void)snprintf(text, TEXT_SIZE, "%.0f min", seconds / 60);
	else if (seconds < 172800)
		(void)snprintf(text, TEXT_SIZE, "%.1f h", seconds / 3600);
	else
		(void)snprintf(text, TEXT_SIZE, "%.1f d", seconds / 86400);
	return text;
}

static const char *number_as_text(double value, char text[TEXT_SIZE])
{
	(void)snprintf(text, TEXT_SIZE, value < 10 ? "%.3g" : "%.0f", value);
	return text;
}

typedef const char *(*teller)(double value, char text[TEXT_SIZE]);

static void print_quantiles(const char *words, const struct info_figure *figure,
			    teller tell, FILE *out)
{
	char text[TEXT_SIZE];

	(void)fprintf(out, "  %-18s", words);
	for (int q = 0; q < INFO_QUANTILES; q++)
		(void)fprintf(out, " %9s", tell(figure->quantile[q], text));
	(void)fprintf(out, " %9s\n", tell(figure->mean, text));
}

static void print_histogram(const char *words, const struct info_figure *figure,
			    teller tell, bool plain, FILE *out)
{
	double most = 0;

	for (int b = 0; b < INFO_BINS; b++)
		most = fmax(most, figure->bin_share[b]);
	(void)fprintf(out, "\n%s\n", words);
	for (int b = 0; b < INFO_BINS; b++) {
		char from[TEXT_SIZE], to[TEXT_SIZE];

		(void)fprintf(
		    out, "  %9s ... %-9s |", tell(figure->bin_from[b], from),
		    b + 1 < INFO_BINS ? tell(figure->bin_from[b + 1], to) : "");
		block_bar(most > 0 ? figure->bin_share[b] / most : 0, BAR_WIDTH,
			  plain, out);
		(void)fprintf(out, "| %5.1f %%\n", 100 * figure->bin_share[b]);
	}
}

static void print_heat(const struct info *info, bool plain, FILE *out)
{
	double most = 0;

	for (int day = 0; day < INFO_WEEKDAYS; day++)
		for (int h = 0; h < HOURS; h++)
			most = fmax(most, info->active[day][h]);
	(void)fputs("\nActive worlds, mean by local hour\n    ", out);
	for (int h = 0; h < HOURS; h += 3)
		(void)fprintf(out, "%-6d", h);
	(void)fputs("\n", out);
	for (int day = 0; day < INFO_WEEKDAYS; day++) {
		double sum = 0;

		(void)fprintf(out, "  %s ", day_names[day]);
		for (int h = 0; h < HOURS; h++) {
			const char *cell = block_shade(
			    most > 0 ? info->active[day][h] / most : 0, plain);

			(void)fprintf(out, "%s%s", cell, cell);
			sum += info->active[day][h] / HOURS;
		}
		(void)fprintf(out, "  mean %.1f\n", sum);
	}
	(void)fprintf(out, "  darkest: %.1f\n", most);
}

static void print_stretches(const struct info *info,
			    const struct local_clock *clock, FILE *out)
{
	char from[TIME_SIZE], to[TIME_SIZE], text[TEXT_SIZE];

	(void)fputs("\nHighest days\n", out);
	for (uint32_t i = 0; i < info->peak_count; i++)
		(void)fprintf(
		    out, "  %s %s  %u active worlds\n",
		    day_names[weekday_of(
			clock_local_s(clock, info->peaks[i].from_us) / 86400)],
		    local_time(clock, info->peaks[i].from_us, from),
		    info->peaks[i].worlds);
	(void)fputs("\nLongest times without a start\n", out);
	for (uint32_t i = 0; i < info->silence_count; i++)
		(void)fprintf(
		    out, "  %s to %s  %s\n",
		    local_time(clock, info->silences[i].from_us, from),
		    local_time(clock, info->silences[i].to_us, to),
		    duration((double)(info->silences[i].to_us -
				      info->silences[i].from_us) /
				 1e6,
			     text));
}

void info_print(const struct info *info, const char *source,
		const struct local_clock *clock, bool plain, FILE *out)
{
	char from[TIME_SIZE], to[TIME_SIZE];

	(void)fprintf(out, "%s: %llu %s of %u %s, %u %s\n", source,
		      (unsigned long long)info->sessions,
		      plural(info->sessions, "session", "sessions"),
		      info->worlds, plural(info->worlds, "world", "worlds"),
		      info->accounts,
		      plural(info->accounts, "account", "accounts"));
	(void)fprintf(out, "%s to %s, %.1f days; %.0f hours played\n",
		      local_time(clock, info->from_us, from),
		      local_time(clock, info->to_us, to),
		      (double)(info->to_us - info->from_us) / 86.4e9,
		      info->hours_played);
	(void)fprintf(out, "small %u, medium %u, large %u worlds",
		      info->by_tier[TIER_SMALL], info->by_tier[TIER_MEDIUM],
		      info->by_tier[TIER_LARGE]);
	if (info->unfinished > 0)
		(void)fprintf(out, "; %llu %s",
			      (unsigned long long)info->unfinished,
			      plural(info->unfinished, "session still runs",
				     "sessions still run"));
	(void)fprintf(out, "\n\n  %-18s %9s %9s %9s %9s %9s %9s\n", "", "5 %",
		      "25 %", "50 %", "75 %", "95 %", "mean");
	print_quantiles("session length", &info->length, duration, out);
	print_quantiles("until played again", &info->gap, duration, out);
	print_quantiles("starts a day", &info->a_day, number_as_text, out);
	print_quantiles("starts a world", &info->a_world, number_as_text, out);
	print_heat(info, plain, out);
	print_histogram("Session length", &info->length, duration, plain, out);
	print_histogram("Until played again", &info->gap, duration, plain, out);
	print_stretches(info, clock, out);
}
