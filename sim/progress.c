#include "sim/progress.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/units.h"

#define BAR_WIDTH 24
#define TEXT_WIDTH (PROGRESS_WIDTH - BAR_WIDTH - 3)
#define PART_SIZE 32
#define ENOUGH 0.002 /* of the work, to say how fast it goes */

const char *progress_word(int64_t window_us)
{
	return window_us <= US_PER_DAY ? "nights" : "replications";
}

/* ", 12.5/s", by the unit that gives a number above 1. */
static void rate_text(double per_s, char out[PART_SIZE])
{
	static const struct {
		double s;
		const char *unit;
	} units[] = {{1, "s"}, {60, "min"}, {3600, "h"}};
	size_t i = 0;

	while (i + 1 < sizeof units / sizeof *units && per_s * units[i].s < 1)
		i++;
	(void)snprintf(out, PART_SIZE, ", %.3g/%s", per_s * units[i].s,
		       units[i].unit);
}

static void left_text(double left_s, char out[PART_SIZE])
{
	const double s = ceil(left_s);

	if (s < 60)
		(void)snprintf(out, PART_SIZE, ", %.0f s left", s);
	else if (s < 3600)
		(void)snprintf(out, PART_SIZE, ", %.0f min %.0f s left",
			       floor(s / 60), fmod(s, 60));
	else if (s >= 2 * 86400)
		(void)snprintf(out, PART_SIZE, ", %.0f days left",
			       fmin(s / 86400, 99999));
	else
		(void)snprintf(out, PART_SIZE, ", %.0f h %.0f min left",
			       floor(s / 3600), floor(fmod(s, 3600) / 60));
}

char *progress_line(const struct progress *progress,
		    char out[PROGRESS_WIDTH + 1])
{
	const double share = fmin(1, fmax(0, progress->share));
	char rate[PART_SIZE] = "", left[PART_SIZE] = "", text[4 * PART_SIZE];
	const size_t filled = (size_t)(share * BAR_WIDTH);

	if (share >= ENOUGH && progress->elapsed_s > 0) {
		rate_text(share * progress->count / progress->elapsed_s, rate);
		left_text(progress->elapsed_s * (1 - share) / share, left);
	}
	(void)snprintf(text, sizeof text, "%" PRIu32 " of %" PRIu32 " %s%s%s",
		       progress->done, progress->count, progress->what, rate,
		       left);
	memset(out, ' ', PROGRESS_WIDTH);
	out[0] = '[';
	memset(out + 1, '#', filled);
	out[1 + BAR_WIDTH] = ']';
	(void)snprintf(out + BAR_WIDTH + 2, PROGRESS_WIDTH - BAR_WIDTH - 1,
		       " %-*.*s", TEXT_WIDTH, TEXT_WIDTH, text);
	return out;
}
